"""The scan of all pairs with every route to them, for proofs stage by stage: each triple's cost and tolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.folding import fold
from jobmatch.verify.jobview import Block, JobCosts, Widths
from jobmatch.verify.places import Place
from jobmatch.verify.scan import Scan, Tally, members
from jobmatch.verify.terms import Terms
from jobmatch.verify.together import Part
from jobmatch.verify.tolls import Tolls, Wide
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.verify.vectors import beyond

_MOST_CELLS = 2**25
"""So many tolls, by class of person and of job, are kept for a region; if there are more, none is."""


@dataclass(frozen=True)
class StageQuestion:
    """What a triple comes to in a stage: scale · cost in quanta + price of the job + tolls, all in the type of `price`.

    Attributes
    ----------
    scale
        0 where the cost does not matter.
    price
        By job.
    part
        Groups that go together, whose members' least values are wanted unit by unit.
    """

    scale: int
    price: Wide
    tolls: Tolls
    part: Part | None = None


class TollCosts(JobCosts):
    """Costs and tolls in one workplace region after another."""

    def __init__(self, case: Case, terms: Terms, widths: Widths, questions: Sequence[StageQuestion]) -> None:
        super().__init__(case, terms, widths)
        self._questions = questions
        persons, self._job_columns = _columns(questions)
        by_place = [terms.home] if any(question.tolls.by_place for question in questions) else []
        self.payers = fold([*by_place, *persons], len(terms.persons))

    def enter(self, region: int, place: Place) -> None:
        """Stand in a workplace region."""
        super().enter(region, place)
        self._place = place
        here = np.flatnonzero(self.terms.jobs.region == region)
        jobs = fold([column[here] for column in self._job_columns], len(here))
        self.toll_at = dict(zip(here.tolist(), jobs.at.tolist(), strict=True))
        self._of_pair: list[list[Wide]] | None = None
        self._of_route: dict[tuple[int, int, int], Wide] = {}
        if len(self.payers) * len(jobs) * len(self._questions) <= _MOST_CELLS:
            self._payers = [self._triples_of(self.payers.first, int(here[first])) for first in jobs.first.tolist()]
            self._of_pair = [
                [question.tolls.of_pair(triples) for triples in self._payers] if question.tolls.matter else []
                for question in self._questions
            ]

    def _triples_of(self, persons: Ints, job: int, route: int = NO_ROUTE) -> Triples:
        home, size = self.terms.home[persons], len(persons)
        place = self._place
        return Triples(persons, np.full(size, job), np.full(size, route), place.tier[home], place.km[home])

    def of_pair(self, question: int, job: int, persons: Ints) -> Wide | None:
        """What these persons pay at the job whatever the route; None where that is nothing."""
        tolls = self._questions[question].tolls
        if not tolls.matter:
            return None
        if self._of_pair is None:
            return tolls.of_pair(self._triples_of(persons, job))
        return np.asarray(self._of_pair[question][self.toll_at[job]][self.payers.at[persons]])

    def of_route(self, question: int, job: int, route: int, persons: Ints) -> Wide:
        """What they pay on top for a course."""
        tolls = self._questions[question].tolls
        if self._of_pair is None:
            return tolls.of_course(self._triples_of(persons, job, route))
        key = (question, self.toll_at[job], route)
        if key not in self._of_route:
            payers = self._payers[key[1]]
            self._of_route[key] = tolls.of_course(replace(payers, route=np.full(len(payers), route)))
        return np.asarray(self._of_route[key][self.payers.at[persons]])


def _columns(questions: Sequence[StageQuestion]) -> tuple[list[Ints | Bools], list[Ints | Bools]]:
    """By person and by job, what has to be alike for the tolls to be; each once."""
    found: tuple[dict[int, Ints | Bools], dict[int, Ints | Bools]] = ({}, {})
    for question in questions:
        for toll in question.tolls.each:
            for side, columns in zip(found, toll.columns(), strict=True):
                side.update((id(column), column) for column in columns)
    return list(found[0].values()), list(found[1].values())


class TripleScan(Scan):
    """One visit of all eligible pairs, by every route; answers in the types of the questions' prices.

    Attributes
    ----------
    nones
        By question, what stands for "no eligible job".
    """

    def __init__(self, case: Case, holds: Ints, questions: Sequence[StageQuestion]) -> None:
        """`holds` is the job of each person in the plan, -1 for none."""
        super().__init__(case, holds, [])
        self._questions = questions
        self.nones = [beyond(question.price.dtype) for question in questions]
        self._kinds += [(none, q.price.dtype) for none, q in zip(self.nones, questions, strict=True)]
        persons = len(case.seekers)
        self.answer.best = [np.full(persons, none, dtype) for none, dtype in self._kinds[1:]]
        self.answer.by_unit = [
            np.full((0, 0) if q.part is None else (q.part.units, len(q.part.members)), none, dtype)
            for q, (none, dtype) in zip(questions, self._kinds[1:], strict=True)
        ]

    def _costs(self, terms: Terms) -> TollCosts:
        return TollCosts(self._case, terms, self._widths, self._questions)

    def _targets(self, persons: Ints) -> list[Ints | None]:
        return []

    def _block(self, block: Block, tally: Tally, jobs: list[int]) -> None:
        """Persons who agreed to region and type, against the jobs there."""
        costs, widths = block.costs, self._widths
        assert isinstance(costs, TollCosts)
        unskilled, direct = np.empty(len(block.persons), widths.dtype), np.empty(len(block.persons), widths.dtype)
        best_cost, *best = tally.best
        persons = block.persons
        parts = [members(question.part, persons) for question in self._questions]
        for job in jobs:
            block.unskilled(job, unskilled)
            np.minimum(unskilled + block.skill(job), widths.none, out=direct)
            ways = list(block.ways(job, unskilled))
            cost = direct.copy() if ways else direct
            for _, at, taken in ways:
                cost[at] = np.minimum(cost[at], taken)
            np.minimum(best_cost, cost, out=best_cost)
            np.add(tally.eligible, cost < widths.dear, out=tally.eligible)
            open_ = np.flatnonzero(direct < widths.dear)
            for k, question in enumerate(self._questions):
                priced = np.full(len(direct), self.nones[k], question.price.dtype)
                priced[open_] = _priced(question, job, direct[open_], costs.of_pair(k, job, persons[open_]))
                for route, at, taken in ways:
                    value = _priced(question, job, taken, costs.of_pair(k, job, persons[at]))
                    value += costs.of_route(k, job, route, persons[at])
                    priced[at] = np.minimum(priced[at], value)
                np.minimum(best[k], priced, out=best[k])
                if question.part is not None:
                    at, rows = parts[k]
                    row = self.answer.by_unit[k][question.part.unit[job]]
                    row[rows] = np.minimum(row[rows], priced[at])

    def _visit(self, person: Ints, job: Ints) -> None:
        """These pairs, which no other visit comes to."""
        case, answer = self._case, self.answer
        any_way = np.zeros(len(person), bool)
        for route, asked, found in case.ways(person, job):
            at, cost = asked[found.eligible], found.cost[found.eligible]
            any_way[at] = True
            who, where = person[at], job[at]
            np.minimum.at(answer.best_cost, who, cost.astype(self._widths.dtype))
            triples = case.triples(who, where, np.full(len(at), route))
            for k, question in enumerate(self._questions):
                priced = question.price[where] + question.tolls.of_pair(triples) + question.tolls.of_course(triples)
                if question.scale:
                    priced = priced + cost.astype(question.price.dtype) * question.scale
                np.minimum.at(answer.best[k], who, priced)
                if question.part is not None:
                    mine, rows = members(question.part, who)
                    np.minimum.at(answer.by_unit[k], (question.part.unit[where[mine]], rows), priced[mine])
        np.add.at(answer.eligible, person[any_way], 1)


def _priced(question: StageQuestion, job: int, cost: Ints, toll: Wide | None) -> Wide:
    """What triples at the job come to, tolls for the route left out."""
    dtype = question.price.dtype
    out = np.full(len(cost), question.price[job], dtype)
    if question.scale:
        out += cost.astype(dtype) * question.scale
    if toll is not None:
        out += toll
    return out
