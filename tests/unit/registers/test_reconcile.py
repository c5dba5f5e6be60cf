"""Every row of a register ends in one place, which says why; figures add up, and are those of an SQL count."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.registers import Reconciled, reconcile
from jobmatch.scenarios.registers import draw_registers

TODAY = date(2016, 8, 29)

PERSONS = """2016年花垣县登记册,,,,,,,,
登记号,姓名,身份证号,出生日期,户籍地,户编号,外出务工意愿,两后生,意向地区
D1,向一,43312419800305123X,1980-03-05,433124100200,1,是,,长沙市
D2,向一,４３３１２４１９８００３０５１２３Ｘ,1980-03-05,433124100200,1,是,,长沙市
D3,石二,,1985-06-01,433124100201,2,否,,长沙市
D4,龙三,433124200209011233,2002-09-01,433124100201,2,是,是,长沙市
D5,田四,433124199001010017,1990-01-01,433124100200,3,是,,广州市
D6,麻五,433124199101010014,1991-01-01,433124101200,4,,,长沙市
D7,吴六,43312419880230001X,不详,433124101200,5,是,,
"""
EMPLOYMENT = """身份证号,姓名,出生日期,户籍地,单位名称,工作地,参保日期,停保日期
433124199001010017,田四,1990-01-01,花垣县,甲厂,广州市,2015-01-01,
433124199101010014,麻五,1991-01-01,花垣县,乙厂,长沙市,2014-01-01,2015-12-31
433124197001010018,别人,1970-01-01,花垣县,丙厂,深圳市,2014-01-01,
"""
MAY = """岗位编号,单位名称,工作地,工种,招聘人数,月薪,上报日期,已招满
G1,甲厂,广州市,普工,5,3000,2016-05-31,否
G2,甲厂,广州市,焊工,2,4000,2016-05-31,否
G3,乙厂,长沙市,普工,3,3200,2016-03-31,否
"""
JULY = """岗位编号,单位名称,工作地,工种,招聘人数,月薪,上报日期,已招满
G1,甲厂,广州市,普工,4,3100,2016-07-31,否
G2,甲厂,广州市,焊工,2,4000,2016-07-31,是
G4,丁厂,长沙市,保安,0,2800,2016-07-31,否
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    for name, text in (("persons", PERSONS), ("employment", EMPLOYMENT), ("may", MAY), ("july", JULY)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> Reconciled:
    return reconcile(
        folder / "persons.csv",
        [folder / "employment.csv"],
        [folder / "may.csv", folder / "july.csv"],
        as_of=TODAY,
        there=["广东省"],
    )


def test_every_person_ends_somewhere(found: Reconciled) -> None:
    assert found.seekers["person_id"].to_list() == ["D1", "D6", "D7"]
    left = found.left_out.filter(pl.col("list") == "persons")
    assert dict(left.select("id", "reason").iter_rows()) == {
        "D2": "duplicate",
        "D3": "not_willing",
        "D4": "under_age",
        "D5": "employed",
    }
    assert left.row(0, named=True)["of_line"] == 3
    at_work = left.filter(pl.col("id") == "D5").row(0, named=True)
    assert (at_work["employer_id"], at_work["region"], at_work["since"]) == ("甲厂", "4401", date(2015, 1, 1))
    assert found.counts["persons"] == {
        "read": 7, "seekers": 3, "duplicate": 1, "under_age": 1, "employed": 1, "not_willing": 1,
    }  # fmt: skip


def test_seekers_without_wishes_are_counted_apart(found: Reconciled, folder: Path) -> None:
    """D7 wishes for no region; who is left out does not count."""
    assert found.counts["seekers"] == {"without_wishes": 1}
    unasked = pl.read_csv(folder / "persons.csv", skip_rows=1).drop("意向地区")
    assert reconcile(unasked, as_of=TODAY).counts["seekers"] == {"without_wishes": 4}
    blank = unasked.with_columns(pl.Series("意向地区", [" ", None, None, None, "", "\u3000", "*"]))
    assert reconcile(blank, as_of=TODAY).counts["seekers"] == {"without_wishes": 3}


def test_what_cannot_be_read_is_listed_and_the_row_goes_on(found: Reconciled) -> None:
    assert [(issue.row, issue.code) for issue in found.issues] == [(9, "date_unreadable")]


def test_jobs_are_the_latest_reports(found: Reconciled) -> None:
    assert found.jobs is not None
    assert found.jobs.select("job_id", "vacancies", "wage").rows() == [("G1", "4", "3100")]
    left = found.left_out.filter(pl.col("list") == "reports")
    assert sorted(left.select("file", "id", "reason").rows()) == [
        ("july.csv", "G2", "closed"),
        ("july.csv", "G4", "no_vacancies"),
        ("may.csv", "G1", "repeated"),
        ("may.csv", "G2", "repeated"),
        ("may.csv", "G3", "stale"),
    ]
    reports = found.counts["reports"]
    assert reports["read"] == sum(number for name, number in reports.items() if name != "read") == 6


def test_figures(found: Reconciled) -> None:
    county = found.figures.filter(pl.col("region") == "433124").row(0, named=True)
    assert (county["registered"], county["willing"], county["employed"], county["leavers"]) == (5, 4, 1, 1)
    everybody = found.figures.row(0, named=True)
    for level in ("province", "prefecture", "county", "township", "village"):
        sums = found.figures.filter(pl.col("level") == level).select("registered", "willing", "employed", "leavers")
        assert sums.sum().row(0) == tuple(everybody[name] for name in sums.columns), level


def test_the_lists_can_be_solved(found: Reconciled, tmp_path: Path) -> None:
    found.seekers.write_csv(tmp_path / "s.csv")
    assert found.jobs is not None
    found.jobs.write_csv(tmp_path / "j.csv")
    result = jobmatch.solve(tmp_path / "s.csv", tmp_path / "j.csv", {"as_of": "2016-08-29"})
    assert result.summary["counts"]["seekers"] == 3


def test_names_and_numbers_stay_in_the_review_alone(found: Reconciled) -> None:
    for table in (found.seekers, found.left_out, found.links, found.figures):
        text = table.write_csv()
        assert not any(secret in text for secret in ("向一", "麻五", "43312419800305123X", "433124199001010017"))


def test_numbers_that_excel_has_cut_are_refused() -> None:
    rows = [{"姓名": "a", "身份证号": 4.33124198003051e17, "户籍地": "433124"}]
    with pytest.raises(jobmatch.InputError) as caught:
        reconcile(pl.DataFrame(rows), as_of=TODAY)
    assert {issue.code for issue in caught.value.issues} == {"id_number"}


def test_an_unknown_region_is_named(folder: Path) -> None:
    with pytest.raises(jobmatch.InputError, match="unknown region 广冬省"):
        reconcile(folder / "persons.csv", as_of=TODAY, there=["广冬省"])


def test_answers_are_read_back_while_files_grow(tmp_path: Path) -> None:
    planted = draw_registers(6_000, 30_000, seed=2)
    first = reconcile(planted.persons, [planted.employment], as_of=TODAY)
    assert first.review.height
    same = [k % 2 == 0 for k in range(first.review.height)]
    answers = first.review.select("case", same=pl.Series(["是" if each else "否" for each in same]))
    more: Any = pl.concat([planted.persons.tail(5).with_columns(pl.lit("X").alias("register_no")), planted.persons])
    again = reconcile(more, [planted.employment], as_of=TODAY, answers=answers)
    assert not set(again.review["case"]) & set(answers["case"])
    assert again.links.filter(pl.col("how") == "review").height > 0


def test_figures_are_those_of_an_sql_count() -> None:
    """Counted by DuckDB from the registers themselves, where every number is valid."""
    import duckdb

    from jobmatch.scenarios.registers import Noise

    planted = draw_registers(3_000, 15_000, noise=Noise(0, 0, 0, 0, 0.02, 0, 1), seed=4)
    found = reconcile(planted.persons, [planted.employment], as_of=TODAY, there=["44"])
    persons, employment = planted.persons.to_arrow(), planted.employment.to_arrow()  # noqa: F841
    counted = duckdb.sql(
        """
        with kept as (select *, row_number() over (
                          partition by id_number order by cast(substr(register_no, 2) as int)) k
                      from persons qualify k = 1),
             grown as (select * from kept where birth_date <= date '2000-08-29'),
             latest as (select id_number, region, row_number() over (partition by id_number order by since desc) k
                        from employment
                        where since <= date '2016-08-29' and (until is null or until > date '2016-08-29')),
             there as (select id_number from latest where k = 1 and region like '44%')
        select substr(home, 1, 6) county, count(*) registered, sum((willing = '是')::int) willing,
               sum((id_number in (select id_number from there))::int) employed
        from grown group by 1 order by 1
        """
    ).pl()
    mine = found.figures.filter(pl.col("level") == "county").select("region", "registered", "willing", "employed")
    assert mine.sort("region").rows() == [(county, *map(int, numbers)) for county, *numbers in counted.rows()]
