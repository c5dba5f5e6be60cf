"""``python -m benchmarks instances list | write | plain | stamp | solve | check`` (docs/instances.md)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.instances.make import differing, write_instance
from benchmarks.instances.optima import Record, keep, optima, rank, solve
from benchmarks.instances.spec import Spec, specs, stamp


def add_parser(commands: Any) -> None:
    """The command and its parts."""
    parts = commands.add_parser("instances", help="the public set of instances").add_subparsers(required=True)
    of_list = parts.add_parser("list", help="names, sizes and what each exercises")
    of_list.set_defaults(call=_list, names=[])
    for name, told, call in (
        ("write", "write the files of instances, and check their sums", _write),
        ("stamp", "write the sums of the files into the specs of new instances", _stamp),
        ("solve", "solve, verify, compare and keep in optima.json", _solve),
    ):
        part = parts.add_parser(name, help=told)
        part.add_argument("names", nargs="+", metavar="NAME", help="names or patterns such as 'tiny-*'")
        part.set_defaults(call=call)
        if name == "write":
            part.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder a name is made in it")
            part.add_argument("--plain", action="store_true", help="plain tables too, for solvers without rules")
        if name == "solve":
            part.add_argument("--time-limit", type=float, default=3600.0, metavar="S", help="seconds for each step")
    of_check = parts.add_parser("check", help="judge a plan: CSV with person_id, job_id and perhaps route")
    of_check.add_argument("name", metavar="NAME")
    of_check.add_argument("plan", type=Path, metavar="PLAN.csv")
    of_check.set_defaults(call=_check)


def _list(given: argparse.Namespace) -> int:
    known = optima()
    for spec in specs():
        record = known.get(spec.name)
        best = "not solved" if record is None else f"{record['objective']:,.2f}, gap {record['gap']:.2g}"
        print(f"{spec.name}: {', '.join(spec.levers) or 'vacancies'}; {best}\n    {spec.about}")
    return 0


def _write(given: argparse.Namespace) -> int:
    odd = 0
    for spec in specs(*given.names):
        folder = given.out / spec.name
        wrong = differing(spec, write_instance(spec, folder))
        odd += bool(wrong)
        print(folder if not wrong else f"{folder}: other bytes than the spec tells the sums of: {', '.join(wrong)}")
        if given.plain:
            from benchmarks.instances.given import case_of, ready
            from benchmarks.instances.listing import plain_of

            plain_of(spec.name, case_of(ready(folder))).write(folder / "plain")
    return 1 if odd else 0


def _stamp(given: argparse.Namespace) -> int:
    for spec in specs(*given.names):
        with tempfile.TemporaryDirectory(prefix="jobmatch-instance-") as place:
            stamp(spec.name, write_instance(spec, Path(place)))
        print(spec.name)
    return 0


def _solve(given: argparse.Namespace) -> int:
    for spec in specs(*given.names):
        record = solve(spec, given.time_limit, lambda line: print(line, flush=True))
        print(f"  {keep(spec.name, record)}", flush=True)
    return 0


def _check(given: argparse.Namespace) -> int:
    import polars as pl

    from benchmarks.instances.given import case_of, ready
    from benchmarks.instances.judge import judge

    (spec,) = specs(given.name)
    try:
        plan = pl.read_csv(given.plan, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ValueError(f"{given.plan} cannot be read as a CSV file: {error}") from None
    with tempfile.TemporaryDirectory(prefix="jobmatch-instance-") as place:
        wrong = differing(spec, write_instance(spec, Path(place)))
        if wrong:
            print(f"other bytes than the spec tells the sums of: {', '.join(wrong)}")
            return 1
        verdict = judge(case_of(ready(Path(place))), plan)
    for name, words in verdict.broken.items():
        print(f"broken: {name}: {words}")
    if verdict.broken:
        return 1
    assert verdict.yuan is not None
    print("feasible")
    for name, value in verdict.stages:
        print(f"{name}: {float(value):g}")
    print(f"objective: {verdict.yuan:.{verdict.decimals}f}")
    record = optima().get(spec.name)
    if record is not None:
        stages = [[name, float(value), None] for name, value in verdict.stages]
        plan, nobody = {"stages": stages, "objective": verdict.yuan}, verdict.nobody / 10**verdict.decimals
        print(against(spec, plan, record, nobody))
    return 0


def against(spec: Spec, plan: Record, best: Record, nobody: float) -> str:
    """A feasible plan beside the best known, in words."""
    for (name, value, _), (_, known, _) in zip(plan["stages"], best["stages"], strict=False):
        if value != known and name != "cost":
            return f"{name}: {value - known:+g} against the best known"
    if rank(plan) == rank(best):
        return "this is the optimum" if best["proven"] else "as good as the best known"
    if rank(plan) < rank(best):
        return f"better than the best known of {spec.name}"
    return f"gap to the bound: {gap(plan['objective'], best['bound'], nobody):.3g}"


def gap(objective: float, bound: float, nobody: float) -> float:
    """``(objective − bound) / max(1, |nobody − bound|)``, as everywhere in jobmatch."""
    return (objective - bound) / max(1.0, abs(nobody - bound))
