"""When nothing may be learnt, and why: leakage of every kind, too few, one class; and what outcomes imply."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.errors import InputError, UnsupportedError
from jobmatch.result import Result
from jobmatch.scenarios.retention import learn_retention, read_outcomes
from jobmatch.scenarios.retention.training import joined
from retention_worlds import BEGUN, MADE, POLICY, lists_of, outcomes_of, planned


@pytest.fixture(scope="module")
def run() -> Result:
    return planned(400, 1)


@pytest.fixture(scope="module")
def outcomes(run: Result) -> pl.DataFrame:
    return outcomes_of(run, 2)


FEW = ("wage", "km", "age")


@pytest.mark.parametrize(
    ("feature", "told"),
    [
        ("jobs.stay", "earlier prediction"),
        ("stay", "earlier prediction"),
        ("persons.status", "what became of proposals"),
        ("retention", "leakage"),
        ("change", "leakage"),
        ("persons.person_id", "who somebody is"),
        ("persons.household_id", "who somebody is"),
        ("jobs.employer_id", "who somebody is"),
        ("persons.name", "who somebody is"),
        ("persons.available_from", "a day may lie after the plan"),
        ("jobs.start_date", "a day may lie after the plan"),
        ("jobs.skills", "list of words"),
        ("height", "there is no feature 'height'"),
        ("persons.", "there is no feature"),
        ("persons.height", "no such column"),
        ("persons.village", "400 different values"),
    ],
)
def test_what_a_model_may_not_look_at(run: Result, outcomes: pl.DataFrame, feature: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        learn_retention([run], outcomes, features=[*FEW, feature], draws=0)


@pytest.mark.parametrize("shape", ["class", "number", "blank"])
def test_the_outcome_in_disguise_is_found(shape: str, outcomes: pl.DataFrame) -> None:
    seekers, jobs = lists_of(400, 1)
    stayed = seekers.join(outcomes, on="person_id", how="left")["stayed"]
    cells = {
        "class": pl.select(pl.when(stayed).then(pl.lit("paid")).otherwise(pl.lit("stopped"))).to_series(),
        "number": stayed.cast(pl.Int64) * 12 + pl.Series(range(400)) % 3,
        "blank": pl.select(pl.when(stayed).then(7)).to_series(),
    }[shape]
    told = jobmatch.solve(seekers.with_columns(paid=cells.cast(pl.String)), jobs, POLICY)
    known = outcomes_of(told, 2)
    assert known.sort("person_id")["stayed"].equals(outcomes.sort("person_id")["stayed"])
    with pytest.raises(InputError, match=r"persons\.paid alone tells .*leakage"):
        learn_retention([told], known, features=[*FEW, "persons.paid"], draws=0)
    learn_retention([told], known, features=[*FEW, "persons.moon"], draws=0)


def test_a_placement_older_than_its_plan_is_refused(run: Result, outcomes: pl.DataFrame) -> None:
    early = outcomes.with_columns(
        started=pl.when(pl.col("person_id") == "p7").then(date(2014, 2, 28)).otherwise("started")
    )
    with pytest.raises(InputError, match=r"1 of the placements began before .*2014-03-01"):
        learn_retention([run], early, features=FEW, draws=0)
    # the plan that came before it makes it right
    before = planned(400, 1, policy={**POLICY, "as_of": "2014-01-01"})
    data = joined([run, before], read_outcomes(early), FEW)
    assert data.table.height == 400
    on_the_day = outcomes.with_columns(started=pl.lit(MADE))
    assert joined([run], read_outcomes(on_the_day), FEW).table.height == 400


def test_of_several_plans_the_last_one_before_counts() -> None:
    seekers, jobs = lists_of(100, 3)
    first = jobmatch.solve(seekers, jobs, POLICY)
    later = jobmatch.solve(seekers.with_columns(age=pl.col("age") + 1), jobs, {**POLICY, "as_of": "2015-03-01"})
    known = outcomes_of(first, 2)
    held = first.assignment.join(later.assignment, on=["person_id", "job_id"])
    known = known.join(held.select("person_id"), on="person_id", how="semi")
    age = dict(zip(seekers["person_id"], seekers["age"], strict=True))
    for started, older in ((BEGUN, 0), (date(2015, 3, 1), 1)):
        for runs in ([first, later], [later, first]):
            data = joined(runs, read_outcomes(known.with_columns(started=pl.lit(started))), ("age",))
            persons, at = data.table["person_id"], data.table["row"].to_numpy()
            assert data.values["age"].gather(at).to_list() == [age[each] + older for each in persons]


def test_too_few_are_refused_with_the_numbers() -> None:
    small = planned(60, 4)
    known = outcomes_of(small, 1)
    left = int((~known["stayed"]).sum())
    rarer = min(left, 60 - left)
    with pytest.raises(InputError, match=rf"{60 - left} stayed and {left} left; .*enough for {rarer // 10}\)"):
        learn_retention([small], known, draws=0)
    tiny = known.with_columns(stayed=pl.Series(np.arange(60) % 2 == 0)).head(40)
    with pytest.raises(InputError, match="persons or households, 50 are needed"):
        learn_retention([small], tiny, features=["age"], draws=0)


def test_one_class_is_refused(run: Result, outcomes: pl.DataFrame) -> None:
    for stayed, told in ((True, "all 400 .* stayed for 12"), (False, "all 400 .* left within 12")):
        with pytest.raises(InputError, match=told):
            learn_retention([run], outcomes.with_columns(stayed=stayed), draws=0)
    with pytest.raises(InputError, match="of nobody is it known"):
        learn_retention([run], outcomes.with_columns(stayed=pl.lit(None, pl.Boolean)), draws=0)


def test_noise_is_not_learnt(run: Result, outcomes: pl.DataFrame) -> None:
    heads = pl.Series(np.random.default_rng(8).random(400) < 0.7)
    with pytest.raises(InputError, match=r"no better than the share .*default_stay = 0\.\d\d"):
        learn_retention([run], outcomes.with_columns(stayed=heads), features=("persons.moon", "age"), draws=0)


def test_other_runs_and_other_horizons_are_refused(run: Result, outcomes: pl.DataFrame) -> None:
    cases: list[tuple[list[Result], pl.DataFrame, dict[str, Any], str]] = [
        ([], outcomes, {}, "at least one run"),
        ([planned(60, 4, "x")], outcomes, {}, "right runs"),
        ([run], outcomes, {"months": [6]}, "no outcomes at 6 months; there are some at 12"),
    ]
    for runs, table, more, told in cases:
        with pytest.raises(InputError, match=told):
            learn_retention(runs, table, draws=0, **more)
    own = pl.DataFrame({"person_id": ["a"], "job_id": ["b"], "cost": [1]})
    priced = jobmatch.solve(
        pl.DataFrame({"person_id": ["a"]}), pl.DataFrame({"job_id": ["b"], "vacancies": [1]}), pairs=own
    )
    with pytest.raises(InputError, match="column cost"):
        learn_retention([priced], outcomes, draws=0)


def rows(*cells: tuple[str, int, str | None, date]) -> pl.DataFrame:
    schema = {"person_id": pl.String, "months": pl.Int64, "stayed": pl.String, "started": pl.Date}
    return pl.DataFrame(cells, schema=schema, orient="row").with_columns(job_id=pl.lit("j"))


def test_outcomes_imply_others_and_count_only_once_due() -> None:
    day = date(2015, 1, 31)
    table = rows(
        ("gone", 3, "no", day),
        ("there", 6, "yes", day),
        ("asked", 12, "unknown", day),
        ("half", 3, "是", day),
        ("half", 6, "不详", day),
    )
    found = read_outcomes(table, date(2015, 7, 31))
    told = {(person, months): outcome for person, _, _, months, outcome in found.iter_rows()}
    assert {months for _, months in told} == {3, 6, 12}
    assert [told["gone", m] for m in (3, 6, 12)] == ["left", "left", "not_due"]
    assert [told["there", m] for m in (3, 6, 12)] == ["stayed", "stayed", "not_due"]
    assert [told["asked", m] for m in (3, 6, 12)] == ["unknown", "unknown", "not_due"]
    assert [told["half", m] for m in (3, 6, 12)] == ["stayed", "unknown", "not_due"]
    a_day_before = read_outcomes(table.filter(pl.col("person_id") != "there"), date(2015, 7, 30))
    assert set(a_day_before.filter(pl.col("months") == 6)["outcome"]) == {"not_due"}, "leavers are not known sooner"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([("a", 6, "yes", date(2015, 5, 1))], "longer than there was time"),
        ([("a", 3, "no", date(2014, 5, 1)), ("a", 6, "yes", date(2014, 5, 1))], "another that they were there later"),
        ([("a", 3, "no", date(2014, 5, 1)), ("a", 6, "no", date(2014, 5, 2))], "more than one day"),
        ([("a", 3, "no", date(2014, 5, 1)), ("a", 3, "no", date(2014, 5, 1))], "already in row 2|already in row 1"),
        ([("a", 0, "no", date(2014, 5, 1))], "not a whole number|whole number"),
        ([("a", 3, "perhaps", date(2014, 5, 1))], "neither yes nor no"),
        ([("", 3, "no", date(2014, 5, 1))], "blank|missing"),
    ],
)
def test_faulty_outcomes_are_told(cells: list[tuple[str, int, str, date]], told: str) -> None:
    with pytest.raises(InputError) as error:
        read_outcomes(rows(*cells), date(2015, 7, 31))
    said = " ".join([str(error.value), *(issue.message for issue in error.value.issues)])
    assert any(each in said for each in told.split("|")), said


def test_missing_columns_and_files_are_told() -> None:
    with pytest.raises(InputError, match="started"):
        read_outcomes(rows(("a", 3, "no", BEGUN)).drop("started"))
    with pytest.raises(InputError, match="nowhere"):
        read_outcomes("nowhere.csv")


def test_without_the_extra_the_refusal_names_it(
    run: Result, outcomes: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sklearn", None)
    with pytest.raises(UnsupportedError, match=r"jobmatch\[retention\]"):
        learn_retention([run], outcomes, draws=0)
