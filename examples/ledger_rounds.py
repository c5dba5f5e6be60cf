"""The closed loop: three rounds of a job fair out of one ledger, from the list to who is still there after six months.

In the 2016 pilot Yunxi's fairs drew 2,352 seekers, of whom 546 signed and 374 went; Changsha found
496 of 609 placed still in post. Here such a fair is held three times, a month apart. Employers
report what they still need; the plan proposes; people answer. The answers are drawn with the
report's rates where it has one, and by a guess that says so where it has none; they come back
as tables, as they would from the workbook that `jobmatch report` hands out. In the end the
ledger tells how far people came, who stayed, and the path of anybody.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from rich import print as show

import jobmatch
from jobmatch.ledger import Ledger, figures, open_ledger, path_of, propose, solve_round, standing, take_in, view
from jobmatch.report.ledger import figures_view, path_view
from jobmatch.scenarios.presets import generate

SIGNED_WHO_WENT = 374 / 546
STILL_THERE = 496 / 609  # taken for the first three months
ACCEPTED = 0.5  # a guess: the report does not say how many proposals were made
ROUNDS = (date(2016, 5, 2), date(2016, 6, 1), date(2016, 7, 1))
END = date(2017, 1, 31)

draw = random.Random(2016)
seekers, jobs, policy = generate("fair-2016")
policy["change"] = {"cost": 100.0}  # a proposal is changed only if that saves 100 yuan a month


def rows(pairs: Iterable[tuple[str, str]], event: str, day: date, reason: str = "", number: int = 0) -> pl.DataFrame:
    """What came back, as a table."""
    table = pl.DataFrame(list(pairs), schema=["person_id", "job_id"], orient="row")
    said = {"event": event, "day": day, "reason": reason, "number": number}
    return table.with_columns(pl.lit(value).alias(name) for name, value in said.items())


def some(pairs: list[tuple[str, str]], share: float) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """A share of them, drawn, and the others."""
    mine = [draw.random() < share for _ in pairs]
    return [p for p, m in zip(pairs, mine, strict=True) if m], [p for p, m in zip(pairs, mine, strict=True) if not m]


def held(ledger: Ledger, state: str) -> list[tuple[str, str]]:
    """Persons in a state, with their jobs."""
    return standing(ledger).persons.filter(state=state).select("person_id", "job_id").rows()


def answers(ledger: Ledger, day: date) -> list[pl.DataFrame]:
    """What the seekers say to what was proposed to them, and what became of those who signed."""
    yes, no = some(held(ledger, "proposed"), ACCEPTED)
    far, home = some(no, 0.7)
    went, missing = some(yes, SIGNED_WHO_WENT)
    return [
        rows(yes, "accepted", day + timedelta(3)),
        rows(far, "declined", day + timedelta(3), "too far"),
        rows(home, "declined", day + timedelta(4), "needed at home"),
        rows(yes, "placed", day + timedelta(6)),
        rows(went, "arrived", day + timedelta(14)),
        rows(missing, "no_show", day + timedelta(14), "did not set off"),
    ]


def a_round(ledger: Ledger, number: int, day: date) -> None:
    """Lists in, a plan, its proposals, and what comes back."""
    if number:  # employers say what they still need; the vacancies filled so far no longer count against it
        take_in(ledger, jobs=view(ledger, day).jobs.filter(pl.col("vacancies") != "0"), on=day)
    else:
        take_in(ledger, seekers=seekers, jobs=jobs, on=day)
    made = solve_round(ledger, policy, on=day)
    run = Path(f"round{number + 1}")
    assert jobmatch.verify(made.result.save(run)).ok
    new = propose(ledger, made, run.name).new
    tables = answers(ledger, day)
    again = [take_in(ledger, answers=tables).batch, take_in(ledger, answers=tables).batch]
    assert again[0] is not None
    assert again[1] is None, "the same again changes nothing"
    print(f"round {number + 1}, {day}: {new} changes of proposals, {sum(t.height for t in tables)} rows came back")


def afterwards(ledger: Ledger) -> None:
    """Months later: who has left, who is found there, and some who left want to come back."""
    there = held(ledger, "in_post")
    since = dict(ledger.events().filter(kind="arrived").select("person_id", "day").iter_rows())
    stay, leave = some(there, STILL_THERE)
    tables = []
    for person, job in leave:
        day = since[person] + timedelta(draw.randrange(10, 85))
        tables.append(rows([(person, job)], "left", day, draw.choice(["wages late", "family", "too hard"])))
    for months in (1, 3, 6):
        for person, job in some(stay, 0.9)[0]:
            day = since[person] + timedelta(30 * months + 3)
            tables.append(rows([(person, job)], "checked", min(day, END), number=months))
    back, _ = some(leave, 0.5)
    take_in(ledger, answers=[pl.concat(tables), rows(back, "back", date(2016, 11, 1))])


with open_ledger("fair.db") as ledger:
    for number, day in enumerate(ROUNDS):
        a_round(ledger, number, day)
    afterwards(ledger)
    found = figures(ledger, END)
    show(figures_view(found))

    now = standing(ledger, END)
    assert now.persons.height == seekers.height, "everybody who was listed stands somewhere"
    assert found.states["listed"][0] == now.persons.height
    longest = ledger.events().group_by("person_id").len().filter(pl.col("person_id") != "").sort("len", "person_id")[-1]
    person = longest["person_id"][0]
    print(f"\nThe path of {person}:")
    show(path_view(path_of(ledger, person=person)))
    assert sum(path_of(ledger, person=each).height for each in now.persons["person_id"][:50]) >= 50
