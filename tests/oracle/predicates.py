"""Predicates on the columns of a list (docs/model.md, section 4), one row at a time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mutation.reference import Instance, Row, path


def any_of(wanted: object) -> tuple[object, ...]:
    """The value, or the values."""
    return tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)


def fulfils(base: Instance, row: Row, predicate: Mapping[str, object]) -> bool:
    """Whether every line holds; a blank cell holds nothing."""
    return all(
        any(_is(base, column, row.get(column, ""), value) for value in any_of(wanted))
        for column, wanted in predicate.items()
    )


def _is(base: Instance, column: str, cell: str, value: object) -> bool:
    if cell == "":
        return False
    if column in ("home", "region"):
        return value in path(base, cell)
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, int | float):
        return Fraction(cell) == Fraction(str(value))
    return cell == value
