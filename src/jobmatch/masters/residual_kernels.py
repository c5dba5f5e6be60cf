"""Shortest paths between jobs in the residual graph of an optimal plan.

Nodes are jobs and the ground (staying unmatched). A person who sits at a and could sit at b is an arc a → b of
length cost(b) − cost(a); an optimal plan has no cycle of negative length. Only placed persons and, once, the
unmatched ones are looked at; there is no node a person.
"""

from __future__ import annotations

import heapq

import numpy as np

from jobmatch.compiled import kernel


@kernel
def least_duals(ptr, job, cost, unmatched, sits, pays, by_job_ptr, by_job, price):
    """Fall of the objective if job b had one vacancy more: minus the length of the shortest path to b.

    A path may begin at any job (its vacated place stays empty) or at the ground (an unmatched person moves in). Under
    `price`, optimal duals themselves, no arc is shorter than 0, so that every job is settled once (Dijkstra 1959 with
    the potentials of Johnson 1977): ``away[b]`` is the length of the path to b, plus ``price[b]``.
    """
    away = price.copy()
    for i in range(sits.size):
        if sits[i] < 0:
            for z in range(ptr[i], ptr[i + 1]):
                b = job[z]
                away[b] = min(away[b], cost[z] - unmatched[i] + price[b])
    queue = [(away[b], np.int64(b)) for b in range(away.size)]
    heapq.heapify(queue)
    while len(queue) > 0:
        so_far, a = heapq.heappop(queue)
        if so_far > away[a]:
            continue
        for k in range(by_job_ptr[a], by_job_ptr[a + 1]):
            i = by_job[k]
            base = so_far - pays[i] - price[a]
            for z in range(ptr[i], ptr[i + 1]):
                b = job[z]
                if base + cost[z] + price[b] < away[b]:
                    away[b] = base + cost[z] + price[b]
                    heapq.heappush(queue, (away[b], np.int64(b)))
    return price - away


@kernel
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
