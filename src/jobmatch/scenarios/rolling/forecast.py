"""Prices for what is left, from who may still come: the duals of the linear relaxation of the rest.

A pool of persons stands for those to come, each as often as the number still expected says (the fluid relaxation;
Jasin and Kumar 2012, *A re-solving heuristic with bounded revenue loss*). Where the pool is large, futures are drawn
from it and their prices averaged (as potentials are in Ahani, Gölz, Procaccia, Teytelboym and Trapp 2024, *Dynamic
placement in refugee resettlement*).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobmatch.masters.highs import Model
from jobmatch.problem.arrays import Flags, Int
from jobmatch.scenarios.rolling.instance import Instance

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rest:
    """A linear relaxation solved.

    Attributes
    ----------
    price
        What one unit more of each row is worth, quanta, not negative; shape (rows,).
    saved
        How much less it costs than placing nobody, quanta.
    cost
        Of the placements, quanta.
    """

    price: Floats
    saved: float
    cost: float


def relaxed(instance: Instance, weight: Floats, left: Int, placed: int | None = None) -> Rest | None:
    """Place `weight` of each person at least cost in what is left, in parts of persons; None if it cannot be.

    Parameters
    ----------
    weight
        How often each person comes, shape ``(n,)``.
    left
        Room of each row.
    placed
        How many placements there are; None: as many as are best, and choices no better than staying are left out.
    """
    person = instance.person
    saves = instance.unmatched[person] - instance.cost
    keep = (weight[person] > 0) & _fits(instance, left)
    if placed is None:
        keep &= saves > 0
    chosen = np.flatnonzero(keep)
    model = Model(upper=[np.inf] * chosen.size)
    if not chosen.size:
        return None if placed else Rest(np.zeros(left.size), 0.0, 0.0)
    number = np.cumsum(keep) - 1
    entry = np.repeat(keep, np.diff(instance.use_ptr))
    of_choice = number[np.repeat(np.arange(keep.size), np.diff(instance.use_ptr))[entry]]
    who, of_person = np.unique(person[chosen], return_inverse=True)
    rows, of_row = np.unique(instance.use_row[entry], return_inverse=True)
    unlimited = np.full(max(who.size, rows.size), -np.inf)
    columns = np.arange(chosen.size)
    model.rows(of_person, columns, np.ones(chosen.size), unlimited[: who.size], weight[who])
    amounts = instance.use_amount[entry].astype(float)
    model.rows(of_row, of_choice, amounts, unlimited[: rows.size], left[rows].astype(float))
    objective = -saves[chosen].astype(float)
    if placed is not None:
        model.row(columns, 1.0, placed, placed)
        objective = instance.cost[chosen].astype(float)
    found = model.relax(objective, None, None)
    if found is None:
        return None
    price = np.zeros(left.size)
    price[rows] = np.maximum(0.0, found.price[who.size : who.size + rows.size])
    return Rest(price, float(found.values @ saves[chosen]), float(found.values @ instance.cost[chosen]))


def _fits(instance: Instance, left: Int) -> Flags:
    """Whether each choice fits into what is left."""
    if not instance.cost.size:
        return np.zeros(0, bool)
    fits: Flags = np.logical_and.reduceat(instance.use_amount <= left[instance.use_row], instance.use_ptr[:-1])
    return fits


@dataclass(frozen=True, eq=False)
class Forecast:
    """How prices are made from a pool.

    Attributes
    ----------
    futures
        So many are drawn where the pool is larger than `sample`.
    sample
        Persons of a future at most; a pool no larger is taken as it is.
    """

    futures: int = 4
    sample: int = 500

    def prices(
        self, instance: Instance, pool: Int, remaining: float, left: Int, draws: np.random.Generator
    ) -> Floats:
        """Prices of all rows, quanta, if as many as `remaining` persons like those of the pool still come."""
        if not pool.size or remaining <= 0:
            return np.zeros(left.size)
        if pool.size <= self.sample:
            futures = [pool]
        else:
            futures = [pool[draws.integers(0, pool.size, self.sample)] for _ in range(self.futures)]
        found = []
        for future in futures:
            weight = np.bincount(future, minlength=instance.n) * (remaining / future.size)
            rest = relaxed(instance, weight, left)
            if rest is not None:
                found.append(rest.price)
        return np.mean(found, axis=0) if found else np.zeros(left.size)
