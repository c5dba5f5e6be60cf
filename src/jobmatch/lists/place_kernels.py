"""Compiled look-ups for tables of many pairs: ids by their hashes, and pairs that are there twice."""

# numba infers the types here
# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators, allow-incomplete-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel


@kernel
def hash_table(hashes):
    """Places of different `hashes`, open addressing with linear probing: -1 is free, the size a power of two."""
    size = 2
    while size < 2 * hashes.size:
        size *= 2
    table = np.full(size, np.int32(-1))
    for place in range(hashes.size):
        slot = np.int64(hashes[place] & np.uint64(size - 1))
        while table[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        table[slot] = place
    return table


@kernel
def look_up(table, known, hashes):
    """A place in `known` of each of `hashes`, or -1."""
    found = np.empty(hashes.size, np.int32)
    last = table.size - 1
    for row in range(hashes.size):
        slot = np.int64(hashes[row] & np.uint64(last))
        while table[slot] >= 0 and known[table[slot]] != hashes[row]:
            slot = (slot + 1) & last
        found[row] = table[slot]
    return found


@kernel
def is_pair_twice(person, job, persons, jobs):
    """Whether two rows have the same person and job; rows with a place below 0 do not count.

    Rows are put together by person (a counting sort); each person then leaves a mark on the jobs.
    """
    start = np.zeros(persons + 1, np.int64)
    for row in range(person.size):
        if person[row] >= 0 and job[row] >= 0:
            start[person[row] + 1] += 1
    start = np.cumsum(start)
    end = start[:-1].copy()
    jobs_of = np.empty(start[-1], np.int32)
    for row in range(person.size):
        if person[row] >= 0 and job[row] >= 0:
            jobs_of[end[person[row]]] = job[row]
            end[person[row]] += 1
    mark = np.full(jobs, np.int32(-1))
    for i in range(persons):
        for z in range(start[i], start[i + 1]):
            if mark[jobs_of[z]] == i:
                return True
            mark[jobs_of[z]] = i
    return False
