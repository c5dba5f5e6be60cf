"""Why the unmatched are: recomputed for those whose reason is in question (docs/files.md, section 3)."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.scan import Answer
from jobmatch.verify.terms import Terms

ASKED = ("pairs", "tier", "region", "job_type", "offer", "wage", "skills", "job_age", "dates", "decisions")
"""Rules in the order in which they are asked; the reason is the one that takes a person's last job away."""

_AT = {rule: at for at, rule in enumerate(ASKED)}


def reasons(case: Case, answer: Answer, person: Ints) -> pl.Series:
    """The reason that would stand in unmatched.csv for each of these persons: the first that applies."""
    terms = case.terms
    false = np.zeros(len(person), bool)
    blank = false if terms is None else terms.wishes.blank[terms.persons.wish[person]]
    own = {
        "withdrawn": case.decisions.withdrawn[person],
        "not_looking": false if terms is None else ~terms.persons.looking[person],
        "under_age": false if terms is None else terms.too_young()[person],
        "no_consent": blank,
    }
    nothing = answer.eligible[person] == 0
    dear = answer.best_cost[person].astype(np.int64) >= case.unmatched[person]
    first = np.argmax([*own.values(), nothing, dear, ~false], axis=0)
    names = np.array([*own, "", "dearer_than_unmatched", "outbid"], dtype=object)[first]
    at = np.flatnonzero(first == len(own))
    names[at] = np.array(ASKED, dtype=object)[_last_rules(case, person[at])]
    return pl.Series(names.tolist(), dtype=pl.String)


def _last_rules(case: Case, person: Ints) -> Ints:
    """Of persons without an eligible job the rule that takes the last one away: the farthest that any job gets."""
    if case.pairs is None and case.terms is not None:
        return _Asked(case, case.terms, person).got
    return _of_listed(case, person)


def _of_listed(case: Case, person: Ints) -> Ints:
    """The same over the pairs file."""
    assert case.pairs is not None
    place = np.full(len(case.seekers), -1, np.int64)
    place[person] = np.arange(len(person))
    rows = np.flatnonzero(place[case.pairs.persons] >= 0)
    who, job = case.pairs.persons[rows], case.pairs.jobs[rows]
    first = np.full(len(rows), len(ASKED), np.int64)
    fails = case.evaluate(who, job).fails
    led = ~fails["skills"] if "skills" in fails else np.ones(len(rows), bool)
    for _, at, found in case.ways(who, job):
        led[at] |= ~found.fails.get("skills", np.zeros(len(at), bool))
    closed = np.zeros(len(rows), bool)
    if case.terms is not None:
        closed = ~_open(case.terms)[job]
    fails = {**fails, "skills": ~led, "offer": closed}
    for rule in reversed(ASKED[1:]):
        if rule in fails:
            first[fails[rule]] = _AT[rule]
    got = np.full(len(person), _AT["pairs"], np.int64)
    np.maximum.at(got, place[who], first)
    return np.minimum(got, len(ASKED) - 1)


def _open(terms: Terms) -> Bools:
    """By job, whether it offers contract, insurance and a known wage, where the policy asks for them."""
    jobs = terms.jobs
    says_yes = np.ones(len(jobs), bool) if terms.policy.rules.unknown_wage else ~jobs.unknown_wage
    for papers in jobs.papers.values():
        says_yes &= papers
    return says_yes


class _Asked:
    """All jobs asked rule by rule, for some persons at once; `got` is how far the farthest job got."""

    def __init__(self, case: Case, terms: Terms, person: Ints) -> None:
        self._case, self._terms, self._person = case, terms, person
        jobs = terms.jobs
        self.got: Ints = np.full(len(person), _AT["tier" if len(jobs) else "region"], np.int64)
        is_open, ranks = _open(terms), [terms.type_rank(text) >= 0 for text in jobs.type_texts]
        for region in np.unique(jobs.region).tolist():
            place = terms.places.at(region)
            near = place.tier[terms.home[person]] <= terms.persons.max_tier[person]
            self._reach(np.flatnonzero(near), "region")
            here = np.flatnonzero(near & (place.rank >= 0)[terms.persons.wish[person]])
            self._reach(here, "job_type")
            types = terms.persons.types[person[here]]
            for job in np.flatnonzero(jobs.region == region).tolist() if len(here) else ():
                wanted = here[ranks[int(jobs.types[job])][types]]
                if is_open[job]:
                    self._ask(job, wanted)
                else:
                    self._reach(wanted, "offer")

    def _reach(self, at: Ints, rule: str) -> None:
        self.got[at] = np.maximum(self.got[at], _AT[rule])

    def _ask(self, job: int, at: Ints) -> None:
        """A job that these agreed to, and that offers what it has to."""
        terms, jobs, persons = self._terms, self._terms.jobs, self._terms.persons
        for rule in ASKED[_AT["wage"] :]:
            if not len(at):
                return
            who = self._person[at]
            if rule == "wage":
                ok = terms.pays[job] >= terms.accepts[who]
            elif rule == "skills":
                ok = self._led(job, who)
            elif rule == "job_age":
                age = persons.age[who]
                ok = (age < 0) | ((age >= jobs.min_age[job]) & (age <= jobs.max_age[job]))
            elif rule == "dates":
                ok = persons.available[who] <= jobs.start[job]
            else:
                ok = ~self._case.decisions.exclude(who, np.full(len(who), job))
            self._reach(at[~ok], rule)
            at = at[ok]

    def _led(self, job: int, who: Ints) -> Bools:
        """Whether they have what the job requires, or some course leads there."""
        terms, jobs = self._terms, self._terms.jobs
        kind = int(jobs.needs[job])
        held = terms.persons.skills[who]
        ok: Bools = terms.skills.need(jobs.need_texts[kind]).ok[held]
        courses = terms.courses
        for route in courses.useful(kind) if len(courses) else ():
            if courses.is_for(route, np.array([job]))[0]:
                ok = ok | (courses.need(route, kind).ok[held] & courses.can_go(route, who))
        return ok
