"""A strict order of objectives in one whole number.

A cost with several components, the first counts most, is combined as ``Σ scale[k] · component[k]``. Numbers so
combined compare like the vectors they stand for as long as no sum of the later components reaches one unit of an
earlier one, which is checked of the prices in the end, not assumed: a master that finds it broken begins again with a
larger scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.problem.arrays import Int, Levers
from jobmatch.words import said

HARD = "hard"
"""The first component: units by which hard limits are broken."""

HOUSEHOLDS = "households"
"""The component that counts households with nobody placed."""

COST = "cost"
"""The last component, in quanta."""

ROOMY = 64
"""Units of a component that the next earlier one has room for, at first."""

NARROW = 8
"""The same where there is no more room in whole numbers."""

ROOMIER = 8
"""By how much more each time that this was not enough."""

LARGEST = 1 << 58
"""What no combined cost may reach: prices and sums of some of them stay in 62 bits."""


@dataclass(frozen=True)
class Stages:
    """The components of a cost.

    Attributes
    ----------
    names
        "hard", the stages before cost, "cost".
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, levers: Levers) -> Stages:
        """Those of a policy."""
        return cls((HARD, *(stage.name for stage in levers.stages), COST))

    @property
    def count(self) -> int:
        """Components."""
        return len(self.names)

    def scale(self, largest: int, times: int, least: int = ROOMY) -> tuple[int, ...]:
        """What a unit of each component counts, `largest` being about the largest cost; roomier each of the `times`.

        There is room for so many units of a component, or so many times the largest cost, in the earlier one.

        Raises
        ------
        UnsupportedError
            There is not enough room in whole numbers of 62 bits.
        """
        room = least * ROOMIER**times
        scale = [1]
        for k in range(self.count - 1):
            scale.append(scale[-1] * room * (max(1, largest) if k == 0 else 1))
        if scale[-1] * room >= LARGEST:
            raise UnsupportedError(said("range.hard_stages"))
        return tuple(reversed(scale))

    def in_order(self, scale: tuple[int, ...], spans: list[int]) -> bool:
        """Whether combined costs compare like vectors whose components differ by at most `spans`."""
        left = 0
        for unit, span in zip(reversed(scale), reversed(spans), strict=True):
            if left >= unit and span > 0:
                return False
            left += unit * span
        return True


def digits(values: Int, scale: tuple[int, ...]) -> Int:
    """Components that add up to combined values, each as small as can be, shape (components, …)."""
    out, rest = np.empty((len(scale), *values.shape), np.int64), values
    for k, unit in enumerate(scale):
        out[k] = (rest + unit // 2) // unit if k < len(scale) - 1 else rest
        rest = rest - out[k] * unit
    return out
