"""A finished run opened again: its lists compiled, plan and prices at hand, and room for persons who are "what if"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.in_force import InForce
from jobmatch.engine.prepare import Ready, prepare
from jobmatch.engine.progress import Phases, Progress
from jobmatch.engine.solve import solve
from jobmatch.errors import InputError, NoPlanError, RunError
from jobmatch.lists.decisions import EXCLUDING
from jobmatch.mechanisms import MECHANISMS
from jobmatch.pairing import PairList
from jobmatch.policy import load_policy
from jobmatch.problem.arrays import Int, Small
from jobmatch.problem.sides import Triples
from jobmatch.result import Result
from jobmatch.run_directory import read_table
from jobmatch.words import PHRASES, said

AT_ONCE = 20_000
"""Persons whose pairs are listed at a time."""


Listener = Callable[[Progress], Any] | None


@dataclass(frozen=True, eq=False)
class Sources:
    """What a run was solved from, as tables; `policy` and `regions` in any form that `solve` takes.

    `listener` is told of every phase that they are read, compiled or solved in.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    policy: Any
    regions: Any
    pairs: pl.DataFrame | None
    decisions: pl.DataFrame | None
    plan: pl.DataFrame | None
    listener: Listener = None

    def with_persons(self, person: str, rows: Sequence[dict[str, Any]]) -> tuple[Sources, list[str]]:
        """The same with more persons, each like `person` but for some columns; their ids."""
        seekers, ids = _with_variants(self.seekers, "person_id", person, rows)
        pairs, decisions, plan = (
            _repeated(x, "person_id", person, ids) for x in (self.pairs, self.decisions, self.plan)
        )
        return replace(self, seekers=seekers, pairs=pairs, decisions=decisions, plan=plan), ids

    def with_jobs(self, job: str, rows: Sequence[dict[str, Any]]) -> tuple[Sources, list[str]]:
        """The same with more jobs, each like `job` but for some columns, to which nobody is bound; their ids."""
        jobs, ids = _with_variants(self.jobs, "job_id", job, rows)
        barred = self.decisions
        if barred is not None:
            mine = barred.filter(pl.col("decision").is_in(EXCLUDING))
            barred = pl.concat([barred, *(_copies(mine, "job_id", job, ids))])
        return replace(self, jobs=jobs, pairs=_repeated(self.pairs, "job_id", job, ids), decisions=barred), ids

    def in_force(self) -> InForce:
        """The plan in force and the decisions of its rounds."""
        return InForce(self.plan, self.decisions)

    def solved(self, seed: int, solver: str = "auto") -> Result:
        """The result of these lists under the policy, as it would be now."""
        given: dict[str, Any] = {
            "solver": solver,
            "pairs": self.pairs,
            "regions": self.regions,
            "plan": self.in_force(),
        }
        return solve(self.seekers, self.jobs, self.policy, seed=seed, progress=self.listener, **given)

    def compiled(self, seed: int) -> Ready:
        """Lists and policy, compiled."""
        return prepare(
            self.seekers,
            self.jobs,
            load_policy(self.policy),
            Phases(self.listener),
            seed,
            self.in_force(),
            pairs=self.pairs,
            regions=self.regions,
            decisions=None,
        )


def _with_variants(
    table: pl.DataFrame, key: str, of: str, rows: Sequence[dict[str, Any]]
) -> tuple[pl.DataFrame, list[str]]:
    """A list with more rows, each like one of it but for some columns, and their ids."""
    own = table.filter(pl.col(key) == of)
    taken, mark = set(table[key].to_list()), "?"
    while any(f"{mark}{k}" in taken for k in range(len(rows))):
        mark += "?"
    ids = [f"{mark}{k}" for k in range(len(rows))]
    variants = [
        own.with_columns(pl.lit(name).alias(key), *(pl.lit(value).alias(column) for column, value in row.items()))
        for name, row in zip(ids, rows, strict=True)
    ]
    return pl.concat([table, *variants], how="diagonal_relaxed"), ids


def _repeated(table: pl.DataFrame | None, key: str, of: str, ids: Sequence[str]) -> pl.DataFrame | None:
    """A table with the rows of one repeated for others."""
    return None if table is None else pl.concat([table, *_copies(table, key, of, ids)])


def _copies(table: pl.DataFrame, key: str, of: str, ids: Sequence[str]) -> list[pl.DataFrame]:
    own = table.filter(pl.col(key) == of)
    return [own.with_columns(pl.lit(name).alias(key)) for name in ids]


