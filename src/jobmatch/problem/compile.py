"""Lists and policy to arrays: ids to positions, codes to small integers, decimals to quanta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.lists import Lists
from jobmatch.policy import Policy, exact, quanta
from jobmatch.problem.arrays import NEVER, STANDINGS, Bytes, Flags, Int, Parts, Problem, Small, Tables, make_tables
from jobmatch.problem.budgets import ClassTables, Drafts
from jobmatch.problem.classes import Keys
from jobmatch.problem.consent import agreed_regions, agreed_types, granted_wishes, steps
from jobmatch.problem.context import Context
from jobmatch.problem.counted import Places
from jobmatch.problem.courses import CourseKeys, no_ways
from jobmatch.problem.decisions import NONE, Decided, decided
from jobmatch.problem.draw import draw_order
from jobmatch.problem.encode import days, encode, in_range, pointers
from jobmatch.problem.extra import ExtraTable
from jobmatch.problem.geography import Geography, geography
from jobmatch.problem.levers import compile_levers
from jobmatch.problem.listed import job_retention, pair_table, ranks
from jobmatch.problem.ranges import LIMIT, check_range
from jobmatch.problem.sides import Courses, Sides
from jobmatch.problem.skills import MILLION, skill_tables
from jobmatch.problem.subsidies import Grants
from jobmatch.problem.wages import wage_arrays
from jobmatch.words import said

FIRST_DAY, LAST_DAY = -(1 << 31), (1 << 31) - 1


def compile_problem(lists: Lists, policy: Policy, extra: pl.DataFrame | None = None, seed: int = 0) -> Problem:
    """Compile `lists` under `policy`.

    Parameters
    ----------
    lists
        Canonical lists without errors.
    policy
        With `as_of` set.
    extra
        Extra terms by class (columns ``persons.COLUMN``, ``jobs.COLUMN``, ``value``), if any.
    seed
        Of the draw that decides among equals.

    Raises
    ------
    PolicyError
        The policy names a column, region or class that the lists do not have.
    UnsupportedError
        A sum of costs could leave the range of 62-bit integers.
    """
    own_costs = lists.cost_decimals is not None
    order, job_order = _drawn(lists, seed)
    ctx = Context(
        lists=lists,
        policy=policy,
        seekers=lists.seekers,
        posts=lists.jobs[job_order],
        decimals=policy.decimals if lists.cost_decimals is None else lists.cost_decimals,
    )
    persons, jobs = lists.seekers["person_id"].gather(order), ctx.posts["job_id"]
    rank = ranks(order, job_order)
    choices = decided(lists, rank)
    standing = np.zeros(len(persons), np.uint8)
    try:
        change = in_range(quanta(exact(policy.change.cost), ctx.decimals))
        unmatched = _unmatched(ctx)[order] + np.where(choices.proposed != NONE, change, 0)
        retention = None if own_costs else job_retention(ctx)
        pairs = pair_table(lists, rank, retention, ctx)
        if retention is not None:
            age = ages(ctx.seekers, _day(policy))
            standing = _standing(ctx, age)
        standing[order[choices.withdrawn]] = STANDINGS.index("withdrawn")
        linked = None if lists.pairs is None else (lists.linked["pairs"][0], rank.jobs[lists.linked["pairs"][1]])
        made = (
            _unpriced(ctx, order, linked)
            if retention is None
            else _lower(ctx, order, standing, age, retention, extra, choices, change, linked)
        )
        levers = compile_levers(ctx, order, made.parts, choices.bound != NONE, made.places, made.sides)
    except OverflowError as error:
        raise UnsupportedError(said("range.too_large", error=error.args[0])) from None
    problem = Problem(
        policy=policy,
        seed=seed,
        decimals=ctx.decimals,
        persons=persons,
        jobs=jobs,
        listed=lists.seekers,
        order=order.astype(np.int32),
        posts=ctx.posts,
        vacancies=ctx.posts["vacancies"].to_numpy().astype(np.int64),
        unmatched=unmatched,
        tables=made.tables,
        parts=made.parts,
        pairs=choices.open_pairs(pairs, change) if own_costs and pairs is not None else pairs,
        standing=standing[order],
        levers=levers,
        sides=made.sides,
        bound=choices.bound,
        proposed=choices.proposed,
        change=change,
    )
    check_range(problem)
    return problem


def _drawn(lists: Lists, seed: int) -> tuple[Int, Int]:
    """The order of the draw of persons and of jobs: hashing many ids takes a while."""
    key = ("draw", seed)
    if key not in lists.worked_out:
        lists.worked_out[key] = tuple(
            draw_order(ids, seed) for ids in (lists.seekers["person_id"], lists.jobs["job_id"])
        )
    found: tuple[Int, Int] = lists.worked_out[key]
    return found


def ages(seekers: pl.DataFrame, as_of: date) -> pl.Series:
    """Full years on `as_of`; null where neither birth date nor age is known."""
    born = seekers["birth_date"]
    days = born.unique()  # there are far fewer than persons
    month_and_day = days.dt.month().cast(pl.Int32) * 100 + days.dt.day()  # 8 bits each as polars gives them
    before_birthday = month_and_day > as_of.month * 100 + as_of.day
    years = as_of.year - days.dt.year() - before_birthday.cast(pl.Int32)
    of_birth = born.replace_strict(days, years, return_dtype=pl.Int32)
    return pl.select(pl.coalesce(pl.lit(of_birth), pl.lit(seekers["age"].cast(pl.Int32))).alias("age")).to_series()


def _standing(ctx: Context, age: pl.Series) -> Bytes:
    """Who cannot be placed whatever the jobs are (index into `STANDINGS`)."""
    rules = ctx.policy.rules
    looking = ctx.seekers["status"].is_in(rules.looking).to_numpy()
    blank = (granted_wishes(ctx) == "").to_numpy()
    standing = np.where(blank, STANDINGS.index("no_consent"), 0)
    standing[(age < rules.working_age).fill_null(False).to_numpy()] = STANDINGS.index("under_age")
    standing[~looking] = STANDINGS.index("not_looking")
    return standing.astype(np.uint8)


def _day(policy: Policy) -> date:
    if policy.as_of is None:
        raise ValueError("the policy's as_of must be set before compiling")
    return policy.as_of


def _unmatched(ctx: Context) -> Int:
    cost = {name: quanta(exact(value), ctx.decimals) for name, value in ctx.policy.unmatched.classes.items()}
    for amount in cost.values():
        in_range(amount)
    of_person, names = encode(ctx.seekers["priority"])
    amounts: Int = np.array([cost.get(name, cost["default"]) for name in names], np.int64)
    return amounts[of_person]


@dataclass(frozen=True, eq=False)
class _Compiled:
    """What is compiled of pairs: how they are priced, and what they use."""

    tables: Tables | None
    parts: Parts | None
    places: Places | None
    sides: Sides | None


def _unpriced(ctx: Context, order: Int, linked: tuple[Small, Small] | None) -> _Compiled:
    """Only what pairs use, where the caller's own costs count."""
    if ctx.policy.course:
        raise PolicyError(said("courses.with_costs", name=ctx.policy.course[0].name))
    persons, jobs = Keys(ctx.seekers.height), Keys(ctx.posts.height)
    drafts = Drafts(ctx, persons, jobs, None, None)
    classes = ClassTables(persons.encode(), jobs.encode(), None, None, linked)
    sides = drafts.sides(classes)
    found = Sides(sides, classes.persons.of_row[order], classes.jobs.of_row, None) if sides else None
    return _Compiled(None, None, None, found)


