"""Citizen identity numbers: 18 digits with a check digit (GB 11643-1999), or 15 without, as old papers have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the first 17 digits (ISO 7064, MOD 11-2: powers of 2 modulo 11)."""

CHECKS = "10X98765432"
"""The check digit by the weighted sum modulo 11."""

PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)
"""First two digits (GB/T 2260; 83: residence permits of people from Taiwan)."""

FAULTS = ("blank", "length", "characters", "province", "birth_date", "check_digit")
"""Codes of what can be wrong, in the order in which it is looked at."""

_PLAIN = {0xFF10 + k: ord("0") + k for k in range(10)} | dict.fromkeys((0xFF38, 0xFF58, ord("x")), "X")
"""Full-width digits and X, and the small x."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class IdNumbers:
    """What identity numbers say, shape ``(n,)`` each.

    Attributes
    ----------
    number
        The number in 18 digits; null where it is not valid.
    birth_date
        As the number says; null likewise.
    female
        Whether its 17th digit is even; null likewise.
    written
        The cell without spaces and hyphens, digits and X in their plain forms, which a mistyped number is compared by;
        null if blank.
    fault
        One of `FAULTS`; null where it is valid.
    """

    number: pl.Series
    birth_date: pl.Series
    female: pl.Series
    written: pl.Series
    fault: pl.Series


def read_id_numbers(cells: pl.Series, as_of: date) -> IdNumbers:
    """Read cells as people write them: spaces, hyphens, full-width digits and a small x are taken for what they mean.

    Numbers of 15 digits are of people born in 19YY; they are given the century and the check digit of their new form.

    Parameters
    ----------
    as_of
        Nobody is born after this day.
    """
    written = _written(cells)
    length = written.str.len_chars().fill_null(0)
    old = (length == 15) & written.str.contains(r"^[0-9]{15}$").fill_null(False)
    full = pl.select(
        pl.when(pl.lit(old))
        .then(pl.lit(written.str.slice(0, 6)) + "19" + pl.lit(written.str.slice(6)) + "0")
        .otherwise(pl.lit(written))
    ).to_series()
    shaped = full.str.contains(r"^[0-9]{17}[0-9X]$").fill_null(False)
    digits = _digits(full.filter(shaped))
    check = (digits[:, :17] @ np.array(WEIGHTS)) % 11
    stated = np.array([CHECKS.index(c) for c in "0123456789X"])[digits[:, 17]] if digits.size else check
    of_old = old.filter(shaped).to_numpy()
    days = _birth_dates(full.filter(shaped))
    born = days.is_not_null() & (days <= as_of) & (days >= date(1850, 1, 1))
    province = np.isin(digits[:, 0] * 10 + digits[:, 1], list(PROVINCES))
    fault_of_shaped = pl.select(
        pl.when(pl.lit(pl.Series(~province)))
        .then(pl.lit("province"))
        .when(pl.lit(~born.fill_null(False)))
        .then(pl.lit("birth_date"))
        .when(pl.lit(pl.Series((stated != check) & ~of_old)))
        .then(pl.lit("check_digit"))
    ).to_series()
    fault = pl.select(
        pl.when(pl.lit(written.is_null()))
        .then(pl.lit("blank"))
        .when(pl.lit(~length.is_in([15, 18])))
        .then(pl.lit("length"))
        .when(pl.lit(~shaped))
        .then(pl.lit("characters"))
    ).to_series()
    at = shaped.arg_true()
    fault = fault.scatter(at, fault_of_shaped) if len(at) else fault
    valid = fault.is_null()
    sound = valid.filter(shaped)
    number = full.filter(shaped).str.slice(0, 17) + pl.Series([CHECKS[k] for k in check], dtype=pl.String)
    return IdNumbers(
        _spread(number.filter(sound), valid),
        _spread(days.filter(sound), valid),
        _spread(pl.Series(digits[:, 16] % 2 == 0).filter(sound), valid),
        written,
        fault,
    )


def _written(cells: pl.Series) -> pl.Series:
    text = cells.cast(pl.String).str.replace_all(r"[\s\-'’]", "")
    odd = text.str.contains(r"[^0-9X]").fill_null(False)
    if odd.any():
        plain = pl.Series([each.translate(_PLAIN) for each in text.filter(odd)], dtype=pl.String)
        text = text.scatter(odd.arg_true(), plain)
    return pl.select(pl.when(pl.lit(text) != "").then(pl.lit(text))).to_series()


def _digits(numbers: pl.Series) -> Ints:
    """Digits of numbers of 18 characters, X as 10; shape ``(n, 18)``."""
    raw = np.frombuffer("".join(numbers.to_list()).encode("ascii"), np.uint8).reshape(-1, 18).astype(np.int64)
    return np.where(raw == ord("X"), 10, raw - ord("0"))


def _birth_dates(numbers: pl.Series) -> pl.Series:
    return numbers.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def _spread(values: pl.Series, where: pl.Series) -> pl.Series:
    """Values put where the mask holds, null elsewhere."""
    out = pl.Series([None], dtype=values.dtype).new_from_index(0, len(where))
    at = where.arg_true()
    return out.scatter(at, values) if len(at) else out
