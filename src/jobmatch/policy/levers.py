"""Constraints of the policy document: quotas, budgets, household rules, courses (data only)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from jobmatch.policy.base import Amount, Count, Number, Predicate, Share, Table
from jobmatch.policy.terms import known_tiers
from jobmatch.words import said


def _no_share(number: Any) -> Any:
    """Refuse what is written as a share or as a text, which reads like a limit but says how many in no unit."""
    if isinstance(number, str | float):
        raise ValueError(said("policy.limit_whole"))
    return number


Limit = Annotated[Count, Field(le=10**12), BeforeValidator(_no_share)]
"""A number of placements."""


class Quota(Table):
    """A lower and/or upper count of placements over a group, or one for each group of `per`."""

    name: str
    persons: Predicate = {}
    jobs: Predicate = {}
    pairs: Predicate = {}
    lower: Limit | None = None
    lower_share: Share | None = None
    lower_column: str | None = None
    lower_rate: Share | None = None
    """A part of the group's persons on the list, in place of the number."""
    upper: Limit | None = None
    upper_share: Share | None = None
    upper_column: str | None = None
    upper_rate: Share | None = None
    per: str | None = None
    soft: Amount | None = None
    """Yuan for each whole unit short or over; where absent, the quota is hard."""
    all_or_none: bool = False
    rigidity: Annotated[float, Field(gt=0, le=1e4, allow_inf_nan=False)] = 1.0
    """How hard it is for a hard limit to give way by one, against others (`jobmatch diagnose`)."""

    @model_validator(mode="after")
    def _limits(self) -> Quota:
        for side in ("lower", "upper"):
            given = [
                k for k in (side, f"{side}_share", f"{side}_column", f"{side}_rate") if getattr(self, k) is not None
            ]
            if len(given) > 1:
                raise ValueError(said("policy.only_one", names=tuple(given)))
        known_tiers(self.pairs)
        if self.name == "placed" or self.name.startswith("fair:"):
            raise ValueError(said("policy.name_taken", name=self.name))
        has_lower, has_upper = (
            any(getattr(self, f"{side}{kind}") is not None for kind in ("", "_share", "_column", "_rate"))
            for side in ("lower", "upper")
        )
        if not has_lower and not has_upper:
            raise ValueError(said("policy.quota_limit"))
        if self.all_or_none and not has_lower:
            raise ValueError(said("policy.all_or_none_lower"))
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(said("policy.lower_above_upper", lower=self.lower, upper=self.upper))
        if self.lower_rate is not None and self.upper_rate is not None and self.lower_rate > self.upper_rate:
            raise ValueError(said("policy.lower_above_upper", lower=self.lower_rate, upper=self.upper_rate))
        return self


class Budget(Table):
    """An upper limit on the sum of a usage over chosen triples, in total or per group (docs/levers.md, section 7)."""

    name: Annotated[str, Field(min_length=1)]
    usage: str
    """A subsidy, placements, course_seats, course_days, course_cost, a column of the pairs, persons.COLUMN or
    jobs.COLUMN."""
    persons: Predicate = {}
    jobs: Predicate = {}
    pairs: Predicate = {}
    limit: Amount | None = None
    limit_column: str | None = None
    limit_total: Amount | None = None
    share_of: str | None = None
    """A priority class, or a column of the seekers, by which `limit_total` is shared out among the groups."""
    per: str | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Budget:
        given = [k for k in ("limit", "limit_column", "limit_total") if getattr(self, k) is not None]
        if len(given) != 1:
            raise ValueError(said("policy.budget_limit"))
        if (self.share_of is None) != (self.limit_total is None):
            raise ValueError(said("policy.share_of_total"))
        if self.per is None and self.limit is None:
            raise ValueError(said("policy.needs_per", given=given[0]))
        if self.per == "course" and self.limit is None:
            raise ValueError(said("policy.needs_groups", given=given[0]))
        known_tiers(self.pairs)
        return self


class Household(Table):
    """Rules over the members of a household."""

    bonus: Amount = 0.0
    """Yuan a month that the first member placed is worth on top."""
    max_out: Annotated[int, Field(strict=True, ge=1, le=10**12)] | None = None
    """Most members placed."""
    together: str | None = None
    """Members who share a `together_id` go to the same "employer" or "region@LEVEL", or all stay."""


class Course(Table):
    """A course that makes persons eligible for jobs (docs/levers.md, section 8)."""

    name: Annotated[str, Field(min_length=1)]
    teaches: str
    """skill:level, several with a semicolon."""
    days: Count = 0
    cost: Amount = 0.0
    """Yuan of public money for each participant."""
    seats: Count | None = None
    min_class: Count = 0
    region: str | None = None
    """Where it is held."""
    ordered_by: str | None = None
    """The employer for whose jobs alone it is."""
    stage: Literal["pre-job", "in-post", "change-of-post"] = "pre-job"
    weight: Number = 0.0
    """What a yuan of `cost` counts in the cost."""

    @model_validator(mode="after")
    def _can_be_held(self) -> Course:
        if self.seats is not None and self.min_class > self.seats:
            raise ValueError(said("policy.class_above_seats", min_class=self.min_class, seats=self.seats))
        return self
