"""The plan of a rule that seeks no optimum; should it happen to be one, with the prices that an optimum has."""

from __future__ import annotations

from dataclasses import replace

from jobmatch.engine.prepare import Ready
from jobmatch.engine.proof import prove
from jobmatch.masters import ByStage, Limits, Solution, TreeMaster, Warm
from jobmatch.masters.setting import Setting
from jobmatch.masters.stages import COST
from jobmatch.mechanisms import Desk, Mechanism


def by_rule(rule: Mechanism, ready: Ready, warm: Warm | None) -> Solution:
    """The rule's solution; a bound by the prices of `warm`, where there are any, and under levers a poor one."""
    problem, scan = ready.problem, ready.scan
    found = rule.solve(Desk(ready.lists, ready.extra, problem, scan, warm))
    if problem.levers is not None:
        setting = Setting(scan, problem.levers, problem.vacancies, problem.unmatched, Limits(), lambda _: None)
        proof = setting.no_duals(setting.costs(None, ()), COST)
        return replace(found, by_stage=ByStage((proof,), proven=False, impossible=False))
    if not prove(problem, scan, found).optimal:
        return found
    # the least and the greatest optimal prices are those of every optimal plan
    best = TreeMaster().solve(scan, problem.vacancies, problem.unmatched, Limits(), lambda _: None, warm)
    return replace(found, price=best.price, prices=best.prices)
