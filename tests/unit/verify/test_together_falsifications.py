"""Runs with groups that go together, by hand: what is claimed of them and does not hold is noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_problems import Place
from together_problems import Together, unit_of
from together_runs import claim, duals_without_groups

from jobmatch.policy import load_policy
from jobmatch.verify import Report, verify
from mutation.edit import edit, first, listed, put, repolicy, summary, table
from mutation.make_run import write_summary
from mutation.reference import Instance

BEST: Place = (0, 1, 2, None)
DUALS = {("vacancies", "J0"): [0, 30], ("vacancies", "J2"): [0, 20]}


def _problem(household_ids: str = "hhij", **household: Any) -> Together:
    """Long and Shi go together to one employer, Wu and Yang each for himself; the pairs file gives the costs."""
    names = ("Long", "Shi", "Wu", "Yang")
    seekers = [
        {"person_id": name, "household_id": of, "together_id": group, "village": "vvww"[at]}
        for at, (name, of, group) in enumerate(zip(names, household_ids, ("g", "g", "", "alone"), strict=True))
    ]
    jobs = [
        {"job_id": f"J{j}", "employer_id": firm, "region": region, "vacancies": "1"}
        for j, (firm, region) in enumerate((("e", "A11"), ("e", "A12"), ("f", "A11")))
    ]
    costs = {(0, 0): 10, (0, 2): 5, (1, 1): 20, (1, 2): 4, (2, 0): 30, (2, 2): 20, (3, 2): 90}
    policy = load_policy(
        {"unmatched": {"default": 100.0}, "household": {"together": "employer", **household}, "quota": []}
    )
    pairs = [{"person_id": names[p], "job_id": f"J{j}", "cost": str(cost)} for (p, j), cost in sorted(costs.items())]
    regions = [
        {"code": code, "parent": above, "level": level, "name": "", "lon": "", "lat": ""}
        for code, above, level in (("A", "", "province"), ("A1", "A", "prefecture"))
    ]
    regions += [{**regions[0], "code": code, "parent": "A1", "level": "county"} for code in ("A11", "A12")]
    case = Instance(seekers, jobs, regions, policy, pairs=pairs, cost_decimals=0)
    return Together(case, costs, dict.fromkeys(costs, 0), [], [(0, 1)], [unit_of(case, job) for job in jobs])


def _restated(run: Path, **values: Any) -> Report:
    write_summary(run, {**summary(run), **values})
    return verify(run)


def _policy(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    return lambda run: repolicy(run, change)


def _state(**values: Any) -> Callable[[Path], None]:
    return lambda run: write_summary(run, {**summary(run), **values})


def test_a_bound_by_hand(tmp_path: Path) -> None:
    report = verify(claim(_problem(), BEST, DUALS, tmp_path / "run"))
    assert report.ok, str(report)
    assert report.status == "feasible"
    # The group would pay 10 + 30 + 20 = 60 at e, 5 + 20 + 4 + 20 = 49 at f; Wu 40 at J2; Yang stays at 100.
    assert report.bound == 139
    assert report.objective == 150
    assert "1 groups are together" in str(report)
    assert "extremes" not in [check.name for check in report.checks]


def test_prices_that_prove_it(tmp_path: Path) -> None:
    duals = {("vacancies", "J2"): [0, 30]}
    report = verify(claim(_problem(), BEST, duals, tmp_path / "run"))
    # The group pays 30 at e, Wu 30 at J0, Yang 100 for staying, less 30.
    assert report.ok, str(report)
    assert report.bound == 130
    problem = _problem()
    report = verify(claim(problem, BEST, {("vacancies", "J0"): [0, 20], **duals}, tmp_path / "optimal"))
    assert report.ok, str(report)
    assert report.status == "optimal"


@pytest.mark.parametrize("place", [(0, 2, None, None), (0, None, 2, None), (None, 2, 0, None), (2, 1, 0, None)])
def test_a_group_pulled_apart(place: Place, tmp_path: Path) -> None:
    report = verify(claim(_problem(), place, DUALS, tmp_path / "run"))
    assert "limits" in report.failed
    assert "the group 'g' is not together: Long" in str(report)


def test_regions_as_units(tmp_path: Path) -> None:
    """J0 and J1 lie in two counties of one prefecture."""
    apart = _problem(together="region@county")
    assert verify(claim(_problem(together="region@prefecture"), BEST, DUALS, tmp_path / "prefecture")).ok
    report = verify(claim(apart, BEST, DUALS, tmp_path / "county"))
    assert report.failed == ("limits",)
    assert "Long goes to 'A11', Shi goes to 'A12'" in str(report)
    report = verify(claim(apart, (None, None, 0, 2), DUALS, tmp_path / "nowhere"))
    assert report.ok, str(report)


FALSIFICATIONS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a bound too high": ("bound", _state(bound=140.0)),
    "a bound too low": ("bound", _state(bound=138.0)),
    "proven when it is not": ("status", _state(status="optimal", stop=None)),
    "a gap of nothing": ("gap", _state(gap=0.0, abs_gap=0.0)),
    "no certificate": ("certificate", lambda run: (run / "certificate.csv").unlink()),
    "leaves": ("leaves", lambda run: put(run, "leaves.csv", [], ["leaf", "constraint", "group", "lower", "upper"])),
    "a price": ("prices", lambda run: edit(run, "prices.csv", lambda rows: rows[0].update(price="0.0"))),
    "a price of a job": ("prices", lambda run: edit(run, "jobs.csv", lambda rows: rows[0].update(price="0.0"))),
    "a third member": ("limits", lambda run: listed(run, "seekers", "person_id", {"together_id": "g"}, row_id="Wu")),
    "no group": ("bound", lambda run: listed(run, "seekers", "person_id", {"together_id": ""}, row_id="Shi")),
    "another employer": ("limits", lambda run: listed(run, "jobs", "job_id", {"employer_id": "f"}, row_id="J1")),
    "an employer of its own": ("limits", lambda run: listed(run, "jobs", "job_id", {"employer_id": ""}, row_id="J1")),
    "groups ignored": ("summary", _policy(lambda policy: policy["household"].update(together=None))),
    "what is no unit": ("policy", _policy(lambda policy: policy["household"].update(together="region"))),
    "no such level": ("policy", _policy(lambda policy: policy["household"].update(together="region@street"))),
    "counties as units": ("limits", _policy(lambda policy: policy["household"].update(together="region@county"))),
    "a share beside": ("scope", _policy(lambda policy: policy["quota"].append({"name": "q", "upper_share": 0.5}))),
    "all or none beside": (
        "scope",
        _policy(lambda policy: policy["quota"].append({"name": "q", "lower": 1, "all_or_none": True})),
    ),
    "a fair share beside": ("scope", _policy(lambda policy: policy["objective"].update(order=["fair:village"]))),
    "too many members out": ("limits", _policy(lambda policy: policy["household"].update(max_out=1))),
}


@pytest.mark.parametrize("name", FALSIFICATIONS)
def test_it_is_noticed(name: str, tmp_path: Path) -> None:
    check, falsify = FALSIFICATIONS[name]
    run = claim(_problem(), BEST, DUALS, tmp_path / "run")
    falsify(run)
    report = _restated(run)
    assert check in report.failed, str(report)


@pytest.mark.parametrize("rule", [{"bonus": 1.0}, {"max_out": 2}])
def test_a_group_of_two_households_with_rules_for_households(rule: dict[str, Any], tmp_path: Path) -> None:
    run = claim(_problem("hhij"), BEST, DUALS, tmp_path / "run")
    repolicy(run, lambda policy: policy["household"].update(rule))
    assert "policy" not in _restated(run).failed
    listed(run, "seekers", "person_id", {"household_id": "k"}, row_id="Shi")
    report = _restated(run)
    assert report.failed == ("policy",)
    assert "the group 'g' of inputs/seekers.csv has members of several" in str(report)


def test_regions_that_are_not_there(tmp_path: Path) -> None:
    run = claim(_problem(together="region@county"), (None, None, 0, 2), DUALS, tmp_path / "run")
    edit(run, "inputs/jobs.csv", lambda rows: first(rows).update(region="Z"))
    assert "the region 'Z' is not in inputs/regions.csv" in str(_restated(run))


def test_nobody_goes_with_anybody(tmp_path: Path) -> None:
    """The run counts as one with levers all the same, and states no prices."""
    problem = _problem()
    for person in problem.case.seekers:
        assert isinstance(person, dict)
        person["together_id"] = ""
    alone = Together(problem.case, problem.costs, problem.tiers, [], [], problem.unit)
    report = verify(claim(alone, (0, 1, 2, None), duals_without_groups(alone), tmp_path / "run"))
    assert report.ok, str(report)
    assert not any(row["price"] for row in table(tmp_path / "run", "prices.csv"))


def _bound(run: Path, *pairs: str) -> Report:
    """Bind persons to jobs, and claim that this leaves no plan, though no limit is in the way."""
    put(
        run,
        "inputs/decisions.csv",
        [
            {"person_id": person, "job_id": job, "decision": "accepted", "reason": ""}
            for person, job in map(str.split, pairs)
        ],
    )
    for name in ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv"):
        (run / name).unlink(missing_ok=True)
    put(run, "certificate.csv", [], ["constraint", "group", "hard", "cost"])
    state = {**summary(run), "status": "infeasible", "stop": None, "conflict": [], "short_by": len(pairs)}
    for key in ("objective", "bound", "bound_source", "gap", "abs_gap", "objective_parts", "stages", "households"):
        state[key] = None
    # Who is bound has one eligible pair.
    bound = {pair.split()[0] for pair in pairs}
    listed_pairs = [row for row in table(run, "inputs/pairs.csv") if row["person_id"] not in bound]
    state["counts"] |= {"eligible_pairs": len(listed_pairs) + len(bound)}
    write_summary(run, state)
    return verify(run)


def test_members_bound_in_different_units_are_no_conflict(tmp_path: Path) -> None:
    """Long is bound at e, Shi at f: no plan keeps both, and it would be the fault of the decisions."""
    run = claim(_problem(), BEST, DUALS, tmp_path / "run")
    report = _bound(run, "Long J0", "Shi J2")
    assert report.failed == ("decisions",), str(report)
    assert "members of the group 'g' are bound in different units: Long in 'e', Shi in 'f'" in str(report)
    assert "decisions" not in _bound(run, "Long J0", "Shi J1").failed, "both at e"
    assert "decisions" not in _bound(run, "Long J0", "Wu J2").failed, "one member only"
