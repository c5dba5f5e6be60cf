"""Links between rows of which one has no valid number: by what else they say, with a probability (Splink on DuckDB)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from jobmatch.registers.chance import WITHIN, chances, frequencies
from jobmatch.registers.model import quiet, records, settings
from jobmatch.registers.near_names import near_names, year

FREQUENCIES = ("name_village", "name_town", "name_county", "name")
"""What is counted value by value: a rare name says more."""

DRAWN = 1_000_000
"""Pairs drawn to see how often days of birth agree by chance."""

SEED = 8

LEAST = 1e-4
"""Probability below which a pair is not looked at, before it is known how many names are near."""

COLUMNS = {"left": pl.UInt32, "right": pl.UInt32, "likelihood": pl.Float64}


class Model:
    """What rows of one person have in common, learnt from those whose numbers agree.

    Parameters
    ----------
    left, right
        Rows of two registers with valid numbers: columns row, name, birth_date (as stated), born (as the number says),
        home, number, written.
    """

    def __init__(self, left: pl.DataFrame, right: pl.DataFrame) -> None:
        ones, others = records(left, "birth_date"), records(right, "born")
        self._near = near_names(ones, others, SEED)
        with quiet():
            chance = chances(ones, others, SEED)
            self._near_within = chance.near
            linker, _ = _linker(ones, others, settings(1e-5, chance.levels))
            counted = {column: frequencies(self._near.people, column) for column in FREQUENCIES}
            counted["name_county"] = _scaled(counted["name_county"], chance.vague)
            self._frequencies = {column: table.to_arrow() for column, table in counted.items()}
            linker.training.estimate_u_using_random_sampling(max_pairs=DRAWN, seed=SEED)
            linker.training.estimate_m_from_label_column("number")
            alike = ones.join(others, on="number").height
            self._document: dict[str, Any] = _with_unseen(linker.misc.save_model_to_json(), alike)

    def links(self, left: pl.DataFrame, right: pl.DataFrame, prior: float, asked: str) -> pl.DataFrame:
        """Possible links between rows of two tables of which one at least has no valid number, in each pair.

        Parameters
        ----------
        asked
            ``"left"`` or ``"right"``: the table whose rows have none, of which it is asked whose they are.
        prior
            The part of all pairs that are expected to be of one person; pairs of which less than `LEAST` would be
            left with it are not given.

        Returns
        -------
        polars.DataFrame
            left, right (their `row`), likelihood: how many times as probable what both say is of one person as of two.
        """
        if not left.height or not right.height or prior <= 0:
            return pl.DataFrame(schema=COLUMNS)
        prior = min(0.5, prior)
        document = {**self._document, "probability_two_random_records_match": prior}
        with quiet():
            linker, database = _linker(records(left), records(right), document)
            for column, table in self._frequencies.items():
                linker.table_management.register_term_frequency_lookup(database.register(table), column)
            found = linker.inference.predict(threshold_match_probability=LEAST).as_pyarrow_table()
        weight = pl.col("match_weight") - math.log2(prior / (1 - prior))
        pairs = _sides(pl.DataFrame(found).with_columns(likelihood=2**weight))
        mine, others = (left, right) if asked == "left" else (right, left)
        return self._by_names(pairs, records(mine), records(others), asked).select(list(COLUMNS)).cast(COLUMNS)  # type: ignore[arg-type]

    def _by_names(self, pairs: pl.DataFrame, asked: pl.DataFrame, others: pl.DataFrame, side: str) -> pl.DataFrame:
        """Pairs with likelihoods that know how many names there are one slip apart."""
        other = "right" if side == "left" else "left"
        asked, others = (table.with_columns(year=year()) for table in (asked, others))
        mine = asked.select(pl.col("unique_id").alias(side), "name", *WITHIN, "year")
        theirs = others.select("unique_id", "name", "number", *WITHIN, "year").rename(lambda name: f"other_{name}")
        both = pairs.join(mine, on=side, how="left", maintain_order="left").join(
            theirs, left_on=other, right_on="other_unique_id", how="left", maintain_order="left"
        )
        same = {place: pl.col(place) == pl.col(f"other_{place}") for place in WITHIN}
        same["county"] &= pl.col("village").is_null() | pl.col("other_village").is_null()
        place = pl.coalesce(pl.when(found).then(pl.lit(name)) for name, found in same.items())
        chance = place.replace_strict(self._near_within, default=None, return_dtype=pl.Float64)
        factors = self._near.factors(both.with_columns(place=place, chance=chance))
        return pairs.with_columns(likelihood=pl.col("likelihood") * factors)


def _scaled(frequencies: pl.DataFrame, part: float) -> pl.DataFrame:
    """How often a name of a county is met in a pair in which a village is not known: that there are few such pairs
    says nothing of who they are."""
    return frequencies.with_columns(pl.col("tf_name_county") * part)


def _with_unseen(document: dict[str, Any], pairs: int) -> dict[str, Any]:
    """The model with levels that no pair of one person showed: Splink would pass over them. They never speak for a
    link, and against it as if one in twice as many pairs had shown them."""
    for comparison in document["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level.get("is_null_level"):
                continue
            if not isinstance(level.get("u_probability"), float):
                level["u_probability"] = 0.5 / DRAWN
            if not isinstance(level.get("m_probability"), float):
                level["m_probability"] = min(0.5 / (pairs + 1), level["u_probability"])
    return document


def _linker(left: pl.DataFrame, right: pl.DataFrame, document: Any) -> tuple[Any, Any]:
    from splink import DuckDBAPI, Linker

    database = DuckDBAPI()
    tables: Sequence[Any] = [
        database.register(table.to_arrow(), dataset_display_name=name) for table, name in ((left, "a"), (right, "b"))
    ]
    return Linker(tables, document, log_level="ERROR", validate_settings=False), database


def _sides(found: pl.DataFrame) -> pl.DataFrame:
    """Which row is of the left table, and which of the right one."""
    first = pl.col("source_dataset_l") == "a"
    return found.select(
        pl.when(first).then("unique_id_l").otherwise("unique_id_r").alias("left"),
        pl.when(first).then("unique_id_r").otherwise("unique_id_l").alias("right"),
        "likelihood",
    )
