"""What a compiled problem is made of: integers only, immutable, no names of things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.policy import TIERS, Policy

if TYPE_CHECKING:
    from jobmatch.problem.sides import Sides

Int = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
AnyInt = npt.NDArray[np.signedinteger]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

NEVER = np.int64(1) << np.int64(62)
"""A cost that stands for "not eligible"; every real sum stays below it."""


def total(values: Int) -> int:
    """The exact sum, also where it does not fit 64 bits."""
    return (int((values >> 31).sum()) << 31) + int((values & ((1 << 31) - 1)).sum())


def dot(values: Int, counts: Int) -> int:
    """The exact sum of products of any values with counts below 2**41, few of which are large."""
    limb = (1 << 20) - 1
    parts = (values & limb, (values >> 20) & limb, values >> 40)
    return sum(total(part * counts) << (20 * k) for k, part in enumerate(parts))


class Tables(NamedTuple):
    """All rules and terms lowered to class tables plus a wage hinge, as the compiled scan reads them.

    Persons and jobs are indexed in the order of the draw; *slots* are jobs sorted by (region, type, requirement),
    so that a block (region, type) is a run of slots. Costs are quanta; wages are in units of
    ``10**-max(6, decimals)`` yuan.
    """

    # persons, shape (n,)
    geo_class: Small  # row of the consent table: regions agreed to, none for who cannot be placed
    type_class: Small  # row of the job-type table
    way_class: Small  # row of `way_skill` and `way_learner`
    reserve: Int  # least wage that the person takes
    wish: Int  # wage wished for
    age: Small  # full years; -1 unknown
    ready: Small  # first day available, days since 1970
    grid_person: Small  # row of `grid`
    # consent table: entries of class c are geo_ptr[c]:geo_ptr[c + 1], ascending region
    geo_ptr: Int
    geo_region: Small
    geo_cost: Int  # region preference + tier + distance
    # job types agreed to, the same way
    type_ptr: Int
    type_job_type: Small
    type_cost: Int
    # skills
    levels: Bytes  # (classes, skills) level held, substitutes counted
    need_ptr: Int  # requirement class r: need_ptr[r]:need_ptr[r + 1]
    need_skill: Small
    need_level: Bytes
    need_weight: Int  # millionths of a yuan for each missing level
    # courses as ways to what is required
    way_skill: Small  # row of `levels` of each way
    way_learner: Small  # row of `learn`
    post_need: Small  # requirement class of each post class
    post_ptr: Int  # variants of use for post class q: post_ptr[q]:post_ptr[q + 1]
    post_variant: Small
    variant_course: Small
    teach_ptr: Int  # course c teaches teach_ptr[c]:teach_ptr[c + 1]
    teach_skill: Small
    teach_level: Bytes  # what stands in for a skill counted
    teach_own: Bytes  # level of the skill itself, 0 where another one stands in for it
    learn: Int  # (learners, variants) what the variant costs; NEVER where it is closed
    # jobs, shape (m,), by slot
    slot_job: Small
    slot_open: Flags  # contract, insurance, wage known or allowed
    slot_post: Small  # post class
    slot_wage: Int  # what `reserve` is compared with
    slot_offer: Int  # what `wish` is compared with
    slot_min_age: Small
    slot_max_age: Small
    slot_start: Small  # days since 1970
    slot_add: Int  # retention
    grid_slot: Small  # column of `grid`
    grid: Int  # (person classes, job classes): subsidies, extra, what eases distances
    lift: Int  # the same shape, or (0, 0): what subsidies add to the offer
    block_ptr: Int  # block region * types + type is slots block_ptr[b]:block_ptr[b + 1]
    # pairs that may not be, by person: a job, or ~job for all but this one
    ban_ptr: Int
    ban_job: Small
    # job of the open proposal of each person, -1 for none, shape (n,)
    proposed: Small
    # scalars, shape (9,): see SCALARS
    scalar: Int


_DTYPES = {"Int": np.int64, "Small": np.int32, "Bytes": np.uint8, "Flags": np.bool_}


def make_tables(arrays: Mapping[str, Any]) -> Tables:
    """`Tables` of writable contiguous arrays of exactly the types named there: others would recompile the scan."""
    kinds = {name: hint.__forward_arg__ for name, hint in Tables.__annotations__.items()}
    return Tables(**{name: np.require(arrays[name], _DTYPES[kinds[name]], ["C", "W", "O"]) for name in kinds})


SCALARS = ("types", "max_missing", "absent", "skill_num", "skill_den", "wage_num", "wage_den", "change", "unit")
"""Names of `Tables.scalar`, in order. Rounding of x is ``(2 * x * num + den) // (2 * den)``. Costs are counted in parts
of a quantum, of which it has `unit`."""


class Asked(NamedTuple):
    """What the classes of the consent table asked for, wish and farthest tier told apart."""

    farthest: Small  # (classes,) 0 county … 3 outside
    wish: Small  # (classes,) row of the next
    ptr: Int  # workplaces within wish w: ptr[w]:ptr[w + 1], ascending
    region: Small


@dataclass(frozen=True, eq=False)
class Parts:
    """What the terms of chosen pairs are computed from, beside `Tables` (docs/model.md, section 4)."""

    home: Small  # (n,) row of the next two
    tier: Small  # (homes, regions) 0 county … 3 outside
    tier_cost: Int  # (4,)
    km: Int  # (homes, regions)
    distance_cost: Int  # (homes, regions)
    subsidy: Int  # (person classes, job classes), part of `grid`
    extra: Int  # (person classes, job classes), part of `grid`
    eased: Int  # (person classes, job classes), taken off `grid`
    job_region: Small  # (m,) by job
    job_type: Small  # (m,) by job
    job_slot: Small  # (m,) slot of each job
    entry_tier: Small  # tier of each entry of the consent table
    asked: Asked
    unknown_km: tuple[tuple[str, str, int], ...]  # home, region, kilometres that stand for an unknown distance


@dataclass(frozen=True, eq=False)
class PairTable:
    """Pairs listed by the caller, by person (``ptr[i]:ptr[i + 1]``), ascending job."""

    ptr: Int  # (n + 1,)
    job: Small
    retention: Int | None  # quanta to add to the job's own retention
    extra: Int | None  # quanta to add
    cost: Int | None  # the caller's own cost: nothing else counts
    row: Small  # of the pairs file
    before: PairTable | None = None  # the same before decisions took pairs away, where they did


@dataclass(frozen=True, eq=False)
class Limit:
    """How many of a group of persons may be placed, or how many placements a group of jobs may have."""

    quota: str
    group: str
    on_persons: bool
    members: Small  # persons or jobs, ascending
    lower: int | None
    upper: int | None
    soft: int | None  # quanta for each whole unit short or over; None: hard
    lower_share: Fraction | None = None  # in place of the number: a part of all placements
    upper_share: Fraction | None = None
    all_or_none: bool = False  # whether the lower limit binds only if anyone is counted

    @property
    def has_lower(self) -> bool:
        """Whether there is a lower limit."""
        return self.lower is not None or self.lower_share is not None

    @property
    def has_upper(self) -> bool:
        """Whether there is an upper limit."""
        return self.upper is not None or self.upper_share is not None

    @property
    def by_plan(self) -> bool:
        """Whether what the limit asks for depends on the plan."""
        return self.all_or_none or self.lower_share is not None or self.upper_share is not None

    def least(self, placements: int) -> int:
        """The lower limit with so many placements in all; 0 without one."""
        return self.lower or 0 if self.lower_share is None else ceil(self.lower_share * placements)

    def most(self, placements: int) -> int | None:
        """The upper limit with so many placements in all; None without one."""
        return self.upper if self.upper_share is None else floor(self.upper_share * placements)

    def at_share(self, share: Fraction) -> int:
        """How many of a group of persons this share is, rounded up."""
        return ceil(share * self.members.size)

    def broken(self, count: int, placements: int) -> int:
        """Units short or over with this count, and so many placements in all."""
        short = 0 if self.all_or_none and count == 0 else max(0, self.least(placements) - count)
        most = self.most(placements)
        return short if most is None else short + max(0, count - most)


@dataclass(frozen=True, eq=False)
class Households:
    """Which household each person belongs to, and its rules."""

    of_person: Small  # (n,) row of `ids`
    ids: list[str]
    bonus: int  # quanta that the first member placed is worth
    max_out: int | None  # most members placed


@dataclass(frozen=True, eq=False)
class Near:
    """Which pairs are within a tier."""

    tier: int  # 0 county … 3 outside
    home: Small  # (n,) row of `tiers`
    region: Small  # (m,) column of `tiers`
    tiers: Small  # (homes, regions)

    def holds(self, person: AnyInt, job: AnyInt) -> Flags:
        """Whether the pairs ``(person[k], job[k])`` are."""
        within: Flags = self.tiers[self.home[person], self.region[job]] <= self.tier
        return within


@dataclass(frozen=True, eq=False)
class Stage:
    """An objective that comes before cost: placements of some persons, or households with somebody placed."""

    name: str
    placed: Flags | None  # (n,) persons who count; None: households
    near: Near | None = None  # the only placements that count; None: all


@dataclass(frozen=True, eq=False)
class Together:
    """Groups of persons who go to jobs of the same unit, or all stay."""

    of_person: Small  # (n,) group, -1 for none
    unit: Small  # (m,) unit of each job
    ids: list[str]  # of the groups, each of two or more persons

    @cached_property
    def members(self) -> Small:
        """All members, group by group."""
        who = np.flatnonzero(self.of_person >= 0).astype(np.int32)
        sorted_: Small = who[np.argsort(self.of_person[who], kind="stable")]
        return sorted_

    @cached_property
    def start(self) -> Int:
        """Where each group begins among the members, shape (groups + 1,)."""
        return np.searchsorted(self.of_person[self.members], np.arange(len(self.ids) + 1)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Levers:
    """What binds more than one pair, or binds a person to be placed, beside the vacancies."""

    limits: tuple[Limit, ...]
    households: Households | None
    stages: tuple[Stage, ...]
    must: Flags | None = None  # (n,) persons who must be placed; None: nobody
    fair: tuple[Limit, ...] = ()  # groups of persons whose least share placed is to be as large as can be, before all
    cases: bool = False  # whether a quota of the policy depends on the plan, even if no group of it does
    together: Together | None = None
    rows: Sides | None = None  # what no network holds

    def with_fair(self, share: Fraction) -> Levers:
        """The same where each group is to have this share placed."""
        asked = (replace(group, lower=group.at_share(share)) for group in self.fair)
        return replace(self, limits=(*self.limits, *asked), fair=())

    def tier_weights(self, scale: Sequence[int]) -> tuple[int, ...] | None:
        """What a pair of each tier adds to its cost, a unit of component k counting ``scale[k]``; None for nothing."""
        nears = [(unit, stage.near.tier) for unit, stage in zip(scale[1:], self.stages, strict=False) if stage.near]
        return tuple(sum(unit for unit, tier in nears if t > tier) for t in range(len(TIERS))) if nears else None

    @property
    def by_plan(self) -> bool:
        """Whether what some limit asks for depends on the plan, so that there are cases to look at."""
        return self.cases or any(limit.by_plan for limit in self.limits)

    def sides(self) -> Iterator[tuple[int, int, str]]:
        """Every single limit: place in `limits`, +1 for the upper or -1 for the lower, name of the constraint."""
        for k, limit in enumerate(self.limits):
            if limit.has_lower:
                yield k, -1, f"{limit.quota}, lower"
            if limit.has_upper:
                yield k, 1, f"{limit.quota}, upper"


@dataclass(frozen=True, eq=False)
class Problem:
    """Two lists and a policy, compiled. Costs are whole quanta of ``10**-decimals``.

    Exactly one of `tables` (rules and terms of the policy) and ``pairs.cost`` (the caller's own) prices a pair.
    """

    policy: Policy
    seed: int
    decimals: int
    persons: pl.Series  # ids in the order of the draw, n
    jobs: pl.Series  # ids in the order of the draw, m
    listed: pl.DataFrame  # canonical list of seekers, in the order of the rows as read
    order: Small  # (n,) row of `listed` of each person
    posts: pl.DataFrame  # canonical list of jobs, in the order of the draw
    vacancies: Int  # (m,)
    unmatched: Int  # (n,)
    tables: Tables | None
    parts: Parts | None
    pairs: PairTable | None
    standing: Bytes  # (n,) 0 may be placed; else index into STANDINGS
    bound: Small  # (n,) the job that a person goes to by a decision, -1 for none
    proposed: Small  # (n,) the job of an open proposal of the plan in force, -1 for none
    change: int  # what it costs to change one
    levers: Levers | None = None
    sides: Sides | None = None  # also without a row: courses

    @cached_property
    def seekers(self) -> pl.DataFrame:
        """The canonical list of seekers in the order of the draw: a copy, made when it is first asked for."""
        return self.listed[self.order]

    @property
    def n(self) -> int:
        """Persons."""
        return len(self.persons)

    @property
    def m(self) -> int:
        """Jobs."""
        return len(self.jobs)


STANDINGS = ("", "withdrawn", "not_looking", "under_age", "no_consent")
"""Why a person cannot be placed anywhere, whatever the jobs are."""
