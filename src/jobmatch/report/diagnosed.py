"""A diagnosis, as a planner reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from jobmatch.explain import Diagnosis, GiveWay, Shortage
from jobmatch.report.numbers import count
from jobmatch.words import Lang, said, say
from jobmatch.words.limit_names import limit_name

MOST = 10
"""Limits and sets of persons that are shown."""


def diagnosis_view(found: Diagnosis, lang: Lang = "en") -> RenderableType:
    """What cannot hold together, the cheapest way out, and where places are too few."""
    return Group(*_parts(found, lang))


def _parts(found: Diagnosis, lang: Lang) -> Iterator[Text]:
    counts = found.result.summary["counts"]
    if found.result.plan is not None:
        placed, seekers = count(counts["placed"]), count(counts["seekers"])
        yield Text(say("diagnosis.plan", lang, placed=placed, seekers=seekers), style="bold")
    elif found.result.status != "infeasible":
        yield Text(say("diagnosis.unknown", lang), style="bold")
    else:
        yield from _clash(found, lang)
    if found.shortages:
        yield Text("")
        yield Text(say("diagnosis.shortage", lang), style="bold")
        for each in found.shortages[:MOST]:
            yield Text(f"  · {_set(each, lang)}")


def _clash(found: Diagnosis, lang: Lang) -> Iterator[Text]:
    yield Text(say("diagnosis.none", lang), style="bold")
    for each in found.clash[:MOST]:
        limit = limit_name(each.constraint, each.group)
        if each.limit is not None:
            limit = said("limit.number", limit=limit, number=_number(each.limit))
        yield Text(f"  · {limit.text(lang)}")
    if len(found.clash) > MOST:
        yield Text(f"  · … {count(len(found.clash) - MOST)}")
    if found.short_by:
        yield Text(say("diagnosis.short", lang, units=count(found.short_by)))
    yield Text(say("diagnosis.others", lang), style="dim")
    yield Text("")
    if found.repair is None:
        yield Text(say("diagnosis.no_repair", lang))
    else:
        yield Text(say("diagnosis.repair", lang), style="bold")
        yield from _changes(found.repair.changes, lang)
        fields = {"total": _number(found.repair.total), "placed": count(found.repair.placed)}
        yield Text(say("diagnosis.proven" if found.repair.proven else "diagnosis.open", lang, **fields))
    if found.budgets:
        yield Text("")
        yield Text(say("diagnosis.budgets", lang), style="bold")
        yield from _changes(found.budgets, lang)


def _changes(changes: tuple[GiveWay, ...], lang: Lang) -> Iterator[Text]:
    for each in changes[:MOST]:
        fields = {"limit": _number(each.limit), "becomes": _number(each.becomes)}
        yield Text(f"  · {say('diagnosis.change', lang, name=limit_name(each.constraint, each.group), **fields)}")
    if len(changes) > MOST:
        yield Text(f"  · … {count(len(changes) - MOST)}")


def _set(each: Shortage, lang: Lang) -> str:
    def told(places: tuple[tuple[str, int], ...]) -> str:
        named = [f"{name} {count(number)}" for name, number in places]
        return say("in_brackets", lang, text=named) if named else ""

    numbers = {"persons": each.persons, "jobs": each.jobs, "vacancies": each.vacancies, "stay": each.must_stay}
    fields = {name: count(number) for name, number in numbers.items()}
    return say("diagnosis.set", lang, homes=told(each.homes), regions=told(each.regions), **fields)


def _number(number: float) -> str:
    return count(int(number)) if number == int(number) else count(number)
