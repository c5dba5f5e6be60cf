"""The scans against every pair written out: rows, bests, bounds, and what may be passed over."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scan_cases import compiled, costs_of, crowds, fixed_crowd, listed, random_pairs, random_prices

from instances import Instance
from jobmatch.masters.spread import spread_over
from jobmatch.pairing import NEVER, Cheapest, Known, PairList, RuleScan, Scan, Spread, open_scan, way_costs
from jobmatch.problem.arrays import Int, Small

FEW_EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


class Question:
    """Random prices, persons, limits and length of rows, for one scan."""

    def __init__(self, rng: np.random.Generator, scan: Scan, m: int, k: int) -> None:
        self.scan, self.pairs, self.k, self.m = scan, scan.list_pairs(), k, m
        n = self.pairs.ptr.size - 1
        top = int(np.abs(self.pairs.cost).max(initial=1))
        self.far = scan.largest() + 3 * top + 1
        self.scale = max(1, top // int(rng.integers(1, 30)))
        self.price = random_prices(rng, m, self.scale, self.far)
        self.who: Small = rng.permutation(n)[: rng.integers(0, n + 1)].astype(np.int32)
        self.limit: Int = rng.integers(-top, 2 * top + 1, self.who.size)
        self.spread: Spread | None = None

    def spread_out(self, rng: np.random.Generator) -> Question:
        if self.m:
            vacancies = rng.choice([0, 1, 5, 10**6] if rng.random() < 0.5 else [1, 2, 3], self.m)
            self.spread = spread_over(vacancies, int(rng.integers(1, 2 * self.scale + 1)))
        return self

    def values(self, r: int) -> dict[int, int]:
        """Cost + price of every pair of the r-th person asked for."""
        return {j: cost + int(self.price[j]) for j, cost in costs_of(self.pairs, int(self.who[r])).items()}

    def ask(self, known: Known | None = None) -> Cheapest:
        return self.scan.cheapest(self.who, self.price, self.limit, self.k, known, self.spread)


def questions(rng: np.random.Generator, scan: Scan, m: int) -> list[Question]:
    """Rows of one, of a few, and of more than there are pairs."""
    return [Question(rng, scan, m, k) for k in (1, 2, 5, 60)]


def row_of(found: Cheapest, r: int) -> dict[int, int]:
    """Row r as job → value; no job twice."""
    there = max(0, int(found.filled[r]))
    row = dict(zip(found.jobs[r, :there].tolist(), found.values[r, :there].tolist(), strict=True))
    assert len(row) == there, "a job twice in one row"
    return row


def check_row(q: Question, found: Cheapest, r: int) -> tuple[dict[int, int], dict[int, int]]:
    """What holds of every row, whatever was known; returns the row and all pairs below the limit."""
    values, row = q.values(r), row_of(found, r)
    below = {j: value for j, value in values.items() if value < q.limit[r]}
    assert row.items() <= below.items(), "not a pair, not its value, or not below the limit"
    assert found.filled[r] <= q.k
    assert min(row.values(), default=q.limit[r]) == found.best[r], "the best is not in the row"
    return row, below


def check_all_seen(q: Question, found: Cheapest) -> None:
    """The answer to a question when nothing was known."""
    for r in range(q.who.size):
        row, below = check_row(q, found, r)
        assert found.best[r] == min(below.values(), default=q.limit[r])
        assert len(row) == min(q.k, len(below))
        others = [value for j, value in q.values(r).items() if j not in row]
        assert found.outside[r] <= min(others, default=NEVER)
        if len(below) < q.k:
            assert found.outside[r] == q.limit[r], "everything below the limit is in the row"
        if q.spread is None:
            in_row = found.values[r, : len(row)].tolist()
            assert in_row == sorted(below.values())[: q.k]
            assert found.outside[r] >= max(in_row, default=q.limit[r])


def check_past(rng: np.random.Generator, q: Question) -> int:
    """Nothing is overlooked by what earlier looks left out; returns for how many persons nothing was looked at."""
    scans = int(rng.integers(1, 4))
    moves = [rng.integers(-q.scale, q.scale + 1, q.m) // int(rng.choice([1, 8, 64])) for _ in range(scans)]
    seen = rng.integers(0, scans, q.who.size).astype(np.int32)
    prices = [np.where(q.price == q.far, q.far - (move < 0), q.price + move) for move in moves]
    short, bound = [], np.empty(q.who.size, np.int64)
    for r, i in enumerate(q.who):
        costs, old = costs_of(q.pairs, int(i)), prices[seen[r]]
        short.append({j for j in costs if rng.random() < 0.4})
        left = [cost + int(old[j]) for j, cost in costs.items() if j not in short[r]]
        bound[r] = min(left, default=3 * q.far) - int(rng.choice([0, 0, q.scale // 4]))
        if rng.random() < 0.6:  # as in short lists: at most a little above the best that is held
            q.limit[r] = min([value for j, value in q.values(r).items() if j in short[r]], default=q.limit[r])
    found = q.ask(Known(bound, seen, prices))
    for r in range(q.who.size):
        row, below = check_row(q, found, r)
        values = q.values(r)
        missing = {j: value for j, value in values.items() if j not in short[r]}
        assert found.outside[r] <= min((v for j, v in missing.items() if j not in row), default=NEVER)
        assert found.best[r] <= min(missing.values(), default=NEVER), "a better pair is overlooked"
        if len(row) < q.k:
            assert {j for j in below if j not in short[r]} <= set(row)
        if found.filled[r] < 0:
            assert all(value >= q.limit[r] for value in missing.values())
            assert found.best[r] == q.limit[r]
        if bound[r] >= q.limit[r] and (q.price >= prices[seen[r]]).all():
            assert found.filled[r] == -1, "looked at for nothing"
    return int((found.filled < 0).sum())


def check_scan(seed: int, scan: Scan, m: int) -> None:
    rng = np.random.default_rng(seed)
    check_costs(scan, m)
    for q in questions(rng, scan, m):
        check_all_seen(q, q.ask())
        check_all_seen(q.spread_out(rng), q.ask())
    for q in questions(rng, scan, m):
        check_past(rng, q)
        check_past(rng, q.spread_out(rng))


def check_costs(scan: Scan, m: int) -> None:
    """Every person with every job: the cost of the pair, or that there is none."""
    pairs = scan.list_pairs()
    n = pairs.ptr.size - 1
    person, job = (a.ravel().astype(np.int32) for a in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    expected = [costs_of(pairs, i).get(j, NEVER) for i in range(n) for j in range(m)]
    assert scan.costs(person, job).tolist() == expected


def check_counts(scan: Scan) -> None:
    counts, pairs = scan.counts(), scan.list_pairs()
    assert counts.eligible.tolist() == np.diff(pairs.ptr).tolist()
    n = counts.eligible.size
    assert counts.least.tolist() == [min(costs_of(pairs, i).values(), default=NEVER) for i in range(n)]
    assert all(len(costs_of(pairs, i)) == counts.eligible[i] for i in range(n)), "a pair is listed twice"


def check_same(one: PairList, other: PairList) -> None:
    n = one.ptr.size - 1
    assert [costs_of(one, i) for i in range(n)] == [costs_of(other, i) for i in range(n)]


def everybody_listed(instance: Instance) -> pl.DataFrame:
    """All persons with all jobs as a pairs table without costs: it filters nothing."""
    cells = [(s["person_id"], j["job_id"]) for s in instance.seekers for j in instance.jobs]
    return pl.DataFrame(cells, {"person_id": pl.String, "job_id": pl.String}, orient="row")


@given(crowds(), st.integers(0, 1 << 32))
@FEW_EXAMPLES
def test_rules(instance: Instance, seed: int) -> None:
    problem = compiled(instance)
    scan = open_scan(problem)
    assert isinstance(scan, RuleScan)
    check_counts(scan)
    assert np.abs(scan.list_pairs().cost).max(initial=0) <= scan.largest()
    check_scan(seed, scan, problem.m)


@pytest.mark.parametrize("seed", range(12))
def test_rules_with_many_pairs(seed: int) -> None:
    problem = compiled(fixed_crowd(seed=seed))
    scan = open_scan(problem)
    assert scan.counts().eligible.max() > 20
    check_counts(scan)
    check_scan(seed, scan, problem.m)


@given(crowds(), st.integers(0, 1 << 32))
@FEW_EXAMPLES
def test_listed_pairs_under_rules(instance: Instance, seed: int) -> None:
    problem = compiled(instance, everybody_listed(instance))
    scan = open_scan(problem)
    check_counts(scan)
    check_same(scan.list_pairs(), open_scan(compiled(instance)).list_pairs())
    check_scan(seed, scan, problem.m)


@pytest.mark.parametrize("seed", range(25))
def test_listed_pairs_with_own_costs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 20)), int(rng.integers(1, 40))
    scan = listed(random_pairs(rng, n, m))
    check_counts(scan)
    check_scan(seed, scan, m)


def same_answers(one: Cheapest, other: Cheapest) -> None:
    assert one.filled.tolist() == other.filled.tolist()
    assert one.best.tolist() == other.best.tolist()
    assert one.outside.tolist() == other.outside.tolist()
    for r in range(one.filled.size):
        there = max(0, int(one.filled[r]))
        assert one.jobs[r, :there].tolist() == other.jobs[r, :there].tolist()
        assert one.values[r, :there].tolist() == other.values[r, :there].tolist()


@given(crowds(), st.integers(0, 1 << 32))
@FEW_EXAMPLES
def test_skill_costs_held_or_computed_are_the_same(instance: Instance, seed: int) -> None:
    problem = compiled(instance)
    by_matrix = open_scan(problem)
    with patch.object(way_costs, "LARGEST", -1):
        computed = open_scan(problem)
    assert computed._packer.skill.size == 0
    check_counts(computed)
    check_same(by_matrix.list_pairs(), computed.list_pairs())
    rng = np.random.default_rng(seed)
    for q in questions(rng, by_matrix, problem.m):
        matrix = q.spread_out(rng).ask()
        q.scan = computed
        same_answers(matrix, q.ask())


def test_what_is_known_saves_most_looks() -> None:
    """Bounds are of use: with prices that hardly move, most persons are passed over."""
    rng = np.random.default_rng(0)
    problem = compiled(fixed_crowd())
    scan = open_scan(problem)
    price, stay = np.zeros(problem.m, np.int64), problem.unmatched
    who = np.arange(problem.n, dtype=np.int32)
    first = scan.cheapest(who, price, stay, 5)
    seen = np.zeros(problem.n, np.int32)
    known = Known(first.outside, seen, [price])
    limit = np.minimum(stay, first.best + 1)
    again = scan.cheapest(who, price + rng.integers(0, 50, problem.m), limit, 5, known)
    assert (again.filled == -1).all()
    fallen = scan.cheapest(who, price - 100_000_000, limit, 5, known)
    assert (fallen.filled[first.filled == 5] == 5).all()


def test_rows_become_short_lists() -> None:
    scan = listed(PairList(np.array([0, 3, 3, 5]), np.array([0, 1, 2, 0, 2], np.int32), np.array([5, 1, 9, 2, 3])))
    price = np.array([10, 20, 0])
    found = scan.cheapest(np.array([2, 1, 0], np.int32), price, np.full(3, 1000), 2)
    lists = found.lists(price)
    assert lists.ptr.tolist() == [0, 2, 2, 4]
    assert lists.job.tolist() == [2, 0, 2, 0]
    assert lists.cost.tolist() == [3, 2, 9, 5]


def test_nobody_and_nothing() -> None:
    scan = listed(PairList(np.zeros(3, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64)))
    found = scan.cheapest(np.array([1], np.int32), np.zeros(0, np.int64), np.array([7]), 3)
    assert (found.filled.tolist(), found.best.tolist(), found.outside.tolist()) == ([0], [7], [7])
    found = scan.cheapest(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64), 3)
    assert found.filled.size == 0
