"""What a run with levers says of itself: limits kept, parts of the objective, stages (docs/levers.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from jobmatch.verify.alone import alone_faults
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.figures import Figures, bound_faults, same, told_of_bound
from jobmatch.verify.files import Summary
from jobmatch.verify.levers import NOWHERE, Levers
from jobmatch.verify.limits import HARD, NUMBER, Limits
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.triples import Triples
from jobmatch.words import COMMA, NOTHING, Joined, Words, said


@dataclass(frozen=True)
class Value:
    """What a plan comes to.

    Attributes
    ----------
    parts
        Of the objective, in quanta, as summary.json names them: `pairs`, `unmatched`, `soft`, `bonus`.
    limits
        Those that the policy states, as they are for this plan.
    used
        By limit, what the plan takes up.
    covered
        Households with somebody placed.
    vector
        Units of hard limits broken and bound persons left unplaced, what each stage leaves undone, and the objective.
    least
        The least share of a group, where a stage asks for it; else 0.
    """

    parts: dict[str, int]
    limits: Limits
    used: Ints
    covered: int
    vector: list[int]
    least: Fraction

    @property
    def objective(self) -> int:
        """In quanta."""
        return self.vector[-1]


def value_of(case: Case, levers: Levers, chosen: Triples, cost: int) -> Value:
    """Of a plan: `cost` is that of all chosen triples."""
    least = Fraction(0) if levers.fair is None else levers.fair.least(chosen)
    limits = levers.limits.of_plan(len(chosen), least)
    used = limits.used(chosen)
    tier, holds = np.full(len(case.seekers), NOWHERE), np.full(len(case.seekers), -1)
    tier[chosen.person], holds[chosen.person] = chosen.tier, chosen.job
    broken, hard = limits.broken(used), limits.soft == HARD
    covered = levers.covered(holds)
    soft = zip(broken[~hard].tolist(), limits.soft[~hard].tolist(), strict=True)
    parts = {
        "pairs": cost,
        "unmatched": total(case.unmatched[holds < 0]),
        "soft": sum(units * price for units, price in soft),
        "bonus": levers.households.bonus * covered,
    }
    objective = parts["pairs"] + parts["unmatched"] + parts["soft"] - parts["bonus"]
    units = total(broken[hard]) + int((levers.bound & (holds < 0)).sum())
    return Value(parts, limits, used, covered, [units, *levers.short(holds, tier), objective], least)


def check_limits(value: Value, case: Case, levers: Levers, holds: Ints) -> Check:
    """No hard limit of a quota is broken, no household has more members placed than it may, no group is pulled apart.

    `holds` is the job of each person, -1 for none.
    """
    faults, told = kept(value, case, levers, holds)
    return verdict("limits", faults, told)


def kept(value: Value, case: Case, levers: Levers, holds: Ints) -> tuple[list[Words], Words]:
    """The faults of that check, and what it says if there are none."""
    limits = value.limits
    must = (limits.source > 0) & (limits.soft == HARD)
    faults: list[Words] = [
        said("verified.limit_is", name=limits.name(row), limit=limits.limit[row], used=value.used[row])
        for row in np.flatnonzero(must & (limits.broken(value.used) > 0)).tolist()
    ]
    told: Words = said("verified.hard_limits_kept", number=int(must.sum()))
    if levers.together is not None:
        faults += levers.together.faults(holds, case.seekers)
        told = Joined((told, said("verified.groups_together", number=len(levers.together))), NOTHING)
    return faults, told


def check_parts(summary: Summary, value: Value, figures: Figures) -> Check:
    """The four parts of the objective are as recomputed."""
    true = {name: figures.amount(quanta) for name, quanta in value.parts.items()}
    stated = summary.levers.get("objective_parts")
    faults: list[Words] = []
    if not isinstance(stated, dict):
        faults.append(said("verified.parts_missing"))
    else:
        faults += [said("verified.part_unknown", name=name) for name in stated if name not in true]
        faults += [
            said("verified.part_stated", name=name, stated=stated.get(name, said("verified.missing")), amount=amount)
            for name, amount in true.items()
            if isinstance(stated.get(name), bool) or stated.get(name) != amount
        ]
    return verdict("parts", faults, Joined([f"{name} {amount:,}" for name, amount in true.items()], COMMA))


def check_lever_bound(summary: Summary, figures: Figures, value: Value, proven: list[int], case: Case) -> Check:
    """The bound follows from the duals; no component of them is above the plan's; those of an optimum are equal.

    Parameters
    ----------
    proven
        L(y), component by component.
    """
    faults: list[Words] = bound_faults(summary, figures, said("verified.by_duals"), case)
    if proven > value.vector:
        faults.append(said("verified.duals_wrong", proven=proven, vector=value.vector))
    if summary.status == "optimal" and proven != value.vector:
        faults.append(said("verified.levers_not_proven", vector=value.vector, proven=proven))
    return verdict("bound", faults, told_of_bound(summary, figures, said("verified.by_duals"), case))


def check_stages(
    summary: Summary,
    levers: Levers,
    value: Value,
    stages: Sequence[Mapping[str, Any]],
    figures: Figures,
    cheapest: Callable[[], int],
) -> Check:
    """Name, value and bound of every stage, and the households covered, are as recomputed; `alone` can be true.

    Parameters
    ----------
    stages
        Name, value and bound of each as recomputed.
    cheapest
        Computes, in quanta, what no plan can cost less than, whatever its stages come to.
    """
    faults: list[Words] = []
    stated = summary.levers.get("stages")
    if not isinstance(stated, list) or len(stated) != len(stages):
        if stated is not None or not levers.one_stage:
            faults.append(said("verified.stages_must_be", number=len(stages), names=list(levers.stages)))
    else:
        for written, true in zip(stated, stages, strict=True):
            alone = written.get("alone") if isinstance(written, dict) else None
            if not same(
                written, {**true, "alone": alone} if isinstance(written, dict) and "alone" in written else true
            ):
                faults.append(said("verified.stage_stated", said=written, true=true))
        faults += alone_faults(stated, stages, levers.most(), lambda: figures.amount(cheapest()))
    households = [value.covered, len(levers.households)] if levers.counts_households else None
    if not same(summary.levers.get("households"), households):
        faults.append(
            said("verified.households_stated", stated=summary.levers.get("households"), households=households)
        )
    faults += [
        said("verified.plan_has_no", key=key) for key in ("conflict", "short_by") if summary.levers.get(key) is not None
    ]
    told = [f"{stage['name']} {stage['value']:,}" for stage in stages]
    return verdict("stages", faults, said("verified.stages_hold", told=told))


def stages_of(
    summary: Summary, levers: Levers, value: Value, proven: list[int], fair: Fraction | None, figures: Figures
) -> list[dict[str, Any]]:
    """`stages` of summary.json: what comes after a stage that is not proven has no bound, but the cost."""
    out: list[dict[str, Any]] = []
    same_so_far = proven[0] == value.vector[0]
    if levers.fair is not None:
        bound = None if fair is None else float(fair)
        out.append({"name": levers.fair.name, "value": float(value.least), "bound": bound})
        same_so_far &= fair == value.least
    for at, (name, most) in enumerate(zip(levers.components[:-1], levers.most(), strict=True), start=1):
        reach = most - max(0, proven[at]) if same_so_far else None
        out.append({"name": name, "value": most - value.vector[at], "bound": reach})
        same_so_far &= proven[at] == value.vector[at]
    cost = figures.amount(figures.bound) if summary.bound_source == "prices" else summary.bound
    return [*out, {"name": levers.stages[-1], "value": figures.amount(value.objective), "bound": cost}]


Entry = tuple[str, str, float | None]
"""A limit as `conflict` names it: constraint, group, number."""


def check_conflict(
    summary: Summary,
    levers: Levers,
    rows: Mapping[int, bool],
    beside: Collection[int],
    broken: int,
    allowances: Sequence[Entry] = (),
    named_alone: Collection[Entry] = (),
) -> Check:
    """Hard limits are broken by every plan, and they are those that summary.json names.

    Parameters
    ----------
    rows
        The limits that have a dual in some leaf, and whether they are hard in each such leaf.
    beside
        Limits that may be named without a dual, since they contradict each other somewhere.
    broken
        The least first component of L(y).
    allowances
        Budgets and seats that have a dual.
    named_alone
        What else may be named where an exact model's word stands alone.
    """
    limits, faults = levers.limits, []
    if broken < 1 and summary.bound_source != "solver":
        faults.append(said("verified.duals_leave_plan", broken=broken))
    rows = {row: hard for row, hard in rows.items() if limits.source[row] > 0}
    faults += [said("verified.soft_in_conflict", name=limits.name(row)) for row, hard in rows.items() if not hard]
    number = limits.stated & ~limits.fair & (limits.share == NUMBER)

    def entry_of(row: int) -> Entry:
        return limits.constraint[row], limits.group[row], float(limits.limit[row]) if number[row] else None

    claimed = broken < 1 and summary.bound_source == "solver"
    true = [] if claimed else [*map(entry_of, rows), *allowances]
    hard = np.flatnonzero(limits.of_quota & (limits.soft == HARD)).tolist() if claimed else []
    others = [*map(entry_of, [*beside, *hard]), *(named_alone if claimed else ())]
    stated = summary.levers.get("conflict")
    named = [_named(entry) for entry in stated] if isinstance(stated, list) else []
    if not isinstance(stated, list) or None in named or len(set(named)) != len(named):
        faults.append(said("verified.conflict_odd"))
    faults += [said("verified.conflict_lacks", entry=_told(entry)) for entry in true if entry not in named]
    surplus = {entry for entry in named if entry is not None} - {*true, *others}
    faults += [said("verified.conflict_names", entry=told) for told in sorted(map(_told, surplus))]
    short = max(0, broken)  # no plan breaks fewer than none
    if not same(summary.levers.get("short_by"), short):
        faults.append(said("verified.short_by_stated", stated=summary.levers.get("short_by"), short=short))
    for key in ("objective_parts", "stages", "households"):
        if summary.levers.get(key) is not None:
            faults.append(said("verified.no_plan_has_no", key=key))
    if summary.changes is not None:
        faults.append(said("verified.no_plan_no_changes"))
    if claimed:
        told = said("verified.conflict_of_model", number=len(named))
    else:
        told = said("verified.conflict_holds", short=short, number=len(true))
    return verdict("conflict", faults, told)


def _named(entry: Any) -> Entry | None:
    """An entry of `conflict` as it can be compared; None if it is none."""
    if not isinstance(entry, list) or len(entry) != 3:
        return None
    name, group, number = entry
    if not isinstance(name, str) or not isinstance(group, str):
        return None
    if isinstance(number, bool) or not isinstance(number, int | float | None):
        return None
    return name, group, None if number is None else float(number)


def _told(entry: Entry) -> str:
    name, group, number = entry
    return repr([name, group, number])
