"""A person or a job explained, as a planner reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.engine.constraints import VACANCIES
from jobmatch.explain import ByRule, Charge, Flip, JobExplained, Missing, Option, PersonExplained, Removal, Tried
from jobmatch.report.fitted import Fitted
from jobmatch.report.numbers import count, money
from jobmatch.report.page.frame import Cells, Head
from jobmatch.words import PHRASES, Lang, said, say
from jobmatch.words.catalogue import COMMA
from jobmatch.words.limit_names import limit_name, limit_named


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
        code = found.reason
        if code == "outbid" and (found.levers or found.rule is not None):
            code = "outbid_limits" if found.rule is None else "outbid_rule"
        reason = say(f"reason.{code}", lang)
        yield Text(say("explain.unplaced", lang, person=found.person_id, reason=reason), style="bold")
        yield from _asks(found, lang)
        yield Text(say("explain.stay", lang, stay=stay))
    if found.rule is not None:
        yield from _by_rule(found.rule, lang)
    yield Text("")
    yield from _rules(found, lang)
    if found.options:
        yield Text("")
        yield from _options(found, lang, quantum)
    if found.place is None and found.rule is None:
        yield Text("")
        yield from _flips(found, lang, quantum)


def _by_rule(found: ByRule, lang: Lang) -> Iterator[Text]:
    """What the rule did that made the plan."""
    rule = say(f"rule_of.{found.rule}", lang)
    if found.turn is None:
        yield Text(say("explain.by_rule", lang, rule=rule))
    else:
        yield Text(say("explain.in_turn", lang, rule=rule, turn=count(found.turn), persons=count(found.persons)))
    yield from _ranked(found, lang)
    left = found.better - found.full
    if not found.better:
        yield Text(say("explain.has_best", lang))
        return
    yield Text(say("explain.better", lang, better=count(found.better), full=count(found.full)))
    if left:
        yield Text(say("explain.better_open", lang, left=count(left)))


def _ranked(found: ByRule, lang: Lang) -> Iterator[Text]:
    """What either side ranks by, where that is not the whole cost."""

    def named(terms: tuple[str, ...]) -> str:
        return COMMA[lang].join(say(f"term.{name}", lang) if f"term.{name}" in PHRASES else name for name in terms)

    if found.persons_by:
        yield Text(say("explain.persons_rank", lang, terms=named(found.persons_by)))
    if found.employers_by is not None:
        code = "explain.employers_rank" if found.employers_by else "explain.employers_ties"
        yield Text(say(code, lang, terms=named(found.employers_by)))


def _of_place(found: PersonExplained, place: Option, lang: Lang, quantum: float) -> Iterator[Text]:
    region = "" if place.region is None else said("in_brackets", text=_where(place))
    route = say("explain.by_course", lang, route=place.route) if place.route else ""
    wage = "" if place.wage is None else say("value.yuan_a_month", lang, amount=_wage(place.wage))
    facts = "".join(f"{say('comma', lang)}{each}" for each in (place.job_type or "", wage) if each)
    fields = {"person": found.person_id, "job": place.job_id, "region": region, "route": route, "facts": facts}
    yield Text(say("explain.placed", lang, **fields), style="bold")
    if found.bound:
        yield Text(say("explain.bound", lang))
    yield from _asks(found, lang)
    terms = " + ".join(f"{say(f'term.{name}', lang)} {money(value, quantum)}" for name, value in place.terms.items())
    yield Text(say("explain.cost", lang, terms=terms or "0", cost=money(place.cost, quantum)))
    stay = money(found.unmatched_cost, quantum)
    if place.comes_to is None or place.charges is None:
        yield Text(say("explain.stay", lang, stay=stay))
        return
    charges = " + ".join(_charge(charge, lang, quantum) for charge in place.charges)
    sum_ = money(place.comes_to, quantum)
    code = "explain.bound_to" if found.bound else "explain.by_prices" if found.levers else "explain.comes_to"
    yield Text(say(code, lang, charges=charges or "0", comes_to=sum_, stay=stay))
    if found.tied:
        yield Text(say("explain.draw_stay", lang))


def _charge(charge: Charge, lang: Lang, quantum: float) -> str:
    name = limit_name(charge.constraint, charge.group)
    what = said("explain.vacancy_of", group=charge.group) if charge.constraint == VACANCIES else name
    return say("explain.charge", lang, amount=money(charge.amount, quantum), what=what)


USUAL = {("status", "looking"), ("max_tier", "outside"), ("priority", "default")}
"""What the list says of most persons, and need not be told."""


def _asks(found: PersonExplained, lang: Lang) -> Iterator[Text]:
    """What the list says of the person asked for."""
    asks = []
    for name, cell in found.asks.items():
        value = cell
        if name in ("min_wage", "wish_wage"):
            value = _wage(float(cell))
        elif (name, cell) in USUAL:
            continue
        elif name == "max_tier":
            value = say(f"farthest.{cell}", lang)
        elif cell == "*" and name in ("wish_regions", "wish_job_types"):
            value = say(f"asks.all.{name}", lang)
        elif name in ("wish_job_types", "skills"):
            value = COMMA[lang].join(cell.split(";"))
        elif f"{name}.{cell}" in PHRASES:
            value = say(f"{name}.{cell}", lang)
        asks.append(say(f"asks.{name}", lang, value=value))
    if asks:
        yield Text(say("explain.asks", lang, asks=say("comma", lang).join(asks)))


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


TEXTS = {"explain.job": 0, "explain.region": 2, "explain.type_column": 3, "explain.held_column": 1}
"""Columns of texts, and how soon a narrow screen leaves them out (0: never)."""


def _options(found: PersonExplained, lang: Lang, quantum: float) -> Iterator[RenderableType]:
    others = found.eligible_jobs - (found.place is not None)
    shown = {"shown": count(len(found.options)), "jobs": count(others)}
    yield Text(say("explain.options" if found.place is None else "explain.others", lang, **shown), style="bold")
    first = "short" if found.exact else "short_least" if found.place is None else "dearer"
    columns = {
        "explain.job": [_job(option, lang) for option in found.options],
        "explain.region": [option.region_name or "" for option in found.options],
        "explain.type_column": [option.job_type or "" for option in found.options],
        "explain.wage_column": ["" if option.wage is None else _wage(option.wage) for option in found.options],
        "explain.filled_column": [
            say("explain.filled", lang, filled=count(o.filled), vacancies=count(o.vacancies)) for o in found.options
        ],
        "explain.held_column": [_held(option, lang) for option in found.options],
        "explain.cost_column": [money(option.cost, quantum) for option in found.options],
    }
    priced = all(option.comes_to is not None for option in found.options)
    if priced:
        columns |= {
            "explain.charge_column": [money((o.comes_to or 0.0) - o.cost, quantum) for o in found.options],
            "explain.sum_column": [money(o.comes_to or 0.0, quantum) for o in found.options],
            f"explain.{first}_column": [_behind(found, o.behind or 0.0, lang, quantum) for o in found.options],
        }
    shown_columns = {name: cells for name, cells in columns.items() if any(cells)}
    heads = [Head(say(name, lang), name not in TEXTS, TEXTS.get(name, 0)) for name in shown_columns]
    yield Fitted(Cells(heads, [list(row) for row in zip(*shown_columns.values(), strict=True)]))
    stay = money(found.unmatched_cost, quantum)
    none = "explain.no_prices" if found.rule is None else "explain.no_prices_of_rule"
    yield Text(say(f"explain.{first}", lang, stay=stay) if priced else say(none, lang), style="dim")
    if found.tied and found.place is None:
        yield Text(say("explain.draw_place", lang))
    if found.household:
        yield Text(say("explain.household", lang), style="dim")


def _wage(amount: float) -> str:
    """A wage, with decimals only where there are some."""
    return money(amount, 0.01 if amount % 1 else 1)


def _behind(found: PersonExplained, amount: float, lang: Lang, quantum: float) -> str:
    return say("explain.equal", lang) if found.exact and abs(amount) < quantum / 2 else money(amount, quantum)


def _job(option: Option, lang: Lang) -> str:
    return option.job_id + (say("in_brackets", lang, text=option.route) if option.route else "")


def _held(option: Option, lang: Lang) -> str:
    parts = []
    for name, number in option.held_by.items():
        code = f"priority.{name}"
        parts.append(f"{count(number)} {say(code, lang) if code in PHRASES else name}")
    return COMMA[lang].join(parts)


def _flips(found: PersonExplained, lang: Lang, quantum: float) -> Iterator[Text]:
    if found.flips is None:
        yield Text(say("explain.untold", lang))
        return
    if found.flips:
        yield Text(say("explain.flips", lang), style="bold")
        yield from (Text(f"  · {_flip(flip, lang, quantum)}") for flip in found.flips)
        yield Text(say("explain.room", lang), style="dim")
    else:
        yield Text(say("explain.no_flips", lang), style="bold")
    if found.tried:
        yield Text(say("explain.tried", lang), style="bold" if found.flips else "")
        yield from (Text(f"  · {_tried(each, lang, quantum)}") for each in found.tried)
        yield Text(say("explain.untried", lang), style="dim")


def _tried(each: Tried, lang: Lang, quantum: float) -> str:
    none = each.job_id is None or each.behind is None
    words = "explain.tried_number" if none else "explain.tried_others"
    others = say(words, lang, number=count(each.number)) if each.number > 1 else ""
    if each.job_id is None or each.behind is None:
        return say("explain.tried_none", lang, what=say(f"tried.{each.change}", lang), others=others)
    what = say(f"flip.{each.change}", lang, name=_amount(each, quantum), courses="")
    behind = money(each.behind, quantum)
    return say("explain.tried_row", lang, what=what, job=each.job_id, behind=behind, others=others)


def _amount(change: Flip | Tried, quantum: float) -> str:
    return money(float(change.to), quantum) if change.change == "min_wage" else change.name


def _flip(flip: Flip, lang: Lang, quantum: float) -> str:
    courses = say("flip.courses", lang, courses=flip.courses) if flip.courses else ""
    what = say(f"flip.{flip.change}", lang, name=_amount(flip, quantum), courses=courses)
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
    region = "" if found.region is None else said("in_brackets", text=_where(found))
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
    if found.held_back:
        yield Text("")
        code = "explain.held_back" if found.limits else "explain.held_back_rules"
        yield Text(say(code, lang, persons=count(found.held_back)), style="bold")
        for limit, number in found.limits.items():
            yield Text(f"  · {say('explain.limit', lang, limit=limit_named(limit), persons=count(number))}")
    if found.raises:
        yield Text("")
        yield Text(say("explain.raises", lang), style="bold")
        for each in found.raises:
            fields = {"more": money(each.more, 1), "wage": money(each.wage, 1), "eligible": count(each.eligible)}
            yield Text(f"  · {say('explain.raise', lang, come=count(each.would_come), **fields)}")


def _lack(each: Missing, lang: Lang) -> str:
    courses = say("flip.courses", lang, courses=each.courses) if each.courses else ""
    come = "" if each.would_come is None else say("explain.lack_come", lang, come=count(each.would_come))
    return say("explain.lack", lang, persons=count(each.persons), skill=each.skill, courses=courses, come=come)
