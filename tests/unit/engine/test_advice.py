"""Warnings that need both lists or the policy: named by file, row and id."""

from __future__ import annotations

from pathlib import Path

import jobmatch
from jobmatch.engine import check
from jobmatch.lists.faultlog import LISTED

SEEKERS = """培训后求职者清单,,,,,,
求职者编号,户籍地,出生日期,期望月薪,意向地区,优先类别,状态
HY-001,花垣县,1990-05-01,2500,深圳市,建档立卡,求职
HY-002,花垣县,2003-05-01,2500,深圳市,,求职
HY-003,花垣县,,2500,,建档力卡,求职
"""
JOBS = """岗位编号,工作地,工种,招聘人数,月薪,签订合同,缴纳社保
GW-1,深圳市,普工,2,3500,是,是
GW-2,深圳市,普工,2,3500,否,
GW-3,广州市,普工,2,3500,是,是
"""


def found(tmp_path: Path, policy: dict[str, object] | None = None) -> dict[str, list[tuple[int | None, str | None]]]:
    (tmp_path / "人.csv").write_text(SEEKERS, encoding="gb18030")
    (tmp_path / "岗.csv").write_text(JOBS, encoding="utf-8-sig")
    out: dict[str, list[tuple[int | None, str | None]]] = {}
    for issue in check(tmp_path / "人.csv", tmp_path / "岗.csv", policy):
        assert issue.severity == "warning"
        assert issue.advice
        out.setdefault(issue.code, []).append((issue.row, issue.id))
    return out


def test_rows_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    codes = found(tmp_path, {"as_of": "2016-08-29"})
    assert codes["no_consent"] == [(5, "HY-003")]
    assert codes["under_age"] == [(4, "HY-002")]
    assert codes["age_unknown"] == [(5, "HY-003")]
    assert codes["job_closed"] == [(3, "GW-2"), (3, "GW-2")]
    assert codes["job_unwanted"] == [(4, "GW-3")]
    assert codes["priority_unpriced"] == [(None, None)]


def test_today_stands_in_for_a_missing_day_and_says_so(tmp_path: Path) -> None:
    assert "as_of_today" in found(tmp_path)


def test_policy_can_grant_what_was_missing(tmp_path: Path) -> None:
    rules = {"home_county": True, "contract": False, "insurance": False, "working_age": 10}
    codes = found(tmp_path, {"as_of": "2016-08-29", "rules": rules, "unmatched": {"建档力卡": 1.0}})
    assert not {"no_consent", "under_age", "job_closed"} & set(codes)


def test_unknown_distances_are_said_and_never_zero() -> None:
    regions = [
        {"code": "A", "parent": "", "level": "province", "name": "A", "lon": None, "lat": None},
        {"code": "B", "parent": "", "level": "province", "name": "B", "lon": 110.0, "lat": 30.0},
    ]
    seekers = [{"person_id": "p", "home": "A", "wish_regions": "*", "min_wage": 1, "age": 30}]
    jobs = [{"job_id": "j", "region": "B", "vacancies": 1, "wage": 3000}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}, regions=regions)
    assert "distance_unknown" in set(result.issues["code"])
    assert result.assignment["distance"].to_list() == [120.0]  # 900 km x 0.4 yuan x 4 trips / 12 months


def test_more_closed_jobs_than_are_listed_are_counted() -> None:
    seekers = [{"person_id": "p", "home": "433124", "wish_regions": "*", "min_wage": 1, "age": 30}]
    jobs = [
        {"job_id": f"j{k}", "region": "4403", "vacancies": 1, "wage": 3000, "contract": "否"} for k in range(LISTED + 5)
    ]
    closed = [issue for issue in check(seekers, jobs, {"as_of": "2016-08-29"}) if issue.code == "job_closed"]
    assert len(closed) == LISTED + 1
    assert "rules.contract = false" in closed[-1].advice
