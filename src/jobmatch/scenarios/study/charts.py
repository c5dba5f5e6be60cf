"""The pictures of a study: differences with their intervals, what is swept, fronts, gains and losses."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.report.page.frame import COLOUR, SECOND

WIDTH = 520
ROW = 26

BANDS = 4
"""Scenarios whose intervals can still be told apart in one picture."""


def differences(rows: pl.DataFrame, title: str) -> Any:
    """A dot and an interval for each scenario: name, difference, difference_low, difference_high."""
    import altair as alt

    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=300, ticks=False))
    base = alt.Chart(rows).encode(y=y)
    dots = base.mark_point(filled=True, size=70, color=COLOUR, opacity=1).encode(x=alt.X("difference:Q", title=title))
    bars = base.mark_rule(color=COLOUR, strokeWidth=2).encode(
        x=alt.X("difference_low:Q", title=title), x2="difference_high:Q"
    )
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(strokeDash=[4, 3], color="#5b6b7a").encode(x="x:Q")
    return (zero + bars + dots).properties(width=WIDTH - 240, height=ROW * rows.height)


def swept(rows: pl.DataFrame, x: str, y: str) -> Any:
    """A line for each scenario over the values of a path, with the interval: value, mean, low, high, scenario."""
    import altair as alt

    base = alt.Chart(rows).encode(
        x=alt.X("value:Q", title=x, scale=alt.Scale(zero=False)),
        color=alt.Color("scenario:N", title=None, legend=alt.Legend(symbolOpacity=1)),
    )
    band = base.mark_area(opacity=0.15).encode(y=alt.Y("low:Q", title=y, scale=alt.Scale(zero=False)), y2="high:Q")
    line = base.mark_line(point=True).encode(y=alt.Y("mean:Q", title=y, scale=alt.Scale(zero=False)))
    clear = rows["low"].null_count() == 0 and rows["scenario"].n_unique() <= BANDS
    return ((band + line) if clear else line).properties(width=WIDTH - 160, height=260)


def pareto(points: pl.DataFrame, x: str, y: str, titles: tuple[str, str]) -> Any:
    """Points, and a line through those that none beats; each with its scenario's name."""
    import altair as alt

    scale = alt.Scale(zero=False, padding=20, nice=False)
    base = alt.Chart(points).encode(
        x=alt.X(f"{x}:Q", title=titles[0], scale=scale), y=alt.Y(f"{y}:Q", title=titles[1], scale=scale)
    )
    colour = alt.Color("front:N", scale=alt.Scale(domain=[True, False], range=[SECOND, COLOUR]), legend=None)
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(color=colour)
    line = base.transform_filter(alt.datum.front).mark_line(color=SECOND, strokeDash=[5, 3])
    names = (
        base.transform_filter(alt.datum.front)
        .mark_text(align="left", dx=7, dy=-7, fontSize=11)
        .encode(text="scenario:N")
    )
    return (line + dots + names).properties(width=WIDTH - 60, height=300)


def gained(rows: pl.DataFrame, title: str) -> Any:
    """A field for each group and scenario, coloured by who gains: group, scenario, change."""
    import altair as alt

    most = max(1e-9, float(rows["change"].abs().max() or 0.0))  # type: ignore[arg-type]
    base = alt.Chart(rows).encode(
        x=alt.X("scenario:N", sort=None, title=None, axis=alt.Axis(labelAngle=-35, labelLimit=200)),
        y=alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
    )
    scale = alt.Scale(scheme="blueorange", domain=[-most, most], reverse=True)
    fields = base.mark_rect().encode(color=alt.Color("change:Q", title=title, scale=scale))
    text = base.mark_text(fontSize=11).encode(text=alt.Text("change:Q", format="+,.3~g"))
    return (fields + text).properties(width=WIDTH - 200, height=ROW * rows["group"].n_unique())
