"""Decisions and a plan in force in the test's own words (docs/levers.md, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

BANS = ("left", "no_show", "declined", "forbidden")

Row = tuple[str, str | None, str]
"""Person, job, decision."""


@dataclass(frozen=True)
class Decided:
    """What rows of decisions come to: who is bound where, who is out, which pairs are barred."""

    bound: dict[str, str]
    out: frozenset[str]
    barred: frozenset[tuple[str, str]]

    def leaves(self, person: str, job: str) -> bool:
        """Whether the pair may be proposed."""
        return person not in self.out and (person, job) not in self.barred and self.bound.get(person, job) == job

    def is_open(self, person: str, job: str) -> bool:
        """Whether a proposal of the plan in force is open."""
        return person not in self.out and person not in self.bound and (person, job) not in self.barred


def decided(rows: list[Row]) -> Decided | None:
    """What the rows come to; None if they contradict each other."""
    words: dict[tuple[str, str | None], set[str]] = {}
    for person, job, word in rows:
        words.setdefault((person, job), set()).add(word)
    out = {person for person, _, word in rows if word == "withdrawn"}
    bound: dict[str, str] = {}
    barred = set()
    for (person, job), said in words.items():
        bans = said & set(BANS)
        if bans:
            barred.add((person, str(job)))
        binds = said & {"forced", "accepted"}
        if said & {"left", "no_show"} or person in out:
            binds -= {"accepted"}
        if not binds:
            continue
        if bans or person in out or bound.get(person, job) != job:
            return None
        bound[person] = str(job)
    return Decided(bound, frozenset(out), frozenset(barred))


def priced(
    pairs: pl.DataFrame, found: Decided, plan: dict[str, str], change: float, jobs: set[str]
) -> tuple[pl.DataFrame, set[str]]:
    """The pairs that are left with what they cost, and the persons with an open proposal; `jobs` are still listed."""
    open_ = {person for person, job in plan.items() if job in jobs and found.is_open(person, job)}
    kept = []
    for row in pairs.iter_rows(named=True):
        person, job = row["person_id"], row["job_id"]
        changes = person in open_ and plan[person] != job
        if found.leaves(person, job):
            kept.append(row | {"cost": row["cost"] + (change if changes else 0.0)})
    return pl.DataFrame(kept, schema=pairs.schema), open_
