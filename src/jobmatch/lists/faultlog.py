"""Where the faults of one list are gathered, so that all are found in one pass and none floods the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists.issues import Issue, errors_message, make_issue
from jobmatch.words import severity

LISTED = 100
"""Most issues of one code in one column of one list; the rest are counted in one more issue."""

Fields = Mapping[str, object]


def refuse_faults(*logs: FaultLog) -> None:
    """Stop where logs hold errors.

    Raises
    ------
    InputError
        They do; all issues are attached, warnings too.
    """
    errors = sum(log.errors for log in logs)
    if errors:
        issues = tuple(issue for log in logs for issue in log.issues())
        raise InputError(errors_message(issues, errors), issues)


class FaultLog:
    """The faults of one list.

    Parameters
    ----------
    name
        Name of the list (``seekers``, …).
    file
        Base name of the file, empty for a table from Python.
    """

    def __init__(self, name: str, file: str = "") -> None:
        self.name = name
        self.file = file
        self.errors = 0
        self.rows: pl.Series | None = None
        self._ids: tuple[pl.Series, ...] = ()
        self._written: dict[str, str] = {}
        self._canonical: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._entries: list[tuple[tuple[int, int, int, int], Issue]] = []

    def name_columns(self, written: Mapping[str, str]) -> None:
        """Tell how the canonical columns are written in the file, in the file's order."""
        self._written = dict(written)
        self._canonical = {text: column for column, text in written.items()}
        self._order = {column: place for place, column in enumerate(written)}

    def number_rows(self, rows: pl.Series, *ids: pl.Series) -> None:
        """Tell the row numbers of the data rows, and their ids in one or several columns; `cells` takes places."""
        self.rows, self._ids = rows, ids

    def whole(
        self, code: str, *, row: int | None = None, column: str | None = None, value: object = None, **fields: object
    ) -> None:
        """Note a fault of the whole list, or of a place that is known by its row number."""
        self.errors += severity(code) == "error"
        self._put(0 if row is None else 1, self._issue(code, row, None, column, value, fields))

    def cells(
        self,
        code: str,
        column: str,
        places: pl.Series,
        values: pl.Series | Callable[[], pl.Series] | None = None,
        fields: Callable[[str], Fields] | None = None,
        more: Callable[[int], Fields] | None = None,
        common: Fields | None = None,
    ) -> None:
        """Note a fault of many cells of one column, all of the same kind.

        Parameters
        ----------
        places
            Places of the faulty rows among the data rows.
        values
            The whole column, as text, or what gives it if there is a fault; its cells are quoted.
        fields, more
            Give further fields of the sentences, from the cell's text and from the place; called for listed ones only.
        common
            Further fields that are the same for all: the advice for those not listed may name only these.
        """
        total = len(places)
        if total == 0:
            return
        is_error = severity(code) == "error"
        self.errors += total if is_error else 0
        values = values() if callable(values) else values
        for place in self._chosen(places, is_error):
            text = None if values is None else values[place]
            extra = {
                **(common or {}),
                **(fields(text) if fields and text is not None else {}),
                **(more(place) if more else {}),
            }
            quoted = extra.pop("value", text)
            self._put(1, self._issue(code, self._row(place), self._id(place), column, quoted, extra))
        if total > LISTED:
            summary = {**(common or {}), "phrase": "more_alike", "more": total - LISTED, "total": total}
            self._put(2, self._issue(code, None, None, column, None, summary))

    def issues(self) -> list[Issue]:
        """All issues: the list as a whole first, then by row and column, then the counts of those not listed."""
        return [issue for _, issue in sorted(self._entries, key=lambda entry: entry[0])]

    def _chosen(self, places: pl.Series, is_error: bool) -> list[int]:
        # Errors are listed from the top. Warnings are written into runs, which must not depend on the row order: by id.
        if len(places) > LISTED and not is_error and self._ids:
            named = pl.DataFrame({"place": places, "id": self._ids_at(places)})
            places = named.sort("id", "place", nulls_last=True)["place"]
        return sorted(int(place) for place in places.head(LISTED))

    def _row(self, place: int) -> int | None:
        row = None if self.rows is None else self.rows[place]
        return None if row is None else int(row)

    def _id(self, place: int) -> str | None:
        return self._ids_at(pl.Series([place]))[0] if self._ids else None

    def _ids_at(self, places: pl.Series) -> pl.Series:
        """The ids of some rows; only these are put together, since a table of pairs has millions."""
        return reduce(lambda one, next: one + "/" + next, (column.gather(places) for column in self._ids))

    def _issue(
        self, code: str, row: int | None, id: str | None, column: str | None, value: object, fields: Fields
    ) -> Issue:
        column = self._canonical.get(column or "", column)
        written = self._written.get(column or "", column)
        label = column if written == column else f"{column} ({written})"
        return make_issue(code, list=self.name, file=self.file, row=row, id=id, column=label, value=value, **fields)

    def _put(self, phase: int, issue: Issue) -> None:
        column = (issue.column or "").split(" (")[0]
        place = self._order.get(column, -1)
        self._entries.append(((phase, issue.row or 0, place, len(self._entries)), issue))
