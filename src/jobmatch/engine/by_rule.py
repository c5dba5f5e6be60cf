"""The plan of a rule that seeks no optimum, with the bound that the optimum gives: what the rule costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jobmatch.engine.choose import choose_for
from jobmatch.engine.prepare import Ready
from jobmatch.engine.proof import prove
from jobmatch.masters import Limits, Outcome, Solution, Warm
from jobmatch.mechanisms import Desk, Mechanism, Unfinished
from jobmatch.words import Words


def by_rule(
    rule: Mechanism, ready: Ready, limits: Limits, tell: Callable[[Words], None], warm: Warm | None
) -> Solution:
    """The rule's plan beside the optimum's prices; those of a limit reached meanwhile bound it less well."""
    problem, scan = ready.problem, ready.scan
    outcome = Outcome.RULE
    try:
        job = rule.solve(Desk(ready.lists, ready.extra, problem, scan, limits))
    except Unfinished as stop:
        job, outcome = stop.job, Outcome.TIME
    placed = np.flatnonzero(job >= 0).astype(np.int32)
    pays = problem.unmatched.copy()
    pays[placed] = scan.costs(placed, job[placed])
    master, _ = choose_for("auto", ready.policy, problem)
    assert not isinstance(master, Mechanism)
    best = master.solve(scan, problem.vacancies, problem.unmatched, limits, tell, warm, problem.levers)
    by_stage = None if best.by_stage is None else replace(best.by_stage, proven=False)
    mine = replace(best, outcome=outcome, job=job, pays=pays, route=None, by_stage=by_stage)
    if prove(problem, scan, mine).optimal:
        return mine
    return replace(mine, prices=None, limit_prices=None)
