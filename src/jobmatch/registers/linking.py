"""Who on the register of persons stands there twice, and who stands in the employment register too.

First by valid numbers, then, for rows without one, by what else they say. Two different valid numbers are never one
person: whoever has no valid number is at most one of those who have, and stays alone where several are as likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from jobmatch.registers.probable import Model, resolved

ACCEPT: Final = 0.95
"""Probability from which a link is made."""

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
        kind (duplicate, employed), person, other, probability: what people have to decide.
    """

    duplicates: pl.DataFrame
    employed: pl.DataFrame
    review: pl.DataFrame


def link(persons: pl.DataFrame, employment: pl.DataFrame, decided: pl.DataFrame | None = None) -> Linkage:
    """Link two registers.

    Parameters
    ----------
    persons, employment
        Columns row (0, 1, …), name, birth_date, born, home, number, written (`jobmatch.registers.model.records`).
    decided
        What people answered: kind, person, other, same (bool).
    """
    twice = _by_number(persons)
    first = persons.join(twice, left_on="row", right_on="person", how="anti")
    people = _people(employment)
    model = _model(first, people)
    review: list[pl.DataFrame] = []

    unknown, known = _split(first)
    alike = _decided(_duplicates(model, unknown, first, len(twice) / max(1, len(persons))), "duplicate", decided)
    review.append(_asked(alike, "duplicate"))
    again = _accepted(alike)
    duplicates = _chained(pl.concat([twice, again]))
    kept = first.join(again, left_on="row", right_on="person", how="anti")

    exact = known.select("number", person="row").join(employment.select("number", other="row"), on="number")
    exact = exact.select("person", "other", how=pl.lit("number"), probability=pl.lit(1.0))
    found = _decided(_employed(model, kept, people), "employed", decided)
    review.append(_asked(found, "employed"))
    likely = _spread(_accepted(found), employment)
    employed = pl.concat([exact, likely.join(exact, on=["person", "other"], how="anti")])
    employed = _of_kept(employed, duplicates).unique(["person", "other"], maintain_order=True)
    return Linkage(duplicates, employed.sort("person", "other"), pl.concat(review))


def _by_number(persons: pl.DataFrame) -> pl.DataFrame:
    """Rows with the number of an earlier one, and which that is."""
    first = pl.col("row").first().over("number")
    numbered = persons.drop_nulls("number").select(person="row", other=first)
    return numbered.filter(pl.col("person") != pl.col("other")).select(
        "person", "other", how=pl.lit("number"), probability=pl.lit(1.0)
    )


def _people(employment: pl.DataFrame) -> pl.DataFrame:
    """A row for each valid number, and all rows without one."""
    known = employment.drop_nulls("number").unique("number", keep="first", maintain_order=True)
    return pl.concat([known, employment.filter(pl.col("number").is_null())])


def _split(table: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows without a valid number, and rows with one."""
    return table.filter(pl.col("number").is_null()), table.drop_nulls("number")


def _model(persons: pl.DataFrame, people: pl.DataFrame) -> Model | None:
    """What can be learnt; None where no two rows have the same number."""
    known = persons.drop_nulls("number")
    others = people.drop_nulls("number")
    return Model(known, others) if known.join(others, on="number", how="semi").height else None


def _duplicates(model: Model | None, unknown: pl.DataFrame, first: pl.DataFrame, share: float) -> pl.DataFrame:
    """For each row without a number the row that it may repeat."""
    if model is None:
        return pl.DataFrame(schema=LINKS)
    share = max(share, 1 / max(1, first.height))
    links = model.links(unknown, first, share).filter(pl.col("left") != pl.col("right"))
    both = links.with_columns(numbered=pl.col("right").is_in(first.drop_nulls("number")["row"].implode()))
    once = both.filter(pl.col("numbered") | (pl.col("left") > pl.col("right"))).drop("numbered")
    return _named(resolved(once, "left"))


def _employed(model: Model | None, kept: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Probable links to people of the employment register: a person without a number is one of those who have one at
    most, and a row without a number is of one person."""
    if model is None:
        return pl.DataFrame(schema=LINKS)
    unknown, known = _split(kept)
    unnumbered, theirs = _split(people)
    taken = known.join(theirs, on="number", how="semi").height
    free = theirs.join(known, on="number", how="anti")
    of_persons = model.links(unknown, free, taken / max(1, known.height))
    # of the rows without a number as many are of persons on the register as of those with one
    share = taken / max(1, theirs.height) * unnumbered.height / max(1, kept.height)
    of_rows = model.links(kept, unnumbered, share)
    return pl.concat([_named(resolved(of_persons, "left")), _named(resolved(of_rows, "right"))])


def _named(best: pl.DataFrame) -> pl.DataFrame:
    return best.select(person="left", other="right", how=pl.lit("likeness"), probability="probability").cast(LINKS)  # type: ignore[arg-type]


def _decided(links: pl.DataFrame, kind: str, decided: pl.DataFrame | None) -> pl.DataFrame:
    """Links as people decided: what they said is the same is certain, what they said is not is gone."""
    if decided is None:
        return links
    said = decided.filter(pl.col("kind") == kind).select(pl.col("person", "other").cast(pl.UInt32), "same")
    yes = said.filter("same").select("person", "other", how=pl.lit("review"), probability=pl.lit(1.0))
    settled = yes.select("person")
    rest = links.join(said, on=["person", "other"], how="anti").join(settled, on="person", how="anti")
    return pl.concat([rest, yes])


def _accepted(links: pl.DataFrame) -> pl.DataFrame:
    return links.filter(pl.col("probability") >= ACCEPT)


def _asked(links: pl.DataFrame, kind: str) -> pl.DataFrame:
    between = links.filter(pl.col("probability").is_between(ASK, ACCEPT, closed="left"))
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


def _spread(links: pl.DataFrame, employment: pl.DataFrame) -> pl.DataFrame:
    """Links to people as links to all their rows."""
    numbers = employment.select("row", "number")
    people = links.join(numbers, left_on="other", right_on="row", how="left")
    alone = people.filter(pl.col("number").is_null()).drop("number")
    rows = people.drop_nulls("number").drop("other").join(numbers.rename({"row": "other"}), on="number").drop("number")
    return pl.concat([alone.select(list(LINKS)), rows.select(list(LINKS))])


def _of_kept(links: pl.DataFrame, duplicates: pl.DataFrame) -> pl.DataFrame:
    """Links of rows that repeat others as those of the rows that are kept."""
    kept = duplicates.select("person", kept="other")
    return links.join(kept, on="person", how="left").with_columns(person=pl.coalesce("kept", "person")).drop("kept")
