"""Run the cases of a suite: every solver in its own process, in turn on the same instance, several times over."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.instance import Facts
from benchmarks.process import call
from benchmarks.registry import Case
from benchmarks.solvers import SOLVERS, installed, solver
from benchmarks.summary import compare, summarise

Record = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """How to run a suite."""

    solvers: tuple[str, ...]
    measures: tuple[str, ...]
    repeats: int
    time_limit: float
    memory_gb: float


def run(chosen: Iterable[Case], plan: Plan, say: Callable[[str], None]) -> Iterator[Record]:
    """A record for each case, in order, each as soon as it is there."""
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as place:
        for case in chosen:
            folder = Path(place, "instance")
            say(f"{case.name}: {case.about}")
            yield _Run(case, plan, folder, say).record()
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _Run:
    """One case."""

    case: Case
    plan: Plan
    folder: Path
    say: Callable[[str], None]

    def record(self) -> Record:
        """Make the instance, list its pairs if a solver needs them, run everything, compare."""
        record: Record = {"case": self.case.name, "about": self.case.about, "series": self.case.series}
        made = self._step("make", self.case.name)
        if made["status"] != "ok":
            self.say(f"  {made['status']}: {made['reason']}")
            return {**record, "status": made["status"], "reason": made["reason"]}
        facts, listing = made["facts"], {}
        if any(solver(name).takes == "listed" for name in self.plan.solvers) and facts["pairs"] is None:
            listing = self._step("list")
            facts = listing.pop("facts", facts)
            self.say(f"  listing: {_told(listing)}")
        runs = self._solve(Facts(**facts), listing)
        measures = {name: self._measure(name) for name in self.plan.measures}
        if facts["pairs"] is None:  # nobody listed them, but jobmatch has counted them
            facts["pairs"] = runs.get("jobmatch", {}).get("detail", {}).get("eligible_pairs")
        failed = {name: found for name, found in measures.items() if found["status"] == "failed"}
        wrong = [f"{self.case.name}: {line}" for line in compare({**runs, **failed})]
        for line in wrong:
            self.say(f"  WRONG: {line}")
        generated = {"generate_seconds": made["seconds"]}
        return {
            **record, "status": "ok", "facts": facts, **generated, "listing": listing,
            "runs": runs, "measures": measures, "wrong": wrong,
        }  # fmt: skip

    def _solve(self, facts: Facts, listing: Record) -> dict[str, Record]:
        found: dict[str, list[Record]] = {}
        for name in self.plan.solvers:
            reason = why_not(name, facts, listing, self.plan.memory_gb)
            found[name] = [] if reason is None else [reason]
        runnable = [name for name, runs in found.items() if not runs]
        for _ in range(self.plan.repeats):
            for name in runnable:
                if all(run["status"] == "ok" for run in found[name]):  # what ended badly is not run again
                    found[name].append(self._step("solve", name))
        out = {name: summarise(runs) for name, runs in found.items()}
        for name in self.plan.solvers:
            self.say(f"  {name}: {_told(out[name])}")
        return out

    def _measure(self, name: str) -> Record:
        taken = [self._step("measure", name) for _ in range(self.plan.repeats)]
        out = summarise([{k: v for k, v in run.items() if k != "facts"} for run in taken])
        self.say(f"  {name}: {_told(out)}")
        return out

    def _step(self, step: str, name: str = "") -> Record:
        return call(step, self.folder, name, time_limit=self.plan.time_limit, memory_gb=self.plan.memory_gb)


def why_not(name: str, facts: Facts, listing: Record, memory_gb: float) -> Record | None:
    """Why a solver is not run on an instance, as a record; None if it is."""
    adapter = solver(name)
    if installed(name) is None:
        return {"status": "not installed", "reason": f"pip install {adapter.library}"}
    if not adapter.applies(facts):
        return {"status": "not for this", "reason": adapter.scope}
    if adapter.takes == "listed" and listing.get("status", "ok") != "ok":
        return {"status": "failed", "reason": f"listing the pairs: {listing['reason']}"}
    needs = adapter.needs_gb(facts)
    if adapter.takes == "listed":
        needs = max(needs, listing.get("needs_gb", 0.0))
    if needs > memory_gb:
        return {"status": "too large", "reason": f"would need {needs:.3g} GB of {memory_gb:.3g} GB"}
    return None


def _told(found: Record) -> str:
    if found["status"] != "ok":
        return f"{found['status']}: {found['reason']}"
    hidden = {"status", "proven", "trace", "detail", "imported_mb", "warm_seconds", "totals", "kinds", "libraries"}
    told = {name: value for name, value in found.items() if name not in hidden}
    return ", ".join(f"{name} {value}" for name, value in told.items())


def default_solvers(only: str | None, suite_solvers: tuple[str, ...] | None) -> tuple[str, ...]:
    """The solvers asked for by name (comma-separated), else those of the suite, else all."""
    if only is None:
        return SOLVERS if suite_solvers is None else suite_solvers
    asked = tuple(name.strip() for name in only.split(","))
    unknown = [name for name in asked if name not in SOLVERS]
    if unknown:
        raise ValueError(f"there is no solver {unknown[0]!r}; there are {', '.join(SOLVERS)}")
    return tuple(name for name in SOLVERS if name in asked)
