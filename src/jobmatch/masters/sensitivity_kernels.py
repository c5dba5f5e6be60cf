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
def search(ptr, to, length, source, targets, cap, missed, away, wanted, settled):
    """Shortest ways from `source`: distance of each target, `longest`, and the nodes nearer than that.

    Arcs of a node must come by ascending length: only one of each node waits in the queue, so that thousands of long
    ones, as persons at home have, are never touched. A target is of no interest from its `cap` on: its distance then is
    UNREACHED, and it asks for ways of that length; one that cannot be reached asks for ways of the length `missed`.
    `longest` is the length of the longest way that is asked for; nodes nearer than that have their exact distances.
    `away`, `wanted` and `settled`, one entry a node, are all UNREACHED, false and anything, before and after, so that
    a short search takes a short time.
    """
    far = np.int64(0)
    left = 0
    for k in range(targets.size):
        left += not wanted[targets[k]]
        wanted[targets[k]] = True
        far = max(far, cap[k])
    count = 0
    queue = [(np.int64(0), np.int64(source), np.int64(-1))]  # so far by an arc, the node it leaves, the arc
    queue.pop()
    here, so_far = np.int64(source), np.int64(0)
    while True:
        if away[here] == UNREACHED:
            away[here] = so_far
            settled[count] = here
            count += 1
            if wanted[here]:
                wanted[here] = False
                left -= 1
                if left == 0:
                    break
            z = ptr[here]
            if z < ptr[here + 1] and so_far + length[z] < far:
                heapq.heappush(queue, (so_far + length[z], here, z))
        if len(queue) == 0:
            break
        so_far, a, z = heapq.heappop(queue)
        here = np.int64(to[z])
        if z + 1 < ptr[a + 1] and away[a] + length[z + 1] < far:
            heapq.heappush(queue, (away[a] + length[z + 1], a, z + 1))
    found = np.full(targets.size, UNREACHED)
    longest = np.int64(0)
    for k in range(targets.size):
        x = targets[k]
        if away[x] < cap[k]:
            found[k] = away[x]
            longest = max(longest, away[x])
        else:
            longest = max(longest, min(cap[k], missed[k]))
        wanted[x] = False
    nearer = 0
    for k in range(count):
        nearer += away[settled[k]] < longest
    nodes, near = np.empty(nearer, np.int32), np.empty(nearer, np.int64)
    at = 0
    for k in range(count):
        x = settled[k]
        if away[x] < longest:
            nodes[at], near[at] = x, away[x]
            at += 1
        away[x] = UNREACHED
    return found, longest, nodes, near
