"""The bound of duals over all pairs: no plan can be less, component by component in their order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.groups import Groups, joint_gains
from jobmatch.masters.protocol import Duals
from jobmatch.masters.stages import HOUSEHOLDS, LARGEST, digits
from jobmatch.pairing import CHUNK, Scan
from jobmatch.problem.arrays import Flags, Households, Int, Levers, Small, total
from jobmatch.words import said


def staged_bound(
    scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, duals: Duals, groups: Groups | None = None
) -> list[int]:
    """L(y) of docs/certificate.md, by component, of limits that are numbers.

    Raises
    ------
    UnsupportedError
        The components do not fit one number of 62 bits.
    """
    found = inner(scan, levers, vacancies, unmatched, duals, groups)
    for k, limit in enumerate(levers.limits):
        y = duals.limits[:, k].tolist()
        bound = (limit.upper if y > [0] * len(y) else limit.lower) or 0
        found = [a - b * bound for a, b in zip(found, y, strict=True)]
    return found


def inner(
    scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, duals: Duals, groups: Groups | None = None
) -> list[int]:
    """What L(y) is before limits are paid for, vacancies apart: sums of minima, those of a household taken jointly.

    `groups` that go together are looked up anew if they are not given.

    Raises
    ------
    UnsupportedError
        The components of a single pair do not fit one number of 62 bits.
    """
    of_job, of_person = duals.vacancies.copy(), np.zeros((len(duals.names), unmatched.size), np.int64)
    for k, limit in enumerate(levers.limits):
        (of_person if limit.on_persons else of_job)[:, limit.members] += duals.limits[:, k, None]
    stay = -of_person
    stay[-1] += unmatched
    if levers.must is not None:
        stay[0] += levers.must
    for k, stage in enumerate(levers.stages, start=1):
        if stage.placed is not None:
            stay[k] += stage.placed
    cover = _cover(levers, duals.names)
    found = _minima(scan, of_job, stay, cover, levers, groups)
    found = [a + total(part) for a, part in zip(found, of_person, strict=True)]
    if levers.households is not None and HOUSEHOLDS in duals.names:
        found[duals.names.index(HOUSEHOLDS)] += len(levers.households.ids)
    open_ = np.flatnonzero(vacancies)
    for j in open_[duals.vacancies[:, open_].any(axis=0)].tolist():
        found = [a - b * int(vacancies[j]) for a, b in zip(found, duals.vacancies[:, j].tolist(), strict=True)]
    return found


def _cover(levers: Levers, names: tuple[str, ...]) -> Int:
    """What the first member of a household that is placed is worth, by component."""
    cover = np.zeros(len(names), np.int64)
    if levers.households is not None:
        cover[-1] = levers.households.bonus
        if HOUSEHOLDS in names:
            cover[names.index(HOUSEHOLDS)] = 1
    return cover


def _minima(scan: Scan, of_job: Int, stay: Int, cover: Int, levers: Levers, groups: Groups | None) -> list[int]:
    """Sum of what persons or households cost at least, by component.

    Where a household is so large that no single number holds a sum over its members, only pairs are compared as single
    numbers, and sums component by component.
    """
    households = levers.households
    members = 1 if households is None else int(np.bincount(households.of_person).max(initial=1))
    if levers.together is not None:
        members = max(members, int(np.diff(levers.together.start).max(initial=1)))
    of_pairs = [0, *(int(stage.near is not None) for stage in levers.stages), scan.largest()]
    scale = _scale(of_job, stay, cover, of_pairs, members)
    if scale is not None:
        weights, dearer = np.array(scale, np.int64), _dearer(scan, levers, scale)
        stays, covers = weights @ stay, int(weights @ cover)
        best = best_values(dearer, weights @ of_job, stays + covers)
        if levers.together is None:
            return [total(part) for part in digits(least_values(stays, best, covers, households), scale)]
        gains, counted = _of_groups(dearer, weights @ of_job, stays, best, covers, levers, groups)
        rest = None if households is None else replace(households, of_person=households.of_person[~counted])
        least = [stays[counted], gains, least_values(stays[~counted], best[~counted], covers, rest)]
        return [total(part) for part in digits(np.concatenate(least), scale)]
    if levers.together is not None:
        raise UnsupportedError(said("range.together"))
    scale = _scale(of_job, stay, cover, of_pairs, 1)
    if scale is None or households is None:
        raise UnsupportedError(said("range.stages"))
    weights = np.array(scale, np.int64)
    best = digits(best_values(_dearer(scan, levers, scale), weights @ of_job, weights @ (stay + cover[:, None])), scale)
    return least_by_component(stay, best, cover, households)


def _of_groups(
    scan: Scan, price: Int, stay: Int, best: Int, cover: int, levers: Levers, groups: Groups | None
) -> tuple[Int, Flags]:
    """What groups that go together can save, and who is counted by that (see `joint_gains`)."""
    assert levers.together is not None
    groups = groups or Groups(scan, levers.together)
    value, _ = groups.best(price, scan)
    homes = levers.households
    of_person, most = (None, None) if homes is None else (homes.of_person, homes.max_out)
    return joint_gains(stay, best, cover, of_person, most, groups, value)


def _dearer(scan: Scan, levers: Levers, scale: tuple[int, ...]) -> Scan:
    """The pairs with what their tiers count in stages."""
    tiers = levers.tier_weights(scale)
    return scan if tiers is None else scan.with_tiers(tiers)


def _scale(of_job: Int, stay: Int, cover: Int, of_pairs: list[int], members: int) -> tuple[int, ...] | None:
    """Units of the components that no sum over so many persons can reach; None if they do not fit 62 bits.

    A pair has at most `of_pairs` of each.
    """
    scale = [1]
    for k in range(len(cover) - 1, 0, -1):
        one = sum(int(np.abs(part).max(initial=0)) for part in (of_job[k], stay[k], cover[k : k + 1]))
        span = 2 * (members + 1) * (one + of_pairs[k]) + 1
        scale.append(scale[-1] * 2 * span)
    top = sum(int(np.abs(part).max(initial=0)) for part in (of_job[0], stay[0])) + 1
    return None if scale[-1] * 4 * (members + 1) * top >= LARGEST else tuple(reversed(scale))


def best_values(scan: Scan, price: Int, limit: Int) -> Int:
    """Each person's least cost + price over all eligible pairs, at most the limit."""
    best = np.empty_like(limit)
    for first in range(0, limit.size, CHUNK):
        who = np.arange(first, min(limit.size, first + CHUNK), dtype=np.int32)
        best[who] = np.minimum(limit[who], scan.cheapest(who, price, limit[who], 1).best)
    return best


