"""prices.csv of a run with levers: a row for each limit, what it takes up, and prices that fit (docs/levers.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.certificate import Duals, in_order
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.levers import Levers
from jobmatch.verify.limits import HARD, MAX_OUT, Limits
from jobmatch.verify.plan import Plan, money
from jobmatch.verify.prices import COLUMNS, PRICES, differing
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.verify.vectors import within_reach
from jobmatch.words import Words, said

BLANK = -(2**61)


@dataclass(frozen=True)
class LimitPrices:
    """By limit, in quanta, `BLANK` where blank: `price` and `fewer`; and faults found on reading."""

    price: Ints
    fewer: Ints
    faults: list[Words]


def read_limit_prices(run: Path, case: Case, plan: Plan, limits: Limits, used: Ints) -> LimitPrices:
    """Read prices.csv; `limits` are those of the plan, `used` is what it takes up of each.

    Raises
    ------
    Halt
        It does not have one row for each limit, or a price is no whole number of quanta.
    """
    table = read_table(run, PRICES, COLUMNS, exactly=True)
    row = limits.find(table["constraint"], table["group"])
    _refuse_other_rows(row, table["constraint"].to_list(), table["group"].to_list(), limits)
    at = np.argsort(row)
    stated = {column: scaled(table[column], 0, f"{PRICES}, {column}")[at] for column in ("limit", "used")}
    prices = {
        column: scaled(table[column], case.decimals, f"{PRICES}, {column}", blank=BLANK)[at]
        for column in ("price", "price_fewer")
    }
    for price in prices.values():
        within_reach(np.where(price == BLANK, 0, price), PRICES)
    faults: list[Words] = [
        said(
            "verified.price_stated",
            prices=PRICES,
            name=limits.name(of),
            column=column,
            stated=stated[column][of],
            true=true[of],
        )
        for column, true in (("limit", limits.limit), ("used", used))
        for of in np.flatnonzero(stated[column] != true).tolist()
    ]
    faults += differing(plan, case, prices, BLANK)
    if not in_order(np.zeros(table.height, np.int64), table["constraint"], table["group"]):
        faults.append(said("verified.not_sorted_by_constraint", prices=PRICES))
    return LimitPrices(prices["price"], prices["price_fewer"], faults)


def _refuse_other_rows(row: Ints, constraint: list[str], group: list[str], limits: Limits) -> None:
    """Halt unless there is one row for each limit."""
    for at in np.flatnonzero(row < 0).tolist():
        raise Halt(
            "prices",
            said("verified.no_limit_here", prices=PRICES, row=at + 1, constraint=constraint[at], group=group[at]),
        )
    times = np.bincount(row, minlength=len(limits))
    for of in np.flatnonzero(times != 1).tolist():
        raise Halt("prices", said("verified.rows_not_one", prices=PRICES, name=limits.name(of), times=times[of]))


def check_limit_prices(
    prices: LimitPrices, duals: Duals, levers: Levers, limits: Limits, case: Case, used: Ints, optimal: bool
) -> Check:
    """Rows, limits and use are true; at an optimum the prices are blank, 0, below and above 0 where they must be.

    Parameters
    ----------
    duals
        Those of the leaf that the plan lies in; they matter where `cost` is the only stage.
    limits, used
        The limits of the plan, and what it takes up of each.
    """
    faults: list[Words] = list(prices.faults)
    tests: list[tuple[Bools, Words]] = []
    if levers.without_prices:
        stated = (prices.price != BLANK) | (prices.fewer != BLANK)
        tests.append((stated, said("verified.prices_blank")))
    if levers.one_stage and not levers.without_prices:
        # With stages before it the cost may move either way.
        tests += _signs(prices, limits)
    if optimal and not levers.without_prices:
        tests += _free(prices, limits, used)
    if optimal and levers.one_stage and not levers.without_prices:
        # Persons who are bound may leave no other plan, whatever limit moves.
        blanks = [] if levers.bound.any() else _blanks(prices, limits)
        tests += [*blanks, *_beside(prices, duals, limits)]
    for wrong, words in tests:
        for row in np.flatnonzero(wrong).tolist():
            words_of = [
                said("verified.blank") if price[row] == BLANK else money(price[row], case)
                for price in (prices.price, prices.fewer)
            ]
            faults.append(
                said(
                    "verified.price_words",
                    prices=PRICES,
                    name=limits.name(row),
                    words=words,
                    words_of=words_of[0],
                    words_of2=words_of[1],
                )
            )
    return verdict(
        "prices", faults, said("verified.limits_with_prices", number=len(limits), number2=int((prices.price > 0).sum()))
    )


def _signs(prices: LimitPrices, limits: Limits) -> Iterator[tuple[Bools, Words]]:
    both = (prices.price != BLANK) & (prices.fewer != BLANK)
    yield both & (prices.fewer < prices.price), said("verified.fewer_below")
    for column, price in (("price", prices.price), ("price_fewer", prices.fewer)):
        stated = price != BLANK
        yield stated & ~limits.lower & (price < 0), said("verified.below_0", column=column)
        yield stated & limits.lower & (price > 0), said("verified.lower_above_0", column=column)


def _free(prices: LimitPrices, limits: Limits, used: Ints) -> Iterator[tuple[Bools, Words]]:
    """A limit that could be tighter at no cost is worth nothing."""
    free = np.where(limits.lower, used > limits.limit, used < limits.limit)
    for column, price in (("price", prices.price), ("price_fewer", prices.fewer)):
        yield free & (price != BLANK) & (price != 0), said("verified.must_be_0", column=column)


def _blanks(prices: LimitPrices, limits: Limits) -> Iterator[tuple[Bools, Words]]:
    """A limit can move unless it would be below 0, or no plan would be left, which takes a hard lower limit.

    A plan may also come without any prices at all.
    """
    if (prices.price == BLANK).all() and (prices.fewer == BLANK).all():
        return
    free_to_stay, pinned = not (limits.lower & (limits.soft == HARD)).any(), limits.pinned
    loose = ~limits.lower | (free_to_stay & ~pinned)
    yield loose & (prices.price == BLANK), said("verified.price_blank")
    loose = limits.lower | (free_to_stay & ~pinned)
    yield loose & (limits.limit > 0) & (prices.fewer == BLANK), said("verified.fewer_blank")


def _beside(prices: LimitPrices, duals: Duals, limits: Limits) -> Iterator[tuple[Bools, Words]]:
    """A dual lies between the two prices, where it is one of money alone; households' limits have none."""
    every = duals.of_all(limits)
    money_alone = ~every[:, :-1].any(axis=1) & (limits.constraint != MAX_OUT).to_numpy()
    dual = every[:, -1]
    yield money_alone & (prices.price != BLANK) & (prices.price > dual), said("verified.price_above_dual")
    yield money_alone & (prices.fewer != BLANK) & (prices.fewer < dual), said("verified.fewer_below_dual")
