"""What happens twice on one day, with something else between, happened twice."""

from __future__ import annotations

import polars as pl
from ledger_stories import DAY, JOBS, POLICY, SEEKERS, answers, at, stands

from jobmatch.ledger import Ledger, propose, solve_round, take_in, view


def forbidding(job: str) -> pl.DataFrame:
    return pl.DataFrame({"person_id": ["a"], "job_id": [job], "decision": ["forbidden"]})


def test_a_proposal_that_comes_back_is_written(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS.head(1), jobs=JOBS, on=DAY)
    for barred, proposed, new in (("Y", "X", 1), ("X", "Y", 2), ("Y", "X", 2), ("X", "Y", 2), ("X", "Y", 0)):
        made = solve_round(ledger, POLICY, on=DAY, decisions=forbidding(barred))
        assert propose(ledger, made).new == new
        assert stands(ledger) == {"a": ("proposed", proposed)}
    assert ledger.events().filter(kind="proposed")["job_id"].to_list() == ["X", "Y", "X", "Y"]


def test_a_voided_proposal_is_made_again(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS.head(1), jobs=JOBS, on=DAY)
    propose(ledger, solve_round(ledger, POLICY, on=DAY))
    (event,) = ledger.events().filter(kind="proposed")["event"]
    ledger.void(event, "another policy was meant")
    assert stands(ledger) == {"a": ("looking", None)}
    propose(ledger, solve_round(ledger, POLICY, on=DAY))
    assert stands(ledger) == {"a": ("proposed", "Y")}


def test_a_row_that_was_put_right_counts(ledger: Ledger) -> None:
    wrong = SEEKERS.with_columns(min_wage=pl.lit("9999"))
    for rows, wage in ((SEEKERS, "2500.0"), (wrong, "9999.0"), (SEEKERS, "2500.0"), (wrong, "9999.0")):
        assert take_in(ledger, seekers=rows, on=DAY).new == {"listed": 2}
        assert take_in(ledger, seekers=rows, on=DAY).batch is None
        assert view(ledger).seekers.filter(person_id="a")["min_wage"].to_list() == [wage]


def test_a_job_that_was_closed_by_mistake_opens_again(ledger: Ledger) -> None:
    take_in(ledger, jobs=JOBS, on=DAY)
    for _ in range(2):
        assert take_in(ledger, jobs=JOBS.head(1), whole=True, on=DAY).new == {"closed": 1}
        assert view(ledger).jobs["job_id"].to_list() == ["X"]
        assert take_in(ledger, jobs=JOBS, whole=True, on=DAY).new == {"reported": 1}
        assert view(ledger).jobs["job_id"].to_list() == ["X", "Y"]


def test_an_answer_that_was_overtaken_is_news(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    for _ in range(2):
        take_in(ledger, answers=answers(("a", "", "withdrawn")), on=at(1))
        assert stands(ledger)["a"] == ("withdrawn", None)
        take_in(ledger, answers=answers(("a", "", "back")), on=at(1))
        assert stands(ledger)["a"] == ("looking", None)
    twice = answers(("a", "X", "accepted")) * 2
    found = take_in(ledger, answers=twice, on=at(1))
    assert (found.new, found.known) == ({"accepted": 1}, 1), "on two sheets, once in the ledger"


def test_what_was_new_is_counted_by_kind(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    first, more = ("a", "X", "accepted", "2016-08-30"), ("b", "X", "declined", "2016-08-30")
    assert take_in(ledger, answers=answers(first)).new == {"accepted": 1}
    found = take_in(ledger, answers=answers(first, more))
    assert (found.new, found.known) == ({"declined": 1}, 1)


def test_a_workbook_does_not_bring_back_what_was_voided(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    mistake, more = ("a", "X", "arrived"), ("b", "X", "accepted")
    take_in(ledger, answers=answers(mistake), on=at(1))
    (event,) = ledger.events().filter(kind="arrived")["event"]
    ledger.void(event, "another person was meant")
    for day in (1, 2, 30):
        found = take_in(ledger, answers=answers(mistake, more), on=at(day))
        assert found.known == 1 + (day > 1)
        assert stands(ledger) == {"a": ("looking", None), "b": ("accepted", "X")}
    take_in(ledger, answers=answers((*mistake, "2016-09-03")))
    assert stands(ledger)["a"] == ("in_post", "X")
