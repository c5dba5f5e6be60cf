"""certificate.csv stage by stage: the duals that prove each stage by itself (docs/certificate.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.verify.certificate import CERTIFICATE, in_order
from jobmatch.verify.exactly import Ints, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.leaves import Leaf, limits_in
from jobmatch.verify.levers import COST, PLACED, Levers
from jobmatch.verify.limits import HARD, MAX_OUT, Limits
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.words import Words, said

STAGE_HARD = "hard"
EARLIER = "stage, "
"""What the constraint of an earlier stage's row begins with; its name follows."""
_COLUMNS = ("constraint", "group", "dual")
_DUAL = re.compile(r"-?\d{1,40}(\.\d{1,16})?", re.ASCII)
_MOST_SHOWN = 60


@dataclass
class StageDuals:
    """The duals of a stage in a leaf, per unit of what each limits.

    Attributes
    ----------
    limits
        By number of a vacancy's or quota's limit.
    allowances
        By number of a budget (or of a course's seats) and of its group.
    earlier
        By stage.
    placed
        That of the number of placements.
    """

    limits: dict[int, Fraction] = field(default_factory=dict)
    allowances: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    earlier: dict[str, Fraction] = field(default_factory=dict)
    placed: Fraction = Fraction(0)

    @property
    def every(self) -> Iterator[Fraction]:
        """All of them."""
        yield from (*self.limits.values(), *self.allowances.values(), *self.earlier.values(), self.placed)

    def over_all_plans(self) -> StageDuals:
        """The same without those of earlier stages."""
        return StageDuals(self.limits, self.allowances, {}, self.placed)


@dataclass(frozen=True)
class Blocks:
    """By stage the duals of each leaf; and faults of the file."""

    stages: Mapping[str, Sequence[StageDuals]]
    faults: Sequence[Words]


def stage_by_stage(run: Path, levers: Levers) -> bool:
    """Whether the run is proven stage by stage, which the header of certificate.csv tells.

    Raises
    ------
    Halt
        It must be, but the header says otherwise.
    """
    path = run / CERTIFICATE
    told = path.exists() and read_table(run, CERTIFICATE).columns[:1] == ["stage"]
    if levers.crosses and not told:
        raise Halt(
            "certificate",
            said("verified.certificate_needed", certificate=CERTIFICATE),
        )
    return told


def read_blocks(run: Path, levers: Levers, stages: Sequence[str], leaves: Mapping[str, Sequence[Leaf]]) -> Blocks:
    """Read certificate.csv.

    Parameters
    ----------
    stages
        Those that it may have, in their order.
    leaves
        The cases of each.

    Raises
    ------
    Halt
        A row is not that of a limit of its stage and leaf, stands twice, or has no dual.
    """
    first = ("stage", "leaf") if levers.by_cases else ("stage",)
    table = read_table(run, CERTIFICATE, (*first, *_COLUMNS), exactly=True)
    leaf = scaled(table["leaf"], 0, f"{CERTIFICATE}, leaf") if levers.by_cases else np.zeros(table.height, np.int64)
    rows = levers.limits.find(table["constraint"], table["group"])
    rows = np.where((table["constraint"] == MAX_OUT).to_numpy(), -1, rows)
    there = {(stage, at): limits_in(levers.limits, one)[1] for stage in stages for at, one in enumerate(leaves[stage])}
    out = {stage: [StageDuals() for _ in leaves[stage]] for stage in stages}
    allowances = {
        (each.constraint, group): (number, at)
        for number, each in enumerate(levers.allowances)
        for at, group in enumerate(each.scope.names)
        if each.limits[at] >= 0
    }
    faults, taken = [], set()
    cells = zip(
        table["stage"].to_list(), leaf.tolist(), rows.tolist(), *(table[c].to_list() for c in _COLUMNS), strict=True
    )
    for at, (stage, number, row, constraint, group, cell) in enumerate(cells, start=1):
        where = said(
            "verified.row_of_stage", certificate=CERTIFICATE, at=at, stage=stage, constraint=constraint, group=group
        )
        if stage not in out:
            raise Halt("certificate", said("verified.no_stage_here", where=where))
        if not 0 <= number < len(out[stage]):
            raise Halt("certificate", said("verified.no_leaf_here", where=where, number=number))
        if (stage, number, constraint, group) in taken:
            raise Halt("certificate", said("verified.limit_twice_here", where=where))
        taken.add((stage, number, constraint, group))
        if not _DUAL.fullmatch(cell):
            raise Halt("certificate", said("verified.no_decimal", where=where, cell=cell[:_MOST_SHOWN]))
        dual, mine = Fraction(cell), out[stage][number]
        if dual == 0:
            faults.append(said("verified.dual_zero", where=where))
        name = constraint.removeprefix(EARLIER)
        if row >= 0 and there[stage, number][row]:
            mine.limits[row] = dual
        elif (constraint, group) in allowances:
            mine.allowances[allowances[constraint, group]] = dual
        elif constraint.startswith(EARLIER) and group == "" and name in stages[: stages.index(stage)]:
            mine.earlier[name] = dual
        elif levers.by_cases and (constraint, group) == (PLACED, ""):
            mine.placed = dual
        else:
            raise Halt("certificate", said("verified.no_dual_here", where=where))
    order = np.array([stages.index(stage) for stage in table["stage"].to_list()], np.int64)
    if not _sorted(order, leaf, table):
        faults.append(said("verified.not_sorted_by_stage", certificate=CERTIFICATE))
    return Blocks(out, faults)


