"""Where and what a person agreed to do: wishes expanded to the regions and job types of the jobs list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy import TIERS, exact, quanta
from jobmatch.problem.arrays import Int, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import encode, encode_rows, in_range, pointers
from jobmatch.problem.geography import Geography


@dataclass(frozen=True, eq=False)
class Agreed:
    """A consent table: classes of persons, entries ascending within a class."""

    of_person: Small
    ptr: Int
    item: Small
    rank: Int


def granted_wishes(ctx: Context) -> pl.Series:
    """`wish_regions`, with the home's county where the cell is blank and the policy grants it."""
    seekers, tree = ctx.seekers, ctx.tree
    wishes = seekers["wish_regions"]
    if not ctx.policy.rules.home_county:
        return wishes
    homes = seekers["home"].unique().to_list()
    county = {home: next((c for c in tree.path(home) if tree.level(c) == "county"), home) for home in homes}
    granted = seekers["home"].replace_strict(county, return_dtype=pl.String)
    return pl.select(pl.when(wishes == "").then(granted).otherwise(wishes)).to_series()


def agreed_regions(active: pl.Series, places: Geography, home_of: Small, ctx: Context) -> Agreed:
    """Which workplaces each `active` person agreed to, by class of (home, wish, furthest tier)."""
    tree, furthest_tier = ctx.tree, {t: k for k, t in enumerate(TIERS)}
    wishes = granted_wishes(ctx)
    keys = pl.DataFrame(
        {
            "home": home_of,
            "wish": pl.select(pl.when(active).then(wishes).otherwise(pl.lit(""))).to_series(),
            "max_tier": ctx.seekers["max_tier"].replace_strict(furthest_tier, return_dtype=pl.Int32),
        }
    )
    of_person, classes = encode_rows(keys)
    entries = _ranked(classes["wish"])
    words = entries["word"].unique().to_list()
    cover = [(w, r) for w in words for r, code in enumerate(places.regions) if w == "*" or tree.covers(w, code)]
    table = pl.DataFrame(cover, schema={"word": pl.String, "item": pl.Int32}, orient="row")
    found = entries.join(table, on="word")
    home = classes["home"].to_numpy()[found["class"].to_numpy()]
    tier = places.tier[home, found["item"].to_numpy()] if found.height else np.zeros(0, np.int32)
    furthest = classes["max_tier"].to_numpy()[found["class"].to_numpy()]
    return _table(found.filter(pl.Series(tier <= furthest)), of_person, classes.height)


def agreed_types(seekers: pl.DataFrame, types: list[str]) -> Agreed:
    """Which job types each person agreed to; a blank wish agrees to all."""
    of_person, wishes = encode(seekers["wish_job_types"])
    entries = _ranked(pl.Series("wish", ["*" if w == "" else w for w in wishes], dtype=pl.String))
    exact_words = pl.DataFrame(
        {"word": pl.Series(types, dtype=pl.String), "item": np.arange(len(types), dtype=np.int32)}
    )
    stars = entries.filter(pl.col("word") == "*").join(exact_words.select("item"), how="cross")
    named = entries.filter(pl.col("word") != "*").join(exact_words.filter(pl.col("word") != ""), on="word")
    columns = ["class", "rank", "item"]
    return _table(pl.concat([stars.select(columns), named.select(columns)]), of_person, len(wishes))


def steps(ranks: Int, step: float, decimals: int) -> Int:
    """Cost of each rank: ``R(step * rank)``."""
    top = int(ranks.max(initial=0))
    cost = np.array([in_range(quanta(exact(step) * rank, decimals)) for rank in range(top + 1)], np.int64)
    return cost[ranks]


def _ranked(wishes: pl.Series) -> pl.DataFrame:
    """Entries of each class' wish with their rank: class, rank, word."""
    return (
        pl.DataFrame({"class": np.arange(len(wishes), dtype=np.int32), "wish": wishes})
        .filter(pl.col("wish") != "")
        .with_columns(word=pl.col("wish").str.split(";"))
        .with_columns(rank=pl.int_ranges(0, pl.col("word").list.len(), dtype=pl.Int64))
        .select("class", "rank", "word")
        .explode("rank", "word")
    )


def _table(found: pl.DataFrame, of_person: Small, classes: int) -> Agreed:
    best = found.group_by("class", "item").agg(pl.col("rank").min()).sort("class", "item")
    return Agreed(
        of_person=of_person,
        ptr=pointers(best["class"].to_numpy(), classes),
        item=best["item"].to_numpy().astype(np.int32),
        rank=best["rank"].to_numpy().astype(np.int64),
    )
