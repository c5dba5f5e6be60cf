"""What two rows of one person look like, as against rows of two: the model of Fellegi and Sunter, by Splink.

Rows whose numbers agree teach it how often names, days and homes of one person differ; how often those of two people
agree by chance is counted over the registers themselves. A name and a home are one piece of evidence, since villages
have few surnames: what counts is how many of the same name there are in the same village.

References: Fellegi and Sunter 1969, "A theory for record linkage"; Winkler 2000, "Frequency-based matching".
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import polars as pl

from jobmatch.errors import UnsupportedError
from jobmatch.words import said

TAILS = ((0, 0.78, 2e-4), (1, 0.2, 5e-3), (None, 0.02, 0.9948))
"""Slips between the last four characters of two numbers as written, one of them not valid: how often one person's, and
two people's, differ by so many. Pairs of valid numbers teach nothing of it, so it is set: one wrong digit of seventeen,
or two neighbours swapped, fall into these in a fifth of all cases, and there are 5,000 tails for each sex. What stands
before them is home and day of birth, which are compared by themselves."""

PARTS = (
    ("substr({0}_l, 1, 7) = substr({0}_r, 1, 7)", "another day of the month"),
    ("substr({0}_l, 1, 4) = substr({0}_r, 1, 4) and substr({0}_l, 9, 2) = substr({0}_r, 9, 2)", "another month"),
    (
        "substr({0}_l, 1, 4) = substr({0}_r, 1, 4) and substr({0}_l, 6, 2) = substr({0}_r, 9, 2)"
        " and substr({0}_l, 9, 2) = substr({0}_r, 6, 2)",
        "month and day swapped",
    ),
    (
        "substr({0}_l, 6, 5) = substr({0}_r, 6, 5)"
        " and abs(cast(substr({0}_l, 1, 4) as int) - cast(substr({0}_r, 1, 4) as int)) in (1, 2, 10, 20)",
        "one or two years, or decades, more or less",
    ),
)
"""Days as people write them wrong, beside single slips: each says as much as it is rare among two people."""


@contextmanager
def quiet() -> Iterator[None]:
    """Without what Splink says of its progress."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def records(table: pl.DataFrame, day: str | None = None) -> pl.DataFrame:
    """What is compared of rows with columns row, name, birth_date (as stated), born (as a valid number says), home,
    number and written.

    `day` is the column of the day of birth: by default that of the number, where there is none the one stated.
    """
    deep = pl.col("home").str.len_chars() >= 12
    county, town = pl.col("home").str.slice(0, 6), pl.col("home").str.slice(0, 9)
    return table.select(
        pl.col("row").alias("unique_id"),
        pl.col("name").str.replace_all(r"[\s·•]", ""),
        (pl.coalesce("born", "birth_date") if day is None else pl.col(day)).cast(pl.String).alias("birth_date"),
        pl.when(deep).then("home").alias("village"),
        pl.when(deep).then(town).alias("town"),
        county.alias("county"),
        "number",
        "written",
        pl.when(pl.col("written").str.len_chars() == 18).then(pl.col("written").str.slice(14)).alias("tail"),
    ).with_columns(
        name_village=pl.col("name") + "|" + pl.col("village"),
        name_town=pl.col("name") + "|" + pl.col("town"),
        name_county=pl.col("name") + "|" + pl.col("county"),
    )


def _same_name(level: Any, column: str, vague: Any) -> Any:
    """The same name in the same place; in a county only where one home is known no better."""
    if column != "name_county":
        return level.ExactMatchLevel(column, term_frequency_adjustments=True)
    rest = level.And(level.ExactMatchLevel(column), vague)
    return rest.configure(tf_adjustment_column=column, tf_adjustment_weight=1.0, disable_tf_exact_match_detection=True)


def settings(prior: float, chance: Mapping[str, float], link_type: str = "link_only") -> Any:
    """How records are compared.

    Parameters
    ----------
    prior
        The part of all pairs that are of one person.
    chance
        What `chances` gives of levels.
    """
    try:
        import splink.comparison_level_library as level
        import splink.comparison_library as comparison
        from splink import SettingsCreator, block_on
    except ImportError:
        raise UnsupportedError(said("registers.extra_missing")) from None

    near_name = level.DamerauLevenshteinLevel("name", 1)
    vague = level.CustomLevel("village_l is null or village_r is null", "home not known to the village")
    there = {
        "village": level.ExactMatchLevel("village"),
        "town": level.ExactMatchLevel("town"),
        "county": level.And(vague, level.ExactMatchLevel("county")),
    }
    ladder = {f"name_{place}": _same_name(level, f"name_{place}", vague) for place in there}
    ladder["name"] = level.ExactMatchLevel("name", term_frequency_adjustments=True)
    ladder |= {f"near_{place}": level.And(near_name, close) for place, close in there.items()}
    ladder |= {"near": near_name, "village": there["village"]}
    counted = [each.configure(u_probability=chance[name], fix_u_probability=True) for name, each in ladder.items()]
    rest = level.ElseLevel().configure(u_probability=1 - sum(chance.values()), fix_u_probability=True)
    name_and_home = comparison.CustomComparison(
        output_column_name="name_and_home", comparison_levels=[level.NullLevel("name"), *counted, rest]
    )
    birth_date = comparison.CustomComparison(
        output_column_name="birth_date",
        comparison_levels=[
            level.NullLevel("birth_date"),
            level.ExactMatchLevel("birth_date"),
            level.DamerauLevenshteinLevel("birth_date", 1),
            *(level.CustomLevel(sql.format("birth_date"), label) for sql, label in PARTS),
            level.ElseLevel(),
        ],
    )
    slips = [
        (level.ElseLevel() if slips is None else level.DamerauLevenshteinLevel("tail", slips)).configure(
            m_probability=m, u_probability=u, fix_m_probability=True, fix_u_probability=True
        )
        for slips, m, u in TAILS
    ]
    tail = comparison.CustomComparison(output_column_name="tail", comparison_levels=[level.NullLevel("tail"), *slips])
    return SettingsCreator(
        link_type=link_type,  # type: ignore[arg-type]
        comparisons=[name_and_home, birth_date, tail],
        blocking_rules_to_generate_predictions=[
            block_on("name", "birth_date"),
            block_on("name_village"),
            block_on("birth_date", "village"),
            block_on("name_town"),
            block_on("name_county"),
            block_on("birth_date", "county"),
            block_on("substr(written, 7, 11)"),
            block_on("substr(written, 1, 14)"),
        ],
        probability_two_random_records_match=prior,
        retain_matching_columns=False,
    )
