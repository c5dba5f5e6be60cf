"""Hard limits that cannot hold together, as few as can be, found by an exact programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from jobmatch.masters.programme import Programme
from jobmatch.masters.protocol import HardBound
from jobmatch.problem.arrays import Levers, Limit
from jobmatch.problem.sides import Side

CALLS = 60
"""Times that whole plans are asked for."""

Impossible = Callable[[Sequence[HardBound]], bool]
"""Whether no plan keeps these bounds; what is not known counts as no."""


def least_conflict(
    levers: Levers, programme: Programme, seconds: Callable[[], float | None]
) -> tuple[HardBound, ...] | None:
    """Bounds that no plan of the programme keeps, as few as can be seen; None where that is not seen.

    Parts of persons decide where they can: then none of the bounds can be left out. Else whole plans do, in some calls.

    Bounds on one person, job or household, groups that go together and least classes are no levers that could be left
    out: they hold all the time. So the answer may be empty.
    """
    row_of = dict(_rows_of(levers, programme))
    # what is likely to be left out comes last: upper limits can be kept by placing nobody
    every = sorted(row_of, key=lambda bound: (bound.upper, bound.of_row, bound.number))
    for relaxed in (True, False):
        calls = 0

        def impossible(kept: Sequence[HardBound], relaxed: bool = relaxed) -> bool:
            nonlocal calls
            calls += 1
            without = [row for bound, row in row_of.items() if bound not in set(kept)]
            in_time = relaxed or calls <= CALLS
            return in_time and programme.impossible(without, seconds(), relaxed=relaxed) is True

        if impossible(every):
            return tuple(_explained(impossible, [], [], every))
    return None


def _explained(
    impossible: Impossible, background: Sequence[HardBound], added: Sequence[HardBound], rest: Sequence[HardBound]
) -> list[HardBound]:
    """The least of `rest` that conflicts with a background (QuickXplain: Junker 2004, section 3).

    `added` is what the background has gained since it was last looked at.
    """
    if (added or not background) and impossible(background):
        return []
    if len(rest) <= 1:
        return list(rest)
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    of_second = _explained(impossible, [*background, *first], first, second)
    of_first = _explained(impossible, [*background, *of_second], of_second, first)
    return [*of_first, *of_second]


def _rows_of(levers: Levers, programme: Programme) -> list[tuple[HardBound, int]]:
    """The programme's row of each hard bound."""
    found = []
    soft = [limit.soft for limit in levers.limits]
    for of_row, rows in ((False, programme.limit_rows), (True, programme.side_rows)):
        softness = soft if not of_row else [side.soft for side in _sides(levers) for _ in side.groups]
        for number, (each, price) in enumerate(zip(rows, softness, strict=True)):
            for upper, row in enumerate(each):
                if row is not None and price is None:
                    found.append((HardBound(of_row, number, bool(upper)), row))
    return found


def narrowed(levers: Levers, kept: Sequence[HardBound]) -> Levers:
    """The same levers with these bounds alone; the others are there and bind nothing."""
    mine = set(kept)
    limits = tuple(_narrowed_limit(limit, k, mine) for k, limit in enumerate(levers.limits))
    rows, number = levers.rows, 0
    if rows is not None:
        sides: list[Side] = []
        for side in rows.sides:
            numbers = range(number, number + len(side.groups))
            lower, upper = (
                tuple(
                    value if HardBound(True, at, which) in mine else None
                    for at, value in zip(numbers, values, strict=True)
                )
                for which, values in ((False, side.lower), (True, side.upper))
            )
            sides.append(replace(side, lower=lower, upper=upper))
            number += len(side.groups)
        rows = replace(rows, sides=tuple(sides))
    return replace(levers, limits=limits, rows=rows)


def _narrowed_limit(limit: Limit, k: int, kept: set[HardBound]) -> Limit:
    low, high = HardBound(False, k, False) in kept, HardBound(False, k, True) in kept
    return replace(
        limit,
        lower=limit.lower if low else None,
        lower_share=limit.lower_share if low else None,
        upper=limit.upper if high else None,
        upper_share=limit.upper_share if high else None,
        all_or_none=limit.all_or_none and low,
    )


def _sides(levers: Levers) -> tuple[Side, ...]:
    return () if levers.rows is None else levers.rows.sides
