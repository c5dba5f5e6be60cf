"""L of each stage by its own duals, exactly (docs/certificate.md, *Stage by stage*).

All numbers of a stage and leaf are whole multiples of one fraction: in 64 bits where they fit, else without end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from jobmatch.policy import TIERS
from jobmatch.verify.blocks import STAGE_HARD, StageDuals
from jobmatch.verify.case import Case
from jobmatch.verify.dues import least_of
from jobmatch.verify.exactly import Ints
from jobmatch.verify.leaves import Leaf, limits_in
from jobmatch.verify.levers import COST, HOUSEHOLDS, NOWHERE, Levers
from jobmatch.verify.limits import HARD, Limits
from jobmatch.verify.parties import Parties, joined
from jobmatch.verify.scan import Answer
from jobmatch.verify.scopes import Scope
from jobmatch.verify.together import NOBODY, Part
from jobmatch.verify.tolls import Toll, Tolls, Wide
from jobmatch.verify.triple_scan import StageQuestion, TripleScan
from jobmatch.verify.usages import one
from jobmatch.verify.vectors import HIGHEST, sums

_AT_ONCE = 8
_SCANNED = 2**59
"""What triples come to stays below this where it is computed in 64 bits: apart from "no such pair"."""


@dataclass(frozen=True)
class Proof:
    """A stage to be proven in a leaf, by these duals."""

    stage: str
    leaf: Leaf
    duals: StageDuals


class StageMinima:
    """The minima of one proof: ask the scan its `question`, then tell what it found, of groups first."""

    def __init__(self, case: Case, levers: Levers, proof: Proof) -> None:
        self._levers, self._proof = levers, proof
        self._unit = _common(case, levers, proof)
        limits = levers.limits
        dual = np.zeros((len(limits), 1), object)
        for row, y in proof.duals.limits.items():
            dual[row, 0] = self._whole(y)
        by_job, by_person = limits.spread(dual)
        self._by_person = by_person[:, 0] + self._whole(proof.duals.placed)
        self._scale = self._unit // 10**case.decimals if proof.stage == COST else 0
        tolls = [*self._of_quotas(dual), *self._of_allowances()]
        far = self._far()
        reach = sum(
            (
                self._scale * case.reach,
                _largest(by_job),
                _largest(self._by_person),
                0 if far is None else max(far),
                sum(toll.most for toll in tolls),
            )
        )
        dtype: Any = np.int64 if reach < _SCANNED else object
        price = by_job[:, 0].astype(dtype)
        self.question = StageQuestion(self._scale, price, Tolls(tolls, far, dtype))
        stay, self._must = self._staying(case)
        self._stay = np.asarray(stay)
        self._first = self._of_first()
        size = int(levers.households.size.max(initial=1))
        if levers.together is not None:
            size = max(size, int(levers.together.whole.sizes.max(initial=1)))
        most = (reach + _largest(self._stay) + self._first) * size
        self._dtype: Any = np.int64 if most <= HIGHEST else object
        self._groups: list[Parties] = []

    def _whole(self, number: Fraction) -> int:
        scaled = number * self._unit
        assert scaled.denominator == 1
        return scaled.numerator

    def _of_quotas(self, dual: Wide) -> list[Toll]:
        """Quotas that need both lists."""
        limits, out = self._levers.limits, []
        for source, quota in enumerate(limits.quotas, start=1):
            if isinstance(quota.groups, Scope):
                rows = np.flatnonzero((limits.source == source) & (dual[:, 0] != 0))
                price = [0] * len(quota.groups.names)
                for row in rows.tolist():
                    price[int(limits.place[row])] += dual[row, 0]
                if any(price):
                    out.append(Toll(quota.groups, one(), price))
        return out

    def _of_allowances(self) -> list[Toll]:
        """Budgets, and the seats of all courses at once."""
        allowances, seats = self._levers.allowances, [0] * len(self._levers.classes_held)
        prices: dict[int, list[int]] = {}
        for (number, at), y in self._proof.duals.allowances.items():
            each = allowances[number]
            if each.seats_of is not None:
                seats[each.seats_of] = self._whole(y)
            else:
                price = prices.setdefault(number, [0] * len(each.scope.names))
                price[at] = self._whole(y / 10**each.usage.decimals)
        out = [Toll(allowances[number].scope, allowances[number].usage, price) for number, price in prices.items()]
        if any(seats):
            everywhere = next(each.scope for each in allowances if each.seats_of is not None)
            out.append(Toll(replace(everywhere, names=[""] * len(seats), by_course=True), one(), seats))
        return out

    def _weights(self) -> list[tuple[int, str, Ints, int]]:
        """Of each stage that counts here: what a unit left undone costs, its name, whom it counts, how far."""
        levers, proof = self._levers, self._proof
        stages = zip(levers.components[:-1], levers.counted, levers.farthest, strict=False)
        out: list[tuple[int, str, Ints, int]] = []
        for name, counted, farthest in stages:
            weight = self._unit if name == proof.stage else self._whole(proof.duals.earlier.get(name, Fraction(0)))
            if weight:
                out.append((weight, name, counted.astype(np.int64), farthest))
        return out

    def _far(self) -> list[int] | None:
        """By tier, what a pair costs that is too far for stages to count."""
        out = [0] * len(TIERS)
        for weight, _, _, farthest in self._weights():
            for tier in range(len(TIERS)):
                out[tier] += weight if farthest < NOWHERE and tier > farthest else 0
        return out if any(out) else None

    def _staying(self, case: Case) -> tuple[Wide, Ints]:
        """By person, what it costs to stay, and whether that breaks what must be kept."""
        stage, bound = self._proof.stage, self._levers.bound.astype(np.int64)
        stay = case.unmatched.astype(object) * self._scale
        for weight, _, counted, _ in self._weights():
            stay = stay + counted.astype(object) * weight
        if stage == STAGE_HARD:
            return stay + bound.astype(object) * self._unit, np.zeros(len(bound), np.int64)
        return stay, bound

    def _of_first(self) -> int:
        """What the first member placed of a household takes away."""
        uncovered = sum(weight for weight, name, _, _ in self._weights() if name == HOUSEHOLDS)
        return self._levers.households.bonus * self._scale + uncovered

    def take(self, part: Part, by_unit: Wide, none: int) -> None:
        """Note what groups that go together would do at best; `by_unit` is by unit and member as `best` in `minima`."""
        start = 0
        if not len(by_unit):  # no jobs: a unit in which nobody has any
            by_unit = np.full((1, by_unit.shape[1]), none, by_unit.dtype)
        for piece in part.chunks():
            best = by_unit[:, start : start + len(piece.members)]
            start += len(piece.members)
            open_ = best < none
            pair = self._vectors(np.where(open_, best, 0) + self._by_person[piece.members].astype(best.dtype))
            change, can = piece.least(pair, self._stays(piece.members), open_)
            household = self._levers.households.at[piece.members[piece.starts]]
            self._groups.append(Parties(household, piece.sizes, change, can))

    def _vectors(self, values: Wide) -> Wide:
        """What must be kept comes before all: nothing of it is broken by going."""
        out = np.zeros((*values.shape, 2), self._dtype)
        out[..., 1] = values
        return out

    def _stays(self, persons: Ints) -> Wide:
        out = self._vectors(self._stay[persons])
        out[:, 0] = self._must[persons]
        return out

    def least(self, best: Wide, none: int) -> Fraction:
        """L; `best` is by person the least of all triples, `none` for no job."""
        levers = self._levers
        alone = np.arange(len(best))
        if levers.together is not None:
            alone = np.flatnonzero(levers.together.whole.of_person == NOBODY)
        values = best[alone]
        open_ = values < none
        pair = self._vectors(np.where(open_, values, 0) + self._by_person[alone].astype(values.dtype))
        change = np.where(open_[:, None], pair - self._stays(alone), 0)
        parties = Parties(levers.households.at[alone], np.ones(len(alone), np.int64), change, open_)
        parties = joined([parties, *self._groups])
        saved = parties.savings(levers.households, np.array([0, self._first], self._dtype))
        uncovered = sum(weight for weight, name, _, _ in self._weights() if name == HOUSEHOLDS)
        minima = sum(self._stay.tolist()) + uncovered * len(levers.households) + sums(saved)[1]
        return Fraction(minima + self._owed(), self._unit)

    def _owed(self) -> int:
        """What is paid for limits at least over all numbers of placements of the leaf, as a number below 0."""
        levers, proof, duals = self._levers, self._proof, self._proof.duals
        limits, there = limits_in(levers.limits, proof.leaf)
        rows = np.array(sorted(duals.limits), np.int64)
        dual = np.array([[self._whole(duals.limits[row])] for row in rows.tolist()], object).reshape(len(rows), 1)
        placed = np.array([self._whole(duals.placed)], object)
        priced = replace(limits, soft=self._price_of_breaking(limits))
        return least_of(priced, there, rows, dual, placed, proof.leaf.low, proof.leaf.high)[0]

    def _price_of_breaking(self, limits: Limits) -> Wide:
        """By limit, what a unit broken costs in this stage."""
        hard = limits.soft == HARD
        if self._proof.stage == STAGE_HARD:
            return np.where(hard, self._unit, 0).astype(object)
        return np.where(hard, 0, limits.soft.astype(object) * self._scale)


def _common(case: Case, levers: Levers, proof: Proof) -> int:
    """The least number by which costs and duals, these per last decimal of what is used, are all whole."""
    duals = proof.duals
    parts = [Fraction(1, 10**case.decimals), *duals.every]
    parts += [y / 10 ** levers.allowances[number].usage.decimals for (number, _), y in duals.allowances.items()]
    return math.lcm(*{part.denominator for part in parts})


def _largest(values: Wide) -> int:
    return max((abs(value) for value in values.reshape(-1).tolist()), default=0)


def stage_values(
    case: Case, levers: Levers, proofs: Sequence[Proof], values: Mapping[str, int], holds: Ints
) -> tuple[list[Fraction], Answer]:
    """L of each of these, and what the scan found of the pairs themselves.

    Parameters
    ----------
    values
        By stage, what the plan leaves undone.
    holds
        By person, the job in the plan, -1 for none.
    """
    out: list[Fraction] = []
    for start in range(0, max(1, len(proofs)), _AT_ONCE):
        mine = proofs[start : start + _AT_ONCE]
        asked = [StageMinima(case, levers, proof) for proof in mine]
        parts = [None] if levers.together is None else list(levers.together.parts())
        for part in parts:
            scan = TripleScan(case, holds, [replace(each.question, part=part) for each in asked])
            answer = scan.run()
            if part is not None:
                for each, by_unit, none in zip(asked, answer.by_unit, scan.nones, strict=True):
                    each.take(part, by_unit, none)
        for proof, each, best, none in zip(mine, asked, answer.best, scan.nones, strict=True):
            out.append(each.least(best, none) - _dues(levers, proof.duals, values))
    return out, answer


def _dues(levers: Levers, duals: StageDuals, values: Mapping[str, int]) -> Fraction:
    """What is paid for budgets, seats and earlier stages at most."""
    of_stages = sum((y * values[name] for name, y in duals.earlier.items()), Fraction(0))
    of_allowances = Fraction(0)
    for (number, at), y in duals.allowances.items():
        each = levers.allowances[number]
        of_allowances += y * each.amount(each.limits[at])
    return of_stages + of_allowances
