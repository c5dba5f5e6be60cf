"""Check ids: there, unlike, and not damaged by a spreadsheet."""

from __future__ import annotations

import polars as pl

from jobmatch.lists.faultlog import FaultLog

LONGEST_ID = 200
_SHOWN_ROWS = 5

_CONTROL, _SCIENTIFIC = r"\p{Cc}", r"^\d(?:\.\d+)?[eE]\+?\d{2,3}$"
_BAD = f"^=|{_CONTROL}|{_SCIENTIFIC}"
"""Any fault but length: one pass tells that a column of millions has none."""


_IDENTITY = r"^[1-9]\d{16}[0-9Xx]$"


def check_ids(
    ids: pl.Series,
    column: str,
    log: FaultLog,
    required: bool = True,
    numbers: pl.Series | None = None,
    sound: bool = False,
    needed: pl.Series | None = None,
) -> None:
    """Note ids that are blank (if they must not be), too long, hold control characters, or look like a formula.

    Parameters
    ----------
    numbers
        Places of ids that were refused already as numbers.
    sound
        Whether ids that are there are known to have no fault in themselves.
    needed
        Rows in which a required id must not be blank; None: in all.
    """
    if required:
        blank = ids.is_null() if needed is None else ids.is_null() & needed
        log.cells("id_missing", column, blank.arg_true())
    if sound:
        return
    if numbers is not None and len(numbers):
        ids = ids.clone().scatter(numbers, None)
    if are_sound(ids):
        return
    log.cells("id_too_long", column, (ids.str.len_chars() > LONGEST_ID).fill_null(False).arg_true(), ids)
    log.cells("id_control", column, ids.str.contains(_CONTROL).fill_null(False).arg_true(), ids)
    log.cells("id_formula", column, ids.str.starts_with("=").fill_null(False).arg_true(), ids)
    shortened = ids.str.contains(_SCIENTIFIC).fill_null(False)
    log.cells("id_scientific", column, shortened.arg_true(), ids)


def are_sound(ids: pl.Series) -> bool:
    """Whether no id has a fault in itself."""
    return not (ids.str.len_bytes() > LONGEST_ID).any() and not ids.str.contains(_BAD).any()


def check_text_ids(places: pl.Series, cells: pl.Series, column: str, log: FaultLog) -> None:
    """Note, once for a column, the ids that the source holds as numbers, at these places."""
    if log.rows is None:
        return
    rows = log.rows.gather(places.head(_SHOWN_ROWS)).to_list()
    named = ", ".join(map(str, rows)) + (", …" if len(places) > _SHOWN_ROWS else "")
    log.whole("id_number", row=rows[0], column=column, value=cells[int(places[0])], total=len(places), rows=named)


def note_identity_numbers(ids: pl.Series, column: str, log: FaultLog) -> None:
    """Note, once, that people are called by their identity numbers, which then stand in every output."""
    if 2 * int(ids.str.contains(_IDENTITY).sum()) > len(ids):
        log.whole("identity_numbers", column=column)


def check_unique(ids: pl.Series, column: str, log: FaultLog) -> None:
    """Note ids that an earlier row has, naming that row."""
    stated = ids.drop_nulls() if ids.null_count() else ids
    if stated.n_unique() == len(stated):
        return
    again = (ids.is_not_null() & ~ids.is_first_distinct()).arg_true()

    def first(place: int) -> dict[str, object]:
        at = int((ids == ids[place]).arg_true()[0])
        return {"first": None if log.rows is None else log.rows[at]}

    log.cells("id_duplicate", column, again, ids, more=first)
