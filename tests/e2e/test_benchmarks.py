"""The benchmark harness: adapters that agree, and its small suite from command to results file."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the harness is run from the checkout: it is no part of what is installed

from benchmarks import process  # noqa: E402
from benchmarks.explicit import explicit  # noqa: E402
from benchmarks.instance import Facts, Instance, Listed, keep_listed  # noqa: E402
from benchmarks.listing import list_pairs  # noqa: E402
from benchmarks.measures import levers, resolve, rules, studies  # noqa: E402
from benchmarks.registry import SUITES, cases  # noqa: E402
from benchmarks.render import render_page  # noqa: E402
from benchmarks.render.growth import exponent  # noqa: E402
from benchmarks.render.tables import tables  # noqa: E402
from benchmarks.results import keep  # noqa: E402
from benchmarks.runner import why_not  # noqa: E402
from benchmarks.solvers import SOLVERS, installed, solver  # noqa: E402
from benchmarks.solvers.base import Refused  # noqa: E402
from benchmarks.summary import compare, summarise  # noqa: E402

PEERS = [name for name in SOLVERS if name != "jobmatch" and installed(name)]
SEEDS = range(60)


def random_pairs(seed: int, *, one_each: bool = False) -> Listed:
    """Small and nasty: rows without pairs, rows of several persons, no or many vacancies, ties, costs of any sign."""
    rng = np.random.default_rng(seed)
    rows, jobs = int(rng.integers(1, 9)), int(rng.integers(1, 7))
    there = rng.random((rows, jobs)) < rng.choice([0.0, 0.4, 0.8, 1.0])
    row, job = np.nonzero(there)
    low, high = ((-5, 5), (0, 0), (1, 10_000), (-10_000, 10_000))[seed % 4]
    return Listed(
        ptr=np.concatenate([[0], np.cumsum(there.sum(axis=1))]).astype(np.int64),
        job=job.astype(np.int32),
        cost=rng.integers(low, high, row.size, endpoint=True),
        unmatched=rng.choice([0, 3, 20_000], rows).astype(np.int64),
        supply=np.ones(rows, np.int64) if one_each else rng.integers(1, 4, rows),
        vacancies=np.ones(jobs, np.int64) if one_each else rng.choice([0, 1, 2, 50], jobs).astype(np.int64),
    )


def facts_of(instance: Instance, folder: Path) -> Facts:
    instance.save(folder)
    return Facts.load(folder)


def answers(listed: Listed, folder: Path) -> Iterator[tuple[str, int, bool]]:
    """Objective of every installed solver that is meant for the instance."""
    instance = explicit(listed)
    facts = facts_of(instance, folder)
    given = Listed.load(folder / "listed")
    for name in ("jobmatch", *PEERS):
        adapter = solver(name)
        if adapter.applies(facts):
            adapter.prepare()
            answer = adapter.run(instance if adapter.takes == "tables" else given)
            yield name, answer.objective, answer.proven


SMALL = {
    "all_costs_equal": {"persons": 300, "jobs": 30},
    "costs_at_the_limit": {"persons": 60, "jobs": 20},
    "dense": {"size": 20, "most": 100},
    "everyone_agrees": {"persons": 300, "jobs": 6},
    "national": {"persons": 3_000, "jobs": 100},
    "nobody_agrees": {"persons": 300, "jobs": 6},
    "one_giant_job": {"persons": 800},
    "one_vacancy_each": {"persons": 200, "each": 4},
    "preset": {"preset": "fair-2016", "scale": 0.1},
    "products": {"size": 20},
    "sparse": {"persons": 300, "jobs": 30, "vacancies": 0.8, "each": 5},
    "struct": {"persons": 1_000, "jobs": 60, "vacancies": 200},
    "transport": {"sources": 10, "sinks": 8, "supply": 200, "share": 0.5, "most": 1_000},
}
"""Each family at a size for tests."""

MAKERS = {case.make.__name__: case.make for case in cases()}


def test_every_family_is_tested() -> None:
    assert set(MAKERS) == SMALL.keys() | {
        "real",
        "registers",
        "ledger",
    }  # real inputs may not be there; two are no two lists


@pytest.mark.parametrize("family", SMALL)
def test_a_family_gives_what_jobmatch_and_peers_agree_on(family: str, tmp_path: Path) -> None:
    instance = MAKERS[family](**SMALL[family])
    facts = facts_of(instance, tmp_path)
    if instance.listed is None:
        assert list_pairs(tmp_path, memory_gb=4.0)["seconds"] > 0
        facts = Facts.load(tmp_path)
    assert facts.pairs is not None
    assert (facts.pairs == 0) == (family == "nobody_agrees")
    assert facts.decimals == instance.decimals
    found = solver("jobmatch").run(Instance.load(tmp_path))
    assert found.proven
    assert found.detail["eligible_pairs"] >= facts.pairs
    for name in ("ortools-flow", "scipy-sparse"):
        adapter = solver(name)
        if adapter.applies(facts):
            with suppress(Refused):
                assert adapter.run(Listed.load(tmp_path / "listed")).objective == found.objective, name


def test_pairs_that_would_not_fit_are_counted_only(tmp_path: Path) -> None:
    facts_of(MAKERS["struct"](**SMALL["struct"]), tmp_path)
    assert list_pairs(tmp_path, memory_gb=1e-6).keys() == {"needs_gb"}
    assert not (tmp_path / "listed").exists()
    assert (Facts.load(tmp_path).pairs or 0) > 1_000


@pytest.mark.parametrize("one_each", [False, True])
def test_all_solvers_find_the_same_optimum(one_each: bool, tmp_path: Path) -> None:
    names = set()
    for seed in SEEDS:
        found = list(answers(random_pairs(seed, one_each=one_each), tmp_path / str(seed)))
        optima = {value for _, value, proven in found if proven}
        assert len(optima) == 1, (seed, found)
        assert all(value >= min(optima) for _, value, _ in found), (seed, found)
        names |= {name for name, _, _ in found}
    assert names >= set(PEERS) - ({"ortools-lsa"} if not one_each else set())


def test_costs_of_nine_decimals_and_of_the_largest_size_are_summed_exactly(tmp_path: Path) -> None:
    limit = 499_999_999_999_999
    listed = Listed(
        ptr=np.array([0, 2, 4]),
        job=np.array([0, 1, 0, 1], np.int32),
        cost=np.array([-limit, limit - 1, limit - 2, -limit + 1]),
        unmatched=np.array([limit, limit]),
        supply=np.ones(2, np.int64),
        vacancies=np.array([1, 1]),
    )
    instance = explicit(listed, decimals=3)
    assert facts_of(instance, tmp_path).largest == limit
    assert solver("jobmatch").run(instance).objective == -2 * limit + 1
    for name in PEERS:
        adapter = solver(name)
        if adapter.exact and adapter.applies(Facts.load(tmp_path)):
            with suppress(Refused):
                assert adapter.run(listed).objective == -2 * limit + 1, name


def test_what_would_not_fit_is_said_and_not_run() -> None:
    facts = Facts(persons=1_000_000, jobs=20_000, vacancies=200_000, rows=1_000_000, pairs=830_000_000)
    for name in PEERS:
        adapter = solver(name)
        if adapter.applies(facts):
            reason = why_not(name, facts, {}, memory_gb=16.0)
            assert reason is not None, name
            assert re.fullmatch(r"would need [\d.e+]+ GB of 16 GB", reason["reason"]), reason
    assert why_not("jobmatch", facts, {}, memory_gb=16.0) is None
    square = why_not("ortools-lsa", facts, {}, memory_gb=16.0)
    assert square is not None
    assert square["status"] == "not for this"


def run_of(objective: int, *, proven: bool = True, total: float = 1.0) -> dict[str, Any]:
    return {
        "status": "ok",
        "objective": objective,
        "proven": proven,
        "total": total,
        "seconds": {"build": total / 4, "solve": total * 3 / 4},
        "memory_mb": 10.0,
        "detail": {},
        "trace": [],
    }


def test_a_disagreement_is_found() -> None:
    assert compare({"jobmatch": run_of(5), "pylmcf": run_of(5), "first-come": run_of(7, proven=False)}) == []
    assert compare({"jobmatch": run_of(5), "pylmcf": run_of(6)}) == ["optima differ: jobmatch 5, pylmcf 6"]
    assert "below the optimum 5" in compare({"jobmatch": run_of(5), "serial": run_of(4, proven=False)})[0]
    assert "different plans" in compare({"jobmatch": summarise([run_of(5), run_of(6)])})[0]
    assert "failed" in compare({"pot": {"status": "failed", "reason": "exit code -11"}})[0]


def test_repeats_become_medians() -> None:
    runs = [run_of(5, total=total) for total in (3.0, 1.0, 9.0)]
    assert summarise(runs)["total"] == 3.0
    assert summarise(runs)["totals"] == [3.0, 1.0, 9.0]
    assert summarise([runs[0], {"status": "time limit", "reason": "stopped after 1 s"}])["status"] == "time limit"


def test_a_plan_that_breaks_a_limit_is_refused() -> None:
    from benchmarks.solvers.pairs import objective

    listed = Listed(
        np.array([0, 1, 2]), np.zeros(2, np.int32), np.array([1, 1]), np.array([9, 9]), np.ones(2, int), np.array([1])
    )
    assert objective(listed, np.array([1, 0])) == 10
    with pytest.raises(RuntimeError, match="more than there are vacancies"):
        objective(listed, np.array([1, 1]))


def test_dear_pairs_are_left_out_and_rows_become_persons(tmp_path: Path) -> None:
    listed = Listed(
        np.array([0, 2, 3]), np.array([1, 0, 1], np.int32), np.array([9, 1, 2]), np.array([9, 9]),
        np.array([2, 1]), np.array([1, 1]),
    )  # fmt: skip
    facts = keep_listed(listed, Facts(persons=3, jobs=2, vacancies=2, rows=2), tmp_path)
    assert (facts.pairs, facts.useful) == (3, 2)
    each = listed.ascending().by_person()
    assert each.ptr.tolist() == [0, 2, 4, 5]
    assert each.job.tolist() == [0, 1, 0, 1, 1]
    assert each.cost.tolist() == [1, 9, 1, 9, 2]


def test_every_suite_has_cases_with_names_of_their_own() -> None:
    assert {name for name in SUITES if not cases(name)} == set()
    for found in cases():
        assert found.about.endswith("."), found.name


def test_the_exponent_of_a_power_is_found() -> None:
    x = [1e4, 1e5, 1e6]
    assert exponent(x, [3e-5 * v**1.1 for v in x]) == pytest.approx(1.1)


def test_results_of_another_environment_are_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "some.json"
    assert keep("some", {"case": "a", "status": "ok"}, 1, path) == []
    assert keep("some", {"case": "b", "status": "ok"}, 1, path) == []
    assert [record["case"] for record in json.loads(path.read_text())["cases"]] == ["a", "b"]
    monkeypatch.setattr("benchmarks.results.environment", lambda: {"versions": {"python": "0"}, "machine": {}})
    assert keep("some", {"case": "b", "status": "ok"}, 1, path) == ["a"]
    assert [record["case"] for record in json.loads(path.read_text())["cases"]] == ["b"]


def test_the_page_has_a_block_for_every_suite() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"<!-- results: ([a-z-]+) -->", page)) == SUITES.keys() - {"smoke"}


@pytest.mark.slow
def test_the_smoke_suite_agrees(tmp_path: Path) -> None:
    path = tmp_path / "smoke.json"
    command = [sys.executable, "-m", "benchmarks", "run", "smoke", "--out", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(path.read_text(encoding="utf-8"))
    assert {record["case"] for record in results["cases"]} == {case.name for case in cases("smoke")}
    ran = [record for record in results["cases"] if record["status"] == "ok"]
    assert len(ran) == len(results["cases"])
    for record in ran:
        assert record["runs"]["jobmatch"]["proven"]
        for name, run in record["runs"].items():
            assert run["status"] in ("ok", "not for this", "refused") or not installed(name), (record["case"], run)
    page = tables(results)
    assert "**Time**" in page
    assert "nan" not in page


def growth_results() -> dict[str, Any]:
    """Three cases of a growth series, as a results file has them."""
    sizes = (10_000, 100_000, 1_000_000)
    return {
        "versions": {"python": "3"},
        "machine": {"cpu": "some", "cores": 2, "memory_gb": 24.0, "system": "Linux"},
        "cases": [
            {
                "case": f"some/{size}",
                "series": "persons",
                "status": "ok",
                "date": "2016-08-29",
                "commit": "abc",
                "facts": {"persons": size, "jobs": 10, "vacancies": 10, "pairs": None},
                "listing": {},
                "measures": {},
                "runs": {
                    "jobmatch": run_of(5, total=size * 1e-5),
                    "pylmcf": run_of(5, total=size * 2e-5),
                    "pot": {"status": "too large", "reason": "would need 31 GB of 20 GB"},
                },
            }
            for size in sizes
        ],
    }


def test_the_page_is_rendered_alike_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib", reason="plots need the extra 'bench'")
    monkeypatch.setattr("benchmarks.render.page.load", lambda suite: growth_results() if suite == "growth" else None)
    page = tmp_path / "benchmarks.md"
    page.write_text("a\n<!-- results: growth -->\nold\n<!-- end -->\nb\n<!-- results: real -->\n<!-- end -->\n")
    first = [path.read_bytes() for path in render_page(tmp_path)]
    assert [path.read_bytes() for path in render_page(tmp_path)] == first
    text = page.read_text()
    assert text.startswith("a\n<!-- results: growth -->\nMeasured 2016-08-29 at commit `abc`")
    assert text.endswith("b\n<!-- results: real -->\nNot measured yet.\n<!-- end -->\n")
    assert "| `some/1000000` | 2.50 s + 7.50 s | 5.00 s + 15.0 s (2.0×) |" in text
    assert "| persons, 3 cases | jobmatch | 1.00 | 0.00 |" in text
    assert "pot: too large, would need 31 GB of 20 GB" in text
    assert "![Time and memory against persons](figures/growth-persons.svg)" in text
    assert len(first) == 2


def test_a_suite_that_is_not_there_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "run", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "smoke" in done.stderr


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The results of the smallest registers."""
    return kept("registers", "registers/6k-30k", tmp_path_factory.mktemp("registers"))


