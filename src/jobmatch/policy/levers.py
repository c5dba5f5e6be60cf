"""Constraints of the policy document: quotas, budgets, household rules, courses (data only)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from jobmatch.policy.base import Amount, Count, Number, Predicate, Share, Table
from jobmatch.policy.terms import known_tiers


def _no_share(number: Any) -> Any:
    """Refuse what is written as a share or as a text, which reads like a limit but says how many in no unit."""
    if isinstance(number, str | float):
        raise ValueError("a limit is a whole number of placements, without quotes, percent sign or decimals")
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
    upper: Limit | None = None
    upper_share: Share | None = None
    upper_column: str | None = None
    per: str | None = None
    soft: Amount | None = None
    """Yuan for each whole unit short or over; where absent, the quota is hard."""
    all_or_none: bool = False
    rigidity: Annotated[float, Field(gt=0, le=1e4, allow_inf_nan=False)] = 1.0
    """How hard it is for a hard limit to give way by one, against others (`jobmatch diagnose`)."""

    @model_validator(mode="after")
    def _limits(self) -> Quota:
        for side in ("lower", "upper"):
            given = [k for k in (side, f"{side}_share", f"{side}_column") if getattr(self, k) is not None]
            if len(given) > 1:
                raise ValueError(f"give only one of {', '.join(given)}")
        known_tiers(self.pairs)
        if self.name == "placed" or self.name.startswith("fair:"):
            raise ValueError(f"the name {self.name!r} is taken by the limits of cases; choose another")
        has_lower = any(v is not None for v in (self.lower, self.lower_share, self.lower_column))
        if not has_lower and all(v is None for v in (self.upper, self.upper_share, self.upper_column)):
            raise ValueError("a quota needs a lower or an upper limit")
        if self.all_or_none and not has_lower:
            raise ValueError("'all_or_none' needs a lower limit")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"lower {self.lower} is above upper {self.upper}")
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
            raise ValueError("a budget needs exactly one of limit, limit_column, limit_total")
        if (self.share_of is None) != (self.limit_total is None):
            raise ValueError("'limit_total' and 'share_of' go together")
        if self.per is None and self.limit is None:
            raise ValueError(f"'{given[0]}' needs 'per', which names the groups")
        if self.per == "course" and self.limit is None:
            raise ValueError(f"'{given[0]}' needs groups of persons or jobs; a budget per course takes 'limit'")
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
            raise ValueError(f"min_class {self.min_class} is above seats {self.seats}")
        return self
