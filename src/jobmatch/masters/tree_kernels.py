"""A network simplex whose spanning tree has one node a job or group of jobs or persons, never one a person.

**The network.** Nodes are jobs, groups, and the ground (the last node, the root). Arcs join a node to the next
larger group, at last the ground, with a capacity and a cost a unit; parallel arcs of rising cost make a convex cost
of the count. A person is a unit that sits at a node: at a job, or, unplaced, at `home`. With vacancies alone there
are no groups: every job has one arc to the ground, whose capacity is its vacancies, and every home is the ground.

**The tree.** Every node x but the root hangs on ``parent[x]`` by ``edge[x]``: a person (``edge >= 0``) who sits at x
and could sit at the parent at equal value, or an arc (``edge < 0``, arc ``~edge``). ``price[x]`` is what one unit
more at x costs, 0 at the ground; along every edge ``cost at x + price[x] = cost at parent + price[parent]`` for a
person, ``price[tail] = arc cost + price[head]`` for an arc. The tree is *strongly feasible* (Cunningham 1976):
through every edge one unit more can be sent up to the root, so an arc hangs below its head only while it has room,
below its tail only while it carries something. The choice of the leaving edge in `pivot` keeps it so, and with it the
method ends.

**A pivot** moves units from node u to node v: a person who would rather sit at v, or an arc off its bound with a
reduced cost of the wrong sign. Let apex be where the paths up from u and v meet. What can be moved is limited by the
path down apex → u (nothing if a person's edge is on it), the entering edge itself, and the path up v → apex. The last
limiting edge in the order apex → u, entering, v → apex leaves. The piece of the tree that is cut off is hung on the
other end of the entering edge, and its prices are shifted.

Persons need no nodes: a person is joined to one seat at a time and can only be a leaf or pass one unit on; see Ahuja,
Magnanti and Orlin, *Network Flows* (1993), chapter 11, for the simplex on trees that this contracts.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

Int = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Persons(NamedTuple):
    """Units and their short lists, shape (n,) or CSR."""

    home: Small
    stay: Int  # cost of sitting at home
    seat: Small  # node
    pays: Int  # cost of sitting at `seat`
    ptr: Int
    job: Small
    cost: Int


class Arcs(NamedTuple):
    """Arcs between nodes, sorted by tail, then cost."""

    tail: Small
    head: Small
    room: Int  # capacity
    cost: Int
    flow: Int
    in_tree: Flags


class Tree(NamedTuple):
    """The spanning tree: node N is the ground."""

    parent: Small
    edge: Int
    price: Int
    child: Small  # first child, -1 none
    after: Small  # next sibling
    before: Small  # previous sibling


class Work(NamedTuple):
    """Scratch, and counts of what was done."""

    mark: Int
    path: Small
    old: Int
    tally: Int  # pivots, pivots that moved somebody, prices shifted


@nb.njit(inline="always")
def unlink(t, x):
    """Take x out of its parent's list of children."""
    if t.before[x] >= 0:
        t.after[t.before[x]] = t.after[x]
    else:
        t.child[t.parent[x]] = t.after[x]
    if t.after[x] >= 0:
        t.before[t.after[x]] = t.before[x]


@nb.njit(inline="always")
def link(t, x, p):
    """Make x the first child of p."""
    t.parent[x] = p
    t.before[x] = -1
    t.after[x] = t.child[p]
    if t.child[p] >= 0:
        t.before[t.child[p]] = x
    t.child[p] = x


@nb.njit(inline="always")
def shift(t, x, by):
    """Add to the price of x and of all below it; return how many."""
    y = x
    shifted = 0
    while True:
        t.price[y] += by
        shifted += 1
        if t.child[y] >= 0:
            y = t.child[y]
            continue
        while y != x and t.after[y] < 0:
            y = t.parent[y]
        if y == x:
            return shifted
        y = t.after[y]


@nb.njit
def cost_at(p, i, x):
    """What person i pays at node x, which is its home or on its short list."""
    for z in range(p.ptr[i], p.ptr[i + 1]):
        if p.job[z] == x:
            return p.cost[z]
    return p.stay[i]


@nb.njit(inline="always")
def room_down(a, e, x):
    """How much can be pulled down through the edge above x."""
    if e >= 0:
        return np.int64(0)
    if a.tail[~e] == x:
        return a.flow[~e]
    return a.room[~e] - a.flow[~e]


