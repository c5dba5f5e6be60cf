"""Range checks: no sum of costs may leave 62-bit integers, so nothing ever wraps."""

from __future__ import annotations

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.problem.arrays import NEVER, Int, Problem, Tables
from jobmatch.words import said

LIMIT = 1 << 62

EXACT = 10**15
"""Below this a float prints every decimal with the digits that it has: costs are read back as they were counted."""


def largest_cost(problem: Problem) -> int:
    """An upper bound on the absolute cost of any pair, in quanta (exact Python integer)."""
    pairs = problem.pairs
    listed = 0 if pairs is None else sum(_top(a) for a in (pairs.cost, pairs.retention, pairs.extra) if a is not None)
    return listed + (0 if problem.tables is None else _largest_term_sum(problem.tables))


def check_range(problem: Problem) -> None:
    """Refuse a problem of which some sum of costs could wrap.

    Raises
    ------
    UnsupportedError
        With the figures and the way out.
    """
    pair, unmatched = largest_cost(problem), _top(problem.unmatched)
    total = (problem.n + int(problem.vacancies.sum()) + 2) * (pair + unmatched + 1)
    if total >= LIMIT or pair + unmatched >= EXACT:
        unit = 10.0**-problem.decimals
        raise UnsupportedError(said("range.costs", quanta=max(pair, unmatched) * unit, unit=unit, persons=problem.n))


def _largest_term_sum(t: Tables) -> int:
    _, max_missing, absent, skill_num, skill_den, wage_num, wage_den, change, _ = (int(v) for v in t.scalar)
    levels = max_missing if not absent else max(max_missing, 9)
    skill = _top(t.need_weight) * levels * 2 * skill_num
    gap = max(0, int(t.wish.max(initial=0)) - int(t.slot_offer.min(initial=0)))
    wage = 2 * gap * wage_num + wage_den
    for name, product in (("skill", skill + skill_den), ("wage", wage)):
        if product >= LIMIT:
            raise UnsupportedError(said(f"range.weight_of_{name}"))
    return (
        _top(t.geo_cost)
        + _top(t.type_cost)
        + skill // (2 * skill_den)
        + wage // (2 * wage_den)
        + _top(t.slot_add)
        + _top(t.grid)
        + _top(np.where(t.learn == NEVER, 0, t.learn))
        + (change if (t.proposed >= 0).any() else 0)
        + 2
    )


def _top(values: Int) -> int:
    return 0 if values.size == 0 else max(abs(int(values.max())), abs(int(values.min())))
