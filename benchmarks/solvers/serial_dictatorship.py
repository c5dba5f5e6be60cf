"""Baseline of quality: serial dictatorship, by priority and then by the draw."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Int, Listed
from benchmarks.solvers.in_turn import InTurn


class SerialDictatorship(InTurn):
    """Who would be dearest to leave unplaced chooses first."""

    title = "serial dictatorship by priority"

    def order(self, listed: Listed) -> Int:
        """By falling unmatched cost; equals as listed."""
        return np.argsort(-listed.unmatched, kind="stable")


SOLVER = SerialDictatorship()
