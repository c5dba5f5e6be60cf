"""Tiny instances whose limits depend on the plan: docs/levers.md read word for word, over all plans.

Groups are sets of pairs, shares fractions; nothing here is shared with what it is to test.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from jobmatch.policy import TIERS, load_policy
from mutation.random_cases import REGIONS
from mutation.reference import Instance, Row, broken_rules, terms, tier

Pairs = frozenset[tuple[int, int]]
Place = Sequence[int | None]
Gate = tuple[str, str]
UNMATCHED = 100


@dataclass(frozen=True)
class Side:
    """One limit of one group: a number, or a share of all placements, or of the group's `persons` (fair)."""

    constraint: str
    group: str
    lower: bool
    members: Pairs
    number: int | None = None
    share: Fraction | None = None
    persons: int | None = None
    soft: int | None = None
    gate: Gate | None = None

    def at(self, placed: int, least: Fraction) -> int:
        if self.number is not None:
            return self.number
        value = self.share * placed if self.share is not None else least * (self.persons or 0)
        return math.ceil(value) if self.lower else math.floor(value)

    def same_group(self, other: Side) -> bool:
        """Whether the other one limits the same group."""
        names = (side.constraint.rpartition(",")[0] for side in (self, other))
        return len(set(names)) == 1 and self.group == other.group


@dataclass(frozen=True)
class Leaf:
    """A case; `gates` are open (True) or closed."""

    low: int
    high: int
    gates: Mapping[Gate, bool]
    share: Fraction | None = None


@dataclass(frozen=True)
class Cases:
    """An instance, its costs and tiers by pair, and its limits."""

    case: Instance
    costs: Mapping[tuple[int, int], int]
    tiers: Mapping[tuple[int, int], int]
    sides: Sequence[Side]

    @property
    def persons(self) -> int:
        return len(self.case.seekers)

    @property
    def order(self) -> list[str]:
        return list(self.case.policy.objective.order)

    @property
    def components(self) -> list[str]:
        return [stage for stage in self.order if not stage.startswith("fair:")]

    @property
    def fair(self) -> str | None:
        return self.order[0] if self.order[0].startswith("fair:") else None

    @property
    def gates(self) -> list[Gate]:
        return sorted({side.gate for side in self.sides if side.gate is not None})

    @property
    def by_cases(self) -> bool:
        """Whether limits depend on the plan."""
        return any(side.number is None or side.gate is not None for side in self.sides)

    @property
    def households(self) -> list[list[int]]:
        found: dict[str, list[int]] = {}
        for p, person in enumerate(self.case.seekers):
            found.setdefault(person["household_id"], []).append(p)
        return list(found.values())

    def plans(self) -> Iterator[Place]:
        """Every plan that keeps the rules, the vacancies and `max_out`."""
        options = [[None, *(j for q, j in self.costs if q == p)] for p in range(self.persons)]
        most = self.case.policy.household.max_out or self.persons
        for place in product(*options):
            slots = all(place.count(j) <= int(job["vacancies"]) for j, job in enumerate(self.case.jobs))
            if slots and all(sum(place[p] is not None for p in members) <= most for members in self.households):
                yield place

    def least(self, place: Place) -> Fraction:
        """The least share of the groups of the stage `fair:`."""
        sides = [side for side in self.sides if side.persons is not None]
        return min((Fraction(used(side, place), side.persons or 1) for side in sides), default=Fraction(1))

    def vector(self, place: Place) -> list[int]:
        """V: the limits at the plan's own number of placements, least share, and open groups."""
        placed = sum(j is not None for j in place)
        hard = soft = 0
        for side in self.sides:
            x, limit = used(side, place), side.at(placed, self.least(place))
            if side.gate is not None and side.lower and x == 0:
                continue
            units = max(0, limit - x if side.lower else x - limit)
            hard += units if side.soft is None else 0
            soft += units * (side.soft or 0)
        stages = [self._undone(stage, place) for stage in self.components[:-1]]
        cost = sum(UNMATCHED if j is None else self.costs[p, j] for p, j in enumerate(place))
        covered = sum(any(place[p] is not None for p in members) for members in self.households)
        return [hard, *stages, cost + soft - int(self.case.policy.household.bonus) * covered]

    def _undone(self, stage: str, place: Place) -> int:
        kind, _, name = stage.partition(":")
        if kind == "households":
            return sum(all(place[p] is None for p in members) for members in self.households)
        far = TIERS.index(name) if kind == "tier" else len(TIERS)
        return sum(j is None or self.tiers[p, j] > far for p, j in enumerate(place))

    def lies_in(self, place: Place, leaf: Leaf) -> bool:
        """Whether a plan is one of the leaf."""
        gates = all(
            (used(next(side for side in self.sides if side.gate == gate), place) > 0) == open_
            for gate, open_ in leaf.gates.items()
        )
        return (
            gates
            and leaf.low <= sum(j is not None for j in place) <= leaf.high
            and self.least(place) >= (leaf.share or 0)
        )

    def sides_in(self, leaf: Leaf) -> list[Side]:
        """The limits of a leaf; a closed group has none but the upper one of 0."""
        out = [
            side
            for side in self.sides
            if (side.gate is None or not side.lower or leaf.gates.get(side.gate))
            and (side.gate is None or side.lower or leaf.gates.get(side.gate) is not False)
            and (side.persons is None or leaf.share is not None)
        ]
        for gate, open_ in leaf.gates.items():
            if not open_:
                members = next(side.members for side in self.sides if side.gate == gate)
                out.append(Side(f"{gate[0]}, upper", gate[1], False, members, number=0, gate=gate))
        return out

    def contradicts(self, leaf: Leaf) -> bool:
        """Whether somewhere in a leaf a lower limit lies above the upper one of its group."""
        sides, least = self.sides_in(leaf), leaf.share or Fraction(0)
        return any(
            low.at(n, least) > high.at(n, least)
            for low in sides
            for high in sides
            if low.lower and not high.lower and low.same_group(high)
            for n in range(leaf.low, leaf.high + 1)
        )


