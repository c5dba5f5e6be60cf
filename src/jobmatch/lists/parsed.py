"""What comes of reading one cell: a value, and the faults found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Fault(NamedTuple):
    """A fault in a cell: its code, and fields of its sentences (a field may be a function, called when listed)."""

    code: str
    fields: Mapping[str, object] = {}


class Cell(NamedTuple):
    """A cell as read; the value is None where it cannot be used."""

    value: object
    faults: tuple[Fault, ...] = ()


Reader = Callable[[str], Cell]


def fault(code: str, **fields: object) -> Cell:
    """A cell that cannot be used."""
    return Cell(None, (Fault(code, fields),))
