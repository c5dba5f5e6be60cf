"""Lists and answers into the ledger: what is news, what is known, what is refused (docs/ledger.md, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from ledger_stories import DAY, JOBS, SEEKERS, answers, at, bytes_of, happened, stands

from jobmatch.errors import InputError, LedgerError
from jobmatch.ledger import KINDS, Ledger, TakenIn, path_of, read_entry, solve_round, take_in, view, void, write_entry


@pytest.fixture
def known(ledger: Ledger) -> Ledger:
    """A ledger that has both lists."""
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    return ledger


def faults(ledger: Ledger, **given: Any) -> list[tuple[str, int | None, str | None]]:
    """Code, row and value of what is wrong; nothing is written."""
    before, batches = ledger.events(), ledger.batches()
    with pytest.raises(InputError) as error:
        take_in(ledger, **given)
    assert ledger.events().equals(before)
    assert ledger.batches().equals(batches)
    return [(issue.code, issue.row, issue.value) for issue in error.value.issues if issue.severity == "error"]


def counts(found: TakenIn) -> tuple[int, dict[str, int], int, int]:
    """Rows, new ones by kind, those known, those blank; they add up."""
    assert found.rows + found.missing == sum(found.new.values()) + found.known
    assert (found.batch is None) == (not found.new)
    return found.rows, found.new, found.known, found.blank


def cell(table: pl.DataFrame, row: int, **values: str) -> pl.DataFrame:
    """A table with some cells of one row changed."""
    there = pl.int_range(pl.len()) == row
    return table.with_columns(
        pl.when(there).then(pl.lit(value)).otherwise(name).alias(name) for name, value in values.items()
    )


def test_a_list_is_news_once(ledger: Ledger) -> None:
    assert counts(take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)) == (4, {"listed": 2, "reported": 2}, 0, 0)
    for day in (DAY, None):
        assert counts(take_in(ledger, seekers=SEEKERS, on=day)) == (2, {}, 2, 0)
        assert counts(take_in(ledger, seekers=SEEKERS.reverse(), on=day)) == (2, {}, 2, 0)
    assert counts(take_in(ledger, jobs=JOBS)) == (2, {}, 2, 0)
    assert ledger.events().height == 4


def test_a_person_is_news_if_the_row_differs(known: Ledger) -> None:
    for day, wage in ((5, "3000"), (6, "2500")):
        found = take_in(known, seekers=cell(SEEKERS, 0, min_wage=wage), on=at(day))
        assert counts(found) == (2, {"listed": 1}, 1, 0)
    assert path_of(known, person="a")["day"].to_list() == [DAY, at(5), at(6)]
    wages = {day: view(known, at(day)).seekers["min_wage"].cast(pl.Float64).to_list()[0] for day in (4, 5, 6)}
    assert wages == {4: 2500, 5: 3000, 6: 2500}


def test_a_job_is_news_if_its_day_is_stated_and_later(known: Ledger) -> None:
    assert counts(take_in(known, jobs=JOBS, on=at(3))) == (2, {"reported": 2}, 0, 0)
    assert counts(take_in(known, jobs=JOBS, on=at(2))) == (2, {"reported": 2}, 0, 0), "said for another day"
    assert counts(take_in(known, jobs=JOBS)) == (2, {}, 2, 0), "no day is stated"
    dated = JOBS.with_columns(pl.Series("上报日期", ["2016-09-05", ""]))
    assert counts(take_in(known, jobs=dated)) == (2, {"reported": 1}, 1, 0)
    assert counts(take_in(known, jobs=dated)) == (2, {}, 2, 0)
    assert path_of(known, job="X")["day"].to_list() == [DAY, at(2), at(3), date(2016, 9, 5)]


def test_a_job_that_was_closed_is_news(known: Ledger) -> None:
    take_in(known, answers=answers(("", "X", "停止招聘", "2016-09-01")))
    assert view(known).jobs["job_id"].to_list() == ["Y"]
    assert counts(take_in(known, jobs=JOBS)) == (2, {"reported": 1}, 1, 0)
    assert view(known).jobs["job_id"].to_list() == ["X", "Y"]


def test_a_report_says_how_many_there_are_now(known: Ledger) -> None:
    told = (("a", "X", "arrived", "2016-08-30"), ("", "X", "另行招满", "2016-08-30", "", "1"))
    take_in(known, answers=answers(*told))
    left = view(known).jobs
    assert dict(left.select("job_id", "vacancies").iter_rows()) == {"X": "0", "Y": "1"}
    take_in(known, jobs=JOBS, on=at(7))
    assert dict(view(known).jobs.select("job_id", "vacancies").iter_rows()) == {"X": "2", "Y": "1"}


def test_who_withdrew_is_not_back_by_a_list(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "", "退出", "2016-08-30")))
    take_in(known, seekers=cell(SEEKERS, 0, min_wage="3000"))
    assert stands(known)["a"] == ("withdrawn", None)
    assert view(known).seekers["person_id"].to_list() == ["b"]


def test_whole_lists_take_off_who_is_missing(ledger: Ledger) -> None:
    more = pl.concat([SEEKERS, *(cell(SEEKERS.head(1), 0, person_id=who) for who in "cdef")])
    take_in(ledger, seekers=more, jobs=JOBS, on=DAY)
    told = [("proposed", 1, "b", "X"), ("accepted", 1, "c", "X"), ("placed", 1, "d", "Y"), ("arrived", 1, "e", "X")]
    ledger.add(happened(*told), "import")
    found = take_in(ledger, seekers=SEEKERS.head(1), on=at(2), whole=True)
    assert counts(found) == (1, {"withdrawn": 2}, 1, 0)
    assert found.missing == 2
    assert {who: state for who, (state, _) in stands(ledger).items()} == {
        **{"a": "looking", "b": "withdrawn", "c": "accepted", "d": "placed", "e": "in_post", "f": "withdrawn"}
    }
    assert take_in(ledger, seekers=SEEKERS.head(1), on=at(3), whole=True).batch is None
    assert take_in(ledger, jobs=JOBS.tail(1), on=at(2), whole=True).missing == 1
    assert view(ledger).jobs.select("job_id", "vacancies").rows() == [("X", "1"), ("Y", "1")], "c has accepted X"
    assert take_in(ledger, jobs=JOBS.tail(1), whole=True).batch is None


def test_whole_lists_of_a_scope_take_off_their_own(known: Ledger) -> None:
    rows = cell(SEEKERS.head(1), 0, person_id="c")
    found = take_in(known, seekers=rows, jobs=cell(JOBS.tail(1), 0, job_id="Z"), scope="花垣县", whole=True, on=at(1))
    assert found.new == {"listed": 1, "withdrawn": 1, "reported": 1, "closed": 1}
    assert stands(known) == {"a": ("withdrawn", None), "b": ("looking", None), "c": ("looking", None)}
    assert view(known).jobs["job_id"].to_list() == ["X", "Z"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *[("推荐", "proposed"), ("撤销推荐", "released"), ("接受", "accepted"), ("拒绝", "declined")],
        *[("已签约", "placed"), ("到岗", "arrived"), ("未到岗", "no_show"), ("离岗", "left"), ("在岗", "checked")],
        *[("已培训", "trained"), ("退出", "withdrawn"), ("重新求职", "back")],
        *[("另行招满", "filled_elsewhere"), ("停止招聘", "closed")],
    ],
)
def test_every_event_has_two_words(word: str, kind: str, known: Ledger) -> None:
    found = take_in(known, answers=answers(("a", "X", word, "2016-08-30", "原因", "3")))
    assert found.new == {kind: 1}
    assert take_in(known, answers=answers(("a", "X", kind, "2016/8/30", "原因", "3"))).new == {}
    (row,) = known.events().filter(kind=kind).to_dicts()
    of_job, of_nobody = kind in ("filled_elsewhere", "closed"), kind in ("trained", "withdrawn", "back")
    assert (row["person_id"], row["job_id"]) == ("" if of_job else "a", "" if of_nobody else "X")
    assert (row["reason"], row["number"]) == ("原因", 3 if kind in ("checked", "filled_elsewhere") else 0)
    assert kind in KINDS


def test_rows_without_a_day_are_news_once(known: Ledger) -> None:
    first, more = ("a", "X", "接受"), ("b", "", "退出", "", "在家照看老人")
    assert counts(take_in(known, answers=answers(first, ("b", "X", "")), on=at(1))) == (1, {"accepted": 1}, 0, 1)
    assert counts(take_in(known, answers=answers(first, more), on=at(9))) == (2, {"withdrawn": 1}, 1, 0)
    assert counts(take_in(known, answers=answers(first, more))) == (2, {}, 2, 0)
    assert known.events().filter(pl.col("kind") != "listed", pl.col("person_id") != "")["day"].to_list() == [
        at(1),
        at(9),
    ]


def test_an_old_workbook_does_not_undo_what_came_later(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "X", "到岗"), ("b", "X", "接受")), on=at(1))
    take_in(known, answers=answers(("a", "X", "离岗", "2016-09-20"), ("b", "X", "未到岗", "2016-09-20")))
    now = stands(known)
    assert now == {"a": ("left", None), "b": ("looking", None)}
    assert counts(take_in(known, answers=answers(("a", "X", "到岗"), ("b", "X", "接受")), on=at(60))) == (2, {}, 2, 0)
    assert stands(known) == now


def test_a_new_proposal_or_a_return_makes_an_answer_news(known: Ledger) -> None:
    no = answers(("a", "X", "拒绝"))
    take_in(known, answers=no, on=at(1))
    known.add(happened(("proposed", 5, "a", "X")), "propose")
    assert take_in(known, answers=no, on=at(6)).new == {"declined": 1}
    known.add(happened(("proposed", 7, "a", "Y")), "propose")
    assert take_in(known, answers=no, on=at(8)).new == {}, "of another job"
    known.add(happened(("back", 9, "a", "")), "import")
    assert take_in(known, answers=no, on=at(10)).new == {"declined": 1}


def test_the_day_of_a_row_is_its_own(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "X", "accepted", "2016-09-20"), ("a", "X", "declined", "2016-09-10")))
    assert stands(known)["a"] == ("accepted", "X")
    assert stands(known, date(2016, 9, 15))["a"] == ("looking", None)


def test_persons_and_jobs_of_the_same_call_are_known(ledger: Ledger) -> None:
    found = take_in(ledger, seekers=SEEKERS, jobs=JOBS, answers=answers(("a", "X", "accepted")), on=DAY)
    assert found.new == {"listed": 2, "reported": 2, "accepted": 1}
    assert stands(ledger)["a"] == ("accepted", "X")


AHEAD = (date.today() + timedelta(2)).isoformat()


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        (("nobody", "X", "接受"), "ledger_no_person", "nobody"),
        (("a", "nowhere", "接受"), "ledger_no_job", "nowhere"),
        (("", "nowhere", "停止招聘"), "ledger_no_job", "nowhere"),
        (("a", "X", "也许"), "event_unknown", "也许"),
        (("a", "X", "接受", AHEAD), "day_ahead", AHEAD),
        (("a", "X", "接受", "2016-02-30"), "date_impossible", "2016-02-30"),
        (("a", "X", "在岗"), "months_missing", None),
        (("a", "X", "在岗", "", "", "0"), "months_missing", None),
        (("a", "X", "在岗", "", "", "一"), "count_unreadable", "一"),
        (("", "X", "另行招满"), "filled_missing", None),
        (("a", "", "接受"), "event_without_job", None),
        (("", "X", "接受"), "event_without_person", None),
    ],
)
def test_a_row_that_cannot_be_is_refused(row: tuple[str, ...], code: str, value: str | None, known: Ledger) -> None:
    found = faults(known, answers=answers(("b", "X", "declined"), row), on=at(1))
    assert code in {code for code, _, _ in found}
    assert all(place in (2, 3, None) for _, place, _ in found)
    assert value is None or (code, value) in {(code, value) for code, _, value in found}


def test_all_faults_are_told_at_once(known: Ledger) -> None:
    found = faults(known, answers=answers(("nobody", "X", "接受"), ("a", "X", "也许"), ("a", "", "接受")), on=DAY)
    assert {code for code, _, _ in found} >= {"event_unknown", "event_without_job"}
    listed = faults(
        known,
        seekers=cell(cell(SEEKERS, 0, home="无此地"), 1, birth_date="1990-02-30"),
        jobs=cell(JOBS, 0, vacancies="-1"),
        answers=answers(("a", "X", "也许")),
    )
    assert len(listed) >= 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "X", "接受"), ("a", "X", "拒绝")),
        (("a", "X", "到岗", "2016-08-30"), ("a", "X", "未到岗", "2016-08-30")),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    one: tuple[str, ...], other: tuple[str, ...], known: Ledger
) -> None:
    for given in (answers(one, other), [*answers(one), *answers(other)], answers(other, ("b", "X", "接受"), one)):
        found = faults(known, answers=given, on=at(1))
        assert {code for code, _, _ in found} == {"event_contradiction"}
    days = answers((*one[:3], "2016-08-30"), (*other[:3], "2016-08-31"))
    assert sum(take_in(known, answers=days).new.values()) == 2


def test_nothing_is_written_if_anything_is_wrong(known: Ledger) -> None:
    good = SEEKERS.with_columns(min_wage=pl.lit("1000"))
    assert faults(known, seekers=good, jobs=JOBS, answers=answers(("nobody", "X", "接受")), on=at(1))
    assert faults(known, seekers=cell(good, 1, home="无此地"), jobs=JOBS, on=at(1))
    assert take_in(known, seekers=good, jobs=JOBS, on=at(1)).batch == 2, "the next number, without a gap"


SCOPED: Sequence[tuple[str, dict[str, Any], str]] = [
    ("a person of elsewhere", {"seekers": SEEKERS}, "outside_scope"),
    ("a job of elsewhere", {"jobs": JOBS}, "outside_scope"),
    ("an answer of elsewhere", {"answers": answers(("b", "X", "到岗"))}, "answer_outside_scope"),
    ("a job's notice of elsewhere", {"answers": answers(("", "X", "停止招聘"))}, "answer_outside_scope"),
    ("who withdraws elsewhere", {"answers": answers(("b", "", "退出"))}, "answer_outside_scope"),
]


@pytest.mark.parametrize(("what", "given", "code"), SCOPED, ids=[what for what, _, _ in SCOPED])
def test_a_scope_refuses_others(what: str, given: dict[str, Any], code: str, known: Ledger) -> None:
    assert {code for code, _, _ in faults(known, **given, scope="花垣县", on=at(1))} == {code}


def test_a_scope_writes_its_own_and_of_its_jobs(known: Ledger) -> None:
    assert take_in(known, answers=answers(("a", "X", "接受")), scope="花垣县", on=at(1)).new == {"accepted": 1}
    assert take_in(known, answers=answers(("b", "X", "到岗")), scope="长沙市", on=at(1)).new == {"arrived": 1}
    assert take_in(known, answers=answers(("", "X", "停止招聘")), scope="4301", on=at(1)).new == {"closed": 1}
    assert take_in(known, seekers=SEEKERS.head(1), scope="433124", on=at(1)).new == {}
    with pytest.raises(LedgerError, match="无此地"):
        take_in(known, seekers=SEEKERS, scope="无此地")


def test_a_scope_takes_nobody_from_elsewhere(known: Ledger) -> None:
    """An id that another county uses may be another person's: who has moved is taken in by those above both."""
    moved = cell(SEEKERS.tail(1), 0, home="花垣县")
    assert faults(known, seekers=cell(SEEKERS.head(1), 0, home="凤凰县"), scope="花垣县", on=at(1))
    for given in ({"seekers": moved}, {"jobs": cell(JOBS.head(1), 0, region="花垣县")}):
        assert {code for code, _, _ in faults(known, **given, scope="花垣县", on=at(1))} == {"outside_scope_before"}
    take_in(known, seekers=moved, scope="湘西土家族苗族自治州", on=at(1))
    assert view(known, scope="花垣县").seekers["person_id"].to_list() == ["a", "b"]


