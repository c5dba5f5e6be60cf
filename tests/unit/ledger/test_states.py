"""Where everybody stands after a short history, told one by one (docs/ledger.md, section 3)."""

from __future__ import annotations

import pytest
from ledger_stories import DAY, JOBS, SEEKERS, answers, at, happened, stands

from jobmatch.ledger import Ledger, standing, take_in, view

LISTED = ("listed", 0, "a", "")
OPEN = (("reported", 0, "", "X", 2), ("reported", 0, "", "Y", 1))


@pytest.mark.parametrize(
    ("state", "job", "told"),
    [
        ("looking", None, ""),
        ("proposed", "X", "proposed X"),
        ("looking", None, "proposed X, released X"),
        ("accepted", "X", "proposed X, accepted X"),
        ("accepted", "X", "proposed X, accepted X, proposed X"),
        ("looking", None, "proposed X, declined X"),
        ("proposed", "Y", "proposed X, declined X, proposed Y"),
        ("proposed", "Y", "proposed X, proposed Y"),
        ("proposed", "X", "proposed X, proposed Y, declined Y"),
        ("placed", "X", "accepted X, placed X"),
        ("in_post", "X", "placed X, arrived X"),
        ("in_post", "X", "arrived X, checked X, proposed Y"),
        ("in_post", "X", "arrived X, withdrawn"),
        ("looking", None, "accepted X, no_show X"),
        ("looking", None, "arrived X, no_show X"),
        ("left", None, "arrived X, left X"),
        ("looking", None, "arrived X, left X, back"),
        ("accepted", "Y", "arrived X, left X, accepted Y"),
        ("left", None, "arrived X, left X, proposed Y"),
        ("in_post", "X", "arrived X, left X, arrived X"),
        ("withdrawn", None, "proposed X, withdrawn"),
        ("withdrawn", None, "arrived X, left X, withdrawn"),
        ("left", None, "withdrawn, left X"),
        ("looking", None, "proposed X, withdrawn, back"),
        ("accepted", "X", "withdrawn, accepted X"),
        ("looking", None, "arrived X, back"),
        ("looking", None, "trained, checked X"),
        ("withdrawn", None, "withdrawn, listed"),
    ],
)
def test_a_person_stands_somewhere(state: str, job: str | None, told: str, ledger: Ledger) -> None:
    events = [each.split() for each in told.split(", ") if each]
    rows = [(kind, 1 + k, "a", *(job or [""])) for k, (kind, *job) in enumerate(events)]
    ledger.add(happened(*OPEN, LISTED, *rows), "import")
    assert stands(ledger) == {"a": (state, job)}
    assert stands(ledger, at(0)) == {"a": ("looking", None)}
    assert (view(ledger).seekers.height == 1) == (state in ("looking", "proposed", "accepted", "placed"))


def test_the_same_on_one_day_counts_as_written(ledger: Ledger) -> None:
    ledger.add(happened(LISTED, *OPEN, ("proposed", 1, "a", "X")), "import")
    ledger.add(happened(("declined", 1, "a", "X")), "import")
    assert stands(ledger) == {"a": ("looking", None)}
    ledger.add(happened(("accepted", 1, "a", "X"), ("proposed", 0, "a", "Y")), "import")
    assert stands(ledger) == {"a": ("accepted", "X")}


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (2, ()),
        (1, [("arrived", 1, "a", "X")]),
        (2, [("arrived", 1, "a", "X"), ("left", 2, "a", "X")]),
        (2, [("arrived", 1, "a", "X"), ("no_show", 2, "a", "X")]),
        (2, [("arrived", 1, "a", "X"), ("back", 2, "a", "")]),  # in post no more, and so the vacancy is free
        (0, [("arrived", 1, "a", "X"), ("filled_elsewhere", 2, "", "X", 1)]),
        (0, [("filled_elsewhere", 2, "", "X", 5)]),
        (3, [("arrived", 1, "a", "X"), ("filled_elsewhere", 2, "", "X", 1), ("reported", 3, "", "X", 3)]),
        (2, [("proposed", 1, "a", "X"), ("accepted", 2, "a", "X")]),
        (None, [("closed", 1, "", "X")]),
        (4, [("closed", 1, "", "X"), ("reported", 2, "", "X", 4)]),
    ],
)
def test_a_job_has_vacancies_left(left: int | None, told: list[tuple[str, int, str, str]], ledger: Ledger) -> None:
    ledger.add(happened(LISTED, *OPEN, *told), "import")
    now = standing(ledger).jobs.filter(job_id="X").row(0, named=True)
    assert now["open"] == (left is not None)
    if left is not None:
        assert max(0, now["reported"] - now["filled_elsewhere"] - now["arrived"]) == left


def test_a_scope_leaves_what_is_held_for_others(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS.head(1), on=DAY)
    ledger.add(happened(("proposed", 0, "a", "X"), ("accepted", 0, "b", "X")), "import")
    seen = {scope: view(ledger, scope=scope) for scope in (None, "花垣县", "凤凰县", "长沙市")}
    assert [set(each.plan["person_id"]) for each in seen.values()] == [{"a", "b"}, {"a"}, {"b"}, set()]
    assert [each.seekers.height for each in seen.values()] == [2, 1, 1, 0]
    assert [each.jobs["vacancies"].to_list() for each in seen.values()] == [["2"], ["1"], ["1"], ["0"]]
    assert [each.decisions["decision"].to_list() for each in seen.values()] == [["accepted"], [], ["accepted"], []]


def test_decisions_are_the_last_word(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, on=DAY)
    ledger.add(happened(*OPEN), "import")
    given = answers(
        ("a", "X", "接受", "2016-08-30"), ("a", "X", "拒绝", "2016-08-31", "太远"), ("b", "Y", "到岗", "2016-08-30")
    )
    take_in(ledger, answers=given)
    assert view(ledger).decisions.select("person_id", "job_id", "decision").rows() == [("a", "X", "declined")]
    take_in(ledger, answers=answers(("b", "Y", "离岗", "2016-09-01"), ("a", "Y", "接受", "2016-09-01")))
    told = view(ledger).decisions.select("person_id", "job_id", "decision").rows()
    assert told == [("a", "X", "declined"), ("a", "Y", "accepted")], "b is not on the list"
    take_in(ledger, answers=answers(("b", "", "重新求职", "2016-09-02")))
    assert view(ledger).decisions.select("person_id", "job_id", "decision").rows() == [*told, ("b", "Y", "left")]
