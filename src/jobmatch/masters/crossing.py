"""Which limits a network cannot hold beside the others: of quotas that cross the fewest, and what tears households."""

from __future__ import annotations

import numpy as np

from jobmatch.masters.families import crossing_pairs, left_out
from jobmatch.problem.arrays import Flags, Levers
from jobmatch.words import Words, said


def crossing_limits(levers: Levers, persons: int, jobs: int) -> Flags:
    """Limits of quotas that have to get prices of their own, so that the rest nest; shape (limits,)."""
    out = set()
    for on_persons, size in ((True, persons), (False, jobs)):
        limits = [limit for limit in levers.limits if limit.on_persons == on_persons]
        if on_persons:
            torn = _tearing(levers)
            out |= torn
            limits = [limit for limit in limits if limit.quota not in torn]
        pairs = crossing_pairs(limits, size)
        out |= set(left_out(pairs)) if pairs else set()
    return np.array([limit.quota in out for limit in levers.limits], bool)


def crossing_quotas(levers: Levers, persons: int, jobs: int) -> Words | None:
    """What no network can hold, in words: a quota on both lists, or the quotas without which all others nest."""
    sides = () if levers.rows is None else levers.rows.sides
    both = next((side.name for side in sides if side.kind == "quota"), None)
    if both is not None:
        return said("lever.both_lists", name=both)
    torn = sorted(_tearing(levers))
    if torn:
        return said("lever.parts_households", name=torn[0])
    for on_persons, size in ((True, persons), (False, jobs)):
        pairs = crossing_pairs([limit for limit in levers.limits if limit.on_persons == on_persons], size)
        if pairs:
            one, other = min(pairs)
            return said("lever.overlap", one=one, other=other)
    return None


def _tearing(levers: Levers) -> set[str]:
    """Quotas on persons whose groups part the members of a household that has rules."""
    rules = levers.households
    wanted = any(stage.placed is None for stage in levers.stages)
    if rules is None or not (rules.bonus or rules.max_out is not None or wanted):
        return set()
    sizes = np.bincount(rules.of_person, minlength=len(rules.ids))
    torn = set()
    for limit in levers.limits:
        if limit.on_persons:
            inside = np.bincount(rules.of_person[limit.members], minlength=len(rules.ids))
            if ((inside > 0) & (inside < sizes)).any():
                torn.add(limit.quota)
    return torn