@dataclass(frozen=True, eq=False)
class Opened:
    """A run with a plan.

    Attributes
    ----------
    summary
        What ``summary.json`` says.
    assignment, unmatched, jobs, prices, certificate
        Its tables (docs/files.md, section 3).
    issues, changes
        Its warnings, and what it changes of the plan in force; None without one.
    regions
        The regions in use: code, parent, level, name; None where the lists have none.
    cases
        Whether it was proven by cases, so that its limits have no prices.
    """

    sources: Sources
    summary: dict[str, Any]
    assignment: pl.DataFrame
    unmatched: pl.DataFrame
    jobs: pl.DataFrame
    prices: pl.DataFrame
    certificate: pl.DataFrame | None
    cases: bool
    issues: pl.DataFrame
    changes: pl.DataFrame | None
    regions: pl.DataFrame | None

    @property
    def proven(self) -> bool:
        """Whether the plan is optimal, and its prices alone prove it."""
        return bool(self.summary["status"] == "optimal" and self.summary["bound_source"] != "solver")

    @property
    def by_rule(self) -> bool:
        """Whether a rule made the plan that seeks no optimum: prices are those of the optimum beside it."""
        return self.summary["status"] != "optimal" and self.summary["solver"] in MECHANISMS

    @cached_property
    def personal(self) -> frozenset[str]:
        """Limits of the policy whose groups would say who somebody is."""
        return load_policy(self.sources.policy).personal

    @property
    def seed(self) -> int:
        """Of the draw."""
        return int(self.summary["seed"])

    @cached_property
    def _regions(self) -> dict[str, tuple[str, str, str]]:
        """Parent, level and name of each region in use."""
        if self.regions is None:
            return {}
        rows = self.regions.select("code", *(pl.col(name).fill_null("") for name in ("parent", "level", "name")))
        return {code: (parent, level, name) for code, parent, level, name in rows.iter_rows()}

    def _above(self, code: str, level: str) -> str:
        """The region of a level that a code is in, "" where there is none."""
        while code and code in self._regions:
            parent, own, _ = self._regions[code]
            if own == level:
                return code
            code = parent
        return ""

    def within(self, column: str, level: str) -> pl.Expr:
        """Of each code the region of a level (``"county"``, ``"prefecture"``, …) that it is in; without one, itself."""
        return (
            pl.col(column).cast(pl.String).replace({code: self._above(code, level) or code for code in self._regions})
        )

    def place(self, code: str) -> str:
        """The name of a region after that of the prefecture or city it is in; codes where there are no names."""
        path = dict.fromkeys(each for each in (self._above(code, "prefecture"), code) if each)
        return " ".join(self._regions.get(each, ("", "", ""))[2] or each for each in path)


@dataclass(frozen=True, eq=False)
class Ways:
    """Triples of one person.

    Attributes
    ----------
    job, route, cost
        Of each, the cost in quanta; shape (k,).
    listed
        Row of the pairs file that has each; None without such a file.
    """

    person: int
    job: Small
    route: Small
    cost: Int
    listed: Int | None

    @property
    def triples(self) -> Triples:
        """As those that sides count."""
        return Triples(np.full(self.job.size, self.person, np.int32), self.job, self.route, self.listed)

    def only(self, at: int) -> Ways:
        """One of them."""
        cut = slice(at, at + 1)
        return Ways(
            self.person,
            self.job[cut],
            self.route[cut],
            self.cost[cut],
            None if self.listed is None else self.listed[cut],
        )


def person_at(ready: Ready, person_id: str) -> int:
    """Where a person is in the order of the problem."""
    return int(np.flatnonzero((ready.problem.persons == person_id).to_numpy())[0])


def job_at(ready: Ready, job_id: str) -> int:
    """Where a job is in the order of the problem."""
    return int(np.flatnonzero((ready.problem.jobs == job_id).to_numpy())[0])


def ways_of(ready: Ready, person: int) -> Ways:
    """The triples of a person."""
    scan, who = ready.scan, np.array([person], np.int32)
    job = scan.pairs_of(who).job
    ptr, route = scan.all_routes(np.repeat(who, job.size), job)
    job = np.repeat(job, np.diff(ptr)).astype(np.int32)
    everybody = np.full(job.size, person, np.int32)
    cost = scan.costs(everybody, job) + scan.dearer(everybody, job, route)
    return Ways(person, job, route, cost, scan.rows(everybody, job))


def places_of(assignment: pl.DataFrame, ready: Ready) -> Small:
    """The job of each person, -1 for none, in the order of the problem."""
    problem = ready.problem
    jobs = pl.DataFrame({"job_id": problem.jobs, "job": np.arange(problem.m, dtype=np.int32)})
    held = assignment.select("person_id", "job_id").join(jobs, on="job_id", how="left")
    persons = pl.DataFrame({"person_id": problem.persons})
    placed = persons.join(held, on="person_id", how="left", maintain_order="left")["job"]
    found: Small = placed.fill_null(-1).to_numpy().astype(np.int32)
    return found


