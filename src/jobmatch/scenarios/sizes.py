"""How many persons, rows, employers and posts an instance has: by scale, or as many as are asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from jobmatch.scenarios.demand import Demand
from jobmatch.scenarios.draws import apportion
from jobmatch.scenarios.jobs import Supply


def persons_of(demands: Sequence[Demand], persons: int) -> list[int]:
    """So many persons, divided among the demands as at scale 1."""
    return [int(part) for part in apportion(persons, [demand.seekers for demand in demands])]


def scaled(supplies: Sequence[Supply], scale: float) -> tuple[Supply, ...]:
    """Supplies at a scale; those without a post are left out.

    Posts grow with `scale`; rows and employers grow with it above 1 and with its root below, so that a small instance
    still offers a choice.
    """
    growth = _growth(scale)
    posts = apportion(max(1, round(sum(s.posts for s in supplies) * scale)), [s.posts for s in supplies])
    return tuple(
        _sized(supply, min(int(count), max(1, round(supply.rows * growth))), int(count), growth)
        for supply, count in zip(supplies, posts, strict=True)
        if count
    )


def scaled_rows(supplies: Sequence[Supply], scale: float) -> int:
    """Rows at a scale, all in all."""
    return max(1, round(sum(s.rows for s in supplies) * _growth(scale)))


def counted(supplies: Sequence[Supply], rows: int, posts: int) -> tuple[Supply, ...]:
    """Supplies with so many rows and posts in all, divided as at scale 1; those without a row are left out.

    Each row has a post first; the other posts go where too few are for the place's share.
    """
    parts = apportion(rows, [s.rows for s in supplies])
    share = posts / sum(s.posts for s in supplies)
    wanted = [max(1e-9, s.posts * share - part) if part else 0.0 for s, part in zip(supplies, parts, strict=True)]
    more = apportion(max(0, posts - rows), wanted)
    return tuple(
        _sized(supply, int(part), int(part + extra), part / supply.rows)
        for supply, part, extra in zip(supplies, parts, more, strict=True)
        if part
    )


def _growth(scale: float) -> float:
    return scale if scale >= 1 else math.sqrt(scale)


def _sized(supply: Supply, rows: int, posts: int, growth: float) -> Supply:
    return replace(supply, rows=rows, posts=posts, employers=min(rows, max(1, round(supply.employers * growth))))
