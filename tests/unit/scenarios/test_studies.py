"""Studies: what a document means, what its cells come to, that nothing finished is done twice."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs
import pytest
from rich.console import Console
from scipy import stats

import jobmatch
from jobmatch.errors import InputError, PolicyError, RunError
from jobmatch.lists import RegionTree
from jobmatch.scenarios.study import load_study, run_study
from jobmatch.scenarios.study.cells import cells_of
from jobmatch.scenarios.study.changes import at, merged, put
from jobmatch.scenarios.study.fronts import fairness_points, front, gains, money_points
from jobmatch.scenarios.study.list_changes import changed
from jobmatch.scenarios.study.statistics import summarised
from jobmatch.scenarios.study.views import studied_view, with_half
from jobmatch.scenarios.study.work import lists_of

SMALL: dict[str, Any] = {
    "name": "small",
    "base": {"preset": "xiangxi-2016", "scale": 0.001},
    "groups": ["priority", "home@county"],
    "scenario": [
        {"name": "as it is"},
        {"name": "wages up", "jobs": {"wage": "+ 500"}},
        {"name": "few outside", "policy": {"quota": [{"name": "out", "pairs": {"tier": ["outside"]}, "upper": 3}]}},
    ],
    "sweep": [{"over": {"policy.distance.weight": [0.5, 2.0]}}],
    "replicates": {"count": 2, "seed": 4},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("study") / "out"
    run_study(SMALL, out, processes=1)
    return out


def test_what_comes_out_depends_on_neither_processes_nor_what_was_kept(folder: Path, tmp_path: Path) -> None:
    first = {**SMALL, "scenario": [SMALL["scenario"][0], SMALL["scenario"][2]]}
    run_study(first, tmp_path / "again", processes=1)
    found = run_study(SMALL, tmp_path / "again", processes=2)
    assert found.solved == 4
    assert found.kept == 8
    for name in ("cells.csv", "groups.csv", "summary.csv"):
        before, after = (pl.read_csv(place / name) for place in (folder, tmp_path / "again"))
        assert after.drop("seconds", strict=False).equals(before.drop("seconds", strict=False)), name


def test_a_study_is_run_again_from_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, _ = jobmatch.generate("xiangxi-2016", scale=0.001, seed=1)
    seekers.write_csv(tmp_path / "seekers.csv")
    jobs.write_csv(tmp_path / "jobs.csv")
    monkeypatch.chdir(tmp_path)
    base = {"seekers": "seekers.csv", "jobs": "jobs.csv", "policy": {"as_of": "2016-08-29"}}
    first = run_study({**SMALL, "base": base}, "first", processes=1)
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / "else")
    again = run_study(tmp_path / "first", "again", processes=1)
    assert again.solved == first.solved == 12
    assert again.cells.drop("seconds").equals(first.cells.drop("seconds"))
    assert again.summary.equals(first.summary)
    assert run_study(tmp_path / "first", tmp_path / "first", processes=1).solved == 0


def test_documents_are_merged_by_name() -> None:
    base = {"tier": {"county": 0, "outside": 9}, "budget": [{"name": "a", "limit": 1, "usage": "u"}], "as_of": 1}
    change = {"tier": {"outside": 5}, "budget": [{"name": "b", "limit": 2}, {"name": "a", "limit": 7}], "as_of": 2}
    assert merged(base, change) == {
        "tier": {"county": 0, "outside": 5},
        "budget": [{"name": "a", "limit": 7, "usage": "u"}, {"name": "b", "limit": 2}],
        "as_of": 2,
    }
    assert base["budget"] == [{"name": "a", "limit": 1, "usage": "u"}], "the base stays as it is"
    assert merged({}, {"quota": [{"name": "q"}]}) == {"quota": [{"name": "q"}]}


def test_a_value_is_put_at_a_path() -> None:
    base = {"budget": [{"name": "a.b", "limit": 1}, {"name": "a", "limit": 2}]}
    assert put(base, "budget.a.b.limit", 5)["budget"] == [{"name": "a.b", "limit": 5}, {"name": "a", "limit": 2}]
    assert put(base, "budget.a.limit", 5)["budget"][1] == {"name": "a", "limit": 5}
    assert put({}, "tier.county", 3) == {"tier": {"county": 3}}
    assert at(base, "budget.a.b.limit") == 1
    assert at(base, "budget.a.limit") == 2
    assert at(base, "budget.c.limit") is None
    assert at({}, "tier.county") is None
    with pytest.raises(PolicyError, match="no budget named 'c'"):
        put(base, "budget.c.limit", 1)
    with pytest.raises(PolicyError, match="tier is no table"):
        put({"tier": 3}, "tier.county", 1)


def test_lists_are_changed() -> None:
    tree = RegionTree.builtin()
    jobs = pl.DataFrame({"job_id": ["a", "b", "c"], "wage": [3000.0, None, 100.0], "vacancies": [3, 5, 1]})
    assert changed(jobs, {"wage": "+ 200"}, tree)["wage"].to_list() == [3200.0, None, 300.0]
    assert changed(jobs, {"wage": "* 0.5 + 50"}, tree)["wage"].to_list() == [1550.0, None, 100.0]
    assert changed(jobs, {"wage": "+ -200"}, tree)["wage"].to_list() == [2800.0, None, 0.0]
    assert changed(jobs, {"vacancies": "* 1.5", "housing": "yes"}, tree).rows() == [
        *[("a", 3000.0, 4, "yes"), ("b", None, 8, "yes"), ("c", 100.0, 2, "yes")]
    ]
    people = pl.DataFrame(
        {
            "wish_regions": ["440305;4301", "*", "", "深圳市", None],
            "max_tier": ["county", "outside", None, "province", ""],
        }
    )
    wider = changed(people, {"wish_regions": "wider", "max_tier": "wider"}, tree)
    assert wider["wish_regions"].to_list() == ["440305;4301;4403;43", "*", "", "深圳市;44", None]
    assert wider["max_tier"].to_list() == ["prefecture", "outside", None, "outside", ""]
    for change in ({"height": "* 2"}, {"job_id": "* 2"}):
        with pytest.raises(InputError):
            changed(jobs, change, tree)


FAULTS = [
    ({"base": {}}, "names either a preset"),
    ({"base": {"preset": "x", "seekers": "s", "jobs": "j"}}, "names either a preset"),
    ({"base": {"seekers": "s"}}, "names either a preset"),
    ({"scenarios": []}, "scenario"),
    ({"sweep": [{"over": {"distance.weight": [1]}}]}, "begin with policy"),
    ({"sweep": [{"over": {"jobs.wage": [1, 2], "policy.tier.county": [1]}, "linked": True}]}, "equally many"),
    ({"sweep": [{"over": {"jobs.wage": [1]}, "scenarios": ["nobody"]}]}, "no scenario 'nobody'"),
    ({"scenario": [{"name": "a"}, {"name": "a"}]}, "two are called|twice|'a'"),
    ({"replicates": {"count": 0}}, "replicates.count"),
]


@pytest.mark.parametrize(("change", "told"), FAULTS)
def test_what_is_wrong_with_a_document_is_told(change: dict[str, Any], told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        load_study({**SMALL, **change})


def test_files_are_beside_the_document(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('name = "x"\n[base]\nseekers = "a.csv"\njobs = "b.csv"\npolicy = "p.toml"\n')
    base = load_study(tmp_path / "s.toml").base
    assert (base.seekers, base.jobs, base.policy) == (tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "p.toml")
    (tmp_path / "broken.toml").write_text("name = ")
    for name in ("broken.toml", "missing.toml"):
        with pytest.raises(PolicyError, match=name):
            load_study(tmp_path / name)


def test_sweeps_give_every_combination_or_go_together() -> None:
    sweeps = [
        {"over": {"policy.distance.weight": [1.0, 2.0], "jobs.wage": [3000, 4000]}, "linked": True},
        {"over": {"policy.tier.county": [0.0, 5.0, 9.0]}, "scenarios": ["wages up"]},
    ]
    study = load_study({**SMALL, "sweep": sweeps, "replicates": {"count": 1}})
    cells = cells_of(study, {}, "")
    counts = {name: [cell.point for cell in cells if cell.scenario == name] for name in ("as it is", "wages up")}
    assert [len(points) for points in counts.values()] == [2, 6]
    assert counts["as it is"][1] == {"policy.distance.weight": 2.0, "jobs.wage": 4000}
    said = {(cell.policy, str(cell.seekers), str(cell.jobs)) for cell in cells}
    assert len({cell.key for cell in cells}) == len(said), "a cell is named by what it depends on"
    again = cells_of(study, {}, "other lists")
    assert not {cell.key for cell in again} & {cell.key for cell in cells}


def test_a_cell_is_what_solve_gives(folder: Path) -> None:
    cells = pl.read_parquet(folder / "cells.parquet")
    assert cells.height == 12
    assert (cells["status"] == "optimal").all()
    for row in cells.iter_rows(named=True):
        seekers, jobs, policy = jobmatch.generate("xiangxi-2016", scale=0.001, seed=4 + row["replicate"])
        document = policy.model_dump(mode="json", by_alias=True, exclude_unset=True)
        document["distance"]["weight"] = row["policy.distance.weight"]
        if row["scenario"] == "wages up":
            jobs = jobs.with_columns(pl.col("wage").cast(pl.Float64) + 500)
        if row["scenario"] == "few outside":
            document["quota"] = SMALL["scenario"][2]["policy"]["quota"]
        own = jobmatch.solve(seekers, jobs, document)
        assert row["objective"] == own.objective
        assert row["placed"] == own.assignment.height
        assert row["term_distance"] == pytest.approx(own.assignment["distance"].sum())
        assert row["tier_outside"] == own.summary["placed_by_tier"]["outside"]
    few = cells.filter(scenario="few outside")
    assert (few["used_out, upper"] == few["tier_outside"]).all()


def test_groups_add_up_to_all(folder: Path) -> None:
    cells = pl.read_csv(folder / "cells.csv")
    groups = pl.read_csv(folder / "groups.csv", infer_schema_length=None)
    key = ["scenario", "replicate", "policy.distance.weight"]
    for by in ("priority", "home@county"):
        sums = groups.filter(by=by).group_by(key).agg(pl.col("persons", "placed").sum())
        both = cells.select(*key, "seekers", all_placed="placed").join(sums, on=key)
        assert both.height == cells.height
        assert (both["seekers"] == both["persons"]).all()
        assert (both["all_placed"] == both["placed"]).all()


def test_what_is_finished_is_not_done_again(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "cells").iterdir()}
    lost = sorted(before)[0]
    kept = json.loads(lost.read_text(encoding="utf-8"))
    lost.unlink()
    found = run_study(SMALL, folder, processes=1)
    assert (found.solved, found.kept) == (1, 11)
    assert json.loads(lost.read_text(encoding="utf-8"))["outcome"] == kept["outcome"]
    assert all(path.stat().st_mtime_ns == then for path, then in before.items() if path != lost)
    more = {**SMALL, "scenario": [*SMALL["scenario"], {"name": "no trips", "policy": {"distance": {"trips": 0}}}]}
    assert run_study(more, folder, processes=2).solved == 4


def test_no_other_folder_is_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RunError, match="not the folder of a study"):
        run_study(SMALL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_cell_that_is_refused_says_why(tmp_path: Path) -> None:
    study = {
        **SMALL,
        "scenario": [
            {"name": "a"},
            {"name": "b", "policy": {"quota": [{"name": "q", "persons": {"fax": "x"}, "upper": 1}]}},
        ],
    }
    found = run_study({**study, "sweep": [], "replicates": {"count": 1}}, tmp_path / "out", processes=1)
    assert found.cells["status"].to_list() == ["optimal", "refused"]
    assert "fax" in found.cells["why"][1]
    assert found.summary["scenario"].unique().to_list() == ["a"]


def test_lists_are_drawn_again_with_other_ids(tmp_path: Path) -> None:
    seekers, jobs, _ = jobmatch.generate("xiangxi-2016", scale=0.001)
    seekers.write_csv(tmp_path / "s.csv")
    jobs.write_csv(tmp_path / "j.csv")
    base = {"seekers": str(tmp_path / "s.csv"), "jobs": str(tmp_path / "j.csv")}
    one = load_study({"name": "x", "base": base})
    assert lists_of(one, 0)[0]["person_id"].to_list() == seekers["person_id"].to_list()
    several = load_study({"name": "x", "base": base, "replicates": {"count": 3}})
    drawn = [lists_of(several, replicate)[0]["person_id"] for replicate in (0, 1)]
    assert all(ids.is_unique().all() and len(ids) == seekers.height for ids in drawn)
    assert drawn[0].to_list() != drawn[1].to_list()
    known = {each.split("~")[0] for ids in drawn for each in ids}
    assert known <= set(seekers["person_id"])


def test_intervals_are_students_of_pairs() -> None:
    values = {"a": [10.0, 14.0, 9.0, 15.0], "b": [11.0, 15.5, 10.0, 16.0]}
    rows = [
        {"scenario": name, "replicate": k, "jobs.wage": w, "placed": v + w, "status": "optimal", "key": ""}
        for name, each in values.items()
        for k, v in enumerate(each)
        for w in (0, 1)
    ]
    found = summarised(pl.DataFrame(rows), ["jobs.wage"])
    row = found.filter(pl.col("scenario") == "b", pl.col("jobs.wage") == 1).row(0, named=True)
    apart = [b - a for a, b in zip(*values.values(), strict=True)]
    mean = sum(apart) / 4
    half = stats.t.ppf(0.975, 3) * math.sqrt(sum((x - mean) ** 2 for x in apart) / 3) / 2
    assert row["difference"] == pytest.approx(mean)
    assert (row["difference_low"], row["difference_high"]) == pytest.approx((mean - half, mean + half))
    assert row["mean"] == pytest.approx(sum(values["b"]) / 4 + 1)
    assert row["high"] - row["low"] > 3 * (row["difference_high"] - row["difference_low"])
    assert found.filter(pl.col("scenario") == "a")["difference"].null_count() == 2


@pytest.mark.parametrize("seed", range(30))
def test_a_front_is_what_none_beats(seed: int) -> None:
    pick = random.Random(seed)
    rows = [(pick.randrange(6), pick.choice([None, *range(6)])) for _ in range(25)]
    points = pl.DataFrame(rows, schema={"gain": pl.Int64, "price": pl.Int64}, orient="row")

    def beats(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
        if one[1] is None or other[1] is None:
            return other[1] is None
        return one[0] >= other[0] and one[1] <= other[1] and one != other

    expected = [row[1] is not None and not any(beats(other, row) for other in rows) for row in rows]
    assert front(points, "gain", "price").to_list() == expected


def test_points_and_gains_are_means_of_draws() -> None:
    cells = pl.DataFrame(
        {
            "scenario": ["a", "a", "b", "b"],
            "replicate": [0, 1, 0, 1],
            "placed": [10, 20, 30, 10],
            "cost_of_placed": [100.0, 400.0, 300.0, 100.0],
            "used_x, budget": [5.0, 7.0, None, 2.0],
            "used_y, budget": [1.0, 1.0, 1.0, 1.0],
        }
    )
    assert money_points(cells, []).rows() == [("a", 15.0, 7.0, False), ("b", 20.0, 2.0, True)]
    groups = pl.DataFrame(
        [
            *(
                ("a", k, "class", group, n, p)
                for k in (0, 1)
                for group, n, p in (("u", 40, 10), ("v", 20, 10), ("w", 19, 0))
            ),
            *(
                ("b", k, "class", group, n, p)
                for k in (0, 1)
                for group, n, p in (("u", 40, 30), ("v", 20, 4 + k), ("w", 19, 0))
            ),
        ],
        schema=["scenario", "replicate", "by", "group", "persons", "placed"],
        orient="row",
    )
    assert fairness_points(cells, groups, []).rows() == [("a", 0.25, 15.0, True), ("b", 0.225, 10.0, True)]
    assert gains(groups, []).rows() == [("class", "u", "b", 20.0), ("class", "v", "b", -5.5), ("class", "w", "b", 0.0)]
    assert money_points(cells.drop(cs.starts_with("used_")), []).is_empty()


def test_baselines_are_scenarios_of_their_own(tmp_path: Path) -> None:
    study = {
        **SMALL,
        "scenario": [SMALL["scenario"][0]],
        "sweep": [],
        "replicates": {"count": 1},
        "groups": ["home@county"],
        "baselines": ["first_come", "deferred_persons", "maximum", "max_min"],
        "stability": True,
    }
    found = run_study(study, tmp_path / "out", processes=1).cells
    rows = {row["scenario"]: row for row in found.iter_rows(named=True)}
    assert list(rows) == ["as it is", "first_come", "deferred_persons", "maximum", "max_min"]
    assert [row["stop"] for row in rows.values()] == [None, "rule", "rule", None, None]
    assert rows["deferred_persons"]["blocking_pairs"] == 0
    assert rows["as it is"]["blocking_pairs"] > 0
    best = rows["as it is"]
    for rule in ("first_come", "deferred_persons"):
        assert rows[rule]["bound"] == best["objective"] <= rows[rule]["objective"]
    assert rows["maximum"]["placed"] == max(row["placed"] for row in rows.values())
    with pytest.raises(PolicyError, match="there is no baseline 'lottery'; there are first_come"):
        load_study({**SMALL, "baselines": ["lottery"]})
    with pytest.raises(PolicyError, match="first_come"):
        load_study({**SMALL, "baselines": ["first_come", "first_come"]})


def own_lists(place: Path) -> dict[str, Any]:
    seekers, jobs, _ = jobmatch.generate("xiangxi-2016", scale=0.001, seed=1)
    seekers.write_csv(place / "seekers.csv")
    jobs.write_csv(place / "jobs.csv")
    return {"seekers": str(place / "seekers.csv"), "jobs": str(place / "jobs.csv"), "policy": {"as_of": "2016-08-29"}}


def test_what_the_lists_cannot_give_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    base, out = own_lists(tmp_path), tmp_path / "out"
    study = {**SMALL, "base": base}
    for groups, match in (
        (["nope"], "groups has 'nope'.*no such column"),
        (["prioritty"], "did you mean 'priority'|priority"),
        (["home@street"], "levels are country"),
    ):
        with pytest.raises(InputError, match=match):
            run_study({**study, "groups": groups}, out)
    (tmp_path / "odd.csv").write_text("job_id,region,vacancies,wage\nj,433124,many,1\n", encoding="utf-8")
    faulty = {name: value for name, value in study.items() if name != "groups"}
    with pytest.raises(InputError, match=r"odd\.csv row 2, column vacancies"):
        run_study({**faulty, "base": {**base, "jobs": str(tmp_path / "odd.csv")}}, out)
    (tmp_path / "pairs.csv").write_text("person_id,job_id\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="pairs knows nothing of those drawn twice"):
        run_study({**study, "base": {**base, "pairs": str(tmp_path / "pairs.csv")}}, out)
    assert not out.exists()
    assert load_study({**study, "groups": ["persons.priority"]}).groups == ("priority",)


def test_persons_are_drawn_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    base = own_lists(tmp_path)
    study = load_study({**SMALL, "base": base})
    drawn = lists_of(study, 0)[0]
    pl.read_csv(base["seekers"], infer_schema=False).reverse().write_csv(base["seekers"])
    assert lists_of(study, 0)[0]["person_id"].to_list() == drawn["person_id"].to_list()


def test_figures_have_as_many_decimals_as_they_need() -> None:
    half = {"mean": 469.667, "high": 484.3, "difference": 1.33333, "difference_high": 2.8}
    assert with_half(half) == "469.7 ± 14.6"
    assert with_half(half, "difference", "difference_high") == "+1.3 ± 1.5"
    assert with_half({"mean": 120971.2, "high": 125581.2}) == "120,971 ± 4,610"
    assert with_half({"mean": 0.0123, "high": 0.0135}) == "0.012 ± 0.001"
    assert with_half({"mean": 12.0}) == "12"
    assert with_half({}) == ""


def test_scenarios_without_a_plan_are_named(tmp_path: Path) -> None:
    hard = {"name": "all poor", "policy": {"quota": [{"name": "q", "persons": {"priority": "default"}, "lower": 9999}]}}
    odd = {"name": "odd", "solver": "stable", "policy": {"household": {"bonus": 5.0}}}
    study = {**SMALL, "scenario": [SMALL["scenario"][0], hard, odd], "sweep": [], "replicates": {"count": 1}}
    found = run_study(study, tmp_path / "out", processes=1)
    console = Console(file=StringIO(), width=200)
    console.print(studied_view(found, load_study(study), tmp_path))
    told = console.file.getvalue()
    assert "all poor: without a plan in 1 of its cells" in told
    assert "odd: refused in 1 of its cells: [household]: solver 'stable' cannot carry this" in told


def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    study = {**SMALL, "base": {"preset": "xiangxi-2016", "scale": 0.05}, "replicates": {"count": 40}}
    lines = ["import json", "from jobmatch.scenarios.study import run_study", "if __name__ == '__main__':"]
    lines.append(f"    run_study(json.loads({json.dumps(study)!r}), 'out')")
    (tmp_path / "go.py").write_text("\n".join(lines), encoding="utf-8")
    running = subprocess.Popen([sys.executable, "go.py"], cwd=tmp_path)
    workers = wait_for(lambda: children_of(running.pid, "spawn_main"), 60)
    assert workers
    running.kill()
    running.wait()
    assert wait_for(lambda: not any(Path("/proc", str(pid), "fd").exists() and at_work(pid) for pid in workers), 30)


def at_work(pid: int) -> bool:
    """Whether a process runs; an ended one that nobody has noticed yet does not."""
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children_of(parent: int, word: str) -> list[int]:
    """Processes that another one began, with a word in their command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            of = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            command = (place / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if of == parent and word in command:
            found.append(int(place.name))
    return found


def wait_for(told: Callable[[], Any], seconds: float) -> Any:
    """What `told` says once it is true, or at last."""
    end = time.monotonic() + seconds
    while not (found := told()) and time.monotonic() < end:
        time.sleep(0.1)
    return found