def used(side: Side, place: Place) -> int:
    """The chosen pairs of a group."""
    return sum((p, j) in side.members for p, j in enumerate(place) if j is not None)


SHARES = ["0.25", "0.5", "0.334", "0.6", "0.75"]
ORDERS = [
    *([], ["placed"], ["tier:county"], ["local"], ["tier:prefecture", "households"]),
    *(["fair:persons.village"], ["fair:village", "placed"], ["fair:village", "tier:county"]),
]


def instance(seed: int) -> Cases:
    """A quota of each side in some instances, with shares, all or none, or plain numbers; households; stages."""
    rng = Random(seed)
    homes, work = ["A11", "A111", "A12", "A21", "B11"], ["A11", "A12", "A21", "B1"]
    seekers = []
    for h in range(2):
        for _ in range(rng.randint(1, 2)):
            cells = {"household_id": f"h{h}", "village": "vw"[h], "home": rng.choice(homes), "wish_regions": "*"}
            seekers.append({"person_id": f"P{len(seekers)}", **cells, "min_wage": "0"})
    jobs = [
        {
            "job_id": f"J{j}",
            "firm": "ffg"[j],
            "region": rng.choice(work),
            "vacancies": str(rng.choice([0, 1, 1, 2])),
            "wage": "1",
        }
        for j in range(3)
    ]
    every = [(p, j) for p in range(len(seekers)) for j in range(len(jobs))]
    open_ = [pair for pair in every if rng.random() < 0.8]
    worth = {pair: rng.randint(-20, 150) for pair in every}
    policy: dict[str, Any] = {
        "quantum": 1.0,
        "unmatched": {"default": float(UNMATCHED)},
        "distance": {"weight": 0.0},
        "wage": {"weight": 0.0},
        "tier": dict.fromkeys(TIERS, 0.0),
        "quota": [],
        "objective": {"order": rng.choice(ORDERS)},
    }
    sides: list[Side] = []
    if rng.random() < 0.7:
        sides += _quota(rng, policy, "firms", "jobs.firm", [(job["firm"], 1, j) for j, job in enumerate(jobs)], every)
    if rng.random() < 0.4:
        rows = [(person["village"], 0, p) for p, person in enumerate(seekers)]
        sides += _quota(rng, policy, "villages", "persons.village", rows, every)
    if not sides or rng.random() < 0.2:
        sides += _quota(rng, policy, "all", None, [("", 0, p) for p in range(len(seekers))], every)
    if policy["objective"]["order"][:1] in (["fair:village"], ["fair:persons.village"]):
        for village in "vw":
            inside = [p for p, person in enumerate(seekers) if person["village"] == village]
            members = frozenset(pair for pair in every if pair[0] in inside)
            name = f"{policy['objective']['order'][0]}, lower"
            sides.append(Side(name, village, True, members, persons=len(inside)))
    if rng.random() < 0.3:
        policy["household"] = {"bonus": rng.choice([0.0, 30.0]), "max_out": rng.choice([1, 2])}
    # The pairs come from a file, or are all but those that a decision forbids.
    ids = {pair: {"person_id": f"P{pair[0]}", "job_id": f"J{pair[1]}"} for pair in every}
    listed = rng.random() < 0.5
    pairs = decisions = extra = None
    if listed:
        pairs = [{**ids[pair], "extra": str(worth[pair])} for pair in open_]
    else:
        policy["extra"] = {"table": "extra.csv"}
        keys = {"person_id": "persons.person_id", "job_id": "jobs.job_id"}
        extra = [
            {**{keys[name]: cell for name, cell in ids[pair].items()}, "value": str(worth[pair])} for pair in every
        ]
        decisions = [{**ids[pair], "decision": "forbidden"} for pair in every if pair not in open_] or None
    regions: list[Row] = [dict(zip(("code", "parent", "level", "lon", "lat"), row, strict=True)) for row in REGIONS]
    case = Instance(seekers, jobs, regions, load_policy(policy), pairs=pairs, decisions=decisions, extra=extra)
    costs = {}
    for p, j in every:
        if not broken_rules(case, seekers[p], jobs[j]):
            costs[p, j] = sum(terms(case, seekers[p], jobs[j]).values())
            assert costs[p, j] == worth[p, j]
    assert set(costs) == set(open_)
    tiers = {(p, j): TIERS.index(tier(case, seekers[p]["home"], jobs[j]["region"])) for p, j in every}
    return Cases(case, costs, tiers, sides)


