"""Plots of the public set: time by size, and how far baselines stay behind where they may be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.instances.command import gap
from benchmarks.instances.optima import optima
from benchmarks.instances.spec import GRADES, specs
from benchmarks.render.plots import STYLE, save

Record = dict[str, Any]
FILE = "instances.svg"
TITLE = "Time against eligible pairs, and the gap of baselines where vacancies are all there is"


def draw_instances(folder: Path) -> list[Path]:
    """Time of every instance by its eligible pairs, and gaps of the baselines on those with vacancies alone."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    known = optima()
    found = [(spec, known[spec.name]) for spec in specs() if spec.name in known]
    if not found:
        return []
    with rc_context(STYLE):
        figure = Figure(figsize=(9, 3.6), layout="constrained")
        left, right = figure.subplots(1, 2)
        for grade in GRADES:
            points = [(r["counts"]["eligible_pairs"], r["seconds"]) for spec, r in found if spec.grade == grade]
            if points:
                left.loglog(*zip(*points, strict=True), "o", markersize=4, label=grade)
        left.set(xlabel="eligible pairs", ylabel="time, s")
        left.legend(fontsize=7, frameon=False)
        plain = [(spec.name, r) for spec, r in found if not spec.levers and r["baselines"]]
        names = list(dict.fromkeys(name for _, r in plain for name in r["baselines"]))
        for number, name in enumerate(names):
            own = [(r["baselines"][name], r["bound"]) for _, r in plain if name in r["baselines"]]
            gaps = [100 * gap(of["objective"], bound, of["nobody"]) for of, bound in own]
            at = [k + (number - len(names) / 2 + 0.5) * 0.8 / len(names) for k in range(len(plain))]
            right.bar(at, gaps, 0.8 / len(names), label=name)
        right.set_xticks(range(len(plain)), [name for name, _ in plain], rotation=30, ha="right", fontsize=7)
        right.set_ylabel("gap, %")
        right.legend(fontsize=7, frameon=False)
        save(figure, folder / FILE)
    return [folder / FILE]
