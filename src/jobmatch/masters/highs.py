"""A linear or integer programme in the making, solved by HiGHS through scipy."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from jobmatch.problem.arrays import Int

Floats = npt.NDArray[np.float64]

TOP = 1e7
"""Largest coefficient of an objective given to HiGHS."""

INFEASIBLE = 2
"""scipy's word for a programme without a solution."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A linear relaxation's optimum.

    Attributes
    ----------
    values
        Of all columns.
    price
        What each row's limit is worth that gives way by one, in the unit of the objective.
    objective
        Without constants, and what rows that gave way cost.
    slack
        By how much rows gave way or were held back in all.
    """

    values: Floats
    price: Floats
    objective: float
    slack: float


@dataclass(eq=False)
class Model:
    """Columns from 0 to `upper`, some of them `whole`, and rows between `low` and `high`.

    Attributes
    ----------
    cost
        The columns' usual objective.
    barred
        Of a row, columns that are 0 in whole solutions: they use more of it than there is.
    """

    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    barred: dict[int, list[int]] = field(default_factory=dict)
    _at: list[tuple[Int, Int, Floats]] = field(default_factory=list)

    def column(self, upper: float, whole: bool, cost: float) -> int:
        """A variable from 0 on; its number."""
        self.upper.append(upper)
        self.whole.append(whole)
        self.cost.append(cost)
        return len(self.upper) - 1

    def row(self, columns: Any, values: Any, low: float, high: float) -> int:
        """A row; its number."""
        columns = np.asarray(columns, np.int64)
        values = np.broadcast_to(np.asarray(values, float), columns.shape)
        return self.rows(np.zeros(columns.size, np.int64), columns, values, np.array([low]), np.array([high]))

    def rows(self, of_entry: Int, columns: Int, values: Floats, low: Floats, high: Floats) -> int:
        """Many rows at once, entry by entry; the number of the first."""
        number = len(self.low)
        self._at.append((of_entry + number, columns, values))
        self.low += low.tolist()
        self.high += high.tolist()
        return number

    def _matrix(self) -> Any:
        from scipy.sparse import csr_array

        rows, columns, values = (np.concatenate(parts) for parts in zip(*self._at, strict=True))
        return csr_array((values, (rows, columns)), shape=(len(self.low), len(self.upper)))

    def _nothing_keeps(self) -> bool:
        """Whether all rows are kept where there is nothing to choose."""
        return max(self.low, default=0) <= 0 <= min(self.high, default=0)

    def minimise(
        self,
        cost: Floats,
        seconds: float | None,
        gap: float,
        nodes: int | None,
        without: Collection[int] = (),
        *,
        relaxed: bool = False,
    ) -> tuple[Floats | None, bool]:
        """The best whole values found, None without any; and whether they are optimal, or there are none.

        After so many `nodes` of the tree the best ones count. The rows `without` do not. Values of `relaxed` columns
        need not be whole.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not cost.size:
            return (cost if self._nothing_keeps() else None), True
        options: dict[str, Any] = {"mip_rel_gap": gap}
        if nodes is not None:
            options["node_limit"] = nodes
        if seconds is not None:
            options["time_limit"] = max(seconds, 0.01)
        upper = np.array(self.upper)
        low, high = np.array(self.low), np.array(self.high)
        for row, columns in self.barred.items():
            upper[[] if row in without else columns] = 0
        low[list(without)], high[list(without)] = -np.inf, np.inf
        with _silence():
            found = milp(
                cost / max(1.0, float(np.abs(cost).max()) / TOP),
                integrality=np.array(self.whole, int) * (not relaxed),
                bounds=Bounds(0, upper),
                constraints=LinearConstraint(self._matrix(), low, high),
                options=options,
            )
        return found.x, found.status in (0, INFEASIBLE)

    def relax(self, cost: Floats, seconds: float | None, box: dict[int, tuple[float, float]] | None) -> Relaxed | None:
        """The linear relaxation; None if it has no solution, or there is no time.

        With a `box` rows may give way, and be held back, at the prices that it states: what they are worth then stays
        within these (du Merle, Villeneuve, Desrosiers and Hansen 1999, stabilised column generation).
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack, vstack

        low, high, upper, columns = np.array(self.low), np.array(self.high), np.array(self.upper), cost.size
        if not columns:
            return Relaxed(cost, np.zeros(low.size), 0.0, 0.0) if self._nothing_keeps() else None
        matrix = self._matrix()
        if box:
            rows = np.array(sorted(box))
            least, most = (np.array([box[row][k] for row in rows.tolist()]) for k in (0, 1))
            ones = csr_array((np.ones(rows.size), (rows, np.arange(rows.size))), shape=(low.size, rows.size))
            matrix = csr_array(hstack([matrix, ones, -ones]))
            cost = np.concatenate([cost, most, -least])
            held = np.where(least > 0, np.inf, 0.0)  # what is worth nothing need not be held back
            upper = np.concatenate([upper, np.full(rows.size, np.inf), held])
        equal = low == high
        above, below = np.isfinite(high) & ~equal, np.isfinite(low) & ~equal
        scale = max(1.0, float(np.abs(cost).max(initial=0)) / TOP)
        found = linprog(
            cost / scale,
            A_ub=vstack([matrix[np.flatnonzero(above)], -matrix[np.flatnonzero(below)]], format="csr"),
            b_ub=np.concatenate([high[above], -low[below]]),
            A_eq=matrix[np.flatnonzero(equal)] if equal.any() else None,
            b_eq=low[equal] if equal.any() else None,
            bounds=np.stack([np.zeros(cost.size), upper], axis=1),
            method="highs",
            options={} if seconds is None else {"time_limit": max(seconds, 0.01)},
        )
        if found.status != 0:
            return None
        price, worth = np.zeros(low.size), -found.ineqlin.marginals * scale
        price[np.flatnonzero(above)] += worth[: int(above.sum())]
        price[np.flatnonzero(below)] += worth[int(above.sum()) :]
        return Relaxed(found.x[:columns], price, float(found.fun) * scale, float(found.x[columns:].sum()))


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing on the standard output of the process: the library prints there now and then, whatever it is told."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except (OSError, ValueError):  # closed: nothing can be printed there
        yield
        return
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)
