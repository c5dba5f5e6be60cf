"""Prices for what is left, from who may still come.

A pool of persons stands for those to come. With vacancies alone, whole futures are drawn from it and solved exactly,
and what one unit more would be worth in each is averaged (as the potentials of Ahani, Gölz, Procaccia, Teytelboym and
Trapp 2024, *Dynamic placement in refugee resettlement*). With other rows each of the pool comes as often as the number
still expected says, in the linear relaxation (the fluid one, made anew as room is taken: Jasin and Kumar 2012, *A
re-solving heuristic with bounded revenue loss for network revenue management with customer choice*).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobmatch.masters import Limits, TreeMaster
from jobmatch.masters.highs import Model
from jobmatch.pairing.listed_scan import ListScan
from jobmatch.pairing.scan import PairList
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
    """

    price: Floats
    saved: float


def relaxed(instance: Instance, weight: Floats, left: Int) -> Rest:
    """Place `weight` of each person at least cost in what is left, in parts of persons.

    Parameters
    ----------
    weight
        How often each person comes, shape ``(n,)``.
    left
        Room of each row.
    """
    person = instance.person
    saves = instance.unmatched[person] - instance.cost
    keep = (weight[person] > 0) & _fits(instance, left) & (saves > 0)
    chosen = np.flatnonzero(keep)
    if not chosen.size:
        return Rest(np.zeros(left.size), 0.0)
    model = Model(upper=[np.inf] * chosen.size)
    columns = np.arange(chosen.size)
    length = np.diff(instance.use_ptr)
    entry = np.repeat(keep, length)
    of_column = np.repeat(columns, length[chosen])
    who, of_person = np.unique(person[chosen], return_inverse=True)
    rows, of_row = np.unique(instance.use_row[entry], return_inverse=True)
    model.rows(of_person, columns, np.ones(chosen.size), np.full(who.size, -np.inf), weight[who])
    amounts = instance.use_amount[entry].astype(float)
    model.rows(of_row, of_column, amounts, np.full(rows.size, -np.inf), left[rows].astype(float))
    found = model.relax(-saves[chosen].astype(float), None, None)
    assert found is not None, "to place nobody is a plan"
    price = np.zeros(left.size)
    price[rows] = np.maximum(0.0, found.price[who.size :])
    return Rest(price, float(found.values @ saves[chosen]))


def solved(instance: Instance, who: Int, left: Int) -> Floats:
    """What one vacancy more of each job is worth, quanta, if these persons come: exact, for vacancies alone."""
    persons = who.astype(np.int32)
    scan = ListScan(PairList(instance.ptr, instance.job, instance.cost).of(persons))
    found = TreeMaster().solve(scan, left.copy(), instance.unmatched[persons], Limits(), lambda _: None)
    return found.price.astype(float)


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
        So many are drawn; with rows other than vacancies only where the pool is larger than `sample`.
    sample
        Persons of such a future at most; a pool no larger is taken as it is.
    """

    futures: int = 8
    sample: int = 500

    def prices(self, instance: Instance, pool: Int, remaining: int, left: Int, draws: np.random.Generator) -> Floats:
        """Prices of all rows, quanta, if as many as `remaining` persons like those of the pool still come."""
        if not pool.size or not remaining or not instance.cost.size:
            return np.zeros(left.size)
        if instance.network:
            futures = [pool[draws.integers(0, pool.size, remaining)] for _ in range(self.futures)]
            return _mean([solved(instance, future, left) for future in futures])
        futures = [pool]
        if pool.size > self.sample:
            futures = [pool[draws.integers(0, pool.size, self.sample)] for _ in range(self.futures)]
        found = []
        for future in futures:
            often = np.bincount(future, minlength=instance.n).astype(np.float64)
            found.append(relaxed(instance, often * (remaining / future.size), left).price)
        return _mean(found)


def _mean(prices: list[Floats]) -> Floats:
    found: Floats = np.mean(prices, axis=0)
    return found
