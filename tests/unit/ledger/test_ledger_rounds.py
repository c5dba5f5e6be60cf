"""Rounds out of a ledger: what is proposed, kept, taken back; what is refused (docs/ledger.md, section 4)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from ledger_stories import DAY, JOBS, POLICY, SEEKERS, answers, at, stands

import jobmatch
from jobmatch.errors import InputError, LedgerError
from jobmatch.ledger import Ledger, propose, solve_round, take_in, view

TWELVE = pl.DataFrame(
    {
        "person_id": [f"p{k:02d}" for k in range(1, 13)],
        "home": ["花垣县"] * 6 + ["凤凰县"] * 6,
        "age": [24, 31, 45, 38, 29, 22, 35, 41, 27, 33, 50, 26],
        "min_wage": [2800, 2900, 2700, 2600, 3300, 3400, 3200, 3300, 2500, 2600, 2400, 3000],
        "wish_regions": ["长沙市;深圳市", "长沙市", "*", "长沙市;花垣县", "深圳市;长沙市", "*"] * 2,
        "priority": ["default", "registered_poor", "default", "default"] * 3,
    }
)
FIVE = pl.DataFrame(
    {
        "job_id": ["cook", "fitter", "guard", "packer", "waiter"],
        "region": ["花垣县", "长沙市", "深圳市", "长沙市", "深圳市"],
        "vacancies": [1, 2, 2, 2, 2],
        "wage": [3000, 3600, 4000, 3400, 3800],
    }
)
CHANGING = {"as_of": "2016-08-29", "change": {"cost": 100.0}}


@pytest.fixture
def known(ledger: Ledger) -> Ledger:
    """A ledger that has both short lists."""
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    return ledger


def written(ledger: Ledger, batch: int | None) -> list[tuple[str, str, str]]:
    """What a batch wrote, sorted."""
    return sorted(ledger.events().filter(batch=batch).select("kind", "person_id", "job_id").iter_rows())


def proposed(result: jobmatch.Result) -> dict[str, str]:
    return dict(result.assignment.select("person_id", "job_id").iter_rows())


def test_proposals_are_written_and_those_kept_are_not_again(known: Ledger) -> None:
    made = solve_round(known, POLICY, on=DAY)
    first = proposed(made.result)
    assert known.events().height == 4, "solving writes nothing"
    done = propose(known, made, "august")
    assert written(known, done.batch) == sorted(("proposed", who, job) for who, job in first.items())
    assert known.batches().row(1, named=True)["source"] == "august"
    assert stands(known) == {who: ("proposed", job) for who, job in first.items()}
    again = propose(known, solve_round(known, POLICY, on=at(1)))
    assert (again.batch, again.new) == (None, 0)


def test_what_the_plan_takes_back_is_released(known: Ledger) -> None:
    first = proposed(solve_round(known, POLICY, on=DAY).result)
    propose(known, solve_round(known, POLICY, on=DAY))
    home = next(who for who, job in first.items() if job == "Y")
    take_in(known, answers=answers(("", "Y", "closed")), on=at(1))
    done = propose(known, solve_round(known, POLICY, on=at(1)))
    assert written(known, done.batch) == [("proposed", home, "X"), ("released", home, "Y")]
    take_in(known, jobs=JOBS.with_columns(vacancies=pl.lit("1")).head(1), on=at(2))
    done = propose(known, solve_round(known, POLICY, on=at(2)))
    assert [kind for kind, _, _ in written(known, done.batch)] == ["released"]
    assert sorted(state for state, _ in stands(known).values()) == ["looking", "proposed"]


def test_an_open_proposal_of_who_withdrew_is_not_released(known: Ledger) -> None:
    propose(known, solve_round(known, POLICY, on=DAY))
    take_in(known, answers=answers(("a", "", "withdrawn"), ("b", "X", "declined"), ("b", "Y", "declined")), on=at(1))
    assert view(known).plan.is_empty()
    done = propose(known, solve_round(known, POLICY, on=at(1)))
    assert done.new == 0


TOUCHED = [
    ("a person of the lists", answers(("b", "X", "declined", "2016-08-30"))),
    ("a job of the plan", answers(("", "X", "filled_elsewhere", "2016-08-30", "", "1"))),
]


@pytest.mark.parametrize(("what", "came"), TOUCHED, ids=[what for what, _ in TOUCHED])
def test_a_plan_that_was_overtaken_is_refused(what: str, came: list[pl.DataFrame], known: Ledger) -> None:
    made = solve_round(known, POLICY, on=at(3))
    assert "X" in proposed(made.result).values() or what == "a person of the lists"
    take_in(known, answers=came)
    before = known.events()
    with pytest.raises(LedgerError):
        propose(known, made)
    assert known.events().equals(before)
    propose(known, solve_round(known, POLICY, on=at(3)))


def test_a_plan_whose_ground_was_voided_is_refused(known: Ledger) -> None:
    take_in(known, answers=answers(("b", "X", "declined")), on=at(1))
    made = solve_round(known, POLICY, on=at(2))
    known.void(known.events().filter(kind="declined")["event"][0], "the wrong row")
    with pytest.raises(LedgerError):
        propose(known, made)


def test_a_plan_made_twice_is_written_once(known: Ledger) -> None:
    one, other = (solve_round(known, POLICY, on=DAY) for _ in range(2))
    propose(known, one)
    with pytest.raises(LedgerError):
        propose(known, other)


def test_what_does_not_touch_the_plan_may_come_in(known: Ledger) -> None:
    made = solve_round(known, POLICY, on=at(1), scope="花垣县")
    take_in(known, answers=answers(("b", "", "withdrawn")), on=at(1))
    assert propose(known, made).new == 1
    assert known.batches()["scope"].to_list()[-1] == "433124"


def test_the_past_is_not_planned_anew(known: Ledger) -> None:
    take_in(known, answers=answers(("b", "X", "declined")), on=at(5))
    made = solve_round(known, POLICY, on=at(3))
    assert proposed(made.result), "one may ask what would have been"
    with pytest.raises(LedgerError, match="later"):
        propose(known, made)
    assert "proposed" not in known.events()["kind"]


def test_nobody_and_nothing_to_plan_for(ledger: Ledger) -> None:
    with pytest.raises(InputError):
        solve_round(ledger, POLICY, on=DAY)
    take_in(ledger, seekers=SEEKERS, on=DAY)
    with pytest.raises(InputError):
        solve_round(ledger, POLICY, on=DAY)
    take_in(ledger, jobs=JOBS, on=at(1))
    with pytest.raises(InputError):
        solve_round(ledger, POLICY, on=DAY)
    assert solve_round(ledger, POLICY, on=at(1)).result.plan is not None
    take_in(ledger, answers=answers(("", "X", "closed"), ("", "Y", "closed")), on=at(2))
    with pytest.raises(InputError):
        solve_round(ledger, POLICY, on=at(2))


def test_two_regions_do_not_promise_the_same_vacancy(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS.head(1).with_columns(vacancies=pl.lit("1")), on=DAY)
    one = solve_round(ledger, POLICY, on=DAY, scope="花垣县")
    other = solve_round(ledger, POLICY, on=DAY, scope="凤凰县")
    assert proposed(one.result) == {"a": "X"}
    assert proposed(other.result) == {"b": "X"}
    propose(ledger, one)
    with pytest.raises(LedgerError):
        propose(ledger, other)
    assert proposed(solve_round(ledger, POLICY, on=DAY, scope="凤凰县").result) == {}


def test_own_decisions_go_beside_those_of_the_ledger(known: Ledger) -> None:
    own = pl.DataFrame({"person_id": ["a"], "job_id": ["X"], "decision": ["forced"]})
    take_in(known, answers=answers(("b", "X", "declined")), on=DAY)
    made = solve_round(known, POLICY, on=DAY, decisions=own)
    assert proposed(made.result) == {"a": "X", "b": "Y"}


@pytest.mark.parametrize("seed", range(5))
def test_rounds_are_those_of_files(seed: int, ledger: Ledger) -> None:
    """Plan in force and decisions out of the ledger lead to the plans that --plan and --decisions lead to."""
    pick = random.Random(seed)
    take_in(ledger, seekers=TWELVE, jobs=FIVE, on=DAY)
    jobs, in_force = FIVE, None
    came: list[tuple[str, str, str]] = []
    for number in range(4):
        day = at(10 * number)
        given: dict[str, Any] = {} if in_force is None else {"plan": in_force}
        if came:
            given["decisions"] = pl.DataFrame(came, schema=["person_id", "job_id", "decision"], orient="row")
        by_files = jobmatch.solve(TWELVE, jobs, CHANGING, **given)
        made = solve_round(ledger, CHANGING, on=day)
        assert by_files.objective == pytest.approx(made.result.objective)
        assert proposed(made.result) == proposed(by_files)
        propose(ledger, made)
        in_force = by_files
        standing = stands(ledger)
        came = []
        for who, job in sorted(proposed(by_files).items()):
            state = standing[who][0]
            if state == "proposed" and pick.random() < 0.6:
                came.append((who, job, pick.choice(("accepted", "declined"))))
            elif state == "accepted" and pick.random() < 0.3:
                came.append((who, job, "no_show"))
        take_in(ledger, answers=answers(*came), on=day + timedelta(5))
        jobs = jobs.with_columns(vacancies=pl.col("vacancies") + pick.randint(0, 1))
        take_in(ledger, jobs=jobs, on=day + timedelta(6))


def test_who_accepted_a_job_keeps_it_when_it_closes(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "X", "accepted"), ("", "X", "closed")), on=at(1))
    made = solve_round(known, POLICY, on=at(1))
    assert [who for who, job in proposed(made.result).items() if job == "X"] == ["a"]
    propose(known, made)
    assert stands(known)["a"] == ("accepted", "X")
    take_in(known, answers=answers(("a", "X", "declined")), on=at(2))
    assert "X" not in proposed(solve_round(known, POLICY, on=at(2)).result).values()


def test_who_accepted_has_room_whatever_employers_say_later(known: Ledger) -> None:
    came = answers(("a", "X", "accepted"), ("b", "X", "accepted"), ("", "X", "filled_elsewhere", "", "", "1"))
    take_in(known, answers=came, on=at(1))
    assert proposed(solve_round(known, POLICY, on=at(1)).result) == {"a": "X", "b": "X"}
    take_in(known, answers=answers(("b", "X", "released")), on=at(1))
    assert proposed(solve_round(known, POLICY, on=at(1)).result)["a"] == "X"


def test_today_is_the_day_unless_it_is_said(known: Ledger) -> None:
    made = solve_round(known, POLICY)
    assert made.day == date.today()
    propose(known, made)
    assert set(known.events().filter(kind="proposed")["day"]) == {date.today()}


def test_who_agreed_and_does_not_suit_any_more_is_named(known: Ledger) -> None:
    take_in(known, answers=answers(("a", "X", "accepted")), on=at(1))
    take_in(known, seekers=SEEKERS.with_columns(min_wage=pl.lit("9000")), on=at(2))
    with pytest.raises(InputError, match=r"1 who have agreed .* first: a: .*job X: .*record what became") as told:
        solve_round(known, POLICY, on=at(3))
    assert [(issue.file, issue.id) for issue in told.value.issues] == [(known.where, "a")]
    take_in(known, answers=answers(("a", "X", "released")), on=at(3))
    assert "a" not in proposed(solve_round(known, POLICY, on=at(3)).result)


def test_ages_count_on_the_day_of_the_round(known: Ledger) -> None:
    jobs = JOBS.with_columns(max_age=pl.lit("27"))
    take_in(known, jobs=jobs, on=at(1))
    assert proposed(solve_round(known, {}, on=at(1)).result).keys() == {"a", "b"}
    assert proposed(solve_round(known, {"as_of": "2026-01-01"}, on=at(1)).result) == {}
