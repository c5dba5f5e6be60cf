"""Bids of persons for vacancies: forward auction over short lists, the vacancies of a job kept in a heap.

A person without a seat takes the job with the least cost + price and bids for it as much as the next best offer
(another job, or staying) leaves, and epsilon more. A job sells its vacancies one by one; its price is the least bid
that still holds one, and whoever made that bid is turned out when a higher one comes (Bertsekas and Castañon, *The
auction algorithm for the transportation problem*, 1989: vacancies of a job are similar objects). When nobody is left to
bid, every person's seat is worth within epsilon of the best one.

The bids of job j stand in ``bid[lot[j]:lot[j] + sold[j]]``, a binary heap with the least bid first, those who made
them in `who`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jobmatch.compiled import kernel, part

Int = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

LOOSE = np.int64(1) << np.int64(62)
"""Above every value."""


class Lots(NamedTuple):
    """What every job sells, and to whom."""

    room: Int  # vacancies that anybody could want, (jobs,)
    lot: Int  # first place of each job's heap, (jobs + 1,)
    sold: Int  # bids that hold a vacancy, (jobs,)
    price: Int  # (jobs,)
    bid: Int
    who: Small


class Crowd(NamedTuple):
    """Persons, their short lists and seats; a seat that is no job's number is staying."""

    ptr: Int
    job: Small
    cost: Int
    stay: Int
    seat: Small
    pays: Int


@part
def put(bid, who, first, size, amount, person):
    """Add a bid to a heap of `size`."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if bid[first + above] <= amount:
            break
        bid[first + at], who[first + at] = bid[first + above], who[first + above]
        at = above
    bid[first + at], who[first + at] = amount, person


@part
def replace_least(bid, who, first, size, amount, person):
    """Put a bid where the least one of a heap was."""
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and bid[first + below + 1] < bid[first + below]:
            below += 1
        if bid[first + below] >= amount:
            break
        bid[first + at], who[first + at] = bid[first + below], who[first + below]
        at = below
    bid[first + at], who[first + at] = amount, person


@kernel
def call(crowd, lots, queue, slack):
    """Seats that are worth within `slack` of the best stay, at their job's price; the others queue; return how many."""
    ptr, job, cost, stay, seat, pays = crowd
    room, lot, sold, price, bid, who = lots
    m = room.size
    sold[:] = 0
    waiting = 0
    for i in range(stay.size):
        best = stay[i]
        for z in range(ptr[i], ptr[i + 1]):
            if room[job[z]] > 0:
                best = min(best, cost[z] + price[job[z]])
        j = seat[i]
        if j < m and pays[i] + price[j] <= best + slack:
            bid[lot[j] + sold[j]], who[lot[j] + sold[j]] = price[j], i
            sold[j] += 1
        elif j < m or best < stay[i]:
            seat[i], pays[i] = m, stay[i]
            queue[waiting] = i
            waiting += 1
    return waiting


@kernel
def auction(crowd, lots, queue, head, waiting, epsilon, most):
    """Let those in the queue (a ring) bid, at most `most` times; return its new head and length."""
    ptr, job, cost, stay, seat, pays = crowd
    room, lot, sold, price, bid, who = lots
    m, ring = room.size, queue.size
    for _ in range(most):
        if waiting == 0:
            break
        i = queue[head]
        head = head + 1 if head + 1 < ring else 0
        waiting -= 1
        best, second, to, pay = stay[i], LOOSE, -1, stay[i]
        for z in range(ptr[i], ptr[i + 1]):
            value = cost[z] + price[job[z]]
            if value < best:
                if room[job[z]] > 0:
                    second, best, to, pay = best, value, job[z], cost[z]
            elif value < second and room[job[z]] > 0:
                second = value
        if to < 0:
            continue
        seat[i], pays[i] = to, pay
        amount, first = price[to] + (second - best) + epsilon, lot[to]
        if sold[to] < room[to]:
            put(bid, who, first, sold[to], amount, i)
            sold[to] += 1
            if sold[to] == room[to]:
                price[to] = bid[first]
        else:
            out = who[first]
            replace_least(bid, who, first, sold[to], amount, i)
            price[to] = bid[first]
            seat[out], pays[out] = m, stay[out]
            at = head + waiting
            queue[at if at < ring else at - ring] = out
            waiting += 1
    return head, waiting
