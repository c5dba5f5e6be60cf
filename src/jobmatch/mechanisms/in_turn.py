"""Persons are served one after the other, and each takes the best place that is still free.

Serial dictatorship if persons choose (Svensson 1999, "Strategy-proof allocation of indivisible goods"; by lot:
Abdulkadiroğlu and Sönmez 1998, "Random serial dictatorship and the core from random endowments"); `first_come` is what
a counter does that serves whoever comes, with the planner's own costs. Upper limits and budgets are kept: what would
break one is not free.
"""

from __future__ import annotations

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.rows import RowBound, Rows
from jobmatch.mechanisms.in_turn_kernels import serve
from jobmatch.mechanisms.pieces import pieces
from jobmatch.mechanisms.protocol import Desk, Mechanism
from jobmatch.mechanisms.rankings import arrivals, of_persons
from jobmatch.pairing import PairList, Scan
from jobmatch.problem.arrays import Int, Levers, Small
from jobmatch.problem.sides import NO_COURSE, Triples
from jobmatch.words import said

NO_LIMIT = 1 << 62


class InTurn(Mechanism):
    """One of three rules: `first_come`, `serial` (by the cost of leaving somebody unplaced), `random_serial`."""

    carries = frozenset({"vacancies", "binding", "quota", "budget", "crossing"})

    def solve(self, desk: Desk) -> Small:
        """The plan of the rule.

        Raises
        ------
        UnsupportedError
            The policy has a lower limit: serving in turn cannot see to it.
        """
        problem = desk.problem
        scan, stay, order = self.served(desk)
        rows = None if problem.levers is None else _Rows(problem.levers, problem.n, problem.m, self.name)
        left, free = np.zeros(0, np.int64) if rows is None else rows.left, problem.vacancies.copy()
        job = np.full(problem.n, -1, np.int32)
        for who, pairs in pieces(scan, order):
            used = _nothing(pairs) if rows is None else rows.used(scan, who, pairs)
            serve(who, pairs.ptr, pairs.job, pairs.cost, stay, *used, left, free, job)
        return job

    def served(self, desk: Desk) -> tuple[Scan, Int, Small]:
        """By what persons choose, what a pair has to cost less than, shape ``(n,)``, and the order of their turns."""
        n, draw = desk.problem.n, np.zeros(desk.problem.n, np.int64)
        if self.name == "first_come":
            come = arrivals(desk)
            stay = np.where(desk.problem.bound >= 0, NO_LIMIT, desk.problem.unmatched)
            return desk.scan, stay, desk.turns(draw if come is None else come)
        return of_persons(desk), np.full(n, NO_LIMIT), desk.turns(None if self.name == "serial" else draw)


class _Rows:
    """Upper limits as rows of which every pair uses something, and what is left of each."""

    def __init__(self, levers: Levers, persons: int, jobs: int, rule: str) -> None:
        self.rows = Rows.of(levers.rows, levers.limits, ())
        hard = [bound for bound in self.rows.bounds if bound.soft is None]
        lower = [bound for bound in hard if bound.sign < 0 and bound.limit > 0]
        if lower:
            raise UnsupportedError(said("solver.rule_lower", rule=rule, lever=self._name(lower[0], levers)))
        self.left = np.full(self.rows.count, NO_LIMIT)
        for bound in hard:
            if bound.sign > 0:
                self.left[bound.row] = min(self.left[bound.row], bound.limit)
        self.first = self.rows.count - len(levers.limits)
        self.of_person = _rows_of([x.members if x.on_persons else None for x in levers.limits], persons, self.first)
        self.of_job = _rows_of([None if x.on_persons else x.members for x in levers.limits], jobs, self.first)

    def _name(self, bound: RowBound, levers: Levers) -> str:
        k = bound.row - (self.rows.count - len(levers.limits))
        if k >= 0:
            return levers.limits[k].quota
        assert levers.rows is not None
        sides = levers.rows
        return next(s.name for s, last in zip(sides.sides, sides.first[1:], strict=True) if bound.row < last)

    def used(self, scan: Scan, who: Small, pairs: PairList) -> tuple[Int, Int, Int]:
        """The rows that each pair uses and how much of each, as a CSR table: pointers, rows, amounts."""
        person = who[pairs.person]
        which, row, amount = _nothing(pairs)
        parts = [(which[:0], row, amount)]
        if self.rows.sides is not None:
            route = np.full(person.size, NO_COURSE, np.int32)
            triples = Triples(person, pairs.job, route, scan.rows(person, pairs.job))
            parts.append(self.rows.sides.entries(triples))
        for (ptr, rows), of in ((self.of_person, person), (self.of_job, pairs.job)):
            times = ptr[of + 1] - ptr[of]
            pair = np.repeat(np.arange(of.size), times)
            within = np.arange(pair.size) - np.repeat(np.cumsum(times) - times, times)
            parts.append((pair, rows[ptr[of[pair]] + within], np.ones(pair.size, np.int64)))
        pair, row, amount = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.argsort(pair, kind="stable")
        ptr = np.concatenate([[0], np.cumsum(np.bincount(pair, minlength=person.size))]).astype(np.int64)
        return ptr, row[order], amount[order]


def _rows_of(groups: list[Small | None], size: int, first: int) -> tuple[Int, Int]:
    """The rows of each member of some groups as a CSR table; the row of the k-th group is ``first + k``."""
    member = [np.zeros(0, np.int64) if each is None else each.astype(np.int64) for each in groups]
    row = np.repeat(first + np.arange(len(groups)), [each.size for each in member])
    all_members = np.concatenate([np.zeros(0, np.int64), *member])
    order = np.argsort(all_members, kind="stable")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(all_members, minlength=size))]).astype(np.int64)
    return ptr, row[order].astype(np.int64)


def _nothing(pairs: PairList) -> tuple[Int, Int, Int]:
    """Pairs that use no row."""
    return np.zeros(pairs.job.size + 1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
