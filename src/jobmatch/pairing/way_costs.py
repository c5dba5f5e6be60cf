"""What required skills cost everybody everywhere, by the cheapest route: a table that other tolls change quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.pairing.threads import each_piece
from jobmatch.pairing.way_kernels import NO_ROUTE, UNIT, skill_costs
from jobmatch.problem.arrays import NEVER, Int, Tables

LARGEST = 1 << 23
"""Entries of a table of ways x posts that is worth holding: 64 MB."""

NOT_HELD = np.zeros((0, 0), np.int64)


@dataclass(frozen=True, eq=False)
class WayCosts:
    """Quanta for skills; empty where there are too many ways to hold.

    Attributes
    ----------
    direct
        Of skill classes with requirements, shape (classes, requirements).
    taught
        Of skill classes with each post's variants of courses, shape (classes, entries of `post_variant`).
    """

    direct: Int
    taught: Int

    @classmethod
    def of(cls, t: Tables) -> WayCosts:
        """Computed once for all tolls."""
        if t.way_skill.size * t.post_need.size > LARGEST:
            return cls(NOT_HELD, NOT_HELD)
        scalar = t.scalar.copy()
        scalar[UNIT] = 1
        t = t._replace(scalar=scalar)
        classes, needs = t.levels.shape[0], t.need_ptr.size - 1
        need = np.arange(needs)
        of_entry = np.repeat(t.post_need, np.diff(t.post_ptr)).astype(np.int64)
        course = t.variant_course[t.post_variant].astype(np.int64)
        direct, taught = np.empty((classes, needs), np.int64), np.empty((classes, of_entry.size), np.int64)
        without = np.full(needs, NO_ROUTE, np.int64)
        each_piece(classes, lambda first, last: skill_costs(t, need, without, first, last, direct))
        each_piece(classes, lambda first, last: skill_costs(t, of_entry, course, first, last, taught))
        return cls(direct, taught)

    def matrix(self, t: Tables) -> Int:
        """The least cost of every way in every post, NEVER where no route leads there."""
        if not self.direct.size:
            return NOT_HELD
        unit = int(t.scalar[UNIT])
        out = _scaled(self.direct, unit)[t.way_skill][:, t.post_need]
        if t.post_variant.size:
            taught, fee = _scaled(self.taught, unit), t.learn
            entry = np.repeat(np.arange(t.post_need.size), np.diff(t.post_ptr))
            for z, (post, variant) in enumerate(zip(entry.tolist(), t.post_variant.tolist(), strict=True)):
                skill, own = taught[t.way_skill, z], fee[t.way_learner, variant]
                open_ = (skill != NEVER) & (own != NEVER)
                cost = np.where(open_, np.where(open_, skill, 0) + np.where(open_, own, 0), NEVER)
                np.minimum(out[:, post], cost, out=out[:, post])
        return np.ascontiguousarray(out)


def _scaled(costs: Int, unit: int) -> Int:
    return np.where(costs == NEVER, NEVER, np.where(costs == NEVER, 0, costs) * unit)