def test_blank_cells_stay_blank_and_columns_stay(known: Ledger) -> None:
    """A contract that nobody wrote down is none, wherever the list has the column."""
    jobs = JOBS.with_columns(contract=pl.lit(""), note=pl.lit(None, pl.String))
    take_in(known, jobs=jobs, on=at(1))
    found = view(known).jobs
    assert found.select("contract", "note").null_count().row(0) == (2, 2)
    assert solve_round(known, {"as_of": "2016-08-29"}, on=at(1)).result.assignment.is_empty()
    take_in(known, jobs=jobs.with_columns(contract=pl.lit("yes")), on=at(2))
    assert solve_round(known, {"as_of": "2016-08-29"}, on=at(2)).result.assignment.height == 2


def test_who_is_listed_but_off_is_counted(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "", "退出")), on=at(1))
    assert take_in(known, seekers=cell(SEEKERS, 0, min_wage="2550"), on=at(2)).off == 1
    assert take_in(known, answers=answers(("a", "", "back")), on=at(3)).off == 0
    assert take_in(known, seekers=cell(SEEKERS, 0, min_wage="2500"), on=at(4)).off == 0


TOGETHER = [
    (("a", "X", "接受"), ("a", "X", "拒绝", "2016-08-30")),
    (("a", "X", "接受"), ("a", "Y", "接受")),
    (("a", "X", "已签约"), ("a", "X", "拒绝")),
    (("a", "X", "接受"), ("a", "", "退出")),
]


