"""The tables of an audit in words, and the sentences behind them; the screen and the page show the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jobmatch.explain.fairness import Audit, Lottery
from jobmatch.policy import TIERS
from jobmatch.report.numbers import count, money, percent
from jobmatch.report.page.frame import Cells, Head
from jobmatch.words import PHRASES, Lang, say

LEAST_P = 0.001
"""p values below it are told as such."""

SPARE = {"mean_km": 2, "mean_wage": 1, "theil": 2, "ratio": 1}
"""Columns that a narrow screen leaves out, the greatest first; the page and `--json` have them."""


def column_name(by: str, lang: Lang) -> str:
    """What a column is called that groups are made by."""
    code = f"audit.by.{by.removeprefix('persons.')}"
    return say(code, lang) if code in PHRASES else by


def group_name(row: Mapping[str, Any], lang: Lang) -> str:
    """What a group is called."""
    if row["pooled"]:
        return say("audit.pooled", lang, groups=count(row["pooled"]))
    if row["group"] is None:
        return say("audit.blank", lang)
    code = f"priority.{row['group']}"
    return say(code, lang) if row["by"] == "priority" and code in PHRASES else str(row["name"])


def groups_table(found: Audit, by: str, lang: Lang, *, wide: bool = False) -> Cells:
    """A row for each group of a column; wide: with tiers."""
    names = ["persons", "with_eligible", "placed", "rate", "rate_of_eligible", "mean_wage", "mean_km"]
    heads = [
        Head(column_name(by, lang), False),
        *(Head(say(f"audit.{name}", lang), True, SPARE.get(name, 0)) for name in names),
    ]
    if wide:
        heads += [Head(say(f"page.tier.{tier}", lang), True) for tier in TIERS]
    heads.append(Head(say("audit.p", lang), True))
    rows = []
    for row in found.groups.filter(by=by).iter_rows(named=True):
        cells = [group_name(row, lang), *(count(row[name]) for name in names[:3])]
        cells += [_rate(row, "rate"), _rate(row, "rate_of_eligible"), _mean(row, "mean_wage"), _mean(row, "mean_km")]
        cells += [_part(row[f"tier_{tier}"]) for tier in TIERS] if wide else []
        rows.append([*cells, p_value(row["p"])])
    return Cells(heads, rows)


def apart_table(found: Audit, lang: Lang) -> Cells:
    """How far the groups of each column are apart."""
    names = ("groups", "lowest", "highest", "apart", "ratio", "gini", "gini_by_chance", "theil", "p_holm")
    heads = [
        Head(say("audit.column", lang), False),
        *(Head(say(f"audit.{name}", lang), True, SPARE.get(name, 0)) for name in names),
    ]
    rows = []
    for row in found.columns.drop_nulls("lowest").iter_rows(named=True):
        few = " *" if row["test"] == "chi2_few" else ""
        cells = [column_name(row["by"], lang), count(row["groups"]), *(_part(row[name]) for name in names[1:4])]
        cells += [_number(row[name]) for name in names[4:8]]
        rows.append([*cells, p_value(row["p_holm"]) + few])
    return Cells(heads, rows)


def envy_table(found: Audit, lang: Lang) -> Cells:
    """The three kinds of envy."""
    names = ("envy_placed", "envy_unplaced", "envy_mean", "envy_p90", "envy_most")
    heads = [Head(say("audit.envy", lang), False), *(Head(say(f"audit.{name}", lang), True) for name in names)]
    rows = [
        [say(f"audit.envy.{each.kind}", lang), count(each.placed), count(each.unplaced)]
        + ["" if size is None else money(size) for size in (each.mean, each.p90, each.most)]
        for each in found.envy
    ]
    return Cells(heads, rows)


def lottery_table(drawn: Lottery, lang: Lang) -> Cells:
    """A row for each class of equals."""
    heads = [Head(say(f"audit.equals.{name}", lang), True) for name in ("persons", "share", "between", "fair")]
    heads += [Head(say("audit.equals.outside", lang), True), Head(say("audit.p", lang), True)]
    rows = [
        [
            count(row["persons"]),
            percent(row["share"]),
            f"{percent(row['lowest'])} – {percent(row['highest'])}",
            f"{percent(row['low'])} – {percent(row['high'])}",
            count(row["outside"]),
            p_value(row["p"]),
        ]
        for row in drawn.table.iter_rows(named=True)
    ]
    return Cells(heads, rows)


def lottery_lines(drawn: Lottery, lang: Lang) -> Iterator[str]:
    """What the draws say, in sentences."""
    yield say(
        "audit.lottery.decided",
        lang,
        seeds=count(drawn.seeds),
        places=count(drawn.drawn_places),
        whether=count(drawn.drawn_persons),
        persons=count(drawn.persons),
    )
    if drawn.p is None:
        yield say("audit.lottery.no_equals", lang, equals=count(drawn.with_equals))
    else:
        yield say(
            "audit.lottery.equals",
            lang,
            equals=count(drawn.equals),
            classes=count(drawn.classes),
            outside=count(drawn.outside),
            p=p_value(drawn.p),
        )
    if not drawn.settled:
        yield say("audit.lottery.not_proven", lang)


def has_few(found: Audit) -> bool:
    """Whether a test is marked as one that expects few persons in some groups."""
    return bool((found.columns["test"] == "chi2_few").any())


def p_value(p: float | None) -> str:
    """A p value with three decimals."""
    if p is None:
        return ""
    return f"<{LEAST_P}" if p < LEAST_P else f"{p:.3f}"


def _rate(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return ""
    low, high = (f"{100 * row[name + end]:.1f}" for end in ("_low", "_high"))
    return f"{100 * row[name]:.1f} % ({low}–{high})"


def _mean(row: Mapping[str, Any], name: str) -> str:
    if row[name] is None:
        return ""
    half = "" if row[f"{name}_high"] is None else f" ± {row[f'{name}_high'] - row[name]:,.0f}"
    return f"{row[name]:,.0f}{half}"


def _part(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
