"""Dense square assignment: as many persons as jobs, one vacancy each, every pair eligible."""

from __future__ import annotations

import numpy as np

from benchmarks.explicit import explicit
from benchmarks.instance import Instance, Int, Listed
from benchmarks.registry import register


def dense(size: int, most: int, seed: int = 0) -> Instance:
    """Square assignment with uniform costs from 1 to `most`."""
    rng = np.random.default_rng([seed, size, most])
    return square(rng.integers(1, most, (size, size), endpoint=True))


def products(size: int) -> Instance:
    """Square assignment with the cost (i + 1)(j + 1), which makes augmenting methods crawl (Machol and Wien 1977)."""
    rank = np.arange(1, size + 1, dtype=np.int64)
    return square(np.outer(rank, rank))


def square(cost: Int) -> Instance:
    """Every pair of a square matrix, one vacancy each; nobody stays out in an optimal plan."""
    size = len(cost)
    ones = np.ones(size, np.int64)
    ptr = np.arange(0, size * size + 1, size, dtype=np.int64)
    job = np.tile(np.arange(size, dtype=np.int32), size)
    return explicit(Listed(ptr, job, cost.ravel(), ones * (2 * int(cost.max()) + 1), ones, ones))


register("dense/60-10000", dense, "smoke", size=60, most=10_000)
for count in (500, 1_500, 3_000):
    for top in (100, 1_000_000):
        register(f"dense/{count}-{top}", dense, "dense", size=count, most=top)
register("dense/products-1000", products, "dense", size=1_000)
