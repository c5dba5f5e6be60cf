"""The canonical tables: every documented column, its type, its default, and reading them again."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from list_rows import DECISIONS, DISTANCES, JOBS, PAIRS, SEEKERS, changed, frames, read, without
from polars.testing import assert_frame_equal

SEEKER_TYPES = {
    "person_id": pl.String, "household_id": pl.String, "together_id": pl.String, "home": pl.String,
    "birth_date": pl.Date, "age": pl.Int32,
    "skills": pl.String, "min_wage": pl.Float64, "wish_wage": pl.Float64, "wish_regions": pl.String,
    "wish_job_types": pl.String, "max_tier": pl.String, "priority": pl.String, "status": pl.String,
    "available_from": pl.Date,
}  # fmt: skip
JOB_TYPES = {
    "job_id": pl.String, "employer_id": pl.String, "region": pl.String, "job_type": pl.String, "vacancies": pl.Int64,
    "wage": pl.Float64, "skills": pl.String, "contract": pl.Boolean, "insurance": pl.Boolean, "min_age": pl.Int32,
    "max_age": pl.Int32, "start_date": pl.Date, "stay": pl.Float64, "housing": pl.String,
}  # fmt: skip


def test_columns_and_types() -> None:
    lists = read(SEEKERS, JOBS, pairs=PAIRS, decisions=DECISIONS, distances=DISTANCES)
    assert lists.seekers.schema == SEEKER_TYPES
    assert lists.jobs.schema == JOB_TYPES
    assert lists.pairs is not None
    assert lists.pairs.schema["extra"] == pl.Float64
    assert lists.decisions is not None
    assert lists.decisions.columns == ["person_id", "job_id", "decision", "reason"]
    assert lists.distances is not None
    assert lists.distances.schema == {"from": pl.String, "to": pl.String, "km": pl.Float64}


def test_defaults() -> None:
    seekers = [{"person_id": "P1", "home": "花垣", "age": "30", "min_wage": "1"}]
    jobs = [{"job_id": "J1", "region": "深圳", "vacancies": "3", "wage": "4000"}]
    lists = read(seekers, jobs)
    assert lists.seekers.schema == SEEKER_TYPES
    assert lists.jobs.schema == JOB_TYPES
    assert lists.seekers.row(0) == (
        "P1", "P1", None, "433124", None, 30, "", 1.0, None, "", "", "outside", "default", "looking", None,
    )  # fmt: skip
    assert lists.jobs.row(0) == ("J1", "J1", "4403", "", 3, 4000.0, "", None, None, None, None, None, None, "")
    assert lists.pairs is None
    assert lists.decisions is None
    assert lists.distances is None
    assert lists.cost_decimals is None


def test_values() -> None:
    seekers = changed(
        SEEKERS, at=0, birth_date="1990年1月2日", skills="b；a：3", min_wage="3.5k-4k",
        wish_regions="湖南省花垣县、深圳|＊,深圳", wish_job_types="电工，焊工",
        max_tier="省内", priority="建档立卡", status="待业", available_from="2016/9/1",
    )  # fmt: skip
    jobs = changed(JOBS, at=0, contract="是", insurance="否", wage="￥4,000-4,500", stay="80%", start_date="20161001")
    lists = read(seekers, jobs)
    row = lists.seekers.row(0, named=True)
    assert row["birth_date"] == date(1990, 1, 2)
    assert (row["skills"], row["min_wage"]) == ("a:3;b:1", 3500.0)
    assert (row["wish_regions"], row["wish_job_types"]) == ("433124;4403;*", "电工;焊工")
    assert (row["max_tier"], row["priority"], row["status"]) == ("province", "registered_poor", "looking")
    post = lists.jobs.row(0, named=True)
    assert (post["contract"], post["insurance"], post["wage"], post["stay"]) == (True, False, 4000.0, 0.8)


def test_blank_groups_are_ones_own() -> None:
    seekers = [
        {**SEEKERS[0], "person_id": id, "household_id": household}
        for id, household in (("A", ""), ("B", "A"), ("C", None), ("D", "A"), ("E", "~A"))
    ]
    groups = read(seekers).seekers["household_id"].to_list()
    assert groups[1] == groups[3] == "A"
    assert len({groups[0], groups[2], "A", "~A"}) == 4  # nobody joins a stated household by chance
    assert groups[2].endswith("C")


def test_row_order_is_kept() -> None:
    assert read(SEEKERS[::-1]).seekers["person_id"].to_list() == ["P3", "P2", "P1"]


def test_reading_again_changes_nothing() -> None:
    lists = read(
        changed(SEEKERS, household_id=None, wish_regions="*", skills="", priority="建档立卡"),
        changed(JOBS, employer_id="", contract=None, max_age=None),
        pairs=PAIRS,
        decisions=DECISIONS,
        distances=DISTANCES,
    )
    again = read(lists.seekers, lists.jobs, pairs=lists.pairs, decisions=lists.decisions, distances=lists.distances)
    for name, frame in frames(again).items():
        first = frames(lists)[name]
        assert frame is not None
        assert first is not None
        assert_frame_equal(frame, first)
    assert again.cost_decimals == lists.cost_decimals
    assert again.issues == ()


def test_reading_again_from_csv_changes_nothing(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    lists = read(changed(SEEKERS, household_id=None), changed(JOBS, contract="no"), pairs=PAIRS)
    for name, frame in frames(lists).items():
        if frame is not None:
            frame.write_csv(folder / f"{name}.csv")
    again = read(folder / "seekers.csv", folder / "jobs.csv", pairs=folder / "pairs.csv")
    assert_frame_equal(again.seekers, lists.seekers)
    assert_frame_equal(again.jobs, lists.jobs)
    assert lists.pairs is not None
    assert again.pairs is not None
    assert_frame_equal(again.pairs, lists.pairs)


cells = st.none() | st.text(st.sampled_from("0123456789.-:;年月日 元万k花垣县*PJ是否"), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(SEEKERS[0], cells)), st.fixed_dictionaries(dict.fromkeys(JOBS[0], cells)))
def test_any_cells_give_lists_or_errors(person: dict[str, str | None], job: dict[str, str | None]) -> None:
    from jobmatch.lists import check_lists

    lists, issues = check_lists([person, *SEEKERS], [job, *JOBS])
    assert (lists is None) == any(issue.severity == "error" for issue in issues)
    if lists is not None:
        again = read(lists.seekers, lists.jobs)
        assert_frame_equal(again.seekers, lists.seekers)
        assert_frame_equal(again.jobs, lists.jobs)


def test_columns_of_pairs() -> None:
    pairs = [{**row, "beds": 1} for row in without(PAIRS, "extra", "stay")]
    lists = read(pairs=pairs)
    assert lists.pairs is not None
    assert lists.pairs.columns == ["person_id", "job_id", "cost", "cost_quanta", "beds"]
    blank = read(pairs=changed(PAIRS, extra="", stay="")).pairs
    assert blank is not None
    assert blank["extra"].to_list() == [0.0, 0.0, 1.0]
    assert blank["stay"].to_list() == [0.9, None, 0.9]


def test_with_costs_blanks_are_no_fault() -> None:
    lists = read(changed(SEEKERS, home="", min_wage="", birth_date=""), changed(JOBS, region="", wage=""), pairs=PAIRS)
    assert lists.issues == ()
    assert lists.seekers["home"].to_list() == ["433124", None, "433124"]
    assert lists.jobs["wage"].to_list() == [4000.0, None, 4000.0]
