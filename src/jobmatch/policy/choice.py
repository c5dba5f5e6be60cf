"""How persons rank jobs and employers rank persons (data only): for rules of assignment, and for stability."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from jobmatch.policy.base import Count, Table
from jobmatch.words import said

Term = Literal["skill", "wage", "distance", "tier", "preference", "retention", "subsidy", "change", "extra"]

Terms = Annotated[tuple[Term, ...], Field(strict=False)]


class Choice(Table):
    """How persons rank jobs and employers rank persons (docs/rules.md); no optimum depends on it."""

    persons: Terms = ("wage", "distance", "tier", "preference")
    """Terms by whose sum persons rank jobs, the least first; where a pairs file has the costs, by these."""
    employers: Terms = ("skill", "retention")
    """Terms by whose sum employers rank persons, the least first."""
    score: str | None = None
    """A column by which employers rank persons instead, the greatest first: persons.COLUMN or pairs.COLUMN."""
    blocking: Count = 0
    """Blocking pairs that the rule `stable` may leave."""
    arrival: str | None = None
    """A column of the seekers by which `first_come` serves, the least first; absent: the draw."""

    @model_validator(mode="after")
    def _column_of_a_list(self) -> Choice:
        if self.score is not None and self.score.split(".")[0] not in ("persons", "pairs"):
            raise ValueError(said("policy.score_column", score=self.score))
        return self
