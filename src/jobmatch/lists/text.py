"""The text of cells: white space, full-width characters, lists inside a cell."""

from __future__ import annotations

import polars as pl

BLANKS = " \t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
"""What is stripped from both ends of a cell: white space and the invisible marks that copying leaves."""

_FULL = [chr(code) for code in range(0xFF01, 0xFF5F)] + ["\u3000", "\uffe5"]
_HALF = [chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)] + [" ", "¥"]
_TO_HALF = str.maketrans(dict(zip(_FULL, _HALF, strict=True)))
_SEPARATORS = "、,|"  # and the semicolon


def tidy(text: str) -> str:
    """One text as cells are read: full-width characters made half-width, blanks stripped."""
    return text.translate(_TO_HALF).strip(BLANKS)


def tidy_series(cells: pl.Series) -> pl.Series:
    """A column of text as cells are read; cells left empty become null."""
    if cells.str.contains("[！-～\u3000￥]").any():
        cells = cells.str.replace_many(_FULL, _HALF)
    cells = cells.str.strip_chars(BLANKS)
    return cells.replace("", None) if (cells == "").any() else cells


def entries(cell: str) -> list[str]:
    """The entries of a list inside a (tidied) cell, blank ones left out."""
    for separator in _SEPARATORS:
        cell = cell.replace(separator, ";")
    return [entry for part in cell.split(";") if (entry := part.strip(BLANKS))]


def is_list(cell: str) -> bool:
    """Whether a (tidied) cell holds more than one entry."""
    return len(entries(cell)) > 1