def names_column(ready: Ready, side: str, column: str) -> bool:
    """Whether the policy, or its table of extra terms, speaks of persons or jobs by this column."""
    policy = ready.policy
    levers = [*policy.quota, *policy.budget, *policy.subsidy]
    named = [getattr(each, side) for each in levers]
    per = [(getattr(each, "per", None) or "").partition("@")[0] for each in levers]
    extra = () if ready.extra is None else ready.extra.columns
    return any(column in each for each in (*named, per, extra)) or f"{side}.{column}" in (*per, *extra)


def name_of(ready: Ready, region: str) -> str:
    """The name of a region, or its code where it has none."""
    regions = ready.lists.regions
    return regions.name(region) or region if region in regions else region


def pairs_in_pieces(ready: Ready, who: Small) -> Iterator[tuple[Small, PairList]]:
    """All eligible pairs of these persons, some persons at a time."""
    for start in range(0, who.size, AT_ONCE):
        some = who[start : start + AT_ONCE]
        yield some, ready.scan.pairs_of(some)


def open_run(run: str | Path | Result, progress: Listener = None) -> Opened:
    """A result, or the directory that one was saved to, with its plan.

    Parameters
    ----------
    progress
        Called with a `Progress` at the beginning and end of every phase of what is then asked of the run.

    Raises
    ------
    NoPlanError
        It has none.
    RunError
        The directory is not that of a run, or is damaged.
    """
    with Phases(progress).phase("open"):
        opened = _of_result(run) if isinstance(run, Result) else _of_folder(Path(run))
    return replace(opened, sources=replace(opened.sources, listener=progress))


def _of_result(result: Result) -> Opened:
    if result.origin is None or result.plan is None:
        result.assignment  # noqa: B018 - says why there is none
        raise InputError(said("explain.no_origin"))
    tables = {name: kept.table for name, kept in result.inputs.tables.items()}
    sources = Sources(
        tables["seekers.csv"],
        tables["jobs.csv"],
        result.origin.policy,
        result.origin.regions,
        tables.get("pairs.csv"),
        tables.get("decisions.csv"),
        tables.get("plan.csv"),
    )
    plan = result.plan
    return Opened(
        sources,
        result.summary,
        plan.assignment,
        plan.unmatched,
        plan.jobs,
        result.prices,
        result.certificate,
        result.leaves is not None,
        result.issues,
        result.changes,
        tables.get("regions.csv"),
    )


def _of_folder(run: Path) -> Opened:
    try:
        summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
        known = {"status", "seed", "bound_source"} <= set(summary)
    except (OSError, ValueError, TypeError):
        known = False
    if not known or not isinstance(summary, dict):
        raise RunError(said("run.not_a_run", run=run))
    if summary.get("status") not in ("optimal", "feasible"):
        known = f"status.{summary.get('status')}" in PHRASES
        status = said(f"status.{summary['status']}") if known else summary.get("status")
        raise NoPlanError(said("run.no_plan", run=run, status=status))

    def texts(name: str) -> pl.DataFrame:
        return read_table(run / "inputs" / name)

    def maybe(name: str) -> pl.DataFrame | None:
        return texts(name) if (run / "inputs" / name).exists() else None

    sources = Sources(
        texts("seekers.csv"),
        texts("jobs.csv"),
        run / "inputs" / "policy.json",
        run / "inputs" / "regions.csv",
        maybe("pairs.csv"),
        maybe("decisions.csv"),
        maybe("plan.csv"),
    )
    ids = {"person_id": pl.String, "job_id": pl.String, "route": pl.String, "group": pl.String}
    before = {"job_before": pl.String, "job_after": pl.String}
    certificate, changes = run / "certificate.csv", run / "changes.csv"
    return Opened(
        sources,
        summary,
        read_table(run / "assignment.csv", "person_id", "job_id", "route", "cost", kinds=ids),
        read_table(
            run / "unmatched.csv", "person_id", "reason", "unmatched_cost", "eligible_jobs", "best_cost", kinds=ids
        ),
        read_table(run / "jobs.csv", "job_id", "vacancies", "filled", "price", "price_fewer", kinds=ids),
        read_table(run / "prices.csv", "constraint", "group", "limit", "used", "price", "price_fewer", kinds=ids),
        read_table(certificate) if certificate.exists() else None,
        (run / "leaves.csv").exists(),
        read_table(run / "issues.csv"),
        read_table(changes, kinds=ids | before) if changes.exists() else None,
        maybe("regions.csv"),
    )
