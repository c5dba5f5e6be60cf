"""The published draw: the order in which persons and jobs stand before a solver.

Where several plans are optimal, which one is found depends on that order. It is computed from ids and seed
alone (docs/model.md, section 7), so that row order never decides who gets a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import polars as pl

MANY = 1 << 13
"""From so many ids on the compiled hash is worth loading."""

PIECE = 1 << 16
"""So many ids are hashed at once."""

Digests = npt.NDArray[np.uint64]


def draw_order(ids: Sequence[str] | pl.Series, seed: int) -> npt.NDArray[np.int64]:
    """Positions of `ids` in the order of the draw, shape ``(len(ids),)``.

    Ascending keyed BLAKE2b digest (8 bytes, big-endian), then the id itself.
    """
    if not 0 <= seed < 1 << 63:
        raise ValueError("the seed must be a whole number from 0 to 2**63 - 1")
    ids = pl.Series(ids, dtype=pl.String)
    keys = digests_of(ids, str(seed).encode())
    order = np.argsort(keys, kind="stable")
    ties = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    if ties.size:  # 64-bit digests collide about never; the id then decides
        order = np.array(sorted(range(len(ids)), key=lambda k: (int(keys[k]), ids[k])))
    return order.astype(np.int64)


def digests_of(ids: pl.Series, key: bytes) -> Digests:
    """Keyed BLAKE2b digests (8 bytes, big-endian) of texts; the key has at most 64 bytes."""
    return _few_digests(ids, key) if len(ids) < MANY else _many_digests(ids, key)


def _few_digests(ids: pl.Series, key: bytes) -> Digests:
    start = blake2b(digest_size=8, key=key)
    digests = bytearray()
    for one in ids.to_list():
        state = start.copy()
        state.update(one.encode())
        digests += state.digest()
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def _many_digests(ids: pl.Series, key: bytes) -> Digests:
    from jobmatch.problem.blake2b_kernels import digests

    found = np.empty(len(ids), np.uint64)
    for first in range(0, len(ids), PIECE):
        part = ids.slice(first, PIECE)
        data = np.frombuffer(part.str.join("").item().encode(), np.uint8)
        ends = np.cumsum(part.str.len_bytes().to_numpy(), dtype=np.int64)
        found[first : first + len(part)] = digests(data, ends, np.frombuffer(key, np.uint8))
    return found
