"""Empty lists, large figures, extra tables of every shape, and the kinds of values in predicates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jobmatch.policy import load_policy
from jobmatch.verify import Report, verify
from jobmatch.verify.exactly import total
from mutation.edit import put, summary, table
from mutation.make_run import Solved, solve, write, write_summary
from mutation.reference import Instance
from mutation.showcase import showcase


def _solved(**policy: object) -> Solved:
    base = showcase()
    given = {"as_of": "2016-08-29", "unmatched": {"default": 900.0, "registered_poor": 30000.0}, **policy}
    return solve(replace(base, policy=load_policy(given)))


def test_a_report_is_true_only_if_the_run_holds() -> None:
    assert Report("r", True, ())
    assert not Report("r", False, ())


def test_a_report_says_what_is_recorded_only(tmp_path: Path) -> None:
    assert "recorded only, not checked: solver, seed, versions" in str(verify(write(_solved(), tmp_path / "run")))


def _emptied(run: Path, name: str, figures: dict[str, object]) -> Report:
    """Cut one list to its header, and state the empty plan that follows."""
    for file in (f"inputs/{name}.csv", "assignment.csv"):
        put(run, file, [], (run / file).read_text(encoding="utf-8").splitlines()[0].split(","))
    (run / "inputs/decisions.csv").unlink()
    state = {**summary(run), **figures}
    write_summary(run, state)
    return verify(run)


TIERS = {"county": 0, "prefecture": 0, "province": 0, "outside": 0}


def test_an_empty_seekers_list(tmp_path: Path) -> None:
    run = write(_solved(), tmp_path / "run")
    put(run, "unmatched.csv", [], list(table(run, "unmatched.csv")[0]))
    for file, used in (("jobs.csv", "filled"), ("prices.csv", "used")):
        put(run, file, [{**r, used: "0", "price": "0.0", "price_fewer": "0.0"} for r in table(run, file)])
    counts = {**dict.fromkeys(summary(run)["counts"], 0), "jobs": 5, "vacancies": 11, "unfilled": 11}
    figures: dict[str, object] = {"objective": 0.0, "bound": 0.0, "counts": counts, "mean_wage": None}
    figures |= {"placed_by_priority": {}, "placed_by_tier": TIERS, "unmatched_by_reason": {}}
    report = _emptied(run, "seekers", figures)
    assert report.ok, str(report)


def test_an_empty_jobs_list(tmp_path: Path) -> None:
    solved = _solved()
    run = write(solved, tmp_path / "run")
    for file in ("jobs.csv", "prices.csv"):
        put(run, file, [], list(table(run, file)[0]))
    reasons = {"P5": "no_consent", "P9": "under_age"}
    people = {row["person_id"]: row["priority"] for row in table(run, "inputs/seekers.csv")}
    left = [
        {
            "person_id": person,
            "reason": reasons.get(person, "region"),
            "unmatched_cost": "30000.0" if priority == "registered_poor" else "900.0",
            "eligible_jobs": "0",
            "best_cost": "",
        }
        for person, priority in sorted(people.items())
    ]
    put(run, "unmatched.csv", left)
    worth = sum(float(row["unmatched_cost"]) for row in left)
    counts = {**dict.fromkeys(summary(run)["counts"], 0), "seekers": 12, "unmatched": 12}
    figures: dict[str, object] = {"objective": worth, "bound": worth, "counts": counts, "mean_wage": None}
    figures |= {"placed_by_priority": {"default": [0, 10], "registered_poor": [0, 2]}, "placed_by_tier": TIERS}
    figures |= {"unmatched_by_reason": {"no_consent": 1, "under_age": 1, "region": 10}}
    report = _emptied(run, "jobs", figures)
    assert report.ok, str(report)


@pytest.mark.parametrize("keys", [["persons.priority"], ["jobs.region"], ["persons.min_wage", "jobs.job_type"], []])
def test_extra_tables_with_keys_of_either_list_or_of_none(keys: list[str], tmp_path: Path) -> None:
    base = showcase()
    first = {"persons.": base.seekers[0], "jobs.": base.jobs[0]}
    row = {key: first[key[: key.index(".") + 1]][key.split(".")[1]] for key in keys} | {"value": "-12.34"}
    policy = load_policy(
        {"as_of": "2016-08-29", "unmatched": {"default": 900.0}, "extra": {"table": "extra.csv", "weight": 0.5}}
    )
    solved = solve(replace(base, policy=policy, extra=[row]))
    report = verify(write(solved, tmp_path / "run"))
    assert report.ok, str(report)
    assert any(float(r["extra"]) != 0 for r in table(tmp_path / "run", "assignment.csv"))


def test_an_extra_table_with_a_column_of_its_own(tmp_path: Path) -> None:
    run = write(_solved(extra={"table": "extra.csv"}), tmp_path / "run")
    put(run, "inputs/extra.csv", [{"place": "A", "value": "1.0"}])
    write_summary(run, summary(run))
    assert verify(run).failed[0] == "tables"


@pytest.mark.parametrize(
    ("side", "column", "value"),
    [
        ("jobs", "wage", [2900, 3600.5]),
        ("jobs", "contract", True),
        ("jobs", "region", ["A1", "C"]),
        ("persons", "priority", "registered_poor"),
        ("persons", "min_wage", 2500.0),
        ("jobs", "skills", ""),
        ("persons", "birth_date", "1985-03-01"),
    ],
)
def test_predicates_of_the_columns_own_kind(side: str, column: str, value: object, tmp_path: Path) -> None:
    subsidy = {"name": "x", "form": "fixed", "amount": 1200.0, "weight": -1.0, side: {column: value}}
    run = write(_solved(subsidy=[subsidy]), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert any(float(row["subsidy"]) != 0 for row in table(run, "assignment.csv"))


def test_a_blank_least_wage_is_a_least_wage_of_nothing(tmp_path: Path) -> None:
    base = showcase()
    subsidy = {"name": "x", "form": "fixed", "amount": 1200.0, "weight": -1.0, "persons": {"min_wage": 0}}
    policy = load_policy({"as_of": "2016-08-29", "unmatched": {"default": 900.0}, "subsidy": [subsidy]})
    seekers = [{k: v for k, v in row.items() if k != "min_wage"} for row in base.seekers]
    run = write(solve(replace(base, policy=policy, seekers=seekers)), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert all(float(row["subsidy"]) != 0 for row in table(run, "assignment.csv"))


def test_the_largest_costs_that_solve_accepts(tmp_path: Path) -> None:
    """A pair's cost and an unmatched cost of just under 2**53 quanta together, for thousands of persons."""
    stay, persons = 10**12, 3000
    pair = 2**53 - 1 - stay
    names = [f"P{i:04}" for i in range(persons)]
    quanta = -pair
    case = Instance(
        seekers=[{"person_id": name} for name in names],
        jobs=[{"job_id": "J", "vacancies": "1"}],
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": float(stay)}}),
        pairs=[{"person_id": name, "job_id": "J", "cost": str(quanta)} for name in names],
        cost_decimals=0,
    )
    price = stay + pair
    place: list[int | None] = [0, *[None] * (persons - 1)]
    solved = Solved(
        case, {(p, 0): quanta for p in range(persons)}, place, quanta + stay * (persons - 1), [price], [price]
    )
    report = verify(write(solved, tmp_path / "run"))
    assert report.ok, str(report)
    assert report.objective == float(quanta + stay * (persons - 1))


def test_totals_do_not_wrap() -> None:
    values = np.array([2**60] * 40 + [-(2**60)] * 3 + [-1])
    assert total(values) == 37 * 2**60 - 1


def test_a_tier_that_never_occurs_may_cost_any_amount(tmp_path: Path) -> None:
    base = showcase()
    policy = load_policy(
        {
            "as_of": "2016-08-29",
            "quantum": 1e-6,
            "unmatched": {"default": 900.0},
            "tier": {"outside": 1e12},
            "preference": {"region_step": 1.0},
        }
    )
    near = {row["person_id"]: {**row, "home": "A11"} for row in base.seekers}
    jobs = [{**row, "region": "A12"} for row in base.jobs]
    report = verify(
        write(solve(replace(base, policy=policy, seekers=list(near.values()), jobs=jobs)), tmp_path / "run")
    )
    assert report.ok, str(report)
