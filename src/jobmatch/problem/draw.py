"""The published draw: the order in which persons and jobs stand before a solver.

Where several plans are optimal, which one is found depends on that order. It is computed from ids and seed
alone (docs/model.md, section 7), so that row order never decides who gets a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt


def draw_order(ids: Sequence[str], seed: int) -> npt.NDArray[np.int64]:
    """Positions of `ids` in the order of the draw, shape ``(len(ids),)``.

    Ascending keyed BLAKE2b digest (8 bytes, big-endian), then the id itself.
    """
    if not 0 <= seed < 1 << 63:
        raise ValueError("the seed must be a whole number from 0 to 2**63 - 1")
    start = blake2b(digest_size=8, key=str(seed).encode())
    digests = bytearray()
    for one in ids:
        state = start.copy()
        state.update(one.encode())
        digests += state.digest()
    keys = np.frombuffer(bytes(digests), dtype=">u8").astype(np.uint64)
    order = np.argsort(keys, kind="stable")
    ties = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    if ties.size:  # 64-bit digests collide about never; the id then decides
        order = np.array(sorted(range(len(ids)), key=lambda k: (int(keys[k]), ids[k])))
    return order.astype(np.int64)
