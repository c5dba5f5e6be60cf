"""Limits of a case: which duals are its own, what they come to, and ranges of placements without a gap."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from jobmatch.masters.cases import Case, shifted
from jobmatch.masters.protocol import Duals
from jobmatch.problem.arrays import Levers, Limit

PERSONS = 8


def limit(lower: int | None = None, upper: int | None = None, soft: int | None = None, **more: Any) -> Limit:
    return Limit("q", "", False, np.zeros(0, np.int32), lower, upper, soft, **more)


def levers(*limits: Limit) -> Levers:
    return Levers(limits, None, ())


def duals(*limits: tuple[int, int], placed: tuple[int, int] = (0, 0)) -> Duals:
    """Duals as (hard, cost), of each limit and of all placements."""
    return Duals(("hard", "cost"), np.zeros((2, 3), np.int64), np.array([*limits, placed], np.int64).T)


def case(placed: tuple[int, int] = (0, PERSONS), *open_: bool | None) -> Case:
    return Case(placed, open_)


SHARE = Fraction("0.3")
HALF = Fraction("0.5")


@pytest.mark.parametrize(
    ("of", "y", "fits"),
    [
        (limit(upper=3), (0, 5), True),
        (limit(upper=3), (1, 0), True),
        (limit(upper=3), (0, 1 << 50), True),  # less than a unit of a hard limit, however dear
        (limit(upper=3), (1, 1), False),
        (limit(upper=3), (0, -5), False),
        (limit(lower=3), (0, -5), True),
        (limit(lower=3), (-1, 0), True),
        (limit(lower=3), (-1, -1), False),
        (limit(lower=3), (0, 5), False),
        (limit(lower=3, soft=50), (0, -50), True),
        (limit(lower=3, soft=50), (0, -51), False),
        (limit(lower=3, soft=50), (-1, 50), False),
        (limit(lower_share=SHARE), (0, -5), True),
        (limit(lower_share=SHARE), (0, 5), False),
        (limit(upper_share=SHARE), (0, 5), True),
        (limit(upper_share=SHARE), (0, -5), False),
    ],
)
def test_duals_fit_by_sign_and_size(of: Limit, y: tuple[int, int], fits: bool) -> None:
    assert case((0, PERSONS), None).fits(levers(of), duals(y)) is fits


@pytest.mark.parametrize(
    ("open_", "y", "fits"),
    [
        (None, (0, -7), False),
        (False, (0, -7), False),
        (True, (0, -7), True),
        (None, (0, 7), False),
        (True, (0, 7), False),
        (False, (0, 7), True),
        (False, (1, 0), True),  # nobody is let in, whatever being short would cost
        (False, (1, 1), False),
    ],
)
def test_a_group_that_is_open_has_its_lower_limit_and_one_that_is_closed_the_upper_limit_0(
    open_: bool | None, y: tuple[int, int], fits: bool
) -> None:
    of = limit(lower=2, soft=30, all_or_none=True)
    assert case((0, PERSONS), open_).fits(levers(of), duals(y)) is fits


@pytest.mark.parametrize("y", [(5, 5), (-5, -5), (0, 1 << 60)])
def test_the_dual_of_all_placements_fits_whatever_it_is(y: tuple[int, int]) -> None:
    assert case((0, PERSONS), None).fits(levers(limit(upper=3)), duals((0, 0), placed=y))


@pytest.mark.parametrize(
    ("of", "y", "placed", "by_placement", "expected"),
    [
        (limit(lower_share=SHARE), (0, -10), (0, 4), (0, 2), [0, 0]),  # 10 · ⌈0.3 N⌉ - 2 N: 0 8 6 4 12
        (limit(lower_share=SHARE), (0, -10), (1, 4), (0, 2), [0, 4]),
        (limit(lower_share=SHARE), (0, -10), (1, 4), (0, 5), [0, -5]),  # 5 0 -5 0
        (limit(lower_share=SHARE), (0, -10), (1, 4), (0, -5), [0, 15]),
        (limit(upper_share=HALF), (0, 4), (1, 5), (0, 0), [0, -8]),
        (limit(lower_share=HALF), (-1, 0), (1, 2), (0, 3), [1, -6]),  # hard units first: (1, -3) (1, -6)
        (limit(lower_share=HALF), (-1, 0), (1, 3), (0, 3), [1, -6]),  # … and (2, -9), which is more
        (limit(lower=4), (0, -10), (0, 3), (0, 0), [0, 40]),
        (limit(lower=3, upper_share=HALF), (0, -10), (2, 2), (0, 0), [2, 10]),  # 3 against 1: two units, and 10 · 1
        (limit(lower=3, upper_share=HALF), (0, 4), (2, 2), (0, 0), [2, -12]),
        (limit(lower=3, upper_share=HALF), (0, 0), (2, 4), (0, 0), [1, 0]),
        (limit(lower=3, upper_share=HALF), (0, -10), (6, 7), (0, 0), [0, 30]),
        (limit(lower=3, upper_share=HALF, soft=7), (0, 0), (2, 2), (0, 0), [0, 14]),
        (limit(lower=3, upper_share=HALF, soft=7), (0, 4), (2, 2), (0, 0), [0, 2]),
    ],
)
def test_what_is_due_is_the_least_over_all_numbers_of_placements(
    of: Limit, y: tuple[int, int], placed: tuple[int, int], by_placement: tuple[int, int], expected: list[int]
) -> None:
    assert case(placed, None).due(levers(of), duals(y, placed=by_placement)) == expected


@pytest.mark.parametrize(("open_", "y", "expected"), [(True, (0, -9), 18), (False, (0, 9), 0), (None, (0, 0), 0)])
def test_what_a_group_of_all_or_none_is_due(open_: bool | None, y: tuple[int, int], expected: int) -> None:
    of = limit(lower=2, upper_share=HALF, all_or_none=True)
    found = case((6, PERSONS), open_).due(levers(of), duals(y))
    assert found == [0, expected]


@pytest.mark.parametrize(
    ("of", "y", "expected"),
    [
        (limit(lower_share=Fraction(1)), (0, -(1 << 61)), 5 << 61),
        (limit(lower=10**12), (0, -(10**8)), 10**20),  # a limit may ask for more than there are persons
        (limit(upper=10**12), (0, 10**8), -(10**20)),
        (limit(lower=10**12, upper_share=HALF, soft=10**8), (0, 0), 10**20 - 4 * 10**8),  # N = 8
    ],
)
def test_what_is_due_is_exact_beyond_64_bits(of: Limit, y: tuple[int, int], expected: int) -> None:
    assert case((5, 8), None).due(levers(of), duals(y)) == [0, expected]


def test_ranges_have_no_gaps_and_limits_stay_as_they_are_within_the_first() -> None:
    rng = np.random.default_rng(3)
    shares = [Fraction(text) for text in ("0", "0.15", "0.25", "0.3333", "0.5", "0.8", "1")]
    many = 0
    for _ in range(400):
        least = int(rng.integers(0, 20))
        most = least + int(rng.integers(0, 40))
        kinds = [{}, {"lower_share": shares[rng.integers(7)]}, {"upper_share": shares[rng.integers(7)]}]
        all_ = levers(*(limit(2, 9, **kinds[rng.integers(3)]) for _ in range(2)))
        here = Case((least, most), (None, None))
        at = int(rng.integers(least, most + 1))
        parts = [part.placed for part in here.split_placed(all_, at)]
        numbers = [n for low, high in parts for n in range(low, high + 1)]
        assert sorted(numbers) == list(range(least, most + 1)), (here, at)

        def asked(n: int, all_: Levers = all_) -> list[tuple[int, int | None]]:
            return [(one.least(n), one.most(n)) for one in all_.limits]

        low, high = parts[0]
        assert low <= at <= high
        assert all(asked(n) == asked(at) for n in range(low, high + 1))
        assert low == least or asked(low - 1) != asked(at)
        assert high == most or asked(high + 1) != asked(at)
        many += len(parts) == 3
    assert many > 50


def test_limits_of_a_case_are_the_weakest_of_its_range() -> None:
    of = levers(
        limit(lower_share=HALF, upper_share=HALF),
        *(limit(lower=2, upper=6, soft=9, all_or_none=True) for _ in range(3)),
    )
    *numbers, of_all = case((3, 5), None, None, True, False).concrete(of, PERSONS).limits
    assert [(x.lower, x.upper, x.soft) for x in numbers] == [(2, 2, None), (None, 6, 9), (2, 6, 9), (None, 0, None)]
    assert not any(x.by_plan for x in numbers)
    assert (of_all.quota, of_all.lower, of_all.upper, of_all.members.size) == ("placed", 3, 5, PERSONS)
    everything = Case.of_all(of, PERSONS).concrete(of, PERSONS).limits[-1]
    assert (everything.lower, everything.upper) == (None, None)


def test_a_case_is_told_by_what_restricts_it() -> None:
    of = levers(limit(upper=3), replace(limit(lower=2, all_or_none=True), quota="shift", group="F1"))
    assert list(Case.of_all(of, PERSONS).rows(of, PERSONS)) == []
    open_, closed = case((2, PERSONS), None, None).split_open(1, first=True)
    assert list(open_.rows(of, PERSONS)) == [("placed", "", 2, PERSONS), ("shift", "F1", 1, None)]
    assert list(closed.rows(of, PERSONS)) == [("placed", "", 2, PERSONS), ("shift", "F1", None, 0)]
    assert case((2, PERSONS), None, None).split_open(1, first=False) == [closed, open_]


def test_shifted_duals_pay_for_a_share_with_each_placement() -> None:
    of = levers(limit(lower_share=HALF), limit(upper_share=SHARE), limit(lower=3))
    given = duals((0, -10), (0, 20), (0, -4))
    given = replace(given, vacancies=np.array([[0, 0, 0], [0, 2, 9]]))
    found = shifted(given, of)
    assert found.limits.T.tolist() == [[0, -10], [0, 20], [0, -4], [0, -1]]  # 0.5 · 10 - 0.3 · 20
    assert found.vacancies.tolist() == [[0, 0, 0], [0, 3, 10]]
    cheaper = shifted(replace(duals((0, -10), (0, 0), (0, 0)), vacancies=given.vacancies), of)
    assert cheaper.limits[:, -1].tolist() == [0, 5]
    assert cheaper.vacancies.tolist() == [[0, 0, 0], [0, 0, 4]]  # none is worth less than nothing
