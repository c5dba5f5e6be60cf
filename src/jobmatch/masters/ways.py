"""Shortest ways from some nodes to all, or back: the longest ones by themselves, all others together."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from jobmatch.problem.arrays import Int, Small

ALONE = 64
"""Starts and ends of which the longest ways are looked at one by one."""


@dataclass(frozen=True, eq=False)
class Ways:
    """Shortest ways from one node to all (`sign` -1), or from all to it (+1), as far as they matter.

    ``price + sign * length`` are duals of the same plan, so that a pair that makes a way shorter is one that breaks
    them. Parts of the network are `longest` away but for a few.

    Attributes
    ----------
    parts, length
        Those nearer than `longest`, and how far they are.
    """

    sign: int
    longest: int
    parts: Small
    length: Int


class Longest:
    """The ways that are to be looked at alone, and how much nearer than it might be each node is by any of the others.

    A pair can make a way from some node shorter only if it leaves a node that is nearer than the longest, and by less
    than that; a way to some node, only if it leads to such a node. So the others need one number a node and no more,
    however many there are, and what is held grows with the nodes only.
    """

    def __init__(self, part: Small) -> None:
        """No ways yet; `part` is that of each node."""
        self._part, self._number, size = part, count(), int(part.max()) + 1
        self._alone: list[tuple[int, int, Ways]] = []
        self._others = (np.zeros(size, np.int64), np.zeros(size, np.int64))

    def add(self, ways: Ways) -> None:
        """Take further ways."""
        heapq.heappush(self._alone, (ways.longest, next(self._number), ways))
        if len(self._alone) > ALONE:
            least = heapq.heappop(self._alone)[2]
            most, at = self._others[least.sign > 0], least.parts
            most[at] = np.maximum(most[at], least.longest - least.length)

    def alone(self) -> Iterator[Ways]:
        """The longest ones."""
        return (ways for _, _, ways in sorted(self._alone, reverse=True))

    def nearer(self, ways: Ways) -> Int:
        """By how much each node is nearer than the longest of these ways."""
        out = np.zeros(self._others[0].size, np.int64)
        out[ways.parts] = ways.longest - ways.length
        return out[self._part]

    def others(self) -> tuple[Int, Int]:
        """The same of all ways but those alone, at most: of ways from some node and to some node."""
        leaving, reaching = self._others
        return leaving[self._part], reaching[self._part]
