"""Pairs in the order of their rows to pairs by person, ascending job, in time that grows with the pairs alone."""

# numba infers the types here
# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators, allow-incomplete-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel


@kernel
def starts_of(places, rank):
    """Where each rank begins once rows are sorted by ``rank[place]``, shape ``(ranks + 1,)``."""
    start = np.zeros(rank.size + 1, np.int64)
    for row in range(places.size):
        start[rank[places[row]] + 1] += 1
    return np.cumsum(start)


@kernel
def by_person(person, job, person_rank, job_rank):
    """Rows of pairs as CSR by rank of the person, ascending rank of the job: pointers, jobs, rows.

    Two counting sorts, the second stable: by job, which leaves (person, row) in one number, then by person.
    """
    ptr, first = starts_of(person, person_rank), starts_of(job, job_rank)
    end = first[:-1].copy()
    sorted_by_job = np.empty(job.size, np.int64)
    for row in range(job.size):
        j = job_rank[job[row]]
        sorted_by_job[end[j]] = np.int64(person_rank[person[row]]) << 32 | row
        end[j] += 1
    end = ptr[:-1].copy()
    jobs, rows = np.empty(job.size, np.int32), np.empty(job.size, np.int32)
    for j in range(job_rank.size):
        for z in range(first[j], first[j + 1]):
            i = sorted_by_job[z] >> 32
            jobs[end[i]], rows[end[i]] = j, sorted_by_job[z] & 0xFFFFFFFF
            end[i] += 1
    return ptr, jobs, rows
