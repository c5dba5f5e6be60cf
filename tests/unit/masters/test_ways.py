"""Shortest ways between the nodes of a network: exact, and few of them held."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from jobmatch.masters.sensitivity_kernels import UNREACHED, search
from jobmatch.masters.steps import condensed
from jobmatch.masters.ways import ALONE, Longest, Ways

SIZE = 40


def network(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Random moves, many of which cost nothing; and all distances."""
    rng = np.random.default_rng(seed)
    there = rng.random((SIZE, SIZE)) < rng.choice([0.03, 0.1])
    np.fill_diagonal(there, False)
    cost = rng.integers(0, 4, (SIZE, SIZE)) * rng.integers(0, 30, (SIZE, SIZE))
    origin, to = np.nonzero(there)
    ptr = np.searchsorted(origin, np.arange(SIZE + 1)).astype(np.int64)
    length = cost[origin, to].astype(np.int64)
    scaled = csr_array((length + 1e-9, (origin, to)), shape=(SIZE, SIZE))  # an explicit 0 would be no arc
    return ptr, to.astype(np.int32), length, dijkstra(scaled)


@pytest.mark.parametrize("seed", range(20))
def test_searches_find_the_shortest_ways_and_all_that_is_nearer(seed: int) -> None:
    ptr, to, length, away = network(seed)
    graphs, part = condensed(ptr, to, length)
    size = int(part.max()) + 1
    room = (np.full(size, UNREACHED), np.zeros(size, bool), np.empty(size, np.int32))
    rng = np.random.default_rng(seed)
    for source in range(SIZE):
        targets = rng.choice(SIZE, 3, replace=False)
        cap = rng.choice([5, 40, UNREACHED], 3).astype(np.int64)
        for graph, ways in ((graphs[0], away[source]), (graphs[1], away[:, source])):
            given = (part[source], part[targets], cap, np.full(3, 17))
            found, longest, near, distance = search(*graph, *given, *room)
            exact = np.where(np.isfinite(ways), np.rint(np.where(np.isfinite(ways), ways, 0)), UNREACHED)
            exact = exact.astype(np.int64)
            for k, target in enumerate(targets):
                assert found[k] == (exact[target] if exact[target] < cap[k] else UNREACHED)
            of_parts = np.full(size, UNREACHED)
            np.minimum.at(of_parts, part, exact)
            assert sorted(near.tolist()) == np.flatnonzero(of_parts < longest).tolist()
            assert (of_parts[near] == distance).all()


def test_nodes_that_are_one_another_for_nothing_are_one_part() -> None:
    ptr, to = np.array([0, 1, 3, 3], np.int64), np.array([1, 0, 2], np.int32)
    _, part = condensed(ptr, to, np.zeros(3, np.int64))
    assert part[0] == part[1] != part[2]


def test_however_many_ways_only_the_longest_are_held() -> None:
    longest = Longest(np.arange(SIZE, dtype=np.int32))
    for k in range(1000):
        at = np.array([k % SIZE], np.int32)
        longest.add(Ways(-1 if k % 2 else 1, k, at, np.array([k // 2])))
    assert [ways.longest for ways in longest.alone()] == list(range(999, 999 - ALONE, -1))
    leaving, reaching = longest.others()
    last = 1000 - ALONE
    assert max(leaving) == (last - 1) - (last - 1) // 2
    assert max(reaching) == (last - 2) - (last - 2) // 2
