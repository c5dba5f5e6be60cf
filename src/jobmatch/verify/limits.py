"""Every limit of a run in one table: vacancies, quotas, members placed (docs/files.md, `prices.csv`).

Some are numbers only once a plan, or a leaf, says so: shares, all or none, fair shares (docs/certificate.md, Cases).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.households import Households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import NO_LIMIT, Counted
from jobmatch.verify.scopes import Scope
from jobmatch.verify.triples import Triples
from jobmatch.words import said

VACANCIES, MAX_OUT = "vacancies", "household, max_out"
HARD = -1
NUMBER = -1


@dataclass(frozen=True)
class Limits:
    """All limits, one a row: those of the jobs by their row, then the quotas', then the households'.

    Attributes
    ----------
    constraint, group
        As in prices.csv.
    limit
        Its value; 0 for a share and the persons of the group for a fair share, until `of_plan` or a leaf tells.
    lower
        Whether it is a lower one.
    soft
        Quanta for each unit short or over, `HARD` where none may be.
    source, place
        What is counted: 0 the vacancies, then each quota, then the households; and the number of job, group or
        household there.
    share
        The number in `shares` of the part of all placements that it is; `NUMBER` where it is a number.
    fair
        Whether it is a part of the group's persons: the least share.
    gate
        The number in `gates` of its group, if that is of a quota of all or none; else -1.
    stated
        Whether the policy states it. A group of all or none has an upper limit also if not: 0 where it is closed.
    gates
        Quota and group of all that are open or closed.
    """

    constraint: pl.Series
    group: pl.Series
    limit: Ints
    lower: Bools
    soft: Ints
    source: Ints
    place: Ints
    share: Ints
    fair: Bools
    gate: Ints
    stated: Bools
    shares: Sequence[Fraction]
    gates: Sequence[tuple[str, str]]
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
        group = said("verified.of_group", group=self.group[row]) if self.group[row] else ""
        return f"{self.constraint[row]!r}{group}"

    def used(self, chosen: Triples) -> Ints:
        """By limit, what a plan takes up."""
        counts: list[Ints] = [np.bincount(chosen.job, minlength=self.jobs)]
        counts += [quota.used(chosen) for quota in self.quotas]
        counts.append(self.households.placed(chosen.person))
        out = np.zeros(len(self), np.int64)
        for source, count in enumerate(counts):
            rows = self.source == source
            out[rows] = count[self.place[rows]]
        return out

    def broken(self, used: Ints) -> Ints:
        """By limit, the units short or over; a group of all or none that gets nobody is not short."""
        beyond = np.where(self.lower, self.limit - used, used - self.limit)
        beyond[self.lower & (self.gate >= 0) & (used == 0)] = 0
        return np.asarray(np.maximum(0, beyond))

    def of_plan(self, placed: int, least: Fraction) -> Limits:
        """The limits that the policy states, for a plan of so many placements and this least share."""
        limit = self.limit.copy()
        for number, share in enumerate(self.shares):
            rows = self.share == number
            limit[rows] = np.where(self.lower[rows], -(-share * placed // 1), share * placed // 1)
        limit[self.fair] = of_persons(least, limit[self.fair])
        keep = self.stated
        return replace(
            self,
            constraint=self.constraint.filter(pl.Series(keep)),
            group=self.group.filter(pl.Series(keep)),
            limit=limit[keep],
            lower=self.lower[keep],
            soft=self.soft[keep],
            source=self.source[keep],
            place=self.place[keep],
            share=self.share[keep],
            fair=self.fair[keep],
            gate=self.gate[keep],
            stated=self.stated[keep],
        )

    def spread(self, dual: Ints) -> tuple[Ints, Ints]:
        """What a pair has to pay for limits: a vector by job, and one by person, to be added to it."""
        by_job = dual[: self.jobs].copy()
        by_person = np.zeros((len(self.households.at), dual.shape[1]), dual.dtype)
        for source, quota in enumerate(self.quotas, start=1):
            if isinstance(quota.groups, Scope):
                continue  # it takes both the job and the person to tell: see `tolls`
            rows = self.source == source
            paid = np.zeros((len(quota.groups.names) + 1, dual.shape[1]), dual.dtype)
            np.add.at(paid, self.place[rows], dual[rows])
            # NO_GROUP takes the last row, where nothing is paid.
            payer = by_job if quota.groups.on_jobs else by_person
            payer += paid[quota.groups.at]
        return by_job, by_person


def of_persons(share: Fraction, persons: Ints) -> Ints:
    """The least whole number of persons that is this share of each number of `persons`."""
    return np.array([-(-share * number // 1) for number in persons.tolist()], np.int64)


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
    stated: Bools
    share: int = NUMBER
    fair: bool = False
    first_gate: int | None = None

    @property
    def gate(self) -> Ints:
        """By limit, the number of its group among all that are open or closed; -1 for none."""
        return np.full(len(self.limit), -1) if self.first_gate is None else self.first_gate + self.place


def all_limits(quotas: Sequence[Counted], households: Households, jobs: Listed, vacancies: Ints) -> Limits:
    """The limits of a run."""
    every = np.arange(len(jobs))
    parts = [_Rows(VACANCIES, jobs.table[jobs.key], vacancies, False, HARD, 0, every, np.ones(len(jobs), bool))]
    shares: list[Fraction] = []
    gates: list[tuple[str, str]] = []
    for source, quota in enumerate(quotas, start=1):
        parts += _of_quota(quota, source, shares, len(gates))
        if quota.all_or_none:
            gates += [(quota.name, group) for group in quota.groups.names]
    if households.max_out is not None:
        at = np.flatnonzero(households.size > households.max_out)
        group, limit = households.names.gather(pl.Series(at)), np.full(len(at), households.max_out)
        parts.append(_Rows(MAX_OUT, group, limit, False, HARD, len(quotas) + 1, at, np.ones(len(at), bool)))
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
        share=np.repeat([part.share for part in parts], sizes),
        fair=np.repeat([part.fair for part in parts], sizes),
        gate=np.concatenate([part.gate for part in parts]),
        stated=np.concatenate([part.stated for part in parts]),
        shares=shares,
        gates=gates,
        quotas=quotas,
        households=households,
        jobs=len(jobs),
    )


def _of_quota(quota: Counted, source: int, shares: list[Fraction], gates: int) -> list[_Rows]:
    """The limits of a quota; its shares are added to `shares`, so many groups are open or closed before it."""
    soft = HARD if quota.soft is None else quota.soft
    names = pl.Series(quota.groups.names, dtype=pl.String)
    out = []
    for side, limit, share in (
        ("lower", quota.lower, quota.lower_share),
        ("upper", quota.upper, quota.upper_share),
    ):
        there = limit != NO_LIMIT
        at = np.flatnonzero(there | (quota.all_or_none and side == "upper"))
        if share is not None:
            shares.append(share)
        out.append(
            _Rows(
                constraint=f"{quota.name}, {side}",
                groups=names.gather(pl.Series(at)),
                limit=limit[at],
                lower=side == "lower",
                soft=soft,
                source=source,
                place=at,
                stated=there[at],
                share=NUMBER if share is None else len(shares) - 1,
                fair=quota.fair,
                first_gate=gates if quota.all_or_none else None,
            )
        )
    return out
