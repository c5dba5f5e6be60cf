"""Runs that are proven stage by stage: any plan with any duals, stated as docs/levers.md and docs/files.md have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from block_problems import Duals, Leaf, Limit, Plan, Problem
from block_proofs import rounded, stage_bound

from jobmatch.policy import TERMS
from mutation.edit import put, summary, table
from mutation.make_run import Solved, decimal, write, write_summary
from mutation.reference import terms

PLAN_FILES = ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv", "changes.csv")
PRICES = ["constraint", "group", "limit", "used", "price", "price_fewer", "unit", "of"]
Proofs = Mapping[str, Sequence[tuple[Leaf, Duals]]]


@dataclass(frozen=True)
class Claim:
    """A plan, and by stage the duals of each leaf."""

    problem: Problem
    plan: Plan
    proofs: Proofs
    by_cases: bool = False
    told: Mapping[str, int] | None = None

    @property
    def undone(self) -> dict[str, int]:
        return {stage: self.problem.left_out(stage, self.plan) for stage in self.problem.stages}

    @property
    def least(self) -> dict[str, int]:
        """By stage, what its duals prove; or what it is told to say of that."""
        if self.told is not None:
            return dict(self.told)
        out = {}
        for stage, leaves in self.proofs.items():
            bounds = [stage_bound(self.problem, stage, duals, self.undone, leaf) for leaf, duals in leaves]
            out[stage] = rounded(self.problem, stage, min(bounds))
        return out


def text(number: Fraction) -> str:
    """A decimal of at most 12 places."""
    whole = number * 10**12
    assert whole.denominator == 1
    digits = str(abs(whole.numerator)).rjust(13, "0")
    return ("-" if number < 0 else "") + f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")


def write_claim(claim: Claim, folder: Path, solver: int | None = None) -> Path:
    """Write the run of a plan; `solver` is a better bound in quanta that an exact model claims."""
    problem, plan = claim.problem, claim.plan
    case, unit = problem.case, 10**problem.case.decimals
    eligible: dict[tuple[int, int], int] = {}
    for (p, j, _), cost in problem.costs.items():
        eligible[p, j] = min(cost, eligible.get((p, j), cost))
    place = [None if t is None else t[1] for t in plan]
    blank: Any = [None] * len(case.jobs)
    run = write(Solved(case, eligible, place, problem.cost(plan), blank, blank), folder)
    rows = table(run, "assignment.csv")
    ids = {person["person_id"]: p for p, person in enumerate(case.seekers)}
    for row in rows:
        triple = plan[ids[row["person_id"]]]
        assert triple is not None
        p, j, c = triple
        course = None if c is None else problem.courses[c]
        split = terms(case, case.seekers[p], case.jobs[j], course)
        row.update({name: decimal(split[name], case.decimals) for name in TERMS})
        row.update(route="" if course is None else course.name, cost=decimal(problem.costs[triple], case.decimals))
    put(run, "assignment.csv", rows)
    changes = table(run, "changes.csv")
    for row in changes:
        triple = plan[ids[row["person_id"]]] if row["person_id"] in ids else None
        if triple is not None:
            row["cost_after"] = decimal(problem.costs[triple], case.decimals)
    if changes:
        put(run, "changes.csv", changes)
    of_cost = None if claim.by_cases else dict(claim.proofs["cost"][0][1])
    _write_prices(run, problem, plan, of_cost)
    write_proofs(run, claim.proofs, by_cases=claim.by_cases)
    least, undone = claim.least, claim.undone
    objective, bound = problem.cost(plan), least["cost"]
    level = all(least[stage] == left for stage, left in undone.items())
    stages, known = [], True
    for stage, left in undone.items():
        most = problem.left_out(stage, (None,) * problem.persons)
        stages.append({"name": stage, "value": most - left, "bound": most - max(0, least[stage]) if known else None})
        known &= least[stage] == left
    stated = bound if solver is None else solver
    nobody = sum(problem.stay)
    gap = float(Fraction(objective - stated, unit) / max(Fraction(1), Fraction(abs(nobody - stated), unit)))
    optimal = stated == objective and level
    stages.append({"name": "cost", "value": objective / unit, "bound": stated / unit})
    rules = case.policy.household
    ruled = rules.bonus or rules.max_out is not None or "households" in problem.stages
    covered = sum(any(plan[p] is not None for p in members) for members in problem.households)
    claims = {
        "status": "optimal" if optimal else "feasible",
        "stop": None if optimal else "stalled",
        "objective": objective / unit,
        "bound": stated / unit,
        "abs_gap": (objective - stated) / unit,
        "gap": gap,
        "bound_source": "prices" if solver is None else "solver",
        "objective_parts": {name: quanta / unit for name, quanta in problem.parts(plan).items()},
        "stages": stages,
        "households": [covered, len(problem.households)] if ruled else None,
    }
    if solver is not None:
        claims["bound_of_prices"] = bound / unit
    write_summary(run, {**summary(run), **claims})
    return run


def _write_prices(run: Path, problem: Problem, plan: Plan, of_cost: Duals | None) -> None:
    placed = sum(t is not None for t in plan)

    def row(constraint: str, group: str, limit: Fraction, used: Fraction, unit: str) -> list[str]:
        y = (
            None
            if of_cost is None or constraint == "household, max_out"
            else of_cost.get((constraint, group), Fraction(0))
        )
        price = "" if y is None else text(y)
        return [constraint, group, text(limit), text(used), price, price, unit, "relaxation"]

    rows = [row(x.constraint, x.group, x.at(placed), x.used(plan), x.unit) for x in problem.limits]
    most = problem.case.policy.household.max_out
    for members in problem.households:
        if most is not None and len(members) > most:
            out = Fraction(sum(plan[p] is not None for p in members))
            group = problem.case.seekers[members[0]]["household_id"]
            rows.append(row("household, max_out", group, Fraction(most), out, "placements"))
    rows.sort(key=lambda cells: (cells[0] != "vacancies", cells[0], cells[1]))
    put(run, "prices.csv", [dict(zip(PRICES, cells, strict=True)) for cells in rows], PRICES)
    jobs = table(run, "jobs.csv")
    for job in jobs:
        y = "" if of_cost is None else text(of_cost.get(("vacancies", job["job_id"]), Fraction(0)))
        job.update(price=y, price_fewer=y)
    put(run, "jobs.csv", jobs)


def write_proofs(run: Path, proofs: Proofs, *, by_cases: bool = False) -> None:
    """certificate.csv, and leaves.csv of a run by cases."""
    rows, cases = [], []
    for stage, leaves in proofs.items():
        for number, (leaf, duals) in enumerate(leaves):
            ordered = sorted(duals.items(), key=lambda item: (item[0][0] != "vacancies", item[0]))
            rows += [[stage, str(number), *name, text(y)] for name, y in ordered]
            mine = [[*gate, "1" if open_ else "", "" if open_ else "0"] for gate, open_ in leaf.gates.items()]
            mine.append(["placed", "", str(leaf.low), str(leaf.high)])
            cases += [[stage, str(number), *cells] for cells in sorted(mine)]
    columns = ["stage", "leaf", "constraint", "group", "dual"]
    kept = columns if by_cases else [name for name in columns if name != "leaf"]
    whole = [dict(zip(columns, cells, strict=True)) for cells in rows]
    put(run, "certificate.csv", [{name: row[name] for name in kept} for row in whole], kept)
    if by_cases:
        columns = ["stage", "leaf", "constraint", "group", "lower", "upper"]
        put(run, "leaves.csv", [dict(zip(columns, cells, strict=True)) for cells in cases], columns)


def number_of(limit: Fraction) -> int | float:
    """As the summary states it."""
    return int(limit) if limit.denominator == 1 else float(limit)


def write_conflict(problem: Problem, proofs: Proofs, folder: Path, *, by_cases: bool = False) -> Path:
    """Write the run that says there is no plan, with the duals of the stage `hard`."""
    nobody: Plan = (None,) * problem.persons
    told = dict.fromkeys([*problem.stages, "cost"], 0)
    claim = Claim(problem, nobody, {"cost": [(Leaf(0, problem.persons), {})]}, told=told)
    run = write_claim(claim, folder)
    for name in PLAN_FILES:
        (run / name).unlink(missing_ok=True)
    write_proofs(run, proofs, by_cases=by_cases)
    named: dict[tuple[str, str], Limit] = {}
    for _, duals in proofs["hard"]:
        named |= {(x.constraint, x.group): x for x in problem.limits if x.named and duals.get((x.constraint, x.group))}
    bounds = [stage_bound(problem, "hard", duals, {}, leaf) for leaf, duals in proofs["hard"]]
    state = summary(run)
    state["conflict"] = [
        [*name, None if x.share is not None else number_of(x.limit)] for name, x in sorted(named.items())
    ]
    state["short_by"] = rounded(problem, "hard", min(bounds))
    state["status"] = "infeasible"
    for key in ("objective", "bound", "bound_source", "gap", "abs_gap", "stop", "stages", "objective_parts"):
        state[key] = None
    state["households"] = state["changes"] = None
    for key in ("placed", "unmatched", "unfilled"):
        del state["counts"][key]
    write_summary(run, state)
    return run
