"""Plots: growth, log–log, with fitted exponents; the gap by round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.render.growth import FIGURES, SERIES, exponent, points_of, series_of

Record = dict[str, Any]
STYLE: Any = {
    "svg.hashsalt": "jobmatch",  # the same figures give the same file
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.grid": True,
    "grid.linewidth": 0.3,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw(suite: str, records: list[Record], folder: Path) -> list[tuple[Path, str]]:
    """The plots that the records give: path and title of each."""
    done = [record for record in records if record["status"] == "ok"]
    drawn = []
    for series, points in series_of(done).items():
        path = folder / f"{suite}-{series}.svg"
        _growth(points, SERIES[series], path)
        drawn.append((path, f"Time and memory against {SERIES[series]}"))
    traced = {r["case"]: r["runs"]["jobmatch"]["trace"] for r in done if r["runs"].get("jobmatch", {}).get("trace")}
    if suite in ("large", "national") and traced:
        path = folder / f"{suite}-gap.svg"
        _gaps(traced, path)
        drawn.append((path, "Gap by round"))
    return drawn


def _growth(records: list[Record], fact: str, path: Path) -> None:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        figure = Figure(figsize=(8, 3.4), layout="constrained")
        for axes, (measured, label) in zip(figure.subplots(1, 2), FIGURES.items(), strict=True):
            for name, (x, y) in points_of(records, fact, measured).items():
                wide = 2.0 if name == "jobmatch" else 1.0
                axes.loglog(x, y, marker="o", markersize=3, linewidth=wide, label=f"{name}: {exponent(x, y):.2f}")
            axes.set(xlabel=fact, ylabel=label)
            axes.legend(fontsize=7, frameon=False, title="exponent", title_fontsize=7)
        save(figure, path)


def _gaps(traced: dict[str, list[tuple[float, int, float]]], path: Path) -> None:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        figure = Figure(figsize=(5, 3.2), layout="constrained")
        axes = figure.subplots()
        for case, trace in traced.items():
            shown = [(number, gap) for _, number, gap in trace if gap > 0]  # a gap of 0 has no logarithm
            axes.semilogy([n for n, _ in shown], [gap for _, gap in shown], marker="o", markersize=3, label=case)
        axes.set(xlabel="round", ylabel="gap")
        axes.legend(fontsize=7, frameon=False)
        save(figure, path)


def save(figure: Any, path: Path) -> None:
    """Write a figure, the same bytes for the same figure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None, "Creator": None})
