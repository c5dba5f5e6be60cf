"""What a plan comes to with levers: hard units broken, stages, and the parts of the objective."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np

from jobmatch.problem.arrays import Flags, Int, Levers, Small, Stage, total
from jobmatch.problem.sides import Sides


@dataclass(frozen=True, eq=False)
class Worth:
    """A plan's vector (docs/certificate.md, *Levers*) and where it comes from; money in quanta.

    Attributes
    ----------
    vector
        Hard units broken, stages, cost.
    used
        Placements that each limit counts.
    pairs, unmatched, soft, bonus
        Parts of the cost; the bonus is earned, and to be taken off.
    covered
        Households with somebody placed, of all; None where households do not matter.
    of_rows
        What is used of rows that no network holds.
    """

    vector: list[int]
    used: list[int]
    pairs: int
    unmatched: int
    soft: int
    bonus: int
    covered: tuple[int, int] | None
    of_rows: list[int] = field(default_factory=list)

    def parts(self, unit: int) -> dict[str, Any]:
        """What the summary says of levers."""
        names = ("pairs", "unmatched", "soft", "bonus")
        said: dict[str, Any] = {"objective_parts": {name: getattr(self, name) / unit for name in names}}
        return said if self.covered is None else said | {"households": list(self.covered)}


def worth(levers: Levers, jobs: int, job: Small, pays: Int, of_rows: Int | None = None) -> Worth:
    """The worth of the plan that puts each person at one of the `jobs` (-1: nowhere) for `pays`.

    `of_rows` is what it uses of the rows that no network holds, if there are any; a budget that is broken makes a plan
    none, and counts as a hard unit here.
    """
    placed = job >= 0
    filled = np.bincount(job[placed], minlength=jobs)
    placements = int(placed.sum())
    used = [int((placed if limit.on_persons else filled)[limit.members].sum()) for limit in levers.limits]
    hard, soft = 0, 0
    for limit, count in zip(levers.limits, used, strict=True):
        broken = limit.broken(count, placements)
        hard, soft = (hard + broken, soft) if limit.soft is None else (hard, soft + limit.soft * broken)
    if levers.rows is not None and of_rows is not None:
        of_sides = sides_broken(levers.rows, of_rows)
        hard, soft = hard + of_sides[0], soft + of_sides[1]
    if levers.must is not None:
        hard += int((levers.must & ~placed).sum())
    bonus, covered, too_many = _households(levers, placed)
    stages = [stage_value(levers, stage, job) for stage in levers.stages]
    pairs, unmatched = total(pays[placed]), total(pays[~placed])
    vector = [hard + too_many, *stages, pairs + unmatched + soft - bonus]
    of_homes = covered if levers.households is not None else None
    return Worth(vector, used, pairs, unmatched, soft, bonus, of_homes, [] if of_rows is None else of_rows.tolist())


def gap_between(vector: list[int] | None, bound: list[int] | None, unmatched: Int) -> float:
    """How far plan and bound are apart, in parts of how far the bound is from placing nobody.

    Infinite where there is none of the two, or a component before cost is open.
    """
    if vector is None or bound is None or vector[:-1] != bound[:-1]:
        return inf
    return max(0, vector[-1] - bound[-1]) / max(1, abs(total(unmatched) - bound[-1]))


def sides_broken(sides: Sides, used: Int) -> tuple[int, int]:
    """Hard units broken of sides by what is used of their rows (a budget: 1), and what breaking soft ones costs."""
    hard, soft, row = 0, 0, 0
    amounts = used.tolist()
    for side in sides.sides:
        for lower, upper in zip(side.lower, side.upper, strict=True):
            short = 0 if lower is None else max(0, lower - amounts[row])
            over = 0 if upper is None else max(0, amounts[row] - upper)
            broken = short + over if side.kind == "quota" else int(over > 0)
            hard, soft = (hard + broken, soft) if side.soft is None else (hard, soft + side.soft * broken)
            row += 1
    return hard, soft


def stage_value(levers: Levers, stage: Stage, job: Small) -> int:
    """What a stage would like to have small: persons who count and are not placed, or households left out."""
    if stage.placed is not None:
        return missed(stage, job)
    covered = _households(levers, job >= 0)[1]
    return covered[1] - covered[0]


def missed(stage: Stage, job: Small) -> int:
    """Persons whom a stage would like to see placed, and near enough, and who are not."""
    assert stage.placed is not None
    counts = stage.placed & (job >= 0)
    if stage.near is not None:
        person = np.flatnonzero(counts)
        counts[person] = stage.near.holds(person, job[person])
    return int(stage.placed.sum()) - int(counts.sum())


def _households(levers: Levers, placed: Flags) -> tuple[int, tuple[int, int], int]:
    """Bonus earned, households covered of all, and members placed beyond the most."""
    rules = levers.households
    if rules is None:
        return 0, (0, 0), 0
    members = np.bincount(rules.of_person[placed], minlength=len(rules.ids))
    covered = int((members > 0).sum())
    too_many = 0 if rules.max_out is None else int(np.maximum(0, members - rules.max_out).sum())
    return rules.bonus * covered, (covered, len(rules.ids)), too_many
