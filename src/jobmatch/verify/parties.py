"""The best that households can do jointly, whose members go alone or in groups (docs/certificate.md, *Levers*)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.households import Households
from jobmatch.verify.report import Halt
from jobmatch.verify.vectors import HIGHEST, beyond, negative
from jobmatch.words import said

_MOST_CELLS = 2**22


@dataclass(frozen=True)
class Parties:
    """Who goes out at once or not at all: a group, or a person who is in none.

    Attributes
    ----------
    household
        The number of the household.
    size
        Members.
    change
        The vector that going out in the best way adds to staying.
    open_
        Whether it can go out at all.
    """

    household: Ints
    size: Ints
    change: Ints
    open_: Bools

    def savings(self, households: Households, first: Ints) -> Ints:
        """Vectors whose sum is what the best choice of parties in each household adds to nobody's going out.

        Parameters
        ----------
        first
            What the first member placed of a household takes away on top.
        """
        if households.max_out is None and not first.any():
            # Nothing ties the members of a household together.
            return np.where((self.open_ & negative(self.change))[:, None], self.change, 0)
        rows = np.flatnonzero(self.open_)
        rows = rows[np.lexsort([*self.change[rows].T[::-1], self.household[rows]])]
        if households.max_out is None:
            return _ranked(self._of(rows), None, first)
        grouped = np.zeros(len(households), bool)
        grouped[self.household[rows[self.size[rows] > 1]]] = True
        weighs = grouped[self.household[rows]]
        alone = _ranked(self._of(rows[~weighs]), households.max_out, first)
        return np.concatenate([alone, _chosen(self._of(rows[weighs]), households.max_out, first)])

    def _of(self, rows: Ints) -> Parties:
        return Parties(self.household[rows], self.size[rows], self.change[rows], self.open_[rows])


def joined(all_: Sequence[Parties]) -> Parties:
    """All of these."""
    columns = zip(*((each.household, each.size, each.change, each.open_) for each in all_), strict=True)
    return Parties(*(np.concatenate(column) for column in columns))


def _starts(parties: Parties) -> Ints:
    """Where each household begins, or a refusal if its members cost too much to add up."""
    starts = np.flatnonzero(np.diff(parties.household, prepend=-1))
    longest = int(np.diff(starts, append=len(parties.household)).max(initial=0))
    if (
        parties.change.dtype != object
        and longest * max(int(parties.change.max(initial=0)), -int(parties.change.min(initial=0))) > 4 * HIGHEST
    ):
        raise Halt("range", said("verified.household_cost"))
    return starts


def _ranked(parties: Parties, most: int | None, first: Ints) -> Ints:
    """By household, of parties that all count the same; they are sorted by household, then by change."""
    starts = _starts(parties)
    if not len(starts):
        return np.zeros((0, len(first)), np.int64)
    number = len(parties.household)
    rank = np.arange(number) - np.repeat(starts, np.diff(starts, append=number))
    # The first goes out if anybody does; each further one, while there is room, only if that takes something away.
    counts = (rank == 0) | negative(parties.change)
    if most is not None:
        counts &= rank < most
    whole = np.add.reduceat(np.where(counts[:, None], parties.change, 0), starts, axis=0) - first
    return np.where(negative(whole)[:, None], whole, 0)


def _chosen(parties: Parties, most: int, first: Ints) -> Ints:
    """By household, of parties that take one or more of the `most` places; they are sorted by household.

    Households with as many parties are worked on at once, party by party: by number of places, the least sum so far.
    """
    starts = _starts(parties)
    number = np.diff(starts, append=len(parties.household))
    out = [np.zeros((0, len(first)), np.int64)]
    for length in np.unique(number).tolist():
        rows = starts[number == length][:, None] + np.arange(length)
        places = min(most, int(parties.size[rows].sum(axis=1).max()))
        step = max(1, _MOST_CELLS // ((places + 1) * len(first)))
        for at in range(0, len(rows), step):
            mine = rows[at : at + step]
            whole = _fullest(parties.change[mine], parties.size[mine], places) - first
            out.append(np.where(negative(whole)[:, None], whole, 0))
    return np.concatenate(out)


def _fullest(change: Ints, size: Ints, places: int) -> Ints:
    """By household, the lexicographically least sum of one party or more that together have room.

    Parameters
    ----------
    change, size
        By household and party.
    """
    households, parties, components = change.shape
    best = np.zeros((households, places + 1, components), change.dtype)
    best[:, :, 0] = beyond(change.dtype)  # stands for "no such choice"
    for party in range(parties):
        left = np.arange(places + 1)[None, :] - size[:, party, None]
        before = np.take_along_axis(best, np.maximum(0, left)[:, :, None], axis=1)
        before = np.where(_below(before, 0)[:, :, None], before, 0)
        with_it = before + change[:, party, None, :]
        better = (left >= 0) & _below(with_it, best)
        best = np.where(better[:, :, None], with_it, best)
    return np.asarray(best[:, places])


def _below(vectors: Ints, others: Ints | int) -> Bools:
    """Whether these come before those, lexicographically."""
    difference = vectors - others
    return negative(difference.reshape(-1, difference.shape[-1])).reshape(difference.shape[:-1])
