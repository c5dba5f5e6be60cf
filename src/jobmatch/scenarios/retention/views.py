"""A model as people read it: how good it is of those it had not seen, horizon by horizon, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.report.numbers import count, percent
from jobmatch.scenarios.retention.document import Estimate, Horizon, RetentionModel
from jobmatch.scenarios.retention.predict import Stay
from jobmatch.words import Lang, say

SCORES = ("months", "stayed", "left", "unknown", "loss", "brier", "auc")
FIT = ("months", "slope", "intercept", "error")
"""Columns of the two tables: in one they would not fit on 80 columns."""

MUCH_UNKNOWN = 0.1
"""Share of those due of whom nothing is known from which that is told."""


def model_view(model: RetentionModel, lang: Lang = "en") -> RenderableType:
    """What it was learnt from, counts and scores of each horizon, the last one's reliability table, warnings."""
    boosted = any(each.report.log_loss_boosting is not None for each in model.horizons)
    last = model.horizons[-1]
    parts: list[RenderableType] = [Text(say("retention.view.title", lang)), *_origin(model, lang), ""]
    parts += [_table(SCORES, map(_scores, model.horizons), lang), ""]
    fit = [*FIT, *(["boosting"] if boosted else [])]
    parts += [_table(fit, (_fit(each, boosted) for each in model.horizons), lang), ""]
    parts += [Text(say("retention.view.how", lang)), ""]
    parts += [Text(say("retention.view.bins", lang, months=last.months)), _bins(last, lang), ""]
    parts += [Text(line) for line in _left_out(model, lang)]
    parts += [Text(line) for each in model.horizons for line in warnings_of(each, lang)]
    return Group(*parts)


def model_json(model: RetentionModel) -> dict[str, Any]:
    """The same as one JSON object: all but coefficients."""
    kept = {"months", "stayed", "left", "unknown", "not_due", "report"}
    horizons = [{**each.model_dump(include=kept), "columns": list(each.columns)} for each in model.horizons]
    whole = model.model_dump(mode="json", include={"runs", "placements", "elsewhere", "known_until"})
    return {**whole, "draws": model.draws, "horizons": horizons}


def stay_lines(found: Stay, file: object, lang: Lang = "en") -> Iterator[str]:
    """What was predicted, into which file, and who is in no row of it."""
    numbers = {"rows": count(found.table.height), "pairs": count(found.pairs)}
    share = percent(found.beyond / max(1, found.pairs))
    yield say("retention.predicted", lang, file=file, **numbers, share=share)
    if found.without:
        yield say("retention.without", lang, count=count(found.without))


def warnings_of(horizon: Horizon, lang: Lang = "en") -> Iterator[str]:
    """What should be known before the model is used."""
    report, slope = horizon.report, horizon.report.slope
    if not slope.low <= 1 <= slope.high:
        how = "extreme" if slope.value < 1 else "timid"
        yield say("retention.warn.slope", lang, months=horizon.months, how=say(f"retention.warn.{how}", lang))
    due = horizon.stayed + horizon.left + horizon.unknown
    if horizon.unknown > MUCH_UNKNOWN * due:
        share, low = horizon.unknown / due, horizon.stayed / due
        fields = {"months": horizon.months, "share": percent(share), "low": low, "high": low + share}
        yield say("retention.warn.unknown", lang, **fields)
    if report.log_loss_boosting is not None and report.log_loss_boosting < report.log_loss - 0.005:
        yield say("retention.warn.boosting", lang, months=horizon.months)


def _origin(model: RetentionModel, lang: Lang) -> Iterator[Text]:
    """What it was learnt from, a figure a line."""
    yield Text(say("retention.view.runs", lang, count=count(model.runs)))
    yield Text(say("retention.view.placements", lang, count=count(model.placements)))
    yield Text(say("retention.view.until", lang, day=model.known_until))


def _left_out(model: RetentionModel, lang: Lang) -> Iterator[str]:
    """That outcomes belong to no run that was named: one may have been forgotten."""
    if model.elsewhere:
        numbers = {"count": count(model.elsewhere), "of": count(model.placements)}
        yield say("retention.warn.elsewhere", lang, **numbers)


def _table(heads: Iterable[str], rows: Iterable[list[str]], lang: Lang) -> Table:
    """Figures of each horizon; what is too wide all the same goes on in the next line, and is never cut."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(say(f"retention.view.{head}", lang), justify="right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _scores(horizon: Horizon) -> list[str]:
    report = horizon.report
    return [
        str(horizon.months),
        count(horizon.stayed),
        count(horizon.left),
        count(horizon.unknown),
        f"{report.log_loss:.4f} ({report.log_loss_base:.4f})",
        f"{report.brier:.4f} ({report.brier_base:.4f})",
        f"{report.auc:.3f}",
    ]


def _fit(horizon: Horizon, boosted: bool) -> list[str]:
    report, other = horizon.report, horizon.report.log_loss_boosting
    row = [
        str(horizon.months),
        _interval(report.slope),
        _interval(report.intercept),
        f"{report.calibration_error:.3f}",
    ]
    return [*row, *(["" if other is None else f"{other:.4f}"] if boosted else [])]


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} … {estimate.high:.2f})"


def _bins(horizon: Horizon, lang: Lang) -> Table:
    rows = (
        [count(each.persons), f"{each.predicted:.3f}", f"{each.stayed:.3f} ({each.low:.3f} … {each.high:.3f})"]
        for each in horizon.report.bins
    )
    return _table(("persons", "predicted", "seen"), rows, lang)
