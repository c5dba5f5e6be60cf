"""How stable a plan is, as a planner reads it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from jobmatch.explain import Stability
from jobmatch.report.numbers import count, money
from jobmatch.words import Lang, say


def stability_view(found: Stability, lang: Lang = "en") -> RenderableType:
    """A few sentences; counts alone."""
    if not found.pairs:
        return Text(say("stability.none", lang))
    lines = [
        say("stability.pairs", lang, pairs=count(found.pairs), persons=count(found.persons), jobs=count(found.jobs)),
        say("stability.room", lang, pairs=count(found.with_room)),
        say("stability.envious", lang, persons=count(found.envious)),
        say("stability.unplaced", lang, persons=count(found.unplaced)),
    ]
    if found.mean_gain is not None and found.most_gain is not None:
        lines.append(say("stability.gain", lang, mean=money(found.mean_gain), most=money(found.most_gain)))
    return Group(*map(Text, lines))
