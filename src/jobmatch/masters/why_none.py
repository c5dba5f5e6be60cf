"""Why no plan keeps all hard limits: prices that prove it of as few limits as can be, or an exact programme's word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from jobmatch.masters.conflicts import least_conflict, narrowed
from jobmatch.masters.highs import Floats
from jobmatch.masters.plans import Placed
from jobmatch.masters.priced_network import StageCosts
from jobmatch.masters.programme import Choices, Programme
from jobmatch.masters.protocol import HardBound, StageDuals
from jobmatch.masters.setting import Setting
from jobmatch.masters.stages import HARD
from jobmatch.problem.arrays import Int
from jobmatch.problem.sides import Side


def why_none(setting: Setting, choices: Choices | None) -> tuple[StageDuals, tuple[HardBound, ...]]:
    """Duals of the stage "hard", and a least set of bounds that no plan over these triples keeps.

    The first duals that prove something are the answer: none at all, those of the least set alone, those of all limits.
    Where none do they are 0, and the set is as good as the programme is.
    """
    conflict = () if choices is None else _conflict(setting, choices)
    best = None
    for proof in _proofs(setting, choices, conflict):
        best = proof if best is None else best
        if proof.bound > 0:
            return proof, conflict
    assert best is not None
    return best, conflict


def _proofs(setting: Setting, choices: Choices | None, conflict: tuple[HardBound, ...]) -> Iterator[StageDuals]:
    costs = setting.costs(None, (), of_hard=True)
    yield setting.no_duals(costs, HARD)
    for levers in [narrowed(setting.levers, conflict)] * bool(conflict) + [setting.levers]:
        some = Setting(setting.scan, levers, setting.vacancies, setting.unmatched, setting.limits, setting.tell)
        those = some.costs(None, (), of_hard=True)
        start = np.zeros(len(those.rows.bounds), np.int64)
        relaxed = None if choices is None else _short_of(some, choices)
        if relaxed is not None:
            start = some.from_programme(*relaxed, those, [])
        _, network, _ = some.ascended(those, start, HARD)
        yield setting.proof(costs, _over(costs, those, network.prices), *network.duals(), HARD)
        if setting.limits.left() == 0:
            return


def _over(costs: StageCosts, some: StageCosts, prices: Int) -> Int:
    """Prices of some of the bounds, in the places of all."""
    of_row = some.rows.by_row(prices)
    over = [max(0, bound.sign * int(of_row[bound.row])) for bound in costs.rows.bounds]
    return np.array(over, np.int64)


def _conflict(setting: Setting, choices: Choices) -> tuple[HardBound, ...]:
    nobody = Placed.nobody(setting.unmatched.size)
    given = (setting.scan, setting.levers, setting.vacancies, setting.unmatched)
    programme = Programme(*given, choices, nobody.job, nobody.route)
    return least_conflict(setting.levers, programme, setting.limits.left) or ()


def _short_of(setting: Setting, choices: Choices) -> tuple[Programme, Floats] | None:
    """The programme of breaking as few hard units as can be, and what its relaxed rows are worth.

    Every hard limit gives way at 1 a unit, soft ones are left out, and a person who must be placed is worth 1.
    """
    levers, rows = setting.levers, setting.levers.rows
    limits = tuple(
        replace(x, soft=1) if x.soft is None
        else replace(x, lower=None, upper=None, lower_share=None, upper_share=None, all_or_none=False)
        for x in levers.limits
    )  # fmt: skip
    if rows is not None:
        rows = replace(rows, sides=tuple(_giving_way(side) for side in rows.sides))
    homes = None if levers.households is None else replace(levers.households, bonus=0)
    elastic = replace(levers, limits=limits, rows=rows, households=homes, stages=(), must=None)
    person = choices.triples.person
    must = 0 if levers.must is None else levers.must[person]
    alike = Choices(choices.triples, setting.unmatched[person] - must)
    nobody = Placed.nobody(setting.unmatched.size)
    programme = Programme(setting.scan, elastic, setting.vacancies, setting.unmatched, alike, nobody.job, nobody.route)
    relaxed = programme.relaxed(None, None)
    return None if relaxed is None else (programme, relaxed.price)


def _giving_way(side: Side) -> Side:
    """A side that gives way at 1 a unit if it is a hard quota, and binds nothing if it is a soft one."""
    if side.kind != "quota":
        return side
    if side.soft is None:
        return replace(side, soft=1)
    nothing = (None,) * len(side.groups)
    return replace(side, lower=nothing, upper=nothing)
