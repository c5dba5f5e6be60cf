"""Read dates and ages."""

from __future__ import annotations

import re
from datetime import date

from jobmatch.lists.parsed import Cell, fault

OLDEST = 120

_FORMS = [
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})日?"),
]
_MIDNIGHT = re.compile(r"[T\s]+0?0:00(:00(\.0+)?)?$")
_AGE = re.compile(r"(\d{1,4})(?:\.0+)?(?:周?岁)?")


def read_date(text: str) -> Cell:
    """A day, in one of the forms of docs/files.md."""
    plain = _MIDNIGHT.sub("", text)
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        return fault("date_unreadable")
    try:
        day = date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return fault("date_impossible")
    return Cell(day) if 1900 <= day.year <= 2199 else fault("date_impossible")


def read_birth_date(text: str, today: date) -> Cell:
    """A day of birth: not in the future, and not more than 120 years ago."""
    cell = read_date(text)
    if not isinstance(cell.value, date):
        return cell
    if cell.value > today:
        return fault("birth_date_future")
    if cell.value.year < today.year - OLDEST - 1 or _years(cell.value, today) > OLDEST:
        return fault("age_out_of_range")
    return cell


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def read_age(text: str) -> Cell:
    """Whole years, 0 to 120."""
    match = _AGE.fullmatch(text)
    if match is None:
        return fault("age_out_of_range" if re.fullmatch(r"-\d+(\.0+)?", text) else "age_unreadable")
    years = int(match[1])
    return Cell(years) if years <= OLDEST else fault("age_out_of_range")
