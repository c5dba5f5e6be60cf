"""Levers of the policy against the lists: which persons or jobs each limit counts, households, stages."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.lists.columns import JOBS, SEEKERS, ListSpec
from jobmatch.policy import TIERS, Predicate, Quota, exact, quanta
from jobmatch.problem.arrays import Flags, Households, Int, Levers, Limit, Near, Parts, Small, Stage, Together
from jobmatch.problem.context import Context
from jobmatch.problem.encode import encode, in_range
from jobmatch.problem.groups import REGION_COLUMNS, members
from jobmatch.problem.limit_columns import NO_LIMIT, from_column
from jobmatch.words.near import did_you_mean

NO_GROUP = -1
LEVELS = ("country", "province", "prefecture", "county", "township", "village")
"""Levels of regions, the largest first."""


def compile_levers(ctx: Context, order: Int, parts: Parts | None, must: Flags) -> Levers | None:
    """The levers of the policy, persons in the order of the draw; None if it has none, and nobody `must` be placed.

    Raises
    ------
    PolicyError
        A quota names a column that is not there, or limits that are not whole numbers or differ within a group.
    UnsupportedError
        A quota's group cannot be told from one list alone.
    """
    policy = ctx.policy
    order_of = [name for name in policy.objective.order if name != "cost"]
    fair = _fair(order_of[0], ctx, order) if order_of and order_of[0].startswith("fair:") else ()
    stages = tuple(_stage(name, ctx, order, parts) for name in order_of[bool(fair) :])
    limits = tuple(limit for quota in policy.quota for limit in _limits(quota, ctx, order, parts))
    households = _households(ctx, order, any(stage.placed is None for stage in stages))
    if fair and any(limit.by_plan for limit in limits):
        raise UnsupportedError(
            f"objective.order: {order_of[0]!r} beside quotas by share or of all or none: no solver can carry both yet; "
            "leave one of them out"
        )
    cases = any(q.all_or_none or q.lower_share is not None or q.upper_share is not None for q in policy.quota)
    together = None if policy.household.together is None else _together(policy.household.together, ctx, order)
    if together is not None and (cases or fair):
        raise UnsupportedError(
            "household.together beside shares, all or none, or fair shares: no solver can carry both yet; leave one out"
        )
    if not (stages or fair or policy.quota or households or must.any() or together):
        return None
    levers = Levers(limits, households, stages, must if must.any() else None, fair, cases, together)
    _refuse_torn(levers)
    return levers


def _together(rule: str, ctx: Context, order: Int) -> Together:
    """Groups by `together_id`, and the unit of each job: its employer, or a region above it."""
    kind, at, level = rule.partition("@")
    if rule == "employer":
        unit, _ = encode(ctx.posts["employer_id"])
    elif kind == "region" and at and level in LEVELS:
        if "region" not in _present("jobs", ctx):
            raise PolicyError(f"policy: household.together = {rule!r}: the list of jobs has no column 'region'")
        above = {code: _above(code, level, ctx) or code for code in ctx.posts["region"].drop_nulls().unique()}
        unit, _ = encode(ctx.posts["region"].replace_strict(above, return_dtype=pl.String))
    else:
        levels = ", ".join(LEVELS)
        raise PolicyError(
            f"policy: household.together = {rule!r}: write 'employer' or 'region@LEVEL' with one of {levels}"
        )
    group, ids = _groups("together_id", "", ctx.seekers, ctx)
    size = np.bincount(group[group >= 0], minlength=len(ids))
    number = np.where(size > 1, np.cumsum(size > 1) - 1, NO_GROUP)
    of_row = np.where(group >= 0, number[group], NO_GROUP) if ids else group
    names = [name for name, many in zip(ids, (size > 1).tolist(), strict=True) if many]
    return Together(of_row[order].astype(np.int32), unit, names)


def _refuse_torn(levers: Levers) -> None:
    """Refuse groups that go together but belong to several households, where households have rules."""
    together, households = levers.together, levers.households
    if together is None or households is None or not together.ids:
        return
    home = households.of_person[together.members]
    same = np.minimum.reduceat(home, together.start[:-1]) == np.maximum.reduceat(home, together.start[:-1])
    if not same.all():
        name = together.ids[int(np.flatnonzero(~same)[0])]
        raise UnsupportedError(
            f"household.together: the members of {name!r} belong to several households, whose rules bind them apart; "
            "give them one household_id, or leave the household rules out"
        )


def _fair(stage: str, ctx: Context, order: Int) -> tuple[Limit, ...]:
    """The groups of a stage of fair shares, each with a lower limit that is to be found."""
    column = stage.partition(":")[2]
    per = column if column.startswith("persons.") else f"persons.{column}"
    groups = _limits(Quota.model_construct(name=stage, per=per, lower=0), ctx, order, None)
    if not groups:
        raise PolicyError(f"policy: objective.order: {stage!r}: nobody on the list belongs to a group")
    return tuple(groups)


def _stage(name: str, ctx: Context, order: Int, parts: Parts | None) -> Stage:
    kind, colon, of = name.partition(":")
    if kind == "tier":
        if parts is None:
            raise PolicyError(
                f"policy: objective.order: {name!r}: pairs have no tier where the pairs file gives the costs"
            )
        near = Near(TIERS.index(of), parts.home, parts.job_region, parts.tier)
        return Stage(name, np.ones(order.size, bool), near)
    if kind == "households":
        return Stage(name, None)
    everybody = np.ones(order.size, bool)
    return Stage(name, (ctx.seekers["priority"] == of).to_numpy()[order] if colon else everybody)


def _households(ctx: Context, order: Int, wanted: bool) -> Households | None:
    rules = ctx.policy.household
    if not (wanted or rules.bonus or rules.max_out is not None):
        return None
    of_person, ids = encode(ctx.seekers["household_id"])
    bonus = in_range(quanta(exact(rules.bonus), ctx.decimals))
    return Households(of_person[order], ids, bonus, rules.max_out)


def _limits(quota: Quota, ctx: Context, order: Int, parts: Parts | None) -> list[Limit]:
    """One limit for each group of the quota."""
    fair = quota.name.startswith("fair:")  # no quota of the policy has such a name
    where = f"policy: objective.order: {quota.name!r}" if fair else f"policy: quota {quota.name!r}"
    persons = members(ctx.seekers, quota.persons, ctx.tree)[order]
    jobs = members(ctx.posts, quota.jobs, ctx.tree)
    if quota.pairs:
        persons, jobs = _by_tier(quota.pairs, persons, jobs, parts, where)
    side, column, level = _per(quota, ctx, where, where if fair else f"{where}, per")
    if not side:
        side = "persons" if jobs.all() else "jobs"
    counted, other = (persons, jobs) if side == "persons" else (jobs, persons)
    if not other.all():
        raise UnsupportedError(
            f"quota {quota.name!r}: its group depends on both lists; no solver can carry it yet; leave out one of its "
            "predicates, or wait for the version that has it"
        )
    table, spec = _list(side, ctx)
    of_row, names = _groups(column, level, table, ctx)
    rows = order if side == "persons" else np.arange(table.height)
    group = np.where(counted, of_row[rows], NO_GROUP)
    by_group = np.argsort(group, kind="stable").astype(np.int32)
    first = np.searchsorted(group[by_group], np.arange(len(names) + 1)).tolist()
    listed = np.full(table.height, NO_GROUP, np.int32)
    listed[rows] = group

    def by_column(number: int | None, of: str | None) -> list[int | None]:
        """The limit of each group, from the policy or from a column that agrees on it."""
        if of is None:
            return [number] * len(names)
        found = from_column(table, of, _present(side, ctx), spec, listed, names, where)
        return [None if limit == NO_LIMIT else limit for limit in found.tolist()]

    soft = None if quota.soft is None else in_range(quanta(exact(quota.soft), ctx.decimals))
    limits = zip(by_column(quota.lower, quota.lower_column), by_column(quota.upper, quota.upper_column), strict=True)
    least, most = (None if share is None else exact(share) for share in (quota.lower_share, quota.upper_share))
    found = []
    for g, (name, (lower, upper)) in enumerate(zip(names, limits, strict=True)):
        if column and first[g] == first[g + 1]:
            continue
        if lower is not None and upper is not None and lower > upper:
            raise PolicyError(f"{where}, group {name!r}: the lower limit {lower} is above the upper one {upper}")
        about = (quota.name, name, side == "persons", by_group[first[g] : first[g + 1]])
        limit = Limit(*about, lower, upper, soft, least, most, quota.all_or_none)
        if limit.has_lower or limit.has_upper:
            found.append(limit)
    return found


def _by_tier(predicate: Predicate, persons: Flags, jobs: Flags, parts: Parts | None, where: str) -> tuple[Flags, Flags]:
    """Persons and jobs of the tiers named, if a pair's tier is a matter of one list alone."""
    if parts is None:
        raise PolicyError(f"{where}: pairs have no tier where the pairs file gives the costs; leave 'pairs' out")
    wanted = predicate["tier"]
    tiers = [TIERS.index(str(t)) for t in (wanted if isinstance(wanted, tuple) else (wanted,))]
    wanted_tier: Flags = np.zeros(len(TIERS), bool)
    wanted_tier[tiers] = True
    counts: Flags = np.take(wanted_tier, parts.tier)
    homes = np.unique(parts.home)
    there = np.ix_(homes, np.unique(parts.job_region))
    counted = counts[there]
    if not counted.size or (counted == counted[:1]).all():
        of_region: Flags = np.logical_or.reduce(counts[homes[:1]], axis=0)
        return persons, jobs & of_region[parts.job_region]
    if (counted == counted[:, :1]).all():
        of_home: Flags = np.logical_or.reduce(counts[:, parts.job_region[:1]], axis=1)
        return persons & of_home[parts.home], jobs
    raise UnsupportedError(
        f"{where[8:]}: which pairs have these tiers depends on both lists; no solver can carry it yet; name regions of "
        "the jobs instead"
    )


