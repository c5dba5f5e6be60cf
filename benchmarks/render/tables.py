"""Results of a suite as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.render.growth import FIGURES, SERIES, exponent, points_of, series_of
from benchmarks.render.numbers import count, megabytes, percent, seconds, times
from benchmarks.render.registers import registers, table
from benchmarks.solvers import SOLVERS, solver
from benchmarks.summary import best_peer, ratios

Record = dict[str, Any]
NONE = "–"

NEAR = 1e-4
"""A gap that is good enough for most purposes."""


WIDE = 12
"""Figures of a single case beyond which they stand below one another."""


def tables(results: Record) -> str:
    """What was run where, and what came out."""
    done = [record for record in results["cases"] if record["status"] == "ok"]
    left = [f"- `{r['case']}`: {r['reason']}" for r in results["cases"] if r["status"] != "ok"]
    parts = [_environment(results)]
    if any(record["runs"] for record in done):
        parts += [
            _instances(done),
            _times(done),
            _phases(done),
            _memory(done),
            _quality(done),
            _against_the_best(done),
            _exponents(done),
        ]
    parts += [*registers(done), _measures(done), _not_run(done), "\n".join(left)]
    return "\n".join(part.rstrip() + "\n" for part in parts if part.strip())


def _environment(results: Record) -> str:
    machine, versions = results["machine"], results["versions"]
    stamps = sorted({(record["date"], record["commit"]) for record in results["cases"]})
    when = ", ".join(f"{date} at commit `{commit}`" for date, commit in stamps)
    used = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    where = f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']:.0f} GB, {machine['system']}"
    return f"Measured {when}; {where}; {used}.\n"


def _instances(done: list[Record]) -> str:
    def row(record: Record) -> list[str]:
        facts, listing = record["facts"], record["listing"]
        own = record["runs"].get("jobmatch", {})
        return [
            f"`{record['case']}`",
            *(count(facts[name]) for name in ("persons", "jobs", "vacancies", "pairs")),
            seconds(listing["seconds"]) if "seconds" in listing else NONE,
            megabytes(listing["memory_mb"]) if "memory_mb" in listing else NONE,
            count(own.get("detail", {}).get("rounds")),
            _near(own),
            _gap(own),
        ]

    heads = ["case", "persons", "jobs", "vacancies", "eligible pairs", "listing them", "its memory", "rounds"]
    heads += [f"gap ≤ {NEAR:g} after", "gap"]
    return "**Instances**, and jobmatch's rounds and final gap on them\n\n" + table(heads, map(row, done))


def _near(run: Record) -> str:
    """When a round first ended with a small gap."""
    return next((seconds(at) for at, _, gap in run.get("trace", []) if gap <= NEAR), NONE)


def _gap(run: Record) -> str:
    gap = run.get("detail", {}).get("gap")
    return NONE if gap is None else "0 (proven)" if run["proven"] else f"{gap:.1e}"


def _times(done: list[Record]) -> str:
    def cell(record: Record, name: str) -> str:
        run = record["runs"][name]
        ratio = ratios(record["runs"]).get(name)
        parts = [run["seconds"][phase] for phase in ("build", "solve") if phase in run["seconds"]]
        both = " + ".join(seconds(part) for part in parts) if len(parts) > 1 else seconds(run["total"])
        return both + ("" if ratio is None else f" ({times(ratio)})")

    told = "**Time**, median of all runs, of peers to build and to solve; in brackets as a multiple of jobmatch's\n\n"
    return told + _by_solver(done, cell)


def _phases(done: list[Record]) -> str:
    """Where jobmatch's time goes."""
    own = {r["case"]: r["runs"]["jobmatch"]["seconds"] for r in done if r["runs"].get("jobmatch", {}).get("seconds")}
    names = list(dict.fromkeys(name for phases in own.values() for name in phases))
    rows = [[f"`{case}`", *(seconds(phases.get(name, 0.0)) for name in names)] for case, phases in own.items()]
    return "**Phases** of jobmatch\n\n" + table(["case", *names], rows) if rows else ""


def _memory(done: list[Record]) -> str:
    def cell(record: Record, name: str) -> str:
        return megabytes(record["runs"][name]["memory_mb"])

    return "**Peak memory** above that of the import\n\n" + _by_solver(done, cell)


def _quality(done: list[Record]) -> str:
    def cell(record: Record, name: str) -> str:
        best = _optimum(record)
        if best is None:
            return NONE
        return percent((record["runs"][name]["objective"] - best) / max(1, abs(best)))

    baselines = [name for name in SOLVERS if not solver(name).exact]
    body = _by_solver(done, cell, baselines)
    return "" if not body else "**Baselines**: cost above the optimum\n\n" + body


