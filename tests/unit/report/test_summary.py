"""The closing summary says what a planner needs, and nothing that is not known."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from jobmatch.report import summary_rows, summary_view, verdict
from jobmatch.report.numbers import money, percent, seconds

OPTIMAL: dict[str, Any] = {
    "status": "optimal",
    "stop": None,
    "objective": 1234567.5,
    "bound": 1234567.5,
    "gap": 0.0,
    "abs_gap": 0.0,
    "quantum": 0.01,
    "counts": {
        "seekers": 219_275,
        "jobs": 2_000,
        "vacancies": 48_000,
        "eligible_pairs": 12_000_000,
        "eligible_persons": 200_000,
        "placed": 47_900,
        "unmatched": 171_375,
        "unfilled": 100,
        "warnings": 3,
    },
    "placed_by_priority": {"default": [900, 7_675], "registered_poor": [47_000, 211_600], "veteran": [0, 0]},
    "placed_by_tier": {"county": 4_000, "prefecture": 0, "province": 25_000, "outside": 18_900},
    "mean_wage": 3_245.61,
    "unmatched_by_reason": {"outbid": 171_000, "no_consent": 375},
}

STOPPED = OPTIMAL | {"status": "feasible", "stop": "time", "bound": 1234000.0, "gap": 0.000031, "abs_gap": 567.5}

WITHOUT_PLAN = OPTIMAL | {
    "status": "unknown",
    "stop": "interrupt",
    "objective": None,
    "bound": None,
    "gap": None,
    "abs_gap": None,
}


def rows(summary: dict[str, Any], **options: Any) -> dict[str, list[str]]:
    """The lines by label; a line that goes on belongs to the label above."""
    found: dict[str, list[str]] = {}
    label = ""
    for name, value in summary_rows(summary, **options):
        label = name or label
        found.setdefault(label, []).append(value)
    return found


def test_an_optimal_plan() -> None:
    lines = rows(OPTIMAL, run=Path("runs/demo"), duration=24.31, memory=1_930.0, unmatched_cost=1_200_000.0)
    assert verdict(OPTIMAL) == "Proven optimal: no plan can cost less."
    assert lines["Seekers"] == ["219,275"]
    assert lines["Jobs"] == ["2,000 with 48,000 vacancies"]
    assert lines["Placed"] == [
        "47,900 of 219,275 (21.8 %)",
        "all others: 900 of 7,675 (11.7 %)",
        "registered poor: 47,000 of 211,600 (22.2 %)",
        "veteran: 0 of 0 (0.0 %)",
    ]
    assert lines["Where"] == ["home county 4,000 · home province 25,000 · outside the province 18,900"]
    assert lines["Not placed"][0] == "171,375"
    assert "agreed to no region: 375" in lines["Not placed"]
    assert lines["Unfilled"] == ["100 of 48,000 (0.21 %)"]
    assert lines["Mean wage"] == ["3,246 yuan a month"]
    assert lines["Cost"] == ["1,234,567.50: 34,567.50 for those placed, 1,200,000.00 for those who are not"]
    assert lines["Bound"] == ["1,234,567.50: no plan can cost less than this"]
    assert lines["Gap"] == ["0: the plan meets the bound"]
    assert lines["Warnings"] == [f"3, listed in {Path('runs/demo/issues.csv')}"]
    assert lines["Time"] == ["24.3 s, 1.9 GB of memory at most"]
    assert lines["Files"] == [str(Path("runs/demo"))]


REASONS = ["withdrawn", "forced", "accepted", "left", "no_show", "declined", "forbidden"]
REASONS += ["person_gone", "new", "job_gone", "not_eligible", "released", "moved"]


def test_what_became_of_the_plan_in_force() -> None:
    changed = OPTIMAL | {"changes": {"kept": 45_000, "declined": 20, "moved": 3, "new": 1_029}}
    lines = rows(changed)
    assert lines["Kept as it was"] == ["45,000"]
    assert lines["Changed"] == [
        "1,052",
        "declined the job: 20",
        "moved for the sake of the whole plan: 3",
        "newly placed: 1,029",
    ]
    chinese = rows(changed, lang="zh")
    assert chinese["维持原安排"] == ["45,000"]
    assert chinese["有变动"] == ["1,052", "拒绝该岗位：20", "因整体更优而调整：3", "新安排：1,029"]
    assert rows(OPTIMAL | {"changes": {"kept": 7}})["Changed"] == ["0"]
    assert {"Kept as it was", "Changed"}.isdisjoint(rows(OPTIMAL))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_reason_of_a_change_has_words_of_its_own(lang: Any) -> None:
    changes = {"kept": 0, **dict.fromkeys(REASONS, 1)}
    label = {"en": "Changed", "zh": "有变动"}[lang]
    total, *lines = rows(OPTIMAL | {"changes": changes}, lang=lang)[label]
    assert total == "13"
    assert len(set(lines)) == 13
    colon = {"en": ": ", "zh": "："}[lang]
    assert all(line.endswith(f"{colon}1") for line in lines)
    assert not [line for line in lines if any(f"{reason}{colon}" in line for reason in REASONS[4:8])]


def test_a_plan_stopped_by_a_limit_never_claims_to_be_optimal() -> None:
    assert "567.50" in verdict(STOPPED)
    assert "0.0031 %" in verdict(STOPPED)
    assert "the time limit was reached" in verdict(STOPPED)
    assert rows(STOPPED)["Gap"] == [
        "at most 567.50 yuan above the best possible, 0.0031 % of the most that placing people can save"
    ]


def test_without_a_plan_there_are_no_plan_figures() -> None:
    lines = rows(WITHOUT_PLAN)
    assert set(lines) == {"Seekers", "Jobs", "Eligible", "Warnings"}
    assert verdict(WITHOUT_PLAN) == "No plan was found; it was interrupted."


@pytest.mark.parametrize("summary", [OPTIMAL, STOPPED, WITHOUT_PLAN, WITHOUT_PLAN | {"status": "infeasible"}])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_status_prints_in_every_language_without_colour_codes_in_a_pipe(summary: Any, lang: Any) -> None:
    stream = StringIO()
    Console(file=stream, width=200).print(summary_view(summary, lang, run=Path("runs/a"), duration=1.0))
    text = stream.getvalue()
    assert verdict(summary, lang) in text
    assert "\x1b" not in text


def test_markup_in_a_users_own_names_is_left_alone() -> None:
    stream = StringIO()
    odd = OPTIMAL | {"placed_by_priority": {"[bold]x": [1, 2]}}
    Console(file=stream, width=100).print(summary_view(odd))
    assert "[bold]x: 1 of 2" in stream.getvalue()


@pytest.mark.parametrize(
    ("amount", "quantum", "text"),
    [
        (-286.081471, 1e-6, "-286.081471"),
        (5.0, 1.0, "5"),
        (-0.0, 0.01, "0.00"),
        (1e6, 0.01, "1,000,000.00"),
        (2.5, 1e-9, "2.500000000"),
    ],
)
def test_money_has_the_decimals_of_the_quantum(amount: float, quantum: float, text: str) -> None:
    assert money(amount, quantum) == text


def test_small_shares_do_not_become_zero() -> None:
    assert percent(0.0) == "0.0 %"
    assert percent(4e-6) == "0.0004 %"
    assert percent(5e-8) == "<0.0001 %"
    assert percent(0.1421) == "14.2 %"
    assert seconds(7.26) == "7.3"
    assert seconds(1234.5) == "1,234"


def test_a_conflict_is_told_with_what_it_lacks_and_the_rule_of_households() -> None:
    clash = {"status": "infeasible", "conflict": [["q, lower", "g", 2500]], "short_by": 1200}
    told = rows(WITHOUT_PLAN | clash, max_out=2)
    assert told["In conflict"][0] == "q, lower (g): 2,500"
    assert told["In conflict"][1].startswith("household, max_out: 2 members")
    assert told["Short by"][0].startswith("1,200: every plan misses")
    assert len(rows(WITHOUT_PLAN | clash)["In conflict"]) == 1
    assert "Short by" not in rows(OPTIMAL)


PROGRAMME = OPTIMAL | {"bound_source": "solver", "bound_of_prices": 1200000.25}


def test_whose_word_the_bound_is() -> None:
    assert rows(PROGRAMME)["Bound"] == [
        "1,234,567.50: no plan can cost less than this",
        "an exact programme proved this bound; no one can check it from the saved files alone",
        "the prices alone, which verify checks, prove 1,200,000.25: they leave 34,567.25 yuan open",
    ]
    assert rows(PROGRAMME, lang="zh")["下界"][2] == (
        "仅凭价格（verify 可复核）能证明的下界为 1,200,000.25，尚差 34,567.25 元"
    )
    assert len(rows(OPTIMAL | {"bound_source": "prices"})["Bound"]) == 1


@pytest.mark.parametrize(("short_by", "end"), [(0, "the prices alone do not prove it."), (3, "holds the proof.")])
def test_that_there_is_no_plan_is_a_proof_only_where_prices_show_it(short_by: int, end: str) -> None:
    claimed = WITHOUT_PLAN | {"status": "infeasible", "bound_source": "solver", "short_by": short_by}
    assert verdict(claimed).endswith(end)
    assert ("仅凭价格不能证明" in verdict(claimed, "zh")) == (short_by == 0)


def test_budgets_stand_between_the_plan_and_its_cost() -> None:
    row = {"constraint": "tickets, budget", "group": "", "limit": 9.0, "used": 4.5, "price": 0.0, "unit": "yuan"}
    labels = [label for label, _ in summary_rows(OPTIMAL, limits=pl.DataFrame([row]))]
    assert labels[labels.index("Mean wage") :][:3] == ["Mean wage", "Budgets", "Cost"]


def test_who_was_outbid_may_have_been_so_by_a_budget() -> None:
    row = {"constraint": "tickets, budget", "group": "", "limit": 9.0, "used": 4.5, "price": 0.0, "unit": "yuan"}
    lines = rows(OPTIMAL, limits=pl.DataFrame([row]))["Not placed"]
    assert "jobs open to them are full or limits used up, and making room would cost more: 171,000" in lines
    assert "jobs open to them are full, and making room would cost more: 171,000" in rows(OPTIMAL)["Not placed"]


def test_a_conflict_names_budgets_with_their_amounts() -> None:
    clash = WITHOUT_PLAN | {"status": "infeasible", "conflict": [["q, lower", "", 5], ["purse, budget", "", 1200.5]]}
    assert rows(clash)["In conflict"] == ["q, lower: 5", "purse, budget: 1,200.5"]


def staged(*stages: tuple[str, float, float | None, float | None]) -> dict[str, list[str]]:
    """The lines of an optimal plan with these stages: name, value, bound, alone."""
    told = [dict(zip(("name", "value", "bound", "alone"), stage, strict=True)) for stage in stages]
    return rows(OPTIMAL | {"stages": told})


def test_a_stage_says_what_it_gave_up_and_the_order_what_it_costs() -> None:
    lines = staged(
        ("placed", 1_200, 1_200, 1_200), ("households", 900, 900, 1_903), ("cost", 5_234.56, 5_234.56, 4_000)
    )
    assert lines["First of all"] == [
        "placed: 1,200, proven to be the most",
        "households: 900, proven to be the most; gave up 1,003 for what stands before it",
    ]
    assert lines["Price of order"] == ["the order costs 1,234.56 yuan against the joint optimum"]


def test_strict_tiering_is_named_as_what_it_is() -> None:
    stages = (("tier:county", 5, 5, 5), ("tier:prefecture", 7, 7, 8), ("cost", 11.0, 11.0, 1.0))
    assert staged(*stages)["Price of order"] == ["strict tiering costs 10.00 yuan against the joint optimum"]
    mixed = staged(("placed", 9, 9, 9), *stages)
    assert mixed["Price of order"] == ["the order costs 10.00 yuan against the joint optimum"]


def test_a_fair_share_is_shown_in_percent() -> None:
    told = staged(("fair:home@county", 0.375, 0.375, 0.375), ("placed", 4, None, None), ("cost", 9.0, 8.0, None))
    assert told["First of all"] == ["fair:home@county: 37.5 %, proven to be the most", "placed: 4"]
    assert "Price of order" not in told
    assert staged(("fair:team", 0.25, 0.5, None), ("cost", 9.0, 8.0, None))["First of all"] == [
        "fair:team: 25.0 %, at most 50.0 %"
    ]


def test_stages_of_an_older_run_say_nothing_of_what_they_gave_up() -> None:
    stages = [{"name": "placed", "value": 4, "bound": 4}, {"name": "cost", "value": 9.0, "bound": 9.0}]
    lines = rows(OPTIMAL | {"stages": stages}, lang="zh")
    assert lines["优先目标"] == ["安排人数：4，已证明为最多"]
    assert "次序代价" not in lines


def test_what_was_given_up_in_chinese() -> None:
    stages = [
        {"name": "tier:county", "value": 4, "bound": 4, "alone": 6},
        {"name": "cost", "value": 9.5, "bound": 9.5, "alone": 9.0},
    ]
    lines = rows(OPTIMAL | {"stages": stages}, lang="zh")
    assert lines["优先目标"] == ["县内安排人数：4，已证明为最多；为前列目标让出 2"]
    assert lines["次序代价"] == ["与整体最优相比，逐级优先多花 0.50 元"]


def test_with_an_order_a_cheaper_plan_is_not_denied() -> None:
    stages = [
        {"name": "placed", "value": 4, "bound": 4, "alone": 4},
        {"name": "cost", "value": 9.5, "bound": 9.5, "alone": 9.0},
    ]
    assert verdict(OPTIMAL | {"stages": stages}) == "Proven optimal: no plan is better in the order of the objectives."
    assert "按目标的先后次序" in verdict(OPTIMAL | {"stages": stages}, "zh")
    assert rows(OPTIMAL | {"stages": stages})["Bound"] == [
        "1,234,567.50: no plan that reaches as much in what stands before can cost less"
    ]
    open_ = [{**stages[0], "bound": 5}, stages[1]]
    assert rows(STOPPED | {"stages": open_})["Bound"] == ["1,234,000.00: no plan can cost less than this"]
    said = verdict(STOPPED | {"stages": open_})
    assert said.startswith("A plan that keeps every rule; its order is not proven")
    assert "(placed: 4, at most 5)" in said


def test_a_plan_whose_order_is_open_says_so_and_not_how_far_its_cost_is_off() -> None:
    stages = [
        {"name": "tier:county", "value": 38, "bound": 44},
        {"name": "tier:province", "value": 303, "bound": None},
        {"name": "cost", "value": 1234567.5, "bound": 1234000.0},
    ]
    said = verdict(STOPPED | {"stages": stages})
    assert "tier:county: 38, at most 44" in said
    assert "567.5" not in said
    assert "县内安排人数" in verdict(STOPPED | {"stages": stages}, "zh")
    met = [stage | {"bound": stage["value"]} for stage in stages[:2]] + stages[2:]
    assert verdict(STOPPED | {"stages": met}) == verdict(STOPPED)
    assert rows(STOPPED | {"stages": stages})["First of all"][1] == "tier:province: 303"
