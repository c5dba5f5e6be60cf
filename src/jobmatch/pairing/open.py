"""The scan that fits a problem."""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.listed_scan import ByCaller, ListScan, filtered
from jobmatch.pairing.rule_kernels import wanted_blocks
from jobmatch.pairing.rule_scan import RuleScan
from jobmatch.pairing.scan import PairList, Scan
from jobmatch.problem import Problem, largest_cost
from jobmatch.problem.arrays import Flags


def open_scan(problem: Problem) -> Scan:
    """By rules, over the caller's pairs under rules, or over the caller's own costs."""
    pairs, tables, parts = problem.pairs, problem.tables, problem.parts
    if pairs is not None and pairs.cost is not None:
        sides = problem.sides
        classes = (None, None) if sides is None else (sides.person, sides.job)
        pricing = ByCaller(pairs.cost, pairs.row, *classes)
        return ListScan(PairList(pairs.ptr, pairs.job, pairs.cost), None, pricing)
    if tables is None or parts is None:
        raise ValueError("a problem without the caller's costs has tables")
    if pairs is None:
        return RuleScan(tables, problem.n, largest_cost(problem), parts.entry_tier)
    return filtered(tables, parts, pairs, problem.n)


def wanted_jobs(problem: Problem) -> Flags | None:
    """Jobs whose region and type somebody agreed to, shape ``(m,)``; None where the caller's own costs decide."""
    t = problem.tables
    if t is None:
        return None
    wanted = np.zeros(problem.m, bool)
    wanted[t.slot_job] = np.repeat(wanted_blocks(t, problem.n), np.diff(t.block_ptr))
    return wanted
