"""How persons rank jobs, and employers persons: by some terms of the cost, or by a column (docs/rules.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists import LISTS
from jobmatch.lists.dates import read_date
from jobmatch.lists.numbers import decimal
from jobmatch.mechanisms.protocol import Desk
from jobmatch.mechanisms.ranking_kernels import aligned
from jobmatch.pairing import PairList, Scan, open_scan
from jobmatch.policy import WEIGHTLESS, Policy
from jobmatch.problem import compile_problem
from jobmatch.problem.arrays import Int, Small
from jobmatch.problem.usage_columns import column_numbers
from jobmatch.words import said

FIRST = -(1 << 62)
"""Key of a person who is bound to the job."""


@dataclass(frozen=True, eq=False)
class Rankings:
    """Who prefers what; the same pairs are eligible as in the problem.

    Attributes
    ----------
    persons
        Costs are what persons rank jobs by, the least first, then the job that the draw has first.
    turn
        Place of each person in the order by which employers decide ties, shape ``(n,)``.
    """

    persons: Scan
    jobs: int
    turn: Small
    bound: Small
    _employers: Scan | None
    _of_person: Int | None
    _of_pair: Int | None

    def keys(self, who: Small, pairs: PairList) -> Int:
        """What employers rank by, the least first, of all pairs of `who`; ties are decided by `turn`."""
        person = who[pairs.person]
        if self._of_person is not None:
            key = self._of_person[person]
        elif self._of_pair is not None:
            rows = self.persons.rows(person, pairs.job)
            assert rows is not None
            key = self._of_pair[rows]
        else:
            assert self._employers is not None
            same = self._employers.pairs_of(who)  # far quicker than costs pair by pair, but in an order of its own
            key = np.empty(pairs.job.size, np.int64)
            alike = np.array_equal(same.ptr, pairs.ptr)
            if not (alike and aligned(pairs.ptr, pairs.job, same.job, same.cost, self.jobs, key)):
                raise RuntimeError("the rankings of the two sides are of different pairs")
        found: Int = np.where(self.bound[person] == pairs.job, FIRST, key)
        return found


def rankings(desk: Desk) -> Rankings:
    """The rankings that the policy's table `choice` asks for.

    Raises
    ------
    PolicyError
        There is no such column, or it holds no numbers.
    """
    problem, choice = desk.problem, desk.problem.policy.choice
    turn = np.empty(problem.n, np.int32)
    turn[desk.turns()] = np.arange(problem.n, dtype=np.int32)
    own_costs = desk.lists.cost_decimals is not None
    employers, of_person, of_pair = None, None, None
    if choice.score is None:
        if own_costs:
            of_person = np.zeros(problem.n, np.int64)  # nothing tells persons apart but their turn
        else:
            employers = _scan_of(desk, choice.employers)
    elif choice.score.startswith("persons."):
        of_person = _best_first(_cells(desk, "seekers", choice.score))[problem.order]
    else:
        of_pair = _best_first(_cells(desk, "pairs", choice.score))
    return Rankings(of_persons(desk), problem.m, turn, problem.bound, employers, of_person, of_pair)


def of_persons(desk: Desk) -> Scan:
    """The eligible pairs at the costs that persons rank jobs by."""
    own_costs = desk.lists.cost_decimals is not None
    return desk.scan if own_costs else _scan_of(desk, desk.problem.policy.choice.persons)


def arrivals(desk: Desk) -> Int | None:
    """What `first_come` serves by, the least first, blank cells last; None without such a column; shape ``(n,)``."""
    column = desk.problem.policy.choice.arrival
    if column is None:
        return None
    where = f"policy: choice.arrival = {column!r}"
    cells = _column(desk, "seekers", column, where)
    cells = _ordered(cells, where) if cells.dtype == pl.String else cells
    place = cells.rank("dense").cast(pl.Int64).fill_null(len(cells) + 1)
    return place.to_numpy()[desk.problem.order]


def _ordered(cells: pl.Series, where: str) -> pl.Series:
    """Texts as numbers, if they all are, or as days.

    Raises
    ------
    PolicyError
        They are neither.
    """
    known = cells.drop_nulls().unique().sort().to_list()
    for read in (decimal, lambda text: read_date(text).value):
        values = [read(text) for text in known]
        if None not in values:
            return cells.replace_strict(known, values) if known else cells
    odd = min(known, key=lambda text: (decimal(text) is not None) + (read_date(text).value is not None))
    raise PolicyError(said("policy.arrival_mixed", where=where, text=odd))


def only(policy: Policy, terms: tuple[str, ...]) -> Policy:
    """The policy whose cost is the sum of these terms, with the same eligible pairs, and without levers."""
    kept = set(terms)
    bare = Policy()
    update: dict[str, Any] = {name: getattr(bare, name) for name in ("quota", "budget", "household", "objective")}
    for name, keys in WEIGHTLESS.items():
        if name not in kept:
            update[name] = getattr(policy, name).model_copy(update=keys)
    if "subsidy" not in kept:
        update["course"] = tuple(course.model_copy(update={"weight": 0.0}) for course in policy.course)
    update["subsidy"] = tuple(
        subsidy.model_copy(
            update={
                "weight": subsidy.weight if "subsidy" in kept else 0.0,
                "relieves": subsidy.relieves if _burden(subsidy.relieves) in kept else None,
            }
        )
        for subsidy in policy.subsidy
    )
    return policy.model_copy(update=update)


def _burden(relieves: str | None) -> str | None:
    """The term that a subsidy relieves."""
    return "skill" if relieves == "course" else relieves


def _scan_of(desk: Desk, terms: tuple[str, ...]) -> Scan:
    policy = only(desk.problem.policy, terms)
    return open_scan(compile_problem(desk.lists, policy, desk.extra, desk.problem.seed))


def _cells(desk: Desk, name: str, score: str) -> Int:
    where = f"policy: choice.score = {score!r}"
    column = score.partition(".")[2]
    cells = _column(desk, name, column, where)
    spec = LISTS[name]
    known = spec.column(column)
    if known is not None and not cells.dtype.is_numeric():
        raise PolicyError(said("policy.column_not_counted", where=where, column=column))
    values, _ = column_numbers(cells, where, desk.lists.places.get(name))
    return values


def _column(desk: Desk, name: str, column: str, where: str) -> pl.Series:
    table = {"seekers": desk.lists.seekers, "pairs": desk.lists.pairs}[name]
    if table is None or column not in table.columns:
        names = () if table is None else tuple(table.columns)
        raise PolicyError(said("policy.list_no_column", where=where, name=column, names=names))
    return table[column]


def _best_first(values: Int) -> Int:
    """Keys of scores: the greatest is the least key; blank ones come last."""
    keys: Int = values.max(initial=0) - values
    return keys
