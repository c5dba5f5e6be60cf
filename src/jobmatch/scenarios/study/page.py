"""A study as one HTML page that refers to nothing else: what each scenario brings, sweeps, fronts, who gains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.report.numbers import count
from jobmatch.report.page.frame import Cells, Head, Part, inline, need_extra, picture, rendered
from jobmatch.scenarios.study import charts
from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.fronts import fairness_points, gains, money_points
from jobmatch.scenarios.study.run import Studied
from jobmatch.scenarios.study.views import with_half
from jobmatch.words import PHRASES, Lang, say

SHOWN = ("placed", "placed_registered_poor", "households_placed", "mean_wage", "cost_of_placed", "objective")
"""Figures of the comparison, where they are there; `summary.csv` has all."""

SHOWN_TOO = ("blocking_pairs",)
"""The same, in the table alone."""

MOST_DOTS = 40
"""Scenarios and points of a picture."""


def write_study_page(found: Studied, study: Study, path: Path, lang: Lang = "en") -> None:
    """Write a study as one HTML page; counts only.

    Raises
    ------
    UnsupportedError
        Altair, vl-convert or Jinja are not installed (the extra ``report``).
    """
    need_extra()
    parts = list(_parts(found, study, lang))
    who = say("study.page.who", lang, cells=count(found.cells.height), replicates=study.replicates.count)
    path.write_text(rendered(study.name, study.note, who, parts, lang), encoding="utf-8", newline="\n")


def _parts(found: Studied, study: Study, lang: Lang) -> Iterator[Part]:
    paths = [name for name in found.summary.columns if "." in name]
    source = say("page.from", lang, files="summary.csv, cells.csv, groups.csv")

    def part(name: str, drawn: list[Any], text: str, table: Cells | None = None, **rest: Any) -> Part:
        title = say(f"study.page.{name}", lang)
        return Part(name, title, source, [inline(picture(each)) for each in drawn], [text], table, **rest)

    named = found.summary.with_columns(name=_named(paths))
    apart = [_difference(named, figure, lang) for figure in SHOWN[:4]]
    text = say("study.page.brings.text", lang, first=study.scenario[0].name)
    table = _comparison(named, paths, lang)
    yield part("brings", [each for each in apart if each is not None], text, table, folded=False, search=True)
    lines = [_swept(found.summary, path, lang) for path in paths]
    if any(line is not None for line in lines):
        yield part("swept", [line for line in lines if line is not None], say("study.page.swept.text", lang))
    for name, points, most, least in (
        ("money", money_points(found.cells, paths), "placed", "money"),
        ("fairness", fairness_points(found.cells, found.groups, paths), "lowest", "cost"),
    ):
        if points.height > 1 and points[least].n_unique() > 1:
            titles = (say(f"study.axis.{least}", lang), say(f"study.axis.{most}", lang))
            drawn = charts.pareto(points, least, most, titles)
            yield part(name, [drawn], say(f"study.page.{name}.text", lang), _points(points, (most, least), paths, lang))
    changes = gains(found.groups, paths)
    if changes.height:
        tree = RegionTree.builtin()
        fields = changes.with_columns(group=_groups(changes["group"], tree, lang))
        drawn = [
            charts.gained(each, say("study.axis.change", lang))
            for each in fields.partition_by("by", maintain_order=True)
        ]
        yield part("gains", drawn, say("study.page.gains.text", lang, first=study.scenario[0].name))


def _named(paths: list[str]) -> pl.Expr:
    """A scenario with the values of what is swept."""
    values = [
        pl.format(f" · {path.rsplit('.', 1)[-1]} {{}}", pl.col(path).cast(pl.String)).fill_null("") for path in paths
    ]
    return pl.concat_str(["scenario", *values])


def _difference(named: pl.DataFrame, figure: str, lang: Lang) -> Any:
    rows = named.filter(pl.col("figure") == figure).drop_nulls("difference").head(MOST_DOTS)
    if not rows.height:
        return None
    rows = rows.with_columns(
        difference_low=pl.coalesce("difference_low", "difference"),
        difference_high=pl.coalesce("difference_high", "difference"),
    )
    return charts.differences(rows, _figure(figure, lang))


def _swept(summary: pl.DataFrame, path: str, lang: Lang) -> Any:
    """Placements over the values of a path, for scenarios in which it takes several, whatever else is swept: means."""
    if not summary[path].dtype.is_numeric():
        return None
    rows = summary.filter(figure="placed").group_by("scenario", value=path, maintain_order=True).agg(
        pl.col("mean", "low", "high").mean()
    )  # fmt: skip
    rows = rows.filter(pl.len().over("scenario") > 1).drop_nulls("value").sort("scenario", "value")
    if not rows.height:
        return None
    return charts.swept(rows, path.removeprefix("policy."), _figure("placed", lang))


def _heads(paths: list[str], lang: Lang) -> list[Head]:
    """Of the columns that say which scenario, at which values."""
    return [Head(say("study.scenario", lang), False), *(Head(path.removeprefix("policy."), True) for path in paths)]


def _comparison(named: pl.DataFrame, paths: list[str], lang: Lang) -> Cells:
    shown = [name for name in (*SHOWN, *SHOWN_TOO) if (named["figure"] == name).any()]
    heads = _heads(paths, lang)
    for name in shown:
        heads += [Head(_figure(name, lang), True), Head(say("study.difference", lang), True)]
    rows = []
    for part in named.partition_by("scenario", *paths, maintain_order=True):
        first = part.row(0, named=True)
        figures = {row["figure"]: row for row in part.iter_rows(named=True)}
        cells = [first["scenario"], *("" if first[path] is None else str(first[path]) for path in paths)]
        for name in shown:
            row = figures.get(name, {})
            cells += [with_half(row), with_half(row, "difference", "difference_high")]
        rows.append(cells)
    return Cells(heads, rows)


def _points(points: pl.DataFrame, figures: tuple[str, str], paths: list[str], lang: Lang) -> Cells:
    heads = _heads(paths, lang)
    heads += [Head(say(f"study.axis.{name}", lang), True) for name in figures] + [Head(say("study.front", lang), False)]
    rows = [
        [str("" if value is None else value) for value in row[: 1 + len(paths)]]
        + [f"{value:,.6g}" for value in row[1 + len(paths) : -1]]
        + ["✓" if row[-1] else ""]
        for row in points.select("scenario", *paths, *figures, "front").iter_rows()
    ]
    return Cells(heads, rows)


def _groups(codes: pl.Series, tree: RegionTree, lang: Lang) -> pl.Series:
    """Groups by their names: classes in words, regions by name."""
    names = {}
    for code in codes.unique():
        word = f"priority.{code}"
        names[code] = say(word, lang) if word in PHRASES else tree.name(code) if code in tree else code
    return codes.replace(names)


def _figure(name: str, lang: Lang) -> str:
    return say(f"study.figure.{name}", lang)
