"""Decisions and the plan in force: what contradicts what, what replaces what, and what is never kept."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from list_rows import JOBS, SEEKERS, Row, check, codes, read

from jobmatch.lists import Lists, check_lists
from jobmatch.lists.decisions import DECISIONS
from jobmatch.lists.words_read import _DECISIONS as WORDS

COLUMNS = ("person_id", "job_id", "decision", "reason")


def rows(*texts: str) -> list[Row]:
    """Rows written as ``person job decision``; the job ``-`` is blank."""
    return [dict(zip(COLUMNS[:3], [cell.strip("-") for cell in text.split()], strict=True)) for text in texts]


def table(*texts: str) -> pl.DataFrame:
    """The same as a canonical table of an earlier round."""
    cells = [[row["person_id"], row["job_id"] or None, row["decision"], ""] for row in rows(*texts)]
    return pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def kept(lists: Lists) -> list[str]:
    """The decisions as written by `rows`, in order."""
    assert lists.decisions is not None
    return sorted(f"{p} {j or '-'} {word}" for p, j, word in lists.decisions.select(COLUMNS[:3]).iter_rows())


def test_the_words_are_those_that_can_be_written() -> None:
    assert set(DECISIONS) == set(WORDS.values())
    assert len(DECISIONS) == len(set(DECISIONS)) == 7


# What a row contradicts: (rows, the one at fault, the other one).
CONTRADICTIONS = [
    *(
        (("P1 J1 " + bind, "P1 J1 " + word), 1, 2)
        for bind in ("forced", "accepted")
        for word in ("declined", "forbidden")
    ),
    (("P1 J1 forced", "P1 J1 left"), 1, 2),
    (("P1 J1 forced", "P1 J1 no_show"), 1, 2),
    (("P1 J1 forced", "P1 - withdrawn"), 1, 2),
    (("P1 J1 forced", "P1 J2 withdrawn"), 1, 2),
    (("P1 - withdrawn", "P1 J1 forced"), 2, 1),
    (("P1 J1 forced", "P1 J2 forced"), 2, 1),
    (("P1 J1 accepted", "P1 J2 accepted"), 2, 1),
    (("P1 J1 accepted", "P1 J2 forced"), 2, 1),
    (("P2 J1 accepted", "P1 J3 declined", "P1 J3 accepted"), 3, 2),
]

CONSISTENT = [
    *(("P1 J1 accepted", "P1 J1 " + word) for word in ("left", "no_show", "withdrawn")),
    ("P1 J1 accepted", "P1 - withdrawn"),
    ("P1 J1 accepted", "P1 J2 withdrawn"),
    ("P1 J1 accepted", "P1 J1 forced"),
    ("P1 J1 accepted", "P1 J1 accepted"),
    ("P1 J1 accepted", "P1 J2 declined", "P1 J3 forbidden"),
    ("P1 J1 accepted", "P1 J1 left", "P1 J2 accepted"),
    ("P1 J1 accepted", "P1 J2 accepted", "P1 - withdrawn"),
    ("P1 J1 accepted", "P2 J1 declined"),
    ("P1 J1 accepted", "P2 - withdrawn"),
    ("P1 J1 declined", "P1 J1 forbidden", "P1 J1 left", "P1 J1 no_show", "P1 - withdrawn"),
]


@pytest.mark.parametrize(("texts", "at", "other"), CONTRADICTIONS)
def test_contradictions(texts: tuple[str, ...], at: int, other: int) -> None:
    lists, issues = check(decisions=rows(*texts))
    assert lists is None
    (issue,) = issues
    assert (issue.code, issue.list, issue.row, issue.column) == ("decision_contradiction", "decisions", at, "decision")
    assert (issue.id, issue.value) == (texts[at - 1].split()[0], texts[at - 1].split()[2])
    assert issue.message == (
        f"the decision {texts[at - 1].split()[2]} contradicts row {other}: {texts[other - 1].split()[2]}"
    )


@pytest.mark.parametrize("texts", CONSISTENT)
def test_what_holds_together_in_any_order(texts: tuple[str, ...]) -> None:
    for mixed in permutations(texts[:4]):
        assert read(decisions=rows(*mixed, *texts[4:])).issues == ()


@pytest.mark.parametrize(("texts", "at", "other"), CONTRADICTIONS)
def test_contradictions_are_found_in_any_order(texts: tuple[str, ...], at: int, other: int) -> None:
    for mixed in permutations(texts):
        assert codes(check(decisions=rows(*mixed))[1]) == ["decision_contradiction"]


def test_every_row_at_fault_is_named_once_with_the_first_that_it_contradicts() -> None:
    _, issues = check(decisions=rows("P1 J1 accepted", "P1 J2 accepted", "P1 J3 accepted", "P1 J3 declined"))
    assert [(issue.row, issue.fields["first"]) for issue in issues] == [(2, 1), (3, 1)]


def test_rows_are_numbered_as_the_file_numbers_them(tmp_path: Path) -> None:
    text = "第一轮反馈\n\n求职者编号,岗位编号,决定,原因\nP1,J1,接受,\n,,,\nP1,J1,拒绝,太远\n"
    (tmp_path / "decisions.csv").write_text(text, encoding="gb18030")
    _, issues = check(decisions=tmp_path / "decisions.csv")
    (issue,) = issues
    assert (issue.file, issue.row, issue.fields["first"]) == ("decisions.csv", 4, 6)
    assert issue.column == "decision (决定)"


@pytest.mark.parametrize("word", DECISIONS)
def test_only_who_withdraws_needs_no_job(word: str) -> None:
    lists, issues = check(decisions=rows(f"P1 - {word}"))
    if word == "withdrawn":
        assert lists is not None
        assert kept(lists) == ["P1 - withdrawn"]
    else:
        assert [(issue.code, issue.row, issue.column) for issue in issues] == [("id_missing", 1, "job_id")]
    assert codes(check(decisions=[{"person_id": "", "job_id": "J1", "decision": word}])[1]) == ["id_missing"]


def test_a_withdrawal_may_not_name_a_job_that_there_is_not() -> None:
    assert codes(check(decisions=rows("P1 J9 withdrawn"))[1]) == ["job_unknown"]


def test_a_messy_spreadsheet() -> None:
    """Chinese headers in another order, blanks, names and telephones that nobody may keep, a column of one's own."""
    words = ["接受", " 拒绝 ", "退出", "未到岗", "离岗", "禁止", "不同意", "放弃", "未报到", "离职", "排除", "同意"]
    meant = ["accepted", "declined", "withdrawn", "no_show", "left", "forbidden"]
    meant += ["declined", "withdrawn", "no_show", "left", "forbidden", "accepted"]
    people = [{**SEEKERS[0], "person_id": f"P{k:02d}"} for k in range(len(words))]
    messy = [
        {
            "姓名": "N",
            "决 定": word,
            "岗位编号 ": "J1",
            "联系电话": "1",
            "原因": "远",
            "求职者编号": f" P{k:02d}",
            "村": "V",
        }
        for k, word in enumerate(words)
    ]
    lists = read(people, decisions=messy)
    assert lists.issues == ()
    assert lists.decisions is not None
    assert lists.decisions.columns == [*COLUMNS, "村"]
    assert lists.decisions["decision"].to_list() == meant
    assert lists.decisions["reason"].unique().to_list() == ["远"]


