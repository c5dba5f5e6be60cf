"""How much names say that are one slip apart: counted among those who live there and are of about that age.

In a village with few surnames, where a generation shares a character, many names are one character apart, and the same
slip says little; where nobody else has a name like it, or where two characters have changed places, it says much. This
is the frequency of names (Winkler 2000) carried over to names that are not equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from jobmatch.registers.chance import WITHIN

YEARS: Final = 5
"""Who was born so many years earlier or later is of the same age: names go with generations."""

SLIPS: Final = ("left_out", "swapped", "replaced")
"""A character more or less, two in the other order, another one in the place of one."""

DRAWN: Final = 4_000
"""People drawn to see how many names are near to one's own."""


LONGEST: Final = 8
"""Characters of a name at which a slip is looked for."""


@dataclass(frozen=True, eq=False)
class NearNames:
    """What is known of names that are one slip apart.

    Attributes
    ----------
    people
        Everybody with a valid number once: a record, year, parts (what is left of the name without a character).
    of_one
        By slip, how often it is the one where two rows of one person have names one slip apart.
    common
        By place and slip, which part of the people of the same place and age have a name that is so near.
    """

    people: pl.DataFrame
    of_one: dict[str, float]
    common: dict[str, dict[str, float]]

    def factors(self, pairs: pl.DataFrame) -> pl.Series:
        """How likelihoods change that took all names one slip apart for the same; 1 for names that are not.

        Parameters
        ----------
        pairs
            Of the row in question name, village, town, county, year; of the one that it is compared with other_name,
            other_year, other_number; place (one of `WITHIN`: where both live), chance (how often two people of the
            place have names one slip apart, as the likelihood assumed).
        """
        table = pairs.with_row_index("at")
        known = table.drop_nulls(["year", "place", "name", "other_name"]).filter(pl.col("name") != pl.col("other_name"))
        known = known.filter(one_slip(known)).with_columns(slip=_slip())
        found = [self._factors(known.filter(pl.col("place") == place), place) for place in WITHIN]
        factors = table.select("at").join(pl.concat(found), on="at", how="left", maintain_order="left")
        return factors["factor"].fill_null(1.0)

    def _factors(self, asked: pl.DataFrame, place: str) -> pl.DataFrame:
        slips = _near(asked.select("at", "name", place, "year"), self.people, place).group_by("at", "slip").len("near")
        told = asked.join(slips, on=["at", "slip"], how="left").join(
            _of_age(asked.select("at", place, "year"), self.people, place), on="at", how="left"
        )
        common = pl.col("slip").replace_strict(self.common[place], return_dtype=pl.Float64)
        of_one = pl.col("slip").replace_strict(self.of_one, return_dtype=pl.Float64)
        himself = pl.col("other_number").is_not_null() & ((pl.col("year") - pl.col("other_year")).abs() <= YEARS)
        others = (pl.col("near").fill_null(0).cast(pl.Int64) - himself.fill_null(False)).clip(lower_bound=0)
        # as if one more had been seen, among as many as it takes to see one
        rate = (others + 1) / (pl.col("of").fill_null(0) + 1 / common)
        return told.select("at", factor=of_one * pl.col("chance") / rate)


def near_names(left: pl.DataFrame, right: pl.DataFrame, seed: int) -> NearNames:
    """Learn from two tables of records with valid numbers (`jobmatch.registers.model.records`)."""
    both = pl.concat([left, right]).with_columns(year=year())
    people = both.drop_nulls(["name", "year"]).unique("number", keep="first", maintain_order=True)
    people = people.with_columns(parts=_parts())
    same = left.select("number", "name").join(right.select("number", other_name="name"), on="number")
    near = same.filter(pl.col("name") != pl.col("other_name"))
    slips = near.filter(one_slip(near)).select(slip=_slip())["slip"]
    of_one = {slip: (int((slips == slip).sum()) + 1) / (slips.len() + len(SLIPS)) for slip in SLIPS}
    drawn = people.sample(min(DRAWN, people.height), seed=seed).with_row_index("at")
    common = {place: _common(drawn.drop_nulls(place), people, place) for place in WITHIN}
    return NearNames(people, of_one, common)


def year() -> pl.Expr:
    """The year of birth of records."""
    return pl.col("birth_date").str.slice(0, 4).cast(pl.Int32)


def _common(drawn: pl.DataFrame, people: pl.DataFrame, place: str) -> dict[str, float]:
    near = _near(drawn.select("at", "name", place, "year"), people, place)["slip"]
    of = max(1, int(_of_age(drawn.select("at", place, "year"), people, place)["of"].sum()))
    return {slip: (int((near == slip).sum()) + 1) / of for slip in SLIPS}


def _near(asked: pl.DataFrame, people: pl.DataFrame, place: str) -> pl.DataFrame:
    """Pairs of a row asked for and somebody of its place and age whose name is one slip apart: at, slip.

    Two names one slip apart become equal when a character is left out of each or of one, so that they are found by an
    equality.
    """
    ones = asked.with_columns(part=_parts()).explode("part")
    there = people.with_row_index("who").join(asked.select(place).unique(), on=place, how="semi")
    others = there.select("who", place, other_name="name", born="year", part="parts").explode("part")
    others = others.join(ones.select(place, "part").unique(), on=[place, "part"], how="semi")
    pairs = ones.join(others, on=[place, "part"]).filter(
        (pl.col("year") - pl.col("born")).abs() <= YEARS, pl.col("name") != pl.col("other_name")
    )
    pairs = pairs.unique(["at", "who"], maintain_order=True)
    return pairs.filter(one_slip(pairs)).select("at", slip=_slip())


def _of_age(asked: pl.DataFrame, people: pl.DataFrame, place: str) -> pl.DataFrame:
    """How many people of its place and age each row has: at, of."""
    there = people.drop_nulls(place).group_by(place, born="year").agg(of=pl.len())
    pairs = asked.join(there, on=place).filter((pl.col("year") - pl.col("born")).abs() <= YEARS)
    return pairs.group_by("at").agg(pl.col("of").sum())


def _parts() -> pl.Expr:
    """A name, and what is left of it without each of its characters."""
    name, letters = pl.col("name"), pl.col("name").str.len_chars()
    without = [pl.when(letters > k).then(name.str.slice(0, k) + name.str.slice(k + 1)) for k in range(LONGEST)]
    return pl.concat_list(name, *without).list.drop_nulls().list.unique()


def one_slip(pairs: pl.DataFrame, one: str = "name", other: str = "other_name") -> pl.Series:
    """Whether names of pairs are one slip apart."""
    from rapidfuzz.distance import DamerauLevenshtein

    return pl.Series(
        [
            a is not None and b is not None and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1
            for a, b in pairs.select(one, other).iter_rows()
        ],
        dtype=pl.Boolean,
    )


def _slip() -> pl.Expr:
    """Which slip is between two names that are one apart."""
    one, two = pl.col("name"), pl.col("other_name")
    letters = [each.str.split("").list.sort() for each in (one, two)]
    return (
        pl.when(one.str.len_chars() != two.str.len_chars())
        .then(pl.lit("left_out"))
        .when(letters[0] == letters[1])
        .then(pl.lit("swapped"))
        .otherwise(pl.lit("replaced"))
    )
