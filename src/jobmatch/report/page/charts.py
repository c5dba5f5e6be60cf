"""The charts of a report, as pictures that need no script: drawn by Altair, turned into SVG by vl-convert."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.report.page.figures import MOST_FLOWS, Figures
from jobmatch.report.page.frame import COLOUR, SECOND, THIRD, picture
from jobmatch.words import Lang, say

WIDTH = 560
BAR = 26
"""Pixels for each bar."""


class Charts:
    """Pictures of figures, each under a name; those without data are left out."""

    def __init__(self, figures: Figures, lang: Lang) -> None:
        """Altair must be there: it comes with the extra `report`."""
        self._of, self._lang = figures, lang

    def all(self) -> dict[str, str]:
        """SVG of each chart."""
        of = self._of
        named = {f"tier.{tier}": number for tier, number in of.tiers.items()}
        charts = {
            "funnel": self._bars({self._say(f"page.funnel.{name}"): n for name, n in of.funnel.items()}),
            "tiers": self._bars({self._say(f"page.{name}"): n for name, n in named.items()}),
            "reasons": self._bars({self._say(f"reason.{name}"): n for name, n in of.reasons.items()}, THIRD),
            "changes": self._bars({self._say(f"change.{name}"): n for name, n in of.changes.items()}, SECOND),
            "wages": self._wages() if of.wages.height else None,
            "skills": self._skills() if of.skills.height else None,
            "matrix": self._matrix() if of.flows.height else None,
            "map": self._map() if of.flows.drop_nulls().height else None,
            "prices": self._prices() if of.prices.drop_nulls().height else None,
        }
        return {name: picture(chart) for name, chart in charts.items() if chart is not None}

    def _say(self, code: str) -> str:
        return say(code, self._lang)

    def _bars(self, numbers: dict[str, int], colour: str = COLOUR) -> Any:
        """A bar for each name, in the order given, with its number."""
        import altair as alt

        if not numbers:
            return None
        table = pl.DataFrame({"name": list(numbers), "number": list(numbers.values())})
        y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=300, ticks=False, domain=False))
        base = alt.Chart(table).encode(y=y, x=alt.X("number:Q", title=None, axis=None))
        bars = base.mark_bar(color=colour)
        text = base.mark_text(align="left", dx=4).encode(text=alt.Text("number:Q", format=","))
        return (bars + text).properties(width=WIDTH - 260, height=BAR * table.height)

    def _wages(self) -> Any:
        import altair as alt

        words = {what: self._say(f"page.wages.{what}") for what in ("offer", "wish", "placed")}
        table = self._of.wages.with_columns(pl.col("what").replace(words))
        colour = alt.Color(
            "what:N",
            title=None,
            scale=alt.Scale(domain=list(words.values()), range=[COLOUR, THIRD, SECOND]),
            legend=alt.Legend(orient="top"),
        )
        base = alt.Chart(table).encode(
            x=alt.X("wage:Q", title=self._say("page.wages.axis"), axis=alt.Axis(format=",.0f")),
            y=alt.Y("number:Q", title=self._say("page.number"), axis=alt.Axis(format=",.0f"), stack=None),
            color=colour,
        )
        # what is placed can lie on what is offered: one is an area, the other a line
        offered = base.transform_filter(alt.datum.what == words["offer"]).mark_area(
            interpolate="step-after", opacity=0.35, line=True
        )
        others = base.transform_filter(alt.datum.what != words["offer"]).mark_line(
            interpolate="step-after", strokeWidth=2
        )
        dash = alt.StrokeDash("what:N", legend=None, sort=[words["placed"], words["wish"]])
        return (offered + others.encode(strokeDash=dash)).properties(width=WIDTH, height=240)

    def _skills(self) -> Any:
        import altair as alt

        words = {what: self._say(f"page.skills.{what}") for what in ("asked", "held")}
        table = self._of.skills.unpivot(["asked", "held"], index="skill", variable_name="what", value_name="number")
        colour = alt.Color(
            "what:N",
            title=None,
            scale=alt.Scale(domain=list(words.values()), range=[COLOUR, THIRD]),
            legend=alt.Legend(orient="top"),
        )
        return (
            alt.Chart(table.with_columns(pl.col("what").replace(words)))
            .mark_bar()
            .encode(
                y=alt.Y("skill:N", sort=self._of.skills["skill"].to_list(), title=None),
                yOffset=alt.YOffset("what:N", sort=list(words.values())),
                x=alt.X("number:Q", title=self._say("page.number"), axis=alt.Axis(format=",.0f")),
                color=colour,
            )
            .properties(width=WIDTH - 160, height=BAR * self._of.skills.height)
        )

    def _matrix(self) -> Any:
        import altair as alt

        table = _short(self._of.flows.head(MOST_FLOWS))
        order = {
            side: table.group_by(side).agg(pl.col("placed").sum()).sort("placed", descending=True)[side].to_list()
            for side in ("county", "destination")
        }
        base = alt.Chart(table).encode(
            x=alt.X(
                "destination:N", sort=order["destination"], title=None, axis=alt.Axis(orient="top", labelAngle=-40)
            ),
            y=alt.Y("county:N", sort=order["county"], title=None),
        )
        scale = alt.Scale(type="sqrt", scheme="blues")
        cells = base.mark_rect().encode(color=alt.Color("placed:Q", scale=scale, legend=None))
        dark = alt.datum.placed > float(table["placed"].max()) / 3  # type: ignore[arg-type]
        text = base.mark_text(fontSize=10).encode(
            text=alt.Text("placed:Q", format=","), color=alt.condition(dark, alt.value("white"), alt.value("black"))
        )
        width, height = (max(120, 46 * len(order["destination"])), BAR * len(order["county"]))
        return (cells + text).properties(width=width, height=height)

    def _map(self) -> Any:
        import altair as alt

        table = _short(self._of.flows.drop_nulls().head(MOST_FLOWS))
        places = pl.concat(
            [
                table.select(name=side, lon=f"{key}_lon", lat=f"{key}_lat", side=pl.lit(side), placed="placed")
                for side, key in (("county", "county"), ("destination", "city"))
            ]
        )
        places = places.group_by("name", "side").agg(pl.col("lon", "lat").first(), pl.col("placed").sum())
        x, y = _degrees(places)
        lines = (
            alt.Chart(table)
            .mark_rule(color=COLOUR, opacity=0.45)
            .encode(
                x=alt.X("county_lon:Q", scale=x, title=None, axis=None),
                y=alt.Y("county_lat:Q", scale=y, title=None, axis=None),
                x2="city_lon:Q",
                y2="city_lat:Q",
                strokeWidth=alt.StrokeWidth("placed:Q", scale=alt.Scale(range=[0.5, 9]), legend=None),
            )
        )
        base = alt.Chart(places).encode(x=alt.X("lon:Q", scale=x), y=alt.Y("lat:Q", scale=y))
        colour = alt.Color(
            "side:N", scale=alt.Scale(domain=["county", "destination"], range=[THIRD, SECOND]), legend=None
        )
        points = base.mark_circle(size=50, opacity=1).encode(color=colour)
        named = _apart(places.filter(pl.col("side") == "destination").sort("placed", descending=True))
        labels = alt.Chart(named).mark_text(dy=-9, fontSize=11)
        labels = labels.encode(x=alt.X("lon:Q", scale=x), y=alt.Y("lat:Q", scale=y), text="name:N")
        return (lines + points + labels).properties(width=WIDTH, height=WIDTH * 0.7)

    def _prices(self) -> Any:
        import altair as alt

        table = self._of.prices.drop_nulls()
        x, y = _degrees(table)
        base = alt.Chart(table).encode(
            x=alt.X("lon:Q", scale=x, title=None, axis=None), y=alt.Y("lat:Q", scale=y, title=None, axis=None)
        )
        circles = base.mark_circle(opacity=0.75).encode(
            size=alt.Size("vacancies:Q", title=self._say("page.prices.vacancies"), scale=alt.Scale(range=[40, 1500])),
            color=alt.Color("price:Q", title=self._say("page.prices.price"), scale=alt.Scale(scheme="oranges")),
        )
        labels = alt.Chart(_apart(table.sort("vacancies", descending=True))).mark_text(dy=-12, fontSize=11)
        labels = labels.encode(x=alt.X("lon:Q", scale=x), y=alt.Y("lat:Q", scale=y), text="city:N")
        return (circles + labels).properties(width=WIDTH - 120, height=WIDTH * 0.6)


def _short(flows: pl.DataFrame) -> pl.DataFrame:
    """Counties by their own name, without that of the city that they are in."""
    return flows.with_columns(pl.col("county").str.split(" ").list.last())


def _apart(places: pl.DataFrame) -> pl.DataFrame:
    """The places whose names do not cover that of an earlier one."""
    kept: list[int] = []
    lon, lat = places["lon"].to_list(), places["lat"].to_list()
    span = max(1e-9, max(lon) - min(lon), max(lat) - min(lat))
    for at in range(places.height):
        near = (k for k in kept if abs(lon[k] - lon[at]) < 0.12 * span and abs(lat[k] - lat[at]) < 0.04 * span)
        if next(near, None) is None:
            kept.append(at)
    return places[kept]


def _degrees(places: pl.DataFrame) -> tuple[Any, Any]:
    """Scales on which a degree is as long in both directions, about."""
    import altair as alt

    low_lon, high_lon = float(places["lon"].min()), float(places["lon"].max())  # type: ignore[arg-type]
    low_lat, high_lat = float(places["lat"].min()), float(places["lat"].max())  # type: ignore[arg-type]
    pad = max(0.4, 0.08 * max(high_lon - low_lon, high_lat - low_lat))
    return (
        alt.Scale(domain=[low_lon - pad, high_lon + pad], zero=False, nice=False),
        alt.Scale(domain=[low_lat - pad, high_lat + pad], zero=False, nice=False),
    )
