"""The registry of cases and suites: a family registers its cases when its module is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol


class Made(Protocol):
    """What a case makes: an `Instance`, or registers."""

    def save(self, folder: Path) -> None:
        """Write everything that a step loads, and ``facts.json``."""


@dataclass(frozen=True)
class Suite:
    """A set of cases that are run together, and how."""

    about: str
    solvers: tuple[str, ...] | None = None
    """Names of the solvers to run; None: all that apply."""
    measures: tuple[str, ...] = ()
    repeats: int = 3
    time_limit: float = 600.0
    """Seconds for one run of one solver."""


SUITES: dict[str, Suite] = {
    "smoke": Suite("a small case of every kind; seconds", repeats=1, time_limit=60),
    "pilot": Suite("the Xiangxi preset of 2016 at full size, and the other presets"),
    "sparse": Suite("explicit random pairs, 20 a person, from scarce to ample vacancies"),
    "dense": Suite("square assignment: every pair is eligible, one vacancy each"),
    "transport": Suite("few sources and sinks with supplies, clustered costs"),
    "degenerate": Suite("named worst cases that make solvers cycle or crawl"),
    "real": Suite("inputs that nobody here wrote, from the folder that JOBMATCH_REAL_DATA names"),
    "large": Suite("a million persons and 20,000 jobs", repeats=1, time_limit=3600),
    "growth": Suite(
        "time and memory against persons and against pairs",
        solvers=("jobmatch", "ortools-flow", "pylmcf", "pot"),
        repeats=1,
        time_limit=1800,
    ),
    "national": Suite("ten million persons and 100,000 jobs", solvers=("jobmatch",), repeats=1, time_limit=24 * 3600),
    "resolve": Suite("solving again after one per cent has changed", solvers=(), measures=("resolve",), repeats=1),
    "budgets": Suite("budgets and courses", solvers=(), measures=("budgets",), repeats=1),
    "levers": Suite("quotas, households and a strict order", solvers=(), measures=("levers",), repeats=1),
    "command": Suite("the commands, from CSV files to reports", solvers=(), measures=("command",)),
    "registers": Suite(
        "`jobmatch reconcile` on registers with planted truth", solvers=(), measures=("registers",), time_limit=1800
    ),
    "ledger": Suite(
        "a ledger of up to ten million events", solvers=(), measures=("ledger",), repeats=1, time_limit=1800
    ),
    "rules": Suite("rules that seek no optimum, and stability", solvers=(), measures=("rules",), repeats=1),
    "studies": Suite("a study of a hundred scenarios", solvers=(), measures=("studies",), repeats=1),
    "cold-compile": Suite("the first run on a machine", solvers=(), measures=("cold-compile",), repeats=1),
}


@dataclass(frozen=True)
class Case:
    """One instance, made from nothing but its settings."""

    name: str
    """``family/settings``, unique."""
    make: Callable[..., Made]
    settings: Mapping[str, Any]
    suites: frozenset[str]
    series: str | None = None
    """The growth plot that the case is a point of: the fact on its x axis."""

    @property
    def about(self) -> str:
        """What the family is: the first line of its maker's docstring."""
        return (self.make.__doc__ or "").strip().splitlines()[0]

    def build(self) -> Made:
        """What is made."""
        return self.make(**self.settings)


_CASES: dict[str, Case] = {}


def register(name: str, make: Callable[..., Made], *suites: str, series: str | None = None, **settings: Any) -> None:
    """Add a case to its suites."""
    unknown = set(suites) - SUITES.keys()
    if name in _CASES or unknown:
        raise ValueError(f"case {name!r} is there already, or there is no suite {sorted(unknown)}")
    _CASES[name] = Case(name, make, settings, frozenset(suites), series)


def cases(suite: str | None = None, pattern: str = "*") -> list[Case]:
    """The cases of a suite (all without one) whose name fits the pattern, in the order of registration."""
    families = import_module("benchmarks.families")
    for module in iter_modules(families.__path__):
        import_module(f"{families.__name__}.{module.name}")
    return [c for c in _CASES.values() if (suite is None or suite in c.suites) and fnmatch(c.name, pattern)]


def case(name: str) -> Case:
    """The case of this name."""
    found = [c for c in cases() if c.name == name]
    if not found:
        raise KeyError(f"there is no case {name!r}")
    return found[0]
