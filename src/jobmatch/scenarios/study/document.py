"""The study document: a base, scenarios as changes of it, sweeps, replicates (data only)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from jobmatch.mechanisms import MECHANISMS
from jobmatch.policy.base import Table
from jobmatch.words import said

Positive = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Value = str | int | float | bool


BASELINES = (*MECHANISMS, "maximum", "max_min")
"""What `baselines` may name: the rules; as many placements as can be; the fairest shares of the first of `groups`."""


class Base(Table):
    """What every scenario begins from: a preset, or lists; and a policy."""

    preset: str | None = None
    """The name of a preset (docs/presets.md)."""
    scale: Annotated[Positive, Field(le=10)] = 1.0
    """The part of the preset's size."""
    seekers: Path | None = None
    """The list of seekers, beside the document."""
    jobs: Path | None = None
    """The list of jobs, beside the document."""
    pairs: Path | None = None
    regions: Path | None = None
    plan: Path | None = None
    decisions: Path | None = None
    stay: Path | None = None
    """A model of staying (docs/retention.md): its predictions take the place of the column `stay`."""
    stay_of: Literal["pairs", "jobs"] | None = None
    """Whether every eligible pair is predicted, or each job on the mean (the default)."""
    policy: Path | dict[str, Any] | None = None
    """A policy document beside this one, or its tables; absent: the preset's, or the defaults."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Base:
        if (self.preset is None) == (self.seekers is None) or (self.seekers is None) != (self.jobs is None):
            raise ValueError(said("study.base"))
        if self.stay_of is not None and self.stay is None:
            raise ValueError(said("study.stay_of"))
        return self


class Based(Table):
    """A document that begins from lists and a policy."""

    name: str
    note: str = ""
    base: Base


class Scenario(Table):
    """A named change of the base."""

    name: str
    note: str = ""
    """What it stands for, for whoever reads the report."""
    solver: str | None = None
    """By what it is planned, a rule perhaps (docs/rules.md); absent: as `[solve]` says."""
    policy: dict[str, Any] = {}
    """Tables of the policy: keys replace those of the base; of lists of named tables those of the same name."""
    seekers: dict[str, Value] = {}
    """Column → change (docs/studies.md): a value, ``"* 1.1"``, ``"+ 200"``, ``"wider"``."""
    jobs: dict[str, Value] = {}


class Sweep(Table):
    """Values that are tried one after the other, in every scenario or some."""

    over: dict[str, Annotated[tuple[Value, ...], Field(strict=False, min_length=1)]]
    """Dotted path (``policy.budget.travel.limit``, ``jobs.wage``) → values."""
    linked: bool = False
    """Whether the first values go together, the second ones, and so on; else every combination is tried."""
    scenarios: Annotated[tuple[str, ...], Field(strict=False)] | None = None
    """In which scenarios; absent: in all."""

    @model_validator(mode="after")
    def _as_long(self) -> Sweep:
        if self.linked and len({len(values) for values in self.over.values()}) > 1:
            raise ValueError(said("study.linked"))
        for path in self.over:
            if path.split(".")[0] not in ("policy", "seekers", "jobs") or path.count(".") < 1:
                raise ValueError(said("study.path", path=path))
        return self


class Replicates(Table):
    """The same again with other draws."""

    count: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1
    """How often. Of a preset each has lists of its own; of lists each has persons drawn with replacement, if there is
    more than one."""
    seed: Annotated[int, Field(strict=True, ge=0)] = 0
    """The first seed; the others follow."""


class Solving(Table):
    """How each cell is solved."""

    gap: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)] = 0.0
    time_limit: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)] | None = None
    solver: str = "auto"


class Study(Based):
    """The study document (TOML), frozen. Read it with `load_study`."""

    scenario: tuple[Scenario, ...] = (Scenario(name="base"),)
    sweep: tuple[Sweep, ...] = ()
    replicates: Replicates = Replicates()
    solve: Solving = Solving()
    baselines: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Rules by which the first scenario is planned too, each as a scenario of that name (docs/rules.md)."""
    stability: bool = False
    """Whether blocking pairs are counted in every cell."""
    groups: Annotated[tuple[str, ...], Field(strict=False)] = ("priority",)
    """Columns of the list of seekers: who gains and who loses is told by these; ``home@county`` at that level."""

    @field_validator("groups")
    @classmethod
    def _of_persons(cls, groups: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(by.removeprefix("persons.") for by in groups)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Those that are named, and the baselines."""
        first = self.scenario[0]
        return (*self.scenario, *(self._baseline(name, first) for name in self.baselines))

    def _baseline(self, name: str, first: Scenario) -> Scenario:
        """The first scenario by a rule, or with an order of objectives that stands for one."""
        order = {"maximum": ["placed"], "max_min": [f"fair:persons.{self.groups[0]}", "placed"]}.get(name)
        if order is None:
            return first.model_copy(update={"name": name, "note": "", "solver": name})
        return first.model_copy(
            update={"name": name, "note": "", "policy": {**first.policy, "objective": {"order": [*order, "cost"]}}}
        )

    @model_validator(mode="after")
    def _names(self) -> Study:
        unknown = [name for name in self.baselines if name not in BASELINES]
        if unknown:
            raise ValueError(said("study.no_baseline", name=unknown[0], names=BASELINES))
        names = [each.name for each in self.scenarios]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(said("policy.name_twice", kind="scenario", twice=twice[0]))
        for sweep in self.sweep:
            for name in sweep.scenarios or ():
                if name not in names:
                    raise ValueError(said("study.no_scenario", name=name))
        return self