@pytest.mark.parametrize("name", ["pairs", "decisions", "plan"])
def test_names_of_persons_are_not_kept(name: str) -> None:
    row = {"person_id": "P1", "job_id": "J1", "decision": "declined", "姓名": "N", "phone": "1", "mine": "x"}
    frame = getattr(read(**{name: [row]}), name)
    assert {"姓名", "phone", "name"}.isdisjoint(frame.columns)


# Earlier decisions, new ones, and what holds then (docs/levers.md, section 6, Rounds).
MERGED = """
nothing new            | P1 J1 declined, P2 J1 accepted | none           | P1 J1 declined, P2 J1 accepted
no new rows            | P1 J1 declined                 |                | P1 J1 declined
others hold on         | P1 J1 declined                 | P2 J2 accepted | P1 J1 declined, P2 J2 accepted
all rows on a pair     | P1 J1 accepted, P1 J1 forced   | P1 J1 left     | P1 J1 left
the same again         | P1 J1 accepted                 | P1 J1 accepted | P1 J1 accepted
a change of mind       | P1 J1 declined, P1 J2 declined | P1 J1 accepted | P1 J1 accepted, P1 J2 declined
bound elsewhere        | P1 J1 accepted, P1 J3 declined | P1 J2 forced   | P1 J2 forced, P1 J3 declined
bound, withdrawn       | P1 J1 forced, P1 J2 left       | P1 - withdrawn | P1 - withdrawn, P1 J2 left
withdrawn, bound       | P1 - withdrawn                 | P1 J1 accepted | P1 J1 accepted
withdrawn, anything    | P1 J2 withdrawn, P1 J1 left    | P1 J3 declined | P1 J3 declined, P1 J1 left
withdrawn again        | P1 J2 withdrawn                | P1 - withdrawn | P1 - withdrawn
bound, another no      | P1 J1 accepted                 | P1 J2 declined | P1 J1 accepted, P1 J2 declined
another's news         | P1 - withdrawn, P2 J1 accepted | P3 J1 forced   | P1 - withdrawn, P2 J1 accepted, P3 J1 forced
withdrawn, planner     | P1 - withdrawn                 | P1 J2 forbidden | P1 J2 forbidden, P1 - withdrawn
ended by withdrawal    | P1 J1 accepted, P1 - withdrawn | P1 J2 declined | P1 J2 declined
ended by leaving       | P1 J1 accepted, P1 J1 left     | none           | P1 J1 left
the person is gone     | P9 J1 accepted, P9 - withdrawn | none           | P9 - withdrawn
the person was bound   | P9 J1 accepted                 | none           |
a no waits             | P9 J1 declined, P1 J9 declined | none           | P9 J1 declined, P1 J9 declined
the job is gone        | P1 J9 forced, P1 J9 left       | none           | P1 J9 left
withdrawn, job gone    | P1 J9 withdrawn                | none           | P1 - withdrawn
withdrawn, job there   | P1 J2 withdrawn                | none           | P1 J2 withdrawn
bound, job gone        | P1 J9 accepted                 | P1 J1 accepted | P1 J1 accepted
""".strip().splitlines()


