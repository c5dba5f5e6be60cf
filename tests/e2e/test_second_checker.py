"""The checker in `examples/` that uses the standard library alone agrees with `verify`, and catches falsifications."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jobmatch
from jobmatch.scenarios import presets
from jobmatch.verify import verify
from mutation.make_run import solve, write
from mutation.random_cases import random_instance
from small_policies import GRANT, GRANTS, QUOTAS

CHECKER = Path(__file__).parents[2] / "examples" / "second_checker.py"

POLICIES: dict[str, dict[str, Any]] = {
    "plain": {},
    "quotas": {
        "quota": [
            *QUOTAS,
            {"name": "poor", "persons": {"priority": "registered_poor"}, "lower": 20},
        ]
    },
    "budgets": {
        "subsidy": GRANT,
        "budget": [
            GRANTS,
            {"name": "all", "usage": "placements", "limit": 60.0},
        ],
    },
}


def checked(run: Path, pairs: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(CHECKER), str(run), str(pairs)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module", params=POLICIES)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run, and its eligible pairs as a table."""
    folder = tmp_path_factory.mktemp(request.param)
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.006)
    document = {**policy, **POLICIES[request.param]}
    result = jobmatch.solve(seekers, jobs, document)
    assert result.verify().ok
    jobmatch.eligible_pairs(seekers, jobs, document).write_csv(folder / "pairs.csv")
    return result.save(folder / "run"), folder / "pairs.csv"


def test_it_is_short_and_needs_nothing() -> None:
    text = CHECKER.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    imports = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imports <= set(sys.stdlib_module_names)


def test_it_agrees_that_a_run_holds(saved: tuple[Path, Path]) -> None:
    done = checked(*saved)
    assert done.returncode == 0, done.stdout + done.stderr
    bound = json.loads((saved[0] / "summary.json").read_text())["bound"]
    assert done.stdout.startswith("everything holds")
    if json.loads((saved[0] / "summary.json").read_text())["bound_source"] == "prices":
        assert f"{bound:,.2f}" in done.stdout


def edit_csv(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    columns = list(table[0])
    change(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(table)


def swap(table: list[dict[str, str]]) -> None:
    first, other = table[0], next(row for row in table if row["job_id"] != table[0]["job_id"])
    first["job_id"], other["job_id"] = other["job_id"], first["job_id"]


def cheaper(table: list[dict[str, str]]) -> None:
    table[0]["cost"] = str(float(table[0]["cost"]) - 1)


def drop(table: list[dict[str, str]]) -> None:
    table.pop()


def twice(table: list[dict[str, str]]) -> None:
    table.append(dict(table[0]))


def costlier_to_stay(table: list[dict[str, str]]) -> None:
    for row in table:
        row["unmatched_cost"] = str(float(row["unmatched_cost"]) + 1)


def less_room(table: list[dict[str, str]]) -> None:
    for row in table:
        row["vacancies"] = "0"


def one_price_lower(table: list[dict[str, str]]) -> None:
    for column in ("price", "dual", "cost"):
        row = next((row for row in table if float(row.get(column) or 0) > 0), None)
        if row is not None:
            row[column] = str(float(row[column]) / 2)
            return


EDITS = {
    "assignment.csv": (swap, cheaper, drop, twice),
    "unmatched.csv": (drop, twice, costlier_to_stay),
    "inputs/jobs.csv": (less_room,),
    "inputs/seekers.csv": (drop,),
}


@pytest.mark.parametrize(("name", "edit"), [(name, edit) for name, edits in EDITS.items() for edit in edits])
def test_falsified_tables_are_noticed_by_both(
    saved: tuple[Path, Path], name: str, edit: Callable[[list[dict[str, str]]], None], tmp_path: Path
) -> None:
    run = Path(shutil.copytree(saved[0], tmp_path / "run"))
    edit_csv(run / name, edit)
    assert checked(run, saved[1]).returncode == 1
    assert not verify(run).ok


def test_a_dual_that_is_lowered_is_noticed(saved: tuple[Path, Path], tmp_path: Path) -> None:
    run = Path(shutil.copytree(saved[0], tmp_path / "run"))
    name = "certificate.csv" if (run / "certificate.csv").exists() else "jobs.csv"
    edit_csv(run / name, one_price_lower)
    assert checked(run, saved[1]).returncode == 1


@pytest.mark.parametrize("key", ["objective", "bound"])
def test_figures_that_are_off_are_noticed(saved: tuple[Path, Path], key: str, tmp_path: Path) -> None:
    run = Path(shutil.copytree(saved[0], tmp_path / "run"))
    summary = json.loads((run / "summary.json").read_text())
    if key == "bound" and summary["bound_source"] == "solver":
        key = "bound_of_prices"
    (run / "summary.json").write_text(json.dumps({**summary, key: summary[key] - 1}))
    assert checked(run, saved[1]).returncode == 1


@pytest.mark.parametrize("saved", ["quotas", "budgets"], indirect=True)
def test_a_limit_of_the_policy_that_is_altered_is_noticed(saved: tuple[Path, Path], tmp_path: Path) -> None:
    run = Path(shutil.copytree(saved[0], tmp_path / "run"))
    policy = json.loads((run / "inputs/policy.json").read_text())
    for quota in policy["quota"]:
        quota["upper"] = None if quota["upper"] is None else quota["upper"] + 1
    for budget in policy["budget"]:
        budget["limit"] += 1
    (run / "inputs/policy.json").write_text(json.dumps(policy))
    assert checked(run, saved[1]).returncode == 1


def test_levers_that_it_does_not_know_are_named(tmp_path: Path) -> None:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.002)
    result = jobmatch.solve(seekers, jobs, {**policy, "household": {"bonus": 5.0}})
    run = result.save(tmp_path / "run")
    jobmatch.eligible_pairs(seekers, jobs, policy).write_csv(tmp_path / "pairs.csv")
    done = checked(run, tmp_path / "pairs.csv")
    assert done.returncode == 1
    assert "does not know household.bonus" in done.stderr


def test_it_agrees_on_random_lists(tmp_path: Path) -> None:
    """All kinds of rules, terms, files and decisions; only levers that it says it does not know are left out."""
    agreed = 0
    for seed in range(60):
        case = random_instance(seed)
        lists = write(solve(case), tmp_path / f"{seed}") / "inputs"
        also = {name: lists / f"{name}.csv" for name in ("pairs", "decisions") if (lists / f"{name}.csv").exists()}
        also["regions"] = lists / "regions.csv"
        given = (lists / "seekers.csv", lists / "jobs.csv", lists / "policy.json")
        run = jobmatch.solve(*given, **also).save(tmp_path / f"{seed}" / "solved")
        jobmatch.eligible_pairs(*given, **also).write_csv(tmp_path / f"{seed}" / "eligible.csv")
        done = checked(run, tmp_path / f"{seed}" / "eligible.csv")
        assert done.returncode == 0 or "does not know" in done.stderr, f"seed {seed}\n{done.stdout}{done.stderr}"
        agreed += done.returncode == 0
    assert agreed >= 30
