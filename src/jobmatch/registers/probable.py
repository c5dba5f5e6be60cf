"""Links between rows of which one has no valid number: by what else they say, with a probability (Splink on DuckDB)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from jobmatch.registers.chance import chances
from jobmatch.registers.model import quiet, records, settings

FREQUENCIES = ("name_village", "name_county", "name")
"""What is counted value by value: a rare name says more."""

DRAWN = 1_000_000
"""Pairs drawn to see how often days of birth agree by chance."""

SEED = 8

LEAST = 0.01
"""Probability below which nobody asks."""

COLUMNS = {"left": pl.UInt32, "right": pl.UInt32, "probability": pl.Float64}


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
        with quiet():
            linker, _ = _linker(ones, others, settings(1e-5, chances(ones, others, SEED)))
            self._frequencies = {
                column: linker.table_management.compute_tf_table(column).as_pyarrow_table() for column in FREQUENCIES
            }
            linker.training.estimate_u_using_random_sampling(max_pairs=DRAWN, seed=SEED)
            linker.training.estimate_m_from_label_column("number")
            self._document: dict[str, Any] = linker.misc.save_model_to_json()

    def links(self, left: pl.DataFrame, right: pl.DataFrame, share: float) -> pl.DataFrame:
        """Probable links between rows of two tables of which one at least has no valid number, in each pair.

        Parameters
        ----------
        share
            The part of the rows on the left that are expected to have a partner on the right.

        Returns
        -------
        polars.DataFrame
            left, right (their `row`), probability: of each pair as if there were no other.
        """
        if not left.height or not right.height or share <= 0:
            return pl.DataFrame(schema=COLUMNS)
        document = {**self._document, "probability_two_random_records_match": min(0.5, share / right.height)}
        with quiet():
            linker, database = _linker(records(left), records(right), document)
            for column, table in self._frequencies.items():
                linker.table_management.register_term_frequency_lookup(database.register(table), column)
            found = linker.inference.predict(threshold_match_probability=LEAST).as_pyarrow_table()
        return _sides(pl.DataFrame(found)).cast(COLUMNS)  # type: ignore[arg-type]


def resolved(links: pl.DataFrame, side: str, persons: pl.Series | None = None) -> pl.DataFrame:
    """The best partner of each row of one side, with its probability among all who are asked for.

    Parameters
    ----------
    side
        ``"left"`` or ``"right"``: whose partner is looked for; a row has one at most.
    persons
        By row of the other side, whose it is: rows of one person do not compete; None: each is somebody else.
    """
    other = "right" if side == "left" else "left"
    who = pl.col(other) if persons is None else persons.gather(links[other])
    odds = pl.col("probability").clip(upper_bound=1 - 1e-12)
    table = links.with_columns(who=who, odds=odds / (1 - odds))
    best = table.sort("odds", other, descending=[True, False]).unique([side, "who"], keep="first", maintain_order=True)
    all_ = best.group_by(side).agg(all=pl.col("odds").sum(), partners=pl.len())
    first = best.unique(side, keep="first", maintain_order=True).join(all_, on=side)
    return first.select("left", "right", probability=pl.col("odds") / (1 + pl.col("all")), partners="partners")


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
        pl.col("match_probability").alias("probability"),
    )
