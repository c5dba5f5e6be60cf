"""Read wages: numbers, ranges, and the many ways in which people write yuan a month."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jobmatch.lists.parsed import Cell, Fault, fault

HIGHEST = 100_000
YEARLY = 20_000

_UNKNOWN = {
    "面议",
    "面谈",
    "待定",
    "待议",
    "电议",
    "薪资面议",
    "工资面议",
    "详谈",
    "negotiable",
    "n/a",
    "unknown",
    "未知",
    "-",
    "/",
    "无",
}
_UNITS = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}
_YEARLY = re.compile(r"年薪|年收入|/年|每年|一年|/year|/yr|年$|ayear|peryear|p\.a\.")
_NOT_MONTHLY = re.compile(
    r"日薪|时薪|周薪|/天|/日|/小时|/时|/周|/工|/h|/day|/week|perhour|perday|每天|每日|每小时|每周|一天|计件"
)
_NOISE = re.compile(r"[¥\s]|人民币|rmb|cny|元|块|/人|/月|/month|每月|一月|月薪|工资|permonth|amonth")
_AT_LEAST = re.compile(r"^(?:>=?|≥|不低于|至少)|(?:及?以上|起|\+)$")
_RANGE = re.compile(r"(?:-{1,2}|–|—{1,2}|―|−|~|至|到)")
_NUMBER = re.compile(r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?P<unit>[k千w万]?)")


class _Amount(NamedTuple):
    """A number as written, and what its unit multiplies it by (None: no unit)."""

    number: Decimal
    factor: int | None

    @property
    def yuan(self) -> Decimal:
        return self.number * (self.factor or 1)


def read_wage(text: str) -> Cell:
    """Yuan a month; None without a fault if the cell says that the wage is open to talks.

    The lower end of a range counts, and so does the least of ``3500以上``.
    """
    squeezed = re.sub(r"\s+", "", text.casefold())
    if squeezed in _UNKNOWN:
        return Cell(None)
    if _YEARLY.search(squeezed):
        return fault("wage_yearly")
    if _NOT_MONTHLY.search(squeezed):
        return fault("wage_not_monthly")
    figure = _AT_LEAST.sub("", _NOISE.sub("", squeezed))
    if figure.startswith(("-", "−", "–")) and _amount(figure[1:]) is not None:
        return fault("wage_negative")
    return _read_range([_amount(end) for end in _RANGE.split(figure)])


def _read_range(ends: list[_Amount | None]) -> Cell:
    low, high = ends[0], ends[-1]
    if low is None or high is None or len(ends) > 2:
        return fault("wage_unreadable")
    if low.factor is None and high.factor is not None and low.number <= high.number:
        low = _Amount(low.number, high.factor)  # 3.5-5k is 3500 to 5000
    return fault("wage_range_reversed") if low.yuan > high.yuan else _checked(low.yuan)


def _amount(text: str) -> _Amount | None:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > 30:
        return None
    return _Amount(Decimal(match["digits"].replace(",", "")), _UNITS.get(match["unit"]))


def _checked(yuan: Decimal) -> Cell:
    if yuan > HIGHEST:
        return fault("wage_too_high")
    if yuan * 100 % 1:
        return fault("wage_decimals")
    value = float(yuan)
    return Cell(value, (Fault("wage_looks_yearly"),)) if yuan > YEARLY else Cell(value)
