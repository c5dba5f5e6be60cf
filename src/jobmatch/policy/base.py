"""What every table of the policy document shares: frozen, no unknown keys, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from jobmatch.words import said

MAX_DECIMALS = 6
"""Decimals that a weight or price of the policy may have (docs/model.md, section 1)."""


def _few_decimals(number: float) -> float:
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_DECIMALS:
        raise ValueError(said("policy.decimals", MAX_DECIMALS=MAX_DECIMALS))
    return number


Number = Annotated[
    float,
    Field(strict=True, allow_inf_nan=False, ge=-1e12, le=1e12),
    AfterValidator(_few_decimals),
]
"""A signed number with at most six decimals."""

Amount = Annotated[Number, Field(ge=0)]
"""A non-negative number with at most six decimals."""

Share = Annotated[Number, Field(ge=0, le=1)]
"""A number between 0 and 1 with at most six decimals."""

Count = Annotated[int, Field(strict=True, ge=0)]
"""A whole number, not negative."""

Words = Annotated[tuple[str, ...], Field(strict=False)]
"""A list of words."""

Predicate = dict[str, str | int | float | bool | Annotated[tuple[str | int | float | bool, ...], Field(strict=False)]]
"""Column → value or values ("any of"); a region covers everything below it."""


class Table(BaseModel):
    """A table of the policy document."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True)
