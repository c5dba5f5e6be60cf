"""The rules' tables laid out for the scan: all that is asked of a slot in one line of memory, cheapest slots first.

A person's loop visits the blocks (region, job type) that both wishes name. In every block slots stand by ascending
*floor*: price + retention + the least subsidy and extra. Region, type and floor bound a pair's value from below, since
the terms left out (skill, wage) are never negative, but for what a course may be worth; once the bound reaches what is
asked for, the rest of the block is passed over, and so are blocks and whole regions whose least floor reaches it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from jobmatch.pairing.rule_kernels import COLUMNS, HIGH
from jobmatch.pairing.way_kernels import TYPES
from jobmatch.problem.arrays import NEVER, Int, Tables


class Packed(NamedTuple):
    """Slots under one vector of prices."""

    slot: Int  # (slots, 8), see `rule_kernels`
    ptr: Int  # block b: slot[ptr[b]:ptr[b + 1]]
    block_floor: Int  # least floor in each block, NEVER where it is empty
    region_floor: Int  # least floor in each region


class Packer:
    """Lays out slots under prices; what does not depend on the prices is done once."""

    def __init__(self, t: Tables, skill: Int) -> None:
        """Slots that are closed to everybody are left out; `skill` is what `WayCosts` gives."""
        self._types = max(1, int(t.scalar[TYPES]))
        kept = np.flatnonzero(t.slot_open)
        block = np.repeat(np.arange(t.block_ptr.size - 1), np.diff(t.block_ptr))[kept]
        least = t.grid.min(axis=0) if t.grid.size else np.zeros(t.grid.shape[1], np.int64)
        slot = np.empty((kept.size, COLUMNS), np.int64)
        self.skill = skill
        slot[:, 0] = t.slot_add[kept] + least[t.grid_slot[kept]] + self._rebate(t)[t.slot_post[kept]]
        slot[:, 1] = t.slot_add[kept]
        slot[:, 2] = t.slot_wage[kept]
        slot[:, 3] = t.slot_offer[kept]
        slot[:, 4] = t.slot_job[kept] + (t.slot_post[kept].astype(np.int64) << HIGH)
        slot[:, 5] = np.maximum(t.slot_min_age[kept], 0) + (t.slot_max_age[kept].astype(np.int64) << HIGH)
        slot[:, 6] = t.slot_start[kept]
        slot[:, 7] = t.grid_slot[kept]
        self._slot, self._block, self._job = slot, block, t.slot_job[kept]
        self._there, counts = np.unique(block, return_counts=True)
        self._ptr = np.zeros(t.block_ptr.size, np.int64)
        self._ptr[self._there + 1] = counts
        np.cumsum(self._ptr, out=self._ptr)
        self._first = self._ptr[self._there]

    def _rebate(self, t: Tables) -> Int:
        """What required skills cost at least in each post, where a route can be worth more than it costs; else 0."""
        posts = t.post_need.size
        if not t.learn.size or int(t.learn.min()) >= 0:
            return np.zeros(posts, np.int64)
        if self.skill.size:
            least: Int = np.minimum(0, self.skill.min(axis=0))
            return least
        return np.full(posts, int(t.learn.min()))

    @property
    def blocks(self) -> int:
        """Blocks, empty ones counted."""
        return self._ptr.size - 1

    def pack(self, price: Int | None = None) -> Packed:
        """The slots under `price`, shape (m,), or under no prices."""
        slot, floor = self._slot, self._slot[:, 0]
        if price is not None:
            floor = floor + price[self._job]
        order = np.lexsort((floor, self._block))
        slot = slot[order]
        if price is not None:
            slot[:, :2] += price[self._job[order], None]
        block_floor = np.full(self.blocks, NEVER)
        block_floor[self._there] = slot[self._first, 0]
        return Packed(slot, self._ptr, block_floor, block_floor.reshape(-1, self._types).min(axis=1))

    def falls(self, since: list[Int], price: Int) -> Int:
        """The largest fall of a price in each block, from each of `since` to `price`, shape (len(since), blocks)."""
        falls = np.zeros((len(since), self.blocks), np.int64)
        by_block = np.argsort(self._block, kind="stable")
        job = self._job[by_block]
        for row, old in zip(falls, since, strict=True):
            if self._there.size:
                row[self._there] = np.maximum.reduceat((old - price)[job], self._first)
        return falls
