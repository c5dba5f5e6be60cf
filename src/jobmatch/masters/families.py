"""The largest family of quotas whose groups nest: what a policy that crosses itself would have to leave out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jobmatch.problem.arrays import Int, Limit

FEW = 24
"""Crossing quotas up to which all families are looked at."""


def crossing_pairs(limits: Sequence[Limit], size: int) -> set[tuple[str, str]]:
    """Pairs of quotas on one list of so many rows that have groups which overlap, neither lying inside the other."""
    quotas: dict[str, list[Limit]] = {}
    for limit in limits:
        quotas.setdefault(limit.quota, []).append(limit)
    names = list(quotas)
    labels = {name: _labels(groups, size) for name, groups in quotas.items()}
    found = set()
    for k, one in enumerate(names):
        for other in names[k + 1 :]:
            if _cross(labels[one], labels[other]):
                found.add((one, other))
    return found


def _labels(groups: list[Limit], size: int) -> Int:
    """The group of each row, 0 for none; groups of one quota lie apart."""
    label = np.zeros(size, np.int64)
    for k, group in enumerate(groups, start=1):
        label[group.members] = k
    return label


def _cross(one: Int, other: Int) -> bool:
    both = (one > 0) & (other > 0)
    pairs, shared = np.unique(np.stack([one[both], other[both]]), axis=1, return_counts=True)
    inside_one = shared == np.bincount(one)[pairs[0]]
    inside_other = shared == np.bincount(other)[pairs[1]]
    return bool((~(inside_one | inside_other)).any())


def left_out(crossing: set[tuple[str, str]]) -> list[str]:
    """The fewest quotas without which none cross; a good guess where there are very many."""
    names = sorted({name for pair in crossing for name in pair})
    if len(names) > FEW:
        return _greedy(crossing)
    best = names
    stack: list[tuple[list[str], set[tuple[str, str]]]] = [([], crossing)]
    while stack:
        out, rest = stack.pop()
        if len(out) >= len(best):
            continue
        if not rest:
            best = sorted(out)
            continue
        for name in min(rest):  # one of the two has to go
            stack.append(([*out, name], {pair for pair in rest if name not in pair}))
    return best


def _greedy(crossing: set[tuple[str, str]]) -> list[str]:
    """Leave out the quota that crosses most others, again and again."""
    out = []
    while crossing:
        names = [name for pair in sorted(crossing) for name in pair]
        worst = max(sorted(set(names)), key=names.count)
        out.append(worst)
        crossing = {pair for pair in crossing if worst not in pair}
    return sorted(out)
