"""What the draw decides: the plan is made anew with other seeds, and equals should be placed equally often.

Every seed is solved from nothing. Begun from the plan at hand, a solver would find that same plan again, and the draw
would decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.fairness.equals import NOBODYS, equals_of, rows_alike
from jobmatch.explain.fairness.statistics import binomial_interval, chi_square_tail
from jobmatch.explain.opened import Opened, places_of
from jobmatch.problem.arrays import AnyInt, Flags, Small
from jobmatch.problem.encode import encode_any

BY_SCORE = ("deferred_persons", "deferred_employers", "stable")
"""Rules in which employers rank persons."""

CLASSES = {
    "persons": pl.Int64,
    **dict.fromkeys(("share", "lowest", "highest", "low", "high"), pl.Float64),
    "outside": pl.Int64,
    "p": pl.Float64,
}
"""Columns of the table of equals."""


@dataclass(frozen=True, eq=False)
class Lottery:
    """How the draw dealt places over seeds.

    Attributes
    ----------
    seeds
        Draws.
    persons
        On the list.
    drawn_places
        Persons whose place, or staying, is not the same in all draws.
    drawn_persons
        Persons who are placed in some draws and not in others.
    with_equals
        Persons whom nothing but the draw tells apart from somebody else.
    equals, classes
        Those of them between whom the draw decided who is placed, and how many classes they are.
    outside
        Those of them who were placed less or more often than the 95 % interval of an equal chance allows.
    p
        p value of equal chances over all classes (Cochran's Q, pooled); None where the draw decided between no equals.
    table
        A row for each class of at least `smallest` equals: persons, share (of draws in which one of them was placed),
        lowest and highest share of one person, low and high (the interval of an equal chance), outside, p.
    settled
        Whether every plan was proven optimal, or made by a rule, so that nothing but the draw tells them apart.
    """

    seeds: int
    persons: int
    drawn_places: int
    drawn_persons: int
    with_equals: int
    equals: int
    classes: int
    outside: int
    p: float | None
    table: pl.DataFrame = field(repr=False)
    settled: bool


def lottery(opened: Opened, ready: Ready, seeds: int, smallest: int) -> Lottery:
    """Solve the lists of a run anew with so many other seeds of the draw, and see whom the draw placed."""
    solver = str(opened.summary["solver"])
    held, settled = np.empty((seeds, ready.problem.n), np.int32), True
    for k, seed in enumerate(islice((each for each in count() if each != opened.seed), seeds)):
        result = opened.sources.solved(seed, solver)
        held[k] = places_of(result.assignment, ready)
        settled &= result.status == "optimal" or result.stop == "rule"
    return dealt(held, equals_of(ready.problem, _ranked_by(ready, solver)), smallest, settled=settled)


def _ranked_by(ready: Ready, solver: str) -> Iterator[AnyInt]:
    """What a rule of assignment tells persons apart by, beside their pairs."""
    choice, lists = ready.policy.choice, ready.lists
    if solver == "first_come" and choice.arrival is not None:
        yield encode_any(lists.seekers[choice.arrival])[0][ready.problem.order]
    side, _, column = (choice.score if solver in BY_SCORE and choice.score else "").partition(".")
    if side == "persons":
        yield encode_any(lists.seekers[column])[0][ready.problem.order]
    pairs = ready.problem.pairs
    if side == "pairs" and pairs is not None and lists.pairs is not None:
        yield rows_alike(pairs.ptr, [encode_any(lists.pairs[column])[0][pairs.row]])


def dealt(held: Small, equals: Small, smallest: int, *, settled: bool = True) -> Lottery:
    """How places were dealt.

    Parameters
    ----------
    held
        The job of each person in each draw, -1 for none; shape (draws, persons).
    equals
        Class of each person, `NOBODYS` for none.
    """
    placed = held >= 0
    times = placed.sum(axis=0)
    drawn = (times > 0) & (times < placed.shape[0])
    order = np.argsort(equals, kind="stable")
    order = order[equals[order] != NOBODYS]
    classes = np.split(order, np.flatnonzero(np.diff(equals[order])) + 1) if order.size else []
    found = [row for members in classes if (row := _of_class(placed[:, members])) is not None]
    statistic, free = (sum(row[name] for row in found) for name in ("q", "free"))
    rows = [row for row in found if row["persons"] >= smallest]
    rows.sort(key=lambda row: (-row["persons"], row["share"]))
    return Lottery(
        seeds=placed.shape[0],
        persons=placed.shape[1],
        drawn_places=int((held != held[:1]).any(axis=0).sum()),
        drawn_persons=int(drawn.sum()),
        with_equals=int(order.size),
        equals=sum(row["persons"] for row in found),
        classes=len(found),
        outside=sum(row["outside"] for row in found),
        p=chi_square_tail(statistic, free) if found else None,
        table=pl.DataFrame([{name: row[name] for name in CLASSES} for row in rows], schema=CLASSES),
        settled=settled,
    )


def _of_class(placed: Flags) -> dict[str, Any] | None:
    """Figures of one class; None where the draw never decides between its members.

    With k equals of whom v_s are placed in draw s, and X_i the draws in which person i is, Cochran's

        Q = k (k - 1) sum of (X_i - mean X)^2 / sum of v_s (k - v_s)

    is chi-square with k - 1 degrees of freedom if chances are equal (Cochran 1950, "The comparison of percentages in
    matched samples", Biometrika 37).
    """
    draws, k = placed.shape
    of_draw, times = placed.sum(axis=1), placed.sum(axis=0)
    spread = int((of_draw * (k - of_draw)).sum())
    if not spread:
        return None
    share = float(times.mean()) / draws
    q = k * (k - 1) * float(((times - times.mean()) ** 2).sum()) / spread
    low, high = binomial_interval(draws, share)
    return {
        "persons": k,
        "share": share,
        "lowest": float(times.min()) / draws,
        "highest": float(times.max()) / draws,
        "low": low / draws,
        "high": high / draws,
        "outside": int(((times < low) | (times > high)).sum()),
        "p": chi_square_tail(q, k - 1),
        "q": q,
        "free": k - 1,
    }