@pytest.mark.parametrize("rows", TOGETHER)
def test_what_cannot_be_true_on_one_day_is_refused(rows: tuple[tuple[str, ...], ...], known: Ledger) -> None:
    assert {code for code, _, _ in faults(known, answers=answers(*rows), on=at(1))} == {"event_contradiction"}


def test_days_that_are_still_to_come_are_refused(known: Ledger) -> None:
    ahead = date.today() + timedelta(2)
    with pytest.raises(LedgerError, match="ahead of today"):
        take_in(known, answers=answers(("a", "X", "接受")), on=ahead)
    with pytest.raises(LedgerError, match="ahead of today"):
        solve_round(known, on=ahead)
    told = faults(known, jobs=JOBS.with_columns(reported=pl.lit(str(ahead))))
    assert {code for code, _, _ in told} == {"day_ahead"}


def test_names_and_telephones_are_never_written(tmp_path: Path, known: Ledger) -> None:
    said = {"姓名": ["石小强", "龙阿妹"], "联系电话": ["13907431234", "13807435678"]}
    people = SEEKERS.with_columns(pl.Series(name, values) for name, values in said.items())
    firms = JOBS.with_columns(
        pl.Series("联系人", ["麻经理", "吴经理"]), pl.Series("联系电话", ["07318888", "07438888"])
    )
    told = answers(("a", "X", "接受"), ("b", "X", "拒绝"))[0].with_columns(
        pl.Series(name, values) for name, values in said.items()
    )
    take_in(known, seekers=cell(people, 0, min_wage="3000"), jobs=cell(firms, 0, wage="4100"), answers=[told], on=at(1))
    assert known.events().height == 9
    kept = bytes_of(tmp_path / "l.db")
    for values in (*said.values(), ["麻经理", "吴经理", "07318888", "07438888"]):
        for value in values:
            assert value.encode() not in kept
    assert "花垣县".encode() not in kept, "regions are codes"


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


