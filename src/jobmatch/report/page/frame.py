"""The frame of a page: its parts, how they become one file that refers to nothing else, and pictures in it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from jobmatch.errors import UnsupportedError
from jobmatch.words import Lang, said, say

FONT = "Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, PingFang SC, sans-serif"
COLOUR, SECOND, THIRD = "#2f6f9f", "#e0912f", "#6b9e3f"
"""Told apart in grey and by the colour-blind."""


@dataclass(frozen=True)
class Head:
    """A column's header, whether it holds numbers, and how soon a narrow screen leaves it out (0: never)."""

    header: str
    number: bool
    spare: int = 0


@dataclass(frozen=True)
class Cells:
    """A table as it is shown."""

    columns: list[Head]
    rows: list[list[str]]


@dataclass(frozen=True)
class Part:
    """A section of the page."""

    name: str
    title: str
    source: str
    pictures: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    table: Cells | None = None
    folded: bool = True
    search: bool = False
    wide: bool = False


def need_extra() -> None:
    """Make sure that pages can be made.

    Raises
    ------
    UnsupportedError
        Altair, vl-convert or Jinja are not installed (the extra ``report``).
    """
    try:
        import altair  # noqa: F401
        import jinja2  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError:
        raise UnsupportedError(said("page.missing")) from None


def rendered(
    title: str,
    run: str,
    who: str,
    parts: Iterable[Part],
    lang: Lang,
    *,
    proof: Mapping[str, Any] | None = None,
    persons: Mapping[str, Any] | None = None,
) -> str:
    """The page as HTML."""
    from jinja2 import Environment

    text = resources.files("jobmatch.report.page").joinpath("page.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
    return template.render(
        lang={"en": "en", "zh": "zh-CN"}[lang],
        title=title,
        run=run,
        who=who,
        proof=proof,
        parts=list(parts),
        numbers=say("page.numbers", lang),
        search=say("page.search", lang),
        persons=persons,
    )


def picture(chart: Any) -> str:
    """A chart of Altair's as SVG that needs no script."""
    import vl_convert

    drawn = chart.configure(font=FONT, background="transparent").configure_view(stroke=None)
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg


def inline(svg: str) -> str:
    """A picture as an address that holds it: pictures share no names of their parts, and run no script."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