def kept(suite: str, case: str, folder: Path) -> dict[str, Any]:
    """The results of a case, as the harness keeps them."""
    path = folder / "results.json"
    command = [sys.executable, "-m", "benchmarks", "run", suite, "--cases", case]
    done = subprocess.run(
        [*command, "--repeats", "1", "--out", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert "/tmp" not in text
    return dict(json.loads(text))


def test_registers_are_judged_by_the_truth(linked: dict[str, Any]) -> None:
    (record,) = linked["cases"]
    assert record["facts"]["employment"] == 30_000
    told = record["measures"]["registers"]
    assert 0 < told["reconcile_seconds"] < 60
    assert 100 < told["reconcile_memory_mb"] < 2_000
    assert told["asked"] > 0
    for kind in told["kinds"]:
        assert 0 <= kind["rows"] - kind["found"] <= max(1, 0.02 * kind["rows"]), kind
        assert 0 <= kind["linked"] - kind["right"] <= max(1, 0.01 * kind["linked"]), kind
        assert kind["answered"]["found"] >= kind["found"]
    everything = {kind["of"]: kind for kind in told["kinds"] if kind["fault"] is None}
    assert everything["employment"]["rows"] > 1_500
    assert everything["duplicates"]["rows"] == record["facts"]["persons"] - 6_000


def test_registers_are_rendered(linked: dict[str, Any]) -> None:
    page = tables(linked)
    told = linked["cases"][0]["measures"]["registers"]
    assert f"| `registers/6k-30k` | {linked['cases'][0]['facts']['persons']:,} | 30,000 |" in page
    assert "| employment row: number missing |" in page
    assert "| duplicates: all | 1 / 1 (" in page
    assert f"| {told['asked']} |\n" in page
    assert "splink 5" in page
    kind = {"of": "employment", "fault": None, "rows": 100_000, "found": 99_999, "linked": 0, "right": 0}
    told["kinds"] = [{**kind, "answered": {"found": 100_000, "linked": 100_000, "right": 99_999}}]
    assert "| employment row: all | 0.9999 / – (100,000) |" in tables(linked)
    assert "| employment row: all | 1 / 0.9999 |" in tables(linked)


def test_solving_again_is_measured_against_solving_from_scratch(tmp_path: Path) -> None:
    (found,) = cases("smoke", "preset/*")
    found.build().save(tmp_path)
    measured = resolve.measure(tmp_path)
    assert measured["share"] == measured["resolve_seconds"] / measured["scratch_seconds"] > 0


def test_levers_are_measured_against_the_plain_solve(tmp_path: Path) -> None:
    (found,) = cases("smoke", "preset/*")
    found.build().save(tmp_path)
    measured = levers.measure(tmp_path)
    for name in ("quotas", "households", "both", "order"):
        assert measured[f"{name} times"] == round(measured[f"{name}_seconds"] / measured["plain_seconds"], 2)


def test_rules_and_studies_are_measured_against_the_optimum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = cases("smoke", "preset/*")
    found.build().save(tmp_path)
    measured = rules.measure(tmp_path)
    assert 0 < measured["deferred_persons_gap"] < measured["first_come_gap"] < 0.1
    monkeypatch.setattr(studies, "TIERS", (50.0, 100.0))
    monkeypatch.setattr(studies, "TRIPS", (2.0,))
    monkeypatch.setattr(studies, "SCRATCH", 1)
    measured = studies.measure(tmp_path)
    assert measured["share"] == measured["study_seconds"] / measured["scratch_seconds"] > 0


def at_work(pid: str) -> bool:
    """Whether the process runs: an ended one whose new parent has yet to notice (a zombie) does not."""
    try:
        state = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def test_a_stopped_run_leaves_no_process_behind(tmp_path: Path) -> None:
    """As `timeout` stops it, in the middle of a case that would take minutes."""
    command = [sys.executable, "-m", "benchmarks", "run", "large", "--out", str(tmp_path / "out.json")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as harness:
        assert harness.stdout is not None
        harness.stdout.readline()  # a case has begun
        children = Path(f"/proc/{harness.pid}/task/{harness.pid}/children")
        while not (running := children.read_text().split()):
            time.sleep(0.02)
        harness.terminate()
        _, errors = harness.communicate(timeout=30)
    assert harness.returncode == 128 + signal.SIGTERM
    assert errors == ""
    assert not [child for child in running if at_work(child)]
    assert not (tmp_path / "out.json").exists()


def test_a_stop_waits_until_the_child_is_known() -> None:
    """Whichever thread receives it: a numeric library's blocks no signal."""
    done = []

    def make() -> None:
        with process.stops_held() as release:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
            done.append("made")
            release()
            done.append("went on")

    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(SystemExit):
            make()
    finally:
        signal.signal(signal.SIGTERM, before)
        end.set()
        thread.join()
    assert done == ["made"]


def test_the_list_may_be_cut_off() -> None:
    """As `head -1` does."""
    command = [sys.executable, "-m", "benchmarks", "list"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as harness:
        assert harness.stdout is not None
        harness.stdout.close()
        assert harness.stderr is not None
        errors = harness.stderr.read()
    assert (harness.returncode, errors) == (128 + signal.SIGPIPE, "")


def test_a_ledger_is_asked_and_rendered(tmp_path: Path) -> None:
    found = kept("ledger", "ledger/100k", tmp_path)
    (record,) = found["cases"]
    assert record["facts"]["events"] == 100_000
    told = record["measures"]["ledger"]
    assert {"funnel_seconds", "funnel in plain SQL_seconds", "all figures_seconds", "file_mb"} <= told.keys()
    assert all(value > 0 for name, value in told.items() if name != "status")
    assert "| funnel of a county seconds |" in tables(found)
