"""Read lists inside cells through their distinct entries: each entry is parsed once, however many lists have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from jobmatch.lists.parsed import Cell, Reader
from jobmatch.lists.text import OTHER_SEPARATORS


@dataclass(frozen=True)
class EntryReader:
    """A reader of lists whose value is, if nothing is wrong, the values of their entries, each once, in order.

    Attributes
    ----------
    entry
        What an entry alone reads as; None if only the reader of the whole list can tell.
    whole
        Reads any list.
    """

    entry: Callable[[str], str | None]
    whole: Reader

    def __call__(self, text: str) -> Cell:
        """Read one list."""
        return self.whole(text)

    def plain(self, texts: pl.Series) -> pl.Series:
        """The values of those texts of which every entry reads alone; null for the others."""
        lists = texts.str.split(";")
        distinct = lists.explode().unique()
        value = pl.Series([self.entry(text) for text in distinct.to_list()], dtype=pl.String)
        read = pl.element().replace_strict(distinct, value, return_dtype=pl.String)
        table = pl.DataFrame({"text": texts, "values": lists}).select("text", pl.col("values").list.eval(read))
        values = pl.col("values")
        plain = (
            ~pl.col("text").str.contains(f"[{OTHER_SEPARATORS}]") & ~values.list.eval(pl.element().is_null()).list.any()
        )
        return table.select(pl.when(plain).then(values.list.unique(maintain_order=True).list.join(";"))).to_series()
