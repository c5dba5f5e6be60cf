"""The persons of a page that shows them: one line each, packed, so that 200,000 of them fit and open at once.

A table of so many rows would take a browser half a minute; the page unpacks the lines when somebody searches, and shows
those that are found.
"""

from __future__ import annotations

import base64
import gzip

import polars as pl

from jobmatch.report.workbook.tables import Named

COLUMNS = ("person_id", "county", "priority", "job_id", "employer_id", "region", "wage", "route", "why")
"""What a line says of a person, those without a place included; those blank throughout are left out."""


def persons_table(named: Named) -> pl.DataFrame:
    """Every person: where they go, or why they stay; in words."""
    placed = named.by_county().with_columns(pl.col("wage").round(0).cast(pl.Int64).cast(pl.String))
    stay = named.unmatched()
    table = pl.concat([placed, stay], how="diagonal_relaxed")
    shown = [name for name in COLUMNS if name in table.columns and table[name].null_count() < table.height]
    return table.select(pl.col(shown).cast(pl.String).fill_null("").str.replace_all(r"[\t\r\n]", " ")).sort("person_id")


def packed(table: pl.DataFrame) -> str:
    """Lines of cells with tabs between them, compressed, as base64."""
    lines = table.write_csv(separator="\t", include_header=False, quote_style="never")
    return base64.b64encode(gzip.compress(lines.encode(), 6, mtime=0)).decode()
