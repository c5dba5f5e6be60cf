"""Wages asked, wished for and offered, in one integer unit, and the hinge between them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jobmatch.policy import exact, quanta
from jobmatch.policy.base import MAX_DECIMALS
from jobmatch.problem.arrays import Int
from jobmatch.problem.context import Context
from jobmatch.problem.encode import rounded, whole


@dataclass(frozen=True, eq=False)
class Wages:
    """Wages in units of ``10**-unit``; the hinge turns units below the wish into quanta."""

    reserve: Int
    wish: Int
    offer: Int
    hinge: Fraction
    unit: int


def wage_arrays(ctx: Context) -> Wages:
    """Wages of both lists (docs/model.md, section 4, `wage`)."""
    seekers, posts, policy, decimals = ctx.seekers, ctx.posts, ctx.policy, ctx.decimals
    unit = max(MAX_DECIMALS, decimals)  # finer than any figure of the policy or the lists
    asked = whole(seekers["min_wage"], unit)
    hoped = rounded(whole(seekers["min_wage"], 2), exact(policy.wage.wish_ratio) * Fraction(10**decimals, 100))
    stated = seekers["wish_wage"]
    return Wages(
        reserve=asked - quanta(exact(policy.rules.wage_tolerance), unit),
        wish=np.where(stated.is_null(), hoped * 10 ** (unit - decimals), whole(stated.fill_null(0.0), unit)),
        offer=np.where(
            posts["wage"].is_null(),
            quanta(exact(policy.wage.unknown), unit),
            whole(posts["wage"].fill_null(0.0), unit),
        ),
        hinge=exact(policy.wage.weight) * Fraction(10**decimals, 10**unit),
        unit=unit,
    )