HEAD: list[object] = ["求职者编号", "岗位编号", "答复", "答复日期", "原因"]


def test_a_workbook_is_filled_in_and_read_again(tmp_path: Path, known: Ledger) -> None:
    file = tmp_path / "answers.xlsx"
    blank: list[object] = ["b", "X", None, None, None]
    sheets = {
        "汇总": [["共推荐", 2], [None, None]],
        "用人单位": [["第一轮反馈"], [], HEAD, ["a", "X", "接受", None, None], blank],
        "县": [HEAD, ["a", "X", "接受", None, None], blank],
    }
    assert counts(take_in(known, answers=[book(file, sheets)], on=at(1))) == (2, {"accepted": 1}, 1, 2)
    sheets["县"][2] = ["b", "X", "拒绝", date(2016, 9, 3), "太远"]
    assert counts(take_in(known, answers=[book(file, sheets)], on=at(20))) == (3, {"declined": 1}, 2, 1)
    assert counts(take_in(known, answers=[book(file, sheets)])) == (3, {}, 3, 1)
    (row,) = path_of(known, person="b").filter(kind="declined").to_dicts()
    assert (row["day"], row["reason"]) == (date(2016, 9, 3), "太远")


def test_faults_of_a_workbook_name_sheet_and_row(tmp_path: Path, known: Ledger) -> None:
    sheets = {
        "用人单位": [["第一轮"], [], HEAD, ["a", "X", "接受", None, None]],
        "县": [HEAD, ["b", "X", None, None, None], ["a", "X", "拒绝", None, None], ["c", "X", "接受", None, None]],
    }
    with pytest.raises(InputError) as error:
        take_in(known, answers=[book(tmp_path / "back.xlsx", sheets)], on=at(1))
    told = {(issue.code, issue.row) for issue in error.value.issues if issue.severity == "error"}
    assert told == {("event_contradiction", 3), ("ledger_no_person", 4)}
    assert all("back.xlsx" in str(issue.file) for issue in error.value.issues)
    assert "declined at X contradicts row 4" in str(error.value.issues)


