"""What stands before the first pair is looked at: lists and policy read, checked and compiled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from jobmatch.engine.advice import with_day
from jobmatch.engine.binding import check_binding
from jobmatch.engine.extra import extra_table
from jobmatch.engine.in_force import in_force
from jobmatch.engine.progress import Phases
from jobmatch.engine.settle import settled
from jobmatch.lists import Issue, Lists, read_lists
from jobmatch.pairing import Scan, open_scan
from jobmatch.policy import Policy
from jobmatch.problem import Problem, compile_problem


@dataclass(frozen=True, eq=False)
class Ready:
    """Everything that stands before the first pair is looked at."""

    lists: Lists
    policy: Policy
    extra: pl.DataFrame | None
    problem: Problem
    scan: Scan
    issues: tuple[Issue, ...]


def read(seekers: Any, jobs: Any, policy: Policy, plan: Any = None, **sources: Any) -> Lists:
    """The lists and the tables that go with them; `seekers` may be lists that were read so, and is then all there is.

    Parameters
    ----------
    policy
        For its table of distances.
    plan
        What `in_force` takes.
    **sources
        pairs, regions, decisions: as in `solve`.

    Raises
    ------
    InputError
        As `solve`.
    """
    if isinstance(seekers, Lists):
        return seekers
    earlier = in_force(plan)
    tables = {"distances": policy.distance.table, "plan": earlier.plan, "earlier": earlier.decisions}
    return read_lists(seekers, jobs, **tables, **sources)


def prepare(seekers: Any, jobs: Any, policy: Policy, phases: Phases, seed: int, plan: Any, **sources: Any) -> Ready:
    """Read, check and compile.

    Parameters
    ----------
    seekers, jobs, plan, **sources
        As `read` takes them.

    Raises
    ------
    InputError, PolicyError, UnsupportedError
        As `solve`.
    """
    with phases.phase("read"):
        lists = read(seekers, jobs, policy, plan, **sources)
    policy, day_issues = with_day(policy, date.today(), "birth_date" in lists.columns["seekers"])
    with phases.phase("compile"):
        policy = settled(policy, lists)
        extra = extra_table(policy, lists)
        problem = compile_problem(lists, policy, extra, seed)
        scan = open_scan(problem)
        check_binding(lists, problem, scan)
    return Ready(lists, policy, extra, problem, scan, (*lists.issues, *day_issues))
