"""leaves.csv: the cases of a proof, the limits in each, and that they cover everything (docs/certificate.md, Cases)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.verify.cover import CLOSED, OPEN, Boxes, Hole, hole
from jobmatch.verify.exactly import Bools, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.levers import PLACED, Levers
from jobmatch.verify.limits import HARD, NUMBER, Limits, of_persons
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.words import COMMA, Joined, Words, said

LEAVES = "leaves.csv"
_COLUMNS = ("leaf", "constraint", "group", "lower", "upper")
_BLANK = ("", "", "", "")
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)
_FRACTION = re.compile(r"(\d{1,18})/(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Leaf:
    """A case: all plans with `low` … `high` placements, these groups open or closed, and at least this least share.

    Attributes
    ----------
    gates
        By group, as `Limits.gates` numbers them: `OPEN` or `CLOSED`.
    share
        None: the leaf says nothing of it.
    """

    low: int
    high: int
    gates: dict[int, int] = field(default_factory=dict)
    share: Fraction | None = None

    @property
    def least(self) -> Fraction:
        """No plan of the leaf has a smaller least share."""
        return self.share or Fraction(0)


@dataclass(frozen=True)
class Leaves:
    """The cases of a run, one that holds all plans where the run is not proven by cases; and faults of the file."""

    each: Sequence[Leaf]
    faults: Sequence[Words]


def read_leaves(run: Path, levers: Levers) -> Leaves:
    """Read leaves.csv.

    Raises
    ------
    Halt
        It is missing or should not be there, or a row is no restriction that a leaf can have.
    """
    if not _by_cases(run, levers):
        return Leaves([_everything(levers)], [])
    return _read(read_table(run, LEAVES, _COLUMNS, exactly=True), levers)


def read_stage_leaves(run: Path, levers: Levers, stages: Sequence[str]) -> dict[str, Leaves]:
    """The same of a run that is proven stage by stage, each of the `stages` by cases of its own.

    Raises
    ------
    Halt
        As above, or a stage has none.
    """
    if not _by_cases(run, levers):
        return {stage: Leaves([_everything(levers)], []) for stage in stages}
    table = read_table(run, LEAVES, ("stage", *_COLUMNS), exactly=True)
    named = table["stage"].to_list()
    for name in named:
        if name not in stages:
            raise Halt("leaves", said("verified.leaves_no_stage", leaves=LEAVES, name=name))
    out = {stage: _read(table.filter(table["stage"] == stage).drop("stage"), levers) for stage in stages}
    places = [stages.index(name) for name in named]
    faults: list[Words] = [] if places == sorted(places) else [said("verified.leaves_sorted_by_stage", leaves=LEAVES)]
    first = out[stages[0]]
    return {**out, stages[0]: Leaves(first.each, [*first.faults, *faults])}


def _by_cases(run: Path, levers: Levers) -> bool:
    """Whether the run is proven by cases, and has its file, or not."""
    if levers.by_cases != (run / LEAVES).exists():
        raise Halt(
            "leaves",
            said("verified.leaves_missing", leaves=LEAVES)
            if levers.by_cases
            else said("verified.leaves_there", leaves=LEAVES),
        )
    return levers.by_cases


def _everything(levers: Levers) -> Leaf:
    """The case that holds all plans."""
    return Leaf(0, len(levers.households.at))


def _read(table: pl.DataFrame, levers: Levers) -> Leaves:
    """The leaves in these rows."""
    persons = len(levers.households.at)
    number = scaled(table["leaf"], 0, f"{LEAVES}, leaf").tolist()
    cells = list(table.select(_COLUMNS[1:]).iter_rows())
    faults: list[Words] = []
    keys = [(leaf, *row[:2]) for leaf, row in zip(number, cells, strict=True)]
    if keys != sorted(keys):
        faults.append(said("verified.leaves_not_sorted", leaves=LEAVES))
    if len(set(keys)) < len(keys):
        raise Halt("leaves", said("verified.leaf_twice", leaves=LEAVES))
    found: dict[int, list[tuple[str, ...]]] = {}
    for leaf, row in zip(number, cells, strict=True):
        found.setdefault(leaf, []).append(row)
    if not found or sorted(found) != list(range(len(found))):
        raise Halt("leaves", said("verified.leaves_numbered", leaves=LEAVES))
    gate = {name: at for at, name in enumerate(levers.limits.gates)}
    return Leaves([_leaf(leaf, found[leaf], levers, gate, persons) for leaf in range(len(found))], faults)


def _leaf(number: int, rows: list[tuple[str, ...]], levers: Levers, gate: dict[tuple[str, str], int], top: int) -> Leaf:
    """The leaf with these rows (all columns but `leaf`); `top` is the number of persons."""
    leaf = Leaf(0, top)
    for row in rows:
        constraint, group, lower, upper = row
        if row == _BLANK and len(rows) == 1:
            return leaf
        if constraint == PLACED and group == "" and (lower or upper):
            low, high = (int(cell) if _WHOLE.fullmatch(cell) else -1 for cell in (lower or "0", upper or str(top)))
            if not 0 <= low <= high <= top:
                raise _odd(number, row, said("verified.range_within", top=top))
            leaf = replace(leaf, low=low, high=high)
        elif (constraint, group) in gate:
            if (lower, upper) not in (("1", ""), ("", "0")):
                raise _odd(number, row, said("verified.open_or_closed"))
            leaf.gates[gate[constraint, group]] = OPEN if lower else CLOSED
        elif levers.fair is not None and (constraint, group, upper) == (levers.fair.name, "", ""):
            parts = _FRACTION.fullmatch(lower)
            if parts is None or not 0 <= int(parts[1]) <= int(parts[2]) or int(parts[2]) == 0:
                raise _odd(number, row, said("verified.share_fraction"))
            leaf = replace(leaf, share=Fraction(int(parts[1]), int(parts[2])))
        else:
            raise _odd(number, row, said("verified.leaf_restricts_nothing"))
    return leaf


def _odd(leaf: int, row: tuple[str, ...], words: Words) -> Halt:
    cells = ", ".join(f"{name} {cell!r}" for name, cell in zip(_COLUMNS[1:], row, strict=True))
    return Halt("leaves", said("verified.leaf_row", leaves=LEAVES, leaf=leaf, cells=cells, words=words))


def leaf_of(least: Fraction, leaves: Sequence[Leaf]) -> int:
    """The number of the leaf that tells of plans with this least share: the first with the greatest share up to it.

    0 where all have a greater share, and so tell nothing of such a plan.
    """
    within = [at for at, leaf in enumerate(leaves) if leaf.least <= least]
    return max(within, key=lambda at: leaves[at].least, default=0)


def limits_in(limits: Limits, leaf: Leaf) -> tuple[Limits, Bools]:
    """What the limits of a run are in a leaf, shares of all placements left open; and which of them it has."""
    state = np.zeros(len(limits.gates) + 1, np.int8)  # the last stands for limits of no such group
    state[list(leaf.gates)] = list(leaf.gates.values())
    mine = state[limits.gate]
    closed = (mine == CLOSED) & ~limits.lower
    limit = np.where(closed, 0, limits.limit)
    limit[limits.fair] = of_persons(leaf.least, limit[limits.fair])
    there = np.where(limits.lower, (limits.gate < 0) | (mine == OPEN), limits.stated | closed)
    there &= ~limits.fair | (leaf.share is not None)
    told = replace(
        limits,
        limit=limit,
        soft=np.where(closed, HARD, limits.soft),
        share=np.where(closed, NUMBER, limits.share),
    )
    return told, there


def check_leaves(leaves: Leaves, levers: Levers, least: Fraction) -> Iterator[Check]:
    """The leaves cover every plan with at least this least share; nothing where the run is not proven by cases."""
    if not levers.by_cases:
        return
    faults: list[Words] = list(leaves.faults)
    missing = uncovered(leaves.each, levers, least)
    if missing is not None:
        faults.append(said("verified.no_leaf_holds", leaves=LEAVES, missing=missing))
    yield verdict("leaves", faults, said("verified.leaves_hold", number=len(leaves.each)))


def check_stage_leaves(leaves: Mapping[str, Leaves], levers: Levers) -> Iterator[Check]:
    """The leaves of each stage cover every plan; nothing where the run is not proven by cases."""
    if not levers.by_cases:
        return
    faults: list[Words] = [fault for each in leaves.values() for fault in each.faults]
    for stage, of in leaves.items():
        missing = uncovered(of.each, levers, Fraction(0))
        if missing is not None:
            faults.append(said("verified.no_leaf_of_stage", leaves=LEAVES, stage=stage, missing=missing))
    number = sum(len(of.each) for of in leaves.values())
    yield verdict("leaves", faults, said("verified.leaves_of_stages_hold", number=number, number2=len(leaves)))


def uncovered(leaves: Sequence[Leaf], levers: Levers, least: Fraction) -> Words | None:
    """In words, some plans of this least share that lie in none of the leaves; None if all do."""
    mine = [leaf for leaf in leaves if leaf.least <= least]
    used = sorted({gate for leaf in mine for gate in leaf.gates})
    column = {gate: at for at, gate in enumerate(used)}
    state = np.zeros((len(mine), len(used)), np.int8)
    for at, leaf in enumerate(mine):
        state[at, [column[gate] for gate in leaf.gates]] = list(leaf.gates.values())
    boxes = Boxes(np.array([leaf.low for leaf in mine]), np.array([leaf.high for leaf in mine]), state)
    found = hole(boxes, len(levers.households.at))
    return None if found is None else _words(found, levers, used)


def _words(found: Hole, levers: Levers, gates: Sequence[int]) -> Words:
    told: list[Words] = [said("verified.placements_between", low=found.low, high=found.high)]
    for group, side in found.fixed:
        quota, name = levers.limits.gates[gates[group]]
        of = said("verified.of_name", name=name) if name else ""
        told.append(said("verified.gate_open" if side == OPEN else "verified.gate_closed", quota=quota, of=of))
    return Joined(told, COMMA)


def impossible_from(
    leaves: Sequence[Leaf], impossible: Sequence[bool], levers: Levers, own: Fraction
) -> Fraction | None:
    """The smallest share above the plan's own from which on no plan is left; None: that is not proven of any."""
    out = [leaf for leaf, none in zip(leaves, impossible, strict=True) if none]
    for share in sorted({leaf.least for leaf in out if leaf.least > own}):
        if uncovered(out, levers, share) is None:
            return share
    return None
