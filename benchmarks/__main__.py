"""The harness's command line: ``python -m benchmarks run SUITE``, ``render``, ``list``, ``instances``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from benchmarks.instances.command import add_parser
from benchmarks.memory import available_gb
from benchmarks.registry import SUITES, cases
from benchmarks.results import RESULTS, keep
from benchmarks.runner import Plan, default_solvers, run
from benchmarks.solvers import SOLVERS, installed, solver


def run_suite(given: argparse.Namespace) -> int:
    """Run a suite; 1 if solvers disagree or one fails, else 0."""
    suite = SUITES[given.suite]
    chosen = cases(given.suite, given.cases)
    if not chosen:
        print(f"suite {given.suite!r} has no case like {given.cases!r}; see: python -m benchmarks list")
        return 2
    plan = Plan(
        solvers=default_solvers(given.only, suite.solvers),
        measures=suite.measures,
        repeats=given.repeats or suite.repeats,
        time_limit=given.time_limit or suite.time_limit,
        memory_gb=given.memory or available_gb(),
    )
    path = given.out if given.only else given.out or RESULTS / f"{given.suite}.json"
    wrong: list[str] = []
    for record in run(chosen, plan, lambda line: print(line, flush=True)):
        wrong += record.get("wrong", [])
        if path is not None:  # after every case: a long suite may be stopped and gone on with
            for name in keep(given.suite, record, plan.repeats, path):
                print(f"  dropped {name}: measured with other versions or elsewhere")
    if path is None:
        print("not kept: a suite's file compares all its solvers (--out FILE keeps a part)")
    print(f"{len(chosen)} cases" + "".join(f"\nWRONG: {line}" for line in wrong))
    return 1 if wrong else 0


def render(given: argparse.Namespace) -> int:
    """Write tables and plots from the results files into the documentation."""
    from benchmarks.render import render_page

    for path in render_page(given.docs):
        print(path)
    return 0


def show(given: argparse.Namespace) -> int:
    """Suites with their cases, and solvers with their versions."""
    for name, suite in SUITES.items():
        print(f"{name}: {suite.about}")
        for found in cases(name):
            print(f"    {found.name}")
    print("solvers:")
    for name in SOLVERS:
        print(f"    {name}: {solver(name).title} ({solver(name).library} {installed(name) or 'not installed'})")
    return 0


def main() -> int:
    """Parse and call."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Solvers side by side, each in a process")
    commands = parser.add_subparsers(required=True)
    of_run = commands.add_parser("run", help="run a suite and keep its results")
    of_run.add_argument("suite", choices=SUITES)
    of_run.add_argument("--repeats", type=int, help="runs of each solver on each case")
    of_run.add_argument("--only", metavar="SOLVER,…", help="these solvers only")
    of_run.add_argument("--cases", default="*", metavar="PATTERN", help="cases whose name fits, such as 'sparse/50k*'")
    of_run.add_argument("--time-limit", type=float, metavar="S", help="seconds for one run")
    of_run.add_argument("--memory", type=float, metavar="GB", help="memory for one run (default: what is available)")
    of_run.add_argument(
        "--out", type=Path, metavar="FILE", help="results file (default: benchmarks/results/SUITE.json)"
    )
    of_run.set_defaults(call=run_suite)
    of_render = commands.add_parser("render", help="write results into docs/benchmarks.md and docs/figures/")
    of_render.add_argument("--docs", type=Path, default=Path(__file__).parents[1] / "docs")
    of_render.set_defaults(call=render)
    commands.add_parser("list", help="suites, cases and solvers").set_defaults(call=show)
    add_parser(commands)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, _stopped)
    try:
        return int(given.call(given))
    except ValueError as fault:  # a name that is not there, a table with other columns
        print(fault, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def _stopped(number: int, _: FrameType | None) -> None:
    """End by an exception, so that the process of the running step ends as well and nothing stays behind."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
