"""The pictures of an audit: rates of groups with their intervals, and shares of equals."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.report.page.frame import COLOUR, SECOND

WIDTH = 330
ROW = 24
DOT = 8
"""Between a name and the axis: as much as a dot at 0 % takes up there, and some."""


def rates(rows: pl.DataFrame, overall: float, title: str) -> Any:
    """A dot and an interval for each group, and a line at the rate of all: name, rate, rate_low, rate_high."""
    import altair as alt

    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelPadding=DOT, ticks=False))
    x = alt.X("rate:Q", title=title, axis=alt.Axis(format=".0%"), scale=alt.Scale(zero=True))
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_rule(color=COLOUR, strokeWidth=2).encode(x=alt.X("rate_low:Q", title=title), x2="rate_high:Q")
    dots = base.mark_point(filled=True, size=70, color=COLOUR, opacity=1).encode(x=x)
    line = alt.Chart(pl.DataFrame({"x": [overall]})).mark_rule(strokeDash=[4, 3], color="#5b6b7a").encode(x="x:Q")
    return (line + bars + dots).properties(width=WIDTH, height=ROW * rows.height)


def shares(rows: pl.DataFrame, title: str) -> Any:
    """For each class of equals what an equal chance allows, and the range of what came: name, low, high, lowest,
    highest, share."""
    import altair as alt

    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelPadding=DOT, ticks=False))
    base = alt.Chart(rows).encode(y=y)
    x = alt.X("low:Q", title=title, axis=alt.Axis(format=".0%"))
    fair = base.mark_bar(color=SECOND, opacity=0.35, height=14).encode(x=x, x2="high:Q")
    came = base.mark_rule(color=COLOUR, strokeWidth=2).encode(x=alt.X("lowest:Q", title=title), x2="highest:Q")
    dots = base.mark_point(filled=True, size=50, color=COLOUR, opacity=1).encode(x=alt.X("share:Q", title=title))
    return (fair + came + dots).properties(width=WIDTH, height=ROW * rows.height)
