"""Headers: in two languages, however written, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from list_rows import JOBS as JOB_ROWS
from list_rows import SEEKERS as SEEKER_ROWS
from list_rows import check, codes, read, renamed, without

from jobmatch.lists import Issue
from jobmatch.lists.columns import DECISIONS, DISTANCES, JOBS, PAIRS, REGIONS, SEEKERS, ListSpec
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import assign_columns, find_header, header_key, known_column

SPECS = [SEEKERS, JOBS, PAIRS, DECISIONS, REGIONS, DISTANCES]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_no_header_names_two_columns(spec: ListSpec) -> None:
    for column in spec.columns:
        for header in (column.name, *column.headers):
            assert known_column(header, spec) is column


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("求职者编号", "person_id"),
        ("身份证号", "person_id"),
        (" Person ID ", "person_id"),
        ("PERSON-ID", "person_id"),
        ("personId", "person_id"),
        ("期望月薪（元/月）", "min_wage"),
        ("期望月薪(元)", "min_wage"),
        ("期望月薪\n【元】", "min_wage"),
        ("min_wage [yuan]", "min_wage"),
        ("户　籍　地", "home"),
        ("姓名*", "name"),
        ("出生日期：", "birth_date"),
        ("ｈｏｍｅ", "home"),
    ],
)
def test_ways_to_write_a_header(header: str, name: str) -> None:
    column = known_column(header, SEEKERS)
    assert column is not None
    assert column.name == name


def test_a_header_that_is_all_brackets_is_kept() -> None:
    assert header_key("(note)") == "(note)"
    assert header_key("") == ""


def test_documented_chinese_headers() -> None:
    chinese = {
        "person_id": "求职者编号", "household_id": "户编号", "together_id": "同行编号", "home": "户籍地",
        "birth_date": "出生日期", "age": "年龄",
        "skills": "技能", "min_wage": "期望月薪", "wish_wage": "理想月薪", "wish_regions": "意向地区",
        "wish_job_types": "意向工种", "max_tier": "最远层级", "priority": "优先类别", "status": "状态",
        "available_from": "可到岗日期",
    }  # fmt: skip
    lists = read(renamed(SEEKER_ROWS, **chinese))
    assert lists.seekers.equals(read(SEEKER_ROWS).seekers)
    posts = {
        "job_id": "岗位编号", "employer_id": "单位编号", "region": "工作地", "job_type": "工种",
        "vacancies": "招聘人数", "wage": "月薪",
        "skills": "所需技能", "contract": "签订合同", "insurance": "缴纳社保", "min_age": "最小年龄",
        "max_age": "最大年龄", "start_date": "到岗时间", "stay": "留岗率", "housing": "提供住宿",
    }  # fmt: skip
    assert read(SEEKER_ROWS, renamed(JOB_ROWS, **posts)).jobs.equals(read().jobs)


def test_the_header_as_written_is_named_too() -> None:
    _, issues = check(renamed([{**row, "home": "x"} for row in SEEKER_ROWS[:1]], home="户籍地"))
    assert issues[0].column == "home (户籍地)"
    assert "home" in issues[0].message or "x" in issues[0].message


def missing(issues: tuple[Issue, ...]) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.column) for issue in issues]


@pytest.mark.parametrize("column", ["person_id", "home"])
def test_missing_columns_of_seekers(column: str) -> None:
    _, issues = check(without(SEEKER_ROWS, column))
    assert missing(issues) == [("column_missing", column)]
    assert issues[0].row is None
    assert "Did you mean" not in issues[0].advice


@pytest.mark.parametrize("column", ["job_id", "region", "vacancies", "wage"])
def test_missing_columns_of_jobs(column: str) -> None:
    _, issues = check(jobs=without(JOB_ROWS, column))
    assert missing(issues) == [("column_missing", column)]


def test_a_missing_id_column_makes_no_id_unknown() -> None:
    pairs = [{"person_id": "P1", "job_id": "J1"}]
    _, issues = check(without(SEEKER_ROWS, "person_id"), pairs=pairs)
    assert codes(issues) == ["column_missing"]


def test_misspelt_required_column() -> None:
    _, issues = check(jobs=renamed(JOB_ROWS, vacancies="vacansies"))
    assert missing(issues) == [("column_missing", "vacancies")]
    assert issues[0].advice.startswith("Did you mean vacansies?")


def test_misspelt_optional_column() -> None:
    lists, issues = check(renamed(SEEKER_ROWS, wish_regions="wish_region", skills="技 能等 极"))
    assert lists is not None
    assert [(issue.code, issue.severity) for issue in issues] == [("column_misspelt", "warning")] * 2
    assert "Did you mean skills?" in issues[0].advice or "技能" in issues[0].advice
    assert "Did you mean wish_regions?" in issues[1].advice
    assert lists.seekers["wish_region"].to_list() == ["4403;44"] * 3
    assert lists.seekers["wish_regions"].to_list() == [""] * 3


def test_own_columns_are_kept_in_order_as_text() -> None:
    rows = [{"zone": 1, **row, "Beds (n)": 2.5, "hukou": " 是 "} for row in SEEKER_ROWS]
    lists = read(rows)
    assert lists.seekers.columns[-3:] == ["zone", "Beds (n)", "hukou"]
    assert lists.seekers.row(0)[-3:] == ("1", "2.5", "是")
    assert lists.issues == ()


def test_find_header() -> None:
    known, other = ["person_id", "home"], ["something", "else"]
    assert find_header([[], other, known, known], SEEKERS) == 2
    assert find_header([other] * 20 + [known], SEEKERS) is None
    assert find_header([other, ["person_id", "", "note"]], SEEKERS) == 1
    assert find_header([["a title"], ["person_id"]], SEEKERS) == 1
    assert find_header([["person_id"], known], SEEKERS) == 1
    assert find_header([["persn_id", "hom", "x"]], SEEKERS) == 0
    assert find_header([], SEEKERS) is None


def test_duplicates() -> None:
    log = FaultLog("seekers")
    found = assign_columns(["person_id", "人员编号", "note", " note", "", " "], SEEKERS, log)
    assert found.known == {"person_id": 0}
    assert found.unknown == [("note", 2)]
    assert [(issue.code, issue.value) for issue in log.issues()] == [
        ("column_duplicate", "person_id, 人员编号"),
        ("column_duplicate", "note, note"),
    ]


def test_columns_tells_what_was_there() -> None:
    lists = read(without(SEEKER_ROWS, "age", "skills"), without(JOB_ROWS, "stay", "contract"))
    assert lists.columns["seekers"] == set(SEEKER_ROWS[0]) - {"age", "skills"}
    assert lists.columns["jobs"] == set(JOB_ROWS[0]) - {"stay", "contract"}


def test_names_are_dropped() -> None:
    lists = read([{**row, "姓名": "张三"} for row in SEEKER_ROWS])
    assert "张三" not in lists.seekers.write_csv()
    assert "name" not in lists.seekers.columns
    assert "name" not in lists.columns["seekers"]


@pytest.mark.parametrize("rows", [SEEKER_ROWS, JOB_ROWS], ids=["seekers", "jobs"])
@pytest.mark.parametrize(
    "header",
    [
        *("name", "Full Name", "person_name", "surname", "given_name", "employee name", "姓名", "求职者姓名", "联系人"),
        *(
            "phone",
            "mobile",
            "tel",
            "电话",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "nmae",
            "names",
            "fulname",
            "姓 名",
        ),
    ],
)
def test_names_and_numbers_are_dropped(rows: list[dict[str, object]], header: str) -> None:
    changed = [{**row, header: "somebody"} for row in rows]
    lists = read(changed) if rows is SEEKER_ROWS else read(SEEKER_ROWS, changed)
    table = lists.seekers if rows is SEEKER_ROWS else lists.jobs
    assert "somebody" not in str(table.to_dicts())
    left_out = ["column_left_out"] if header in {"nmae", "fulname"} else []
    assert codes(lists.issues) == left_out


def test_several_dropped_columns_are_no_duplicates() -> None:
    lists = read([{**row, "姓名": "a", "name": "b", "联系电话": "1", "手机": "2"} for row in SEEKER_ROWS])
    assert lists.issues == ()
    assert not {"姓名", "name", "联系电话", "手机"} & set(lists.seekers.columns)


def test_names_in_a_title_row_make_no_header() -> None:
    rows = [["联系人：", "甲", "电话：", "0743"], ["求职者编号", "户籍地", "期望月薪", "年龄"]]
    assert find_header(rows, SEEKERS) == 1


def test_lists_the_wrong_way_round(tmp_path: Path) -> None:
    _, issues = check(JOB_ROWS, SEEKER_ROWS)
    swapped = [(issue.list, issue.code) for issue in issues if issue.severity == "error"]
    assert [entry for entry in swapped if entry[1] != "vacancies_missing"] == [
        ("seekers", "lists_swapped"),
        ("jobs", "lists_swapped"),
    ]
    assert "wrong way round" in issues[0].advice
    path = tmp_path / "jobs.csv"
    path.write_text("岗位编号,工作地,招聘人数,月薪\nJ1,4403,2,4000\n", encoding="utf-8")
    _, issues = check(path)
    assert codes(issues) == ["lists_swapped"]
