"""How good a plan is: what it comes to, and the bound over all eligible pairs, whatever the master claims."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jobmatch.masters import ByStage, Duals, Leaf, Solution, staged_bound
from jobmatch.masters.lagrange import inner
from jobmatch.masters.rows import triples_of
from jobmatch.masters.stages import COST, HARD
from jobmatch.masters.worth import Worth, worth
from jobmatch.pairing import Scan, ShortLists
from jobmatch.problem import Levers, Problem
from jobmatch.problem.arrays import Int, total


@dataclass(frozen=True, eq=False)
class Proof:
    """A plan's vector and its bound (docs/certificate.md); with vacancies alone, cost is the only component.

    Attributes
    ----------
    names
        Of the components.
    reached, bound
        What the plan comes to, and what none can be below, quanta in the last component.
    cost_bound
        What no plan can cost less than, the stages before taken as they are where the bound reaches them.
    nobody
        Cost of placing nobody, levers left out.
    worth
        With levers, where it comes from.
    claimed
        Whether a solver says more than the duals prove: that no plan is better, or that there is none.
    """

    names: tuple[str, ...]
    reached: list[int]
    bound: list[int]
    cost_bound: int
    nobody: int
    worth: Worth | None = None
    claimed: bool = False

    @property
    def optimal(self) -> bool:
        """Whether the bound meets the plan."""
        return (self.claimed or self.reached == self.bound) and not self.breaks

    @property
    def breaks(self) -> bool:
        """Whether the plan breaks a hard limit, and is none."""
        return self.worth is not None and self.reached[0] > 0

    @property
    def impossible(self) -> bool:
        """Whether every plan breaks a hard limit."""
        return self.worth is not None and self.bound[0] > 0


def prove(problem: Problem, scan: Scan, solution: Solution) -> Proof:
    """The proof of a solution."""
    nobody = total(problem.unmatched)
    levers, duals = problem.levers, solution.duals
    if levers is not None and solution.by_stage is not None:
        return _by_stage(problem, levers, scan, solution, solution.by_stage)
    if levers is None or duals is None:
        reached, bound = total(solution.pays), _bound(problem, scan, solution)
        return Proof((COST,), [reached], [bound], bound, nobody)
    found = worth(levers, problem.m, solution.job, solution.pays)
    given = (problem.vacancies, problem.unmatched)
    if solution.leaves:
        bound_by_stage = min(leaf.bound for leaf in solution.leaves)
    else:
        bound_by_stage = staged_bound(scan, levers, *given, duals)
    if bound_by_stage[:-1] == found.vector[:-1]:
        cost = bound_by_stage[-1]
    elif solution.leaves:
        possible = [leaf for leaf in solution.leaves if leaf.bound[0] <= 0] or solution.leaves
        cost = min(_cost_of_leaf(leaf, problem, levers, scan) for leaf in possible)
    else:
        alone, of_cost = _cost_alone(levers, duals)
        cost = staged_bound(scan, alone, *given, of_cost)[-1]
    return Proof(duals.names, found.vector, bound_by_stage, cost, nobody, found)


def _by_stage(problem: Problem, levers: Levers, scan: Scan, solution: Solution, found: ByStage) -> Proof:
    """Of a plan that is proven stage by stage; what the solver claims counts where the duals prove less."""
    names = (HARD, *(stage.name for stage in levers.stages), COST)
    of_rows = None
    if levers.rows is not None:
        of_rows = levers.rows.used(triples_of(scan, solution.job, solution.route))
    reached = worth(levers, problem.m, solution.job, solution.pays, of_rows)
    known = {proof.name: proof.bound for proof in found.proofs}
    if found.impossible:
        hard = known.get(HARD, 0)
        vector = [max(1, reached.vector[0]), *reached.vector[1:]]
        bound = [max(hard, int(found.proven)), *reached.vector[1:]]
        return Proof(names, vector, bound, reached.vector[-1], total(problem.unmatched), reached, hard <= 0)
    lowest = -(1 << 62)
    bound = [0, *(known.get(name, lowest) for name in names[1:])]
    claimed = found.proven and bound != reached.vector
    return Proof(names, reached.vector, bound, bound[-1], total(problem.unmatched), reached, claimed)


def _bound(problem: Problem, scan: Scan, solution: Solution) -> int:
    """L(price) over all eligible pairs, in quanta (docs/model.md, section 6)."""
    taken = np.where(solution.job >= 0, solution.price[solution.job], 0) if problem.m else 0
    now = np.minimum(problem.unmatched, solution.pays + taken)
    inner = ShortLists(scan, now, lambda: None).look(solution.price, 0, 1).inner
    return inner - int((solution.price * problem.vacancies).sum())


def _cost_of_leaf(leaf: Leaf, problem: Problem, levers: Levers, scan: Scan) -> int:
    """What no plan of a leaf can cost less than."""
    numbers, of_cost = _cost_alone(leaf.case.concrete(levers, problem.n), leaf.duals)
    of_cost.limits[-1, -1] = leaf.duals.limits[-1, -1]  # that of all placements, which has no sign
    base = inner(scan, numbers, problem.vacancies, problem.unmatched, of_cost)
    return base[-1] + leaf.case.due(levers, of_cost)[-1]


def _cost_alone(levers: Levers, duals: Duals) -> tuple[Levers, Duals]:
    """The levers without stages, and duals of cost alone, those with the wrong sign taken as 0."""

    def alone(values: Int) -> Int:
        return np.stack([np.zeros_like(values), values])

    lower, upper = (
        np.array([getattr(limit, side) is not None for limit in levers.limits], bool) for side in ("lower", "upper")
    )
    positive = np.array([y > [0] * len(y) for y in duals.limits.T.tolist()], bool)
    cost = duals.limits[-1]
    kept = np.where(positive, upper & (cost > 0), lower & (cost < 0))
    limits = alone(np.where(kept, cost, 0))
    return replace(levers, stages=(), must=None), Duals((HARD, COST), alone(np.maximum(0, duals.vacancies[-1])), limits)
