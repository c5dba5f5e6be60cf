"""Proposals by jobs: who would be admitted, and what each person holds."""

# mypy: allow-untyped-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel
from jobmatch.mechanisms.propose_kernels import worse


@kernel
def admitted(who, ptr, job, keys, turn, vacancies, seat_ptr, seat_person, seat_key, filled):
    """Whether the job of each pair has room, or holds nobody worse than ranked as high as this person."""
    kept = np.zeros(job.size, np.bool_)
    for r in range(who.size):
        for z in range(ptr[r], ptr[r + 1]):
            j = job[z]
            top = seat_ptr[j]
            if vacancies[j] == 0:
                continue
            full = seat_ptr[j + 1] > top and filled[j] == vacancies[j]
            kept[z] = not full or not worse(keys[z], turn[who[r]], seat_key[top], turn[seat_person[top]])
    return kept


@kernel
def court(ptr, person, cost, room, persons):
    """Let jobs with room propose down their lists until nobody changes any more; the job that each person holds.

    Of equal costs a person prefers the job that comes first. A job that loses somebody goes on where it was. `room` is
    changed.
    """
    m = room.size
    held, pays = np.full(persons, -1, np.int32), np.zeros(persons, np.int64)
    at = ptr[:-1].copy()
    stack, on_stack, count = np.empty(m, np.int32), np.ones(m, np.bool_), m
    for k in range(m):
        stack[k] = m - 1 - k
    while count:
        count -= 1
        j = stack[count]
        on_stack[j] = False
        while room[j] > 0 and at[j] < ptr[j + 1]:
            i, offer = person[at[j]], cost[at[j]]
            at[j] += 1
            before = held[i]
            if before >= 0 and (pays[i] < offer or (pays[i] == offer and before < j)):
                continue
            held[i], pays[i] = j, offer
            room[j] -= 1
            if before >= 0:
                room[before] += 1
                if not on_stack[before]:
                    stack[count] = before
                    on_stack[before] = True
                    count += 1
    return held
