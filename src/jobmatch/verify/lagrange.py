"""L(y) of a run with levers: the vector that no plan is below (docs/certificate.md, sections Levers and Cases)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.policy import TIERS
from jobmatch.verify.case import Case
from jobmatch.verify.certificate import CERTIFICATE, Duals
from jobmatch.verify.dues import least_of
from jobmatch.verify.exactly import Ints
from jobmatch.verify.leaves import Leaf, limits_in
from jobmatch.verify.levers import HOUSEHOLDS, Levers
from jobmatch.verify.parties import Parties, joined
from jobmatch.verify.scan import Answer, Question, Scan
from jobmatch.verify.together import NOBODY, Part
from jobmatch.verify.vectors import Ladder, sums, within_reach

_AT_ONCE = 16
"""So many lists of prices share a visit of all pairs: more would take memory, fewer time."""


@dataclass(frozen=True)
class Objective:
    """What a plan is judged by, component by component.

    Attributes
    ----------
    stay
        By person, what staying unmatched costs.
    bonus, uncovered
        What the first member placed of a household is worth; what a household costs with nobody placed.
    far
        By tier, what a pair costs before the money; None where the tier does not matter.
    """

    stay: Ints
    bonus: Ints
    uncovered: Ints
    far: Ints | None = None


def objective(case: Case, levers: Levers) -> Objective:
    """The component `hard`, then one a stage."""
    broken = levers.bound.astype(np.int64)  # by leaving this person unplaced
    counted = [mask.astype(np.int64) for mask in levers.counted[:-1]]
    uncovered = np.array([0, *(stage == HOUSEHOLDS for stage in levers.components)], np.int64)
    bonus = np.zeros_like(uncovered)
    bonus[-1] = levers.households.bonus
    far = None
    if levers.uses_tiers:
        tier = np.arange(len(TIERS))
        columns = [np.zeros_like(tier), *(tier > farthest for farthest in levers.farthest)]
        far = np.column_stack(columns).astype(np.int64)
    return Objective(np.column_stack([broken, *counted, case.unmatched]), bonus, uncovered, far)


def cost_only(case: Case, levers: Levers) -> Objective:
    """The cost alone."""
    bonus = np.array([levers.households.bonus], np.int64)
    return Objective(case.unmatched[:, None], bonus, np.zeros(1, np.int64))


class Lagrangian:
    """The minima for one list of duals: ask the scan its `question`, then tell what it found, of groups first."""

    def __init__(self, case: Case, levers: Levers, judged: Objective, duals: Duals) -> None:
        self._levers, self._judged = levers, judged
        limits, dual = levers.limits, duals.of_all(levers.limits)
        for part in (dual, duals.placed):
            within_reach(part, CERTIFICATE, times=2 + 2 * len(limits.quotas))
        by_job, by_person = limits.spread(dual)
        self._by_person = by_person + duals.placed
        self._ladder = Ladder(by_job, case.reach, judged.far)
        self.question = Question(self._ladder.price, np.zeros(len(by_job), bool))
        self._groups: list[Parties] = []

    def take(self, part: Part, by_unit: Ints, none: int) -> None:
        """Note what groups that go together would do at best; `by_unit` is by unit and member as `best` in `minima`."""
        start = 0
        if not len(by_unit):  # no jobs: a unit in which nobody has any
            by_unit = np.full((1, by_unit.shape[1]), none)
        for piece in part.chunks():
            members = piece.members
            best = by_unit[:, start : start + len(members)]
            start += len(members)
            open_ = best != none
            pair = self._ladder.vectors(np.where(open_, best, 0).reshape(-1)).reshape(*best.shape, -1)
            pair += self._by_person[members]
            change, can = piece.least(pair, self._judged.stay[members], open_)
            household = self._levers.households.at[members[piece.starts]]
            self._groups.append(Parties(household, piece.sizes, change, can))

    def minima(self, best: Ints, none: int) -> list[int]:
        """Their sum; `best` is by person the least cost + price at the prices of the question, `none` for no job."""
        levers, judged = self._levers, self._judged
        alone = np.arange(len(best))
        if levers.together is not None:
            alone = np.flatnonzero(levers.together.whole.of_person == NOBODY)
        best = best[alone]
        open_ = best != none
        pair = self._ladder.vectors(np.where(open_, best, 0)) + self._by_person[alone]
        change = np.where(open_[:, None], pair - judged.stay[alone], 0)
        parties = Parties(levers.households.at[alone], np.ones(len(alone), np.int64), change, open_)
        parties = joined([parties, *self._groups])
        within_reach(parties.change, CERTIFICATE)
        saved = parties.savings(levers.households, judged.bonus + judged.uncovered)
        parts = zip(sums(judged.stay), (judged.uncovered * len(levers.households)).tolist(), sums(saved), strict=True)
        return [stay + uncovered + won for stay, uncovered, won in parts]


def _ask(case: Case, levers: Levers, asked: Sequence[Lagrangian], holds: Ints) -> Answer:
    """Visit all pairs once for all these, or once for each part of the groups that go together."""
    if levers.together is None:
        return Scan(case, holds, [each.question for each in asked]).run()
    for part in levers.together.parts():
        answer = Scan(case, holds, [replace(each.question, part=part) for each in asked]).run()
        for each, by_unit in zip(asked, answer.by_unit, strict=True):
            each.take(part, by_unit, answer.none)
    return answer


def leaf_values(
    case: Case, levers: Levers, judged: Objective, leaves: Sequence[Leaf], duals: Sequence[Duals], holds: Ints
) -> tuple[list[list[int]], Answer]:
    """L(y, leaf) of each leaf, and what the scan found of the pairs themselves; leaves with the same duals share one.

    Parameters
    ----------
    holds
        By person, the job in the plan, -1 for none.
    """
    number: dict[bytes, int] = {}
    of = [number.setdefault(each.key, len(number)) for each in duals]
    distinct = [duals[of.index(at)] for at in range(len(number))]
    minima: list[list[int]] = []
    for start in range(0, len(distinct), _AT_ONCE):
        asked = [Lagrangian(case, levers, judged, each) for each in distinct[start : start + _AT_ONCE]]
        answer = _ask(case, levers, asked, holds)
        minima += [each.minima(best, answer.none) for each, best in zip(asked, answer.best, strict=True)]
    values = []
    for leaf, each, at in zip(leaves, duals, of, strict=True):
        limits, there = limits_in(levers.limits, leaf)
        paid = least_of(limits, there, each.rows, each.dual, each.placed, leaf.low, leaf.high)
        values.append([inner + least for inner, least in zip(minima[at], paid, strict=True)])
    return values, answer
