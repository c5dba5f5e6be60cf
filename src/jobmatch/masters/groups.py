"""What groups that go together are worth at most: each to the unit where its members' best pairs are least in sum."""

from __future__ import annotations

import numpy as np

from jobmatch.pairing import NEVER, Scan
from jobmatch.problem.arrays import Flags, Int, Small, Together

STAYS = -1
"""Stands for no unit."""


class Groups:
    """The eligible pairs of the members of groups, by member and unit, then by group and unit.

    Attributes
    ----------
    who
        The members, ascending.
    pairs
        Their pairs; row r is the r-th member.
    """

    def __init__(self, scan: Scan, together: Together) -> None:
        self.together = together
        self.who: Small = np.sort(together.members)
        self.pairs = scan.pairs_of(self.who)
        self.group: Small = together.of_person[self.who]
        self.unit_of_pair: Small = together.unit[self.pairs.job]
        row = self.pairs.person
        units = int(together.unit.max(initial=-1)) + 1
        self._order = np.lexsort((self.unit_of_pair, row))
        key = row[self._order].astype(np.int64) * units + self.unit_of_pair[self._order]
        self._first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: key.size])  # of each (member, unit)
        entry = key[self._first]
        of_group = self.group[entry // max(1, units)].astype(np.int64) * units + entry % max(1, units)
        self._by_group = np.argsort(of_group, kind="stable")
        of_group = of_group[self._by_group]
        self._start = np.flatnonzero(np.append(True, of_group[1:] != of_group[:-1])[: of_group.size])
        count = np.diff(np.append(self._start, of_group.size))
        size = np.diff(together.start)
        option = of_group[self._start]
        self._possible = count == size[option // max(1, units)]
        self._group_of, self._unit_of = option // max(1, units), option % max(1, units)

    def cramped(self, vacancies: Int) -> Flags:
        """Which pairs of group and unit have fewer places, at jobs that any member can take, than members."""
        m, of_group = vacancies.size, self.group[self.pairs.person]
        there = np.unique(of_group.astype(np.int64) * m + self.pairs.job)
        units = int(self.together.unit.max(initial=-1)) + 1
        group, job = there // max(1, m), there % max(1, m)
        option = self._group_of.astype(np.int64) * units + self._unit_of  # ascending: every pair is of one of them
        room = np.zeros(option.size, np.int64)
        np.add.at(room, np.searchsorted(option, group * units + self.together.unit[job]), vacancies[job])
        fewer: Flags = room < np.diff(self.together.start)[self._group_of]
        return fewer

    def options(self, unit: Small) -> Flags:
        """Which pairs of group and unit are those of each group and its unit here."""
        chosen: Flags = self._unit_of == unit[self._group_of]
        return chosen

    def best(self, price: Int, scan: Scan | None = None, barred: Flags | None = None) -> tuple[Int, Small]:
        """The least sum of cost + price of each group (NEVER if it can go nowhere), and the unit of it.

        Costs are those of `scan`, or as they were at first. Options that are `barred` do not count.
        """
        value, unit = np.full(len(self.together.ids), NEVER), np.full(len(self.together.ids), STAYS, np.int32)
        possible = self._possible if barred is None else self._possible & ~barred
        if not possible.any():
            return value, unit
        pairs = self.pairs if scan is None else scan.pairs_of(self.who)
        least = np.minimum.reduceat((pairs.cost + price[pairs.job])[self._order], self._first)
        total = np.add.reduceat(least[self._by_group], self._start)[possible]
        group, where = self._group_of[possible], self._unit_of[possible]
        order = np.lexsort((where, total, group))
        first = np.flatnonzero(np.append(True, group[order][1:] != group[order][:-1]))
        value[group[order][first]], unit[group[order][first]] = total[order][first], where[order][first]
        return value, unit

    def best_within(self, price: Int, unit: Small) -> Int:
        """Each member's least cost + price in the unit of its group; NEVER where there is none."""
        least = np.full(self.who.size, NEVER)
        inside = self.keeping(unit)
        row = self.pairs.person[inside]
        np.minimum.at(least, row, (self.pairs.cost + price[self.pairs.job])[inside])
        return least

    def keeping(self, unit: Small) -> Flags:
        """Which pairs are in the unit of the group."""
        inside: Flags = self.unit_of_pair == unit[self.group][self.pairs.person]
        return inside

    def sums(self, values: Int) -> Int:
        """The sum over the members of each group, `values` in the order of `who`."""
        out = np.zeros(len(self.together.ids), np.int64)
        np.add.at(out, self.group, values)
        return out


def joint_gains(
    stay: Int, best: Int, cover: int, of_person: Small | None, max_out: int | None, groups: Groups, value: Int
) -> tuple[Int, Flags]:
    """What groups can save at most against staying, with their households where these have rules; and who is counted.

    Parameters
    ----------
    stay, best
        Of each person; `best` does not count for members of groups.
    cover
        What the first member placed of a household is worth.
    of_person
        Household of each person; None without rules of households.
    value
        Of each group that goes.
    """
    counted = np.zeros(stay.size, bool)
    counted[groups.who] = True
    gain = np.where(value == NEVER, 0, value - groups.sums(stay[groups.who]))
    if of_person is None:
        return np.minimum(0, gain), counted
    size = np.diff(groups.together.start)
    first = groups.together.members[groups.together.start[:-1]]
    items: dict[int, list[tuple[int, int]]] = {}
    goes = (value != NEVER).tolist()
    for home, g, many, can in zip(of_person[first].tolist(), gain.tolist(), size.tolist(), goes, strict=True):
        items.setdefault(home, []).extend([(g, many)] if can else [])
    inside = np.isin(of_person, list(items))
    for i in np.flatnonzero(inside & ~counted).tolist():
        items[int(of_person[i])].append((int(best[i] - stay[i]), 1))
    return np.array([_of_household(parts, cover, max_out) for parts in items.values()], np.int64), inside


def _of_household(parts: list[tuple[int, int]], cover: int, max_out: int | None) -> int:
    """The least sum of gains of some parts with at most so many members, less the cover if there is any; or 0."""
    room = sum(size for _, size in parts)
    room = room if max_out is None else min(room, max_out)
    least: list[int | None] = [0] + [None] * room  # by members placed
    some: int | None = None
    for gain, size in parts:
        for members in range(room, size - 1, -1):
            before = least[members - size]
            if before is None:
                continue
            now = before + gain
            known = least[members]
            if known is None or now < known:
                least[members] = now
            some = now if some is None else min(some, now)
    return 0 if some is None else min(0, some - cover)