def test_a_workbook_without_answers_is_refused(tmp_path: Path, known: Ledger) -> None:
    assert faults(known, answers=[book(tmp_path / "other.xlsx", {"一": [["甲", "乙"], [1, 2]]})])
    assert faults(known, answers=[tmp_path / "missing.xlsx"])
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert faults(known, answers=[tmp_path / "broken.xlsx"])


def test_a_county_voids_its_own_alone(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "X", "接受"), ("b", "X", "接受")), on=at(1))
    mine, theirs = known.events().filter(kind="accepted").sort("person_id")["event"]
    with pytest.raises(LedgerError, match="no event"):
        void(known, theirs, "another person", scope="花垣县")
    void(known, mine, "another person", scope="花垣县")
    assert known.events().filter(kind="accepted")["person_id"].to_list() == ["b"]
    assert known.batches()["scope"].to_list()[-1] == "433124"


def test_the_path_of_a_job_within_a_scope(known: Ledger) -> None:
    """All see jobs; of the persons there a county sees its own, the receiving city all."""
    take_in(known, answers=answers(("a", "X", "到岗"), ("b", "X", "到岗")), on=at(1))
    assert path_of(known, job="X", scope="花垣县")["person_id"].to_list() == ["", "a"]
    assert path_of(known, job="X", scope="长沙市")["person_id"].to_list() == ["", "a", "b"]
    with pytest.raises(LedgerError, match="no person b"):
        path_of(known, person="b", scope="花垣县")


