"""A ledger in the test's own words (docs/ledger.md, sections 3 and 5): plain loops over a list of events."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

ON_THE_LIST = ("looking", "proposed", "accepted", "placed")
STATES = (*ON_THE_LIST, "in_post", "left", "withdrawn")
GOING = ("proposed", "accepted", "placed")
ROAD = (
    *("listed", "proposed", "released", "accepted", "declined", "trained", "placed", "arrived", "checked"),
    *("no_show", "left", "withdrawn", "back"),
)
OF_JOBS = ("reported", "filled_elsewhere", "closed")
LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}


class Event(NamedTuple):
    """One event as it is handed over."""

    kind: str
    day: date
    person_id: str = ""
    job_id: str = ""
    region: str = ""
    number: int = 0
    reason: str = ""
    details: str = ""


class Place(NamedTuple):
    """Where a person stands."""

    state: str
    job_id: str | None
    home: str
    details: str


@dataclass(frozen=True)
class Job:
    """What is known of a job: its region, whether it is open, vacancies left if nobody holds any."""

    region: str
    open: bool
    left: int
    details: str


class Book:
    """What a history comes to at the end of a day, for a region and those below it."""

    def __init__(self, history: Iterable[Event], until: date | None = None, scope: str = "") -> None:
        kept = [event for event in history if until is None or event.day <= until]
        self.events = sorted(kept, key=lambda event: event.day)  # stable: on one day as they were written
        self.until = until or date.max
        self.scope = scope
        self.own: dict[str, list[tuple[int, Event]]] = defaultdict(list)
        self.about: dict[str, list[tuple[int, Event]]] = defaultdict(list)
        for at, event in enumerate(self.events):
            if event.person_id:
                self.own[event.person_id].append((at, event))
            if event.job_id:
                self.about[event.job_id].append((at, event))
        self.everybody = {who: self._place(own) for who, own in self.own.items() if _last(own, "listed") >= 0}
        self.persons = {who: place for who, place in self.everybody.items() if place.home.startswith(scope)}
        self.jobs = {job: found for job, about in self.about.items() if (found := self._job(job, about))}

    def _place(self, own: list[tuple[int, Event]]) -> Place:
        row = self.events[_last(own, "listed")]
        state, job = self._state(own)
        return Place(state, job, row.region, row.details)

    def _state(self, own: list[tuple[int, Event]]) -> tuple[str, str | None]:
        jobs = {event.job_id for _, event in own if event.job_id}
        posts = [(came, job) for job in jobs if (came := _stays(own, job)) >= 0]
        if posts:
            return "in_post", max(posts)[1]
        gone = _last(own, "withdrawn", "left")
        if gone > _last(own, "back", "accepted", "placed"):
            return self.events[gone].kind, None
        going = []
        for job in jobs:
            over = max(_last(own, "declined", "released", "left", "no_show", job=job), _last(own, "withdrawn", "back"))
            said = {kind: at for kind in GOING if (at := _last(own, kind, job=job)) > over}
            if said:
                going.append((max(said.values()), job, next(kind for kind in reversed(GOING) if kind in said)))
        if going:
            _, job, state = max(going)
            return state, job
        return "looking", None

    def decisions(self) -> dict[tuple[str, str], str]:
        """The last word on each pair of those on the list."""
        found = {}
        for who, place in self.persons.items():
            if place.state not in ON_THE_LIST:
                continue
            own = self.own[who]
            for job in {event.job_id for _, event in own if event.job_id}:
                word = _last(own, "declined", "no_show", "left", job=job)
                if place.state in ("accepted", "placed") and place.job_id == job:
                    found[who, job] = "accepted"
                elif word >= 0:
                    found[who, job] = self.events[word].kind
        return found

    def plan(self) -> dict[str, str | None]:
        """What is proposed, accepted or placed."""
        return {who: place.job_id for who, place in self.persons.items() if place.state in GOING}

    def _job(self, job: str, about: list[tuple[int, Event]]) -> Job | None:
        reported = _last(about, "reported")
        if reported < 0:
            return None
        row = self.events[reported]
        left = row.number
        left -= sum(event.number for at, event in about if event.kind == "filled_elsewhere" and at > reported)
        persons = {event.person_id for _, event in about} & self.everybody.keys()
        left -= sum(_stays(self.own[who], job) > reported for who in persons)
        return Job(row.region, reported > _last(about, "closed"), left, row.details)

    def held(self) -> Counter[str | None]:
        """Vacancies of jobs that are held for persons from elsewhere."""
        elsewhere = {who: place for who, place in self.everybody.items() if who not in self.persons}
        return Counter(place.job_id for place in elsewhere.values() if place.state in GOING)

    def open_jobs(self) -> dict[str, int]:
        """Vacancies left of the jobs that are open, or that somebody has agreed to; room for all who have."""
        held = self.held()
        agreed = Counter(place.job_id for place in self.persons.values() if place.state in ("accepted", "placed"))
        left = {name: max(agreed[name], job.left - held[name] if job.open else 0) for name, job in self.jobs.items()}
        return {name: max(0, number) for name, number in left.items() if self.jobs[name].open or agreed[name]}

    def in_scope(self, event: Event) -> bool:
        """Whether an event counts for the scope: a listed person's by home, a reported job's by its place."""
        if event.kind in OF_JOBS:
            job = self.jobs.get(event.job_id)
            return job is not None and job.region.startswith(self.scope)
        return event.person_id in self.persons

    def funnel(self) -> dict[str, int]:
        """Persons to whom it ever happened."""
        met = {(event.kind, event.person_id) for event in self.events if event.person_id and self.in_scope(event)}
        return {kind: sum(kind == of for of, _ in met) for kind in ROAD}

    def by_region(self) -> dict[str, dict[str, int]]:
        """By region: how many persons stand where, and to how many what ever happened; the empty code is all."""
        found: dict[str, Counter[str]] = defaultdict(Counter, {"": Counter()})
        for who, place in self.persons.items():
            ever = {event.kind for _, event in self.own[who]}
            for size in (0, *LEVELS):
                if size <= len(place.home):
                    found[place.home[:size]].update([f"state {place.state}", *(f"ever {kind}" for kind in ever)])
        names = [*(f"state {state}" for state in STATES), *(f"ever {kind}" for kind in ROAD)]
        return {region: {name: counted[name] for name in names} for region, counted in found.items()}

    def by_period(self, months: int) -> dict[tuple[date, str], tuple[int, int]]:
        """Events and persons by the first day of a period of so many months and by kind."""
        count: Counter[tuple[date, str]] = Counter()
        met: dict[tuple[date, str], set[str]] = defaultdict(set)
        for event in self.events:
            if self.in_scope(event):
                start = date(event.day.year, (event.day.month - 1) // months * months + 1, 1)
                count[start, event.kind] += 1
                met[start, event.kind].add(event.person_id)
        return {key: (number, len(met[key] - {""})) for key, number in count.items()}

    def retention(self) -> dict[int, tuple[int, int, int, int]]:
        """By months: due, left before, found there, nobody asked."""
        told: dict[int, Counter[str]] = {months: Counter() for months in (1, 3, 6)}
        for own in self.own.values():
            if self.in_scope(own[0][1]):
                for job in {event.job_id for _, event in own if event.kind == "arrived"}:
                    for months, fate in self._fates([(at, event) for at, event in own if event.job_id == job]):
                        told[months][fate] += 1
        parts = ("left", "found", "not_asked")
        return {months: (fates.total(), *(fates[part] for part in parts)) for months, fates in told.items()}

    def _fates(self, pair: list[tuple[int, Event]]) -> Iterator[tuple[int, str]]:
        """Of one placement what became of it by each check that is due: left, found or not asked."""
        came, arrival = next((at, event) for at, event in pair if event.kind == "arrived")
        left = [event.day for at, event in pair if event.kind == "left" and at > came]
        checks = [event.number for _, event in pair if event.kind == "checked"]
        for months in (1, 3, 6):
            due = _later(arrival.day, months)
            if due <= self.until:
                found = "found" if any(number >= months for number in checks) else "not_asked"
                yield months, "left" if any(day < due for day in left) else found


def _last(events: list[tuple[int, Event]], *kinds: str, job: str | None = None) -> int:
    """When something last happened; -1: never."""
    return max((at for at, event in events if event.kind in kinds and job in (None, event.job_id)), default=-1)


def _stays(own: list[tuple[int, Event]], job: str) -> int:
    """When somebody who is in post at a job arrived there; -1: is not."""
    came = _last(own, "arrived", job=job)
    return came if came > max(_last(own, "left", "no_show", job=job), _last(own, "back")) else -1


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
