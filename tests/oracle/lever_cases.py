"""Random problems with levers, and what an integer programme written from the rules says of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from jobmatch.pairing import ListScan, PairList
from jobmatch.problem.arrays import Households, Int, Levers, Limit, Near, Stage


class Case:
    """Persons and jobs with random pairs, under nested limits on both sides, household rules and stages."""

    def __init__(self, seed: int, most_persons: int = 14, most_jobs: int = 7) -> None:
        rng = np.random.default_rng(seed)
        self.seed = seed
        self.n, self.m = int(rng.integers(2, most_persons + 1)), int(rng.integers(1, most_jobs + 1))
        self.top = int(rng.choice([1, 5, 100]))
        there = rng.random((self.n, self.m)) < rng.choice([0.3, 0.7, 1.0])
        self.cost = rng.integers(-self.top, self.top + 1, (self.n, self.m))
        self.vacancies = rng.integers(0, rng.choice([2, 4, 9]), self.m)
        self.unmatched = rng.integers(0, 2 * self.top + 1, self.n) * rng.choice([0, 1, 1, 3])
        person, job = np.nonzero(there)
        ptr = np.searchsorted(person, np.arange(self.n + 1)).astype(np.int64)
        self.pairs = PairList(ptr, job.astype(np.int32), self.cost[person, job].astype(np.int64))
        of_tiers = np.random.default_rng(seed + 1_000_000)  # apart, so that the rest of a seed's case stays what it is
        self.tier = of_tiers.integers(0, 4, (self.n, self.m)).astype(np.int32)
        self.levers = self._with_tiers(of_tiers, self._levers(rng))

    def _levers(self, rng: np.random.Generator) -> Levers:
        household = np.sort(rng.integers(0, max(1, self.n * 2 // 3), self.n))
        limits: list[Limit] = []
        for name, on_persons, size, chance in (("jobs", False, self.m, 0.8), ("persons", True, self.n, 0.7)):
            if rng.random() > chance:
                continue
            inner = rng.integers(-1, 3, size)
            outer = rng.integers(-1, 2, 4)
            if on_persons:
                inner = rng.integers(-1, 3, self.n)[household]
            within = np.where(inner >= 0, outer[inner], rng.integers(-1, 2, self.n)[household] if on_persons else -1)
            for level, groups in (("small", inner), ("large", within), ("all", np.zeros(size, np.int64))):
                if rng.random() < 0.35:
                    continue
                for g in range(int(groups.max(initial=-1)) + 1):
                    if rng.random() < 0.7:
                        limits.append(self._limit(rng, f"{name} {level}", g, on_persons, np.flatnonzero(groups == g)))
        households = None
        stages: list[Stage] = []
        if rng.random() < 0.4:
            some = rng.random(self.n) < 0.5
            kinds = [Stage("placed:some", some), Stage("placed", np.ones(self.n, bool)), Stage("households", None)]
            stages = [kinds[k] for k in rng.permutation(3)[: rng.integers(1, 4)]]
        if rng.random() < 0.5 or any(stage.placed is None for stage in stages):
            bonus = int(rng.integers(0, 2 * self.top + 1)) * int(rng.choice([0, 1, 1]))
            most = None if rng.random() < 0.5 else int(rng.integers(1, 3))
            names, of_person = np.unique(household, return_inverse=True)
            households = Households(of_person.astype(np.int32), [f"h{k}" for k in names], bonus, most)
        must = (rng.random(self.n) < 0.15) & (np.diff(self.pairs.ptr) > 0) if rng.random() < 0.3 else None
        return Levers(tuple(limits), households, tuple(stages), must)

    def _with_tiers(self, rng: np.random.Generator, levers: Levers) -> Levers:
        """Now and then some stages of tiers, anywhere in the order."""
        stages = list(levers.stages)
        everyone = np.arange(self.n, dtype=np.int32)
        if rng.random() < 0.25:
            for tier in rng.permutation(3)[: rng.integers(1, 4)].tolist():
                near = Near(tier, everyone, np.arange(self.m, dtype=np.int32), self.tier)
                stage = Stage(f"tier:{tier}", np.ones(self.n, bool), near)
                stages.insert(int(rng.integers(0, len(stages) + 1)), stage)
        return replace(levers, stages=tuple(stages[:4]))

    def _limit(self, rng: np.random.Generator, quota: str, group: int, on_persons: bool, members: Int) -> Limit:
        reach = members.size if on_persons else int(self.vacancies[members].sum())
        lower = int(rng.integers(0, min(self.n, reach) // 2 + 2)) if rng.random() < 0.6 else None
        upper = None if lower is not None and rng.random() < 0.5 else (lower or 0) + int(rng.integers(0, 3))
        soft = None if rng.random() < 0.6 else int(rng.integers(0, 2 * self.top + 2))
        return Limit(quota, str(group), on_persons, members.astype(np.int32), lower, upper, soft)

    def scan(self) -> ListScan:
        """All pairs."""
        return ListScan(self.pairs, self.tier[self.pairs.person, self.pairs.job])

    def components(self, job: npt.NDArray[np.int32]) -> list[int]:
        """What a plan comes to: hard units broken, stages, cost."""
        placed = job >= 0
        cost = int(self.cost[placed, job[placed]].sum() + self.unmatched[~placed].sum())
        hard = 0
        for limit in self.levers.limits:
            count = int(placed[limit.members].sum() if limit.on_persons else np.isin(job, limit.members).sum())
            broken = max(0, (limit.lower or 0) - count)
            broken += max(0, count - limit.upper) if limit.upper is not None else 0
            if limit.soft is None:
                hard += broken
            else:
                cost += limit.soft * broken
        if self.levers.must is not None:
            hard += int((self.levers.must & ~placed).sum())
        uncovered = 0
        if self.levers.households is not None:
            rules = self.levers.households
            members = np.bincount(rules.of_person[placed], minlength=len(rules.ids))
            uncovered = int((members == 0).sum())
            cost -= rules.bonus * int((members > 0).sum())
            if rules.max_out is not None:
                hard += int(np.maximum(0, members - rules.max_out).sum())
        stages = []
        for stage in self.levers.stages:
            counts = placed if stage.near is None else placed & (self.tier[np.arange(self.n), job] <= stage.near.tier)
            stages.append(uncovered if stage.placed is None else int((stage.placed & ~counts).sum()))
        return [hard, *stages, cost]


@dataclass
class Programme:
    """An integer programme in the making."""

    upper: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def variable(self, most: float = np.inf) -> int:
        self.upper.append(most)
        return len(self.upper) - 1

    def row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def least(self, objective: dict[int, float]) -> float | None:
        """The optimum, None if there is no plan."""
        size = len(self.upper)
        cost = np.zeros(size)
        for k, value in objective.items():
            cost[k] += value
        matrix = np.zeros((max(1, len(self.rows)), size))
        for r, (terms, _, _) in enumerate(self.rows):
            for k, value in terms.items():
                matrix[r, k] += value
        low, high = [row[1] for row in self.rows] or [-np.inf], [row[2] for row in self.rows] or [np.inf]
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(0, np.array(self.upper)),
            integrality=np.ones(size),
            options={"mip_rel_gap": 0},
        )
        if answer.status == 2:
            return None
        assert answer.status == 0, answer.message
        return float(answer.fun)


class Rules:
    """The rules of a case as rows of a programme: a variable a pair, one a slack, one a household covered."""

    def __init__(self, case: Case, levers: Levers) -> None:
        self.case, self.levers, self.p = case, levers, Programme()
        self.person, self.job = case.pairs.person, case.pairs.job
        self.x = [self.p.variable(1) for _ in range(self.job.size)]
        self.cost: dict[int, float] = {self.p.variable(0): 0.0}
        self.covered: list[int] = []
        for k, x in enumerate(self.x):
            self.cost[x] = float(case.pairs.cost[k] - case.unmatched[self.person[k]])
        for i in range(case.n):
            self.p.row(self._sum(self.person == i), int(levers.must is not None and levers.must[i]), 1)
        for j in range(case.m):
            self.p.row(self._sum(self.job == j), 0, float(case.vacancies[j]))
        for limit in levers.limits:
            self._limit(limit)
        if levers.households is not None:
            self._households(levers.households)

    def _sum(self, counted: npt.NDArray[np.bool_], sign: float = 1.0) -> dict[int, float]:
        return {self.x[k]: sign for k in np.flatnonzero(counted)}

    def _limit(self, limit: Limit) -> None:
        terms = self._sum(np.isin(self.person if limit.on_persons else self.job, limit.members))
        for bound, sign in ((limit.lower, 1.0), (limit.upper, -1.0)):
            if bound is None:
                continue
            slack = {}
            if limit.soft is not None:
                slack = {self.p.variable(): sign}
                self.cost |= {k: float(limit.soft) for k in slack}
            low, high = (float(bound), np.inf) if sign > 0 else (-np.inf, float(bound))
            self.p.row(terms | slack, low, high)

    def _households(self, rules: Households) -> None:
        for h in range(len(rules.ids)):
            members = self._sum(rules.of_person[self.person] == h)
            if rules.max_out is not None:
                self.p.row(members, 0, float(rules.max_out))
            y = self.p.variable(1)
            self.covered.append(y)
            self.cost[y] = float(-rules.bonus)
            self.p.row(members | {y: -1.0}, 0, np.inf)

    def best(self) -> list[int] | None:
        """The best components of any plan, stage after stage; None if hard limits leave no plan."""
        found = [0]
        for stage in self.levers.stages:
            if stage.placed is None:
                terms, most = dict.fromkeys(self.covered, -1.0), len(self.covered)
            else:
                counted = stage.placed[self.person]
                if stage.near is not None:
                    counted = counted & (self.case.tier[self.person, self.job] <= stage.near.tier)
                terms, most = self._sum(counted, -1.0), int(stage.placed.sum())
            best = self.p.least(terms)
            if best is None:
                return None
            self.p.row(terms, -np.inf, round(best))
            found.append(most + round(best))
        best = self.p.least(self.cost)
        return None if best is None else [*found, round(best) + int(self.case.unmatched.sum())]


def optimum(case: Case) -> list[int] | None:
    """The best components of any plan; None if there is no plan."""
    return Rules(case, case.levers).best()