def test_a_reason_is_not_a_novel(known: Ledger) -> None:
    long = answers(("a", "X", "拒绝", "", "远" * 501))
    assert {code for code, _, _ in faults(known, answers=long, on=at(1))} == {"reason_too_long"}


def test_a_sheet_without_answers_is_told(tmp_path: Path, known: Ledger) -> None:
    book = openpyxl.Workbook()
    for title, header in (("one", "答复"), ("two", "答复情况")):
        sheet = book.create_sheet(title)
        sheet.append(["求职者编号", "岗位编号", header])
        sheet.append(["a" if title == "one" else "b", "X", "接受"])
    book.save(tmp_path / "back.xlsx")
    found = take_in(known, answers=[tmp_path / "back.xlsx"], on=at(1))
    assert found.new == {"accepted": 1}
    assert ("sheet_passed_over", "two") in [(issue.code, issue.value) for issue in found.issues]


def test_a_person_on_two_sheets_answers_once(known: Ledger) -> None:
    """With the day on one sheet and without it on the other: the undated one would override a later no."""
    said = answers(("a", "X", "接受", "2016-08-30"), ("a", "X", "接受"))
    assert take_in(known, answers=said).new == {"accepted": 1}
    take_in(known, answers=answers(("a", "X", "拒绝", "2016-08-31")))
    assert stands(known)["a"] == ("looking", None)


