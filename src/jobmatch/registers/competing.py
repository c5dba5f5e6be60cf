"""Whose a row without a valid number is: all whom it may be of compete for it.

A row of the employment register may be of a person of the register, or of somebody who is not on it but has other rows
in the employment register. Both compete, and so does the chance that it is of nobody who is known otherwise; a person
is compared by each of his rows, of which the one that says most counts. Whoever works often has several rows, so that
a person whose number is in the employment register is a likelier owner of one more row than anybody else.
"""

from __future__ import annotations

import polars as pl

from jobmatch.registers.households import Households
from jobmatch.registers.probable import Model

FOUND = {"person": pl.UInt32, "other": pl.UInt32, "probability": pl.Float64}
"""A person, a row of the other register (or of the same), and how probable it is that they are of one person."""


def repeated(model: Model, first: pl.DataFrame, share: float, homes: Households | None) -> pl.DataFrame:
    """For each row of the register of persons without a number the row that it may repeat: `FOUND`.

    Parameters
    ----------
    first
        The register, each number once.
    share
        The part of its rows that repeat another one.
    homes
        What households say, if they are known.
    """
    unknown = first.filter(pl.col("number").is_null())
    each = share / max(1, first.height)
    found = model.links(unknown, first, each, "left").filter(pl.col("left") != pl.col("right"))
    both = found.with_columns(numbered=pl.col("right").is_in(first.drop_nulls("number")["row"].implode()))
    once = both.filter(pl.col("numbered") | (pl.col("left") > pl.col("right")))
    if homes is not None:
        once = once.with_columns(likelihood=pl.col("likelihood") * homes.factors(first, once))
    told = _told(once.with_columns(odds=pl.col("likelihood") * each, who="right"), "left", 1 - share)
    return _best(told, "left").select(person="left", other="right", probability="probability")


def employed_persons(model: Model, kept: pl.DataFrame, faces: pl.DataFrame) -> pl.DataFrame:
    """For each person without a number the numbered row of the employment register that may be his: `FOUND`.

    Rows of persons whose number is on the register of persons are nobody else's.

    Parameters
    ----------
    kept
        The register of persons, everybody once.
    faces
        Rows of the employment register with valid numbers, one for each way in which a number's owner is written.
    """
    unknown, known = kept.filter(pl.col("number").is_null()), kept.drop_nulls("number")
    free = faces.join(known, on="number", how="anti")
    share = known.join(faces, on="number", how="semi").height / max(1, known.height)
    each = share / max(1, free["number"].n_unique())
    found = model.links(unknown, free, each, "left").join(free.select(right="row", who="number"), on="right")
    told = _told(found.with_columns(odds=pl.col("likelihood") * each), "left", 1 - share, both=True)
    return _best(told, "left").select(person="left", other="right", probability="probability")


def owners_of_rows(
    model: Model,
    kept: pl.DataFrame,
    numbered: pl.DataFrame,
    faces: pl.DataFrame,
    unnumbered: pl.DataFrame,
    owner: pl.DataFrame,
) -> pl.DataFrame:
    """For each row of the employment register without a number the person of the register that it may be of: `FOUND`.

    Parameters
    ----------
    kept
        The register of persons, everybody once.
    numbered, faces, unnumbered
        Rows of the employment register: those with valid numbers, one of these for each way in which a number's owner
        is written, and those without.
    owner
        number, person: whose numbers are, as far as they are of persons of the register.
    """
    rows = numbered.select("number").join(owner, on="number", how="left", maintain_order="left")
    people = rows.group_by("number").agg(pl.len(), pl.col("person").first())
    again = (int(people.filter(pl.col("len") > 1)["len"].sum()) + 1) / (rows.height + 2)
    on_register = (int(rows["person"].is_not_null().sum()) + 1) / (rows.height + 2)
    working = people["person"].drop_nulls()
    with_rows = again / max(1, people.height)
    without = (1 - again) * on_register / max(1, kept.height - working.len())

    of_persons = model.links(kept, unnumbered, max(with_rows, without), "right")
    of_rows = model.links(faces, unnumbered, with_rows, "right")
    whose = faces.select("number", left="row").join(owner, on="number", how="left")
    candidates = pl.concat(
        [
            of_persons.select("right", "likelihood", person="left", number=pl.lit(None, pl.String)),
            of_rows.join(whose, on="left").select("right", "likelihood", "person", "number"),
        ]
    )
    works = pl.col("person").is_null() | pl.col("person").is_in(working.implode())
    prior = pl.when(works).then(with_rows).otherwise(without)
    candidates = candidates.select(
        "right",
        "person",
        who=pl.coalesce(pl.col("person").cast(pl.String), "number"),
        odds=pl.col("likelihood") * prior,
    )
    told = _told(candidates, "right", (1 - again) * (1 - on_register))
    return _best(told.drop_nulls("person"), "right").select("person", other="right", probability="probability")


def _told(candidates: pl.DataFrame, side: str, none: float, both: bool = False) -> pl.DataFrame:
    """Each candidate of each row of one side, with its probability among all.

    Parameters
    ----------
    candidates
        left or right or both; who (which person a candidate is: of several rows of one person the best counts); odds
        (likelihood times the probability beforehand).
    none
        How probable it was beforehand that a row has none.
    both
        Whether a candidate is of one row at most as well, so that rows compete for it.
    """
    order = [name for name in ("odds", "right", "who") if name in candidates.columns]
    best = candidates.sort(order, descending=[name == "odds" for name in order])
    best = best.unique([side, "who"], keep="first", maintain_order=True)
    rivals = pl.col("odds").sum().over(side)
    if both:
        rivals = rivals + pl.col("odds").sum().over("who") - pl.col("odds")
    return best.with_columns(probability=pl.col("odds") / (none + rivals))


def _best(told: pl.DataFrame, side: str) -> pl.DataFrame:
    return told.sort("probability", descending=True, maintain_order=True).unique(
        side, keep="first", maintain_order=True
    )
