"""Transport problems in the style of NETGEN: few sources and sinks with supplies, clustered costs.

After Klingman, Napier and Stutz (1974): supply spread unevenly over the sources, a sparse net of arcs, costs from a
range; here costs follow distances between clusters, as those of places do.
A source of s units is s persons who are alike.
"""

from __future__ import annotations

import numpy as np

from benchmarks.explicit import explicit
from benchmarks.families.sparse import distinct
from benchmarks.instance import Instance, Int, Listed
from benchmarks.registry import register

CLUSTERS = 12


def transport(sources: int, sinks: int, supply: int, share: float, most: int, seed: int = 0) -> Instance:
    """Sources with supplies, each linked to a share of the sinks, costs by distance up to `most`; balanced."""
    rng = np.random.default_rng([seed, sources, sinks, supply, most])
    give, take = _spread(supply, sources, rng), _spread(supply, sinks, rng)
    each = max(1, round(share * sinks))
    job = distinct(sources, sinks, each, rng)
    ptr = np.arange(0, job.size + 1, each, dtype=np.int64)
    at, to = _clustered(sources, rng), _clustered(sinks, rng)
    far = np.linalg.norm(np.repeat(at, each, axis=0) - to[job], axis=1)
    cost = 1 + np.floor(far / far.max() * (most - 1)).astype(np.int64)
    return explicit(Listed(ptr, job, cost, np.full(sources, 2 * most), give, take))


def _spread(total: int, parts: int, rng: np.random.Generator) -> Int:
    """`total` units over `parts`, unevenly, at least one each."""
    return 1 + rng.multinomial(total - parts, rng.dirichlet(np.ones(parts))).astype(np.int64)


def _clustered(points: int, rng: np.random.Generator) -> np.ndarray:
    centres = rng.random((CLUSTERS, 2))
    return centres[rng.integers(0, CLUSTERS, points)] + rng.normal(0, 0.03, (points, 2))


register("transport/10-8-small", transport, "smoke", sources=10, sinks=8, supply=200, share=0.5, most=100)
for label, top in (("small", 100), ("large", 1_000_000)):
    for linked in (0.1, 1.0):
        register(
            f"transport/500-200-{linked}-{label}",
            transport,
            "transport",
            sources=500,
            sinks=200,
            supply=50_000,
            share=linked,
            most=top,
        )
    register(
        f"transport/5000-1000-0.05-{label}",
        transport,
        "transport",
        sources=5_000,
        sinks=1_000,
        supply=100_000,
        share=0.05,
        most=top,
    )