def _per(quota: Quota, ctx: Context, where: str, at_per: str) -> tuple[str, str, str]:
    """List, column and level of `per`; nothing where there is none. Faults are named by `where` or `at_per`."""
    if quota.per is None:
        if quota.lower_column or quota.upper_column:
            raise PolicyError(f"{where}: lower_column and upper_column need 'per', which names the groups")
        return "", "", ""
    name, at, level = quota.per.partition("@")
    side, dot, column = name.partition(".")
    if not dot:
        side, column = "", name
    there = [s for s in ("persons", "jobs") if (not side or s == side) and column in _present(s, ctx)]
    if side and side not in ("persons", "jobs"):
        raise PolicyError(f"{at_per}: there is no list {side!r}; write persons.{column} or jobs.{column}")
    if len(there) != 1:
        found = "neither list has" if not side else f"the list of {side} does not have"
        if there:
            both = f"both lists have the column {column!r}; write persons.{column} or jobs.{column}"
            raise PolicyError(f"{at_per}: {both}")
        known = {name for s in ("persons", "jobs") if side in ("", s) for name in _present(s, ctx)}
        raise PolicyError(f"{at_per}: {found} the column {column!r}{did_you_mean(column, known)}")
    if at and column not in REGION_COLUMNS:
        raise PolicyError(f"{at_per}: only home and region have levels; write {name!r} without '@{level}'")
    if at and level not in LEVELS:
        raise PolicyError(f"{at_per}: there is no level {level!r}; write {', '.join(LEVELS)}")
    return there[0], column, level


