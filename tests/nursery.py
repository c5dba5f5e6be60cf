"""Processes to be killed: a program that has loaded everything once, and forks a child for each job that it is told.

Run as ``python nursery.py``; each line of standard input is a job, as JSON; it answers with how the child ended. A job
says after how many seconds the child is killed. What a child has done it tells by lines in a file, so that one knows
what was reported as done.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine.kernels import prepare_kernels
from jobmatch.ledger import open_ledger, propose, solve_round, take_in

PERSONS = 60
"""Persons of one import."""

START = date(2016, 8, 1)


def lists_of(number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lists of one import: persons and jobs that no other import has."""
    ids = range(number * PERSONS, (number + 1) * PERSONS)
    seekers = pl.DataFrame(
        {
            "person_id": [f"p{k}" for k in ids],
            "home": ["花垣县", "凤凰县", "泸溪县"] * (PERSONS // 3),
            "age": [20 + k % 40 for k in ids],
            "min_wage": [2500 + 10 * (k % 50) for k in ids],
            "wish_regions": ["*"] * PERSONS,
        }
    )
    jobs = pl.DataFrame(
        {
            "job_id": [f"j{number}-{k}" for k in range(5)],
            "region": ["长沙市", "深圳市", "花垣县", "深圳市", "长沙市"],
            "vacancies": [4] * 5,
            "wage": [3000 + 100 * k for k in range(5)],
        }
    )
    return seekers, jobs


def answers_of(number: int) -> pl.DataFrame:
    """Answers of the persons of an import, each about one of its jobs."""
    ids = [f"p{k}" for k in range(number * PERSONS, (number + 1) * PERSONS, 2)]
    return pl.DataFrame({"person_id": ids, "job_id": f"j{number}-0", "event": "declined", "reason": "too far"})


def imports(job: dict[str, Any]) -> None:
    """Take lists and answers in, one import after another."""
    for number in range(job["first"], job["last"]):
        seekers, jobs = lists_of(number)
        with open_ledger(job["ledger"]) as ledger:
            day = START + timedelta(number)
            take_in(ledger, seekers=seekers, jobs=jobs, answers=[answers_of(number)], on=day, source=str(number))
        tell(job, str(number))


def rounds(job: dict[str, Any]) -> None:
    """One round: a plan, its run, its proposals."""
    day = START + timedelta(400 + job["number"])
    with open_ledger(job["ledger"], make=False) as ledger:
        made = solve_round(ledger, {"as_of": "2016-08-29"}, on=day)
        made.result.save(Path(job["run"]), overwrite=True)
        propose(ledger, made, str(job["number"]))
    tell(job, "proposed")


def tell(job: dict[str, Any], what: str) -> None:
    """Report something as done."""
    with Path(job["told"]).open("ab", buffering=0) as file:
        file.write(f"{what}\n".encode())


def main() -> None:
    """Fork a child for every line."""
    prepare_kernels()
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            try:
                {"imports": imports, "rounds": rounds}[job["what"]](job)
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        if job.get("after") is not None:
            time.sleep(job["after"])
            os.kill(child, signal.SIGKILL)  # nobody has waited for it yet, so that it is no other process
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
