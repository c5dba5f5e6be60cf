"""The public set of instances: the same bytes everywhere, optima that hold, plans judged exactly."""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

import jobmatch
from oracle.judge import judge as judged
from oracle.market import Market, market
from oracle.programme import best_plan
from oracle.triples import Case

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the harness is run from the checkout: it is no part of what is installed

from benchmarks.instances.command import add_parser  # noqa: E402
from benchmarks.instances.exact import Exact  # noqa: E402
from benchmarks.instances.given import case_of, ready, sources  # noqa: E402
from benchmarks.instances.judge import Verdict, judge  # noqa: E402
from benchmarks.instances.listing import plain_of  # noqa: E402
from benchmarks.instances.make import differing, write_instance  # noqa: E402
from benchmarks.instances.optima import keep, optima  # noqa: E402
from benchmarks.instances.plain import Plain  # noqa: E402
from benchmarks.instances.spec import SPECS, Spec, read_spec, specs  # noqa: E402
from benchmarks.render.instances import instances  # noqa: E402

TINY = [spec.name for spec in specs("tiny-*")]
SMALL = [spec.name for spec in specs("small-*")]
SLOW = {"small-budgets"}
"""Whose optimum takes long to prove."""

LEVERS = {
    "quotas on jobs",
    "quotas on persons",
    "quotas on both lists",
    "soft quotas",
    "shares",
    "all or none",
    "subsidies",
    "budgets",
    "courses",
    "household bonus",
    "max_out",
    "together",
    "strict order",
    "fair shares",
    "plan in force",
    "decisions",
}
"""Every lever of docs/levers.md."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The folder of an instance, written once."""
    place = tmp_path_factory.mktemp("instances")

    @cache
    def folder(name: str) -> Path:
        write_instance(specs(name)[0], place / name)
        return place / name

    return folder


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and output of ``python -m benchmarks instances …``."""
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    given = parser.parse_args(["instances", *arguments])
    capsys.readouterr()
    code = given.call(given)
    return int(code), capsys.readouterr().out


def test_the_set_is_graded_and_has_every_lever() -> None:
    every = specs()
    assert {spec.grade for spec in every} == {"tiny", "small", "county", "pilot", "national"}
    assert {lever for spec in every for lever in spec.levers} == LEVERS
    assert {lever for spec in every if spec.grade == "tiny" for lever in spec.levers} == LEVERS
    assert all(spec.about.endswith(".") for spec in every)


def test_levers_are_those_of_the_policy(written: Any) -> None:
    for name in [*TINY, *SMALL]:
        policy = tomllib.loads((written(name) / "policy.toml").read_text(encoding="utf-8"))
        (spec,) = specs(name)
        asked = {key for key in ("quota", "budget", "course", "subsidy", "household") if policy.get(key)}
        asked |= {"order"} if policy.get("objective") else set()
        told = {
            "quota": {"quotas on jobs", "quotas on persons", "quotas on both lists", "soft quotas", "shares"},
            "budget": {"budgets"},
            "course": {"courses"},
            "subsidy": {"subsidies"},
            "household": {"household bonus", "max_out", "together"},
            "order": {"strict order", "fair shares"},
        }
        for key, names in told.items():
            assert (key in asked) == bool(names & set(spec.levers)), (name, key)
        assert (written(name) / "plan.csv").exists() == ("plan in force" in spec.levers)


def test_a_spec_with_a_fault_is_refused(tmp_path: Path) -> None:
    text = (SPECS / "tiny-fair.toml").read_text(encoding="utf-8")
    odd = tmp_path / "tiny-fair.toml"
    odd.write_text(text.replace("levers =", "lever ="))
    with pytest.raises(ValueError, match="unknown key 'lever'"):
        read_spec(odd)
    odd.write_text(text.replace('"tiny"', '"small"', 1))
    with pytest.raises(ValueError, match="name and grade"):
        read_spec(odd)
    with pytest.raises(ValueError, match="no instance 'huge-"):
        specs("huge-*")


@pytest.mark.parametrize("name", [*TINY, *SMALL])
def test_an_instance_is_the_same_bytes_everywhere(name: str, written: Any, tmp_path: Path) -> None:
    (spec,) = specs(name)
    assert differing(spec, write_instance(spec, tmp_path)) == []
    seekers = (tmp_path / "seekers.csv").read_text(encoding="utf-8").splitlines()
    assert len(seekers) - 1 <= (20 if name in TINY else 2_000)
    assert differing(Spec(**{**spec.__dict__, "sha256": {**spec.sha256, "jobs.csv": "0"}}), dict(spec.sha256)) == [
        "jobs.csv"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", [spec.name for spec in specs("county-*", "pilot-*")])
def test_large_instances_are_the_same_bytes_everywhere(name: str, tmp_path: Path) -> None:
    (spec,) = specs(name)
    assert differing(spec, write_instance(spec, tmp_path)) == []


def test_every_instance_below_the_pilot_has_a_record_of_its_bytes() -> None:
    known = optima()
    for spec in specs():
        if spec.name not in known:
            assert spec.grade in ("pilot", "national"), spec.name
            continue
        record = known[spec.name]
        assert record["sha256"] == dict(spec.sha256), spec.name
        assert record["verified"], spec.name
        assert record["bound"] <= record["objective"], spec.name
        if record["bound_source"] == "prices":  # else a solver's word is beyond what the bounds say
            level = all(value == bound for _, value, bound in record["stages"])
            assert record["proven"] == (record["abs_gap"] == 0 and level), spec.name
        exact = record["enumerated"]
        if exact is not None and record["proven"]:
            assert exact["agrees"] is not False, spec.name
    checked = [spec.name for spec in specs("tiny-*", "small-*") if known[spec.name]["enumerated"]["agrees"]]
    assert set(checked) == {*TINY, *SMALL}


def same(result: jobmatch.Result, record: dict[str, Any]) -> None:
    """The result is as good as the record says that any plan can be."""
    assert result.status == "optimal"
    assert record["proven"]
    assert result.objective == record["objective"]
    stages = [[stage["name"], stage["value"], stage["bound"]] for stage in result.summary.get("stages", [])]
    assert stages == record["stages"]
    assert result.summary["counts"]["eligible_pairs"] == record["counts"]["eligible_pairs"]


def slowly(names: list[str]) -> list[Any]:
    return [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in names]


@pytest.mark.parametrize("name", slowly([*TINY, *SMALL]))
def test_an_optimum_is_found_again(name: str, written: Any) -> None:
    folder = written(name)
    result = jobmatch.solve(**sources(folder))
    same(result, optima()[name])
    report = result.verify()
    assert report.ok, str(report)
    verdict = judge(case_of(ready(folder)), result.assignment.select("person_id", "job_id", "route"))
    assert verdict.feasible
    assert verdict.yuan == result.objective


def found_in_plain_tables(name: str, folder: Path) -> Verdict:
    """What HiGHS finds over the plain tables, read from files by code that knows nothing of jobmatch."""
    case = case_of(ready(folder))
    plain_of(name, case).write(folder / "plain")
    plan = Exact(Plain.read(folder / "plain")).solve()
    assert plan is not None
    return judge(case, plan)


FEW = ["small-vacancies", "small-courses", "small-shares", "small-together", "small-everything"]


@pytest.mark.parametrize("name", [*TINY, *(n if n in FEW else pytest.param(n, marks=pytest.mark.slow) for n in SMALL)])
def test_plain_tables_are_enough_to_find_the_optimum(name: str, written: Any) -> None:
    verdict, record = found_in_plain_tables(name, written(name)), optima()[name]
    assert verdict.feasible
    assert verdict.yuan == record["objective"]
    assert [float(value) for _, value in verdict.stages] == [value for stage, value, _ in record["stages"][:-1]]


def rows(path: Path) -> list[dict[str, str]] | None:
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def told(written: Any) -> Any:
    """An instance as a slow reading of the documents has it, which shares nothing with what judges it here."""

    @cache
    def found(name: str) -> Market:
        inputs = jobmatch.solve(**sources(written(name))).save(written(name) / "run") / "inputs"
        seekers, jobs, regions = (rows(inputs / f"{table}.csv") or [] for table in ("seekers", "jobs", "regions"))
        policy = json.loads((inputs / "policy.json").read_text(encoding="utf-8"))
        decisions, plan = rows(inputs / "decisions.csv"), rows(inputs / "plan.csv")
        return market(Case(seekers, jobs, regions, policy, decisions=decisions, plan=plan))

    return found


TOLD_BY_THE_ORACLE = [name for name in TINY if name != "tiny-fair"]
"""It knows no fair shares."""


@pytest.mark.parametrize("name", TOLD_BY_THE_ORACLE)
def test_an_optimum_is_that_of_a_programme_over_all_triples(name: str, told: Any) -> None:
    given, record = told(name), optima()[name]
    best = best_plan(given, exact=True)
    assert best.status == "optimal"
    assert float(best.objective) == record["objective"]
    assert list(best.stages) == [value for _, value, _ in record["stages"][:-1]]


@pytest.mark.parametrize("name", TOLD_BY_THE_ORACLE)
def test_any_plan_is_judged_as_by_the_oracle(name: str, written: Any, told: Any) -> None:
    """Feasible or not, and the objective and the stages of plans drawn from the eligible triples."""
    given, case, rng = told(name), case_of(ready(written(name))), Random(name)
    feasible = 0
    for _ in range(60):
        persons = sorted({t.person for t in given.triples})
        chosen, filled = [], dict(given.vacancies)
        for person in rng.sample(persons, rng.randint(0, len(persons))):
            own = [
                k for k, t in enumerate(given.triples) if t.person == person and (filled[t.job] or rng.random() < 0.1)
            ]
            if own:
                chosen.append(rng.choice(own))
                filled[given.triples[chosen[-1]].job] -= 1
        plan = [given.triples[k].key for k in chosen]
        table = pl.DataFrame(plan, schema=dict.fromkeys(("person_id", "job_id", "route"), pl.String), orient="row")
        expected, verdict = judged(given, chosen), judge(case, table)
        assert verdict.feasible == (not expected.broken), (verdict.broken, expected.broken)
        assert verdict.objective == expected.objective * case_unit(verdict)
        assert tuple(value for _, value in verdict.stages) == expected.stages
        feasible += verdict.feasible
    assert feasible < 60 or name in ("tiny-soft",)


def case_unit(verdict: Verdict) -> int:
    return int(10**verdict.decimals)


def plan_file(folder: Path, *lines: str) -> str:
    path = folder / "plan.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("tiny-vacancies", ("p01,j3", "p01,j4"), "persons"),
        ("tiny-vacancies", ("p99,j3",), "persons"),
        ("tiny-vacancies", ("p01,j99",), "persons"),
        ("tiny-vacancies", ("p03,j1", "p11,j1"), "vacancies"),
        ("tiny-vacancies", ("p03,j3",), "rules"),  # nowhere near an agreed region
        ("tiny-quotas", ("p01,j3",), "limits"),
        ("tiny-budgets", ("p04,j5", "p05,j5", "p01,j5"), "limits"),
        ("tiny-households", ("p01,j3", "p02,j4"), "limits"),
        ("tiny-together", ("p01,j3",), "limits"),
        ("tiny-round", ("p02,j4",), "decisions"),
    ],
)
def test_a_plan_that_breaks_something_is_refused(name: str, lines: tuple[str, ...], said: str, tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    write_instance(specs(name)[0], folder)
    plan = pl.DataFrame([line.split(",") for line in lines], schema=["person_id", "job_id"], orient="row")
    verdict = judge(case_of(ready(folder)), plan)
    assert said in verdict.broken, verdict.broken
    assert not verdict.feasible


def test_the_command_scores_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = command(capsys, "check", "tiny-vacancies", plan_file(tmp_path, "person_id,job_id"))
    # five at 1,000 and seven of the registered poor at 2,000
    assert (code, said) == (0, "feasible\nobjective: 19000.00\ngap to the bound: 1\n")
    code, said = command(capsys, "check", "tiny-vacancies", plan_file(tmp_path, "person_id,job_id", "p03,j3"))
    assert code == 1
    assert said.startswith("broken: rules:")
    assert "objective" not in said
    code, said = command(capsys, "check", "tiny-order", plan_file(tmp_path, "person_id,job_id", "p01,j3"))
    assert (code, said.splitlines()[-1]) == (0, "placed:registered_poor: -6 against the best known")


def test_the_plan_on_the_page_is_the_optimum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "instances.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```\n(person_id,job_id\n.*?)```", page, re.DOTALL)
    _, said = command(capsys, "check", "tiny-vacancies", plan_file(tmp_path, *plan.splitlines()))
    assert said == "feasible\nobjective: 5150.00\nthis is the optimum\n"


def test_the_command_writes_instances_and_plain_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = command(capsys, "write", "tiny-everything", "--out", str(tmp_path), "--plain")
    assert (code, said) == (0, f"{tmp_path / 'tiny-everything'}\n")
    there = {path.name for path in (tmp_path / "tiny-everything").iterdir()}
    assert there == {"seekers.csv", "jobs.csv", "policy.toml", "plan.csv", "decisions.csv", "plain"}
    plain = Plain.read(tmp_path / "tiny-everything" / "plain")
    assert plain.facts == {
        "name": "tiny-everything",
        "decimals": 2,
        "order": ["placed:registered_poor", "cost"],
        "bonus": "800",
    }
    assert set(plain.rows["constraint"]) >= {
        "Guangdong",
        "grants, budget",
        "sewing, level 2, class",
        "household, max_out",
    }


def test_the_command_lists_all() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "instances", "list"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "tiny-vacancies: vacancies; 5,150.00, gap 0\n" in done.stdout
    assert all(f"{spec.name}: " in done.stdout for spec in specs())


def test_what_is_better_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "optima.json"
    stages = [["placed", 3, 3], ["cost", 9.0, 8.0]]
    good = {"sha256": {"a": "1"}, "stages": stages, "objective": 9.0, "bound": 8.0}
    fewer = {**good, "stages": [["placed", 2, 3], ["cost", 5.0, 5.0]], "objective": 5.0, "bound": 5.0}
    assert keep("x", good, path).startswith("kept")
    for worse in (fewer, {**good, "objective": 9.5}, {**good, "bound": 7.0}):
        assert keep("x", worse, path) == "not kept: a better plan or bound is known"
        assert optima(path)["x"] == good
    for other in ({**good, "bound": 8.5}, {**fewer, "sha256": {"a": "2"}}):
        assert keep("x", other, path).startswith("kept")
        assert optima(path)["x"] == other


def test_the_page_has_the_tables_of_the_records() -> None:
    page = (ROOT / "docs" / "instances.md").read_text(encoding="utf-8")
    assert instances() in page
    for spec in specs():
        assert f"| `{spec.name}` |" in page
