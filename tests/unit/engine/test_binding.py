"""Who is bound where that cannot be is named, all at once, with rows and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import jobmatch
from jobmatch.engine import check
from jobmatch.lists import Issue
from jobmatch.lists.issues import issue_text

SEEKERS = """\
求职者编号,户编号,户籍地,出生日期,期望月薪,意向地区
A,H1,花垣县,1990-01-01,3000,长沙市
B,H1,花垣县,1990-01-01,3000,长沙市
C,H2,花垣县,1990-01-01,9000,长沙市
D,H3,花垣县,1990-01-01,3000,深圳市
E,H4,花垣县,1990-01-01,3000,长沙市
"""
JOBS = """\
岗位编号,工作地,招聘人数,月薪
X,长沙市,1,4000
Y,长沙市,5,4000
"""
POLICY: dict[str, Any] = {"as_of": "2016-08-29"}
HEAD = "企业反馈表,,,\n求职者编号,岗位编号,决定,原因\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "人.csv").write_text(SEEKERS, encoding="gb18030")
    (tmp_path / "岗.csv").write_text(JOBS, encoding="utf-8-sig")
    return tmp_path


def refused(lists: Path, rows: str, policy: dict[str, Any] | None = None, **others: Any) -> tuple[Issue, ...]:
    """The issues with which these decisions are refused, by `solve` and by `check` alike."""
    (lists / "反馈.csv").write_text(HEAD + rows, encoding="gb18030")
    given = (lists / "人.csv", lists / "岗.csv", POLICY | (policy or {}))
    with pytest.raises(jobmatch.InputError) as caught:
        jobmatch.solve(*given, decisions=lists / "反馈.csv", **others)
    assert check(*given, decisions=lists / "反馈.csv", **others) == caught.value.issues
    assert str(caught.value).startswith(f"{len(caught.value.issues)} error")
    return caught.value.issues


def places(issues: tuple[Issue, ...]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(issue.code, issue.row, issue.id, issue.value) for issue in issues]


def test_not_eligible(lists: Path) -> None:
    issues = refused(lists, "E,Y,接受,\nC,Y,接受,\nD,X,指定,\n")
    assert places(issues) == [("binding_not_eligible", 4, "C", "Y"), ("binding_not_eligible", 5, "D", "X")]
    assert {(issue.file, issue.list, issue.column) for issue in issues} == {("反馈.csv", "decisions", "job_id")}
    assert [issue.fields["rule"] for issue in issues] == ["wage", "region"]
    assert issues[0].message == (
        "the person cannot be bound to the job Y: it pays less than the person wants at least (rule wage)"
    )
    assert issue_text(issues[1], "zh")[0].startswith("此人不能锁定在岗位 X：工作地不在本人同意的地区")
    assert "never a way around" in issues[0].advice


def test_the_pairs_file_is_a_rule_too(lists: Path) -> None:
    issues = refused(lists, "E,Y,接受,\n", pairs=[{"person_id": "E", "job_id": "X"}])
    assert [issue.fields["rule"] for issue in issues] == ["pairs"]
    issues = refused(lists, "E,Y,接受,\n", pairs=[{"person_id": "E", "job_id": "X", "cost": 1.0}])
    assert [issue.fields["rule"] for issue in issues] == ["pairs"]


def test_more_than_vacancies(lists: Path) -> None:
    """The last row of the job is named: without it, what stands above could hold."""
    (issue,) = refused(lists, "A,X,接受,\n\nE,X,指定,\nE,X,接受,\n")
    assert (issue.code, issue.id, issue.value) == ("binding_over_vacancies", "E", "X")
    assert issue.row == 5
    assert issue.message == "the job X has 1 vacancies, but 2 persons are bound to it"


def test_more_of_a_household_than_may_go(lists: Path) -> None:
    (issue,) = refused(lists, "B,Y,接受,\nA,Y,接受,\nE,Y,接受,\n", {"household": {"max_out": 1}})
    assert (issue.code, issue.column, issue.value, issue.row) == ("binding_over_max_out", "person_id", "H1", 4)
    assert "2 members of the household H1" in issue.message
    assert "allows 1" in issue.message


def test_all_at_once(lists: Path) -> None:
    issues = refused(lists, "A,X,接受,\nB,X,接受,\nC,Y,接受,\n", {"household": {"max_out": 1}})
    assert [(issue.code, issue.row) for issue in issues] == [
        ("binding_over_vacancies", 4),
        ("binding_over_max_out", 4),
        ("binding_not_eligible", 5),
    ]


def test_warnings_of_the_lists_are_there_as_well(lists: Path) -> None:
    (lists / "人.csv").write_text(SEEKERS.replace("9000", "面议"), encoding="gb18030")
    (lists / "反馈.csv").write_text(HEAD + "D,X,接受,\n", encoding="gb18030")
    issues = check(lists / "人.csv", lists / "岗.csv", POLICY, decisions=lists / "反馈.csv")
    assert [issue.code for issue in issues] == ["min_wage_blank", "binding_not_eligible"]


def test_what_holds_is_not_refused(lists: Path) -> None:
    """Ended by a later word: neither vacancies nor households count them."""
    rows = "A,X,接受,\nA,X,未到岗,\nE,X,接受,\nB,Y,接受,\nC,Y,接受,\nC,,退出,\n"
    (lists / "反馈.csv").write_text(HEAD + rows, encoding="gb18030")
    policy = POLICY | {"household": {"max_out": 1}}
    result = jobmatch.solve(lists / "人.csv", lists / "岗.csv", policy, decisions=lists / "反馈.csv")
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.assignment.select("person_id", "job_id").rows() == [("B", "Y"), ("E", "X")]
    assert result.verify().ok


def test_a_row_of_an_earlier_round_is_looked_for_in_its_run(lists: Path) -> None:
    """The employer closes a vacancy after it was accepted: the planner is told in which file the row stands."""
    (lists / "反馈.csv").write_text(HEAD + "A,Y,接受,\n", encoding="gb18030")
    first = jobmatch.solve(lists / "人.csv", lists / "岗.csv", POLICY, decisions=lists / "反馈.csv")
    (lists / "岗.csv").write_text(JOBS.replace("Y,长沙市,5", "Y,长沙市,0"), encoding="utf-8")
    with pytest.raises(jobmatch.InputError) as caught:
        jobmatch.solve(lists / "人.csv", lists / "岗.csv", POLICY, plan=first)
    (issue,) = (issue for issue in caught.value.issues if issue.severity == "error")
    assert (issue.code, issue.row, issue.id) == ("binding_over_vacancies", None, "A")
    assert "1 error in inputs/decisions.csv" in str(caught.value)
    (lists / "反馈.csv").write_text(HEAD + "D,X,接受,\nE,Y,接受,\n", encoding="gb18030")
    issues = check(lists / "人.csv", lists / "岗.csv", POLICY, decisions=lists / "反馈.csv", plan=first)
    assert [(issue.file, issue.row, issue.code) for issue in issues if issue.severity == "error"] == [
        ("反馈.csv", 3, "binding_not_eligible"),
        ("反馈.csv", 4, "binding_over_vacancies"),
    ]


def test_members_of_a_group_bound_apart(lists: Path) -> None:
    head, *rows = SEEKERS.replace("长沙市", "湖南省").splitlines()
    group = ["T1", "T1", "", "", ""]
    table = [f"{head},同行编号", *(f"{row},{name}" for row, name in zip(rows, group, strict=True))]
    (lists / "人.csv").write_text("\n".join(table), encoding="gb18030")
    (lists / "岗.csv").write_text(JOBS.replace("Y,长沙市", "Y,株洲市"), encoding="utf-8-sig")
    policy = {"household": {"together": "region@prefecture"}}
    issues = refused(lists, "A,X,接受,\nB,Y,接受,\n", policy)
    assert places(issues) == [("binding_apart", 4, "B", "T1")]
    assert "T1" in issue_text(issues[0], "zh")[0]
    # in one place, or where going together is no rule, they may be
    for rule, rows in ((policy, "A,Y,接受,\nB,Y,接受,\n"), ({}, "A,X,接受,\nB,Y,接受,\n")):
        (lists / "反馈.csv").write_text(HEAD + rows, encoding="gb18030")
        given = (lists / "人.csv", lists / "岗.csv", POLICY | rule)
        assert jobmatch.solve(*given, decisions=lists / "反馈.csv").assignment.height >= 2