def _quota(
    rng: Random,
    policy: dict[str, Any],
    name: str,
    per: str | None,
    rows: Sequence[tuple[str, int, int]],
    every: Sequence[tuple[int, int]],
) -> Iterator[Side]:
    """Add a quota to the policy; its limits. `rows` are group, side of the pair and row of the list."""
    gated = rng.random() < 0.5
    kinds = {"lower": rng.choice(["number", "share"]), "upper": rng.choice(["", "number", "share"])}
    if not gated and rng.random() < 0.3:
        kinds["lower"] = ""
        kinds["upper"] = rng.choice(["number", "share"])
    soft = rng.choice([None, None, 25])
    table: dict[str, Any] = {"name": name, "all_or_none": gated}
    numbers = {"lower": rng.randint(1, 2), "upper": rng.randint(2, 3)}
    shares = {side: rng.choice(SHARES) for side in kinds}
    for side, kind in kinds.items():
        if kind == "number":
            table[side] = numbers[side]
        elif kind == "share":
            table[f"{side}_share"] = float(shares[side])
    table |= {key: value for key, value in (("per", per), ("soft", soft and float(soft))) if value is not None}
    policy["quota"].append(table)
    for group in sorted({group for group, _, _ in rows}):
        inside = {(axis, row) for other, axis, row in rows if other == group}
        members = frozenset(pair for pair in every if any(pair[axis] == row for axis, row in inside))
        for side, kind in kinds.items():
            if not kind:
                continue
            yield Side(
                f"{name}, {side}",
                group,
                side == "lower",
                members,
                number=numbers[side] if kind == "number" else None,
                share=Fraction(shares[side]) if kind == "share" else None,
                soft=soft,
                gate=(name, group) if gated else None,
            )
