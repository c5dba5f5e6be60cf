"""Every limit of a run in one table: vacancies, quotas, members placed (docs/files.md, `prices.csv`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.households import Households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import NO_LIMIT, Counted

VACANCIES, MAX_OUT = "vacancies", "household, max_out"
HARD = -1


@dataclass(frozen=True)
class Limits:
    """All limits, one a row: those of the jobs by their row, then the quotas', then the households'.

    Attributes
    ----------
    constraint, group
        As in prices.csv.
    limit
        Its value.
    lower
        Whether it is a lower one.
    soft
        Quanta for each unit short or over, `HARD` where none may be.
    source, place
        What is counted: 0 the vacancies, then each quota, then the households; and the number of job, group or
        household there.
    """

    constraint: pl.Series
    group: pl.Series
    limit: Ints
    lower: Bools
    soft: Ints
    source: Ints
    place: Ints
    quotas: Sequence[Counted]
    households: Households
    jobs: int

    def __len__(self) -> int:
        return len(self.limit)

    @property
    def of_quota(self) -> Bools:
        """The limits of quotas."""
        return np.asarray((self.source > 0) & (self.source <= len(self.quotas)))

    @property
    def pinned(self) -> Bools:
        """The limits that equal the other one of their group, and cannot move past it."""
        key = np.stack([self.source, self.place, self.limit])
        _, at, times = np.unique(key, axis=1, return_inverse=True, return_counts=True)
        return np.asarray(times[at.ravel()] > 1)

    def find(self, constraint: pl.Series, group: pl.Series) -> Ints:
        """The rows of limits by name, -1 where there is none."""
        lookup = pl.DataFrame({"constraint": self.constraint, "group": self.group})
        lookup = lookup.with_columns(row=np.arange(len(self), dtype=np.int64))
        asked = pl.DataFrame({"constraint": constraint, "group": group})
        found = asked.join(lookup, on=["constraint", "group"], how="left", maintain_order="left")
        return found["row"].fill_null(-1).to_numpy()

    def name(self, row: int) -> str:
        """A limit in words."""
        group = f" of {self.group[row]!r}" if self.group[row] else ""
        return f"{self.constraint[row]!r}{group}"

    def used(self, holds: Ints) -> Ints:
        """By limit, what a plan takes up; `holds` is the job of each person, -1 for none."""
        persons = np.flatnonzero(holds >= 0)
        jobs = holds[persons]
        counts: list[Ints] = [np.bincount(jobs, minlength=self.jobs)]
        counts += [quota.used(persons, jobs) for quota in self.quotas]
        counts.append(self.households.placed(persons))
        out = np.zeros(len(self), np.int64)
        for source, count in enumerate(counts):
            rows = self.source == source
            out[rows] = count[self.place[rows]]
        return out

    def broken(self, used: Ints) -> Ints:
        """By limit, the units short or over."""
        beyond = np.where(self.lower, self.limit - used, used - self.limit)
        return np.asarray(np.maximum(0, beyond))

    def spread(self, dual: Ints) -> tuple[Ints, Ints]:
        """What a pair has to pay for limits: a vector by job, and one by person, to be added to it."""
        by_job = dual[: self.jobs].copy()
        by_person = np.zeros((len(self.households.at), dual.shape[1]), np.int64)
        for source, quota in enumerate(self.quotas, start=1):
            rows = self.source == source
            paid = np.zeros((len(quota.groups.names) + 1, dual.shape[1]), np.int64)
            np.add.at(paid, self.place[rows], dual[rows])
            # NO_GROUP takes the last row, where nothing is paid.
            payer = by_job if quota.groups.on_jobs else by_person
            payer += paid[quota.groups.at]
        return by_job, by_person


@dataclass(frozen=True)
class _Rows:
    """Some limits of one constraint."""

    constraint: str
    groups: pl.Series
    limit: Ints
    lower: bool
    soft: int
    source: int
    place: Ints


def all_limits(quotas: Sequence[Counted], households: Households, jobs: Listed, vacancies: Ints) -> Limits:
    """The limits of a run."""
    parts = [_Rows(VACANCIES, jobs.table[jobs.key], vacancies, False, HARD, 0, np.arange(len(jobs)))]
    for source, quota in enumerate(quotas, start=1):
        soft = HARD if quota.soft is None else quota.soft
        names = pl.Series(quota.groups.names, dtype=pl.String)
        for side, limit in (("lower", quota.lower), ("upper", quota.upper)):
            at = np.flatnonzero(limit != NO_LIMIT)
            group = names.gather(pl.Series(at))
            parts.append(_Rows(f"{quota.name}, {side}", group, limit[at], side == "lower", soft, source, at))
    if households.max_out is not None:
        at = np.flatnonzero(households.size > households.max_out)
        group, limit = households.names.gather(pl.Series(at)), np.full(len(at), households.max_out)
        parts.append(_Rows(MAX_OUT, group, limit, False, HARD, len(quotas) + 1, at))
    sizes = [len(part.limit) for part in parts]
    return Limits(
        constraint=pl.concat(
            [pl.Series([part.constraint]).new_from_index(0, size) for part, size in zip(parts, sizes, strict=True)]
        ),
        group=pl.concat([part.groups.alias("group") for part in parts]),
        limit=np.concatenate([part.limit for part in parts]),
        lower=np.repeat([part.lower for part in parts], sizes),
        soft=np.repeat([part.soft for part in parts], sizes),
        source=np.repeat([part.source for part in parts], sizes),
        place=np.concatenate([part.place for part in parts]),
        quotas=quotas,
        households=households,
        jobs=len(jobs),
    )
