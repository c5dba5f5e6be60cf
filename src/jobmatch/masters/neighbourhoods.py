"""A better plan from a plan: small exact programmes over random neighbourhoods (Shaw 1998, large neighbourhood search).

A neighbourhood is a few jobs: all who are placed there, and as many more persons who would be near their best place
there, choose anew among these jobs, everybody else keeps what they have. The draw is seeded and rounds are counted, so
that the same problem gives the same plan where no time limit ends the search.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.programme import Choices, Programme
from jobmatch.problem.arrays import Flags, Int, Small, Stage

IDLE = 20
"""Rounds without a better plan after which the search ends."""

MOST_ROUNDS = 300
"""Rounds at most."""

PERSONS = 40
"""Persons of a neighbourhood, about."""

GAP = 1e-5
"""Gap of one programme that is small enough."""

NODES = 30
"""Nodes of one programme's tree."""


@dataclass(frozen=True, eq=False)
class Neighbourhoods:
    """The search of one stage over all triples.

    Attributes
    ----------
    reduced
        Reduced cost of each triple.
    programme
        Makes a programme of some triples beside a chosen plan whose free persons are named.
    value
        What chosen triples come to in the stage.
    """

    choices: Choices
    reduced: Int
    programme: Callable[[Flags, Flags, Flags], Programme]
    value: Callable[[Choices, Flags], int]

    def improve(self, stage: Stage | None, chosen: Flags, left: Callable[[], float | None]) -> Flags:
        """The best plan found from the triples chosen."""
        draw, t = np.random.default_rng(0), self.choices.triples
        best, worth, idle = chosen, self.value(self.choices, chosen), 0
        jobs = np.unique(t.job)
        for _ in range(MOST_ROUNDS):
            seconds = left()
            if idle >= IDLE or (seconds is not None and seconds <= 0):
                break
            free, those = self._drawn(draw, jobs, best)
            answer = self.programme(free, those, best).solve(stage, seconds, GAP, NODES)
            idle += 1
            if answer.chosen is None:
                continue
            new = best & ~free[t.person]
            new[np.flatnonzero(those)[answer.chosen]] = True
            now = self.value(self.choices, new)
            if now < worth:
                best, worth, idle = new, now, 0
        return best

    def _drawn(self, draw: np.random.Generator, jobs: Small, best: Flags) -> tuple[Flags, Flags]:
        """Persons who are free, and the triples that they choose among."""
        t, persons = self.choices.triples, int(self.choices.triples.person.max()) + 1
        filled = np.bincount(t.job[best], minlength=int(jobs.max()) + 1)
        order = draw.permutation(jobs)
        picked = order[: max(2, int(np.searchsorted(np.cumsum(filled[order]), PERSONS)))]
        inside = np.zeros(int(jobs.max()) + 1, bool)
        inside[picked] = True
        free = np.zeros(persons, bool)
        free[t.person[best & inside[t.job]]] = True
        placed = np.zeros(persons, bool)
        placed[t.person[best]] = True
        near = np.flatnonzero(inside[t.job] & ~placed[t.person])
        free[t.person[near[np.argsort(self.reduced[near], kind="stable")[:PERSONS]]]] = True
        return free, free[t.person] & inside[t.job]