def least_values(stay: Int, best: Int, cover: int, households: Households | None) -> Int:
    """What persons cost at least, one by one, or the least over each household by its first member."""
    if households is None:
        return np.minimum(stay, best)
    of_person: Small = households.of_person
    gain = best - stay
    order = np.lexsort((gain, of_person))
    household, gain = of_person[order], gain[order]
    first = np.flatnonzero(np.append(True, household[1:] != household[:-1])[: household.size])
    rank = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    if households.max_out is not None:
        gain = np.where(rank < households.max_out, gain, 0)
    so_far = np.cumsum(gain)
    so_far -= np.repeat(so_far[first] - gain[first], np.diff(np.append(first, order.size)))
    least = np.minimum(0, np.minimum.reduceat(so_far, first) - cover) if first.size else so_far
    return np.concatenate([stay, least])


def least_by_component(stay: Int, best: Int, cover: Int, households: Households) -> list[int]:
    """The same for vectors of whatever size, shape (components, persons), and summed up.

    Members whose best pair is worth less than staying go, the best ones as far as `max_out` allows: in an ordered
    vector space a sum falls as long as what is added is negative. If there is none, only one may go, for `cover`.
    """
    of_person: Small = households.of_person
    gain = best - stay
    order = np.lexsort((*gain[::-1], of_person))
    household, gain = of_person[order], gain[:, order]
    first = np.flatnonzero(np.append(True, household[1:] != household[:-1])[: household.size])
    found = [total(part) for part in stay]
    if not first.size:
        return found
    rank = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    goes = (rank == 0) | _negative(gain)
    if households.max_out is not None:
        goes &= rank < households.max_out
    of_household = np.add.reduceat(np.where(goes, gain, 0), first, axis=1) - cover[:, None]
    worth_it = _negative(of_household)
    return [a + total(part[worth_it]) for a, part in zip(found, of_household, strict=True)]


def _negative(vectors: Int) -> Flags:
    """Which columns are lexicographically negative."""
    decided: Int = np.zeros(vectors.shape[1], np.int64)
    for part in vectors:
        decided = np.where(decided == 0, np.sign(part), decided)
    return decided < 0
