"""What the household says of two rows of the register of persons: learnt from rows with valid numbers.

Rows of one person mostly name one household; two people of one name mostly do not share one. Twins do: of people born
on one day with names one slip apart it is counted by itself how many live together, so that twins are not taken for
one person.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jobmatch.registers.model import records
from jobmatch.registers.near_names import one_slip

COLUMNS = ("name", "birth_date", "village", "county", "household_id")
"""What is compared."""


@dataclass(frozen=True)
class Households:
    """How often two rows name the same household.

    Attributes
    ----------
    of_one, moved
        Rows of one person in one village; and in two of one county.
    namesakes, apart
        Rows of two people of one name, likewise: apart it depends on whether each village numbers its own households.
    twins
        Rows of two people of one village born on one day whose names are one slip apart.
    """

    of_one: float
    moved: float
    namesakes: float
    apart: float
    twins: float

    def factors(self, persons: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
        """How much more probable the households of two rows are if they are of one person.

        Where something is not known, counties differ, or neither names nor day and nearly names agree, it is 1.

        Parameters
        ----------
        persons
            The register.
        pairs
            left, right: rows of it.
        """
        said = _said(persons).select("unique_id", *COLUMNS)
        both = pairs.select("left", "right").join(
            said, left_on="left", right_on="unique_id", how="left", maintain_order="left"
        )
        both = both.join(said, left_on="right", right_on="unique_id", how="left", maintain_order="left")
        here = _same("village")
        near = _same("birth_date") & pl.lit(one_slip(both, "name", "name_right"))
        chance = (
            pl.when(_same("name") & here)
            .then(self.namesakes)
            .when(_same("name") & _same("county"))
            .then(self.apart)
            .when(near & here)
            .then(self.twins)
        )
        of_one = pl.when(here).then(self.of_one).otherwise(self.moved)
        ratio = pl.when(_same("household_id")).then(of_one / chance).otherwise((1 - of_one) / (1 - chance))
        known = pl.col("household_id").is_not_null() & pl.col("household_id_right").is_not_null()
        return both.select(factor=pl.when(known).then(ratio).fill_null(1.0))["factor"]


def households(persons: pl.DataFrame) -> Households | None:
    """Learn from a register of persons; None where households are not known, or no number stands there twice.

    Of two people it is counted as if one more pair had been seen together, in as many as a village has households.
    """
    if "household_id" not in persons.columns:
        return None
    rows = _said(persons).drop_nulls(["number", "village", "household_id", "name"])
    first = rows.unique("number", keep="first", maintain_order=True)
    again = rows.join(first, on="number").filter(pl.col("unique_id") != pl.col("unique_id_right"), _same("county"))
    if not again.height:
        return None
    born = first.join(first, on=["village", "birth_date"]).filter(pl.col("number") < pl.col("number_right"))
    twins = born.filter(one_slip(born, "name", "name_right"))
    homes = first.group_by("village").agg(pl.len(), pl.col("household_id").n_unique().alias("homes"))
    each = int((homes["len"] * homes["homes"]).sum()) / max(1, int(homes["len"].sum()))
    here, there = (_pairs(first, place, "name") for place in ("village", "county"))
    home, homes_there = (_pairs(first, place, "name", "household_id") for place in ("village", "county"))
    same = _same("village")
    return Households(
        of_one=(_together(again.filter(same)) + 1) / (again.filter(same).height + 2),
        moved=(_together(again.filter(~same)) + 1) / (again.filter(~same).height + 2),
        namesakes=(home + 1) / (here + each),
        apart=(homes_there - home + 1) / (there - here + each),
        twins=(_together(twins) + 1) / (twins.height + each),
    )


def _said(persons: pl.DataFrame) -> pl.DataFrame:
    """Records with the household as written."""
    return records(persons).with_columns(persons["household_id"])


def _pairs(people: pl.DataFrame, *columns: str) -> int:
    """Pairs of people who have the same there."""
    counts = people.group_by(columns).len()["len"].cast(pl.Int64)
    return int((counts * (counts - 1)).sum()) // 2


def _together(pairs: pl.DataFrame) -> int:
    return int((pairs["household_id"] == pairs["household_id_right"]).sum())


def _same(column: str) -> pl.Expr:
    return pl.col(column) == pl.col(f"{column}_right")
