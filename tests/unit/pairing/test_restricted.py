"""A restricted scan is a scan over what is left: the same answers as pairs listed one by one, whatever is asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scan_cases import compiled, fixed_crowd, listed, random_pairs, random_prices

from jobmatch.errors import UnsupportedError
from jobmatch.pairing import NEVER, Known, PairList, RestrictedScan, RuleScan, Scan, open_scan
from jobmatch.problem.arrays import Flags, Int, Small


class Restricted:
    """A base scan, some of whose pairs are left out, and a plain list of the others."""

    def __init__(self, rng: np.random.Generator, base: Scan, m: int) -> None:
        self.pairs, self.m = base.list_pairs(), m
        self.n = self.pairs.ptr.size - 1
        self.who: Small = np.flatnonzero(rng.random(self.n) < 0.4).astype(np.int32)
        of = base.pairs_of(self.who)
        self.keep: Flags = rng.random(of.job.size) < 0.5
        self.scan = RestrictedScan(base, self.who, self.keep)
        inside = np.isin(self.pairs.person, self.who)
        self.left: Flags = np.ones(inside.size, bool)
        self.left[inside] = self.keep  # both in the order of the base
        self.plain = listed(self.list(self.pairs.cost))

    def list(self, cost: Int) -> PairList:
        """The pairs that are left, at these costs."""
        ptr = np.concatenate([[0], np.cumsum(self.left)])[self.pairs.ptr].astype(np.int64)
        person, job = self.pairs.person[self.left], self.pairs.job[self.left]
        order = np.lexsort((job, person))
        return PairList(ptr, job[order], cost[self.left][order])


def bases(seed: int) -> list[tuple[Scan, int]]:
    """A scan by rules and one over a list, with their jobs."""
    problem = compiled(fixed_crowd(60, 30, seed))
    rules = open_scan(problem)
    assert isinstance(rules, RuleScan)
    rng = np.random.default_rng(seed)
    return [(rules, problem.m), (listed(random_pairs(rng, 40, 12)), 12)]


def each(seed: int) -> list[tuple[np.random.Generator, Restricted]]:
    made = []
    for base, m in bases(seed):
        rng = np.random.default_rng(seed)
        made += [(rng, Restricted(rng, base, m)) for _ in range(4)]
    return made


def sorted_by_job(pairs: PairList) -> PairList:
    order = np.lexsort((pairs.job, pairs.person))
    return PairList(pairs.ptr, pairs.job[order], pairs.cost[order])


def same(one: Any, other: Any, *names: str) -> None:
    for name in names:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


@pytest.mark.parametrize("seed", range(3))
def test_counts_costs_and_pairs(seed: int) -> None:
    unlike = 0
    for rng, given in each(seed):
        same(given.scan.counts(), given.plain.counts(), "eligible", "least")
        person = rng.integers(0, given.n, 500).astype(np.int32)
        job = rng.integers(0, given.m, 500).astype(np.int32)
        there = given.plain.costs(person, job)
        np.testing.assert_array_equal(given.scan.costs(person, job), there)
        assert (there == NEVER).any()
        others = np.setdiff1d(np.arange(given.n, dtype=np.int32), given.who)
        for some in (rng.permutation(given.who), rng.permutation(others), given.who[::2]):
            found, plain = (sorted_by_job(scan.pairs_of(some)) for scan in (given.scan, given.plain))
            same(found, plain, "ptr", "job", "cost")
        assert given.scan.largest() >= np.abs(given.plain.list_pairs().cost).max(initial=0)
        held = given.scan.held()
        if held is not None:
            same(held, given.plain.held(), "ptr", "job", "cost")
            unlike += held.job.size < given.pairs.job.size
        with pytest.raises(UnsupportedError):
            given.scan.list_pairs()
        if 0 < given.who.size < given.n:
            with pytest.raises(ValueError, match="both kinds"):
                given.scan.pairs_of(np.arange(given.n, dtype=np.int32))
    assert unlike > 1


@pytest.mark.parametrize("seed", range(4))
def test_the_cheapest_pairs_are_those_of_the_list(seed: int) -> None:
    for rng, given in each(seed):
        top = int(np.abs(given.pairs.cost).max(initial=1))
        for k in (1, 3, 40):
            price = random_prices(rng, given.m, max(1, top // 2), 5 * top)
            for who in (rng.permutation(given.n)[: given.n // 2].astype(np.int32), given.who, given.who[:0]):
                limit = rng.integers(-top, 2 * top + 1, who.size)
                found, plain = (scan.cheapest(who, price, limit, k) for scan in (given.scan, given.plain))
                same(found, plain, "best", "filled")
                for r in range(who.size):
                    row = found.values[r, : found.filled[r]]
                    assert row.tolist() == plain.values[r, : plain.filled[r]].tolist()
                    jobs = found.jobs[r, : found.filled[r]]
                    cost = given.plain.costs(np.full(jobs.size, who[r], np.int32), jobs)
                    assert (cost + price[jobs] == row).all()
                    assert np.unique(jobs).size == jobs.size
                    check_outside(given, int(who[r]), price, jobs, int(found.outside[r]))


def check_outside(given: Restricted, i: int, price: Int, known: Small, outside: int) -> None:
    """No pair beside the known ones is worth less than is said."""
    own = given.plain.pairs_of(np.array([i], np.int32))
    rest = ~np.isin(own.job, known)
    assert (own.cost + price[own.job])[rest].min(initial=NEVER) >= outside


@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_is_passed_over_and_nothing_else(seed: int) -> None:
    passed = found_new = 0
    for rng, given in each(seed):
        top = int(np.abs(given.pairs.cost).max(initial=1))
        who = rng.permutation(given.n).astype(np.int32)
        before = random_prices(rng, given.m, max(1, top // 2), 5 * top)
        first = given.scan.cheapest(who, before, np.full(who.size, NEVER >> 1), 2)
        prices = [random_prices(rng, given.m, top, top), before]
        known = Known(first.outside, np.full(who.size, 1, np.int32), prices)
        for fall in (0, max(1, top // 10), top):
            price = before - rng.integers(0, fall + 1, given.m)
            limit = rng.integers(-top, 2 * top + 1, who.size)
            found = given.scan.cheapest(who, price, limit, 60, known)
            for r, i in enumerate(who.tolist()):
                own = given.plain.pairs_of(np.array([i], np.int32))
                value = own.cost + price[own.job]
                listed_before = first.jobs[r, : first.filled[r]]
                new = set(own.job[(value < limit[r]) & ~np.isin(own.job, listed_before)].tolist())
                there = found.jobs[r, : max(0, found.filled[r])].tolist()
                assert new <= set(there), "a pair that was not known is missing"
                assert set(there) <= set(own.job.tolist())
                passed += found.filled[r] < 0
                found_new += bool(new)
    assert passed > 20
    assert found_new > 20


def test_tiers_are_those_of_the_base() -> None:
    problem = compiled(fixed_crowd(60, 30, 5))
    rng = np.random.default_rng(5)
    base = open_scan(problem)
    given = Restricted(rng, base, problem.m)
    weights = (0, 1_000_000, 5_000_000, 70_000_000)
    dearer = given.scan.with_tiers(weights)
    added = base.with_tiers(weights).list_pairs().cost - given.pairs.cost
    assert np.unique(added).size > 2
    plain = listed(given.list(given.pairs.cost + added))
    everybody = np.arange(given.n, dtype=np.int32)
    limit = np.full(given.n, NEVER >> 1)
    price = np.zeros(given.m, np.int64)
    same(*(scan.cheapest(everybody, price, limit, 60) for scan in (dearer, plain)), "best", "filled")
    person, job = np.repeat(everybody, given.m), np.tile(np.arange(given.m, dtype=np.int32), given.n)
    np.testing.assert_array_equal(dearer.costs(person, job), plain.costs(person, job))
    same(dearer.counts(), plain.counts(), "eligible", "least")
