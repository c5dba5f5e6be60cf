"""A programme in whole numbers: rows with whole coefficients, solved by HiGHS and checked exactly, or by CP-SAT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

Terms = Mapping[int, int]


@dataclass
class WholeNumbers:
    """Variables from 0 to a whole number, and rows between whole numbers (None: no limit)."""

    most: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, int | None, int | None]] = field(default_factory=list)

    def variable(self, most: int = 1) -> int:
        """A variable more."""
        self.most.append(most)
        return len(self.most) - 1

    def row(self, terms: Mapping[int, Fraction | int], low: Fraction | int | None, high: Fraction | int | None) -> int:
        """A row more, scaled to whole numbers; by how much."""
        numbers = [Fraction(n) for n in (*terms.values(), *(end for end in (low, high) if end is not None))]
        scale = lcm(*(n.denominator for n in numbers)) if numbers else 1
        whole = {k: int(value * scale) for k, value in terms.items() if value}
        ends = [None if end is None else int(end * scale) for end in (low, high)]
        self.rows.append((whole, ends[0], ends[1]))
        return scale

    def least(self, objective: Terms, exact: bool = False) -> list[int] | None:
        """The variables of an optimum; None if no values keep the rows. Exactly: without any floating point."""
        found = None if exact else self._by_highs(objective)
        if found is None or (found and not self.keeps(found)):
            found = self._by_cp_sat(objective)
        return found or None

    def keeps(self, values: Sequence[int]) -> bool:
        """Whether the values keep every row and limit."""
        if not all(0 <= value <= most for value, most in zip(values, self.most, strict=True)):
            return False
        for terms, low, high in self.rows:
            total = sum(n * values[k] for k, n in terms.items())
            if (low is not None and total < low) or (high is not None and total > high):
                return False
        return True

    def relaxed(self, objective: Terms) -> float | None:
        """The least value if the variables need not be whole; None if no values keep the rows."""
        answer = self._highs(objective, np.zeros(len(self.most)))
        return float(answer.fun) if answer.status == 0 else None

    def _by_highs(self, objective: Terms) -> list[int] | None:
        """An optimum; empty if there is none; None where HiGHS does not know."""
        answer = self._highs(objective, np.ones(len(self.most)))
        if answer.status == 2:
            return []
        return [round(value) for value in answer.x] if answer.status == 0 else None

    def _highs(self, objective: Terms, whole: npt.NDArray[np.float64]) -> OptimizeResult:
        matrix, low, high = self.arrays()
        return milp(
            self.dense(objective),
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(0, np.array(self.most, dtype=float)),
            integrality=whole,
            options={"mip_rel_gap": 0},
        )

    def dense(self, objective: Terms) -> npt.NDArray[np.float64]:
        """A number for each variable."""
        cost = np.zeros(len(self.most))
        for k, value in objective.items():
            cost[k] = value
        return cost

    def arrays(self) -> tuple[csr_array, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The rows with their lower and upper ends."""
        entries = [(r, k, float(n)) for r, (terms, _, _) in enumerate(self.rows) for k, n in terms.items()]
        at, of, values = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((np.array(values, float), (at, of)), shape=(len(self.rows), len(self.most)))
        low = np.array([-np.inf if row[1] is None else float(row[1]) for row in self.rows])
        high = np.array([np.inf if row[2] is None else float(row[2]) for row in self.rows])
        return matrix, low, high

    def _by_cp_sat(self, objective: Terms) -> list[int] | None:
        model = cp_model.CpModel()
        variables = [model.new_int_var(0, most, f"x{k}") for k, most in enumerate(self.most)]
        for terms, low, high in self.rows:
            total = sum(n * variables[k] for k, n in terms.items())
            if low is not None:
                model.add(total >= low)
            if high is not None:
                model.add(total <= high)
        model.minimize(sum(n * variables[k] for k, n in objective.items()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL, solver.status_name(status)
        return [solver.value(variable) for variable in variables]
