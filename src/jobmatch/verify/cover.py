"""Whether cases cover everything: boxes of whole numbers and of groups that are open or closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.report import Halt
from jobmatch.words import said

ANY, OPEN, CLOSED = 0, 1, 2
_MOST_WORK = 2 * 10**9
"""Cells that may be looked at: far more than the cases of a search tree need, however many these are."""


@dataclass(frozen=True)
class Boxes:
    """Cases: by box the numbers from `low` to `high`, and (box, group) `ANY`, `OPEN` or `CLOSED`."""

    low: Ints
    high: Ints
    state: Ints


@dataclass(frozen=True)
class Hole:
    """A part of everything that no box covers: numbers, and groups that are open or closed."""

    low: int
    high: int
    fixed: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Part:
    """A part of everything, and the boxes that meet it; what is `fixed` is the same for all that they still say."""

    low: int
    high: int
    rows: Ints
    fixed: tuple[tuple[int, int], ...]


def hole(boxes: Boxes, most: int) -> Hole | None:
    """A part of 0 … `most` and of all combinations of open and closed groups that no box covers; None if there is none.

    A part is cut where the fewest boxes lie on both sides. The leaves of a search tree are told apart by its first
    branch, which all of them obey, so that they are never doubled and each is looked at once on every level.
    """
    todo = [_Part(0, most, np.arange(len(boxes.low)), ())]
    work = 0
    while todo:
        part = todo.pop()
        free = np.ones(boxes.state.shape[1], bool)
        free[[group for group, _ in part.fixed]] = False
        state = boxes.state[part.rows][:, free]
        work += state.size + len(part.rows)
        if work > _MOST_WORK:
            raise Halt("leaves", said("verified.cover_tangled"))
        whole = (boxes.low[part.rows] <= part.low) & (boxes.high[part.rows] >= part.high) & ~state.any(axis=1)
        if whole.any():
            continue
        if not len(part.rows):
            return Hole(part.low, part.high, part.fixed)
        todo += _cut(boxes, part, np.flatnonzero(free), state)
    return None


def _cut(boxes: Boxes, part: _Part, free: Ints, state: Ints) -> Iterator[_Part]:
    """The two sides of the cut that has the fewest boxes on both."""
    low, high = boxes.low[part.rows], boxes.high[part.rows]
    said = (state != ANY).sum(axis=0)
    group = int(np.argmax(said)) if len(said) else -1
    doubled = len(part.rows) - int(said[group]) if group >= 0 else len(part.rows) + 1
    # A number is the last one of the lower side.
    ends = np.unique(np.concatenate([low - 1, high]))
    ends = ends[(ends >= part.low) & (ends < part.high)]
    both = np.searchsorted(np.sort(low), ends, side="right") - np.searchsorted(np.sort(high), ends, side="right")
    if len(ends) and int(both.min()) <= doubled:
        end = int(ends[np.flatnonzero(both == both.min())[(both == both.min()).sum() // 2]])
        yield _Part(part.low, end, _of(part.rows, low <= end), part.fixed)
        yield _Part(end + 1, part.high, _of(part.rows, high > end), part.fixed)
        return
    for side, other in ((OPEN, CLOSED), (CLOSED, OPEN)):
        yield _Part(
            part.low, part.high, _of(part.rows, state[:, group] != other), (*part.fixed, (int(free[group]), side))
        )


def _of(rows: Ints, mask: Bools) -> Ints:
    return np.asarray(rows[mask])
