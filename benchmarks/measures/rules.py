"""What rules that seek no optimum take and cost, against the optimum of the same lists."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.instance import Instance, Unavailable

RULES = ("first_come", "serial", "random_serial", "deferred_persons", "deferred_employers")


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of each rule's plan alone, its gap to the optimum, and how many pairs block the optimum.

    Raises
    ------
    Unavailable
        This version of jobmatch has no rules.
    """
    import jobmatch
    from jobmatch.lists import read_lists
    from jobmatch.policy import load_policy

    try:
        from jobmatch.explain import stability
        from jobmatch.mechanisms import MECHANISMS, Desk
    except ImportError:
        raise Unavailable("this version of jobmatch has no rules of assignment") from None
    from jobmatch.pairing import open_scan
    from jobmatch.problem import compile_problem

    given = Instance.load(folder)
    best: Any = jobmatch.solve(given.seekers, given.jobs, given.policy)
    lists, policy = read_lists(given.seekers, given.jobs), load_policy(given.policy)
    problem = compile_problem(lists, policy)
    desk = Desk(lists, None, problem, open_scan(problem))
    found: dict[str, Any] = {"optimum_blocking_pairs": stability(best).pairs}
    for rule in RULES:
        MECHANISMS[rule].solve(desk)  # compiled, and in the machine's caches
        start = time.perf_counter()
        MECHANISMS[rule].solve(desk)
        found[f"{rule}_seconds"] = time.perf_counter() - start
        plan: Any = jobmatch.solve(given.seekers, given.jobs, given.policy, solver=rule, start=best)
        if plan.bound != best.objective:
            raise RuntimeError(f"{rule}: bound {plan.bound}, optimum {best.objective}")
        found[f"{rule}_gap"] = plan.gap
        if rule.startswith("deferred") and stability(plan).pairs:
            raise RuntimeError(f"{rule}: a pair blocks its plan")
    return found