def test_who_has_not_decided_has_said_nothing(known: Ledger) -> None:
    found = take_in(known, answers=answers(("a", "X", "待定"), ("b", "X", "联系不上")), on=at(1))
    assert (found.batch, found.rows, found.blank) == (None, 0, 2)


ODD = [
    (("a", "X", "接受"), "never_proposed"),
    (("a", "X", "离岗"), "never_arrived"),
    (("a", "X", "在岗", "", "", "3"), "never_arrived"),
    (("b", "X", "在岗", "2016-09-03", "", "3"), "checked_early"),
]


@pytest.mark.parametrize(("row", "code"), ODD)
def test_what_looks_odd_is_warned_of(row: tuple[str, ...], code: str, known: Ledger) -> None:
    known.add(happened(("proposed", 0, "b", "X")), "import")
    take_in(known, answers=answers(("b", "X", "到岗")), on=at(1))
    found = take_in(known, answers=answers(row), on=at(40))
    assert [issue.code for issue in found.issues] == [code]
    assert found.new
    fine = take_in(known, answers=answers(("b", "X", "在岗", "", "", "1")), on=at(40))
    assert fine.issues == ()


def test_columns_that_nothing_reads_are_named(known: Ledger) -> None:
    said = answers(("a", "X", "接受"))[0].with_columns(
        反馈日期=pl.lit("2016-08-30"), 单位编号=pl.lit("F"), 签字=pl.lit("")
    )
    assert take_in(known, answers=[said], on=at(1)).columns == ("反馈日期",)
    more = take_in(known, seekers=SEEKERS.with_columns(是否建档立卡=pl.lit("是"), wish_regions=pl.lit("")), on=at(1))
    assert more.columns == ("是否建档立卡",)
    assert more.no_wishes == 2


def test_a_dry_run_writes_nothing_and_a_batch_can_be_undone(known: Ledger) -> None:
    before = known.events()
    entry = read_entry(seekers=SEEKERS.head(1))
    told = write_entry(known, entry, on=at(1), whole=True, dry_run=True)
    assert (told.batch, told.new, told.missing) == (None, {"withdrawn": 1}, 1)
    assert known.events().equals(before)
    done = write_entry(known, entry, on=at(1), whole=True)
    assert done.new == told.new
    assert void(known, None, "a part of the list only", batch=done.batch) == 1
    assert stands(known)["b"] == ("looking", None)
    for batch in (done.batch, 99):
        with pytest.raises(LedgerError, match="no events that count"):
            void(known, None, "again", batch=batch)
    with pytest.raises(LedgerError):
        void(known, None, "of others too", batch=1, scope="花垣县")


def test_faults_of_every_kind_are_told_at_once(known: Ledger) -> None:
    """What is wrong with cells, and what the ledger knows better, in one pass."""
    rows = (
        ("zz", "X", "接受"),
        ("a", "ZZ", "接受"),
        ("a", "X", "也许"),
        ("a", "X", "拒绝", "2016-13-40"),
        ("", "X", "拒绝"),
    )
    found = {(code, row) for code, row, _ in faults(known, answers=answers(*rows), on=at(1))}
    assert found == {
        ("ledger_no_person", 1),
        ("ledger_no_job", 2),
        ("event_unknown", 3),
        ("date_impossible", 4),
        ("event_without_person", 5),
    }
