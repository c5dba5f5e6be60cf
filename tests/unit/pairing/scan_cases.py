"""Problems to scan, every pair of them written out, and a scan that checks what it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from instances import Instance, rule_instances
from jobmatch.engine.extra import extra_table
from jobmatch.engine.settle import settled
from jobmatch.lists import read_lists
from jobmatch.pairing import Cheapest, Known, ListScan, PairList, Scan, Spread
from jobmatch.policy import load_policy
from jobmatch.problem import Problem, compile_problem
from jobmatch.problem.arrays import Int, Small

CLASSES = {"persons": ("home", "priority"), "jobs": ("job_type", "vacancies")}


def odd_amounts(persons: pl.DataFrame, jobs: pl.DataFrame) -> np.ndarray:
    """An extra term of both signs, a value for every two classes."""
    rng = np.random.default_rng(persons.height * 1000 + jobs.height)
    return np.round(rng.uniform(-300, 300, (persons.height, jobs.height)), 2)


@st.composite
def crowds(draw: st.DrawFn) -> Instance:
    """Rule instances grown by like persons and jobs, most of whom agree to much, so that a person has many pairs."""
    drawn = draw(rule_instances(most_seekers=5, most_jobs=6))
    persons, copies = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    generous = {"wish_regions": "*", "wish_job_types": "*", "max_tier": "outside", "status": "looking"}
    like = ({}, generous, generous | {"available_from": None})
    seekers = [s | {"person_id": f"{s['person_id']}.{k}"} | like[k] for s in drawn.seekers for k in range(persons)]
    jobs = [
        j | {"job_id": f"{j['job_id']}.{k}"} | ({"wage": 3000.0 + 321.09 * k, "contract": True} if k else {})
        for j in drawn.jobs
        for k in range(copies)
    ]
    decisions = [
        d | {"person_id": f"{d['person_id']}.{k % persons}", "job_id": f"{d['job_id']}.{k % copies}"}
        for d in drawn.decisions or []
        for k in range(max(persons, copies))
    ]
    unique = [dict(cells) for cells in dict.fromkeys(tuple(d.items()) for d in decisions)]
    seen = {(d["person_id"], d["job_id"]): d for d in unique}
    policy = drawn.policy | ({"extra": CLASSES | {"term": odd_amounts}} if draw(st.booleans()) else {})
    return replace(drawn, seekers=seekers, jobs=jobs, policy=policy, decisions=list(seen.values()) or None)


def compiled(instance: Instance, pairs: pl.DataFrame | None = None) -> Problem:
    """The compiled problem, as the engine would make it."""
    lists = read_lists(instance.seekers, instance.jobs, pairs=pairs, decisions=instance.decisions)
    policy = settled(load_policy(instance.policy), lists)
    return compile_problem(lists, policy, extra_table(policy, lists))


def fixed_crowd(n: int = 90, m: int = 40, seed: int = 1) -> Instance:
    """The same sort of instance without hypothesis: larger, and always the same."""
    rng = np.random.default_rng(seed)

    def pick(values: tuple[Any, ...]) -> Any:
        return values[int(rng.integers(len(values)))]

    homes = ("433124", "433125", "440305", "430100")
    seekers = [
        {
            "person_id": f"p{k:03d}",
            "home": pick(homes),
            "skills": pick(("", "weld:1", "weld:3;sew:1", "sew:2")),
            "min_wage": 2000.0 + 100 * int(rng.integers(20)),
            "wish_wage": 3000.0 + 100 * int(rng.integers(20)),
            "wish_regions": pick(("*", "43;44", "4331", "4403;*", "")),
            "wish_job_types": pick(("*", "welder;*", "sewer;welder")),
            "priority": pick(("default", "registered_poor")),
        }
        for k in range(n)
    ]
    jobs = [
        {
            "job_id": f"j{k:03d}",
            "region": pick(homes),
            "job_type": pick(("welder", "sewer", "waiter")),
            "vacancies": int(rng.integers(0, 4)),
            "wage": 2500.0 + 50 * int(rng.integers(40)),
            "skills": pick(("", "weld:2", "sew:1")),
            "contract": True,
            "insurance": True,
        }
        for k in range(m)
    ]
    return Instance(seekers, jobs, {"as_of": date(2016, 8, 29), "extra": CLASSES | {"term": odd_amounts}})


def random_pairs(rng: np.random.Generator, n: int, m: int) -> PairList:
    """Listed pairs of any sign, with many ties or none."""
    there = rng.random((n, m)) < rng.choice([0.1, 0.5, 1.0])
    person, job = np.nonzero(there)
    top = int(rng.choice([2, 1000]))
    cost = rng.integers(-top, top + 1, job.size)
    return PairList(np.searchsorted(person, np.arange(n + 1)).astype(np.int64), job.astype(np.int32), cost)


def random_prices(rng: np.random.Generator, m: int, scale: int, far: int) -> Int:
    """Prices of both signs, zeros, and some that nobody can pay."""
    price = rng.integers(-scale, scale + 1, m) * rng.choice([0, 1, 1, 1])
    return np.where(rng.random(m) < rng.choice([0.0, 0.2]), far, price).astype(np.int64)


def costs_of(pairs: PairList, i: int) -> dict[int, int]:
    """Cost of each pair of person i, by job."""
    here = slice(pairs.ptr[i], pairs.ptr[i + 1])
    return dict(zip(pairs.job[here].tolist(), pairs.cost[here].tolist(), strict=True))


def listed(pairs: PairList) -> ListScan:
    """A scan over pairs with own costs."""
    return ListScan(pairs)


@dataclass
class CheckedScan:
    """Another scan, which believes nothing that it is told and can be made to fail at a call.

    Attributes
    ----------
    held_by
        Gives the short lists at the moment, to check what is said to be known of the pairs outside them.
    fail_at, error
        The call (from 0) to raise `error` at.
    """

    scan: Scan
    pairs: PairList
    held_by: Any = None
    fail_at: int = -1
    error: type[BaseException] = KeyboardInterrupt
    calls: int = 0
    passed_over: int = 0

    def counts(self, before: Any = None) -> Any:
        return self.scan.counts()

    def list_pairs(self) -> PairList:
        return self.pairs

    def held(self) -> PairList | None:
        return None

    def largest(self) -> int:
        return self.scan.largest()

    def cheapest(
        self, who: Small, price: Int, limit: Int, k: int, known: Known | None = None, spread: Spread | None = None
    ) -> Cheapest:
        if self.calls == self.fail_at:
            self.calls += 1
            raise self.error
        self.calls += 1
        if known is not None and self.held_by is not None:
            self._check(known, who)
        found = self.scan.cheapest(who, price, limit, k, known, spread)
        self.passed_over += int((found.filled < 0).sum())
        return found

    def _check(self, known: Known, who: Small) -> None:
        """What is said to be known is true: of scans that came to their end, of all pairs outside the lists."""
        lists = self.held_by()
        assert (known.seen < len(known.prices)).all(), "a scan that never came to its end"
        for r, i in enumerate(who):
            old = known.prices[known.seen[r]]
            inside = costs_of(lists, i)
            for j, cost in costs_of(self.pairs, i).items():
                assert j in inside or cost + old[j] >= known.bound[r], (i, j)
