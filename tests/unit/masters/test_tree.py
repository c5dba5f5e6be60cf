"""The job tree after every pivot: flows balance, the tree is strongly feasible, prices follow it."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.masters.network import Network, lay_out
from jobmatch.masters.protocol import Limits
from jobmatch.masters.tree import JobTree
from jobmatch.masters.tree_kernels import Persons
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int
from oracle.lever_cases import Case


def cost_at(p: Persons, i: int, x: int) -> int:
    """What person i pays at node x."""
    listed = slice(p.ptr[i], p.ptr[i + 1])
    return int(dict(zip(p.job[listed], p.cost[listed], strict=True)).get(x, p.stay[i]))


def check(t: JobTree) -> None:
    """Everything that must hold of the tree, looked at node by node."""
    p, a, tree, root, price = t.persons, t.arcs, t.tree, t.network.nodes, t.price
    asleep = tree.lean[:root] != root
    assert (tree.lean[:root][asleep] == tree.parent[:root][asleep]).all()
    assert not np.isin(tree.parent[:root], np.flatnonzero(asleep)).any(), "something hangs on a sleeper"
    seated = np.bincount(p.seat, minlength=root + 1)
    balance = seated + np.bincount(a.head, a.flow, root + 1) - np.bincount(a.tail, a.flow, root + 1)
    assert (balance[:root] == 0).all()
    assert (a.flow >= 0).all()
    assert (a.flow <= a.room).all()
    assert (a.in_tree | (a.flow == 0) | (a.flow == a.room)).all()
    in_tree = 0
    for x in range(root):
        above, steps = x, 0
        while above != root:
            above, steps = tree.parent[above], steps + 1
            assert steps <= root, "the tree has a cycle"
        e, parent = tree.edge[x], tree.parent[x]
        if e >= 0:
            assert p.seat[e] == x
            assert p.pays[e] == cost_at(p, e, x)
            assert price[x] == cost_at(p, e, parent) - p.pays[e] + price[parent]
        else:
            in_tree += 1
            assert a.in_tree[~e]
            if a.tail[~e] == x:
                assert a.head[~e] == parent
                assert a.flow[~e] < a.room[~e], "not strongly feasible: no room upwards"
                assert price[x] == a.cost[~e] + price[parent]
            else:
                assert (a.tail[~e], a.head[~e]) == (parent, x)
                assert a.flow[~e] > 0, "not strongly feasible: nothing to take back"
                assert price[x] == price[parent] - a.cost[~e]
    assert in_tree == a.in_tree.sum()
    awake = np.flatnonzero(~asleep)
    children = np.flatnonzero(np.bincount(tree.parent[:root][awake], minlength=root + 1))
    for x in children:
        listed, y = [], tree.child[x]
        while y >= 0:
            assert tree.parent[y] == x
            listed.append(y)
            y = tree.after[y]
        assert sorted(listed) == awake[tree.parent[awake] == x].tolist()


def check_slackness(t: JobTree) -> None:
    """Nobody wants to move, no arc wants to change: the plan is optimal over the lists."""
    p, a, price = t.persons, t.arcs, t.price
    for i in range(p.seat.size):
        now = p.pays[i] + price[p.seat[i]]
        assert now <= p.stay[i] + price[p.home[i]]
        for z in range(p.ptr[i], p.ptr[i + 1]):
            assert now <= p.cost[z] + price[p.job[z]]
    reduced = a.cost + price[a.head] - price[a.tail]
    assert (reduced[a.flow < a.room] >= 0).all()
    assert (reduced[a.flow > 0] <= 0).all()


def random_lists(rng: np.random.Generator, n: int, m: int, top: int) -> PairList:
    there = rng.random((n, m)) < 0.5
    person, job = np.nonzero(there)
    cost = rng.integers(-top, top + 1, job.size)
    return PairList(np.searchsorted(person, np.arange(n + 1)).astype(np.int64), job.astype(np.int32), cost)


def nested(rng: np.random.Generator, m: int, n: int, stay: Int) -> Network:
    """Jobs in two employers in one city, each group with a bounded and a dear arc, as quotas will need."""
    employer = m + rng.integers(0, 2, m)
    up = np.concatenate([employer, [m + 2, m + 2], [m + 3]]).astype(np.int32)
    vacancies = rng.integers(1, 4, m)
    groups = np.repeat(np.arange(m, m + 3), 2)
    tail = np.concatenate([np.arange(m), groups]).astype(np.int32)
    room = np.concatenate([vacancies, np.ravel([[rng.integers(0, 4), n + 1] for _ in range(3)])]).astype(np.int64)
    cost = np.concatenate([np.zeros(m), np.tile([0, int(rng.integers(1, 60))], 3)]).astype(np.int64)
    keep = room > 0
    home = np.full(n, m + 3, np.int32)
    return Network(m, up, tail[keep], room[keep], cost[keep], home, stay, (m + 3, m + 3))


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_invariants_after_every_pivot(seed: int, grouped: bool) -> None:
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 14)), int(rng.integers(1, 7))
    stay = rng.integers(0, 50, n)
    network = nested(rng, m, n, stay) if grouped else Network.of_vacancies(rng.integers(0, 4, m), stay, 10_000)
    tree = JobTree(network)
    tree.set_lists(random_lists(rng, n, m, int(rng.choice([0, 3, 40]))))
    tree.resume(tree.persons.seat.copy(), tree.persons.pays.copy(), np.zeros(network.nodes + 1, np.int64))
    check(tree)
    stamp, idle = 0, 0
    moved = np.empty(1, np.int32)
    while idle <= n:
        for i in range(n):
            before = stamp
            who = np.array([i], np.int32)
            stamp, count = tree.sweep(who, stamp, moved)
            assert count == 0 or moved[0] == i
            check(tree)
            idle = 0 if stamp > before else idle + 1
        assert stamp < 10_000, "the simplex does not end"
    check_slackness(tree)


def test_invariants_with_households_that_sleep() -> None:
    slept = 0
    for seed in range(300, 420):
        case = Case(seed)
        layout = lay_out(case.levers, case.vacancies, case.unmatched, case.scan().largest())
        tree = JobTree(layout.network(layout.scale(0)))
        tree.set_lists(case.pairs)
        nobody = (tree.persons.seat.copy(), tree.persons.pays.copy(), np.zeros(tree.network.nodes + 1, np.int64))
        tree.resume(*nobody)
        check(tree)
        stamp, last, moved = 0, -1, np.empty(case.n, np.int32)
        while stamp != last:
            last = stamp
            for i in range(case.n):
                stamp, _ = tree.sweep(np.array([i], np.int32), stamp, moved, wholly=i % 3 == 0)
                check(tree)
                slept += int((tree.tree.lean[:-1] != tree.network.nodes).sum())
            stamp, _ = tree.sweep(np.arange(case.n, dtype=np.int32), stamp, moved)
            assert stamp < 20_000, "the simplex does not end"
        check(tree)
        check_slackness(tree)
    assert slept > 500


@pytest.mark.parametrize("seed", range(20))
def test_floors_and_new_lists_keep_the_tree_warm(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 30, 8
    tree = JobTree(Network.of_vacancies(rng.integers(0, 4, m), rng.integers(0, 60, n), 10_000))
    network = tree.network
    lists = random_lists(rng, n, m, 50)
    tree.set_lists(lists)
    tree.set_floors(rng.integers(0, 30, m))
    tree.resume(tree.persons.seat.copy(), tree.persons.pays.copy(), np.zeros(network.nodes + 1, np.int64))
    tree.run(Limits())
    check(tree)
    check_slackness(tree)
    tree.set_floors(np.zeros(m, np.int64))
    check(tree)
    tree.run(Limits())
    check(tree)
    check_slackness(tree)


@pytest.mark.parametrize("seed", range(20))
def test_a_tree_is_made_again_from_its_plan_and_prices(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 40, 8
    vacancies = rng.integers(1, 5, m)
    network = Network.of_vacancies(vacancies, rng.integers(0, 60, n), 10_000)
    lists = random_lists(rng, n, m, int(rng.choice([2, 50])))
    tree = JobTree(network)
    tree.set_lists(lists)
    tree.resume(tree.persons.seat.copy(), tree.persons.pays.copy(), np.zeros(network.nodes + 1, np.int64))
    tree.run(Limits())
    again = JobTree(network)
    again.set_lists(lists)
    again.resume(tree.persons.seat, tree.persons.pays, tree.price)
    check(again)
    check_slackness(again)
    assert again.price.tolist() == tree.price.tolist()
    again.run(Limits())
    assert again.work.tally[0] == 0
    other = rng.integers(0, 200, m + 1)
    again.resume(tree.persons.seat, tree.persons.pays, other)
    check(again)
