"""Rules that decide for those who are there, with or without prices for what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from jobmatch.masters.highs import Model
from jobmatch.problem.arrays import Int
from jobmatch.scenarios.rolling.forecast import Floats
from jobmatch.scenarios.rolling.instance import Instance

NOBODY = -1
"""Stands for no choice."""

Guide: TypeAlias = Callable[[int, Int, Int], Floats | None]
"""Prices, quanta, from how many came before, the persons that are there now, and what is left."""


def assigned(instance: Instance, order: Int, batch: int, guide: Guide | None = None, *, jointly: bool = True) -> Int:
    """Place persons as they come, for good.

    Parameters
    ----------
    order
        The persons who come, in their order; one may come more than once.
    batch
        How many are decided at a time.
    guide
        Gives prices; None: none.
    jointly
        Whether a batch is placed at least cost for all of it, or one after the other.

    Returns
    -------
    numpy.ndarray
        The choice of each who came, NOBODY for none.
    """
    left = instance.room.copy()
    found = np.full(order.size, NOBODY, np.int64)
    for start in range(0, order.size, batch):
        who = order[start : start + batch]
        price = None if guide is None else guide(start, who, left)
        if jointly and who.size > 1:
            took = _best_of_all(instance, who, left, price)
        else:
            took = chosen_of(instance, who, left, price)
        found[start : start + batch] = took
        left -= instance.used(took[took != NOBODY])
    return found


def chosen_of(instance: Instance, who: Int, left: Int, price: Floats | None = None) -> Int:
    """One after the other takes the cheapest choice, prices counted, that there is still room for."""
    left = left.copy()
    found = np.full(who.size, NOBODY, np.int64)
    for k, person in enumerate(who.tolist()):
        first, last = int(instance.ptr[person]), int(instance.ptr[person + 1])
        if first == last:
            continue
        value, fits = _values(instance, first, last, left, price)
        value = np.where(fits, value, np.inf)
        best = int(value.argmin())
        if value[best] < instance.unmatched[person]:
            found[k] = first + best
            here = slice(instance.use_ptr[first + best], instance.use_ptr[first + best + 1])
            left[instance.use_row[here]] -= instance.use_amount[here]
    return found


def _values(instance: Instance, first: int, last: int, left: Int, price: Floats | None) -> tuple[Floats, np.ndarray]:
    """What choices cost, prices counted, and whether there is room."""
    starts = instance.use_ptr[first:last]
    here = slice(starts[0], instance.use_ptr[last])
    row, amount, at = instance.use_row[here], instance.use_amount[here], starts - starts[0]
    fits = np.logical_and.reduceat(amount <= left[row], at)
    value = instance.cost[first:last].astype(float)
    if price is not None:
        value += np.add.reduceat(price[row] * amount, at)
    return value, fits


def _best_of_all(instance: Instance, who: Int, left: Int, price: Floats | None) -> Int:
    """The least cost of all together, prices counted, by an integer programme."""
    choice, of, value = [], [], []
    for k, person in enumerate(who.tolist()):
        first, last = int(instance.ptr[person]), int(instance.ptr[person + 1])
        if first == last:
            continue
        worth, fits = _values(instance, first, last, left, price)
        good = np.flatnonzero(fits & (worth < instance.unmatched[person]))
        choice.append(first + good)
        of.append(np.full(good.size, k))
        value.append(worth[good] - instance.unmatched[person])
    found = np.full(who.size, NOBODY, np.int64)
    if not choice or not sum(part.size for part in choice):
        return found
    choices, persons, gains = np.concatenate(choice), np.concatenate(of), np.concatenate(value)
    columns = np.arange(choices.size)
    model = Model(upper=[1.0] * choices.size, whole=[True] * choices.size)
    model.rows(persons, columns, np.ones(choices.size), np.full(who.size, -np.inf), np.ones(who.size))
    length = instance.use_ptr[choices + 1] - instance.use_ptr[choices]
    at = np.repeat(instance.use_ptr[choices + 1] - np.cumsum(length), length) + np.arange(length.sum())
    rows, of_row = np.unique(instance.use_row[at], return_inverse=True)
    amounts = instance.use_amount[at].astype(float)
    model.rows(of_row, np.repeat(columns, length), amounts, np.full(rows.size, -np.inf), left[rows].astype(float))
    best, _ = model.minimise(gains, None, 0.0, None)
    assert best is not None, "to place nobody is a plan"
    taken = np.flatnonzero(best > 0.5)
    found[persons[taken]] = choices[taken]
    return found
