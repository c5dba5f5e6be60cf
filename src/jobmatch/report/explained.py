"""A person or a job explained, as a planner reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.explain import Flip, JobExplained, Missing, Option, PersonExplained, Removal
from jobmatch.report.numbers import count, money
from jobmatch.words import PHRASES, Lang, say


def person_view(found: PersonExplained, lang: Lang = "en", quantum: float = 0.01) -> RenderableType:
    """All there is to say: the place or the reason, the rules, other jobs, what would change it.

    Parameters
    ----------
    quantum
        The unit of money that costs are rounded to, in yuan.
    """
    return Group(*_parts(found, lang, quantum))


def _parts(found: PersonExplained, lang: Lang, quantum: float) -> Iterator[RenderableType]:
    stay = money(found.unmatched_cost, quantum)
    if found.place is not None:
        yield from _of_place(found, found.place, lang, quantum)
    else:
        scarce = any(charge.constraint != "vacancies" for each in found.options for charge in each.charges or ())
        code = "outbid_limits" if scarce and found.reason == "outbid" else found.reason
        reason = say(f"reason.{code}", lang)
        yield Text(say("explain.unplaced", lang, person=found.person_id, reason=reason), style="bold")
        yield Text(say("explain.stay", lang, stay=stay))
    yield Text("")
    yield from _rules(found, lang)
    if found.options:
        yield Text("")
        yield from _options(found, lang, quantum)
    if found.place is None:
        yield Text("")
        yield from _flips(found, lang, quantum)


def _of_place(found: PersonExplained, place: Option, lang: Lang, quantum: float) -> Iterator[Text]:
    region = "" if place.region is None else f" ({_where(place)})"
    route = say("explain.by_course", lang, route=place.route) if place.route else ""
    fields = {"person": found.person_id, "job": place.job_id, "region": region, "route": route}
    yield Text(say("explain.placed", lang, **fields), style="bold")
    if found.bound:
        yield Text(say("explain.bound", lang))
    terms = " + ".join(f"{say(f'term.{name}', lang)} {money(value, quantum)}" for name, value in place.terms.items())
    yield Text(say("explain.cost", lang, terms=terms or "0", cost=money(place.cost, quantum)))
    stay = money(found.unmatched_cost, quantum)
    if place.comes_to is None or place.charges is None:
        yield Text(say("explain.stay", lang, stay=stay))
        return
    charges = " + ".join(
        f"{charge.constraint}{f' {charge.group}' if charge.group else ''} {money(charge.amount, quantum)}"
        for charge in place.charges
    )
    sum_ = money(place.comes_to, quantum)
    yield Text(say("explain.comes_to", lang, charges=charges or "0", comes_to=sum_, stay=stay))


def _where(found: Option | JobExplained) -> str:
    name = found.region_name or ""
    return name if name == found.region else f"{name} {found.region}".strip()


def _rules(found: PersonExplained, lang: Lang) -> Iterator[RenderableType]:
    first = found.removals[0].removed + found.removals[0].left
    yield Text(say("explain.rules", lang, jobs=count(first)), style="bold")
    yield from _removals(found.removals, "rule", lang)
    yield Text(say("explain.eligible", lang, jobs=count(found.eligible_jobs)))


def _removals(removals: tuple[Removal, ...], words: str, lang: Lang) -> Iterator[RenderableType]:
    """What each rule takes away, those that take nothing left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_column(justify="right")
    for each in removals:
        if each.removed:
            left = say("explain.left", lang, left=count(each.left))
            table.add_row(f"- {count(each.removed)}", say(f"{words}.{each.rule}", lang), left)
    if table.row_count:
        yield table


def _options(found: PersonExplained, lang: Lang, quantum: float) -> Iterator[RenderableType]:
    yield Text(say("explain.options" if found.place is None else "explain.others", lang), style="bold")
    priced = all(option.comes_to is not None for option in found.options)
    names = ["job", "region", "cost_column"]
    names += ["charge_column", "sum_column", "behind_column"] if priced else []
    names.append("held_column")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        right = name.endswith("_column") and name != "held_column"
        table.add_column(say(f"explain.{name}", lang), justify="right" if right else "left")
    for option in found.options:
        cells = [option.job_id + (f" ({option.route})" if option.route else ""), _where(option)]
        cells.append(money(option.cost, quantum))
        if priced and option.comes_to is not None and option.behind is not None:
            cells += [money(x, quantum) for x in (option.comes_to - option.cost, option.comes_to, option.behind)]
        table.add_row(*map(Text, (*cells, _held(option, lang))))
    yield table
    if priced:
        yield Text(say("explain.behind", lang), style="dim")
    else:
        yield Text(say("explain.no_prices", lang), style="dim")
    if found.household:
        yield Text(say("explain.household", lang), style="dim")


