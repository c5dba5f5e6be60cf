"""Identity numbers are read by the standard: check digits, dates, old numbers; what is wrong is named."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.registers.id_numbers import CHECKS, FAULTS, PROVINCES, read_id_numbers

TODAY = date(2016, 8, 29)


def check_of(first: str) -> str:
    """By the standard's own definition: the sum of a_i * 2^(i-1) over all 18 characters is 1 modulo 11."""
    for c in CHECKS:
        total = sum(int(d) * 2 ** (17 - i) for i, d in enumerate(first)) + (10 if c == "X" else int(c))
        if total % 11 == 1:
            return c
    raise AssertionError


def drawn(rng: Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=rng.randrange(30_000))
    first = f"{rng.choice(sorted(PROVINCES))}{rng.randrange(10_000):04d}{born:%Y%m%d}{rng.randrange(1000):03d}"
    return first + check_of(first)


def one(cell: str | None) -> tuple[str | None, date | None, bool | None, str | None]:
    found = read_id_numbers(pl.Series([cell], dtype=pl.String), TODAY)
    return found.number[0], found.birth_date[0], found.female[0], found.fault[0]


def test_sound_numbers_say_what_they_say() -> None:
    rng = Random(1)
    numbers = [drawn(rng) for _ in range(3000)]
    numbers = [n for n in numbers if n[6:14] <= f"{TODAY:%Y%m%d}"]
    found = read_id_numbers(pl.Series(numbers), TODAY)
    assert found.number.to_list() == numbers
    assert found.fault.null_count() == len(numbers)
    assert [f"{day:%Y%m%d}" for day in found.birth_date] == [n[6:14] for n in numbers]
    assert found.female.to_list() == [int(n[16]) % 2 == 0 for n in numbers]
    assert any(n.endswith("X") for n in numbers)


def test_every_wrong_digit_and_most_swaps_are_noticed() -> None:
    """MOD 11-2 finds all single errors, and all swaps of neighbours."""
    rng = Random(2)
    number = drawn(rng)
    wrong = [number[:k] + d + number[k + 1 :] for k in range(17) for d in "0123456789" if d != number[k]]
    wrong += [number[:k] + number[k + 1] + number[k] + number[k + 2 :] for k in range(16) if number[k] != number[k + 1]]
    assert read_id_numbers(pl.Series(wrong), TODAY).number.null_count() == len(wrong)


def test_old_numbers_get_century_and_check_digit() -> None:
    first = "433124800305123"
    full = "43312419800305123"
    assert one(first) == (full + check_of(full), date(1980, 3, 5), False, None)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (None, "blank"),
        ("  ", "blank"),
        ("4331", "length"),
        ("43312419800305123A", "characters"),
        ("4331241980030512X3", "characters"),
        ("99" + "312419800305123" + "1", "province"),
        ("433124" + "19800230" + "1234", "birth_date"),
        ("433124" + "20300101" + "1234", "birth_date"),
        ("433124801332123", "birth_date"),
    ],
)
def test_what_is_wrong_is_named(cell: str | None, fault: str) -> None:
    assert one(cell) == (None, None, None, fault)
    assert fault in FAULTS


def test_a_wrong_check_digit_is_named() -> None:
    number = drawn(Random(3))
    wrong = number[:17] + next(c for c in "0123456789" if c != number[17])
    assert one(wrong)[3] == "check_digit"


@pytest.mark.parametrize("write", [str.lower, lambda n: f" {n[:6]} {n[6:14]}-{n[14:]}", lambda n: "'" + n])
def test_numbers_are_read_as_people_write_them(write: object) -> None:
    first = next(f for f in (f"43312419800305{k:03d}" for k in range(1000)) if check_of(f) == "X")
    assert one(write(first + "X"))[0] == first + "X"  # type: ignore[operator]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in first + "X")
    assert one(wide)[0] == first + "X"


@given(st.lists(st.one_of(st.none(), st.text(max_size=20), st.from_regex(r"\A[0-9]{17}[0-9Xx]\Z")), max_size=30))
def test_nothing_breaks_it(cells: list[str | None]) -> None:
    found = read_id_numbers(pl.Series(cells, dtype=pl.String), TODAY)
    assert [len(getattr(found, name)) for name in ("number", "birth_date", "female", "written", "fault")] == [
        len(cells)
    ] * 5
    assert (found.number.is_null() == found.fault.is_not_null()).all()
    for number in found.number.drop_nulls():
        assert number[17] == check_of(number[:17])
