"""Have the compiled kernels ready: compiled once on a machine, loaded from a cache afterwards."""

from __future__ import annotations

import numpy as np

from jobmatch.lists.place_kernels import hash_table, is_pair_twice, look_up
from jobmatch.masters import Limits, TreeMaster, Warm
from jobmatch.pairing import ListScan, PairList, RuleScan, Scan, filtered
from jobmatch.pairing.refusal_kernels import last_rules
from jobmatch.pairing.way_costs import NOT_HELD
from jobmatch.problem import Levers, PairTable, Parts, Tables, make_tables
from jobmatch.problem.arrays import SCALARS, Asked, Limit
from jobmatch.problem.blake2b_kernels import digests
from jobmatch.problem.listing_kernels import by_person

TWO_DIMENSIONAL = ("levels", "learn", "grid", "lift")


def prepare_kernels() -> None:
    """Solve for nobody in every way there is, so that compilation happens here and not in the middle of a phase."""
    none, empty, ptr = np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(1, np.int64)
    tables = nothing()
    listed = PairList(ptr, none, empty)
    flat = none.reshape(0, 0)
    asked = Asked(none, none, ptr, none)
    no_parts = Parts(none, flat, empty, empty, empty, empty, empty, empty, none, none, none, none, asked, ())
    scans: tuple[Scan, ...] = (
        RuleScan(tables, 0, 0, none),
        ListScan(listed),
        filtered(tables, no_parts, PairTable(ptr, none, None, None, None, none), 0),
    )
    for scan in scans:
        scan.counts()
        scan.list_pairs()
        scan.cheapest(none, empty, empty, 1)
        scan.costs(none, none)
    everything = _levers()
    for scan, warm, levers in (
        (scans[0], None, None),
        (scans[1], None, None),
        (scans[0], Warm(none, empty), None),
        (scans[0], None, everything),
    ):
        TreeMaster().solve(scan, empty, empty, Limits(), lambda _: None, warm, levers)
    text = np.frombuffer(b"", np.uint8)
    digests(text, empty, text)
    hashes = np.zeros(0, np.uint64)
    look_up(hash_table(hashes), hashes, hashes)
    is_pair_twice(none, none, 0, 0)
    by_person(none, none, none, none)
    last_rules(tables, NOT_HELD, (none, flat, asked), 0, 0, none, empty)


def _levers() -> Levers:
    """A limit over no job that binds, so that its price is asked for."""
    return Levers((Limit("", "", False, np.zeros(0, np.int32), None, 0, 1),), None, ())


def nothing() -> Tables:
    """Tables of no person and no job, with the types that all tables have."""
    shapes = {name: (0, 0) if name in TWO_DIMENSIONAL else int(name.endswith("_ptr")) for name in Tables._fields}
    arrays = {name: np.zeros(shape, np.int64) for name, shape in shapes.items()}
    return make_tables(arrays | {"scalar": np.ones(len(SCALARS), np.int64)})