def _held(option: Option, lang: Lang) -> str:
    parts = []
    for name, number in option.held_by.items():
        code = f"priority.{name}"
        parts.append(f"{count(number)} {say(code, lang) if code in PHRASES else name}")
    return ", ".join(parts)


def _flips(found: PersonExplained, lang: Lang, quantum: float) -> Iterator[Text]:
    if not found.flips:
        yield Text(say("explain.untold" if found.flips is None else "explain.no_flips", lang))
        return
    yield Text(say("explain.flips", lang), style="bold")
    for flip in found.flips:
        yield Text(f"  · {_flip(flip, lang, quantum)}")


def _flip(flip: Flip, lang: Lang, quantum: float) -> str:
    name = money(float(flip.to), quantum) if flip.change == "min_wage" else flip.name
    courses = say("flip.courses", lang, courses=", ".join(flip.courses)) if flip.courses else ""
    what = say(f"flip.{flip.change}", lang, name=name, courses=courses)
    known = {True: "confirmed", False: "denied", None: "unsure"}[flip.confirmed]
    sure = "" if flip.confirmed is None and flip.sure else say(f"explain.{known}", lang)
    gain = say("explain.gain", lang, gain=money(flip.gain, quantum))
    return say("explain.flip", lang, what=what, job=flip.job_id, gain=gain, sure=sure)


def job_view(found: JobExplained, lang: Lang = "en", quantum: float = 0.01) -> RenderableType:
    """All there is to say of a job: how full it is, who is kept away by what, and what would bring more.

    Parameters
    ----------
    quantum
        The unit of money that costs are rounded to, in yuan.
    """
    return Group(*_of_job(found, lang, quantum))


def _of_job(found: JobExplained, lang: Lang, quantum: float) -> Iterator[RenderableType]:
    region = "" if found.region is None else f" ({_where(found)})"
    filled, vacancies = count(found.filled), count(found.vacancies)
    post = say("explain.post", lang, job=found.job_id, region=region, filled=filled, vacancies=vacancies)
    yield Text(post, style="bold")
    if found.price:
        yield Text(say("explain.worth", lang, price=money(found.price, quantum)))
    yield Text("")
    persons = found.removals[0].removed + found.removals[0].left
    yield Text(say("explain.persons", lang, persons=count(persons)), style="bold")
    yield from _removals(found.removals, "alone", lang)
    numbers = {"here": found.here, "elsewhere": found.elsewhere, "unplaced": found.unplaced}
    fields = {name: count(number) for name, number in numbers.items()}
    yield Text(say("explain.open_to", lang, eligible=count(found.eligible), **fields))
    if found.nearest is not None:
        yield Text(say("explain.nearest", lang, amount=money(found.nearest, quantum)))
    if found.one_rule:
        yield Text("")
        yield Text(say("explain.one_rule", lang), style="bold")
        for rule, number in sorted(found.one_rule.items(), key=lambda item: -item[1]):
            why = say(f"alone.{rule}", lang)
            yield Text(f"  · {say('explain.persons_more', lang, persons=count(number), rule=why)}")
            if rule == "skills":
                yield from (Text(f"      {_lack(each, lang)}") for each in found.skills)
    if found.raises:
        yield Text("")
        yield Text(say("explain.raises", lang), style="bold")
        for each in found.raises:
            fields = {"more": money(each.more, 1), "wage": money(each.wage, 1), "eligible": count(each.eligible)}
            yield Text(f"  · {say('explain.raise', lang, come=count(each.would_come), **fields)}")


def _lack(each: Missing, lang: Lang) -> str:
    courses = say("flip.courses", lang, courses=", ".join(each.courses)) if each.courses else ""
    return say("explain.lack", lang, persons=count(each.persons), skill=each.skill, courses=courses)
