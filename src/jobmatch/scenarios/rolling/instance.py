"""What is decided as persons come: each one's choices, what a choice costs and what it uses of limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.engine.prepare import Ready
from jobmatch.errors import UnsupportedError
from jobmatch.pairing.terms import terms_of
from jobmatch.pairing.way_kernels import NO_ROUTE
from jobmatch.problem.arrays import Int, Levers, Small, total
from jobmatch.problem.sides import Triples
from jobmatch.words import said


@dataclass(frozen=True, eq=False)
class Instance:
    """Persons with their choices; persons and jobs as in the problem that it is made from.

    Attributes
    ----------
    ptr
        Choices of person i are ``ptr[i]:ptr[i + 1]``.
    cost
        Of each choice, quanta.
    unmatched
        What it costs to leave each person out, quanta, shape ``(n,)``.
    job, route
        Of each choice.
    use_ptr, use_row, use_amount
        What choice k uses: ``use_ptr[k]:use_ptr[k + 1]`` of row and amount; at least one vacancy.
    room
        Limit of each row: the vacancies of all jobs, then budgets and upper quotas, whole units.
    decimals
        Of a quantum.
    network
        Whether there are no rows but vacancies, and one choice a pair.
    """

    ptr: Int
    cost: Int
    unmatched: Int
    job: Small
    route: Small
    use_ptr: Int
    use_row: Int
    use_amount: Int
    room: Int
    decimals: int
    network: bool

    @property
    def n(self) -> int:
        """Persons."""
        return self.unmatched.size

    @property
    def person(self) -> Int:
        """Person of each choice."""
        return np.repeat(np.arange(self.n), np.diff(self.ptr))

    def used(self, choices: Int) -> Int:
        """What choices use of each row in all; one that stands there twice counts twice."""
        out = np.zeros_like(self.room)
        length = self.use_ptr[choices + 1] - self.use_ptr[choices]
        at = np.repeat(self.use_ptr[choices + 1] - np.cumsum(length), length) + np.arange(length.sum())
        np.add.at(out, self.use_row[at], self.use_amount[at])
        return out

    def yuan(self, quanta: Int) -> float:
        """The exact sum of amounts, in yuan."""
        return total(quanta) / float(10**self.decimals)


def instance_of(ready: Ready, *, bound_first: bool = False) -> Instance:
    """The choices of prepared lists.

    Parameters
    ----------
    bound_first
        Persons bound by decisions are given their place before all others, by whoever asks.

    Raises
    ------
    UnsupportedError
        The policy has a lever that cannot be kept one person at a time; the message names it.
    """
    problem, scan = ready.problem, ready.scan
    _refuse(problem.levers, bound_first)
    pairs = scan.list_pairs()
    ptr, route = scan.all_routes(pairs.person, pairs.job)
    times = np.diff(ptr)
    person, job = np.repeat(pairs.person, times), np.repeat(pairs.job, times)
    cost: Int = np.sum(list(terms_of(problem, person, job, route).values()), axis=0, dtype=np.int64)
    everyone = np.arange(person.size)
    entries = [(everyone, job.astype(np.int64), np.ones(person.size, np.int64))]
    room = [problem.vacancies]
    rows = problem.m
    levers = problem.levers
    for limit in levers.limits if levers is not None else ():
        own = person if limit.on_persons else job
        inside = np.flatnonzero(np.isin(own, limit.members))
        entries.append((inside, np.full(inside.size, rows), np.ones(inside.size, np.int64)))
        room.append(np.array([limit.upper], np.int64))
        rows += 1
    if levers is not None and levers.rows is not None:
        of, row, amount = levers.rows.entries(Triples(person, job, route, scan.rows(person, job)))
        entries.append((of, row + rows, amount))
        room.append(np.array([upper for side in levers.rows.sides for upper in side.upper], np.int64))
    which, row, amount = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    order = np.argsort(which, kind="stable")
    return Instance(
        ptr=np.searchsorted(person, np.arange(problem.n + 1)).astype(np.int64),
        cost=cost,
        unmatched=problem.unmatched,
        job=job,
        route=route,
        use_ptr=np.searchsorted(which[order], np.arange(person.size + 1)).astype(np.int64),
        use_row=row[order],
        use_amount=amount[order],
        room=np.concatenate(room),
        decimals=problem.decimals,
        network=rows == problem.m and len(entries) == 1 and bool((route == NO_ROUTE).all()),
    )


def _refuse(levers: Levers | None, bound_first: bool) -> None:
    if levers is None:
        return
    named = [limit.quota for limit in levers.limits if limit.has_lower or limit.soft is not None or limit.by_plan]
    sides = levers.rows.sides if levers.rows is not None else ()
    named += [
        side.name
        for side in sides
        if side.soft is not None or any(low is not None for low in side.lower) or any(up is None for up in side.upper)
    ]
    for there, name in (
        (levers.households is not None, "household"),
        (levers.together is not None, "household.together"),
        (bool(levers.stages or levers.fair), "objective.order"),
        (levers.must is not None and bool(levers.must.any()) and not bound_first, "decisions"),
    ):
        if there:
            named.append(name)
    if named:
        raise UnsupportedError(said("rolling.cannot_keep", what=list(dict.fromkeys(named))))
