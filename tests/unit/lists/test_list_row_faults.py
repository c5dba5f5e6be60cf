"""Every fault of a cell: found, alone, at its place, with the right weight, and with advice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from list_rows import (
    DECISIONS,
    DISTANCES,
    JOBS,
    PAIRS,
    REGIONS,
    SEEKERS,
    Row,
    changed,
    check,
    codes,
    read,
    renamed,
    without,
)

from jobmatch.lists import issue_text
from jobmatch.words import severity
from jobmatch.words.link_issues import LINK_ISSUES
from jobmatch.words.row_issues import ROW_ISSUES

SOUND: dict[str, list[Row]] = {
    "seekers": SEEKERS,
    "jobs": JOBS,
    "pairs": PAIRS,
    "decisions": DECISIONS,
    "distances": DISTANCES,
    "regions": REGIONS,
}
TOMORROW = (date.today() + timedelta(days=1)).isoformat()

CELLS: list[tuple[str, str, object, str]] = [
    ("seekers", "person_id", "", "id_missing"),
    ("seekers", "person_id", "P1", "id_duplicate"),
    ("seekers", "person_id", "Ｐ１ ", "id_duplicate"),
    ("seekers", "person_id", 17.0, "id_number"),
    ("seekers", "household_id", 17.5, "id_number"),
    ("jobs", "employer_id", 17.0, "id_number"),
    ("pairs", "job_id", 17.0, "id_number"),
    ("seekers", "person_id", "1.23E+17", "id_scientific"),
    ("seekers", "person_id", "P\t2", "id_control"),
    ("seekers", "together_id", "a\nb", "id_control"),
    ("seekers", "person_id", "P" * 201, "id_too_long"),
    ("seekers", "home", "", "region_missing"),
    ("seekers", "home", "花桓县", "region_unknown"),
    ("seekers", "home", "朝阳区", "region_ambiguous"),
    ("seekers", "wish_regions", "4403;Atlantis", "region_unknown"),
    ("seekers", "wish_regions", "4403;不限", "wish_anywhere"),
    ("seekers", "wish_regions", "均可", "wish_anywhere"),
    ("seekers", "wish_regions", "长沙市 Atlantis", "regions_unseparated"),
    ("seekers", "wish_regions", "长沙市/不限", "regions_unseparated"),
    ("seekers", "wish_regions", "湖南 长沙市 株洲市", "regions_unseparated"),
    ("seekers", "min_wage", "面议", "min_wage_blank"),
    ("seekers", "person_id", "=P2", "id_formula"),
    ("jobs", "employer_id", "=A", "id_formula"),
    ("seekers", "birth_date", "29.8.90", "date_unreadable"),
    ("seekers", "available_from", "soon", "date_unreadable"),
    ("seekers", "birth_date", "1990-02-30", "date_impossible"),
    ("jobs", "start_date", "0016-10-01", "date_impossible"),
    ("seekers", "birth_date", TOMORROW, "birth_date_future"),
    ("seekers", "birth_date", "1900-01-01", "age_out_of_range"),
    ("seekers", "age", "121", "age_out_of_range"),
    ("seekers", "age", "-1", "age_out_of_range"),
    ("seekers", "age", "thirty", "age_unreadable"),
    ("seekers", "age", "30.5", "age_unreadable"),
    ("jobs", "max_age", "17", "ages_reversed"),
    ("seekers", "min_wage", "a lot", "wage_unreadable"),
    ("seekers", "min_wage", "-1", "wage_negative"),
    ("jobs", "wage", "4000.001", "wage_decimals"),
    ("jobs", "wage", "100000.01", "wage_too_high"),
    ("jobs", "wage", "20000.01", "wage_looks_yearly"),
    ("jobs", "wage", "3800-3500", "wage_range_reversed"),
    ("jobs", "wage", "4万/年", "wage_yearly"),
    ("jobs", "wage", "150元/天", "wage_not_monthly"),
    ("jobs", "wage", "面议", "wage_unknown"),
    ("jobs", "wage", None, "wage_unknown"),
    ("seekers", "min_wage", "", "min_wage_blank"),
    ("seekers", "skills", "welding:10", "skills_unreadable"),
    ("jobs", "skills", "welding:", "skills_unreadable"),
    ("seekers", "skills", "welding:1;welding:3", "skills_repeated"),
    ("jobs", "job_type", "welder、cook", "job_type_list"),
    ("jobs", "vacancies", "", "vacancies_missing"),
    ("jobs", "vacancies", "2.5", "vacancies_unreadable"),
    ("jobs", "vacancies", "-1", "vacancies_unreadable"),
    ("jobs", "vacancies", "若干", "vacancies_unreadable"),
    ("jobs", "vacancies", "1000000001", "vacancies_unreadable"),
    ("jobs", "vacancies", "0", "vacancies_zero"),
    ("seekers", "max_tier", "moon", "max_tier_unknown"),
    ("jobs", "stay", "1.01", "share_unreadable"),
    ("jobs", "stay", "-0.1", "share_unreadable"),
    ("jobs", "stay", "often", "share_unreadable"),
    ("pairs", "stay", "2", "share_unreadable"),
    ("jobs", "contract", "maybe", "yes_no_unreadable"),
    ("jobs", "insurance", "2", "yes_no_unreadable"),
    ("pairs", "person_id", "P9", "person_unknown"),
    ("pairs", "job_id", "J9", "job_unknown"),
    ("pairs", "job_id", "", "id_missing"),
    ("pairs", "person_id", "P1", "pair_duplicate"),
    ("pairs", "cost", "", "cost_missing"),
    ("pairs", "cost", "cheap", "cost_unreadable"),
    ("pairs", "cost", "inf", "cost_unreadable"),
    ("pairs", "cost", "nan", "cost_unreadable"),
    ("pairs", "cost", "1,5", "cost_unreadable"),
    ("pairs", "cost", "9e15", "cost_too_large"),
    ("pairs", "cost", "1e400", "cost_too_large"),
    ("pairs", "cost", "0.1234567891", "cost_rounded"),
    ("pairs", "extra", "inf", "number_unreadable"),
    ("decisions", "person_id", "P9", "person_unknown"),
    ("decisions", "job_id", "J9", "job_unknown"),
    ("decisions", "decision", "perhaps", "decision_unknown"),
    ("decisions", "decision", "", "cell_missing"),
    ("distances", "km", "-1", "distance_unreadable"),
    ("distances", "km", "", "cell_missing"),
    ("distances", "from", "Atlantis", "region_unknown"),
    ("distances", "to", "", "region_missing"),
    ("regions", "code", "", "id_missing"),
    ("regions", "code", "X", "id_duplicate"),
    ("regions", "parent", "Y", "region_parent_unknown"),
    ("regions", "parent", "XAB", "region_cycle"),
    ("regions", "level", "galaxy", "region_level_unknown"),
    ("regions", "level", "", "cell_missing"),
    ("regions", "level", "province", "region_level_order"),
    ("regions", "lon", "181", "region_point_unreadable"),
    ("regions", "lat", "north", "region_point_unreadable"),
    ("regions", "lat", "31", "region_point_unreadable"),
]


def inputs(list_name: str, rows: list[Row]) -> dict[str, Any]:
    """What to check so that only the changed list can be at fault."""
    given: dict[str, Any] = {list_name: rows}
    if list_name == "regions":
        given["seekers"] = changed([{**row, "home": "XAB", "wish_regions": "X"} for row in SEEKERS])
        given["jobs"] = [{**row, "region": "XA"} for row in JOBS]
    return given


@pytest.mark.parametrize("list_name", SOUND)
def test_the_sound_lists_are_sound(list_name: str) -> None:
    assert read(**inputs(list_name, SOUND[list_name])).issues == ()


@pytest.mark.parametrize(("list_name", "column", "cell", "code"), CELLS)
def test_fault_of_a_cell(list_name: str, column: str, cell: object, code: str) -> None:
    lists, issues = check(**inputs(list_name, changed(SOUND[list_name], **{column: cell})))
    found = [issue for issue in issues if issue.code == code]
    assert found, issues
    issue = found[0]
    assert issue.list == list_name
    assert (issue.column or "").split(" ")[0] in {column, "person_id" if code == "pair_duplicate" else column, "lon"}
    assert issue.row == (None if code == "cost_rounded" else 2)
    assert issue.severity == severity(code)
    assert (lists is None) == (issue.severity == "error")
    # One fault, one issue; only a wrong parent or code can also break what hangs on it.
    if code not in {"region_cycle"}:
        assert codes(issues) == [code]


def test_every_code_has_a_test() -> None:
    tested = {code for _, _, _, code in CELLS} | {
        "min_wage_absent",
        "age_absent",
        "distance_duplicate",
        "identity_numbers",  # test_list_ids.py
        "pairs_without_cost",
        *("decision_contradiction", "plan_person_twice", "forced_refused"),  # test_list_decisions.py
        *(
            "binding_not_eligible",
            "binding_over_vacancies",
            "binding_over_max_out",
            "binding_apart",
        ),  # engine/test_binding.py
    }
    assert set(ROW_ISSUES) | set(LINK_ISSUES) == tested


@pytest.mark.parametrize(("list_name", "column", "cell", "code"), CELLS)
def test_both_languages(list_name: str, column: str, cell: object, code: str) -> None:
    _, issues = check(**inputs(list_name, changed(SOUND[list_name], **{column: cell})))
    issue = next(issue for issue in issues if issue.code == code)
    assert issue_text(issue, "en") == (issue.message, issue.advice)
    message, advice = issue_text(issue, "zh")
    for text in (message, advice):
        assert any("\u4e00" <= char <= "\u9fff" for char in text)
    for text in (*issue_text(issue, "en"), message, advice):
        assert "{" not in text
        assert "None" not in text
        assert "\n" not in text


def test_columns_left_out() -> None:
    seekers = without(SEEKERS, "birth_date", "age", "min_wage")
    lists, issues = check(seekers)
    assert lists is not None
    assert [(issue.code, issue.row, issue.severity) for issue in issues] == [
        ("age_absent", None, "warning"),
        ("min_wage_absent", None, "warning"),
    ]


def test_distance_given_twice() -> None:
    _, issues = check(distances=changed(DISTANCES, at=2, **{"from": "花垣县", "to": "深圳"}))
    assert codes(issues) == ["distance_duplicate"]
    assert issues[0].row == 3
    assert "row 1" in issues[0].message
    assert read(distances=changed(DISTANCES, at=2, **{"from": "深圳", "to": "花垣县"})).issues == ()


def test_first_row_with_an_id_is_named() -> None:
    _, issues = check(changed(changed(SEEKERS, at=1, person_id="P3"), at=0, person_id="P0"))
    assert issues[0].row == 3
    assert issues[0].id == "P3"
    assert "row 2" in issues[0].message
    _, issues = check(pairs=changed(PAIRS, at=2, job_id="J1"))
    assert "row 2" in issues[0].message


def test_advice_for_regions() -> None:
    _, issues = check(changed(SEEKERS, home="湖南省花桓县"))
    assert "Did you mean 湖南省湘西土家族苗族自治州花垣县 433124?" in issues[0].advice
    _, issues = check(changed(SEEKERS, home="朝阳区"))
    assert "北京市朝阳区 110105, 吉林省长春市朝阳区 220104" in issues[0].advice
    _, issues = check(changed(SEEKERS, wish_regions="不限"))
    assert issues[0].advice.startswith("If the person agrees to work anywhere, write *")


@pytest.mark.parametrize(
    ("text", "meant"), [("株州市", "株洲市"), ("吉守市", "吉首市"), ("凤皇县", "凤凰县"), ("花桓县", "花垣县")]
)
def test_a_region_with_one_wrong_character(text: str, meant: str) -> None:
    _, issues = check(changed(SEEKERS, home=text))
    first = issues[0].advice.removeprefix("Did you mean ").split(",")[0].split("?")[0]
    assert first.split(" ")[0].endswith(meant), issues[0].advice


@pytest.mark.parametrize("text", ["长沙市/株洲市", "长沙市 株洲市", "长沙市;株洲市", "长沙市 / 株洲市"])
def test_wished_regions_may_be_separated_loosely(text: str) -> None:
    assert read(changed(SEEKERS, wish_regions=text)).seekers["wish_regions"][1] == "4301;4302"


def test_a_path_with_blanks_stays_one_region() -> None:
    assert read(changed(SEEKERS, wish_regions="湖南省 花垣县")).seekers["wish_regions"][1] == "433124"


def test_numbers_as_ids_hide_nothing_else() -> None:
    seekers = [*changed(SEEKERS, person_id=17.0), {**SEEKERS[0]}, {**SEEKERS[0], "person_id": ""}]
    seekers.append({**SEEKERS[0], "person_id": "1.23E+17"})
    _, issues = check(seekers)
    assert sorted(codes(issues)) == ["id_duplicate", "id_missing", "id_number", "id_scientific"]


def test_scores_in_pairs_without_costs() -> None:
    lists, issues = check(pairs=renamed(PAIRS, cost="score"))
    assert lists is not None
    assert [(issue.code, issue.column) for issue in issues] == [("pairs_without_cost", "score")]
    assert codes(check(pairs=renamed(PAIRS, cost="hours"))[1]) == []
    assert codes(check(pairs=[{**row, "score": "high"} for row in without(PAIRS, "cost")])[1]) == []


def test_all_faults_of_all_inputs_in_one_pass() -> None:
    lists, issues = check(
        changed(SEEKERS, home="Atlantis", min_wage="x"),
        changed(JOBS, vacancies="x", wage="面议"),
        pairs=changed(without(PAIRS, "cost"), person_id="P9"),
        regions=changed(REGIONS, level="galaxy"),
        decisions=changed(DECISIONS, decision="x"),
        distances=changed(DISTANCES, km="x"),
    )
    assert lists is None
    assert [(issue.list, issue.code) for issue in issues] == [
        ("seekers", "wage_unreadable"),  # regions are not looked up in a table that has faults itself
        ("jobs", "vacancies_unreadable"),
        ("jobs", "wage_unknown"),
        ("pairs", "person_unknown"),
        ("regions", "region_level_unknown"),
        ("decisions", "decision_unknown"),
        ("distances", "distance_unreadable"),
    ]


def test_blank_wishes_are_no_fault_here() -> None:
    assert read(changed(SEEKERS, wish_regions="")).issues == ()
