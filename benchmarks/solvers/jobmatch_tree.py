"""jobmatch: from polars tables to a result."""

from __future__ import annotations

import re
import time
from typing import Literal

import numpy as np
import polars as pl

from benchmarks.instance import Facts, Instance, Listed
from benchmarks.solvers.base import GB, Answer

ROUND = re.compile(r"round (\d+): gap ([0-9.e+-]+)")

BYTES_A_PERSON, BYTES_A_LISTED_PAIR = 1_500, 350
"""Measured on the Xiangxi preset at full size and on two million explicit pairs: lists, short lists, results."""


class JobmatchTree:
    """`jobmatch.solve`, with the master that it picks itself."""

    library = "jobmatch"
    title = "jobmatch, from tables to result"
    exact = True
    takes: Literal["tables", "listed"] = "tables"
    scope = ""

    def applies(self, facts: Facts) -> bool:
        """All instances."""
        return True

    def needs_gb(self, facts: Facts) -> float:
        """Grows with the lists, not with their product."""
        listed = facts.known_pairs if facts.explicit else 0
        return (BYTES_A_PERSON * (facts.persons + facts.jobs) + BYTES_A_LISTED_PAIR * listed) / GB

    def prepare(self) -> None:
        """Import the engine."""
        from jobmatch import solve

        assert callable(solve)

    def run(self, given: Instance | Listed) -> Answer:
        """Solve; phases, gap by round."""
        import jobmatch

        if not isinstance(given, Instance):
            raise TypeError("jobmatch takes tables")
        trace: list[tuple[float, int, float]] = []
        start = time.perf_counter()

        def note(step: object) -> None:
            found = ROUND.match(str(getattr(step, "message", "")))
            if found:
                trace.append((round(time.perf_counter() - start, 3), int(found[1]), float(found[2])))

        result = jobmatch.solve(given.seekers, given.jobs, given.policy, pairs=given.pairs, progress=note)
        total = time.perf_counter() - start
        phases = {name: seconds for name, seconds in result.timing["seconds"].items() if name != "total"}
        summary = result.summary
        unit = summary["decimals"]
        paid = (result.assignment["cost"], result.unmatched["unmatched_cost"])
        return Answer(
            objective=sum(_quanta(costs, unit) for costs in paid),
            proven=result.status == "optimal",
            seconds={**phases, "rest": total - sum(phases.values())},
            trace=trace,
            detail={
                "status": str(result.status),
                "gap": summary["gap"],
                "rounds": max((step[1] for step in trace), default=None),
                "eligible_pairs": summary["counts"]["eligible_pairs"],
                "master": summary["solver"],
            },
        )


def _quanta(costs: pl.Series, decimals: int) -> int:
    """The exact sum: a cost has at most 15 digits, so that its float gives its quanta back."""
    return int(np.rint(costs.to_numpy() * 10.0**decimals).astype(np.int64).sum())


SOLVER = JobmatchTree()
