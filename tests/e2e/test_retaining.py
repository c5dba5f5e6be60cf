"""``jobmatch retention`` as somebody runs it: learn, predict, solve, verify; a ledger, studies, mistakes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.cells import cell_len
from test_cli_commands import run

from jobmatch.errors import JobmatchError
from jobmatch.ledger import figures, open_ledger, placements
from jobmatch.policy import load_policy
from jobmatch.scenarios.retention import ledger_outcomes
from jobmatch.scenarios.study import load_study, run_study
from jobmatch.scenarios.study.cells import cells_of
from jobmatch.scenarios.study.work import CELLS, Part, file_of, work
from jobmatch.words import say
from retention_worlds import POLICY, lists_of, outcomes_of, planned

TOML = "as_of = 2014-03-01\n[rules]\ncontract = false\ninsurance = false\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A past run, its outcomes, a model learnt from them, and new lists."""
    place = tmp_path_factory.mktemp("retaining")
    past = planned(500, 1)
    past.save(place / "past")
    outcomes_of(past, 2).with_columns(
        stayed=pl.when(pl.col("stayed")).then(pl.lit("yes")).otherwise(pl.lit("no"))
    ).write_csv(place / "outcomes.csv")
    seekers, jobs = lists_of(80, 9, "new")
    seekers.write_csv(place / "seekers.csv")
    jobs.write_csv(place / "jobs.csv")
    (place / "policy.toml").write_text(TOML, encoding="utf-8")
    learn = ["retention", "learn", "past", "--outcomes", "outcomes.csv", "--out", "model.json"]
    told = run(*learn, "--draws", "8", cwd=place)
    assert "Past runs: 1\nPlacements with outcomes: 500\n" in told.stdout
    words = "The last outcome that counts fell due on 2015-04-01; what falls due after --until"
    assert words in " ".join(told.stdout.split())
    assert "Was a run forgotten?" not in told.stdout
    assert "Predicted and seen, 12 months" in told.stdout
    return place


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences stand on one line, but where a test asks for a narrow screen."""
    monkeypatch.setenv("COLUMNS", "160")


@pytest.mark.parametrize("of", ["pairs", "jobs"])
def test_predicted_lists_are_solved_and_verify(folder: Path, of: str) -> None:
    given = ["seekers.csv", "jobs.csv", "--policy", "policy.toml"]
    out = f"stay-{of}.csv"
    told = run("retention", "predict", *given, "--model", "model.json", "--of", of, "--out", out, cwd=folder).stdout
    assert "Persons in no row" not in told
    assert f"Wrote {out}: {80 * 36 if of == 'pairs' else 36:,} rows, of 2,880 pairs" in told
    lists = [*given, "--pairs", out] if of == "pairs" else ["seekers.csv", out, "--policy", "policy.toml"]
    run("solve", *lists, "--out", f"run-{of}", cwd=folder)
    assert "everything holds" in run("verify", f"run-{of}", cwd=folder).stdout
    plan = pl.read_csv(folder / f"run-{of}" / "assignment.csv")
    assert plan["retention"].n_unique() > 3
    stay = pl.read_csv(folder / out).select(["person_id", "job_id", "stay"] if of == "pairs" else ["job_id", "stay"])
    both = plan.join(stay, on=[name for name in ("person_id", "job_id") if name in stay.columns])
    assert (both["retention"] - 250 * (1 - both["stay"])).abs().max() < 0.0051


def test_it_speaks_json_and_chinese(folder: Path) -> None:
    given = ["retention", "learn", "past", "--outcomes", "outcomes.csv", "--draws", "0", "--feature", "wage"]
    told = run(*given, "--feature", "km", "--json", "--compare", "--out", "small.json", cwd=folder).stdout
    horizon = json.loads(told)["horizons"][0]
    assert horizon["report"]["log_loss"] < horizon["report"]["log_loss_base"]
    assert horizon["report"]["log_loss_boosting"] > 0
    assert {name.partition(",")[0] for name in horizon["columns"]} == {"wage", "km"}
    told = run(*given, "--out", "small.json", "--overwrite", cwd=folder, lang="zh").stdout
    assert "以往运行方案：1 个" in told
    assert run(*given, "--out", "small.json", "--overwrite", "--quiet", cwd=folder).stdout == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_cut_at_80_columns(folder: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    learn = ["retention", "learn", "past", "--outcomes", "outcomes.csv", "--draws", "0", "--compare", "--overwrite"]
    told = run(*learn, "--out", "wide.json", cwd=folder, lang=lang).stdout
    assert all(cell_len(line) <= 80 for line in told.splitlines())
    report = json.loads((folder / "wide.json").read_text(encoding="utf-8"))["horizons"][0]["report"]
    for score in ("log_loss", "brier"):
        assert f"{report[score]:.4f} ({report[score + '_base']:.4f})" in told
    for name in ("slope", "intercept"):
        assert "{value:.2f} ({low:.2f} … {high:.2f})".format(**report[name]) in told
    assert f"{report['log_loss_boosting']:.4f}" in told
    for head in ("months", "stayed", "left", "unknown", "loss", "brier", "auc", "slope", "intercept", "error"):
        for line in say(f"retention.view.{head}", lang).splitlines():  # type: ignore[arg-type]
            assert line in told
    assert told.count("…") == 2 + len(report["bins"]), "of intervals; none that stands for what is left out"


def test_outcomes_of_a_run_that_is_not_named_are_told(folder: Path) -> None:
    other = planned(450, 7, "other")
    more = outcomes_of(other, 3).with_columns(stayed=pl.col("stayed").cast(pl.Int64).cast(pl.String))
    both = [pl.read_csv(folder / "outcomes.csv").cast(pl.String), more.cast(pl.String)]
    pl.concat(both).write_csv(folder / "both.csv")
    learn = ["retention", "learn", "past", "--outcomes", "both.csv", "--draws", "0", "--out", "both.json"]
    told = run(*learn, cwd=folder).stdout
    assert "None of the runs proposes 450 of the 950 placements with outcomes" in told
    assert "有 450 项不在所给的任何运行方案中" in run(*learn, "--overwrite", cwd=folder, lang="zh").stdout
    document = json.loads(run(*learn, "--overwrite", "--json", cwd=folder).stdout)
    saved = json.loads((folder / "both.json").read_text(encoding="utf-8"))
    for found in (document, saved):
        assert (found["runs"], found["placements"], found["elsewhere"]) == (1, 950, 450)
    other.save(folder / "other")
    learn.insert(3, "other")
    assert "Was a run forgotten?" not in run(*learn, "--overwrite", cwd=folder).stdout


def test_who_is_in_no_row_is_told_and_why_is_known_without_the_pairs(folder: Path) -> None:
    seekers = pl.read_csv(folder / "seekers.csv")
    dear = seekers.with_columns(
        min_wage=pl.when(pl.col("person_id").is_in(["newp1", "newp2"])).then(99_999).otherwise("min_wage")
    )
    dear.write_csv(folder / "dear.csv")
    given = ["dear.csv", "jobs.csv", "--policy", "policy.toml"]
    told = run("retention", "predict", *given, "--model", "model.json", "--out", "dear.parquet", cwd=folder).stdout
    assert "Persons in no row, since no job is eligible for them: 2." in told
    assert " % of these are unlike" in told
    for more, why in ((["--pairs", "dear.parquet"], "pairs"), ([], "wage")):
        run("solve", *given, *more, "--out", f"dear-{why}", cwd=folder)
        unmatched = pl.read_csv(folder / f"dear-{why}" / "unmatched.csv")
        assert dict(unmatched.select("person_id", "reason").iter_rows()) == {"newp1": why, "newp2": why}


def test_mistakes_are_told_in_a_line(folder: Path) -> None:
    learn = ["retention", "learn", "past", "--out", "other.json", "--outcomes"]
    predict = ["retention", "predict", "seekers.csv", "jobs.csv", "--out", "other.csv", "--model"]
    early = (folder / "outcomes.csv").read_text(encoding="utf-8").replace("2014-04-01", "2014-02-01")
    (folder / "early.csv").write_text(early, encoding="utf-8")
    (folder / "long.toml").write_text("horizon_months = 24\n", encoding="utf-8")
    (folder / "other.pkl").write_bytes(b"\x80\x04cos\nsystem\n")
    faults = [
        ([*learn, "early.csv"], "leakage"),
        ([*learn, "outcomes.csv", "--feature", "jobs.stay"], "leakage"),
        ([*learn, "outcomes.csv", "--months", "3"], "no outcomes at 3 months"),
        ([*learn, "nowhere.csv"], "nowhere.csv"),
        ([*predict, "other.pkl"], "not a model"),
        ([*predict, "outcomes.csv"], "not a model"),
        ([*predict, "model.json", "--policy", "long.toml"], "24 months"),
        ([*predict, "model.json", "--draw", "8"], "8 bootstrap draws"),
    ]
    for arguments, told in faults:
        done = run(*arguments, cwd=folder, code=1)
        assert told in done.stderr
        assert "Traceback" not in done.stderr
    assert not (folder / "other.json").exists()
    usage = [
        (learn[:-1], "exactly one"),
        ([*learn, "outcomes.csv", "--ledger", "work.db"], "exactly one"),
        ([*learn, "outcomes.csv", "--draws", "-1"], "--draws"),
        ([*learn, "outcomes.csv", "--seed", "-1"], "--seed"),
        ([*learn, "outcomes.csv", "--seed", str(2**32)], "--seed"),
        ([*predict, "model.json", "--of", "foo"], "--of"),
        (["retention", "learn", "past", "--outcomes", "outcomes.csv", "--out", "m.pkl"], ".json"),
        (["retention", "predict", "seekers.csv", "jobs.csv", "--model", "model.json", "--out", "x.txt"], ".parquet"),
    ]
    for arguments, told in usage:
        assert told in run(*arguments, cwd=folder, code=2).stderr
    there = run("retention", "learn", "past", "--outcomes", "outcomes.csv", "--out", "model.json", cwd=folder, code=1)
    assert "--overwrite" in there.stderr


def test_bad_cells_are_counted_alike_from_first_line_to_last(folder: Path) -> None:
    text = (folder / "outcomes.csv").read_text(encoding="utf-8")
    (folder / "maybe.csv").write_text(text.replace(",yes,", ",maybe,").replace(",no,", ",perhaps,"), encoding="utf-8")
    done = run("retention", "learn", "past", "--outcomes", "maybe.csv", "--out", "other.json", cwd=folder, code=1)
    assert "500 errors in maybe.csv" in done.stderr
    assert "… and 460 more" in done.stderr
    assert done.stderr.rstrip().endswith("Errors: 500. Warnings: 0.")


def solved(base: dict[str, Any], folder: Path, **more: Any) -> dict[tuple[str, int], float]:
    """A study solved in this process: of each scenario and replicate what the term `retention` comes to."""
    study = load_study({"name": "s", "base": base, **more})
    cells = cells_of(study, load_policy(base["policy"]).model_dump(mode="json"), "")
    (folder / CELLS).mkdir(parents=True)
    for replicate in range(study.replicates.count):
        mine = tuple(cell for cell in cells if cell.replicate == replicate)
        work(Part(study, mine[0], mine, folder))
    found = {}
    for cell in cells:
        row = json.loads(file_of(folder, cell).read_text(encoding="utf-8"))["outcome"]
        assert row["status"] == "optimal", row
        found[cell.scenario, cell.replicate] = row["term_retention"]
    return found


def test_each_replicate_of_a_study_has_a_draw_of_its_own(folder: Path, tmp_path: Path) -> None:
    document = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    base = {
        "seekers": folder / "seekers.csv",
        "jobs": folder / "jobs.csv",
        "policy": {**POLICY, "as_of": date(2014, 3, 1), "retention": {"loss": 6000.0}},
        "stay": folder / "model.json",
        "stay_of": "pairs",
    }
    more = {"scenario": [{"name": "now"}, {"name": "more", "jobs": {"wage": "+ 600"}}], "replicates": {"count": 3}}
    drawn = solved(base, tmp_path / "drawn", **more)
    for horizon in document["horizons"]:  # a model that is certain: persons are drawn alike, coefficients are not
        horizon["draws"] = [[horizon["intercept"], *horizon["coefficients"]]] * 8
    certain = tmp_path / "certain.json"
    certain.write_text(json.dumps(document), encoding="utf-8")
    sure = solved({**base, "stay": certain}, tmp_path / "sure", **more)
    assert all(drawn[each] != sure[each] for each in drawn), "each replicate's persons are judged by a draw"
    ratio = [drawn["now", k] / sure["now", k] for k in range(3)]
    assert len(set(ratio)) == 3, "by another one each"
    for found in (drawn, sure):
        assert all(found["more", k] < found["now", k] for k in range(3)), "whoever is paid more is predicted anew"
    alone = solved({**base, "stay_of": "jobs"}, tmp_path / "alone")
    again = solved({**base, "stay": certain, "stay_of": "jobs"}, tmp_path / "again")
    assert alone == again, "a study of one draw is by the model itself"


def test_a_study_refuses_a_model_that_says_too_little(folder: Path, tmp_path: Path) -> None:
    base = {"seekers": folder / "seekers.csv", "jobs": folder / "jobs.csv", "stay": folder / "model.json"}
    faults: list[tuple[dict[str, Any], str]] = [
        ({"base": base, "replicates": {"count": 9}}, "learn with --draws 9"),
        ({"base": base, "scenario": [{"name": "a", "policy": {"horizon_months": 18}}]}, "18 months"),
        ({"base": {**base, "stay": folder / "outcomes.csv"}}, "not a model"),
        ({"base": {**base, "stay": None, "stay_of": "jobs"}}, "stay_of goes with stay"),
    ]
    for change, told in faults:
        with pytest.raises(JobmatchError, match=told):
            run_study({"name": "s", **change}, tmp_path / "study")
        assert not (tmp_path / "study").exists(), "nothing is left behind"


def test_the_ledger_gives_the_same_outcomes_as_its_figures(tmp_path: Path) -> None:
    seekers, jobs = lists_of(40, 3)
    day = date(2014, 4, 1)
    events = []
    for k in range(40):
        pair = {"person_id": f"p{k}", "job_id": f"j{k % 36}"}
        events.append({**pair, "kind": "arrived", "day": day + timedelta(days=k), "number": 0})
        if k % 3 == 0:
            events.append({**pair, "kind": "left", "day": day + timedelta(days=60 + 5 * k), "number": 0})
        elif k % 3 == 1:
            events.append({**pair, "kind": "checked", "day": day + timedelta(days=200), "number": (3, 6)[k % 2]})
    seekers.write_csv(tmp_path / "s.csv")
    jobs.write_csv(tmp_path / "j.csv")
    answers = pl.DataFrame(events).rename({"kind": "event"})
    answers.write_csv(tmp_path / "a.csv")
    run("ledger", "import", "work.db", "--seekers", "s.csv", "--jobs", "j.csv", "--on", "2014-03-01", cwd=tmp_path)
    run("ledger", "import", "work.db", "--answers", "a.csv", cwd=tmp_path)
    with open_ledger(tmp_path / "work.db") as ledger:
        for until in (date(2014, 7, 20), date(2014, 12, 1), None):
            counted = {row["months"]: row for row in figures(ledger, until).stayed.to_dicts()}
            found = ledger_outcomes(ledger, (1, 3, 6), until)
            for months, row in counted.items():
                told = dict(found.filter(pl.col("months") == months)["outcome"].value_counts().iter_rows())
                assert told.get("left", 0) == row["left"]
                assert told.get("stayed", 0) == row["found"]
                assert told.get("unknown", 0) == row["not_asked"]
                assert told.get("not_due", 0) == found.filter(pl.col("months") == months).height - row["due"]
        assert placements(ledger).height == 40
        assert placements(ledger)["checked"].drop_nulls().max() == 6
    told = run("retention", "learn", "x", "--ledger", "work.db", "--out", "m.json", cwd=tmp_path, code=1).stderr
    assert "x" in told
