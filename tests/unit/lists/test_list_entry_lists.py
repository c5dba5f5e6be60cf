"""Lists inside cells, read through their distinct entries: the same as one by one."""

from __future__ import annotations

import polars as pl
import pytest

from jobmatch.lists import RegionTree
from jobmatch.lists.entry_lists import EntryReader
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.parsed import Cell
from jobmatch.lists.unique import read_column
from jobmatch.lists.wishes import read_wish_types, wish_reader

REGIONS = [
    "4301",
    "430100;440300",
    "430100;4301",
    "4403;4301;4403",
    "*",
    "4301;*",
    "湘西州;长沙市",
    "4301;;4403",
    ";4301",
    "4301、4403",
    "4301,4403|4419",
    "长沙 株洲",
    "4301; 4403",
    "不限",
    "4301;nowhere",
    "nowhere",
    "朝阳",
    ";",
]
TYPES = ["welder", "welder;cook", "cook;welder;cook", "不限", "cook;any;*", "cook;;welder", "a、b", "a ;b", ";", "*"]


def one_by_one(reader: EntryReader, texts: list[str]) -> list[object]:
    return [reader(text).value for text in texts]


@pytest.mark.parametrize(
    ("reader", "texts"),
    [(wish_reader(RegionTree.builtin()), REGIONS), (read_wish_types, TYPES)],
    ids=["regions", "types"],
)
def test_what_reads_plainly_reads_the_same_in_whole(reader: EntryReader, texts: list[str]) -> None:
    plain = reader.plain(pl.Series(texts, dtype=pl.String)).to_list()
    for found, cell in zip(plain, map(reader, texts), strict=True):
        if found is not None:
            assert cell == Cell(found)
    assert plain[0] == texts[0]
    assert sum(found is None for found in plain) < len(texts) / 2 + 2


def test_a_column_keeps_values_and_faults() -> None:
    reader = wish_reader(RegionTree.builtin())
    log, plain_log = FaultLog("seekers"), FaultLog("seekers")
    cells = pl.Series("wish_regions", [*REGIONS, None, *REGIONS[:3]], dtype=pl.String)
    found = read_column(log, "wish_regions", cells, reader, pl.String())
    slowly = read_column(plain_log, "wish_regions", cells, reader.whole, pl.String())
    assert found.to_list() == slowly.to_list()
    assert sorted(map(str, log.issues())) == sorted(map(str, plain_log.issues()))
    assert log.errors == plain_log.errors > 0


def test_no_list_at_all() -> None:
    assert read_wish_types.plain(pl.Series([], dtype=pl.String)).to_list() == []
