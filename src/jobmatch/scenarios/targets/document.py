"""The target document: a base, what is to be reached, and what may be bought for it (data only)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from jobmatch.policy import exact
from jobmatch.policy.base import Count, Predicate, Table
from jobmatch.scenarios.study.document import Based, Solving
from jobmatch.words import said

Price = Annotated[float, Field(strict=True, gt=0, le=1e6, allow_inf_nan=False)]
"""Yuan, in whole fen."""


class Goals(Table):
    """What is to be reached: whole numbers, or shares (with a decimal point) of those listed."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int | float] = Field(init=False)

    placed: int | float | None = None
    """Persons placed; ``placed_CLASS``: those of a priority class."""
    households: int | float | None = None
    """Households with at least one member placed."""

    @property
    def by_figure(self) -> dict[str, int | float]:
        """``placed``, ``placed:CLASS`` and ``households``, those that are given."""
        classes = {f"placed:{key.removeprefix('placed_')}": n for key, n in (self.__pydantic_extra__ or {}).items()}
        given = {"placed": self.placed, **classes, "households": self.households}
        return {figure: number for figure, number in given.items() if number is not None}

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not given:
            raise ValueError(said("target.none"))
        for key, number in given.items():
            if key not in ("placed", "households") and not key.startswith("placed_"):
                raise ValueError(said("target.figure", key=key))
            share = isinstance(number, float) and 0 < number <= 1
            if not share and not (isinstance(number, int) and not isinstance(number, bool) and number >= 1):
                raise ValueError(said("target.number", key=key))
        return given


class Money(Table):
    """Further money of a budget of the policy, beyond its limit."""

    budget: str
    at_most: Annotated[float, Field(strict=True, ge=0, le=1e12, allow_inf_nan=False)] | None = None
    """Yuan; absent: no limit."""

    @property
    def name(self) -> str:
        """The budget's."""
        return self.budget


class Vacancies(Table):
    """Further vacancies of the jobs that there are, beyond those listed."""

    name: str
    price: Price
    """Yuan for each."""
    jobs: Predicate = Field(default={})
    """Of which jobs; absent: of all."""
    per: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Columns of the jobs by which they are told apart, and for each group of which `at_most` holds."""
    at_most: Count | None = None


class Seats(Table):
    """Further seats of a course of the policy, beyond those it has."""

    course: str
    price: Price
    """Yuan for each that is used."""
    at_most: Count | None = None

    @property
    def name(self) -> str:
        """The course's."""
        return self.course


Mean = Money | Vacancies | Seats


class Means(Table):
    """What may be bought."""

    money: tuple[Money, ...] = ()
    vacancies: tuple[Vacancies, ...] = ()
    seats: tuple[Seats, ...] = ()

    @property
    def all(self) -> tuple[Mean, ...]:
        """Every mean, in the order of the document's kinds."""
        return (*self.money, *self.vacancies, *self.seats)

    @model_validator(mode="after")
    def _names(self) -> Means:
        names = [mean.name for mean in self.all]
        if not names:
            raise ValueError(said("target.no_means"))
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(said("target.mean_twice", name=twice[0]))
        prices = {mean.name: mean.price for mean in self.vacancies} | {mean.name: mean.price for mean in self.seats}
        for name, price in prices.items():
            if (exact(price) * 100).denominator != 1:
                raise ValueError(said("target.fen", name=name))
        return self


class Target(Based):
    """The target document (TOML), frozen. Read it with `load_target`."""

    target: Goals
    means: Means
    solve: Solving = Solving()
    """How each problem is solved."""
    seed: Annotated[int, Field(strict=True, ge=0)] = 0
    """Of a preset's lists."""

    @model_validator(mode="after")
    def _whatever_stays(self) -> Target:
        if self.base.stay is not None:
            raise ValueError(said("target.stay"))
        return self
