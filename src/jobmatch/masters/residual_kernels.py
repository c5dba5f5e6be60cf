"""Shortest paths between jobs in the residual graph of an optimal plan.

Nodes are jobs and the ground (staying unmatched). A person who sits at a and could sit at b is an arc a → b of
length cost(b) − cost(a). An optimal plan has no cycle of negative length, so label correction ends. Only placed
persons and, once, the unmatched ones are looked at; there is no node a person.
"""

from __future__ import annotations

import numba as nb
import numpy as np


@nb.njit(cache=True)
def least_duals(ptr, job, cost, unmatched, sits, pays, by_job_ptr, by_job):
    """price[b] = fall of the objective if b had one vacancy more: minus the length of the shortest path to b.

    A path may begin at any job (its vacated place stays empty) or at the ground (an unmatched person moves in).
    """
    m = by_job_ptr.size - 1
    dist = np.zeros(m, np.int64)
    for i in range(sits.size):
        if sits[i] < 0:
            for z in range(ptr[i], ptr[i + 1]):
                dist[job[z]] = min(dist[job[z]], cost[z] - unmatched[i])
    queue = np.empty(m + 1, np.int32)  # a ring: each job stands in it at most once
    waits = np.ones(m, np.bool_)
    for a in range(m):
        queue[a] = a
    head, size = 0, m
    while size > 0:
        a = queue[head]
        head = (head + 1) % (m + 1)
        size -= 1
        waits[a] = False
        for k in range(by_job_ptr[a], by_job_ptr[a + 1]):
            i = by_job[k]
            base = dist[a] - pays[i]
            for z in range(ptr[i], ptr[i + 1]):
                b = job[z]
                if base + cost[z] < dist[b]:
                    dist[b] = base + cost[z]
                    if not waits[b]:
                        waits[b] = True
                        queue[(head + size) % (m + 1)] = b
                        size += 1
    return -dist


@nb.njit(cache=True)
def greatest_duals(ptr, job, cost, unmatched, pays, by_job_ptr, by_job, free, far):
    """price_fewer[a] = rise of the objective if a had one vacancy fewer.

    That is the shortest path from a to the ground or to a free vacancy; `far` where a has no vacancy to lose
    (nobody sits there and none is free).
    """
    m = by_job_ptr.size - 1
    dist = np.empty(m, np.int64)
    for a in range(m):
        dist[a] = 0 if free[a] > 0 else far
    moved = True
    while moved:
        moved = False
        for a in range(m):
            best = dist[a]
            for k in range(by_job_ptr[a], by_job_ptr[a + 1]):
                i = by_job[k]
                best = min(best, unmatched[i] - pays[i])
                for z in range(ptr[i], ptr[i + 1]):
                    if dist[job[z]] < far:
                        best = min(best, cost[z] - pays[i] + dist[job[z]])
            if best < dist[a]:
                dist[a] = best
                moved = True
    return dist