def _list(side: str, ctx: Context) -> tuple[pl.DataFrame, ListSpec]:
    return (ctx.seekers, SEEKERS) if side == "persons" else (ctx.posts, JOBS)


def _present(side: str, ctx: Context) -> set[str]:
    """The columns that the list was given with."""
    table, spec = _list(side, ctx)
    absent = {known.name for known in spec.columns} - ctx.lists.columns[spec.name]
    return set(table.columns) - absent


def _groups(column: str, level: str, table: pl.DataFrame, ctx: Context) -> tuple[Small, list[str]]:
    """The group of each row, NO_GROUP for none, and the names of the groups, sorted."""
    if not column:
        return np.zeros(table.height, np.int32), [""]
    cells = table[column].cast(pl.String).replace("", None)
    if level:
        above = {code: _above(code, level, ctx) for code in cells.drop_nulls().unique()}
        cells = cells.replace_strict(above, return_dtype=pl.String)
    names = cells.drop_nulls().unique().sort()
    group = cells.cast(pl.Enum(names)).to_physical().cast(pl.Int32).fill_null(NO_GROUP).to_numpy()
    return group, names.to_list()


def _above(code: str, level: str, ctx: Context) -> str | None:
    return next((above for above in ctx.tree.path(code) if ctx.tree.level(above) == level), None)
