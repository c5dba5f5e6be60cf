"""The policy document: one frozen object that holds every lever a planner has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, field_validator, model_validator

from jobmatch.policy.base import Amount, Count, Number, Table, Words
from jobmatch.policy.choice import Choice
from jobmatch.policy.levers import Budget, Course, Household, Quota
from jobmatch.policy.terms import TIERS, Change, Distance, Extra, Preference, Retention, Skill, Subsidy, Tier, Wage
from jobmatch.words import said

STAGES = ("placed", "tier", "households", "fair", "cost")
"""Kinds of stages of a strict order."""

LOCAL = ("tier:county", "tier:prefecture", "tier:province")
"""The stages that `local` stands for."""


class Rules(Table):
    """Hard rules that a policy may set (docs/model.md, section 3)."""

    working_age: Count = 16
    looking: Words = ("looking",)
    """Values of `status` that say the person is looking."""
    home_county: bool = False
    """Whether a blank `wish_regions` agrees to the home's county."""
    wage_tolerance: Amount = 0.0
    """Yuan a month by which an offer may miss `min_wage`."""
    unknown_wage: bool = False
    """Whether a job with an unknown wage may be assigned."""
    contract: bool = True
    insurance: bool = True


class Unmatched(Table):
    """Yuan for leaving a person unplaced: `default`, and one key for each priority class."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Number] = Field(init=False)

    default: Number = 20000.0

    @property
    def classes(self) -> dict[str, float]:
        """Cost by priority class, `default` included."""
        return {"default": self.default, **(self.__pydantic_extra__ or {})}


class Objective(Table):
    """A strict order of stages; absent: one weighted sum.

    Stages are `fair:COLUMN` (only at the beginning), `placed`, `placed:CLASS` (a priority class), `tier:TIER`,
    `households`, and at last `cost`, which may be left out. `local` is kept as the three stages that it stands for.
    """

    order: Words = ("cost",)
    """Stages, the first counts most; each is one of
    fair:COLUMN (first only), placed, placed:CLASS, tier:TIER (county, prefecture, province), local (these three),
    households, cost."""

    @field_validator("order")
    @classmethod
    def _known_stages(cls, order: tuple[str, ...]) -> tuple[str, ...]:
        order = tuple(stage for word in order for stage in (LOCAL if word == "local" else (word,)))
        for stage in order:
            _refuse_unknown(stage)
        twice = sorted({stage for stage in order if order.count(stage) > 1})
        if twice:
            raise ValueError(said("policy.stage_twice", twice=twice[0], names=tuple(LOCAL)))
        if any(stage.startswith("fair:") for stage in order[1:]):
            raise ValueError(said("policy.fair_first"))
        stages = tuple(stage for stage in order if stage != "cost")
        if order not in (stages, (*stages, "cost")):
            raise ValueError(said("policy.cost_last"))
        return (*stages, "cost")


def _refuse_unknown(stage: str) -> None:
    """Refuse a stage that there is not."""
    kind, colon, name = stage.partition(":")
    needs_name = kind in ("tier", "fair")
    takes_name = needs_name or kind == "placed"
    if kind not in STAGES or (colon and not (takes_name and name)) or (needs_name and not colon):
        raise ValueError(said("policy.no_stage", stage=stage))
    if kind == "tier" and name not in TIERS:
        raise ValueError(said("policy.no_tier_in_stage", name=name, stage=stage, names=tuple(TIERS)))
    if kind == "fair" and name.startswith("jobs."):
        raise ValueError(said("policy.fair_of_jobs", stage=stage))


WHO = ("person_id", "household_id", "together_id")
"""Columns of the seekers that say who somebody is."""


def shown_group(personal: Collection[str], constraint: str, group: str | None) -> str:
    """The group of a limit as it may be shown: none where it would say who somebody is.

    Parameters
    ----------
    personal
        `Policy.personal`.
    """
    return "" if constraint.rpartition(", ")[0] in personal else group or ""


class Policy(Table):
    """The policy document (TOML), frozen; every key has a default.

    Read it with `jobmatch.policy.load_policy`, which turns faults into one clear `PolicyError`.
    """

    as_of: date | None = None
    """The day on which ages are counted; where absent, today (recorded in the run)."""
    horizon_months: Annotated[int, Field(strict=True, ge=1, le=600)] = 12
    quantum: Annotated[float, Field(strict=True)] = 0.01
    """The unit that costs are rounded to, one of 1, 0.1, 0.01, … 1e-9."""
    rules: Rules = Rules()
    unmatched: Unmatched = Unmatched.model_validate({"registered_poor": 30000.0})
    skill: Skill = Skill()
    wage: Wage = Wage()
    distance: Distance = Distance()
    tier: Tier = Tier()
    preference: Preference = Preference()
    retention: Retention = Retention()
    subsidy: tuple[Subsidy, ...] = ()
    change: Change = Change()
    extra: Extra = Extra()
    objective: Objective = Objective()
    quota: tuple[Quota, ...] = ()
    budget: tuple[Budget, ...] = ()
    household: Household = Household()
    choice: Choice = Choice()
    course: tuple[Course, ...] = ()

    @property
    def personal(self) -> frozenset[str]:
        """Names of quotas and budgets whose groups are single persons, households or those who go together."""
        per = [(each.name, each.per) for each in self.quota] + [(each.name, each.per) for each in self.budget]
        named = {name for name, column in per if (column or "").removeprefix("persons.") in WHO}
        return frozenset(named if self.household.max_out is None else {*named, "household"})

    @property
    def decimals(self) -> int:
        """Decimals of the quantum."""
        return next(d for d in range(10) if self.quantum == float(f"1e-{d}"))

    @model_validator(mode="after")
    def _consistent(self) -> Policy:
        if all(self.quantum != float(f"1e-{d}") for d in range(10)):
            raise ValueError(said("policy.quantum"))
        for kind in ("subsidy", "quota", "budget", "course"):
            names = [item.name for item in getattr(self, kind)]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(said("policy.name_twice", kind=kind, twice=twice[0]))
        return self