def _optimum(record: Record) -> int | None:
    proven = [run["objective"] for run in record["runs"].values() if run["status"] == "ok" and run["proven"]]
    return proven[0] if proven else None


def _by_solver(done: list[Record], cell: Callable[[Record, str], str], names: list[str] | None = None) -> str:
    """A row a case, a column for each solver that ended well on any of them."""
    ran = {name for record in done for name, run in record["runs"].items() if run["status"] == "ok"}
    shown = [name for name in (SOLVERS if names is None else names) if name in ran]
    if not shown:
        return ""

    def row(record: Record) -> list[str]:
        runs = record["runs"]
        cells = (
            cell(record, name) if runs.get(name, {}).get("status") == "ok" else _status(runs.get(name))
            for name in shown
        )
        return [f"`{record['case']}`", *cells]

    return table(["case", *shown], map(row, done))


def _status(run: Record | None) -> str:
    return NONE if run is None or run["status"] in ("not for this", "not installed") else run["status"]


def _against_the_best(done: list[Record]) -> str:
    """One sentence: jobmatch against the best exact peer of each case."""
    lines = []
    for figure in ("total", "memory_mb"):
        found = []
        for record in done:
            peer, own = best_peer(record["runs"], figure), record["runs"].get("jobmatch", {})
            if peer is not None and own.get("status") == "ok":
                found.append(peer[1] / max(own[figure], 0.001))
        if found:
            lines.append(f"{times(median(found))} in the median, {times(min(found))} at the least")
    if not lines:
        return ""
    return "The best exact peer of each case, in multiples of jobmatch's: time {}; memory {}.\n".format(*lines)


def _exponents(done: list[Record]) -> str:
    """Time and memory grow like persons, or pairs, to these powers."""
    rows = []
    for series, records in series_of(done).items():
        by_figure = {figure: points_of(records, SERIES[series], figure) for figure in FIGURES}
        for name in by_figure["total"]:
            powers = (f"{exponent(*points[name]):.2f}" for points in by_figure.values())
            rows.append([f"{series}, {len(by_figure['total'][name][0])} cases", name, *powers])
    if not rows:
        return ""
    return "**Growth**: fitted exponents\n\n" + table(["in", "solver", "time", "memory"], rows)


def _measures(done: list[Record]) -> str:
    parts = []
    for name in sorted({name for record in done for name in record["measures"]} - {"registers"}):
        taken = [(r["case"], r["measures"][name]) for r in done if name in r["measures"]]
        heads = list(dict.fromkeys(k for _, m in taken for k in m if k not in ("status", "reason")))
        rows = [
            [f"`{case}`", *(_figure(m.get(head), head) for head in heads)] for case, m in taken if m["status"] == "ok"
        ]
        said = [f"`{case}`: {m['status']}: {m['reason']}" for case, m in taken if m["status"] != "ok"]
        if len(rows) == 1 and len(heads) > WIDE:
            named = [head.replace("_", " ") for head in heads]
            parts.append(table(["", rows[0][0]], zip(named, rows[0][1:], strict=True)))
        elif rows:
            parts.append(table(["case", *(head.replace("_", " ") for head in heads)], rows))
        parts += [f"- {line}\n" for line in said]
    return "\n".join(parts)


def _figure(value: float | None, name: str) -> str:
    if value is None:
        return NONE
    for end, told in UNITS.items():
        if name.endswith(end):
            return told(value)
    return f"{value:,}" if isinstance(value, int) else percent(value)


UNITS: dict[str, Callable[[float], str]] = {
    "_mb": megabytes,
    "ppm": lambda value: f"{value:.2g} ppm",
    "yuan": lambda value: f"{value:,.0f} yuan",
    "times": lambda value: f"{value:g}×",
    "seconds": seconds,
}
"""How figures whose names end so are written; others are counts, or parts of a whole."""


def _not_run(done: list[Record]) -> str:
    """Solvers that could not be run, or were stopped, with the reason."""
    reasons: dict[str, list[str]] = {}
    for record in done:
        for name, run in record["runs"].items():
            if run["status"] not in ("ok", "not for this"):
                where = "" if run["status"] == "not installed" else f" (`{record['case']}`)"
                reasons.setdefault(f"{name}: {run['status']}, {run['reason']}", []).append(where)
    return "\n".join(f"- {line}{','.join(dict.fromkeys(where))}" for line, where in reasons.items())
