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

**Sleepers.** There may be as many households as half the persons, each a node that holds its members who are unplaced
and hangs on its county by an arc, or on a job by a member. As long as nothing hangs on it, it sleeps: it is in no list
of children, and its price is kept relative to its parent, so that a change of the county's price does not touch it.
``lean[x]`` is then the parent, else the ground, whose price is 0: the price of any node x is
``price[x] + price[lean[x]]``.

Persons need no nodes: a person is joined to one seat at a time and can only be a leaf or pass one unit on; see Ahuja,
Magnanti and Orlin, *Network Flows* (1993), chapter 11, for the simplex on trees that this contracts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jobmatch.compiled import kernel, part, woven

OFTEN = 100
"""Persons who move between two looks at the arcs between groups."""

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
    lean: Small  # the parent, while the node sleeps; else the ground


class Ranges(NamedTuple):
    """Which arcs are priced when: those between groups all the time, those of sleepers now and then."""

    groups: int  # first arc that does not belong to a job
    first_sleeper: int
    last_sleeper: int  # behind the last


class Work(NamedTuple):
    """Scratch, and counts of what was done."""

    mark: Int
    path: Small
    old: Int
    tally: Int  # pivots, pivots that moved somebody, prices shifted


@woven
def unlink(parent, child, after, before, x):
    """Take x out of its parent's list of children."""
    if before[x] >= 0:
        after[before[x]] = after[x]
    else:
        child[parent[x]] = after[x]
    if after[x] >= 0:
        before[after[x]] = before[x]


@woven
def link(parent, child, after, before, x, p):
    """Make x the first child of p."""
    parent[x] = p
    before[x] = -1
    after[x] = child[p]
    if child[p] >= 0:
        before[child[p]] = x
    child[p] = x


@part
def wake(t, x):
    """Put a sleeping node among the children of its parent, with a price of its own."""
    parent, _, price, child, after, before, lean = t
    root = parent.size - 1
    if lean[x] != root:
        price[x] += price[lean[x]]
        lean[x] = root
        link(parent, child, after, before, x, parent[x])


@part
def doze(t, x, first, last):
    """Let node x sleep, if it is one of first .. last - 1, nothing hangs on it, and it does not hang on the ground."""
    parent, _, price, child, after, before, lean = t
    root = parent.size - 1
    if first <= x < last and child[x] < 0 and lean[x] == root and parent[x] != root:
        unlink(parent, child, after, before, x)
        price[x] -= price[parent[x]]
        lean[x] = parent[x]


@kernel
def doze_all(t, first, last):
    """Let all nodes first .. last - 1 sleep on which nothing hangs."""
    for x in range(first, last):
        doze(t, x, first, last)


@part
def shift(t, x, by):
    """Add to the price of x and of all below it; return how many."""
    parent, _, price, child, after, _, _ = t
    y = x
    shifted = 0
    while True:
        price[y] += by
        shifted += 1
        if child[y] >= 0:
            y = child[y]
            continue
        while y != x and after[y] < 0:
            y = parent[y]
        if y == x:
            return shifted
        y = after[y]


@part
def cost_at(p, i, x):
    """What person i pays at node x, which is its home or on its short list."""
    _, stay, _, _, ptr, job, cost = p
    for z in range(ptr[i], ptr[i + 1]):
        if job[z] == x:
            return cost[z]
    return stay[i]


@woven
def room_down(tail, room, flow, e, x):
    """How much can be pulled down through the edge above x."""
    if e >= 0:
        return np.int64(0)
    if tail[~e] == x:
        return flow[~e]
    return room[~e] - flow[~e]


@woven
def room_up(tail, room, flow, e, x):
    """How much can be sent up through the edge above x."""
    if e >= 0:
        return np.int64(1)
    if tail[~e] == x:
        return room[~e] - flow[~e]
    return flow[~e]


@part
def rehang(a, t, w, last, top, entering):
    """Cut above path[last], make path[0] the top of the piece, hang it on `top` by the entering edge."""
    parent, edge, _, child, after, before, _ = t
    _, path, old, _ = w
    if old[last] < 0:
        a.in_tree[~old[last]] = False
    if entering < 0:
        a.in_tree[~entering] = True
    unlink(parent, child, after, before, path[last])
    for z in range(last, 0, -1):
        unlink(parent, child, after, before, path[z - 1])
        link(parent, child, after, before, path[z], path[z - 1])
        edge[path[z]] = old[z - 1]
    link(parent, child, after, before, path[0], top)
    edge[path[0]] = entering


