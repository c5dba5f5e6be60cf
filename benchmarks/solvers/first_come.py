"""Baseline of quality: first come, first served, in the order of the (seeded) draw."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Int, Listed
from benchmarks.solvers.in_turn import InTurn


class FirstCome(InTurn):
    """Whoever stands first in the list chooses first."""

    title = "greedy, first come"

    def order(self, listed: Listed) -> Int:
        """As listed: the draw's order where the lists decide, the generator's where pairs are explicit."""
        return np.arange(listed.rows)


SOLVER = FirstCome()
