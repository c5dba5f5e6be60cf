"""Levers of the policy against the lists: which persons or jobs each limit counts, households, stages."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.policy import TIERS, Quota, exact, quanta
from jobmatch.problem.arrays import Flags, Households, Int, Levers, Limit, Near, Parts, Stage, Together
from jobmatch.problem.context import Context
from jobmatch.problem.counted import Places, counted
from jobmatch.problem.encode import encode, in_range
from jobmatch.problem.grouping import LEVELS, NO_GROUP, above_at, groups_of, present, table_of
from jobmatch.problem.quotas import limits_of
from jobmatch.problem.sides import Sides
from jobmatch.words import said


def compile_levers(
    ctx: Context, order: Int, parts: Parts | None, must: Flags, places: Places | None, sides: Sides | None
) -> Levers | None:
    """The levers of the policy, persons in the order of the draw; None if it has none, and nobody `must` be placed.

    Raises
    ------
    PolicyError
        A quota names a column that is not there, or limits that are not whole numbers or differ within a group.
    UnsupportedError
        Levers stand beside each other that no solver can carry together.
    """
    policy = ctx.policy
    order_of = [name for name in policy.objective.order if name != "cost"]
    fair = _fair(order_of[0], ctx, order) if order_of and order_of[0].startswith("fair:") else ()
    stages = tuple(_stage(name, ctx, order, parts) for name in order_of[bool(fair) :])
    limits = tuple(limit for quota in policy.quota for limit in _limits(quota, ctx, order, places))
    households = _households(ctx, order, any(stage.placed is None for stage in stages))
    if fair and any(limit.by_plan for limit in limits):
        raise UnsupportedError(said("levers.fair_beside_cases", stage=order_of[0]))
    cases = any(q.all_or_none or q.lower_share is not None or q.upper_share is not None for q in policy.quota)
    together = None if policy.household.together is None else _together(policy.household.together, ctx, order)
    if together is not None and (cases or fair):
        raise UnsupportedError(said("levers.together_beside_cases"))
    if fair and sides is not None:
        raise UnsupportedError(said("levers.fair_beside_rows", stage=order_of[0]))
    if not (stages or fair or policy.quota or households or must.any() or together or sides):
        return None
    levers = Levers(limits, households, stages, must if must.any() else None, fair, cases, together, sides)
    _refuse_torn(levers)
    return levers


def _together(rule: str, ctx: Context, order: Int) -> Together:
    """Groups by `together_id`, and the unit of each job: its employer, or a region above it."""
    kind, at, level = rule.partition("@")
    if rule == "employer":
        unit, _ = encode(ctx.posts["employer_id"])
    elif kind == "region" and at and level in LEVELS:
        if "region" not in present("jobs", ctx):
            raise PolicyError(said("levers.no_region", rule=rule))
        above = {code: above_at(code, level, ctx) or code for code in ctx.posts["region"].drop_nulls().unique()}
        unit, _ = encode(ctx.posts["region"].replace_strict(above, return_dtype=pl.String))
    else:
        levels = ", ".join(LEVELS)
        raise PolicyError(said("levers.together_rule", rule=rule, levels=levels))
    group, ids = groups_of("together_id", "", ctx.seekers, ctx)
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
        raise UnsupportedError(said("levers.together_households", name=name))


def _fair(stage: str, ctx: Context, order: Int) -> tuple[Limit, ...]:
    """The groups of a stage of fair shares, each with a lower limit that is to be found."""
    column = stage.partition(":")[2]
    per = column if column.startswith("persons.") else f"persons.{column}"
    groups = _limits(Quota.model_construct(name=stage, per=per, lower=0), ctx, order, None)
    if not groups:
        raise PolicyError(said("levers.fair_nobody", stage=stage))
    return tuple(groups)


def _stage(name: str, ctx: Context, order: Int, parts: Parts | None) -> Stage:
    kind, colon, of = name.partition(":")
    if kind == "tier":
        if parts is None:
            raise PolicyError(said("levers.tier_with_costs", name=name))
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


def _limits(quota: Quota, ctx: Context, order: Int, places: Places | None) -> list[Limit]:
    """One limit for each group of a quota that counts the rows of one list; none of a quota on both lists."""
    fair = quota.name.startswith("fair:")  # no quota of the policy has such a name
    where = f"policy: objective.order: {quota.name!r}" if fair else f"policy: quota {quota.name!r}"
    found = counted(quota, where, ctx, places, where if fair else None)
    side = found.list_alone
    if side is None:
        return []
    table, _ = table_of(side, ctx)
    rows = order if side == "persons" else np.arange(table.height)
    those = found.persons if side == "persons" else found.jobs
    of_row = np.where(those, 0, NO_GROUP).astype(np.int32) if found.group is None else found.group
    group = of_row[rows]
    by_group = np.argsort(group, kind="stable").astype(np.int32)
    first = np.searchsorted(group[by_group], np.arange(len(found.names) + 1)).tolist()
    soft = None if quota.soft is None else in_range(quanta(exact(quota.soft), ctx.decimals))
    least, most = (None if share is None else exact(share) for share in (quota.lower_share, quota.upper_share))
    limits = []
    for g, (name, (lower, upper)) in enumerate(zip(found.names, limits_of(quota, found, ctx, where), strict=True)):
        about = (quota.name, name, side == "persons", by_group[first[g] : first[g + 1]])
        limit = Limit(*about, lower, upper, soft, least, most, quota.all_or_none)
        if limit.has_lower or limit.has_upper:
            limits.append(limit)
    return limits
