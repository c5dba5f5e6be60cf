"""Which hard rules keep which persons from which jobs (docs/model.md, section 3), told apart for who asks why."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jobmatch.pairing.listed_kernels import places_listed
from jobmatch.pairing.refusal_kernels import DECISIONS, NONE, PAIRS, broken_rules, last_rules
from jobmatch.pairing.scan import rows_of
from jobmatch.pairing.threads import each_piece
from jobmatch.pairing.way_costs import NOT_HELD, WayCosts
from jobmatch.problem import STANDINGS, PairTable, Problem
from jobmatch.problem.arrays import Flags, Int, Small

RULES = ("pairs", "tier", "region", "job_type", "offer", "wage", "skills", "job_age", "dates", "decisions")
"""Rules in the order in which a person would ask; `offer` is what the job has to offer: contract, insurance, a known
wage."""

MANY = 10_000
"""Persons from whom on a table of what skills cost is worth making."""

Mask = npt.NDArray[np.int64]
"""Bit k stands for ``RULES[k]``."""


def broken(problem: Problem, person: Small, job: Small) -> Mask:
    """The rules that each pair ``(person[k], job[k])`` breaks; what concerns the person alone is left aside."""
    out = np.zeros(person.size, np.int64)
    t, parts, pairs = problem.tables, problem.parts, problem.pairs
    if t is not None and parts is not None:
        places, jobs = (parts.home, parts.tier, parts.asked), (parts.job_slot, parts.job_region, parts.job_type)
        each_piece(person.size, lambda first, last: broken_rules(t, places, jobs, first, last, person, job, out))
    if pairs is not None:
        named = _has(pairs.before or pairs, person, job)
        out[~named] |= 1 << PAIRS
        if pairs.before is not None:
            out[named & ~_has(pairs, person, job)] |= 1 << DECISIONS
    return out


def refusals(problem: Problem, person: Small, job: Small) -> list[str]:
    """Why each pair is not eligible: a standing of the person, else the first rule it breaks, "" if none."""
    first = np.array([*RULES, ""])[_lowest(broken(problem, person, job))]
    standing = np.array(STANDINGS)[problem.standing[person]]
    return [stands or rule for stands, rule in zip(standing.tolist(), first.tolist(), strict=True)]


def left_by(problem: Problem, who: Small) -> Int:
    """Of each of these persons the rule (index of `RULES`) that takes the last job away; NONE where one is left.

    Rules are asked one after the other; it is the farthest that any job gets, not necessarily what is easiest to mend.
    """
    t, parts, pairs = problem.tables, problem.parts, problem.pairs
    out = np.full(who.size, PAIRS, np.int64)
    if pairs is not None:
        pairs = pairs.before or pairs
        ptr, at = rows_of(pairs.ptr, who)
        row = np.repeat(np.arange(who.size), np.diff(ptr))
        np.maximum.at(out, row, _lowest(broken(problem, who[row], pairs.job[at])))
    elif t is not None and parts is not None:
        places = (parts.home, parts.tier, parts.asked)
        skills = WayCosts.of(t).matrix(t) if who.size > MANY else NOT_HELD
        each_piece(who.size, lambda first, last: last_rules(t, skills, places, first, last, who, out))
    return out


def _lowest(mask: Mask) -> Int:
    """The first rule of each mask, NONE where it is empty."""
    bits = (mask[:, None] >> np.arange(NONE)) & 1
    found: Int = np.where(mask == 0, NONE, np.argmax(bits, axis=1))
    return found


def _has(pairs: PairTable, person: Small, job: Small) -> Flags:
    """Whether the caller's pairs have each of these."""
    found: Flags = places_listed(pairs.ptr, pairs.job, person, job) >= 0
    return found
