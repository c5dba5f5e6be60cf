"""What is paid for limits at least, over all numbers of placements that a leaf allows (docs/certificate.md, Cases).

Sums here may have any size: they are computed in 64 bits where they fit, else in whole numbers without end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.limits import HARD, NUMBER, Limits

_FITS = 2**62


@dataclass(frozen=True)
class _Side:
    """A limit as a function of the number of placements: a number, or a share of them."""

    number: int
    share: Fraction | None
    lower: bool

    def at(self, n: Ints) -> Ints:
        """Its value at each of these numbers."""
        if self.share is None:
            return np.full(len(n), self.number)
        # Shares have at most six decimals, so that this stays far below 2**63.
        top, bottom = self.share.numerator, self.share.denominator
        out: Ints = -(-n * top // bottom) if self.lower else n * top // bottom
        return out


_Kind = Literal["higher", "lower", "between"]


@dataclass(frozen=True)
class _Amount:
    """What is multiplied by number of placements: that number itself (no sides), a limit, or what two limits make.

    Of two: the higher one, the lower one, or by how much the first lies above the second.
    """

    sides: tuple[_Side, ...] = ()
    kind: _Kind = "higher"

    def at(self, n: Ints) -> Ints:
        """Its value at each of these numbers of placements."""
        if not self.sides:
            return n
        if len(self.sides) == 1:
            return self.sides[0].at(n)
        low, high = (side.at(n) for side in self.sides)
        if self.kind == "between":
            return np.asarray(np.maximum(0, low - high))
        return np.maximum(low, high) if self.kind == "higher" else np.minimum(low, high)


_Terms = dict[_Amount, list[int]]


def least_of(limits: Limits, there: Bools, rows: Ints, dual: Ints, placed: Ints, low: int, high: int) -> list[int]:
    """The lexicographically least of what is owed for limits and −Σ dual · limit(N) − placed · N over N = low … high.

    Where the lower limit of a group is above its upper one, the units between them are owed, and the two change places.

    Parameters
    ----------
    limits, there
        Those of the leaf, and which of them it has.
    rows, dual
        The limits that have a dual, and these.
    placed
        The dual of the number of placements.
    """
    numbers = np.arange(low, high + 1, dtype=np.int64)
    terms: _Terms = defaultdict(lambda: [0] * len(placed))
    _add(terms, _Amount(), [-y for y in placed.tolist()])
    open_ = np.ones(len(rows), bool)
    of = {row: at for at, row in enumerate(rows.tolist())}
    for lower, upper in contradicting(limits, there, numbers):
        sides = (_side(limits, lower), _side(limits, upper))
        _add(terms, _Amount(sides, "between"), _unit(int(limits.soft[lower]), len(placed)))
        changed: tuple[tuple[int, _Kind], ...] = ((upper, "higher"), (lower, "lower"))
        for row, kind in changed:
            if row in of:
                _add(terms, _Amount(sides, kind), [-y for y in dual[of[row]].tolist()])
                open_[of[row]] = False
    for at in np.flatnonzero(open_ & (limits.share[rows] != NUMBER)).tolist():
        _add(terms, _Amount((_side(limits, int(rows[at])),)), [-y for y in dual[at].tolist()])
    fixed = np.flatnonzero(open_ & (limits.share[rows] == NUMBER))
    amounts = limits.limit[rows[fixed]].tolist()
    out = [-sum(y * amount for y, amount in zip(ys, amounts, strict=True)) for ys in dual[fixed].T.tolist()]
    for component in range(len(out)):
        values = _sum([(amount, ys[component]) for amount, ys in terms.items() if ys[component]], numbers)
        least = values.min()
        out[component] += int(least)
        numbers = numbers[values == least]
    return out


def contradicting(limits: Limits, there: Bools, numbers: Ints) -> list[tuple[int, int]]:
    """Lower and upper limits of the groups that have both, the lower one above the upper at some numbers of placements.

    Only with a share: the two numbers of a group never contradict each other.
    """
    shared = np.isin(limits.source, np.unique(limits.source[there & (limits.share != NUMBER)]))
    mine = np.flatnonzero(there & shared)
    pairs: dict[tuple[int, int], dict[bool, int]] = defaultdict(dict)
    keys = zip(limits.source[mine].tolist(), limits.place[mine].tolist(), strict=True)
    for row, key, lower in zip(mine.tolist(), keys, limits.lower[mine].tolist(), strict=True):
        pairs[key][lower] = row
    crosses: dict[tuple[_Side, _Side], bool] = {}
    out = []
    for pair in pairs.values():
        if len(pair) < 2:
            continue
        sides = (_side(limits, pair[True]), _side(limits, pair[False]))
        if sides not in crosses:
            crosses[sides] = bool(_Amount(sides, "between").at(numbers).any())
        if crosses[sides]:
            out.append((pair[True], pair[False]))
    return out


def _side(limits: Limits, row: int) -> _Side:
    share = int(limits.share[row])
    lower = bool(limits.lower[row])
    return _Side(int(limits.limit[row]), None, lower) if share == NUMBER else _Side(0, limits.shares[share], lower)


def _unit(soft: int, components: int) -> list[int]:
    """What a unit short or over costs; where money alone is looked at, a hard one costs nothing."""
    out = [0] * components
    if soft != HARD:
        out[-1] = soft
    elif components > 1:
        out[0] = 1
    return out


def _add(terms: _Terms, amount: _Amount, factors: Sequence[int]) -> None:
    if any(factors):
        terms[amount] = [a + b for a, b in zip(terms[amount], factors, strict=True)]


def _sum(terms: Sequence[tuple[_Amount, int]], numbers: Ints) -> npt.NDArray[np.generic]:
    """The sum of factor · amount at these numbers of placements."""
    # No amount is larger in size than at the last number: limits grow with it, or stay as they are.
    last = numbers[-1:]
    most = [max([1, *(int(side.at(last)[0]) for side in amount.sides or (_PLACED,))]) for amount, _ in terms]
    largest = sum(abs(factor) * size for (_, factor), size in zip(terms, most, strict=True))
    kind = np.int64 if largest < _FITS else object
    out = np.zeros(len(numbers), kind)
    for amount, factor in terms:
        out = out + amount.at(numbers).astype(kind) * factor
    return out


_PLACED = _Side(0, Fraction(1), lower=False)
