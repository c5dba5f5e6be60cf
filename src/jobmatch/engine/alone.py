"""What each stage would reach if it stood first and alone: the difference to what it reached is what it gave up."""

from __future__ import annotations

from dataclasses import replace

from jobmatch.engine.conflict import DECIDED
from jobmatch.masters import Limits, Master, Outcome
from jobmatch.masters.rows import triples_of
from jobmatch.masters.worth import worth
from jobmatch.pairing import Scan
from jobmatch.problem import Levers, Problem
from jobmatch.problem.arrays import Stage


def alone(
    problem: Problem, levers: Levers, scan: Scan, master: Master, limits: Limits, reached: list[int]
) -> list[int | None]:
    """The best component of each stage and at last of cost, each as the only objective; None where time ran out.

    `reached` are the components of an optimal plan, hard limits first: the first stage has nothing before it.
    """
    stages: list[Stage | None] = [*levers.stages, None]
    known: list[int | None] = [] if levers.fair else [reached[1]]
    try:
        for stage in stages[len(known) :]:
            known.append(_best(problem, levers, stage, scan, master, limits))
    except KeyboardInterrupt:  # the plan is proven: what is left is not worth waiting for
        pass
    return [*known, *[None] * (len(stages) - len(known))]


def _best(
    problem: Problem, levers: Levers, stage: Stage | None, scan: Scan, master: Master, limits: Limits
) -> int | None:
    if limits.left() == 0:
        return None
    only = replace(levers, stages=() if stage is None else (stage,), fair=())
    # the stage is what counts: cost need not be settled behind it
    limits = replace(limits, gap=0.0 if stage is None else DECIDED)
    given = (scan, problem.vacancies, problem.unmatched, limits, lambda _: None)
    solution = master.solve(*given, None, only)
    if solution.outcome not in (Outcome.OPTIMAL, Outcome.GAP):
        return None
    of_rows = None
    if only.rows is not None:
        of_rows = only.rows.used(triples_of(scan, solution.job, solution.route))
    value = worth(only, problem.m, solution.job, solution.pays, of_rows).vector[1]
    found = solution.by_stage
    if found is not None and (found.impossible or not (found.proven or found.proofs[0].bound == value)):
        return None
    return value
