"""Two runs side by side: counts that add up, and `jobmatch diff` as a planner uses it."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import jobmatch
from jobmatch.explain import FATES, differences
from jobmatch.scenarios import presets
from told import told


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same lists but for three persons who left and one who came, under another policy."""
    folder = tmp_path_factory.mktemp("diff")
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.01)
    jobmatch.solve(seekers, jobs, policy).save(folder / "a")
    one_more = seekers.head(1).with_columns(person_id=pl.lit("new"))
    later = pl.concat([seekers.slice(3), one_more])
    quota = {"name": "county", "per": "persons.home", "upper": 40}
    jobmatch.solve(later, jobs, {**policy, "quota": [quota]}).save(folder / "b")
    return folder / "a", folder / "b"


def test_persons_terms_and_groups_add_up(runs: tuple[Path, Path]) -> None:
    found = differences(str(runs[0]), str(runs[1]), "home")
    before, after = (json.loads((run / "summary.json").read_text()) for run in runs)
    assert tuple(found.fates) == FATES
    assert sum(found.fates.values()) == before["counts"]["seekers"] + 1
    assert (found.fates["only_before"], found.fates["only_after"]) == (3, 1)
    for place, summary in enumerate((before, after)):
        parts = sum(pair[place] for pair in found.terms.values())
        assert parts == pytest.approx(summary["objective"])
        assert found.figures["placed"][place] == summary["counts"]["placed"]
    for name, summary in (("before", before), ("after", after)):
        assert found.groups[f"persons_{name}"].sum() == summary["counts"]["seekers"]
        assert found.groups[f"placed_{name}"].sum() == summary["counts"]["placed"]
    assert found.groups["placed_after"].max() == 40
    assert "county, upper" in found.prices["constraint"].to_list()


def test_a_run_is_no_different_from_itself(runs: tuple[Path, Path]) -> None:
    found = differences(str(runs[0]), str(runs[0]))
    assert found.persons.is_empty()
    assert found.prices.is_empty()
    assert all(was == now for was, now in [*found.figures.values(), *found.terms.values()])
    assert "The two runs have the same plan." in told("diff", runs[0], runs[0])


def test_the_screen_counts_and_the_file_names(runs: tuple[Path, Path], tmp_path: Path) -> None:
    text = told("diff", *runs, "--by", "home", "--out", tmp_path / "changed.csv")
    assert "are on the first list only" in text
    changed = pl.read_csv(tmp_path / "changed.csv")
    assert changed.columns == ["person_id", "fate", "job_before", "job_after", "cost_before", "cost_after"]
    assert not any(person in text for person in changed["person_id"].to_list() if person != "new")
    moved = changed.filter(pl.col("fate") == "moved")
    assert (moved["job_before"] != moved["job_after"]).all()
    assert "exists already" in told("diff", *runs, "--out", tmp_path / "changed.csv", code=1)
    assert told("--lang", "zh", "diff", *runs).startswith("从 ")


def test_what_if_solves_again_and_compares() -> None:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.005)
    result = jobmatch.solve(seekers, jobs, policy)
    full = result.jobs.sort("price", "job_id", descending=[True, False]).row(0, named=True)
    more = jobs.filter(pl.col("job_id") == full["job_id"]).with_columns(pl.col("vacancies") + 1)
    found = result.what_if(jobs=more)
    assert found.result.status is jobmatch.Status.OPTIMAL
    assert found.differences is not None
    was, now = found.differences.figures["objective"]
    assert was - now == pytest.approx(full["price"])  # one vacancy more is worth its price
    assert found.differences.fates["placed"] - found.differences.fates["lost"] == 1
    assert repr(found).startswith("<WhatIf optimal: placed +1, objective -")
    nothing = result.what_if(policy={**policy, "quota": [{"name": "all", "lower": 10**6}]})
    assert nothing.differences is None
    assert repr(nothing) == "<WhatIf infeasible>"


def test_numbers_and_faults(runs: tuple[Path, Path], tmp_path: Path) -> None:
    found = json.loads(told("diff", *runs, "--json"))
    assert set(found) == {"figures", "terms", "fates", "groups", "prices"}
    assert "has the column 'village'" in told("diff", *runs, "--by", "village", code=1)
    assert "is not the directory of a run" in told("diff", runs[0], tmp_path, code=1)
