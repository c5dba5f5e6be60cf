"""How persons are dealt to threads: fixed pieces, so that results never depend on the thread count."""

from __future__ import annotations

import numba as nb

PIECES = 256
"""Pieces that a scan cuts the persons into; many more than threads, to balance them."""


@nb.njit(inline="always")
def parts(n, pieces, piece):
    """First and last + 1 person of a piece."""
    return piece * n // pieces, (piece + 1) * n // pieces
