"""Which row is the header, and which known column each header names."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobmatch.lists.columns import JOBS, SEEKERS, Column, ListSpec
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.text import tidy

SEARCHED = 20
"""Rows among which the header is looked for."""

_CLOSE = 0.75
_PERSON_NAMES = ("name", "names", "fullname", "personname", "surname", "givenname", "姓名", "求职者姓名")
_OTHER = {"seekers": JOBS, "jobs": SEEKERS}


@dataclass(frozen=True, slots=True)
class Assigned:
    """What the columns of a table are.

    Attributes
    ----------
    known
        Places of the known ones, by canonical name.
    unknown
        (name, place) of the others.
    dropped
        Places of those that are not kept.
    """

    known: dict[str, int]
    unknown: list[tuple[str, int]]
    dropped: tuple[int, ...] = ()


def header_key(header: str) -> str:
    """A header as it is compared: half-width, lower case, without units in brackets, spaces, underscores and marks."""
    text = tidy(header).casefold()
    bare = re.sub(r"[(\[【<{][^)\]】>}]*[)\]】>}]", "", text)
    return re.sub(r"[\s_\-*:]+", "", bare or text)


@functools.cache
def _names(spec: ListSpec) -> dict[str, Column]:
    return {header_key(header): column for column in spec.columns for header in (column.name, *column.headers)}


def known_column(header: str, spec: ListSpec) -> Column | None:
    """The column that a header names."""
    return _names(spec).get(header_key(header))


def close_column(header: str, spec: ListSpec) -> Column | None:
    """The column that a header nearly names."""
    names = _names(spec)
    near = difflib.get_close_matches(header_key(header), names, n=1, cutoff=_CLOSE)
    return names[near[0]] if near else None


def count_known(header: Sequence[str], spec: ListSpec) -> int:
    """How many headers of a row name a known column, those not counted that may also stand above a list."""
    return sum(_counts(known_column(cell, spec)) for cell in header if cell)


def _counts(column: Column | None) -> bool:
    return column is not None and column.kind != "dropped"


def find_header(rows: Sequence[Sequence[str]], spec: ListSpec) -> int | None:
    """The place of the header among the first rows of a sheet.

    It is the first row with two known column names, or the only one of a one-column table; failing that, the first that
    looks as if it was meant to be one (so that what is wrong with it can be said); else None.
    """
    first = [[cell for cell in row if cell] for row in rows[:SEARCHED]]
    one_column = max(map(len, first), default=0) == 1
    for place, row in enumerate(first):
        known = count_known(row, spec)
        if known >= 2 or (one_column and known == 1):
            return place
    for place, row in enumerate(first):
        if sum(_counts(known_column(cell, spec) or close_column(cell, spec)) for cell in row) >= 2:
            return place
    for place, row in enumerate(first):
        if len(row) >= 2 and count_known(row, spec) == 1:
            return place
    return None


def note_no_header(rows: Sequence[Sequence[str]], spec: ListSpec, log: FaultLog) -> None:
    """Note that a file has no header, quoting its first row with content."""
    if any(_is_swapped([tidy(cell) for cell in row], spec) for row in rows):
        log.whole("lists_swapped", other=_OTHER[spec.name].name)
        return
    first = next((cells for row in rows if (cells := [tidy(cell) for cell in row if tidy(cell)])), [])
    log.whole("header_not_found", value=", ".join(first), needed=", ".join(c.name for c in spec.needed()))


def assign_columns(header: Sequence[str], spec: ListSpec, log: FaultLog) -> Assigned:
    """Match headers to known columns; note duplicates.

    Headers that are blank are left out: the readers have seen to it that nothing stands below them.
    """
    known: dict[str, int] = {}
    unknown: list[tuple[str, int]] = []
    written: dict[str, int] = {}
    dropped: list[int] = []
    for place, text in enumerate(header):
        name = tidy(text)
        if not name:
            continue
        column = known_column(name, spec)
        if column is None and _is_nearly_dropped(name, spec):
            log.whole("column_left_out", column=name, value=name)
            dropped.append(place)
            continue
        if column is not None and column.kind == "dropped":
            dropped.append(place)
            continue
        label = column.name if column else name
        if label in written:
            both = f"{tidy(header[written[label]])}, {name}"
            log.whole("column_duplicate", column=label, value=both)
            continue
        written[label] = place
        if column is None:
            unknown.append((name, place))
        else:
            known[column.name] = place
    log.name_columns({label: tidy(header[place]) for label, place in written.items()})
    return Assigned(known, unknown, tuple(dropped))


def _is_nearly_dropped(header: str, spec: ListSpec) -> bool:
    """Whether a header is a misspelt name of a person."""
    close = close_column(header, spec)
    dropped = close is not None and close.kind == "dropped"
    return dropped and bool(difflib.get_close_matches(header_key(header), _PERSON_NAMES, n=1, cutoff=_CLOSE))


def _is_swapped(header: Iterable[str], spec: ListSpec) -> bool:
    """Whether a header has the other list's key, and not this one's."""
    other = _OTHER.get(spec.name)
    if other is None:
        return False
    header = list(header)
    own, others = (
        {column.name for cell in header if cell and (column := known_column(cell, each))} for each in (spec, other)
    )
    return not own.intersection(spec.key) and others.issuperset(other.key) and len(others) >= 2


def check_columns(assigned: Assigned, spec: ListSpec, with_costs: bool, log: FaultLog) -> None:
    """Note missing required columns and headers that look misspelt."""
    header = [*assigned.known, *(name for name, _ in assigned.unknown)]
    if _is_swapped(header, spec):
        log.whole("lists_swapped", other=_OTHER[spec.name].name)
        return
    taken: set[str] = set()
    for column in spec.needed(with_costs):
        if column.name in assigned.known:
            continue
        near = [name for name, _ in assigned.unknown if close_column(name, spec) is column]
        taken.update(near)
        chinese = column.headers[0] if column.headers else column.name
        log.whole("column_missing", column=column.name, chinese=chinese, choices=near)
    for name, _ in assigned.unknown:
        close = close_column(name, spec)
        if close is not None and close.name not in assigned.known and name not in taken:
            written = close.name if header_key(name).isascii() else next(iter(close.headers), close.name)
            log.whole("column_misspelt", column=name, value=name, choices=[written])
