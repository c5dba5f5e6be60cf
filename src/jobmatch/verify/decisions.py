"""Decisions on proposals: which pairs and persons they exclude, and whom they bind (docs/levers.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.inputs import Listed
from jobmatch.verify.pairfiles import Keys
from jobmatch.verify.report import Halt
from jobmatch.words import Words, said

DECISIONS = "inputs/decisions.csv"
COLUMNS = ("person_id", "job_id", "decision")
FORCED, ACCEPTED, WITHDRAWN = "forced", "accepted", "withdrawn"
EXCLUDING = ("left", "no_show", "declined", "forbidden")
"""Decisions after which the pair is not proposed, in the order in which changes.csv names them."""
_ENDING = ("left", "no_show")
_WORDS = (FORCED, ACCEPTED, WITHDRAWN, *EXCLUDING)


@dataclass(frozen=True)
class Decisions:
    """The decisions in force on listed persons and jobs.

    Attributes
    ----------
    there
        Whether the run has a file of decisions.
    withdrawn
        By person.
    bound
        By person, the job that he or she is bound to; -1 for none.
    forced
        By person, whether the word `forced` binds.
    excluded
        By decision (`EXCLUDING`), the pairs that have it.
    refused
        The pairs that have any of these.
    contradictions
        In words, rows that cannot hold together.
    """

    there: bool
    withdrawn: Bools
    bound: Ints
    forced: Bools
    excluded: Mapping[str, Keys]
    refused: Keys
    contradictions: tuple[Words, ...]

    @property
    def binds(self) -> Bools:
        """The persons who are bound."""
        return np.asarray(self.bound >= 0)

    def exclude(self, person: Ints, job: Ints) -> Bools:
        """The rule `decisions`: where the pair or the person is excluded, or the person is bound elsewhere."""
        bound = self.bound[person]
        elsewhere = (bound >= 0) & (bound != job)
        return np.asarray(self.refused.has(person, job) | self.withdrawn[person] | elsewhere)


def read_decisions(table: pl.DataFrame | None, persons: Listed, jobs: Listed) -> Decisions:
    """Parse inputs/decisions.csv; rows whose person or job is not listed count for nothing.

    Raises
    ------
    Halt
        A decision is none of the seven, or one on a pair does not name the job.
    """
    rows = pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String)) if table is None else table
    _refuse_odd(rows)
    person, job = persons.find(rows["person_id"]), jobs.find(rows["job_id"])
    withdrawn = np.zeros(len(persons), bool)
    # Who withdraws does so altogether, whatever job the row names.
    withdrawn[person[(rows["decision"] == WITHDRAWN).to_numpy() & (person >= 0)]] = True

    known = np.flatnonzero((person >= 0) & (job >= 0))
    person, job = person[known], job[known]
    key, word = person * len(jobs) + job, rows["decision"].gather(pl.Series(known))

    def having(*words: str) -> Bools:
        return word.is_in(words).to_numpy()

    excluded = {name: Keys(np.unique(key[having(name)]), len(jobs)) for name in EXCLUDING}
    ended = np.isin(key, key[having(*_ENDING)]) | withdrawn[person]
    binding = having(FORCED) | (having(ACCEPTED) & ~ended)
    refused = Keys(np.unique(key[having(*EXCLUDING)]), len(jobs))
    bound, forced = np.full(len(persons), -1, np.int64), np.zeros(len(persons), bool)
    bound[person[binding]] = job[binding]
    forced[person[having(FORCED)]] = True
    told = _contradictions(persons, jobs, np.unique(key[binding]), refused, forced & withdrawn)
    return Decisions(table is not None, withdrawn, bound, forced, excluded, refused, tuple(told))


def _refuse_odd(rows: pl.DataFrame) -> None:
    for at, (job, word) in enumerate(zip(rows["job_id"], rows["decision"], strict=True), start=1):
        if word not in _WORDS:
            raise Halt("tables", said("verified.not_a_decision", decisions=DECISIONS, at=at, word=word))
        if job == "" and word != WITHDRAWN:
            raise Halt("tables", said("verified.decision_needs_job", decisions=DECISIONS, at=at, word=word))


def _contradictions(persons: Listed, jobs: Listed, bound: Ints, refused: Keys, torn: Bools) -> Iterator[Words]:
    """What cannot hold together; `bound` are numbers of pairs, `torn` the persons both forced and withdrawn."""
    person, job = bound // max(1, len(jobs)), bound % max(1, len(jobs))
    for row in np.flatnonzero(np.bincount(person, minlength=1) > 1).tolist():
        names = ", ".join(jobs.key_of(at) for at in job[person == row].tolist())
        yield said("verified.bound_several", id=persons.key_of(row), names=names)
    both = refused.has(person, job)
    for row, at in zip(person[both].tolist(), job[both].tolist(), strict=True):
        yield said("verified.bound_and_excluded", id=persons.key_of(row), id2=jobs.key_of(at))
    for row in np.flatnonzero(torn).tolist():
        yield said("verified.forced_and_withdrawn", id=persons.key_of(row))
