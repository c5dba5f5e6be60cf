"""Links in doubt, for people to decide: a table with what both rows say, and what is read back from it.

A case is named by what its two rows say, not by where they stand, so that answers hold while files grow.
"""

from __future__ import annotations

import hashlib
from datetime import date

import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.registers.columns import ANSWERS
from jobmatch.registers.reading import Register, read_register

SHOWN = ("line", "name", "birth_date", "home", "id_number")
"""What is shown of each row."""

LETTERS = 16


def cases_of(doubts: pl.DataFrame, register: Register, working: Register | None) -> pl.DataFrame:
    """Links in doubt with what both rows say.

    Returns
    -------
    polars.DataFrame
        case, kind (duplicate: twice on the register; employed: on both), probability, then `SHOWN` of the person and,
        with ``other_`` before them, of the other row, other_employer_id, same (blank, to be filled in); the most
        probable first.
    """
    rows = _with_keys(doubts, register, working)
    return rows.drop("person", "other").sort("probability", "case", descending=[True, False])


def decisions_of(answers: object, register: Register, working: Register | None) -> pl.DataFrame:
    """What people decided: kind, person, other, same; of the answers those whose rows are still there."""
    read = read_register(answers, ANSWERS, RegionTree.builtin(), date.today()).table.drop_nulls(["case", "same"])
    wanted = read.unique("case", keep="last").select("case", "same")
    people = _keyed(register.table)
    found = []
    for kind, others in (("duplicate", people), ("employed", None if working is None else _keyed(working.table))):
        if others is None:
            continue
        split = wanted.with_columns(
            kind=pl.col("case").str.slice(0, 1),
            one=pl.col("case").str.slice(1, LETTERS),
            two=pl.col("case").str.slice(1 + LETTERS),
        ).filter(pl.col("kind") == kind[0])
        pairs = split.join(people.select(one="key", person="row"), on="one").join(
            others.select(two="key", other="row"), on="two"
        )
        found.append(pairs.select(pl.lit(kind).alias("kind"), "person", "other", "same"))
    return pl.concat(found)


def _with_keys(doubts: pl.DataFrame, register: Register, working: Register | None) -> pl.DataFrame:
    empty = register.table.clear() if working is None else working.table
    parts = []
    for kind, table in (("duplicate", register.table), ("employed", empty)):
        mine = doubts.filter(pl.col("kind") == kind)
        one = _keyed(register.table.filter(pl.col("row").is_in(mine["person"].implode())))
        two = _keyed(table.filter(pl.col("row").is_in(mine["other"].implode())))
        if "employer_id" not in two.columns:
            two = two.with_columns(employer_id=pl.lit(None, pl.String))
        others = two.select("row", "key", "employer_id", *SHOWN).rename(lambda name: f"other_{name}")
        rows = mine.join(one.select("row", "key", *SHOWN), left_on="person", right_on="row")
        rows = rows.join(others, left_on="other", right_on="other_row")
        parts.append(rows.with_columns(case=pl.lit(kind[0]) + pl.col("key") + pl.col("other_key")))
    table = pl.concat(parts).with_columns(same=pl.lit(None, pl.String))
    shown = [*SHOWN, *(f"other_{name}" for name in (*SHOWN, "employer_id"))]
    return table.select("person", "other", "case", "kind", "probability", *shown, "same")


def _keyed(table: pl.DataFrame) -> pl.DataFrame:
    """Rows with a key made of what they say of who it is."""
    said = table.select(
        pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in SHOWN[1:]], separator="|")
    )
    keys = [hashlib.blake2b(text.encode(), digest_size=LETTERS // 2).hexdigest() for text in said.to_series()]
    return table.with_columns(key=pl.Series(keys, dtype=pl.String))
