"""The answer to a target as people read it, and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.report.numbers import count, money
from jobmatch.scenarios.targets.document import Mean, Money, Seats, Target
from jobmatch.scenarios.targets.reach import Reached, Way
from jobmatch.words import Lang, Said, said, say
from jobmatch.words.limit_names import limit_name, stage_name

MOST = 20
"""Groups of vacancies that the screen shows."""


def reached_view(found: Reached, target: Target, lang: Lang = "en", out: Path | None = None) -> RenderableType:
    """What is asked, what each mean can do, what the cheapest mix buys, and where the files are."""
    goals = found.situation.goals
    parts: list[RenderableType] = [Text(target.name), ""]
    for figure, number in goals.items():
        now = found.now.most[figure].reached
        of = found.situation.listed[figure]
        parts.append(
            Text(
                say("target.goal", lang, figure=stage_name(figure), number=count(number), of=count(of), now=_some(now))
            )
        )
    if found.now.status in ("exact", "bracketed"):
        parts.append(Text(say("target.now", lang)))
    parts += ["", _ways(found, lang)]
    mix = found.mix
    if mix.bought is not None:
        parts += ["", Text(say("target.mix", lang), style="bold"), *_bought(found, lang)]
    if mix.blocked is not None:
        parts += ["", Text(say("target.blocked", lang), style="bold"), *_blocked(mix.blocked, lang)]
    if out is not None:
        parts += ["", Text(say("target.wrote", lang, out=out))]
    return Group(*parts)


def reached_json(found: Reached, target: Target) -> dict[str, Any]:
    """The same as one JSON object."""
    situation, plan = found.situation, found.plan
    return {
        "name": target.name,
        "target": {
            figure: {"at_least": number, "listed": situation.listed[figure]}
            for figure, number in situation.goals.items()
        },
        "now": _way_json(found.now),
        "alone": [_way_json(way) for way in found.alone],
        "mix": _way_json(found.mix),
        "plan": None
        if plan is None
        else {
            "status": plan.status.value,
            "objective": plan.objective,
            "bound": plan.bound,
            "placed": plan.summary["counts"]["placed"],
            "reached": situation.reached(plan.assignment),
        },
    }


def _ways(found: Reached, lang: Lang) -> Table:
    """A line for each mean, and one for all: the most it reaches, and the least that reaches the target."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(say("target.by", lang))
    for figure in found.situation.goals:
        heading = say("target.most", lang, figure=stage_name(figure))
        table.add_column(heading, justify="right")
    table.add_column(say("target.amount", lang), justify="right")
    table.add_column(say("target.spent", lang), justify="right")
    table.add_column(say("target.known", lang))
    together = [(say("target.all", lang), found.mix)] if len(found.alone) > 1 else []
    for name, way in [(_mean(way.means[0]).text(lang), way) for way in found.alone] + together:
        most = [_some(way.most[figure].reached) for figure in found.situation.goals]
        amount = "" if way.bought is None or len(way.means) > 1 else _amount(way.means[0], way)
        table.add_row(name, *most, amount, _spent(way), say(f"target.status.{way.status}", lang))
    return table


def _spent(way: Way) -> str:
    """What is spent, or between what and what."""
    if way.low is None:
        return ""
    if way.high is None:
        return f"≥ {money(way.low)}"
    return money(way.high) if way.low == way.high else f"{money(way.low)} – {money(way.high)}"


def _bought(found: Reached, lang: Lang) -> list[RenderableType]:
    mix = found.mix
    assert mix.bought is not None
    assert found.plan is not None
    parts: list[RenderableType] = []
    for mean in mix.means:
        parts.append(Text(say("target.buys", lang, mean=_mean(mean), amount=_amount(mean, mix))))
        groups = mix.bought.vacancies.filter(mean=mean.name, group="").is_empty()
        rows = mix.bought.vacancies.filter(mean=mean.name).sort("vacancies", descending=True, maintain_order=True)
        for group, number in rows.head(MOST if groups else 0).select("group", "vacancies").iter_rows():
            parts.append(Text(f"  {group}  {count(number)}"))
        if groups and rows.height > MOST:
            parts.append(Text(say("target.more_groups", lang, count=rows.height - MOST)))
    reached = found.situation.reached(found.plan.assignment)
    told = ", ".join(say("target.reaches", lang, figure=stage_name(k), number=count(n)) for k, n in reached.items())
    return [*parts, Text(say("target.plan", lang, told=told))]


def _blocked(blocked: dict[str, Any], lang: Lang) -> list[RenderableType]:
    if "conflict" in blocked:
        names = [limit_name(name) for name in blocked["conflict"]]
        return [Text(say("target.conflict", lang, names=tuple(names)))]
    told = {name: count(blocked[name]) for name in ("wanted", "at_most", "short")}
    figure = stage_name(blocked["figure"])
    lines: list[RenderableType] = [
        Text(say("target.short", lang, figure=figure, **told)),
        Text(
            say(
                "target.full",
                lang,
                figure=figure,
                full=count(blocked["full_jobs"]),
                jobs=count(blocked["jobs"]),
            )
        ),
    ]
    for reason, number in sorted(blocked["left_over"].items(), key=lambda pair: -pair[1]):
        lines.append(
            Text(
                say(
                    "target.left",
                    lang,
                    number=count(number),
                    why=said("reason.outbid_limits" if reason == "outbid" else f"reason.{reason}"),
                )
            )
        )
    if blocked["limits"]:
        lines.append(Text(say("target.used_up", lang, names=tuple(map(limit_name, blocked["limits"])))))
    return lines


def _mean(mean: Mean) -> Said:
    kind = "money" if isinstance(mean, Money) else "seats" if isinstance(mean, Seats) else "vacancies"
    return said(f"target.mean.{kind}", name=mean.name)


def _amount(mean: Mean, way: Way) -> str:
    assert way.bought is not None
    amount = way.bought.amount(mean)
    return money(amount) if isinstance(mean, Money) else count(int(amount))


def _some(number: int | None) -> str:
    return "?" if number is None else count(number)


def _way_json(way: Way) -> dict[str, Any]:
    bought = way.bought
    return {
        "means": [mean.name for mean in way.means],
        "most": {figure: {"reached": most.reached, "bound": most.bound} for figure, most in way.most.items()},
        "status": way.status,
        "low": way.low,
        "high": way.high,
        "bought": None
        if bought is None
        else {
            "amounts": {mean.name: bought.amount(mean) for mean in way.means},
            "vacancies": bought.vacancies.to_dicts(),
            "money_in_all": bought.used,
        },
        "reached": way.reached,
        "blocked": way.blocked,
    }
