"""Listed pairs as an assignment: every vacancy a slot of its own, for solvers that match one to one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.instance import Int, Listed


@dataclass(frozen=True, eq=False)
class Slots:
    """Persons against slots."""

    persons: Listed  # a row a person
    job: Int  # (slots,) job of each slot
    first: Int  # (jobs + 1,) slots of job j: first[j]:first[j + 1]


def slots_of(listed: Listed) -> Slots:
    """As many slots a job as vacancies, but no more than it has persons."""
    persons = listed.by_person()
    wanted = np.bincount(persons.job, minlength=persons.vacancies.size)
    count = np.minimum(persons.vacancies, wanted)
    first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    return Slots(persons, np.repeat(np.arange(count.size), count), first)


def flow_of(listed: Listed, slots: Slots, slot: Int) -> Int:
    """Units on each listed pair, from the slot of each person (negative, or beyond all slots: unplaced)."""
    owner = np.repeat(np.arange(listed.rows), listed.supply)
    placed = (slot >= 0) & (slot < slots.job.size)
    jobs = listed.vacancies.size
    at = owner[placed] * jobs + slots.job[slot[placed]]
    pairs = listed.row.astype(np.int64) * jobs + listed.job  # ascending, as rows and their jobs are
    place = np.searchsorted(pairs, at)
    there = np.flatnonzero(pairs[np.minimum(place, pairs.size - 1)] == at) if pairs.size else place[:0]
    # a person at a slot without a pair took it at the price of staying unmatched: unplaced
    return np.bincount(place[there], minlength=pairs.size).astype(np.int64)


def dense_costs(slots: Slots, dtype: type = np.float64) -> np.ndarray:
    """Persons × max(slots, persons): the cost of the pair, else of staying unmatched.

    With at least as many columns as persons, a person who is better off unmatched finds a column that costs just that:
    the least sum of this matrix is the least cost of the instance.
    """
    persons = slots.persons
    n, places = persons.rows, slots.job.size
    matrix: np.ndarray = np.repeat(persons.unmatched.astype(dtype)[:, None], max(places, n), axis=1)
    count = np.diff(slots.first)[persons.job]
    row = np.repeat(persons.row, count)
    start = np.repeat(slots.first[persons.job] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    column = start + np.arange(row.size)
    matrix[row, column] = np.minimum(np.repeat(persons.cost, count), persons.unmatched[row])
    return matrix
