"""The recipe: from two lists and a policy to a proven plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl

from jobmatch.engine.advice import advise
from jobmatch.engine.alone import alone
from jobmatch.engine.by_rule import by_rule
from jobmatch.engine.certificate import certificate_table, leaves_table
from jobmatch.engine.changes import change_counts, changes_table
from jobmatch.engine.choose import choose_for, choose_master, constraints_of
from jobmatch.engine.conflict import conflict
from jobmatch.engine.fair import Fairness, as_found, fairest
from jobmatch.engine.inputs import kept_inputs
from jobmatch.engine.kernels import prepare_kernels
from jobmatch.engine.outcome import (
    Found,
    counted,
    figures,
    headline,
    lever_figures,
    limits_table,
    plan_tables,
    versions,
)
from jobmatch.engine.prepare import Ready, prepare
from jobmatch.engine.progress import Phases, Progress
from jobmatch.engine.proof import prove
from jobmatch.engine.warm import warm_start
from jobmatch.errors import InputError
from jobmatch.kept import Origin, Plan
from jobmatch.lists import Issue, issues_table
from jobmatch.masters import Limits, Master, Outcome, Solution, crossing_quotas, refuse_levers, unhurried
from jobmatch.mechanisms import Mechanism
from jobmatch.pairing import Counts, pair_frames
from jobmatch.policy import PolicySource, load_policy, named
from jobmatch.problem import Problem
from jobmatch.result import Result
from jobmatch.words import said


def solve(
    seekers: Any,
    jobs: Any,
    policy: PolicySource = None,
    *,
    pairs: Any = None,
    regions: Any = None,
    plan: Any = None,
    decisions: Any = None,
    start: Result | None = None,
    gap: float = 0.0,
    time_limit: float | None = None,
    solver: str = "auto",
    seed: int = 0,
    progress: Callable[[Progress], Any] | None = None,
    _prices: bool = True,
) -> Result:
    """Assign seekers to jobs at least cost, with a proof of how good the plan is.

    Parameters
    ----------
    seekers, jobs
        The two lists: a path (csv, xlsx, parquet), a polars, pandas or pyarrow table, or row objects (docs/files.md).
    policy
        A `Policy`, a mapping, the path of a TOML document, or None for the defaults (docs/model.md).
    pairs
        With a column ``cost``: the only eligible pairs and their costs. Without: a filter on eligible pairs.
    regions
        A region tree of your own, instead of GB/T 2260.
    plan
        The plan in force: the directory of a run, a `Result`, or a table with ``person_id`` and ``job_id``. Changing an
        open proposal costs what the policy says, and the decisions of its round hold on (docs/levers.md, section 6).
    decisions
        What became of proposals: a table with ``person_id, job_id, decision, reason``.
    start
        A result for much the same lists: the solve begins from its plan and prices. This saves time and changes
        nothing else, but for the choice among equally good plans.
    gap
        Stop when the gap is at most this.
    time_limit
        Seconds after which the best plan so far is returned with its true gap.
    solver
        "auto", "tree", "priced", "flow" or "highs"; or a rule that seeks no optimum: "first_come", "serial",
        "random_serial", "deferred_persons", "deferred_employers" or "stable" (docs/rules.md).
    seed
        Of the draw that decides among equally good plans.
    progress
        Called with a `Progress` at the beginning and end of every phase.

    Returns
    -------
    Result
        With status `optimal` if the plan is proven; `feasible` if a limit came first.

    Raises
    ------
    InputError
        The lists hold errors; ``error.issues`` has all of them.
    PolicyError
        The policy is not valid, or does not fit the lists.
    UnsupportedError
        The policy has a constraint that the solver cannot carry.
    ValueError
        `gap` or `time_limit` is negative or not a number, or `seed` not a whole number below 2**63.
    """
    if not gap >= 0 or (time_limit is not None and not time_limit >= 0):
        raise ValueError("gap and time_limit must be numbers that are not negative")
    phases = Phases(progress)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    limits = Limits(deadline, gap, _prices)  # without prices a result is proven, but not for saving
    source, policy = policy, load_policy(policy)
    choose_master(solver, constraints_of(policy))
    with phases.phase("kernels"):
        prepare_kernels()
    sources = {"pairs": pairs, "regions": regions, "decisions": decisions}
    with named(source):
        ready = prepare(seekers, jobs, policy, phases, seed, plan, **sources)
    problem, scan = ready.problem, ready.scan
    master, why = choose_for(solver, policy, problem)
    with phases.phase("count"):
        counts = scan.counts(None if start is None or start.origin is None else start.origin.eligible)
    size = {"persons": problem.n, "jobs": problem.m, "pairs": int(counts.eligible.sum())}
    with phases.phase("solve", said("told.size", **size, solver=master.name, why=why)):
        asked = problem.levers
        problem, solution, fairness = _planned(master, ready, counts, limits, phases, start)
    with phases.phase("prove"):
        proof, hurried = unhurried(partial(prove, problem, scan, solution))
        issues = (*ready.issues, *advise(ready.lists, problem, counts))
    best = None
    searched = fairness is None or fairness.outcome is Outcome.OPTIMAL
    if asked is not None and (asked.stages or asked.fair) and proof.optimal and searched and not hurried:
        assert not isinstance(master, Mechanism)  # none carries stages
        with phases.phase("alone"):
            best = alone(problem, asked, scan, master, limits, proof.reached)
    if asked is not None and fairness is not None and not (proof.breaks or proof.impossible):
        problem, solution, fairness = as_found(problem, asked, fairness, solution)
    found = Found(solution.outcome, proof, problem.decimals, gap, fairness, best)
    tables: Plan | None = None
    changes: pl.DataFrame | None = None
    found_out: dict[str, Any] = {}
    if proof.impossible and not isinstance(master, Mechanism):
        with phases.phase("conflict"):
            solution, found_out = conflict(problem, scan, solution, master, limits)
    elif not proof.breaks:
        tables = plan_tables(problem, solution, counts)
        changes = changes_table(ready.lists, problem, scan, solution)
        found_out = figures(problem, tables, solution) | lever_figures(problem, found)
        found_out |= change_counts(changes, ready.lists)
    summary = {
        **headline(found),
        "solver": master.name,
        "seed": seed,
        "counts": counted(problem, counts, None if tables is None else solution.job),
        **found_out,
        "versions": versions(),
    }
    summary["counts"]["warnings"] = len(issues)
    return Result(
        status=found.status,
        stop=found.stop,
        bound=summary["bound"],
        bound_source=summary["bound_source"],
        summary=summary,
        issues=issues_table(issues).drop("file", "row").sort(pl.all(), nulls_last=False),
        timing=phases.timing(),
        inputs=kept_inputs(ready.lists, ready.policy, ready.extra),
        plan=tables,
        limits=None if tables is None else limits_table(problem, tables, solution, proof),
        changes=changes,
        certificate=certificate_table(problem, solution, asked, fairness),
        leaves=leaves_table(problem, solution, asked, fairness),
        origin=Origin(ready.policy, ready.lists.regions, solver, seed, scan.eligible()),
    )


def _planned(
    master: Master | Mechanism, ready: Ready, counts: Counts, limits: Limits, phases: Phases, start: Result | None
) -> tuple[Problem, Solution, Fairness | None]:
    """The problem as it was solved, its solution, and how the fair shares came out that were asked for."""
    problem, scan = ready.problem, ready.scan
    warm = warm_start(start, problem) if start is not None and start.plan is not None else None
    if isinstance(master, Mechanism):
        return problem, by_rule(master, ready, limits, phases.tell_solving, warm), None
    asked, fairness = problem.levers, None
    if asked is not None and asked.fair:
        fairness = fairest(problem, asked, scan, counts, master, limits, phases.tell_solving)
        fixed = replace(asked, fair=()) if fairness is None else asked.with_fair(fairness.share)
        problem = replace(problem, levers=fixed)
    given = (scan, problem.vacancies, problem.unmatched, limits, phases.tell_solving, warm, problem.levers)
    return problem, master.solve(*given), fairness


def eligible_pairs(seekers: Any, jobs: Any, policy: PolicySource = None, **sources: Any) -> pl.DataFrame:
    """All eligible pairs with every cost term, sorted by person and job.

    Parameters
    ----------
    seekers, jobs, policy
        As in `solve`.
    **sources
        pairs, regions, plan, decisions: as in `solve`.

    Returns
    -------
    polars.DataFrame
        person_id, job_id, route, one column a term, cost, unmatched_cost.

    Raises
    ------
    InputError, PolicyError, UnsupportedError
        As in `solve`.
    """
    frames = list(iter_eligible_pairs(seekers, jobs, policy, **sources))
    return pl.concat(frames).sort("person_id", "job_id")


def iter_eligible_pairs(
    seekers: Any,
    jobs: Any,
    policy: PolicySource = None,
    *,
    pairs: Any = None,
    regions: Any = None,
    plan: Any = None,
    decisions: Any = None,
    progress: Callable[[Progress], Any] | None = None,
) -> Iterator[pl.DataFrame]:
    """The rows of `eligible_pairs` in pieces, persons and jobs in the order of the draw, for lists too long to hold."""
    source, policy = policy, load_policy(policy)
    phases = Phases(progress)
    with named(source):
        ready = prepare(seekers, jobs, policy, phases, 0, plan, pairs=pairs, regions=regions, decisions=decisions)
    with phases.phase("list"):
        yield from pair_frames(ready.problem)


def check(
    seekers: Any,
    jobs: Any,
    policy: PolicySource = None,
    *,
    pairs: Any = None,
    regions: Any = None,
    plan: Any = None,
    decisions: Any = None,
    progress: Callable[[Progress], Any] | None = None,
) -> tuple[Issue, ...]:
    """Every issue of the inputs at once: faults of the files, and what lists and policy mean together.

    Raises
    ------
    PolicyError, UnsupportedError
        The policy is not valid, does not fit the lists, or has a constraint that no solver carries.
    InputError, RunError
        What is given as the plan in force has no plan.
    """
    source, policy = policy, load_policy(policy)
    choose_master("auto", constraints_of(policy))
    phases = Phases(progress)
    try:
        with named(source):
            ready = prepare(seekers, jobs, policy, phases, 0, plan, pairs=pairs, regions=regions, decisions=decisions)
    except InputError as error:
        if not error.issues:  # nothing of a list is at fault, but what was given for one
            raise
        return error.issues
    with phases.phase("check"):
        problem, scan = ready.problem, ready.scan
        if problem.levers is not None and crossing_quotas(problem.levers, problem.n, problem.m) is None:
            refuse_levers(scan, problem.vacancies, problem.unmatched, problem.levers)
        return (*ready.issues, *advise(ready.lists, problem, scan.counts()))
