"""The four base figures of every home region: registered, willing, already employed there, school leavers to train.

Each person is counted at one home, so that a region's figure is the sum of those below it.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists import RegionTree
from jobmatch.words import said

LEVELS = ("country", "province", "prefecture", "county", "township", "village")
FIGURES = ("registered", "willing", "employed", "leavers")


def base_figures(people: pl.DataFrame, spells: pl.DataFrame, tree: RegionTree, there: Iterable[str]) -> pl.DataFrame:
    """Count the persons of a register, those that are left out as duplicates aside.

    Parameters
    ----------
    people
        row, home, reason, willing, leaver, wants_training.
    spells
        person, region: who works where now.
    there
        Regions in which work counts as "there"; none: all.

    Returns
    -------
    polars.DataFrame
        level, region, name, registered (of working age), willing (of these, not said no), employed (of the registered,
        working there), leavers (school leavers who want to be trained, of any age); first everybody (level "all"), then
        region by region from the largest level down; persons without a known home under level "unknown".
    """
    places = [_place(text, tree) for text in there]
    regions = spells["region"].drop_nulls().unique().to_list()
    inside = [code for code in regions if not places or any(tree.covers(place, code) for place in places)]
    where = spells["person"].filter(spells["region"].is_in(inside) if places else spells["person"].is_not_null())
    kept = people.filter(pl.col("reason").ne_missing("duplicate"))
    of_age = pl.col("reason").ne_missing("under_age")
    counted = kept.select(
        "home",
        registered=of_age,
        willing=of_age & pl.col("willing").fill_null(True),
        employed=of_age & pl.col("row").is_in(where.implode()),
        leavers=pl.col("leaver").fill_null(False) & pl.col("wants_training").fill_null(True),
    )
    homes = counted.group_by("home").agg(pl.col(FIGURES).sum())
    rows = [("all", None, None, *homes.select(pl.col(FIGURES).sum()).row(0))]
    paths = pl.DataFrame(
        [(code, above) for code in homes["home"].drop_nulls() for above in tree.path(code)],
        schema={"home": pl.String, "region": pl.String},
        orient="row",
    )
    sums = homes.join(paths, on="home").group_by("region").agg(pl.col(FIGURES).sum())
    named = [(tree.level(code), code, tree.name(code), *figures) for code, *figures in sums.sort("region").iter_rows()]
    rows += sorted(named, key=lambda row: LEVELS.index(row[0]))
    if homes["home"].null_count():
        rows.append(("unknown", None, None, *homes.filter(pl.col("home").is_null()).select(FIGURES).row(0)))
    schema = {"level": pl.String, "region": pl.String, "name": pl.String, **dict.fromkeys(FIGURES, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _place(text: str, tree: RegionTree) -> str:
    code = tree.resolve(text)
    if code is None:
        raise InputError(said("registers.there_unknown", value=text, choices=tree.suggestions(text)))
    return code