@nb.njit(inline="always")
def room_up(a, e, x):
    """How much can be sent up through the edge above x."""
    if e >= 0:
        return np.int64(1)
    if a.tail[~e] == x:
        return a.room[~e] - a.flow[~e]
    return a.flow[~e]


@nb.njit(inline="always")
def add_up(a, e, x, units):
    """Send units up through the arc above x."""
    if a.tail[~e] == x:
        a.flow[~e] += units
    else:
        a.flow[~e] -= units


@nb.njit(inline="always")
def rehang(a, t, w, last, top, entering):
    """Cut above path[last], make path[0] the top of the piece, hang it on `top` by the entering edge."""
    if w.old[last] < 0:
        a.in_tree[~w.old[last]] = False
    if entering < 0:
        a.in_tree[~entering] = True
    unlink(t, w.path[last])
    for z in range(last, 0, -1):
        unlink(t, w.path[z - 1])
        link(t, w.path[z], w.path[z - 1])
        t.edge[w.path[z]] = w.old[z - 1]
    link(t, w.path[0], top)
    t.edge[w.path[0]] = entering


@nb.njit
def pivot(p, a, t, w, u, v, entering, cost, limit, gain, stamp):
    """Move up to `limit` units from u to v by `entering` (a person, who pays `cost` at v; or ~arc).

    `gain` < 0 is the reduced cost of a unit.
    """
    root = t.parent.size - 1
    w.tally[0] += 1
    x = u
    while x != root:
        w.mark[x] = stamp
        x = t.parent[x]
    w.mark[root] = stamp
    apex = v
    while w.mark[apex] != stamp:
        apex = t.parent[apex]
    theta = limit
    blocks = -1  # on u's side: the edge nearest u among the tightest
    x = u
    while x != apex:
        r = room_down(a, t.edge[x], x)
        if r < theta:
            theta = r
            blocks = x
        if r == 0:
            break
        x = t.parent[x]
    if theta > 0:
        k = 0
        last = -1  # on v's side: the edge nearest the apex among the tightest
        x = v
        while x != apex:
            r = room_up(a, t.edge[x], x)
            if r <= theta:
                theta = r
                last = k
            w.path[k] = x
            w.old[k] = t.edge[x]
            k += 1
            x = t.parent[x]
        for z in range(k):
            x = w.path[z]
            e = w.old[z]
            if e >= 0:
                p.seat[e] = t.parent[x]
                p.pays[e] = cost_at(p, e, t.parent[x])
            else:
                add_up(a, e, x, theta)
        x = u
        while x != apex:
            add_up(a, t.edge[x], x, -theta)
            x = t.parent[x]
        top = u
        if entering >= 0:
            p.seat[entering] = v
            p.pays[entering] = cost
            if t.edge[u] == entering:  # the person is the edge above u: that edge leaves
                w.path[k] = u
                w.old[k] = entering
                last = k
                top = t.parent[u]
        elif a.tail[~entering] == u:
            a.flow[~entering] += theta
        else:
            a.flow[~entering] -= theta
        w.tally[1] += 1
        if last >= 0:
            rehang(a, t, w, last, top, entering)
            w.tally[2] += shift(t, v, -gain)
            return
        if blocks < 0:  # the entering edge itself limits: the tree stays
            return
    k = 0
    x = u
    while True:
        w.path[k] = x
        w.old[k] = t.edge[x]
        if x == blocks:
            break
        k += 1
        x = t.parent[x]
    rehang(a, t, w, k, v, entering)
    w.tally[2] += shift(t, u, gain)


@nb.njit
def price_arcs(p, a, t, w, first, last, stamp):
    """Pivot on every arc first .. last - 1 whose reduced cost has the wrong sign; return how many."""
    found = 0
    for e in range(first, last):
        if a.in_tree[e]:
            continue
        reduced = a.cost[e] + t.price[a.head[e]] - t.price[a.tail[e]]
        if reduced < 0 and a.flow[e] == 0:
            found += 1
            pivot(p, a, t, w, a.tail[e], a.head[e], ~np.int64(e), np.int64(0), a.room[e], reduced, stamp + found)
        elif reduced > 0 and a.flow[e] == a.room[e]:
            found += 1
            pivot(p, a, t, w, a.head[e], a.tail[e], ~np.int64(e), np.int64(0), a.room[e], -reduced, stamp + found)
    return found


