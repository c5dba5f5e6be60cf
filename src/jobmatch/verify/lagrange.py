"""L(y) of a run with levers: the vector that no plan is below (docs/certificate.md, section Levers)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.certificate import CERTIFICATE
from jobmatch.verify.exactly import Ints
from jobmatch.verify.levers import HOUSEHOLDS, Levers
from jobmatch.verify.scan import Question
from jobmatch.verify.vectors import Ladder, sums, within_reach


@dataclass(frozen=True)
class Objective:
    """What a plan is judged by, component by component.

    Attributes
    ----------
    stay
        By person, what staying unmatched costs.
    bonus, uncovered
        What the first member placed of a household is worth; what a household costs with nobody placed.
    """

    stay: Ints
    bonus: Ints
    uncovered: Ints


def objective(case: Case, levers: Levers) -> Objective:
    """The component `hard`, then one a stage."""
    broken = levers.bound.astype(np.int64)  # by leaving this person unplaced
    counted = [mask.astype(np.int64) for mask in levers.counted[:-1]]
    uncovered = np.array([0, *(stage == HOUSEHOLDS for stage in levers.stages)], np.int64)
    bonus = np.zeros_like(uncovered)
    bonus[-1] = levers.households.bonus
    return Objective(np.column_stack([broken, *counted, case.unmatched]), bonus, uncovered)


def cost_only(case: Case, levers: Levers) -> Objective:
    """The cost alone."""
    bonus = np.array([levers.households.bonus], np.int64)
    return Objective(case.unmatched[:, None], bonus, np.zeros(1, np.int64))


def cost_duals(levers: Levers, dual: Ints) -> Ints:
    """The last components alone; those with the wrong sign are taken as 0."""
    money = dual[:, -1:]
    lower = levers.limits.lower[:, None]
    return np.where(lower, np.minimum(money, 0), np.maximum(money, 0))


class Lagrangian:
    """L for one list of duals: ask the scan its `question`, then tell it each person's best number."""

    def __init__(self, case: Case, levers: Levers, judged: Objective, dual: Ints) -> None:
        self._levers, self._judged, self._dual = levers, judged, dual
        within_reach(dual, CERTIFICATE, times=1 + 2 * len(levers.limits.quotas))
        by_job, self._by_person = levers.limits.spread(dual)
        self._ladder = Ladder(by_job, case.reach)
        size = len(case.seekers)
        # No person is ever tight: the scan need note none.
        self.question = Question(self._ladder.price, np.zeros(len(by_job), bool), np.full(size, -case.reach - 1))

    def value(self, best: Ints, none: int) -> list[int]:
        """L(y); `best` is by person the least cost + price at the prices of the question, `none` where no job is."""
        levers, judged = self._levers, self._judged
        open_ = best != none
        pair = self._ladder.vectors(np.where(open_, best, 0)) + self._by_person
        change = np.where(open_[:, None], pair - judged.stay, 0)
        within_reach(change, CERTIFICATE)
        saved = levers.households.savings(change, open_, judged.bonus + judged.uncovered)
        parts = zip(
            sums(judged.stay),
            (judged.uncovered * len(levers.households)).tolist(),
            sums(saved),
            self._due(),
            strict=True,
        )
        return [stay + uncovered + won - due for stay, uncovered, won, due in parts]

    def _due(self) -> list[int]:
        """What is paid for the limits at most."""
        rows = np.flatnonzero(self._dual.any(axis=1))
        limit = self._levers.limits.limit[rows].tolist()
        return [
            sum(y * amount for y, amount in zip(component, limit, strict=True))
            for component in self._dual[rows].T.tolist()
        ]
