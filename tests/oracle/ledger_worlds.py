"""Histories drawn at random: small worlds of a few persons and jobs, many of them in one ledger."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

from oracle.ledger_fold import Event

START = date(2016, 1, 30)
HOMES = ("433101", "433122", "433122001", "433122001002", "433123", "430104", "520602", "43")
PLACES = ("430104", "440305", "433122", "433101")
KINDS = (
    *("listed", "proposed", "proposed", "released", "accepted", "accepted", "declined", "trained", "placed"),
    *("arrived", "arrived", "arrived", "checked", "checked", "no_show", "left", "left", "withdrawn", "back"),
    *("reported", "filled_elsewhere", "closed"),
)
OF_NO_JOB = ("listed", "trained", "withdrawn", "back")


def world(name: str, pick: random.Random, known: bool = True) -> list[Event]:
    """Events of a small world as they come in, out of order; if `known`, everybody is listed before all else."""
    persons = [f"{name}p{at}" for at in range(pick.randint(1, 3))]
    jobs = [f"{name}j{at}" for at in range(pick.randint(1, 3))]
    spread = pick.choice((0, 1, 5, 40, 300))
    first = [listed(person, START, pick) for person in persons]
    first += [reported(job, START, pick) for job in jobs]
    later = [
        _drawn(persons, jobs, START + timedelta(pick.randint(0, spread)), pick) for _ in range(pick.randint(0, 14))
    ]
    if pick.random() < 0.5:
        later.sort(key=lambda event: event.day)
    return first + later if known else later


def _drawn(persons: list[str], jobs: list[str], day: date, pick: random.Random) -> Event:
    kind, person, job = pick.choice(KINDS), pick.choice(persons), pick.choice(jobs)
    reason = pick.choice(("", "", "太远", "家里有事"))
    if kind == "listed":
        return listed(person, day, pick)
    if kind == "reported":
        return reported(job, day, pick)
    if kind in ("filled_elsewhere", "closed"):
        return Event(kind, day, "", job, number=pick.randint(1, 3) if kind == "filled_elsewhere" else 0, reason=reason)
    number = pick.choice((1, 3, 6)) if kind == "checked" else 0
    return Event(kind, day, person, "" if kind in OF_NO_JOB else job, number=number, reason=reason)


def listed(person: str, day: date, pick: random.Random) -> Event:
    """A row of the list of seekers."""
    home = pick.choice(HOMES)
    row = {"home": home, "min_wage": str(pick.randint(20, 30) * 100), "person_id": person}
    return Event("listed", day, person, region=home, details=_written(row))


def reported(job: str, day: date, pick: random.Random) -> Event:
    """A row of the list of jobs."""
    region, vacancies = pick.choice(PLACES), pick.randint(0, 4)
    row = {"job_id": job, "region": region, "vacancies": str(vacancies)}
    return Event("reported", day, "", job, region, vacancies, details=_written(row))


def _written(row: dict[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
