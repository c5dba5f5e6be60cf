"""The text of cells: white space, full-width characters, lists inside a cell."""

from __future__ import annotations

import numpy as np
import polars as pl

BLANKS = " \t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
"""What is stripped from both ends of a cell: white space and the invisible marks that copying leaves."""

_BLANK = "[" + "".join(f"\\x{{{ord(char):x}}}" for char in BLANKS) + "]"
_FULL = [chr(code) for code in range(0xFF01, 0xFF5F)] + ["\u3000", "\uffe5"]
_HALF = [chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)] + [" ", "¥"]
_PIECE = 1 << 16
"""Cells whose bytes are looked at together."""

_TO_HALF = str.maketrans(dict(zip(_FULL, _HALF, strict=True)))
OTHER_SEPARATORS = "、,|"
"""What separates the entries of a list, beside the semicolon."""


def tidy(text: str) -> str:
    """One text as cells are read: full-width characters made half-width, blanks stripped."""
    return text.translate(_TO_HALF).strip(BLANKS)


def tidy_series(cells: pl.Series) -> pl.Series:
    """A column of text as cells are read; cells left empty become null."""
    # Most columns are tidy: then nothing is copied, and the column goes on sharing the caller's memory.
    if not _is_visible_ascii(cells):
        if cells.str.contains("[！-～\u3000￥]").any():
            cells = cells.str.replace_many(_FULL, _HALF)
        if cells.str.contains(f"^{_BLANK}").any() or cells.str.contains(f"{_BLANK}$").any():
            cells = cells.str.strip_chars(BLANKS)
    return cells.replace("", None) if (cells == "").any() else cells


def _is_visible_ascii(cells: pl.Series) -> bool:
    """Whether all characters are from ! to ~, so that there is nothing to tidy; told by the bytes of many cells."""
    for first in range(0, len(cells), _PIECE):
        text = np.frombuffer(cells.slice(first, _PIECE).str.join("").cast(pl.Binary).item(), np.uint8)
        if text.min(initial=ord("~")) < ord("!") or text.max(initial=ord("!")) > ord("~"):
            return False
    return True


def entries(cell: str) -> list[str]:
    """The entries of a list inside a (tidied) cell, blank ones left out."""
    for separator in OTHER_SEPARATORS:
        cell = cell.replace(separator, ";")
    return [entry for part in cell.split(";") if (entry := part.strip(BLANKS))]


def is_list(cell: str) -> bool:
    """Whether a (tidied) cell holds more than one entry."""
    return len(entries(cell)) > 1
