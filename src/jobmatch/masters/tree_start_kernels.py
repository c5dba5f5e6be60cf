"""A first plan for the job tree, and the tree that belongs to it."""

from __future__ import annotations

import numba as nb
import numpy as np

from jobmatch.masters.tree_kernels import cost_at, link


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


@nb.njit(cache=True, nogil=True)
def start(p, a, t, up, order, guess, jobs):
    """A first plan and a strongly feasible tree for it.

    A node hangs by its first arc with room; a job without any hangs on the home of its marginal person, the one who
    would rather stay at home by the least.
    """
    parent, edge, price, child, after, before = t
    home, stay, seat, pays, _, _, _ = p
    root = up.size
    left = np.zeros(root + 1, np.int64)
    for e in range(a.tail.size):
        left[a.tail[e]] += a.room[e]
    seat[:] = home
    pays[:] = stay
    seat_first(p, up, order, guess, left)
    units = np.zeros(root + 1, np.int64)
    for i in range(seat.size):
        units[seat[i]] += 1
    fill_arcs(a, up, units, edge)
    child[:] = -1
    parent[:] = -1
    price[:] = 0
    for x in range(root - 1, -1, -1):
        if edge[x] < 0:
            link(parent, child, after, before, x, up[x])
            price[x] = price[up[x]] + a.cost[~edge[x]]
    marginal = np.full(jobs, -1, np.int64)
    for i in range(seat.size):
        j = seat[i]
        if j < jobs and edge[j] >= 0:
            value = stay[i] + price[home[i]] - pays[i]
            if marginal[j] < 0 or value < price[j]:
                marginal[j] = i
                price[j] = value
    for j in range(jobs):
        if edge[j] >= 0:
            edge[j] = marginal[j]
            link(parent, child, after, before, j, home[marginal[j]])


@nb.njit
def ties(p, price, full):
    """Placed persons at full jobs by the other node where they would be as well off: (ptr, person), by node."""
    home, stay, seat, pays, ptr, job, cost = p
    many = np.zeros(price.size + 1, np.int64)
    who = np.empty(0, np.int32)
    for fill in range(2):
        for i in range(seat.size):
            x = seat[i]
            if x >= full.size or not full[x]:
                continue
            now = pays[i] + price[x]
            for z in range(ptr[i] - 1, ptr[i + 1]):
                y, value = home[i], stay[i] + price[home[i]]
                if z >= ptr[i]:
                    y, value = job[z], cost[z] + price[job[z]]
                if value == now and y != x:
                    if fill:
                        who[many[y]] = i
                        many[y] += 1
                    else:
                        many[y + 1] += 1
        if not fill:
            many = np.cumsum(many)
            who = np.empty(many[-1], np.int32)
    many[1:] = many[:-1]
    many[0] = 0
    return many, who


@nb.njit(cache=True, nogil=True)
def resume(p, a, t, up, guess, jobs):
    """The tree of a plan (seats and pays are set, within the capacities) whose prices are known to be about `guess`.

    A full job hangs on a node where one of its persons would be as well off, as far as these lead to the ground; under
    the greatest optimal prices of the same problem all do, and the tree has just these prices. The others hang on the
    home of their marginal person.
    """
    parent, edge, price, child, after, before = t
    home, stay, seat, pays, _, _, _ = p
    root = up.size
    units = np.zeros(root + 1, np.int64)
    for i in range(seat.size):
        units[seat[i]] += 1
    fill_arcs(a, up, units, edge)
    child[:] = -1
    parent[:] = -1
    price[:] = 0
    queue = np.empty(root + 1, np.int32)
    queue[0] = root
    count = 1
    for x in range(root - 1, -1, -1):
        if edge[x] < 0:
            link(parent, child, after, before, x, up[x])
            price[x] = price[up[x]] + a.cost[~edge[x]]
            queue[count] = x
            count += 1
    full = edge[:jobs] >= 0
    marginal = np.full(jobs, -1, np.int64)
    least = np.zeros(jobs, np.int64)
    for i in range(seat.size):
        j = seat[i]
        if j < jobs and full[j]:
            price[j] = guess[j]
            value = stay[i] - pays[i]
            if marginal[j] < 0 or value < least[j]:
                marginal[j], least[j] = i, value
    ptr, who = ties(p, price, full)
    at = 0
    while at < count:
        y = queue[at]
        at += 1
        for z in range(ptr[y], ptr[y + 1]):
            x = seat[who[z]]
            if full[x]:
                full[x] = False
                edge[x] = who[z]
                link(parent, child, after, before, x, y)
                queue[count] = x
                count += 1
    for j in range(jobs):
        if full[j]:
            edge[j] = marginal[j]
            link(parent, child, after, before, j, home[marginal[j]])
    reprice(p, a, t)
