"""Shortest ways of one unit between the nodes of an optimal network, in reduced costs.

A unit can move from node a to node b by a person who sits at a and could sit at b, by an arc that has room, or back
by an arc that carries something. In an optimal plan no reduced cost is negative, so that Dijkstra's method (1959)
applies.
"""

from __future__ import annotations

import heapq

import numpy as np

from jobmatch.compiled import kernel

UNREACHED = np.int64(1) << np.int64(62)


@kernel
def moves(p, price, seats_ptr, seated, out_ptr, out_to, out_cost, most):
    """The cheapest move from each node to each other, reduced cost at most `most`: (ptr, to, reduced cost).

    `seats_ptr`, `seated` are persons by seat; `out_*` are the arcs' moves by node, in reduced costs.
    """
    home, stay, _, pays, list_ptr, job, cost = p
    nodes = price.size
    best = np.full(nodes, UNREACHED)
    touched = np.empty(nodes, np.int32)
    ptr = np.zeros(nodes + 1, np.int64)
    to = np.empty(1024, np.int32)
    length = np.empty(1024, np.int64)
    size = 0
    for a in range(nodes):
        count = 0
        for z in range(out_ptr[a], out_ptr[a + 1]):
            b = out_to[z]
            if out_cost[z] <= most:
                if best[b] == UNREACHED:
                    touched[count] = b
                    count += 1
                best[b] = min(best[b], out_cost[z])
        for k in range(seats_ptr[a], seats_ptr[a + 1]):
            i = seated[k]
            now = pays[i] + price[a]
            rest = stay[i] + price[home[i]] - now
            b = home[i]
            if b != a and rest <= most and rest < best[b]:
                if best[b] == UNREACHED:
                    touched[count] = b
                    count += 1
                best[b] = rest
            for z in range(list_ptr[i], list_ptr[i + 1]):
                b = job[z]
                rest = cost[z] + price[b] - now
                if b != a and rest <= most and rest < best[b]:
                    if best[b] == UNREACHED:
                        touched[count] = b
                        count += 1
                    best[b] = rest
        if size + count > to.size:
            wide = max(2 * to.size, size + count)
            more_to, more_length = np.empty(wide, np.int32), np.empty(wide, np.int64)
            more_to[:size], more_length[:size] = to[:size], length[:size]
            to, length = more_to, more_length
        for k in range(count):
            b = touched[k]
            to[size], length[size] = b, best[b]
            best[b] = UNREACHED
            size += 1
        ptr[a + 1] = size
    return ptr, to[:size].copy(), length[:size].copy()


@kernel
def reversed_moves(ptr, to, length):
    """The same moves by the node that they lead to."""
    nodes = ptr.size - 1
    first = np.zeros(nodes + 1, np.int64)
    for b in to:
        first[b + 1] += 1
    for x in range(nodes):
        first[x + 1] += first[x]
    at = first.copy()
    origin, back = np.empty(to.size, np.int32), np.empty(to.size, np.int64)
    for a in range(nodes):
        for z in range(ptr[a], ptr[a + 1]):
            origin[at[to[z]]], back[at[to[z]]] = a, length[z]
            at[to[z]] += 1
    return first, origin, back


@kernel
def distances(ptr, to, length, source, targets):
    """Length of the shortest way from `source` to every node that is not farther than the farthest target.

    Others have some greater length, or UNREACHED.
    """
    away = np.full(ptr.size - 1, UNREACHED)
    away[source] = 0
    wanted = np.zeros(ptr.size - 1, np.bool_)
    for x in targets:
        wanted[x] = True
    left = targets.size
    queue = [(np.int64(0), np.int64(source))]
    while len(queue) > 0:
        so_far, a = heapq.heappop(queue)
        if so_far > away[a]:
            continue
        if wanted[a]:
            wanted[a] = False
            left -= 1
            if left == 0:
                break
        for z in range(ptr[a], ptr[a + 1]):
            there = so_far + length[z]
            if there < away[to[z]]:
                away[to[z]] = there
                heapq.heappush(queue, (there, np.int64(to[z])))
    return away
