"""Every person's best over all eligible pairs, at no price and at lists of prices, in plain numpy.

Pairs are never stored. Implicit pairs are visited region by region, then type by type, then job by job, each job
against all persons who agreed to its region and type; listed pairs (a pairs file), and those of persons whom a decision
binds to one job, are visited as they stand.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from jobmatch.verify.case import Case, allowed
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.jobview import Block, JobCosts, Widths
from jobmatch.verify.terms import Terms
from jobmatch.verify.together import NOBODY, Part

_CHUNK = 2**15
_LISTED_CHUNK = 2**19


@dataclass(frozen=True)
class Question:
    """One list of prices, and what to note at these prices.

    Attributes
    ----------
    price
        By job, in quanta; or by job and tier of the pair.
    closed
        By job: whether it is left out (its price is without limit).
    target
        By person: an eligible pair whose cost + price equals it is *tight*. None: no pair is noted.
    part
        Groups that go together, whose members' least values are wanted unit by unit.
    """

    price: Ints
    closed: Bools
    target: Ints | None = None
    part: Part | None = None


@dataclass
class Answer:
    """What a scan found; arrays by person.

    Attributes
    ----------
    none
        Stands for "no eligible job" in `best_cost` and `best`; larger than any cost or price.
    best_cost
        Least cost of an eligible job.
    eligible
        Number of eligible jobs.
    best
        For each question, the least cost + price.
    links
        For each question, numbers ``(held + 1) * jobs + job``: a person who holds `held` (-1: none) is tight at `job`.
    by_unit
        For each question, by unit and member of its groups the least cost + price; no rows where it has none.
    """

    none: int
    best_cost: Ints
    eligible: Ints
    best: list[Ints]
    links: list[list[Ints]] = field(default_factory=list)
    by_unit: list[Ints] = field(default_factory=list)


@dataclass
class Tally:
    """What a chunk of persons has come to so far: best cost and best answers, eligible jobs, and the targets."""

    best: list[Ints]
    eligible: Ints
    targets: list[Ints | None]

    def take(self, at: Ints) -> Tally:
        """The persons at these places: all of them in place, some as a copy to be `put` back."""
        if len(at) == len(self.eligible):
            return self
        best = [values[at] for values in self.best]
        return Tally(best, self.eligible[at], [_rows(target, at) for target in self.targets])

    def put(self, at: Ints, part: Tally) -> None:
        """Put back what was taken."""
        if part is not self:
            for values, found in zip(self.best, part.best, strict=True):
                values[at] = found
            self.eligible[at] = part.eligible


class Scan:
    """One visit of all eligible pairs."""

    def __init__(self, case: Case, holds: Ints, questions: list[Question]) -> None:
        """`holds` is the job of each person in the plan, -1 for none."""
        self._case, self._holds = case, holds
        top = max(
            (int(part.max(initial=0)) for q in questions for part in (q.price, q.target) if part is not None), default=0
        )
        self._widths = widths = Widths(case, top)
        self._asked: list[tuple[Ints, Ints | None]] = [
            (
                np.where(q.closed if q.price.ndim == 1 else q.closed[:, None], widths.none, q.price).astype(
                    widths.dtype
                ),
                None if q.target is None else q.target.astype(widths.dtype),
            )
            for q in questions
        ]
        self._by_tier = any(price.ndim == 2 for price, _ in self._asked)
        persons = len(case.seekers)
        self.answer = Answer(
            none=widths.none,
            best_cost=np.full(persons, widths.none, widths.dtype),
            eligible=np.zeros(persons, np.int64),
            best=[np.full(persons, widths.none, widths.dtype) for _ in questions],
            links=[[] for _ in questions],
            by_unit=[
                np.full((0, 0) if q.part is None else (q.part.units, len(q.part.members)), widths.none, widths.dtype)
                for q in questions
            ],
        )
        self._parts = [q.part for q in questions]
        # What stands for "no eligible job", and the type of number: of the best cost, then by question.
        self._kinds: list[tuple[int, Any]] = [(widths.none, widths.dtype)] * (1 + len(questions))

    def run(self) -> Answer:
        """Visit all pairs."""
        if self._case.terms is not None:
            self._regions()
        if self._case.pairs is not None:
            self._listed()
        else:
            bound = np.flatnonzero(self._case.decisions.binds)
            self._visit(bound, self._case.decisions.bound[bound])
        for found, (none, _) in zip(self.answer.by_unit, self._kinds[1:], strict=True):
            found[found >= none // 2] = none
        return self.answer

    def _regions(self) -> None:
        terms = self._case.terms
        assert terms is not None
        costs = self._costs(terms)
        candidates = np.flatnonzero(allowed(self._case) & ~self._case.decisions.binds)
        wish, home = terms.persons.wish[candidates], terms.home[candidates]
        max_tier = terms.persons.max_tier[candidates].astype(np.int8)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for region in np.unique(terms.jobs.region).tolist():
                place = terms.places.at(region)
                agreed = (place.rank >= 0)[wish] & (place.tier.astype(np.int8)[home] <= max_tier)
                rows = candidates[agreed]
                costs.enter(region, place)
                # Chunks share no person, so that each may write its own rows of the answer.
                chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
                list(pool.map(lambda chunk: self._chunk(chunk, costs), chunks))

    def _costs(self, terms: Terms) -> JobCosts:
        return JobCosts(self._case, terms, self._widths)

    def _chunk(self, persons: Ints, costs: JobCosts) -> None:
        """Persons who agreed to the region in which `costs` stands."""
        answer, block = self.answer, Block.of(costs, persons)
        tally = Tally(
            best=[np.full(len(persons), none, dtype) for none, dtype in self._kinds],
            eligible=np.zeros(len(persons), np.int32),
            targets=self._targets(persons),
        )
        types = costs.type_class[persons]
        for job_type, jobs in costs.jobs_by_type.items():
            rank = costs.type_ranks[job_type][types]
            at = np.flatnonzero(rank >= 0)
            if len(at) and jobs:
                mine = tally.take(at)
                self._block(block.take(at, rank[at]), mine, jobs)
                tally.put(at, mine)
        answer.eligible[persons] += tally.eligible
        for whole, part, (none, _) in zip([answer.best_cost, *answer.best], tally.best, self._kinds, strict=True):
            part[part >= none // 2] = none
            whole[persons] = np.minimum(whole[persons], part)

    def _targets(self, persons: Ints) -> list[Ints | None]:
        return [_rows(target, persons) for _, target in self._asked]

    def _block(self, block: Block, tally: Tally, jobs: list[int]) -> None:
        """Persons who agreed to region and type, against the jobs there."""
        dear = self._widths.dear
        cost = np.empty(len(block.persons), self._widths.dtype)
        priced = np.empty_like(cost)
        best_cost, *best = tally.best
        in_groups = [members(part, block.persons) for part in self._parts]
        for job in jobs:
            block.cost_of(job, cost)
            np.minimum(best_cost, cost, out=best_cost)
            np.add(tally.eligible, cost < dear, out=tally.eligible)
            for k, (price, _) in enumerate(self._asked):
                np.add(cost, price[job] if price.ndim == 1 else np.take(price[job], block.tier), out=priced)
                np.minimum(best[k], priced, out=best[k])
                part = self._parts[k]
                if part is not None:
                    at, rows = in_groups[k]
                    row = self.answer.by_unit[k][part.unit[job]]
                    row[rows] = np.minimum(row[rows], priced[at])
                target = tally.targets[k]
                if target is not None and (tight := priced == target).any():
                    self._note(k, job, block.persons[tight])

    def _listed(self) -> None:
        """The pairs of the pairs file."""
        case = self._case
        file = case.pairs
        assert file is not None
        order = np.arange(len(file.jobs)) if case.terms is None else np.argsort(case.terms.jobs.region[file.jobs])
        for start in range(0, len(order), _LISTED_CHUNK):
            rows = order[start : start + _LISTED_CHUNK]
            self._visit(file.persons[rows], file.jobs[rows])

    def _visit(self, person: Ints, job: Ints) -> None:
        """These pairs, which no other visit comes to."""
        case, answer = self._case, self.answer
        found = case.evaluate(person, job)
        keep = found.eligible
        person, job, cost = person[keep], job[keep], found.cost[keep].astype(self._widths.dtype)
        np.add.at(answer.eligible, person, 1)
        np.minimum.at(answer.best_cost, person, cost)
        assert case.terms is not None or not self._by_tier
        tier = case.terms.tiers_at(person, job) if case.terms is not None and self._by_tier else None
        for k, (price, target) in enumerate(self._asked):
            priced: Ints = np.add(cost, price[job] if price.ndim == 1 else price[job, tier])
            open_ = np.flatnonzero(priced < self._widths.dear)
            np.minimum.at(answer.best[k], person[open_], priced[open_])
            part = self._parts[k]
            if part is not None:
                at, rows = members(part, person[open_])
                np.minimum.at(answer.by_unit[k], (part.unit[job[open_][at]], rows), priced[open_][at])
            if target is None:
                continue
            tight = np.flatnonzero(priced == target[person])
            answer.links[k].append(_distinct_links(self._holds[person[tight]], job[tight], len(case.jobs)))

    def _note(self, question: int, job: int, tight: Ints) -> None:
        links = _distinct_links(self._holds[tight], np.array([job]), len(self._case.jobs))
        self.answer.links[question].append(links)


def members(part: Part | None, persons: Ints) -> tuple[Ints, Ints]:
    """The places of those persons who are in groups, and their numbers there."""
    if part is None:
        return persons[:0], persons[:0]
    number = part.of_person[persons]
    at = np.flatnonzero(number != NOBODY)
    return at, number[at]


def _rows(target: Ints | None, at: Ints) -> Ints | None:
    """These rows of a target, if there is one."""
    return None if target is None else np.asarray(target)[at]


def _distinct_links(held: Ints, job: Ints, jobs: int) -> Ints:
    moved = held != job
    return np.unique((held[moved] + 1) * jobs + np.broadcast_to(job, held.shape)[moved])
