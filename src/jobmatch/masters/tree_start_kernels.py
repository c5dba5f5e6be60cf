"""The tree that belongs to a plan."""

from __future__ import annotations

import heapq

import numpy as np

from jobmatch.compiled import kernel, part
from jobmatch.masters.tree_kernels import cost_at, link

FAR = np.int64(1) << np.int64(62)
"""More than anybody can lose."""


@kernel
def reprice(p, a, t):
    """All prices afresh from the tree, after costs of arcs have changed; sleepers keep theirs, which are relative."""
    parent, edge, price, child, after, _, _ = t
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


@kernel
def rest(p, arc_cost, t, first, last):
    """Prices of the sleepers among nodes first .. last - 1, relative to what they hang on."""
    root = t.parent.size - 1
    for x in range(first, last):
        if t.lean[x] != root:
            e = t.edge[x]
            t.price[x] = cost_at(p, e, t.parent[x]) - p.pays[e] if e >= 0 else arc_cost[~e]


@kernel
def fill_arcs(tail, room, up, units, flow):
    """Send the units that sit below every node up its arcs, the cheapest first; `units` is used up."""
    e = 0
    for x in range(up.size):  # up[x] > x: from the bottom to the top
        units[up[x]] += units[x]
        rest = units[x]
        while e < tail.size and tail[e] == x:
            flow[e] = min(rest, room[e])
            rest -= flow[e]
            e += 1


@part
def first_places(key, keys):
    """Where the items of each key begin, if items stand by ascending key: (keys + 1,)."""
    first = np.zeros(keys + 1, np.int64)
    for x in key:
        first[x + 1] += 1
    for x in range(keys):
        first[x + 1] += first[x]
    return first


@part
def by_head(a, nodes):
    """Arcs by the node that they lead to: (ptr, arc)."""
    first = first_places(a.head, nodes)
    arc = np.empty(a.head.size, np.int64)
    at = first.copy()
    for e in range(a.head.size):
        arc[at[a.head[e]]] = e
        at[a.head[e]] += 1
    return first, arc


@part
def by_alternative(p, loose):
    """Persons at loose nodes, by each other node where they could sit: (ptr, person, cost there)."""
    home, stay, seat, _, ptr, job, cost = p
    first = np.zeros(loose.size + 1, np.int64)
    for i in range(seat.size):
        if loose[seat[i]]:
            first[home[i] + 1] += 1
            for z in range(ptr[i], ptr[i + 1]):
                first[job[z] + 1] += 1
    for y in range(loose.size):
        first[y + 1] += first[y]
    at = first.copy()
    who = np.empty(first[-1], np.int32)
    pays = np.empty(first[-1], np.int64)
    for i in range(seat.size):
        if loose[seat[i]]:
            y = home[i]
            who[at[y]], pays[at[y]] = i, stay[i]
            at[y] += 1
            for z in range(ptr[i], ptr[i + 1]):
                y = job[z]
                who[at[y]], pays[at[y]] = i, cost[z]
                at[y] += 1
    return first, who, pays


@part
def hangs_loose(a, out_ptr, price, within):
    """Nodes that do not surely hang on an arc: no arc with room, by which nothing is lost, leads on."""
    _, head, room, cost, flow, _ = a
    root = price.size - 1
    loose = np.ones(root + 1, np.bool_)
    loose[root] = False
    for x in range(root - 1, -1, -1):
        for e in range(out_ptr[x], out_ptr[x + 1]):
            if within[e]:
                loose[x] = loose[head[e]]
                break
            if flow[e] < room[e] and cost[e] + price[head[e]] <= price[x] and not loose[head[e]]:
                loose[x] = False
    return loose


@part
def reach(queue, lost, parent, edge, x, y, way, loses, forced):
    """Let x hang on y by this way, if x loses less so, or must hang there."""
    if forced or loses < lost[x]:
        lost[x], edge[x], parent[x] = loses, way, y
        key = np.int64(-1) if forced else np.int64(loses)
        heapq.heappush(queue, (key, np.int64(x)))


@kernel
def hang(p, a, t, up, guess):
    """The tree of a plan (seats and pays are set, within the capacities) whose prices are thought to be `guess`.

    Every node hangs on the next one of the way to the ground on which one unit more of it loses least, under the
    guess (Dijkstra 1959, over the ways that have room: arcs up, arcs in use down, persons moving on). Under the
    greatest optimal prices nothing is lost anywhere, and the tree has just these prices.
    """
    parent, edge, price, child, after, before, lean = t
    tail, head, room, cost, flow, in_tree = a
    seat, paid = p.seat, p.pays
    root = up.size
    lean[:] = root
    units = np.zeros(root + 1, np.int64)
    for i in range(seat.size):
        units[seat[i]] += 1
    fill_arcs(tail, room, up, units, flow)
    in_tree[:] = False
    arc_ptr, arc_of = by_head(a, root + 1)
    out_ptr = first_places(tail, root + 1)
    child[:] = -1
    parent[:] = -1
    price[:root] = guess[:root]
    price[root] = 0
    within = (flow > 0) & (flow < room)  # an arc off its bounds is always in the tree
    ptr, who, pays = by_alternative(p, hangs_loose(a, out_ptr, price, within))
    lost = np.full(root + 1, FAR)
    lost[root] = 0
    hung = np.zeros(root + 1, np.bool_)
    queue = [(np.int64(0), np.int64(root))]
    while len(queue) > 0:
        key, y = heapq.heappop(queue)
        so_far = lost[y]
        if key > so_far or hung[y]:
            continue
        hung[y] = True
        if y != root:
            link(parent, child, after, before, y, parent[y])
            if edge[y] < 0:
                in_tree[~edge[y]] = True
        for z in range(arc_ptr[y], arc_ptr[y + 1]):
            e = arc_of[z]
            x = tail[e]
            if flow[e] < room[e] and not hung[x]:
                loses = so_far + max(0, cost[e] + price[y] - price[x])
                reach(queue, lost, parent, edge, x, y, ~e, loses, within[e])
        for e in range(out_ptr[y], out_ptr[y + 1]):
            x = head[e]
            if flow[e] > 0 and not hung[x]:
                loses = so_far + max(0, price[y] - cost[e] - price[x])
                reach(queue, lost, parent, edge, x, y, ~e, loses, within[e])
        for z in range(ptr[y], ptr[y + 1]):
            x = seat[who[z]]
            if not hung[x]:
                loses = so_far + max(0, pays[z] + price[y] - paid[who[z]] - price[x])
                reach(queue, lost, parent, edge, x, y, who[z], loses, False)
    reprice(p, a, t)