def _sorted(stage: Ints, leaf: Ints, table: pl.DataFrame) -> bool:
    """Whether the rows are in the order of the stages, then of leaf, constraint and group."""
    return in_order(stage * (int(leaf.max(initial=0)) + 1) + leaf, table["constraint"], table["group"])


def check_blocks(blocks: Blocks, levers: Levers, leaves: Mapping[str, Sequence[Leaf]], decimals: int) -> Check:
    """Duals have the right sign, and those of soft limits cost no more than to break these."""
    faults = list(blocks.faults)
    for stage, each in blocks.stages.items():
        for number, (leaf, duals) in enumerate(zip(leaves[stage], each, strict=True)):
            where = said("verified.stage_of", certificate=CERTIFICATE, stage=stage)
            place = where + said("verified.of_leaf", number=number) if levers.by_cases else where
            limits = limits_in(levers.limits, leaf)[0]
            wrong = _wrong(stage, duals, limits, levers, decimals)
            faults += [said("at", where=place, what=words) for words in wrong]
    number = sum(len(list(duals.every)) - 1 for each in blocks.stages.values() for duals in each)
    return verdict("certificate", faults, said("verified.duals_of_stages", number=number, number2=len(blocks.stages)))


def _wrong(stage: str, duals: StageDuals, limits: Limits, levers: Levers, decimals: int) -> Iterator[Words]:
    for row, dual in duals.limits.items():
        lower, soft = bool(limits.lower[row]), int(limits.soft[row])
        if (dual > 0) if lower else (dual < 0):
            yield said(
                "verified.dual_wrong_side",
                name=limits.name(row),
                part=said("verified.of_lower_above" if lower else "verified.is_below"),
            )
        if not limits.of_quota[row]:
            continue
        most: Fraction | None = None
        if soft != HARD:
            most = Fraction(soft, 10**decimals) if stage == COST else Fraction(0)
        elif stage == STAGE_HARD:
            most = Fraction(1)
        if most is not None and abs(dual) > most:
            yield said("verified.dual_above_soft", name=limits.name(row))
    for (number, at), dual in duals.allowances.items():
        if dual < 0:
            each = levers.allowances[number]
            yield said("verified.dual_below_zero_of", constraint=each.constraint, names=each.scope.names[at])
    for name, dual in duals.earlier.items():
        if dual < 0:
            yield said("verified.stage_dual_below_zero", name=name)
