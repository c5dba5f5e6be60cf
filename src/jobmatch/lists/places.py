"""Where the ids of one table stand in another: what millions of pairs are checked and compiled by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

MANY = 1 << 16
"""From so many rows on the compiled look-up is worth loading."""

PIECE = 1 << 18
"""So many ids are looked up at once: what is made for them stays small."""

Places = npt.NDArray[np.int32]
"""Rows of a list; -1 where an id is blank or not there."""


def places_in(known: pl.Series, ids: pl.Series) -> Places:
    """Where each of `ids` stands in `known`, different ids without blanks."""
    return _by_text(known, ids) if len(ids) < MANY else _by_hash(known, ids)


def _by_text(known: pl.Series, ids: pl.Series) -> Places:
    index = pl.int_range(len(known), dtype=pl.Int32, eager=True)
    return ids.replace_strict(known, index, default=-1, return_dtype=pl.Int32).to_numpy(writable=True)


def _by_hash(known: pl.Series, ids: pl.Series) -> Places:
    """The same by 64-bit hashes; what they find is compared, and what they do not find is looked up as text."""
    from jobmatch.lists.place_kernels import hash_table, look_up

    hashes = known.hash().to_numpy(writable=True)
    table = hash_table(hashes)
    places = np.full(len(ids), -1, np.int32)
    for first in range(0, len(ids) if len(known) else 0, PIECE):
        part = ids.slice(first, PIECE)
        found = look_up(table, hashes, part.hash().to_numpy(writable=True))
        same = (known.gather(np.maximum(found, 0)) == part).fill_null(False).to_numpy()
        places[first : first + len(part)] = np.where(same, found, -1)
    rest = np.flatnonzero(places < 0)
    if rest.size:
        places[rest] = _by_text(known, ids.gather(rest))
    return places


def has_twice(person: Places, job: Places) -> bool:
    """Whether two rows have the same person and job, both known."""
    if person.size < MANY:
        known = (person >= 0) & (job >= 0)
        pair = person[known].astype(np.int64) << 32 | job[known]
        return np.unique(pair).size < pair.size
    from jobmatch.lists.place_kernels import is_pair_twice

    return bool(is_pair_twice(person, job, int(person.max()) + 1, int(job.max()) + 1))
