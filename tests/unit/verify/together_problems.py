"""Tiny instances with groups that go together: docs/levers.md read word for word, over all plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from case_problems import UNMATCHED, Cases, Place, Side

from jobmatch.policy import TIERS, load_policy
from mutation.random_cases import REGIONS
from mutation.reference import Instance, Row, broken_rules, path, terms, tier

ORDERS = [[], [], ["placed"], ["tier:prefecture"], ["households"], ["tier:county", "households"]]


@dataclass(frozen=True)
class Together(Cases):
    """An instance, the persons of its groups, the unit of each job, and who is bound by a decision."""

    groups: Sequence[Sequence[int]] = field(default=())
    unit: Sequence[str] = field(default=())
    bound: frozenset[int] = frozenset()

    def keeps(self, place: Place) -> bool:
        """Whether the members of each group all stay, or all go to one unit."""
        for members in self.groups:
            jobs = [place[p] for p in members]
            if len({"nowhere" if j is None else f"at {self.unit[j]}" for j in jobs}) > 1:
                return False
        return True

    def plans(self) -> Iterator[Place]:
        """Every plan that keeps the rules, the vacancies, `max_out`, and groups together."""
        return (place for place in super().plans() if self.keeps(place))

    def vector(self, place: Place) -> list[int]:
        """V: to leave a person unplaced who is bound breaks a unit."""
        hard, *rest = super().vector(place)
        return [hard + sum(place[p] is None for p in self.bound), *rest]


def unit_of(case: Instance, job: Row) -> str:
    """By docs/levers.md, section 2."""
    kind, _, level = str(case.policy.household.together).partition("@")
    if kind == "employer":
        return job.get("employer_id") or job["job_id"]
    above = [code for code in path(case, job["region"]) if case.region[code]["level"] == level]
    return above[0] if above else job["region"]


def instance(seed: int) -> Together:
    """Households, groups of two and three, quotas by number, stages, bonus and max_out; some of them at a time."""
    rng = Random(seed)
    homes, work = ["A11", "A111", "A12", "A21", "B11"], ["A11", "A12", "A111", "A21", "B1", "A"]
    seekers: list[dict[str, str]] = []
    for h, size in enumerate(rng.choice([(3, 2), (2, 2), (4,), (3, 1), (5,)])):
        for _ in range(size):
            cells = {"household_id": f"h{h}", "village": "vw"[h], "home": rng.choice(homes), "wish_regions": "*"}
            seekers.append({"person_id": f"P{len(seekers)}", "together_id": "", **cells, "min_wage": "0"})
    jobs = [
        {
            "job_id": f"J{j}",
            "employer_id": rng.choice(["e", "e", "f", "", "J0"]),
            "region": rng.choice(work),
            "vacancies": str(rng.choice([0, 1, 1, 2, 3])),
            "wage": "1",
        }
        for j in range(4)
    ]
    together = rng.choice(["employer", "employer", "region@prefecture", "region@county"])
    household: dict[str, Any] = {"together": together}
    if rng.random() < 0.5:
        household |= {"bonus": rng.choice([0.0, 60.0]), "max_out": rng.choice([None, 1, 2, 3])}
    policy: dict[str, Any] = {
        "quantum": 1.0,
        "unmatched": {"default": float(UNMATCHED)},
        "distance": {"weight": 0.0},
        "wage": {"weight": 0.0},
        "tier": dict.fromkeys(TIERS, 0.0),
        "quota": [],
        "household": {key: value for key, value in household.items() if value is not None},
        "objective": {"order": rng.choice(ORDERS)},
    }
    ruled = bool(household.get("bonus") or household.get("max_out") or "households" in policy["objective"]["order"])
    every = [(p, j) for p in range(len(seekers)) for j in range(len(jobs))]
    groups = _groups(rng, seekers, within=ruled)
    sides = []
    for name, per in (("where", "jobs.region"), ("who", "persons.village")):
        if rng.random() < 0.4:
            sides += _quota(rng, policy, name, per, seekers if per == "persons.village" else jobs, every)
    worth = {pair: rng.randint(-20, 150) for pair in every}
    open_ = [pair for pair in every if rng.random() < 0.75]
    ids = {pair: {"person_id": f"P{pair[0]}", "job_id": f"J{pair[1]}"} for pair in every}
    pairs = decisions = extra = bound = None
    if rng.random() < 0.5:
        pairs = [{**ids[pair], "extra": str(worth[pair])} for pair in open_]
    else:
        policy["extra"] = {"table": "extra.csv"}
        extra = [{"persons.person_id": f"P{p}", "jobs.job_id": f"J{j}", "value": str(worth[p, j])} for p, j in every]
        decisions = [{**ids[pair], "decision": "forbidden"} for pair in every if pair not in open_]
        some = [(p, j) for p, j in open_ if jobs[j]["vacancies"] != "0"]
        if some and rng.random() < 0.4:
            bound = rng.choice(some)
            decisions.append({**ids[bound], "decision": "accepted"})
    regions: list[Row] = [dict(zip(("code", "parent", "level", "lon", "lat"), row, strict=True)) for row in REGIONS]
    case = Instance(seekers, jobs, regions, load_policy(policy), pairs=pairs, decisions=decisions or None, extra=extra)
    costs = {
        (p, j): sum(terms(case, seekers[p], jobs[j]).values())
        for p, j in every
        if not broken_rules(case, seekers[p], jobs[j])
    }
    tiers = {(p, j): TIERS.index(tier(case, seekers[p]["home"], jobs[j]["region"])) for p, j in every}
    who = frozenset() if bound is None else frozenset({bound[0]})
    return Together(case, costs, tiers, sides, groups, [unit_of(case, job) for job in jobs], who)


def _groups(rng: Random, seekers: Sequence[dict[str, str]], *, within: bool) -> list[list[int]]:
    """Write `together_id`; one person may have one that nobody else has, who is in no group then."""
    order = rng.sample(range(len(seekers)), len(seekers))
    if within:
        order.sort(key=lambda p: seekers[p]["household_id"])
    out: list[list[int]] = []
    while order:
        size = rng.choice([1, 2, 2, 3])
        home = seekers[order[0]]["household_id"]
        mine = [p for p in order[:size] if not within or seekers[p]["household_id"] == home]
        order = [p for p in order if p not in mine]
        if len(mine) > 1 or rng.random() < 0.5:
            for p in mine:
                seekers[p]["together_id"] = f"g{mine[0]}"
        if len(mine) > 1:
            out.append(mine)
    return out


def _quota(
    rng: Random,
    policy: dict[str, Any],
    name: str,
    per: str,
    rows: Sequence[Mapping[str, str]],
    every: Sequence[tuple[int, int]],
) -> Iterator[Side]:
    """Add a quota to the policy; its limits."""
    soft = rng.choice([None, 25])
    low, high = rng.choice([(None, 1), (1, None), (1, 2), (None, 2)])
    limits = {"lower": low, "upper": high, "soft": soft and float(soft)}
    policy["quota"].append(
        {"name": name, "per": per, **{key: value for key, value in limits.items() if value is not None}}
    )
    axis, column = int(per.startswith("jobs")), per.partition(".")[2]
    for group in sorted({row[column] for row in rows}):
        members = frozenset(pair for pair in every if rows[pair[axis]][column] == group)
        for side, number in (("lower", low), ("upper", high)):
            if number is not None:
                yield Side(f"{name}, {side}", group, side == "lower", members, number=number, soft=soft)


def lower_bound(problem: Together, duals: Mapping[tuple[str, str], Sequence[int]], *, money: bool = False) -> list[int]:
    """L(y): the least of all ways to place everybody, vacancies and limits aside, less what is paid for limits."""
    components = problem.components[-1:] if money else ["hard", *problem.components]
    household = problem.case.policy.household

    def dual(name: tuple[str, str]) -> list[int]:
        y = list(duals.get(name, [0] * (1 + len(problem.components))))
        if not money:
            return y
        return [min(0, y[-1]) if name[0].endswith(", lower") else max(0, y[-1])]

    def option(p: int, j: int | None) -> list[int]:
        out = []
        for stage in components:
            kind, _, name = stage.partition(":")
            far = TIERS.index(name) if kind == "tier" else len(TIERS)
            worth = UNMATCHED if j is None else problem.costs[p, j]
            undone = int(j is None or problem.tiers[p, j] > far)
            out.append({"cost": worth, "hard": 0, "households": 0}.get(kind, undone))
        if j is None:
            return [
                part + (stage == "hard" and p in problem.bound) for stage, part in zip(components, out, strict=True)
            ]
        paid = [dual(("vacancies", problem.case.jobs[j]["job_id"]))]
        paid += [dual((side.constraint, side.group)) for side in problem.sides if (p, j) in side.members]
        return [sum(column) for column in zip(out, *paid, strict=True)]

    options = [
        {j: option(p, j) for j in [None, *(j for q, j in problem.costs if q == p)]} for p in range(problem.persons)
    ]
    ways = []
    for place in product(*options):
        out = [sum(place[p] is not None for p in members) for members in problem.households]
        if not problem.keeps(place) or max(out) > (household.max_out or problem.persons):
            continue
        way = [sum(column) for column in zip(*(of[j] for of, j in zip(options, place, strict=True)), strict=True)]
        way[-1] -= int(household.bonus) * sum(number > 0 for number in out)
        if "households" in components:
            way[components.index("households")] += sum(number == 0 for number in out)
        ways.append(way)
    amounts = [(dual((side.constraint, side.group)), side.number or 0) for side in problem.sides]
    amounts += [(dual(("vacancies", job["job_id"])), int(job["vacancies"])) for job in problem.case.jobs]
    least = min(ways)
    return [least[at] - sum(y[at] * amount for y, amount in amounts) for at in range(len(components))]
