"""A model as people read it: how good it is of those it had not seen, horizon by horizon, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.report.numbers import count
from jobmatch.scenarios.retention.document import Estimate, Horizon, RetentionModel
from jobmatch.words import Lang, say

MUCH_UNKNOWN = 0.1
"""Share of those due of whom nothing is known from which that is told."""


def model_view(model: RetentionModel, lang: Lang = "en") -> RenderableType:
    """Counts and scores of each horizon, the reliability table of the last one, warnings."""
    boosted = any(each.report.log_loss_boosting is not None for each in model.horizons)
    heads = ["months", "stayed", "left", "unknown", "loss", "brier", "auc", "slope", "intercept", "error"]
    table = Table(box=None, pad_edge=False)
    for head in [*heads, *(["boosting"] if boosted else [])]:
        table.add_column(say(f"retention.view.{head}", lang), justify="right")
    for each in model.horizons:
        table.add_row(*_row(each, boosted))
    title = say("retention.view.title", lang, runs=model.runs, day=model.known_until)
    last = model.horizons[-1]
    parts: list[RenderableType] = [Text(title), "", table, "", Text(say("retention.view.how", lang)), ""]
    parts += [Text(say("retention.view.bins", lang, months=last.months)), _bins(last, lang)]
    parts.append("")
    parts += [Text(line) for each in model.horizons for line in warnings_of(each, lang)]
    return Group(*parts)


def model_json(model: RetentionModel) -> dict[str, Any]:
    """The same as one JSON object: all but coefficients."""
    kept = {"months", "stayed", "left", "unknown", "not_due", "report"}
    horizons = [{**each.model_dump(include=kept), "columns": list(each.columns)} for each in model.horizons]
    return {"runs": model.runs, "known_until": str(model.known_until), "draws": model.draws, "horizons": horizons}


def warnings_of(horizon: Horizon, lang: Lang = "en") -> Iterator[str]:
    """What should be known before the model is used."""
    report, slope = horizon.report, horizon.report.slope
    if not slope.low <= 1 <= slope.high:
        how = "extreme" if slope.value < 1 else "timid"
        yield say("retention.warn.slope", lang, months=horizon.months, how=say(f"retention.warn.{how}", lang))
    due = horizon.stayed + horizon.left + horizon.unknown
    if horizon.unknown > MUCH_UNKNOWN * due:
        share, low = horizon.unknown / due, horizon.stayed / due
        fields = {"months": horizon.months, "share": share, "low": low, "high": low + share}
        yield say("retention.warn.unknown", lang, **fields)
    if report.log_loss_boosting is not None and report.log_loss_boosting < report.log_loss - 0.005:
        yield say("retention.warn.boosting", lang, months=horizon.months)


def _row(horizon: Horizon, boosted: bool) -> list[str]:
    report = horizon.report
    row = [
        str(horizon.months),
        count(horizon.stayed),
        count(horizon.left),
        count(horizon.unknown),
        f"{report.log_loss:.4f} ({report.log_loss_base:.4f})",
        f"{report.brier:.4f} ({report.brier_base:.4f})",
        f"{report.auc:.3f}",
        _interval(report.slope),
        _interval(report.intercept),
        f"{report.calibration_error:.3f}",
    ]
    other = report.log_loss_boosting
    return [*row, *(["" if other is None else f"{other:.4f}"] if boosted else [])]


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} … {estimate.high:.2f})"


def _bins(horizon: Horizon, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("persons", "predicted", "seen"):
        table.add_column(say(f"retention.view.{head}", lang), justify="right")
    for each in horizon.report.bins:
        seen = f"{each.stayed:.3f} ({each.low:.3f} … {each.high:.3f})"
        table.add_row(count(each.persons), f"{each.predicted:.3f}", seen)
    return table
