"""Where and what a person agreed to do: wishes expanded to the regions and job types of the jobs list."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.policy import TIERS, exact, quanta
from jobmatch.problem.arrays import Asked, Int, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import combine, encode, in_range, pointers
from jobmatch.problem.geography import Geography


@dataclass(frozen=True, eq=False)
class Agreed:
    """A consent table: classes of persons, entries ascending within a class."""

    of_person: Small
    ptr: Int
    item: Small
    rank: Small


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


def agreed_regions(active: pl.Series, places: Geography, home_of: Small, ctx: Context) -> tuple[Agreed, Asked]:
    """Which workplaces each `active` person agreed to, by class of (home, wish, farthest tier, active); wishes."""
    wish_of, distinct = encode(granted_wishes(ctx))
    tier_of, tiers = encode(ctx.seekers["max_tier"])
    farthest_of = np.array([TIERS.index(tier) for tier in tiers], np.int32)[tier_of]
    open_of = active.to_numpy().astype(np.int32)
    of_person, (home, wish, farthest, is_open) = combine(
        [(home_of, len(places.homes)), (wish_of, len(distinct)), (farthest_of, len(TIERS)), (open_of, 2)]
    )
    offered = _offered(distinct, places.regions, ctx.tree)
    count = np.diff(offered.ptr)[wish] * is_open.astype(np.int64)
    ptr = _starts(count)
    entry_class = np.repeat(np.arange(wish.size, dtype=np.int32), count)
    at = np.arange(entry_class.size) + (offered.ptr[wish] - ptr[:-1])[entry_class]
    item, rank = offered.item[at], offered.rank[at]
    near = places.tier[home[entry_class], item] <= farthest[entry_class]
    if not near.all():
        item, rank = item[near], rank[near]
        ptr = _starts(np.bincount(entry_class[near], minlength=wish.size))
    return Agreed(of_person, ptr, item, rank), Asked(farthest, wish, offered.ptr, offered.item)


def _offered(wishes: list[str], regions: list[str], tree: RegionTree) -> Agreed:
    """The workplaces within each wish, for as many persons as there are wishes."""
    entries = _ranked(pl.Series("wish", wishes, dtype=pl.String))
    word_of, words = encode(entries["word"])
    number = {word: k for k, word in enumerate(words)}
    below = [(number[up], r) for r, code in enumerate(regions) for up in (*tree.path(code), "*") if up in number]
    word, item = np.array(sorted(below), np.int32).reshape(-1, 2).T
    ptr = pointers(word, len(words))
    count = np.diff(ptr)[word_of]
    entry = np.repeat(np.arange(word_of.size), count)
    at = np.arange(entry.size) + (ptr[word_of] - _starts(count)[:-1])[entry]
    return _table(entries["class"].to_numpy()[entry], item[at], entries["rank"].to_numpy()[entry], len(wishes))


def agreed_types(seekers: pl.DataFrame, types: list[str]) -> Agreed:
    """Which job types each person agreed to; a blank wish agrees to all."""
    of_person, wishes = encode(seekers["wish_job_types"])
    entries = _ranked(pl.Series("wish", ["*" if w == "" else w for w in wishes], dtype=pl.String))
    exact_words = pl.DataFrame(
        {"word": pl.Series(types, dtype=pl.String), "item": np.arange(len(types), dtype=np.int32)}
    )
    stars = entries.filter(pl.col("word") == "*").join(exact_words.select("item"), how="cross")
    named = entries.filter(pl.col("word") != "*").join(exact_words.filter(pl.col("word") != ""), on="word")
    found = pl.concat([table.select("class", "item", "rank") for table in (stars, named)])
    of_class, item, rank = (found[name].to_numpy() for name in found.columns)
    return replace(_table(of_class, item, rank, len(wishes)), of_person=of_person)


def steps(ranks: Small, step: float, decimals: int) -> Int:
    """Cost of each rank: ``R(step * rank)``."""
    top = int(ranks.max(initial=0))
    cost = np.array([in_range(quanta(exact(step) * rank, decimals)) for rank in range(top + 1)], np.int64)
    return cost[ranks]


def _ranked(wishes: pl.Series) -> pl.DataFrame:
    """Entries of each class' wish with their rank: class, rank, word."""
    words = wishes.replace("", None).str.split(";")
    count = words.list.len().fill_null(0).to_numpy().astype(np.int64)
    of_class = np.repeat(np.arange(count.size, dtype=np.int32), count)
    rank = np.arange(of_class.size) - _starts(count)[:-1][of_class]
    return pl.DataFrame({"class": of_class, "rank": rank, "word": words.drop_nulls().explode()})


def _starts(counts: Int) -> Int:
    """CSR pointers of rows with so many entries each."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _table(of_class: Small, item: Small, rank: Int, classes: int) -> Agreed:
    """Entries sorted by class and item, of equal ones the best rank; one person of each class."""
    key = of_class.astype(np.int64) << 32 | item
    order = np.lexsort((rank, key))
    key = key[order]
    order = order[np.diff(key, prepend=-1) > 0]
    return Agreed(
        of_person=np.arange(classes, dtype=np.int32),
        ptr=pointers(of_class[order], classes),
        item=item[order].astype(np.int32),
        rank=rank[order].astype(np.int32),
    )