@nb.njit(cache=True)
def sweep(p, a, t, w, first, last, stamp):
    """Price persons first .. last - 1, then all arcs, and pivot wherever something improves.

    Returns the last stamp used. Nothing was improved by anybody if a sweep over all persons adds no stamp.
    """
    for i in range(first, last):
        seat = p.seat[i]
        now = p.pays[i] + t.price[seat]
        best = p.stay[i] + t.price[p.home[i]]
        to, cost = p.home[i], p.stay[i]
        for z in range(p.ptr[i], p.ptr[i + 1]):
            value = p.cost[z] + t.price[p.job[z]]
            if value < best:
                best, to, cost = value, p.job[z], p.cost[z]
        if best < now:
            stamp += 1
            pivot(p, a, t, w, seat, to, np.int64(i), cost, np.int64(1), best - now, stamp)
    return stamp + price_arcs(p, a, t, w, 0, a.tail.size, stamp)


@nb.njit(cache=True)
def reprice(p, a, t):
    """All prices afresh from the tree (after costs of arcs have changed)."""
    root = t.parent.size - 1
    t.price[root] = 0
    y = t.child[root]
    while y >= 0:
        e = t.edge[y]
        above = t.price[t.parent[y]]
        if e >= 0:
            t.price[y] = cost_at(p, e, t.parent[y]) - p.pays[e] + above
        elif a.tail[~e] == y:
            t.price[y] = a.cost[~e] + above
        else:
            t.price[y] = above - a.cost[~e]
        if t.child[y] >= 0:
            y = t.child[y]
            continue
        while y != root and t.after[y] < 0:
            y = t.parent[y]
        if y == root:
            return
        y = t.after[y]


@nb.njit
def seat_first(p, a, up, order, guess, jobs, left):
    """Seat persons in `order` at their best job under `guess` that has room all the way up."""
    root = up.size
    for i in order:
        best = p.stay[i]
        to = -1
        cost = np.int64(0)
        for z in range(p.ptr[i], p.ptr[i + 1]):
            value = p.cost[z] + guess[p.job[z]]
            if value < best:
                x = np.int64(p.job[z])
                while x != root and left[x] > 0:
                    x = np.int64(up[x])
                if x == root:
                    best, to, cost = value, p.job[z], p.cost[z]
        if to >= 0:
            p.seat[i] = to
            p.pays[i] = cost
            x = np.int64(to)
            while x != root:
                left[x] -= 1
                x = np.int64(up[x])


@nb.njit(cache=True)
def start(p, a, t, up, order, guess, jobs):
    """A first plan and a strongly feasible tree for it.

    A node hangs by its first arc with room; a job without any hangs on the home of its marginal person, the one who
    would rather stay at home by the least.
    """
    root = up.size
    left = np.zeros(root + 1, np.int64)
    for e in range(a.tail.size):
        left[a.tail[e]] += a.room[e]
    p.seat[:] = p.home
    p.pays[:] = p.stay
    seat_first(p, a, up, order, guess, jobs, left)
    units = np.zeros(root + 1, np.int64)
    for i in range(p.seat.size):
        units[p.seat[i]] += 1
    t.child[:] = -1
    t.parent[:] = -1
    t.price[:] = 0
    a.in_tree[:] = False
    a.flow[:] = 0
    t.edge[:root] = 0
    e = 0
    for x in range(root):  # up[x] > x: from the bottom to the top
        units[up[x]] += units[x]
        rest = units[x]
        hung = False
        while e < a.tail.size and a.tail[e] == x:
            a.flow[e] = min(rest, a.room[e])
            rest -= a.flow[e]
            if a.flow[e] < a.room[e] and not hung:
                t.edge[x] = ~np.int64(e)
                a.in_tree[e] = True
                hung = True
            e += 1
    for x in range(root - 1, -1, -1):
        if t.edge[x] < 0:
            link(t, x, up[x])
            t.price[x] = t.price[up[x]] + a.cost[~t.edge[x]]
    marginal = np.full(jobs, -1, np.int64)
    for i in range(p.seat.size):
        j = p.seat[i]
        if j < jobs and t.edge[j] >= 0:
            value = p.stay[i] + t.price[p.home[i]] - p.pays[i]
            if marginal[j] < 0 or value < t.price[j]:
                marginal[j] = i
                t.price[j] = value
    for j in range(jobs):
        if t.edge[j] >= 0:
            t.edge[j] = marginal[j]
            link(t, j, p.home[marginal[j]])
