"""Proposals by persons: lists of jobs that would still take them, and heaps of who is held."""

# mypy: allow-untyped-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel, part


@part
def worse(key, turn, than_key, than_turn):
    """Whether an employer ranks the first lower."""
    return key > than_key or (key == than_key and turn > than_turn)


@kernel
def still_open(
    who,
    ptr,
    job,
    cost,
    keys,
    turn,
    vacancies,
    seat_ptr,
    seat_person,
    seat_key,
    filled,
    list_job,
    list_key,
    length,
    more,
):
    """Fill the lists of `who` with the best of their pairs that are not refused for good, ascending by cost, then job.

    `more` tells whether there are others beyond the list.
    """
    size = list_job.shape[1]
    price = np.empty(size, np.int64)
    for r in range(who.size):
        i = who[r]
        count = 0
        more[i] = False
        for z in range(ptr[r], ptr[r + 1]):
            j = job[z]
            if vacancies[j] == 0:
                continue
            top = seat_ptr[j]
            full = seat_ptr[j + 1] > top and filled[j] == vacancies[j]
            if full and not worse(seat_key[top], turn[seat_person[top]], keys[z], turn[i]):
                continue
            if count == size:
                more[i] = True
                last = size - 1
                if cost[z] > price[last] or (cost[z] == price[last] and j > list_job[i, last]):
                    continue
                count -= 1
            k = count
            while k > 0 and (price[k - 1] > cost[z] or (price[k - 1] == cost[z] and list_job[i, k - 1] > j)):
                price[k], list_job[i, k], list_key[i, k] = price[k - 1], list_job[i, k - 1], list_key[i, k - 1]
                k -= 1
            price[k], list_job[i, k], list_key[i, k] = cost[z], j, keys[z]
            count += 1
        length[i] = count


@kernel
def propose(who, list_job, list_key, length, more, at, turn, vacancies, seat_ptr, seat_person, seat_key, filled, held):
    """Let `who`, and whoever they displace, propose down their lists; give those whose lists ran dry before the end."""
    dry, count = np.empty(turn.size, np.int32), 0
    for r in range(who.size):
        i = who[r]
        while i >= 0:
            now = i
            i = -1
            while at[now] < length[now]:
                j, key = list_job[now, at[now]], list_key[now, at[now]]
                at[now] += 1
                first, last = seat_ptr[j], seat_ptr[j + 1]
                if first == last:  # room for everybody
                    filled[j] += 1
                    held[now] = j
                    break
                if filled[j] < vacancies[j]:
                    rise(seat_person, seat_key, turn, first, filled[j], now, key)
                    filled[j] += 1
                    held[now] = j
                    break
                out = seat_person[first]
                if worse(seat_key[first], turn[out], key, turn[now]):
                    sink(seat_person, seat_key, turn, first, filled[j], now, key)
                    held[now] = j
                    held[out] = -1
                    i = out
                    break
            if held[now] < 0 and more[now]:
                dry[count] = now
                count += 1
    return dry[:count].copy()


@part
def rise(person, key, turn, first, size, who, of_who):
    """Put somebody into a heap of this size, the worst on top."""
    k = size
    while k > 0:
        up = (k - 1) // 2
        if not worse(of_who, turn[who], key[first + up], turn[person[first + up]]):
            break
        person[first + k], key[first + k] = person[first + up], key[first + up]
        k = up
    person[first + k], key[first + k] = who, of_who


@part
def sink(person, key, turn, first, size, who, of_who):
    """Put somebody in the place of the worst."""
    k = 0
    while True:
        below = 2 * k + 1
        if below >= size:
            break
        if below + 1 < size and worse(
            key[first + below + 1], turn[person[first + below + 1]], key[first + below], turn[person[first + below]]
        ):
            below += 1
        if not worse(key[first + below], turn[person[first + below]], of_who, turn[who]):
            break
        person[first + k], key[first + k] = person[first + below], key[first + below]
        k = below
    person[first + k], key[first + k] = who, of_who
