"""The pairs file of a run: which pairs are listed, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import Policy, exact
from jobmatch.verify.exactly import Bools, Ints, priced, scaled
from jobmatch.verify.inputs import Listed
from jobmatch.verify.report import Halt
from jobmatch.words import said

PAIRS = "inputs/pairs.csv"
MOST_DECIMALS = 9


@dataclass(frozen=True)
class Keys:
    """A set of pairs, as sorted numbers ``person * jobs + job``."""

    numbers: Ints
    jobs: int

    def find(self, persons: Ints, jobs: Ints) -> Ints:
        """Place of each pair in `numbers`, -1 if it is not in the set."""
        if not len(self.numbers):
            return np.full(len(persons), -1, np.int64)
        key = persons * self.jobs + jobs
        at = np.minimum(np.searchsorted(self.numbers, key), len(self.numbers) - 1)
        return np.where(self.numbers[at] == key, at, -1)

    def has(self, persons: Ints, jobs: Ints) -> Bools:
        """Whether each pair is in the set."""
        return np.asarray(self.find(persons, jobs) >= 0)


@dataclass(frozen=True)
class PairFile:
    """The pairs file, in the order of `keys`; columns in quanta, None where the file has no such column.

    The `table` stands as it is in the file; `order` are its rows in the order of `keys`.
    """

    table: pl.DataFrame
    order: Ints
    keys: Keys
    persons: Ints
    jobs: Ints
    cost: Ints | None
    extra: Ints | None
    retention: Ints | None


def read_pairs(table: pl.DataFrame, policy: Policy, decimals: int, persons: Listed, jobs: Listed) -> PairFile:
    """Parse inputs/pairs.csv; costs are quanta of ``10**-decimals``."""
    person, job = persons.find(table["person_id"]), jobs.find(table["job_id"])
    lost = np.flatnonzero((person < 0) | (job < 0))
    if len(lost):
        raise Halt("tables", said("verified.pairs_lost", pairs=PAIRS, row=lost[0] + 1))
    key = person * len(jobs) + job
    order = np.argsort(key, kind="stable")
    twice = np.flatnonzero(np.diff(key[order]) == 0)
    if len(twice):
        raise Halt("tables", said("verified.pairs_twice", pairs=PAIRS, row=order[twice[0] + 1] + 1))
    cost = extra = retention = None
    if "cost" in table.columns:
        cost = scaled(table["cost"], decimals, f"{PAIRS}, cost", round_off=True)[order]
    else:
        if "extra" in table.columns:
            weight = exact(policy.extra.weight) * 10**decimals
            extra = priced(table["extra"], lambda value: weight * value, f"{PAIRS}, extra", blank=Fraction(0))[order]
        if "stay" in table.columns:
            retention = retention_cost(table["stay"], policy, decimals, f"{PAIRS}, stay")[order]
    return PairFile(table, order, Keys(key[order], len(jobs)), person[order], job[order], cost, extra, retention)


def retention_cost(stay: pl.Series, policy: Policy, decimals: int, what: str) -> Ints:
    """The term `retention` for each cell of a column `stay`."""
    loss = exact(policy.retention.loss) * 10**decimals / policy.horizon_months
    blank = exact(policy.retention.default_stay)
    return priced(stay, lambda value: loss * (1 - value), what, blank=blank)


def cost_decimals_needed(table: pl.DataFrame) -> int:
    """Decimals that the column `cost` needs, at most nine."""
    tails = table["cost"].str.extract(r"\.([0-9]*?)0*$").fill_null("").str.len_chars()
    plain = min(MOST_DECIMALS, int(tails.max() or 0))  # type: ignore[arg-type]
    odd = table["cost"].filter(table["cost"].str.contains("[eE]")).unique().to_list()
    for cell in odd:
        value = exact(float(cell))
        plain = max(plain, next((d for d in range(MOST_DECIMALS) if (value * 10**d).denominator == 1), MOST_DECIMALS))
    return plain
