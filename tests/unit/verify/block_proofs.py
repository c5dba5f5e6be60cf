"""What duals prove of a stage, by every joint choice of a household; and good duals by linear programming."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
from block_problems import Duals, Leaf, Plan, Problem, Triple
from scipy.optimize import linprog

Name = tuple[str, str]


def families(problem: Problem) -> list[list[int]]:
    """Persons whose choices something ties to each other."""
    rules = problem.case.policy.household
    ruled = bool(rules.bonus) or rules.max_out is not None or "households" in problem.stages
    tied = problem.households if ruled else problem.groups
    rest = [[p] for p in range(problem.persons) if not any(p in members for members in tied)]
    return [*tied, *rest]


def stage_bound(problem: Problem, stage: str, duals: Duals, values: Mapping[str, int], leaf: Leaf) -> Fraction:
    """L of docs/certificate.md, *Stage by stage*."""
    unit = 10**problem.case.decimals
    weights = {name: duals.get((f"stage, {name}", ""), Fraction(0)) for name in problem.stages}
    if stage in weights:
        weights[stage] = Fraction(1)
    scale = Fraction(1, unit) if stage == "cost" else Fraction(0)
    bonus = problem.parts((None,) * problem.persons)["bonus"]
    assert bonus == 0
    # The upper limit 0 of closed groups for which the policy states none.
    shut = [
        replace(limit, constraint=limit.constraint.replace(", lower", ", upper"), lower=False)
        for limit in problem.limits
        if limit.gate and limit.lower
    ]
    worth = problem.case.quanta(Fraction(repr(problem.case.policy.household.bonus)))

    def choice(plan: Plan, members: Sequence[int]) -> Fraction:
        out = Fraction(0)
        for p in members:
            triple = plan[p]
            if triple is None:
                out += problem.stay[p] * scale + (1 if stage == "hard" and p in problem.bound else 0)
            else:
                out += problem.costs[triple] * scale + duals.get(("placed", ""), Fraction(0))
                for limit in [*problem.limits, *shut]:
                    y = duals.get((limit.constraint, limit.group), Fraction(0))
                    out += y * limit.uses.get(triple, Fraction(0))
            for name, weight in weights.items():
                kind, _, of = name.partition(":")
                if kind != "households" and weight:
                    out += weight * problem._out(name, kind, of, p, triple)
        return out

    total = Fraction(0)
    for members in families(problem):
        options: list[list[Triple | None]] = [[None, *(t for t in problem.costs if t[0] == p)] for p in members]
        best: Fraction | None = None
        for chosen in product(*options):
            plan: list[Triple | None] = [None] * problem.persons
            for p, triple in zip(members, chosen, strict=True):
                plan[p] = triple
            inner = [group for group in problem.groups if set(group) & set(members)]
            if not all(problem.united(tuple(plan), group) for group in inner):
                continue
            whole = [house for house in problem.households if set(house) & set(members)]
            if len(members) > 1 and len(whole) == 1 and not problem.joint(tuple(plan), members):
                continue
            if stage != "hard" and any(plan[p] is None for p in members if p in problem.bound):
                continue
            value = choice(tuple(plan), members)
            for house in whole:
                if set(house) <= set(members):
                    out = any(plan[p] is not None for p in house)
                    value -= worth * scale if out else -weights.get("households", Fraction(0))
            best = value if best is None else min(best, value)
        assert best is not None
        total += best
    total -= sum(weight * values[name] for name, weight in weights.items() if name != stage and weight)
    least: Fraction | None = None
    for n in range(leaf.low, leaf.high + 1):
        owed = -duals.get(("placed", ""), Fraction(0)) * n
        for limit in problem.limits:
            closed = leaf.gates.get((limit.constraint.rpartition(",")[0], limit.group)) is False
            owed -= duals.get((limit.constraint, limit.group), Fraction(0)) * (0 if closed else limit.at(n))
        least = owed if least is None else min(least, owed)
    assert least is not None
    return total + least


def rounded(problem: Problem, stage: str, value: Fraction) -> int:
    """Up to the next whole number, or quantum."""
    return math.ceil(value * 10**problem.case.decimals if stage == "cost" else value)


def any_duals(problem: Problem, stage: str, rng: Random, places: int = 3) -> dict[Name, Fraction]:
    """Duals of the right sign and size."""

    def number(most: int) -> Fraction:
        return Fraction(rng.randint(0, most * 10**places), 10**places)

    out: dict[Name, Fraction] = {}
    unit, most = 10**problem.case.decimals, 300 if stage == "cost" else 2
    for limit in problem.limits:
        if rng.random() < 0.4:
            continue
        y = number(most)
        if limit.quota and limit.soft is not None:
            y = min(y, Fraction(limit.soft, unit)) if stage == "cost" else Fraction(0)
        if limit.quota and stage == "hard":
            y = min(y, Fraction(1))
        if limit.unit == "yuan":
            y = Fraction(round(y * 10**10), 10**12)
        out[limit.constraint, limit.group] = -y if limit.lower else y
    for name in problem.stages[: problem.stages.index(stage) if stage in problem.stages else None]:
        if stage != "hard" and rng.random() < 0.5:
            out[f"stage, {name}", ""] = number(most)
    return {name: y for name, y in out.items() if y}


def lp_duals(  # noqa: PLR0912
    problem: Problem, stage: str, values: Mapping[str, int], places: int = 6
) -> dict[Name, Fraction]:
    """Those of the relaxation, rounded; households and groups are left to the minima."""
    triples, unit = list(problem.costs), 10**problem.case.decimals
    limits, stages = problem.limits, problem.stages[: problem.stages.index(stage) if stage in problem.stages else None]
    stages = [] if stage == "hard" else stages
    soft = [limit for limit in limits if limit.quota and (limit.soft is not None or stage == "hard")]
    soft = [limit for limit in soft if stage in ("cost", "hard") and (stage == "cost") == (limit.soft is not None)]

    def saves(name: str, triple: Triple) -> int:
        """What a triple takes away from a counting stage; households count as persons here."""
        kind, _, of = name.partition(":")
        if kind == "households":
            return 1
        return problem._out(name, kind, of, triple[0], None) - problem._out(name, kind, of, triple[0], triple)

    size = len(triples) + len(soft)
    cost = np.zeros(size)
    for at, triple in enumerate(triples):
        if stage == "cost":
            cost[at] = (problem.costs[triple] - problem.stay[triple[0]]) / unit
        elif stage == "hard":
            cost[at] = -(triple[0] in problem.bound)
        else:
            cost[at] = -saves(stage, triple)
    for at, limit in enumerate(soft, start=len(triples)):
        cost[at] = 1 if stage == "hard" else (limit.soft or 0) / unit
    rows, most = [], []
    for limit in limits:
        row = np.zeros(size)
        sign = -1 if limit.lower else 1
        ignored = limit.quota and limit.soft is not None and stage != "cost"
        for at, triple in enumerate(triples):
            row[at] = 0 if ignored else sign * float(limit.uses.get(triple, 0))
        if limit in soft:
            row[len(triples) + soft.index(limit)] = -1
        rows.append(row)
        most.append(0.0 if ignored else sign * float(limit.limit))
    for name in stages:
        rows.append(np.array([-saves(name, triple) for triple in triples] + [0] * len(soft), float))
        most.append(values[name] - problem.left_out(name, (None,) * problem.persons))
    for p in range(problem.persons):
        rows.append(np.array([float(triple[0] == p) for triple in triples] + [0.0] * len(soft)))
        most.append(1.0)
    if not size:
        return {}
    found = linprog(cost, A_ub=np.array(rows), b_ub=np.array(most), bounds=[(0, None)] * size, method="highs-ds")
    if found.status != 0:
        return {}
    out: dict[Name, Fraction] = {}
    names = [(limit.constraint, limit.group) for limit in limits] + [(f"stage, {name}", "") for name in stages]
    for at, name in enumerate(names):
        y = Fraction(round(-found.ineqlin.marginals[at] * 10**places), 10**places)
        if at < len(limits) and limits[at].quota:
            if limits[at].soft is not None:
                y = min(y, Fraction(limits[at].soft or 0, unit)) if stage == "cost" else Fraction(0)
            elif stage == "hard":
                y = min(y, Fraction(1))
        out[name] = -max(y, Fraction(0)) if at < len(limits) and limits[at].lower else max(y, Fraction(0))
    return {name: y for name, y in out.items() if y}
