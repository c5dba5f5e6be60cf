"""Read single numbers: vacancies, probabilities, kilometres, degrees, extra costs."""

from __future__ import annotations

import math
import re

from jobmatch.lists.parsed import Cell, Reader, fault

MOST_VACANCIES = 1_000_000_000

_VACANCIES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.0*)?[人名个]?")
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")


def read_vacancies(text: str) -> Cell:
    """A whole number of persons wanted."""
    match = _VACANCIES.fullmatch(text)
    count = int(match[1].replace(",", "")) if match else MOST_VACANCIES + 1
    return Cell(count) if count <= MOST_VACANCIES else fault("vacancies_unreadable")


def read_count(text: str) -> Cell:
    """A whole number, as of persons or months."""
    cell = read_vacancies(text)
    return fault("count_unreadable") if cell.value is None else cell


def decimal(text: str) -> float | None:
    """A finite decimal number, or None."""
    if _DECIMAL.fullmatch(text) is None:
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def read_share(text: str) -> Cell:
    """A probability from 0 to 1, or a percentage with its sign."""
    percent = _PERCENT.fullmatch(text)
    value = float(percent[1]) / 100 if percent else decimal(text)
    return fault("share_unreadable") if value is None or not 0 <= value <= 1 else Cell(value + 0.0)


def number_reader(low: float, high: float, code: str) -> Reader:
    """A reader of finite numbers between two limits."""

    def read(text: str) -> Cell:
        value = decimal(text)
        return fault(code) if value is None or not low <= value <= high else Cell(value + 0.0)

    return read


read_number = number_reader(-math.inf, math.inf, "number_unreadable")
read_km = number_reader(0.0, math.inf, "distance_unreadable")