@part
def move(p, a, t, w, u, v, entering, cost, limit, gain, stamp):
    """Move up to `limit` units from u to v by `entering` (a person, who pays `cost` at v; or ~arc).

    `gain` < 0 is the reduced cost of a unit.
    """
    parent, edge, _, _, _, _, _ = t
    tail, _, room, _, flow, _ = a
    _, _, seat, pays, _, _, _ = p
    mark, path, old, tally = w
    root = parent.size - 1
    tally[0] += 1
    wake(t, u)
    wake(t, v)
    x = u
    while x != root:
        mark[x] = stamp
        x = parent[x]
    mark[root] = stamp
    apex = v
    while mark[apex] != stamp:
        apex = parent[apex]
    theta = limit
    blocks = -1  # on u's side: the edge nearest u among the tightest
    x = u
    while x != apex:
        r = room_down(tail, room, flow, edge[x], x)
        if r < theta:
            theta = r
            blocks = x
        if r == 0:
            break
        x = parent[x]
    last = -1  # on v's side: the edge nearest the apex among the tightest
    top = u
    if theta > 0:
        k = 0
        x = v
        while x != apex:
            r = room_up(tail, room, flow, edge[x], x)
            if r <= theta:
                theta = r
                last = k
            path[k] = x
            old[k] = edge[x]
            k += 1
            x = parent[x]
        for z in range(k):
            x = path[z]
            e = old[z]
            if e >= 0:
                seat[e] = parent[x]
                pays[e] = cost_at(p, e, parent[x])
            elif tail[~e] == x:
                flow[~e] += theta
            else:
                flow[~e] -= theta
        x = u
        while x != apex:
            e = edge[x]
            if tail[~e] == x:
                flow[~e] -= theta
            else:
                flow[~e] += theta
            x = parent[x]
        if entering >= 0:
            seat[entering] = v
            pays[entering] = cost
            if edge[u] == entering:  # the person is the edge above u: that edge leaves
                path[k] = u
                old[k] = entering
                last = k
                top = parent[u]
        elif tail[~entering] == u:
            flow[~entering] += theta
        else:
            flow[~entering] -= theta
        tally[1] += 1
        if last < 0 and blocks < 0:  # the entering edge itself limits: the tree stays
            return
    if last >= 0:
        by = -gain
    else:
        by, top = gain, v
        x = u
        while True:
            last += 1
            path[last] = x
            old[last] = edge[x]
            if x == blocks:
                break
            x = parent[x]
    rehang(a, t, w, last, top, entering)
    tally[2] += shift(t, path[0], by)


@part
def pivot(p, a, t, w, sleepers, u, v, entering, cost, limit, gain, stamp):
    """`move`, after which u and v may sleep again."""
    move(p, a, t, w, u, v, entering, cost, limit, gain, stamp)
    first, last = sleepers
    doze(t, u, first, last)
    doze(t, v, first, last)


@part
def price_arcs(p, a, t, w, sleepers, first, last, stamp):
    """Pivot on every arc first .. last - 1 whose reduced cost has the wrong sign; return how many."""
    tail, head, room, cost, flow, in_tree = a
    price, lean = t.price, t.lean
    found = 0
    for e in range(first, last):
        if in_tree[e]:
            continue
        x = tail[e]
        reduced = cost[e] + price[head[e]] - price[x] - price[lean[x]]
        more = reduced < 0 and flow[e] == 0
        if more or (reduced > 0 and flow[e] == room[e]):
            found += 1
            u, v = (x, head[e]) if more else (head[e], x)
            pivot(p, a, t, w, sleepers, u, v, ~np.int64(e), np.int64(0), room[e], -abs(reduced), stamp + found)
    return found


@kernel
def sweep(p, a, t, w, ranges, sleepers, wholly, who, stamp, moved):
    """Price the persons `who`, then the arcs, and pivot wherever something improves.

    The arcs between groups are priced after every few persons who move: what binds a city shows there, and persons
    would else move against prices long out of date. The arcs of sleepers wait for the end of a sweep that is done
    `wholly`. `sleepers` = (first node, behind the last).

    Returns the last stamp used, and to how many persons it happened; these are written to `moved`, which may be `who`.
    If a whole sweep over all persons adds no stamp, the plan is optimal.
    """
    homes, stays, seats, pays, ptr, jobs, costs = p
    price, lean = t.price, t.lean
    groups, first_sleeper, last_sleeper = ranges
    arcs = a.tail.size
    grouped = groups < first_sleeper or last_sleeper < arcs
    count = 0
    for i in who:
        seat, home = seats[i], homes[i]
        now = pays[i] + price[seat] + price[lean[seat]]
        to, cost = home, stays[i]
        best = cost + price[home] + price[lean[home]]
        for z in range(ptr[i], ptr[i + 1]):
            value = costs[z] + price[jobs[z]]
            if value < best:
                best, to, cost = value, jobs[z], costs[z]
        if best < now:
            stamp += 1
            moved[count] = i
            count += 1
            pivot(p, a, t, w, sleepers, seat, to, np.int64(i), cost, np.int64(1), best - now, stamp)
            if grouped and count % OFTEN == 0:
                stamp += price_arcs(p, a, t, w, sleepers, groups, first_sleeper, stamp)
                stamp += price_arcs(p, a, t, w, sleepers, last_sleeper, arcs, stamp)
    stamp += price_arcs(p, a, t, w, sleepers, 0, first_sleeper, stamp)
    stamp += price_arcs(p, a, t, w, sleepers, last_sleeper, arcs, stamp)
    if wholly:
        stamp += price_arcs(p, a, t, w, sleepers, first_sleeper, last_sleeper, stamp)
    return stamp, count
