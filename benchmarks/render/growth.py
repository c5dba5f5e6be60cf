"""How figures grow: the points of each series, and the exponents of straight lines through their logarithms."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.solvers import SOLVERS

Record = dict[str, Any]
Points = dict[str, tuple[list[float], list[float]]]

SERIES = {"persons": "persons", "pairs": "pairs", "explicit-pairs": "pairs"}
"""Name of each series, and the fact on its x axis."""

FIGURES = {"total": "time, s", "memory_mb": "peak memory above the import, MB"}


def series_of(done: list[Record]) -> dict[str, list[Record]]:
    """Records of each series that has at least two points."""
    found = {
        series: [record for record in done if record["series"] == series and record["facts"][fact]]
        for series, fact in SERIES.items()
    }
    return {series: records for series, records in found.items() if len(records) > 1}


def exponent(x: list[float], y: list[float]) -> float:
    """Slope of the straight line through the logarithms: y grows like x to this power."""
    slope = float(np.polyfit(np.log(x), np.log(np.maximum(y, 1e-4)), 1)[0])
    return round(slope, 3) + 0.0  # no minus before a zero


def points_of(records: list[Record], fact: str, figure: str) -> Points:
    """By solver: x and y, ascending x, where at least two cases ended well."""
    out: Points = {}
    for name in SOLVERS:
        found = sorted(
            (record["facts"][fact], record["runs"][name][figure])
            for record in records
            if record["runs"].get(name, {}).get("status") == "ok"
        )
        if len({x for x, _ in found}) > 1:
            out[name] = [float(x) for x, _ in found], [float(y) for _, y in found]
    return out
