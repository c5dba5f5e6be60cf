"""What a run that is proven stage by stage says of itself: budgets and classes kept, bounds, stages, conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from jobmatch.verify.blocks import StageDuals
from jobmatch.verify.budgets import UNLIMITED
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints
from jobmatch.verify.figures import Figures, bound_faults, told_of_bound
from jobmatch.verify.files import Summary
from jobmatch.verify.leaves import Leaf, limits_in
from jobmatch.verify.lever_figures import Value, check_conflict, check_stages, kept
from jobmatch.verify.lever_recipe import contradicting_limits
from jobmatch.verify.levers import COST, Levers
from jobmatch.verify.limits import HARD
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.triples import Triples
from jobmatch.words import NOTHING, Joined, said


def check_allowances(value: Value, case: Case, levers: Levers, holds: Ints, chosen: Triples) -> Check:
    """Quotas, households and groups as ever; no budget overspent, no course overbooked, no class too small."""
    faults, told = kept(value, case, levers, holds)
    number = 0
    for each in levers.allowances:
        for group, limit, used in zip(each.scope.names, each.limits, each.used(chosen), strict=True):
            number += limit >= 0
            if 0 <= limit < used:
                of = said("verified.of_group", group=group) if group else ""
                faults.append(
                    said(
                        "verified.limit_exceeded",
                        constraint=each.constraint,
                        of=of,
                        amount=decimal(each.amount(limit)),
                        amount2=decimal(each.amount(used)),
                        unit=each.usage.unit,
                    )
                )
    taken = np.bincount(chosen.route[chosen.route >= 0], minlength=len(levers.classes_held)).tolist()
    for (name, least), participants in zip(levers.classes_held, taken, strict=True):
        if 0 < participants < least:
            faults.append(said("verified.class_too_small", name=name, participants=participants, least=least))
    told = Joined((told, said("verified.budgets_kept", number=number, number2=len(taken))), NOTHING)
    return verdict("limits", faults, told)


def decimal(number: Fraction) -> str:
    """A number whose decimals end, written out."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(int(number * 10**places)).rjust(places + 1, "0")
    return digits if not places else f"{digits[:-places]}.{digits[-places:]}"


def check_block_bound(
    summary: Summary, figures: Figures, undone: Mapping[str, int], least: Mapping[str, int], case: Case
) -> Check:
    """The bound follows from the duals of the stage `cost`; no stage is beyond what its duals prove.

    Parameters
    ----------
    undone
        By stage but the last, what the plan leaves undone.
    least
        By stage, what its duals prove that any plan does.
    """
    faults = bound_faults(summary, figures, said("verified.by_duals"), case)
    for stage, left in undone.items():
        if least[stage] > left:
            faults.append(said("verified.stage_duals_wrong", stage=stage, least=least[stage], left=left))
        elif summary.status == "optimal" and summary.bound_source == "prices" and least[stage] < left:
            faults.append(said("verified.stage_not_proven", stage=stage, left=left, least=least[stage]))
    if summary.status == "optimal" and summary.bound_source == "prices" and least[COST] < figures.objective:
        faults.append(
            said(
                "verified.cost_not_proven",
                amount=figures.amount(figures.objective),
                amount2=figures.amount(least[COST]),
            )
        )
    return verdict("bound", faults, told_of_bound(summary, figures, said("verified.by_duals"), case))


def check_block_stages(
    summary: Summary,
    levers: Levers,
    value: Value,
    least: Mapping[str, int],
    figures: Figures,
    cheapest: Callable[[], int],
) -> Check:
    """Name, value and bound of every stage are as recomputed: after one not proven there is none, but the cost's."""
    stages: list[dict[str, Any]] = []
    known = True
    for name, most, left in zip(levers.components[:-1], levers.most(), value.vector[1:-1], strict=True):
        reach = most - max(0, least[name]) if known else None
        stages.append({"name": name, "value": most - left, "bound": reach})
        known &= least[name] == left
    cost = summary.bound if summary.bound_source == "solver" else figures.amount(figures.bound)
    stages.append({"name": COST, "value": figures.amount(value.objective), "bound": cost})
    return check_stages(summary, levers, value, stages, figures, cheapest)


def check_block_conflict(
    summary: Summary, levers: Levers, leaves: Sequence[Leaf], duals: Sequence[StageDuals], broken: int
) -> Check:
    """Hard limits are broken by every plan, and those that the duals name are those of summary.json, budgets too."""
    rows: dict[int, bool] = {}
    for leaf, each in zip(leaves, duals, strict=True):
        soft = limits_in(levers.limits, leaf)[0].soft
        for row in each.limits:
            rows[row] = rows.get(row, True) and bool(soft[row] == HARD)
    every = {
        (number, at): (each.constraint, group, float(each.amount(each.limits[at])))
        for number, each in enumerate(levers.allowances)
        for at, group in enumerate(each.scope.names)
        if each.limits[at] != UNLIMITED
    }
    found = list(dict.fromkeys(every[key] for each in duals for key in each.allowances))
    beside = contradicting_limits(levers, leaves)
    return check_conflict(summary, levers, rows, beside, broken, found, set(every.values()))
