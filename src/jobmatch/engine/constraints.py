"""Names of constraints that no lever of the policy names, and the order of tables by constraint."""

from __future__ import annotations

import polars as pl

VACANCIES, MAX_OUT = "vacancies", "household, max_out"
"""Constraints that no quota names."""


def in_order(table: pl.DataFrame) -> pl.DataFrame:
    """Rows by constraint, vacancies first, then group."""
    return table.sort(pl.col("constraint") != VACANCIES, "constraint", "group")
