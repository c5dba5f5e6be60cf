"""A first plan for the job tree, and the tree that belongs to it."""

from __future__ import annotations

import heapq

import numba as nb
import numpy as np

from jobmatch.masters.tree_kernels import cost_at, link

FAR = np.int64(1) << np.int64(62)
"""More than anybody can lose."""


@nb.njit(cache=True, nogil=True)
def reprice(p, a, t):
    """All prices afresh from the tree (after costs of arcs have changed)."""
    parent, edge, price, child, after, _ = t
    tail, _, _, cost, _, _ = a
    pays = p.pays
    root = parent.size - 1
    price[root] = 0
    y = child[root]
    while y >= 0:
        e = edge[y]
        above = price[parent[y]]
        if e >= 0:
            price[y] = cost_at(p, e, parent[y]) - pays[e] + above
        elif tail[~e] == y:
            price[y] = cost[~e] + above
        else:
            price[y] = above - cost[~e]
        if child[y] >= 0:
            y = child[y]
            continue
        while y != root and after[y] < 0:
            y = parent[y]
        if y == root:
            return
        y = after[y]


@nb.njit
def seat_first(p, up, order, guess, left):
    """Seat persons in `order` at their best job under `guess` that has room all the way up."""
    _, stay, seat, pays, ptr, job, costs = p
    root = up.size
    for i in order:
        best = stay[i]
        to = -1
        cost = np.int64(0)
        for z in range(ptr[i], ptr[i + 1]):
            value = costs[z] + guess[job[z]]
            if value < best:
                x = np.int64(job[z])
                while x != root and left[x] > 0:
                    x = np.int64(up[x])
                if x == root:
                    best, to, cost = value, job[z], costs[z]
        if to >= 0:
            seat[i] = to
            pays[i] = cost
            x = np.int64(to)
            while x != root:
                left[x] -= 1
                x = np.int64(up[x])


@nb.njit
def fill_arcs(a, up, units, edge):
    """Send the units that sit below every node up its arcs, the cheapest first; hang it on the first with room."""
    tail, _, room, _, flow, in_tree = a
    in_tree[:] = False
    edge[: up.size] = 0
    e = 0
    for x in range(up.size):  # up[x] > x: from the bottom to the top
        units[up[x]] += units[x]
        rest = units[x]
        hung = False
        while e < tail.size and tail[e] == x:
            flow[e] = min(rest, room[e])
            rest -= flow[e]
            if flow[e] < room[e] and not hung:
                edge[x] = ~np.int64(e)
                in_tree[e] = True
                hung = True
            e += 1


@nb.njit
def by_alternative(p, hung):
    """Persons at jobs that do not hang yet, by each other node where they could sit: (ptr, person, cost there)."""
    home, stay, seat, _, ptr, job, cost = p
    many = np.zeros(hung.size + 1, np.int64)
    for i in range(seat.size):
        if not hung[seat[i]]:
            many[home[i] + 1] += 1
            for z in range(ptr[i], ptr[i + 1]):
                many[job[z] + 1] += 1
    first = np.cumsum(many)
    at = first.copy()
    who = np.empty(first[-1], np.int32)
    pays = np.empty(first[-1], np.int64)
    for i in range(seat.size):
        if not hung[seat[i]]:
            y = home[i]
            who[at[y]], pays[at[y]] = i, stay[i]
            at[y] += 1
            for z in range(ptr[i], ptr[i + 1]):
                y = job[z]
                who[at[y]], pays[at[y]] = i, cost[z]
                at[y] += 1
    return first, who, pays


@nb.njit(cache=True, nogil=True)
def hang(p, a, t, up, guess):
    """The tree of a plan (seats and pays are set, within the capacities) whose prices are thought to be `guess`.

    A node with room hangs by its first arc that has some. A full job hangs by one of its persons on another node; the
    way from it to a node with room is the one on which the persons lose least, under the guess, by moving on (Dijkstra
    1959). Under the greatest optimal prices nobody on it loses anything, and the tree has just these prices.
    """
    parent, edge, price, child, after, before = t
    seat, paid = p.seat, p.pays
    root = up.size
    units = np.zeros(root + 1, np.int64)
    for i in range(seat.size):
        units[seat[i]] += 1
    fill_arcs(a, up, units, edge)
    child[:] = -1
    parent[:] = -1
    price[:] = 0
    hung = np.ones(root + 1, np.bool_)
    lost = np.zeros(root + 1, np.int64)
    queue = [(np.int64(0), np.int64(root))]
    for x in range(root - 1, -1, -1):
        if edge[x] < 0:
            link(parent, child, after, before, x, up[x])
            price[x] = price[up[x]] + a.cost[~edge[x]]
            heapq.heappush(queue, (np.int64(0), np.int64(x)))
        else:
            hung[x] = False
            lost[x] = FAR
            price[x] = guess[x]
    ptr, who, pays = by_alternative(p, hung)
    while len(queue) > 0:
        so_far, y = heapq.heappop(queue)
        if so_far > lost[y]:
            continue
        if not hung[y]:
            hung[y] = True
            link(parent, child, after, before, y, parent[y])
        for z in range(ptr[y], ptr[y + 1]):
            x = seat[who[z]]
            if hung[x]:
                continue
            loses = so_far + max(0, pays[z] + price[y] - paid[who[z]] - price[x])
            if loses < lost[x]:
                lost[x] = loses
                edge[x] = who[z]
                parent[x] = y
                heapq.heappush(queue, (loses, np.int64(x)))
    reprice(p, a, t)


@nb.njit(cache=True, nogil=True)
def start(p, a, t, up, order, guess):
    """A first plan: persons in `order` take their best job under `guess`; and a strongly feasible tree for it."""
    left = np.zeros(up.size + 1, np.int64)
    for e in range(a.tail.size):
        left[a.tail[e]] += a.room[e]
    p.seat[:] = p.home
    p.pays[:] = p.stay
    seat_first(p, up, order, guess, left)
    hang(p, a, t, up, guess)
