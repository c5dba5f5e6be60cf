"""The cost terms' own tables: what docs/model.md, section 4, defines, with its defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from jobmatch.policy.base import Amount, Count, Number, Predicate, Share, Table, Words
from jobmatch.words import either, said

TERMS = ("skill", "wage", "distance", "tier", "preference", "retention", "subsidy", "change", "extra")
"""The cost terms, in the order of the columns of every output."""

TIERS = ("county", "prefecture", "province", "outside")
"""The tiers of a pair, the nearest first."""


def known_tiers(pairs: Predicate) -> None:
    """Refuse a predicate on pairs that asks for anything but tiers.

    Raises
    ------
    ValueError
        It names another column, or a tier that there is not.
    """
    if set(pairs) - {"tier"}:
        raise ValueError(said("policy.pairs_tier"))
    wanted = pairs.get("tier", ())
    for tier in wanted if isinstance(wanted, tuple) else (wanted,):
        if tier not in TIERS:
            raise ValueError(said("policy.no_tier", tier=tier, names=tuple(TIERS)))


class Substitute(Table):
    """A skill that stands in for another, `loss` levels lower."""

    have: str
    for_: Annotated[str, Field(alias="for")]
    loss: Count = 0


class Skill(Table):
    """Levels of required skills that a person lacks."""

    weight: Amount = 300.0
    """Yuan a month for each missing level."""
    weights: dict[str, Amount] = {}
    """The same for single skills, by code."""
    max_missing: Count = 1
    """Missing levels beyond which a pair is not eligible."""
    absent: bool = False
    """Whether a skill not held at all may count as missing levels."""
    course_day: Amount = 20.0
    """Yuan, once, for each day of a course that is taken before the job begins."""
    substitute: tuple[Substitute, ...] = ()


class Wage(Table):
    """How far the offer is below the wish."""

    weight: Amount = 1.0
    """Yuan of cost for each yuan a month below the wish."""
    wish_ratio: Amount = 1.2
    """Wish as a multiple of `min_wage`, where `wish_wage` is blank."""
    unknown: Amount = 2000.0
    """What an unknown wage counts as, in yuan a month."""


class TypicalKm(Table):
    """Kilometres that stand for an unknown distance, by tier."""

    county: Count = 20
    prefecture: Count = 80
    province: Count = 300
    outside: Count = 900


class Distance(Table):
    """The journeys between home and workplace over the horizon."""

    weight: Amount = 1.0
    yuan_per_km: Amount = 0.4
    trips: Amount = 4.0
    """Single journeys over the horizon."""
    detour: Amount = 1.2
    """Kilometres travelled for each kilometre of great circle."""
    typical_km: TypicalKm = TypicalKm()
    table: str | None = None
    """A file with columns from, to, km; relative to the policy document."""


class Tier(Table):
    """Yuan a month for each tier: the pilot's local-first order."""

    county: Number = 0.0
    prefecture: Number = 50.0
    province: Number = 100.0
    outside: Number = 200.0


class Preference(Table):
    """Yuan a month for each place down the person's own lists."""

    region_step: Amount = 50.0
    type_step: Amount = 50.0


class Retention(Table):
    """Expected loss if the person leaves before the horizon."""

    loss: Amount = 3000.0
    """Yuan lost when a person leaves early, once."""
    default_stay: Share = 0.8
    """Probability of staying where the column `stay` has a blank cell."""


class Subsidy(Table):
    """Public money that a placement draws."""

    name: str
    form: Literal["fixed", "monthly", "ticket", "daily", "agency"]
    amount: Amount = 0.0
    """Yuan, once (`fixed`), a month (`monthly`), a day of the course (`daily`), a head (`agency`)."""
    months: Annotated[int, Field(strict=True, ge=1, le=600)] | None = None
    """Months that are paid (`monthly`); absent: the horizon."""
    share: Share = 0.5
    """Part of the ticket that is paid (`ticket`)."""
    trips: Amount = 1.0
    """Single journeys paid (`ticket`)."""
    cap: Amount | None = None
    """Most that is paid once (`ticket`)."""
    weight: Number = 0.0
    """What a yuan counts in the cost; 0 so that money under a budget is not counted twice."""
    relieves: Literal["distance", "wage", "course"] | None = None
    """The burden of the person that it lowers."""
    persons: Predicate = {}
    jobs: Predicate = {}
    pairs: Predicate = {}

    @model_validator(mode="after")
    def _form_has_its_keys(self) -> Subsidy:
        # a saved policy writes all keys out: only a value of its own tells that a key was meant
        given = [k for k in ("share", "trips", "cap") if getattr(self, k) != type(self).model_fields[k].default]
        if self.form == "ticket" and self.amount:
            raise ValueError(said("policy.ticket_amount"))
        if self.form != "ticket" and given:
            raise ValueError(said("policy.form_takes_amount", form=self.form, names=tuple(given)))
        if self.form != "monthly" and self.months is not None:
            raise ValueError(said("policy.form_no_months", form=self.form))
        if self.relieves is not None:
            able = {"daily": ("course",), "agency": ()}.get(self.form, ("distance", "wage"))
            if self.relieves not in able:
                if not able:
                    raise ValueError(said("policy.subsidy_relieves_nothing", form=self.form))
                raise ValueError(said("policy.subsidy_relieves", form=self.form, able=either(able)))
        known_tiers(self.pairs)
        return self


class Change(Table):
    """What it costs to change an open proposal of the plan in force."""

    cost: Amount = 100.0
    """Yuan a month for each open proposal that is not kept."""


class Extra(Table):
    """A cost of the caller's own, in one of three ways.

    The column `extra` of a pairs file; or `table`, a file of yuan by class (columns `persons.COLUMN`,
    `jobs.COLUMN`, `value`; a class not listed costs nothing); or, from Python, `term`: a callable that
    gets two polars frames, the distinct values of the seekers' columns `persons` and of the jobs' columns
    `jobs`, and returns yuan a month as an array of shape (rows of the first, rows of the second). It is
    called once; its numbers are saved with the run as such a table.
    """

    weight: Number = 1.0
    table: str | None = None
    persons: Words = ()
    jobs: Words = ()
    term: Annotated[SkipJsonSchema[Callable[[Any, Any], Any] | None], Field(exclude=True)] = None

    @model_validator(mode="after")
    def _one_way(self) -> Extra:
        if self.term is not None and self.table is not None:
            raise ValueError(said("policy.table_or_term"))
        if self.term is None and (self.persons or self.jobs):
            raise ValueError(said("policy.term_columns_alone"))
        if self.term is not None and not (self.persons and self.jobs):
            raise ValueError(said("policy.term_needs_columns"))
        return self


WEIGHTLESS: dict[str, dict[str, Any]] = {
    "skill": {"weight": 0.0, "weights": {}, "course_day": 0.0},
    "wage": {"weight": 0.0},
    "distance": {"weight": 0.0},
    "tier": dict.fromkeys(TIERS, 0.0),
    "preference": {"region_step": 0.0, "type_step": 0.0},
    "retention": {"loss": 0.0},
    "change": {"cost": 0.0},
    "extra": {"weight": 0.0},
}
"""What the table of each term says where it counts nothing; subsidies and courses have weights of their own."""