def told(cell: str) -> tuple[str, ...] | None:
    """The rows of a cell above; None for no table."""
    return None if cell == "none" else tuple(filter(None, cell.split(", ")))


@pytest.mark.parametrize("case", MERGED, ids=[case.split("|")[0].strip() for case in MERGED])
def test_new_decisions_go_before_earlier_ones(case: str) -> None:
    earlier, new, holds = (told(cell.strip()) for cell in case.split("|")[1:])
    before = table(*earlier or ())
    for old in (before, before.reverse()):
        given: Any = None if new is None else table(*new)
        lists, issues = check_lists(SEEKERS, JOBS, decisions=given, earlier=old)
        assert lists is not None
        assert [issue.code for issue in issues] == (["list_empty"] if new == () else [])
        assert kept(lists) == sorted(holds or ())
        person, job = lists.linked["decisions"]
        assert lists.decisions is not None
        named = [lists.decisions[name].to_list() for name in ("person_id", "job_id")]
        found = [SEEKERS[i]["person_id"] if i >= 0 else None for i in person]
        assert found == [name if name != "P9" else None for name in named[0]]
        at = [JOBS[j]["job_id"] if j >= 0 else None for j in job]
        assert at == [name if name != "J9" else None for name in named[1]]


@pytest.mark.parametrize(
    ("earlier", "new", "refused"),
    [
        ("P1 J1 declined", "P1 J1 forced", True),
        ("P1 J1 left", "P1 J1 forced", True),
        ("P1 - withdrawn", "P1 J2 forced", True),
        ("P1 J1 declined", "P1 J2 forced", False),
        ("P1 J1 no_show", "P1 J1 forced", False),
        ("P1 J1 forbidden", "P1 J1 forced", False),
        ("P1 J1 declined", "P1 J1 forced, P1 J1 accepted", False),
        ("P1 - withdrawn", "P1 J2 forced, P1 J1 declined", False),
    ],
)
def test_nobody_is_forced_where_they_said_no(earlier: str, new: str, refused: bool) -> None:
    lists, issues = check_lists(SEEKERS, JOBS, decisions=table(*new.split(", ")), earlier=table(earlier))
    assert (lists is None) == refused
    assert [(issue.code, issue.row) for issue in issues] == ([("forced_refused", 1)] if refused else [])


def test_earlier_rows_have_no_row_numbers_and_keep_their_reasons() -> None:
    earlier = table("P1 J1 declined").with_columns(reason=pl.lit("far"), mine=pl.lit("x"))
    lists = read(decisions=rows("P2 J1 accepted"), earlier=earlier)
    assert lists.decisions is not None
    assert lists.decisions.select("reason", "mine").rows() == [("", None), ("far", "x")]
    log = lists.log("decisions")
    log.cells("decision_unknown", "decision", pl.Series([0, 1]))
    assert {(issue.id, issue.row) for issue in log.issues()} == {("P2", 1), ("P1", None)}


def test_a_plan_gives_a_person_one_job() -> None:
    plan = [{"person_id": p, "job_id": j} for p, j in (("P1", "J1"), ("P2", "J1"), ("P1", "J2"), ("P1", "J1"))]
    _, issues = check(plan=plan)
    assert [(i.list, i.code, i.row, i.id, i.fields["first"]) for i in issues] == [
        ("plan", "plan_person_twice", 3, "P1/J2", 1),
        ("plan", "plan_person_twice", 4, "P1/J1", 1),
    ]
    assert issues[0].message == "the person P1 is already in row 1"


def test_a_plan_may_name_what_is_gone_but_no_blanks() -> None:
    lists = read(plan=[{"求职者编号": "P9", "岗位编号": "J1"}, {"求职者编号": "P2", "岗位编号": "J9"}])
    assert lists.issues == ()
    assert lists.plan is not None
    assert lists.plan.rows() == [("P9", "J1"), ("P2", "J9")]
    person, job = lists.linked["plan"]
    assert person.tolist() == [-1, 1]
    assert job.tolist() == [0, -1]
    _, issues = check(plan=[{"person_id": "P1", "job_id": ""}, {"person_id": "", "job_id": "J1"}])
    assert sorted((issue.code, issue.row, issue.column) for issue in issues) == [
        ("id_missing", 1, "job_id"),
        ("id_missing", 2, "person_id"),
    ]