def _lower(
    ctx: Context,
    order: Int,
    standing: Bytes,
    age: pl.Series,
    retention: Int,
    extra: pl.DataFrame | None,
    choices: Decided,
    change: int,
    linked: tuple[Small, Small] | None,
) -> _Compiled:
    """Every rule and term as class tables and a wage hinge, and every usage over the same classes."""
    seekers, posts, policy, decimals = ctx.seekers, ctx.posts, ctx.policy, ctx.decimals
    home_of, homes = encode(seekers["home"])
    region_of, regions = encode(posts["region"])
    type_of, types = encode(posts["job_type"])
    places = geography(homes, regions, ctx)
    where, asked = agreed_regions(pl.Series(standing == 0), places, home_of, ctx)
    what = agreed_types(seekers, types)
    skills, wage = skill_tables(ctx), wage_arrays(ctx)
    # what is a table over both lists: first all that tells classes apart, then the tables over the classes
    persons, jobs = Keys(seekers.height), Keys(posts.height)
    at = Places(home_of, region_of, places.tier)
    grants, own = Grants(ctx, persons, jobs, home_of, region_of), ExtraTable(extra, ctx, persons, jobs)
    courses = CourseKeys(ctx) if policy.course else None
    drafts = Drafts(ctx, persons, jobs, at, courses)
    of_persons, of_jobs = persons.encode(), jobs.encode()
    ways = no_ways(skills) if courses is None else courses.ways(skills)
    learner, routes = None, None
    burden, public = (np.zeros((1, 0), np.int64),) * 2
    if courses is not None:
        burden, public = courses.costs(ways)
        learner = ways.learners.of_row[order]
        least = tuple(course.min_class for course in courses.courses)
        routes = Courses(courses.names, least, ways.variant, learner, burden, public)
    money = grants.money(places, of_persons, of_jobs, wage.unit)
    extra_cost = own.costs(of_persons, of_jobs)

    def drawn(name: str) -> Int:
        return grants.usage(name, places, of_persons, of_jobs)

    sides = drafts.sides(ClassTables(of_persons, of_jobs, ways, drawn, linked))
    # the consent table: one entry for each region agreed to, with all that depends on home and region
    class_home = np.zeros(where.ptr.size - 1, np.int32)
    class_home[where.of_person] = home_of
    entry_home = np.repeat(class_home, np.diff(where.ptr))
    preference = steps(where.rank, policy.preference.region_step, decimals)
    geo_cost = preference + (places.tier_cost[places.tier] + places.distance_cost)[entry_home, where.item]
    slots = np.lexsort((np.arange(posts.height), ways.post, type_of, region_of)).astype(np.int32)
    job_slot = np.empty_like(slots)
    job_slot[slots] = np.arange(slots.size, dtype=np.int32)
    block = region_of[slots].astype(np.int64) * len(types) + type_of[slots]
    unknown_job = posts["wage"].is_null().to_numpy()
    scalars = (
        len(types),
        policy.skill.max_missing,
        int(policy.skill.absent),
        *Fraction(10**decimals, MILLION).as_integer_ratio(),
        *wage.hinge.as_integer_ratio(),
        change,
        1,
    )
    by_person: dict[str, np.ndarray] = {  # in the order of the rows as read
        "geo_class": where.of_person,
        "type_class": what.of_person,
        "way_class": ways.way,
        "reserve": wage.reserve,
        "wish": wage.wish,
        "age": age.fill_null(-1).to_numpy().astype(np.int32),
        "ready": days(seekers["available_from"], FIRST_DAY),
        "grid_person": of_persons.of_row,
    }
    arrays = {
        "geo_ptr": where.ptr,
        "geo_region": where.item,
        "geo_cost": geo_cost,
        "type_ptr": what.ptr,
        "type_job_type": what.item,
        "type_cost": steps(what.rank, policy.preference.type_step, decimals),
        "levels": skills.levels,
        "need_ptr": skills.need_ptr,
        "need_skill": skills.need_skill,
        "need_level": skills.need_level,
        "need_weight": skills.need_weight,
        "way_skill": ways.way_skill,
        "way_learner": ways.way_learner,
        "post_need": ways.post_need,
        "post_ptr": ways.post_ptr,
        "post_variant": ways.post_variant,
        "variant_course": ways.variant,
        "teach_ptr": ways.teach_ptr,
        "teach_skill": ways.teach_skill,
        "teach_level": ways.teach_level,
        "teach_own": ways.teach_own,
        "learn": np.where(burden == NEVER, NEVER, burden + np.where(burden == NEVER, 0, public)),
        "slot_job": slots,
        "slot_open": (_open(ctx) & ~(unknown_job & (not policy.rules.unknown_wage)))[slots],
        "slot_post": ways.post[slots],
        "slot_wage": np.where(unknown_job, LIMIT, wage.offer)[slots],
        "slot_offer": wage.offer[slots],
        "slot_min_age": posts["min_age"].fill_null(-1).to_numpy().astype(np.int32)[slots],
        "slot_max_age": posts["max_age"].fill_null(LAST_DAY).to_numpy().astype(np.int32)[slots],
        "slot_start": days(posts["start_date"], LAST_DAY)[slots],
        "slot_add": retention[slots],
        "grid_slot": of_jobs.of_row[slots],
        "grid": money.cost + extra_cost - money.eased,
        "lift": np.zeros((0, 0), np.int64) if money.lift is None else money.lift,
        "block_ptr": pointers(block, len(regions) * len(types)),
        "ban_ptr": choices.ban_ptr,
        "ban_job": choices.ban_job,
        "proposed": choices.proposed,
        "scalar": np.array(scalars, np.int64),
    }
    tables = make_tables(arrays | {name: column[order] for name, column in by_person.items()})
    parts = Parts(
        home=home_of[order],
        tier=places.tier,
        tier_cost=places.tier_cost,
        km=places.km,
        distance_cost=places.distance_cost,
        subsidy=money.cost,
        extra=extra_cost,
        eased=money.eased,
        job_region=region_of,
        job_type=type_of,
        job_slot=job_slot,
        entry_tier=places.tier[entry_home, where.item],
        asked=asked,
        unknown_km=_unknown(places, entry_home, where.item),
    )
    found = Sides(sides, of_persons.of_row[order], of_jobs.of_row, routes) if sides or routes is not None else None
    return _Compiled(tables, parts, at, found)


def _unknown(places: Geography, home: Small, region: Small) -> tuple[tuple[str, str, int], ...]:
    """Unknown distances between homes and regions that somebody there agreed to."""
    there = np.zeros_like(places.unknown)
    there[home, region] = True
    at = np.argwhere(there & places.unknown)
    return tuple((places.homes[h], places.regions[r], int(places.km[h, r])) for h, r in at)


def _open(ctx: Context) -> Flags:
    """Jobs that offer what the policy requires, where the list says."""
    posts, rules = ctx.posts, ctx.policy.rules
    is_open = np.ones(posts.height, bool)
    for column, required in (("contract", rules.contract), ("insurance", rules.insurance)):
        if required and column in ctx.lists.columns["jobs"]:
            is_open &= posts[column].fill_null(False).to_numpy()
    return is_open
