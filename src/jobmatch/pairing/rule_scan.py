"""Every pair that the rules allow, evaluated where it is needed."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.pairing.listed_kernels import price_pairs, shift_costs
from jobmatch.pairing.packed import Packer
from jobmatch.pairing.rule_kernels import cheapest_pairs, eligible_pairs
from jobmatch.pairing.scan import Cheapest, Counts, Eligible, Known, PairList, Scan, Spread, rows_of
from jobmatch.pairing.threads import each_piece
from jobmatch.pairing.way_costs import NOT_HELD, WayCosts
from jobmatch.pairing.way_kernels import CHANGE, NO_ROUTE, TYPES, UNIT, costs_of_ways, open_ways, ways_of
from jobmatch.problem import Tables
from jobmatch.problem.arrays import NEVER, Int, Small
from jobmatch.problem.sides import Tolls
from jobmatch.words import said

MOST_PAIRS = (1 << 31) - 1
"""Pairs that can be listed: their positions are 32-bit integers in the flow solver."""

PERSONS = ("geo_class", "type_class", "way_class", "reserve", "wish", "age", "ready", "grid_person", "proposed")
"""Tables with an entry a person."""

RULES = (
    *("geo_class", "type_class", "way_class", "reserve", "age", "ready", "geo_ptr", "geo_region", "type_ptr"),
    *("type_job_type", "levels", "need_ptr", "need_skill", "need_level", "way_skill", "way_learner", "post_need"),
    *("post_ptr", "post_variant", "variant_course", "teach_ptr", "teach_skill", "teach_level", "teach_own", "slot_job"),
    *("slot_open", "slot_post", "slot_wage", "slot_min_age", "slot_max_age", "slot_start", "block_ptr", "ban_ptr"),
    "ban_job",
)
"""Tables that decide who is eligible for what, and scalars that do."""

RULE_SCALARS = ("types", "max_missing", "absent")

NOTHING_KNOWN = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros((0, 0), np.int64))

NO_LIST = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))


class RuleScan:
    """The pairs that rules and terms of a policy make."""

    def __init__(self, tables: Tables, n: int, largest: int, entry_tier: Small, ways: WayCosts | None = None) -> None:
        """`entry_tier` is the tier of each entry of the consent table, `ways` are those of a scan with other tolls."""
        self._tables = tables
        self._entry_tier = entry_tier
        self._n = n
        self._largest = largest
        self._ways = WayCosts.of(tables) if ways is None else ways
        self._packer = Packer(tables, self._ways.matrix(tables))
        self._counts: Counts | None = None

    def counts(self, before: Eligible | None = None) -> Counts:
        """Eligible pairs of each person; those of `before` are not counted again where the rules are the same."""
        if self._counts is None:
            same = before is not None and before.key == self._key()
            self._counts = self._least(before) if before is not None and same else Counts(*self._evaluated(*NO_LIST))
        return self._counts

    def _least(self, known: Eligible) -> Counts:
        """The least cost of each person; a look that stops at it is far quicker than counting."""
        who, price = np.arange(self._n, dtype=np.int32), np.zeros(self._jobs(), np.int64)
        found = self.cheapest(who, price, np.full(self._n, NEVER), 1)
        return Counts(known.number, found.best)

    def eligible(self) -> Eligible:
        """What another scan, of other costs, may begin from."""
        return Eligible(self.counts().eligible, self._key())

    def _key(self) -> bytes:
        """A digest of every table that decides who is eligible for what."""
        found = blake2b(digest_size=16)
        for name in RULES:
            found.update(getattr(self._tables, name).data)
        found.update((self._tables.learn == NEVER).data)
        found.update(self._tables.scalar[: len(RULE_SCALARS)].data)
        return found.digest()

    def _jobs(self) -> int:
        return int(self._tables.slot_job.size)

    def _evaluated(self, ptr: Int, job: Small, cost: Int) -> tuple[Int, Int]:
        """Eligible pairs of each person and the least cost of one; all are listed too, if `job` is not empty."""
        eligible, least = np.zeros(self._n, np.int64), np.full(self._n, NEVER)
        given = (self._tables, self._packer.skill, self._packer.pack())
        each_piece(self._n, lambda first, last: eligible_pairs(*given, first, last, eligible, least, ptr, job, cost))
        return eligible, least

    def list_pairs(self) -> PairList:
        """All eligible pairs.

        Raises
        ------
        UnsupportedError
            There are more than can be held in one list.
        """
        ptr = np.concatenate([[0], np.cumsum(self.counts().eligible)]).astype(np.int64)
        total = int(ptr[-1])
        if total > MOST_PAIRS:
            raise UnsupportedError(said("scan.too_many", total=total, MOST_PAIRS=MOST_PAIRS))
        job, cost = np.empty(total, np.int32), np.empty(total, np.int64)
        self._evaluated(ptr, job, cost)
        return PairList(ptr, job, cost)

    def cheapest(
        self, who: Small, price: Int, limit: Int, k: int, known: Known | None = None, spread: Spread | None = None
    ) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`."""
        draw = no_spread(price.size) if spread is None else (spread.bias, spread.noise)
        out = empty_rows(who.size, k)
        past = NOTHING_KNOWN
        if known is not None:
            past = (known.bound, known.seen, self._packer.falls(known.prices, price))
        given = (self._tables, self._packer.skill, self._packer.pack(price))
        each_piece(who.size, lambda first, last: cheapest_pairs(*given, first, last, who, limit, draw, past, *out))
        return Cheapest(*out)

    def costs(self, person: Small, job: Small) -> Int:
        """Costs of the pairs ``(person[k], job[k])``, NEVER where they are not eligible."""
        t = self._tables
        slot = self._slots()
        block = np.repeat(np.arange(t.block_ptr.size - 1), np.diff(t.block_ptr))[slot].astype(np.int32)
        types = max(1, int(t.scalar[TYPES]))
        return priced(t, person, job, (slot, block // types, block % types), self._packer.skill)

    def held(self) -> None:
        """Nothing: pairs are evaluated where they are needed."""
        return None

    def pairs_of(self, who: Small) -> PairList:
        """All eligible pairs of some persons.

        Raises
        ------
        UnsupportedError
            There are more than can be held in one list.
        """
        t = self._tables
        of_person = {name: getattr(t, name)[who] for name in PERSONS}
        ban_ptr, at = rows_of(t.ban_ptr, who)
        tables = t._replace(ban_ptr=ban_ptr, ban_job=t.ban_job[at], **of_person)
        return RuleScan(tables, who.size, self._largest, self._entry_tier, self._ways).list_pairs()

    def with_tiers(self, weights: tuple[int, ...]) -> RuleScan:
        """The same pairs, each dearer by the weight of its tier."""
        added = np.array(weights, np.int64)
        tables = self._tables._replace(geo_cost=self._tables.geo_cost + added[self._entry_tier])
        largest = self._largest + int(np.abs(added).max())
        return RuleScan(tables, self._n, largest, self._entry_tier, self._ways)

    def priced(self, tolls: Tolls) -> RuleScan:
        """The same pairs with tolls, costs in parts of a quantum."""
        tables = with_tolls(self._tables, tolls)
        largest = self._largest * tolls.unit + largest_toll(tolls)
        return RuleScan(tables, self._n, largest, self._entry_tier, self._ways)

    def recosted(self, before: Scan, pairs: PairList) -> Int:
        """Costs of pairs that are eligible, whose costs are those of the same scan with other tolls."""
        person = pairs.person
        if not isinstance(before, RuleScan):
            return self.costs(person, pairs.job)
        t, old = self._tables, before._tables
        skill, old_skill = self._packer.skill, before._packer.skill
        alike = t.scalar[UNIT] == old.scalar[UNIT] and skill.shape == old_skill.shape and skill.size
        if not alike or not np.array_equal(t.geo_cost, old.geo_cost):
            return self.costs(person, pairs.job)
        shift = (t.grid - old.grid, skill - old_skill, t.slot_add - old.slot_add)
        cost = pairs.cost.copy()
        given = (t.grid_person, t.way_class, t.grid_slot, t.slot_post, self._slots(), person, pairs.job)
        each_piece(person.size, lambda first, last: shift_costs(*shift, *given, first, last, cost))
        return cost

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of the pairs ``(person[k], job[k])``."""
        if not self._tables.post_variant.size:
            return np.full(person.size, NO_ROUTE, np.int32)
        return best_ways(self._tables, person, self._slots()[job])[1]

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of the pairs ``(person[k], job[k])``: pointers, and routes."""
        return all_ways(self._tables, person, self._slots()[job])

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer the triples are than the pairs by their cheapest routes."""
        return dearer_by(self._tables, person, self._slots()[job], route)

    def rows(self, person: Small, job: Small) -> None:
        """Nothing: there is no pairs file."""
        return None

    def _slots(self) -> Small:
        """Slot of each job."""
        slot = np.empty(self._tables.slot_job.size, np.int32)
        slot[self._tables.slot_job] = np.arange(slot.size, dtype=np.int32)
        return slot

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return self._largest


def with_tolls(t: Tables, tolls: Tolls) -> Tables:
    """Tables whose costs are in parts of a quantum, tolls on pairs of classes and on routes added."""
    unit = np.int64(tolls.unit)
    scalar = t.scalar.copy()
    scalar[CHANGE] *= unit
    scalar[UNIT] *= unit
    learn = np.where(t.learn == NEVER, NEVER, np.where(t.learn == NEVER, 0, t.learn) * unit)
    if tolls.of_route is not None:
        learn = np.where(learn == NEVER, NEVER, np.where(learn == NEVER, 0, learn) + tolls.of_route)
    grid = t.grid * unit
    return t._replace(
        geo_cost=t.geo_cost * unit,
        type_cost=t.type_cost * unit,
        learn=learn,
        slot_add=t.slot_add * unit if tolls.of_job is None else t.slot_add * unit + tolls.of_job[t.slot_job],
        grid=grid if tolls.of_pair is None else grid + tolls.of_pair,
        scalar=scalar,
    )


def largest_toll(tolls: Tolls) -> int:
    """An upper bound on the absolute sum of tolls of one triple."""
    return sum(int(np.abs(part).max(initial=0)) for part in tolls[1:] if part is not None)


def all_ways(t: Tables, person: Small, slot: Small) -> tuple[Int, Small]:
    """Every route of each person to each slot: pointers, and routes."""
    given = (t, t.way_class[person], t.slot_post[slot])
    ptr = np.zeros(person.size + 1, np.int64)
    open_ways(*given, ptr, np.zeros(0, np.int32))
    np.cumsum(ptr, out=ptr)
    variants = np.empty(ptr[-1], np.int32)
    if variants.size:
        open_ways(*given, ptr, variants)
    return ptr, variants


def dearer_by(t: Tables, person: Small, slot: Small, route: Small) -> Int:
    """How much dearer than the best route each given one is."""
    cost = np.empty(person.size, np.int64)
    costs_of_ways(t, t.way_class[person], t.slot_post[slot], route, cost)
    return cost - best_ways(t, person, slot)[0]


def best_ways(t: Tables, person: Small, slot: Small) -> tuple[Int, Small]:
    """What required skills cost each person in each slot at least, NEVER where no route leads there, and the route."""
    cost, variant = np.empty(person.size, np.int64), np.empty(person.size, np.int32)
    ways_of(t, t.way_class[person], t.slot_post[slot], cost, variant)
    return cost, variant


def priced(tables: Tables, person: Small, job: Small, jobs: tuple[Small, Small, Small], skill: Int = NOT_HELD) -> Int:
    """Costs of pairs by the policy, NEVER where they are not eligible.

    `jobs` = each job's slot, region and type; `skill` is what `WayCosts` gives.
    """
    cost = np.empty(person.size, np.int64)
    each_piece(person.size, lambda first, last: price_pairs(tables, skill, first, last, person, job, *jobs, cost))
    return cost


def empty_rows(rows: int, k: int) -> tuple[Small, Int, Small, Int, Int]:
    """Room for jobs, values, filled, best and outside of a `Cheapest`."""
    wide, long = np.empty((rows, k), np.int64), (np.empty(rows, np.int64), np.empty(rows, np.int64))
    return np.empty((rows, k), np.int32), wide, np.empty(rows, np.int32), *long


def no_spread(m: int) -> tuple[Int, Int]:
    """Bias and noise that change nothing."""
    return np.zeros(m, np.int64), np.zeros(1, np.int64)
