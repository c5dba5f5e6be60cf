"""Which pairs a quota or a budget counts: predicates on either list, tiers, and the groups of `per`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.errors import PolicyError
from jobmatch.policy import TIERS, Budget, Quota
from jobmatch.problem.arrays import Flags, Small
from jobmatch.problem.context import Context
from jobmatch.problem.grouping import NO_GROUP, groups_of, parse_per, table_of
from jobmatch.problem.groups import members
from jobmatch.problem.subsidies import tiers_of
from jobmatch.words import said


@dataclass(frozen=True, eq=False)
class Places:
    """Homes and workplaces of the rows of the lists, and the tier between them."""

    home: Small  # (persons,) rows as read
    region: Small  # (jobs,)
    tier: Small  # (homes, regions)


@dataclass(frozen=True, eq=False)
class Counted:
    """What is counted: pairs of these persons and jobs whose tier is one of these.

    Attributes
    ----------
    persons, jobs
        Rows of each list, seekers as read.
    tiers
        None where tiers do not matter, or are a matter of one list alone and in its rows already.
    side
        List that `per` names, "" without one; `column` and `level` with it.
    group, names
        Of each row of that list, NO_GROUP for none or for rows that are not counted; of the groups, the values among
        the rows that fulfil the predicate.
    whole
        The group of all rows that fulfil the predicate, whatever their tier.
    """

    persons: Flags
    jobs: Flags
    tiers: list[int] | None
    side: str
    column: str
    level: str
    group: Small | None
    names: list[str]
    whole: Small | None

    @property
    def list_alone(self) -> str | None:
        """The list that decides alone whether a pair is counted, and in which group; None if it takes both."""
        if self.tiers is not None:
            return None
        side = self.side or ("persons" if self.jobs.all() else "jobs")
        other = self.jobs if side == "persons" else self.persons
        return side if other.all() else None


def counted(
    lever: Quota | Budget, where: str, ctx: Context, places: Places | None, at_per: str | None = None
) -> Counted:
    """What a quota or budget counts; faults are named by `where`.

    Raises
    ------
    PolicyError
        A column or level is not there, or there are no tiers.
    """
    persons = members(ctx.seekers, lever.persons, ctx.tree)
    jobs = members(ctx.posts, lever.jobs, ctx.tree)
    fulfil = {"persons": persons, "jobs": jobs}
    tiers: list[int] | None = None
    if lever.pairs:
        if places is None:
            raise PolicyError(said("policy.tier_with_costs", where=where))
        persons, jobs, tiers = _by_tier(tiers_of(lever.pairs), persons, jobs, places)
    side, column, level = parse_per(lever.per, ctx, at_per or f"{where}, per")
    group, whole, names = None, None, [""]
    if side:
        group, names = groups_of(column, level, table_of(side, ctx)[0], ctx)
        there = np.unique(group[fulfil[side] & (group != NO_GROUP)])  # values among the rows that fulfil the predicate
        number = np.full(len(names) + 1, NO_GROUP, np.int32)
        number[there] = np.arange(there.size)
        names = [names[g] for g in there.tolist()]
        whole = np.where(fulfil[side], number[group], NO_GROUP).astype(np.int32)
        group = np.where(persons if side == "persons" else jobs, number[group], NO_GROUP).astype(np.int32)
    return Counted(persons, jobs, tiers, side, column, level, group, names, whole)


def _by_tier(tiers: list[int], persons: Flags, jobs: Flags, places: Places) -> tuple[Flags, Flags, list[int] | None]:
    """Persons and jobs of the tiers, if a pair's tier is a matter of one list alone; else the tiers as well."""
    wanted: Flags = np.zeros(len(TIERS), bool)
    wanted[tiers] = True
    counts: Flags = np.take(wanted, places.tier)
    homes = np.unique(places.home)
    there = counts[np.ix_(homes, np.unique(places.region))]
    if not there.size or (there == there[:1]).all():
        of_region: Flags = np.logical_or.reduce(counts[homes[:1]], axis=0)
        return persons, jobs & of_region[places.region], None
    if (there == there[:, :1]).all():
        of_home: Flags = np.logical_or.reduce(counts[:, places.region[:1]], axis=1)
        return persons & of_home[places.home], jobs, None
    return persons, jobs, tiers
