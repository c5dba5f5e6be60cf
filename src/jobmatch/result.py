"""What a solve gives: status, bound, plan, prices; and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import polars as pl

from jobmatch.errors import NoPlanError
from jobmatch.kept import Inputs, Origin, Plan
from jobmatch.policy import shown_group
from jobmatch.words import Said, said
from jobmatch.words.limit_names import limit_name

if TYPE_CHECKING:
    from jobmatch.explain import JobExplained, PersonExplained, Ties, WhatIf
    from jobmatch.verify import Report
    from jobmatch.words import Lang


NAMED = 5
"""Limits of a conflict that a message names."""


class Status(StrEnum):
    """What is known of the plan."""

    OPTIMAL = "optimal"
    """Proven that no plan can be better (absolute gap 0)."""
    FEASIBLE = "feasible"
    """A plan with a bound; `stop` says why it is not proven."""
    INFEASIBLE = "infeasible"
    """Proven that no plan can satisfy the policy."""
    UNKNOWN = "unknown"
    """A limit was reached without a plan."""


class Stop(StrEnum):
    """Why a feasible plan was not improved further."""

    GAP = "gap"
    TIME = "time"
    INTERRUPT = "interrupt"
    STALLED = "stalled"
    RULE = "rule"
    """A rule made the plan that seeks no optimum (docs/rules.md)."""


@dataclass(frozen=True, eq=False)
class Result:
    """The outcome of `jobmatch.solve`; frozen.

    Attributes
    ----------
    status, stop
        What is known of the plan, and why the solve stopped short of a proof.
    bound
        No plan can have a lower objective, in yuan.
    summary
        What ``summary.json`` says, but for the checksums.
    issues
        Warnings: list, id, column, value, severity, code, message, advice.
    timing
        Seconds by phase, and peak memory.
    certificate
        With levers, the duals that prove the bound (docs/certificate.md).
    leaves
        Where limits depend on the plan, the cases that the certificate is about (docs/certificate.md, *Cases*).
    changes
        With a plan in force, what the new plan changes, and why: person_id, job_before, job_after, reason, cost_before,
        cost_after.
    """

    status: Status
    stop: Stop | None
    bound: float | None
    bound_source: str | None
    summary: dict[str, Any]
    issues: pl.DataFrame
    timing: dict[str, Any]
    inputs: Inputs = field(repr=False)
    plan: Plan | None = field(repr=False, default=None)
    limits: pl.DataFrame | None = field(repr=False, default=None)
    certificate: pl.DataFrame | None = field(repr=False, default=None)
    leaves: pl.DataFrame | None = field(repr=False, default=None)
    changes: pl.DataFrame | None = field(repr=False, default=None)
    origin: Origin | None = field(repr=False, default=None)

    def __post_init__(self) -> None:
        """Refuse combinations that cannot be."""
        has_plan = self.plan is not None
        if has_plan != (self.status in (Status.OPTIMAL, Status.FEASIBLE)):
            raise ValueError(f"status {self.status} {'with' if has_plan else 'without'} a plan")
        if (self.stop is None) != (self.status in (Status.OPTIMAL, Status.INFEASIBLE)):
            raise ValueError(f"status {self.status} with stop {self.stop}")

    def __repr__(self) -> str:
        """One line: status, objective, bound, gap, counts."""
        if self.status is Status.INFEASIBLE and self.summary.get("conflict"):
            return f"<Result infeasible: {self._conflict()}>"
        counts = self.summary.get("counts", {})
        figures = {key: self.summary.get(key) for key in ("objective", "bound", "gap")}
        said = ", ".join(f"{key}={value}" for key, value in figures.items() if value is not None)
        return f"<Result {self.status}: {said}, {counts.get('placed', 0)} of {counts.get('seekers', 0)} placed>"

    def _plan(self) -> Plan:
        if self.plan is None:
            raise NoPlanError(said("result.no_plan", status=said(f"status.{self.status}"), why=self._why()))
        return self.plan

    def _why(self) -> Said | str:
        """The end of a message: which limits leave no plan, and what to do."""
        return said("result.relax", conflict=self._conflict()) if self.summary.get("conflict") else ""

    def _conflict(self) -> Said:
        """The limits that cannot hold together."""
        limits = self.summary["conflict"]
        personal = () if self.origin is None else self.origin.policy.personal
        shown = [(name, shown_group(personal, name, group), limit) for name, group, limit in limits[:NAMED]]
        named = [
            limit_name(name, group)
            if limit is None
            else said("limit.number", limit=limit_name(name, group), number=limit)
            for name, group, limit in shown
        ]
        short = self.summary.get("short_by")
        return said(
            "result.conflict",
            names=named,
            more=said("result.more_limits", more=len(limits) - NAMED) if len(limits) > NAMED else "",
            missed=said("result.short_by", short=short) if short else "",
        )

    @property
    def objective(self) -> float:
        """Cost of the plan in yuan; lower is better."""
        self._plan()
        return float(self.summary["objective"])

    @property
    def gap(self) -> float:
        """``(objective − bound) / max(1, |cost of placing nobody − bound|)``."""
        self._plan()
        return float(self.summary["gap"])

    @property
    def abs_gap(self) -> float:
        """Objective − bound, in yuan."""
        self._plan()
        return float(self.summary["abs_gap"])

    @property
    def assignment(self) -> pl.DataFrame:
        """Who goes where, as person_id, job_id, route, cost, and one column a term."""
        return self._plan().assignment

    @property
    def unmatched(self) -> pl.DataFrame:
        """Who stays, and why, as person_id, reason, unmatched_cost, eligible_jobs, best_cost."""
        return self._plan().unmatched

    @property
    def jobs(self) -> pl.DataFrame:
        """How each job is filled, and what one more is worth, as job_id, vacancies, filled, price, price_fewer."""
        return self._plan().jobs

    @property
    def prices(self) -> pl.DataFrame:
        """Every limit, as constraint, group, limit, used, price, price_fewer."""
        if self.limits is None:
            raise NoPlanError(said("result.no_prices", status=said(f"status.{self.status}"), why=self._why()))
        return self.limits

    @property
    def ties(self) -> Ties:
        """How much of the plan is forced in every optimal plan, and how much the draw decided (docs/explain.md).

        Raises
        ------
        NoPlanError
            There is no plan.
        UnsupportedError
            The plan is not proven optimal by prices of single persons and jobs.
        """
        from jobmatch.explain import ties

        return ties(self)

    def save(self, path: str | Path, *, overwrite: bool = False, pseudonymise: bytes | None = None) -> Path:
        """Write the run directory, whole or not at all.

        Parameters
        ----------
        path
            The directory; it is readable by its owner only.
        overwrite
            Replace a run that is there.
        pseudonymise
            A secret key of 16 bytes or more: persons stand in the run by keyed hashes of their ids (docs/files.md,
            section 3).

        Raises
        ------
        RunError
            `path` exists and `overwrite` is false, or it cannot be written.
        PolicyError
            Persons are to have pseudonyms, and the policy names some by their ids.
        """
        from jobmatch.pseudonyms import pseudonymised
        from jobmatch.run_directory import files_of, save_files

        files = files_of(self)
        if pseudonymise is not None:
            files, _ = pseudonymised(files, pseudonymise)
        return save_files(files, Path(path), overwrite=overwrite)

    def report(self, path: str | Path, *, lang: Lang = "en", persons: bool = False, names: Any = None) -> Path:
        """Write this result as a workbook to hand out, or as a page to look at.

        Parameters
        ----------
        path
            A file that ends in ``.xlsx`` or ``.html``; what is there is replaced.
        lang
            "en" or "zh".
        persons
            Let single persons be searched on the page, by their ids; a workbook has them always.
        names
            A list with the columns person_id and name (the list of seekers will do): a workbook has the names too.

        Raises
        ------
        InputError
            The names cannot be read.
        NoPlanError
            There is no plan.
        UnsupportedError
            A page was asked for, and the extra ``report`` is not installed.
        ValueError
            The file ends otherwise.
        """
        from jobmatch.explain import open_run
        from jobmatch.lists import read_names
        from jobmatch.report import write_page, write_workbook

        path = Path(path)
        if path.suffix.lower() not in (".xlsx", ".html"):
            raise ValueError(f"{path.name} ends neither in .xlsx nor in .html")
        if path.suffix.lower() == ".xlsx":
            called = None if names is None else read_names(names)
            write_workbook(open_run(self), path, lang, names=called)
        else:
            write_page(open_run(self), path, lang, persons=persons)
        return path

    def verify(self) -> Report:
        """Check this result with code that shares nothing with the solvers (through a temporary run directory)."""
        import tempfile

        from jobmatch.verify import verify

        with tempfile.TemporaryDirectory(prefix="jobmatch-verify-") as folder:
            return verify(self.save(Path(folder, "run")))

    @overload
    def explain(self, person_id: str, *, confirm: bool = False) -> PersonExplained: ...

    @overload
    def explain(self, *, job_id: str) -> JobExplained: ...

    def explain(
        self, person_id: str | None = None, *, job_id: str | None = None, confirm: bool = False
    ) -> PersonExplained | JobExplained:
        """Why a person has this place, or none; or why a job is filled, or not (docs/explain.md).

        Parameters
        ----------
        person_id, job_id
            One of them.
        confirm
            Solve again for every change that would give the person a place.

        Raises
        ------
        InputError
            The person or job is not on the list.
        NoPlanError
            There is no plan.
        ValueError
            Neither or both are named.
        """
        from jobmatch.explain import explain_job, explain_person

        if (person_id is None) == (job_id is None):
            raise ValueError("name a person or a job, one of them")
        if person_id is not None:
            return explain_person(self, person_id, confirm=confirm)
        assert job_id is not None
        return explain_job(self, job_id)

    def what_if(self, *args: Any, by: str = "priority", **changes: Any) -> WhatIf:
        """Solve again after a change, and set the result beside this one (docs/explain.md).

        Parameters
        ----------
        *args, **changes
            Whatever `resolve` takes.
        by
            Column of the seekers by which groups are counted.

        Returns
        -------
        WhatIf
            ``result``, and ``differences`` from this result to it.

        Raises
        ------
        InputError, PolicyError, UnsupportedError, NoPlanError
            As `resolve`; or this result has no plan, or the seekers have no column `by`.
        """
        from jobmatch.explain import what_if

        return what_if(self, *args, by=by, **changes)

    def resolve(
        self,
        seekers: Any = None,
        jobs: Any = None,
        policy: Any = None,
        *,
        pairs: Any = None,
        without_seekers: Iterable[str] = (),
        without_jobs: Iterable[str] = (),
        **options: Any,
    ) -> Result:
        """Solve again after a change, from this plan and its prices.

        The result is what `solve` gives for the changed lists, but for the choice among equally good plans; a small
        change is found much sooner. For lists that are read anew as a whole, use ``solve(…, start=result)``.

        Parameters
        ----------
        seekers, jobs
            Whole rows, in any form that `solve` takes: those with an id of the old list replace it, others join.
        policy
            Another policy; None for the same.
        pairs
            Rows of the pairs table that replace or join the old ones; a polars or pandas table or a mapping of columns,
            with the columns of the old table.
        without_seekers, without_jobs
            Ids of those who leave; their pairs and decisions leave with them.
        **options
            gap, time_limit, progress: as in `solve`.

        Raises
        ------
        InputError, PolicyError, UnsupportedError
            As `solve`; also if an id to leave out is not in the list, or new rows lack a column of the old list by
            which a lever of the policy counts them.
        """
        from jobmatch.engine.resolve import resolve

        return resolve(
            self,
            seekers,
            jobs,
            policy,
            pairs=pairs,
            without_seekers=without_seekers,
            without_jobs=without_jobs,
            **options,
        )
