"""The prices of a run: read, checked for sense, and checked to be the least and the greatest (docs/certificate.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints, scaled, total
from jobmatch.verify.files import read_table
from jobmatch.verify.plan import JOBS, Plan, money
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.verify.scan import Answer, Question
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.words import Words, said

PRICES = "prices.csv"
COLUMNS = ("constraint", "group", "limit", "used", "price", "price_fewer")
_UNLIMITED = -1
_HIGHEST = 2**57


@dataclass(frozen=True)
class Prices:
    """By job, in quanta: `price`, and `fewer`, which is -1 where it is blank (no limit)."""

    table: pl.DataFrame
    price: Ints
    fewer: Ints
    limit: Ints
    used: Ints
    differ: list[Words]


def differing(plan: Plan, case: Case, prices: Mapping[str, Ints], blank: int) -> list[Words]:
    """Where jobs.csv states other prices of a job than prices.csv; nothing while the two lists of jobs differ."""
    faults: list[Words] = []
    if (plan.job_row < 0).any() or len(plan.job_row) != len(case.jobs):
        return faults
    for column, price in prices.items():
        there = scaled(plan.jobs[column], case.decimals, f"{JOBS}, {column}", blank=blank)
        jobs = plan.jobs["job_id"].filter(pl.Series(there != price[plan.job_row]))
        faults += [said("verified.files_differ", jobs=JOBS, prices=PRICES, column=column, jobs2=job) for job in jobs]
    return faults


def read_prices(run: Path, case: Case, plan: Plan) -> Prices:
    """Read prices.csv.

    Raises
    ------
    Halt
        It is not one row for each job with the constraint `vacancies`, or a price is no whole number of quanta.
    """
    table = read_table(run, PRICES, COLUMNS, exactly=True)
    other = table.filter(pl.col("constraint") != "vacancies")
    if other.height:
        raise Halt("prices", said("verified.constraint_unknown", prices=PRICES, other=other["constraint"][0]))
    row = case.jobs.find(table["group"])
    if len(row) != len(case.jobs) or (np.sort(row) != np.arange(len(case.jobs))).any():
        raise Halt("prices", said("verified.price_row_a_job", prices=PRICES))
    at = np.argsort(row)
    units = {"limit": 0, "used": 0, "price": case.decimals, "price_fewer": case.decimals}
    by_job = {
        column: scaled(
            table[column], decimals, f"{PRICES}, {column}", blank=_UNLIMITED if column == "price_fewer" else None
        )[at]
        for column, decimals in units.items()
    }
    if max((int(by_job[column].max(initial=0)) for column in ("price", "price_fewer")), default=0) > _HIGHEST:
        raise Halt("range", said("verified.price_too_large", prices=PRICES))
    faults = differing(plan, case, {column: by_job[column] for column in ("price", "price_fewer")}, _UNLIMITED)
    if not table["group"].is_sorted():
        faults.append(said("verified.not_sorted_by_group", prices=PRICES))
    return Prices(table, by_job["price"], by_job["price_fewer"], by_job["limit"], by_job["used"], faults)


def check_prices(prices: Prices, plan: Plan, case: Case, optimal: bool) -> Check:
    """Prices have the right sign and order, limits and use are true, and no free vacancy is priced."""
    faults: list[Words] = list(prices.differ)
    filled = np.bincount(plan.job[plan.known], minlength=len(case.jobs))
    limited = prices.fewer != _UNLIMITED
    tests = [
        (prices.price < 0, said("verified.price_negative")),
        (limited & (prices.fewer < prices.price), said("verified.fewer_below")),
        (prices.limit != case.vacancies, said("verified.limit_not_vacancies")),
        (prices.used != filled, said("verified.used_not_placed")),
    ]
    if optimal:
        free = filled < case.vacancies
        tests.append((~limited & (case.vacancies > 0), said("verified.fewer_blank_vacancies")))
        tests.append((free & (prices.price != 0), said("verified.price_not_0")))
        tests.append((free & (prices.fewer != 0), said("verified.fewer_not_0")))
    for wrong, words in tests:
        for job in np.flatnonzero(wrong).tolist():
            stated = said(
                "verified.price_limit_used",
                money=money(prices.price[job], case),
                limit=prices.limit[job],
                used=prices.used[job],
            )
            faults.append(
                said("verified.job_price_words", prices=PRICES, id=case.jobs.key_of(job), words=words, stated=stated)
            )
    return verdict(
        "prices", faults, said("verified.prices_hold", number=len(case.jobs), number2=int((prices.price > 0).sum()))
    )


def holds(plan: Plan, case: Case) -> Ints:
    """By person, the job in the plan, -1 for none."""
    out = np.full(len(case.seekers), -1, np.int64)
    out[plan.person[plan.known]] = plan.job[plan.known]
    return out


def chosen_triples(plan: Plan, case: Case) -> Triples:
    """The triples of a plan, one a person."""
    held, route = holds(plan, case), np.full(len(case.seekers), NO_ROUTE)
    route[plan.person[plan.known]] = plan.route[plan.known]
    person = np.flatnonzero(held >= 0)
    return case.triples(person, held[person], route[person])


def paid(plan: Plan, case: Case, cost: Ints) -> Ints:
    """By person, what the triple costs, 0 for none; `cost` is that of the known rows of the plan."""
    out = np.zeros(len(case.seekers), np.int64)
    out[plan.person[plan.known]] = cost
    return out


def questions(prices: Prices, plan: Plan, case: Case, cost: Ints) -> list[Question]:
    """What to ask of all pairs at `price` and at `price_fewer`; `cost` is that of the known rows of the plan."""
    held, own = holds(plan, case), paid(plan, case, cost)
    out = []
    for price in (prices.price, prices.fewer):
        closed = price == _UNLIMITED
        asked = np.where(closed, 0, np.maximum(0, price))
        value = case.unmatched.copy()
        value[held >= 0] = (own[held >= 0]) + asked[held[held >= 0]]
        out.append(Question(asked, closed, value))
    return out


def bounds(prices: Prices, case: Case, answer: Answer) -> tuple[int, int]:
    """L(y) of docs/model.md, section 6, at `price` and at `price_fewer`, in quanta."""
    out = []
    for price, best in zip((prices.price, prices.fewer), answer.best, strict=True):
        asked = np.where(price == _UNLIMITED, 0, price)
        dues = [int(y) * int(v) for y, v in zip(asked, case.vacancies, strict=True) if y]
        out.append(total(np.minimum(case.unmatched, best.astype(np.int64))) - sum(dues))
    return out[0], out[1]


def check_extremes(prices: Prices, plan: Plan, case: Case, asked: list[Question], answer: Answer) -> Check:
    """Of an optimal plan, `price` is the least optimal price of each job and `price_fewer` the greatest.

    Every price must be held by a chain of tight pairs that ends where nothing can give way; see docs/certificate.md.
    """
    held, jobs = holds(plan, case), len(case.jobs)
    placed = np.flatnonzero(held >= 0)
    from_job, to_job = _links(answer, 0, jobs)
    least = prices.price == 0
    least[to_job[from_job < 0]] = True  # an unmatched person would take one vacancy more at just this price
    least = _reach(least, from_job, to_job)
    from_job, to_job = _links(answer, 1, jobs)
    greatest = (prices.fewer == _UNLIMITED) | (np.bincount(held[placed], minlength=jobs) < case.vacancies)
    paid = asked[1].target
    assert paid is not None
    greatest[held[placed][paid[placed] == case.unmatched[placed]]] = True  # would rather stay than pay more
    greatest = _reach(greatest, to_job, from_job)
    faults: list[Words] = []
    for column, price, extreme, words in (
        ("price", prices.price, least, said("verified.not_least")),
        ("price_fewer", prices.fewer, greatest, said("verified.not_greatest")),
    ):
        for job in np.flatnonzero(~extreme).tolist():
            faults.append(
                said(
                    "verified.price_is",
                    prices=PRICES,
                    id=case.jobs.key_of(job),
                    column=column,
                    money=money(price[job], case),
                    words=words,
                )
            )
    return verdict("extremes", faults, said("verified.prices_extreme"))


def _links(answer: Answer, question: int, jobs: int) -> tuple[Ints, Ints]:
    """Job held (-1: none) and other job that is just as good, for some person at the prices asked."""
    keys = np.unique(np.concatenate([np.zeros(0, np.int64), *answer.links[question]]))
    return keys // max(1, jobs) - 1, keys % max(1, jobs)


def _reach(start: Bools, tail: Ints, head: Ints) -> Bools:
    """Everything that can be reached from `start` along links tail → head; -1 is no job."""
    out = start.copy()
    inside = (tail >= 0) & (head >= 0)
    tail, head = tail[inside], head[inside]
    while True:
        new = head[out[tail] & ~out[head]]
        if not len(new):
            return out
        out[new] = True
