"""Who on the register of persons stands there twice, and who stands in the employment register too.

First by valid numbers, then, for rows without one, by what else they say. Two different valid numbers are never one
person: whoever has no valid number is at most one of those who have, and stays alone where several are as likely.
What is likely but not sure is linked, and asked of as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from jobmatch.registers.competing import employed_persons, owners_of_rows, repeated
from jobmatch.registers.households import households
from jobmatch.registers.probable import Model

SURE: Final = 0.95
"""Probability from which nobody is asked."""

LIKELY: Final = 0.7
"""Probability from which a link is made; below `SURE` it holds until somebody says no."""

ASK: Final = 0.05
"""Probability from which people are asked."""

LINKS = {"person": pl.UInt32, "other": pl.UInt32, "how": pl.String, "probability": pl.Float64}


@dataclass(frozen=True, eq=False)
class Linkage:
    """What belongs together.

    Attributes
    ----------
    duplicates
        person, other (rows of the register: the second is the one that is kept), how (number, likeness, review),
        probability (1 by number and by review).
    employed
        person (a row that is kept), other (a row of the employment register), how, probability.
    review
        kind (duplicate, employed), person, other, probability: what people have to decide; links from `LIKELY` on are
        made meanwhile.
    """

    duplicates: pl.DataFrame
    employed: pl.DataFrame
    review: pl.DataFrame


def link(persons: pl.DataFrame, employment: pl.DataFrame, decided: pl.DataFrame | None = None) -> Linkage:
    """Link two registers.

    Parameters
    ----------
    persons, employment
        Columns row (0, 1, …), name, birth_date, born, home, number, written (`jobmatch.registers.model.records`),
        of persons also household_id, if it is known.
    decided
        What people answered: kind, person, other, same (bool).
    """
    twice = _by_number(persons)
    first = persons.join(twice, left_on="row", right_on="person", how="anti")
    model = _model(first, employment)
    alike = _decided(_duplicates(model, persons, first, len(twice)), "duplicate", decided, "person")
    again = _made(alike)
    duplicates = _chained(pl.concat([twice, again]))
    kept = first.join(again, left_on="row", right_on="person", how="anti")

    numbered, unnumbered = employment.drop_nulls("number"), employment.filter(pl.col("number").is_null())
    known = kept.drop_nulls("number").select("number", person="row")
    exact = known.join(numbered.select("number", other="row"), on="number")
    exact = exact.select("person", "other", how=pl.lit("number"), probability=pl.lit(1.0))
    faces = numbered.unique(["number", "name", "home"], keep="first", maintain_order=True)
    answered = None if decided is None else decided.join(numbered, left_on="other", right_on="row", how="semi")
    people = _named(None if model is None else employed_persons(model, kept, faces))
    people = _decided(people, "employed", answered, "person")

    owner = _owners(known, _made(people), numbered)
    answered = None if decided is None else decided.join(unnumbered, left_on="other", right_on="row", how="semi")
    rows = _named(None if model is None else owners_of_rows(model, kept, numbered, faces, unnumbered, owner))
    rows = _decided(rows, "employed", answered, "other")
    employed = pl.concat([exact, _spread(_made(people), numbered), _made(rows)])
    employed = _of_kept(employed, duplicates).unique(["person", "other"], keep="first", maintain_order=True)
    review = pl.concat([_asked(alike, "duplicate"), _asked(pl.concat([people, rows]), "employed")])
    return Linkage(duplicates, employed.sort("person", "other"), review)


def _by_number(persons: pl.DataFrame) -> pl.DataFrame:
    """Rows with the number of an earlier one, and which that is."""
    first = pl.col("row").first().over("number")
    numbered = persons.drop_nulls("number").select(person="row", other=first)
    return numbered.filter(pl.col("person") != pl.col("other")).select(
        "person", "other", how=pl.lit("number"), probability=pl.lit(1.0)
    )


def _owners(known: pl.DataFrame, links: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Whose numbers are, of the register of persons and of those found in the employment register: number, person."""
    found = links.join(numbered.select("number", other="row"), on="other")
    return pl.concat([known, found.select("number", "person")]).unique("number", keep="first", maintain_order=True)


def _model(persons: pl.DataFrame, employment: pl.DataFrame) -> Model | None:
    """What can be learnt; None where no two rows have the same number."""
    known = persons.drop_nulls("number")
    others = employment.drop_nulls("number").unique("number", keep="first", maintain_order=True)
    return Model(known, others) if known.join(others, on="number", how="semi").height else None


def _duplicates(model: Model | None, persons: pl.DataFrame, first: pl.DataFrame, twice: int) -> pl.DataFrame:
    """For each row without a number the row that it may repeat: as often as rows with one do, once at least."""
    if model is None:
        return _named(None)
    share = max(twice / max(1, persons.height), 1 / max(1, first.height))
    return _named(repeated(model, first, share, households(persons)))


def _named(found: pl.DataFrame | None) -> pl.DataFrame:
    if found is None:
        return pl.DataFrame(schema=LINKS)
    return found.select("person", "other", how=pl.lit("likeness"), probability="probability").cast(LINKS)  # type: ignore[arg-type]


def _decided(links: pl.DataFrame, kind: str, decided: pl.DataFrame | None, settled: str) -> pl.DataFrame:
    """Links as people decided: what they said is the same is certain, what they said is not is gone.

    `settled` is the side on which one link is all there can be.
    """
    if decided is None:
        return links
    said = decided.filter(pl.col("kind") == kind).select(pl.col("person", "other").cast(pl.UInt32), "same")
    yes = said.filter("same").select("person", "other", how=pl.lit("review"), probability=pl.lit(1.0))
    rest = links.join(said, on=["person", "other"], how="anti").join(yes, on=settled, how="anti")
    return pl.concat([rest, yes])


def _made(links: pl.DataFrame) -> pl.DataFrame:
    return links.filter(pl.col("probability") >= LIKELY)


def _asked(links: pl.DataFrame, kind: str) -> pl.DataFrame:
    between = links.filter(pl.col("probability").is_between(ASK, SURE, closed="left"))
    return between.select(pl.lit(kind).alias("kind"), "person", "other", "probability").sort("person", "other")


def _chained(duplicates: pl.DataFrame) -> pl.DataFrame:
    """Duplicates of the row that is kept in the end, where one repeats another that repeats a third."""
    onward = duplicates.select(other="person", further="other")
    for _ in range(len(duplicates)):
        moved = duplicates.join(onward, on="other", how="left")
        if moved["further"].null_count() == moved.height:
            break
        duplicates = moved.with_columns(other=pl.coalesce("further", "other")).drop("further")
    return duplicates.sort("person")


def _spread(links: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Links to people who have a number as links to all their rows."""
    numbers = numbered.select("number", other="row")
    people = links.join(numbers, on="other").drop("other")
    return people.join(numbers, on="number").select(list(LINKS))


def _of_kept(links: pl.DataFrame, duplicates: pl.DataFrame) -> pl.DataFrame:
    """Links of rows that repeat others as those of the rows that are kept."""
    kept = duplicates.select("person", kept="other")
    return links.join(kept, on="person", how="left").with_columns(person=pl.coalesce("kept", "person")).drop("kept")
