"""The two lists of a run as arrays, read from `inputs/` with the blanks of docs/files.md filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from jobmatch.policy import Policy
from jobmatch.verify.exactly import Bools, Ints, classes, linear, number, scaled
from jobmatch.verify.regions import OUTSIDE, Tree
from jobmatch.verify.report import Halt
from jobmatch.words import said

SEEKERS, JOBS = "inputs/seekers.csv", "inputs/jobs.csv"
UNKNOWN_AGE = -1
NO_AGE_LIMIT, NO_START = 10**6, 10**7
_MONEY = 6  # decimals in which wages are compared: those of the policy's tolerance
TIER_NAMES = {"county": 0, "prefecture": 1, "province": 2, "outside": OUTSIDE, "": OUTSIDE}
_BLANKS = {"priority": "default", "status": "looking", "max_tier": "outside", "min_wage": "0.0"}
_OWN_GROUPS = ("household_id", "employer_id")  # where blank, each row is a group of its own


@dataclass(frozen=True)
class Listed:
    """One of the two lists: its cells as text, and its ids."""

    name: str
    table: pl.DataFrame
    key: str

    def __len__(self) -> int:
        return self.table.height

    def text(self, column: str) -> pl.Series:
        """The cells of a column; those of a column that the input did not have are blank."""
        blank = _BLANKS.get(column, "") if self.key == "person_id" else ""
        if column not in self.table.columns and column in _OWN_GROUPS:
            return self.table[self.key].alias(column)
        if column not in self.table.columns:
            return pl.Series(column, [blank], pl.String).new_from_index(0, len(self))
        return self.table[column].replace({"": blank})

    def key_of(self, row: int) -> str:
        """The id in a row (from 0)."""
        return str(self.table[self.key][row])

    def find(self, ids: pl.Series) -> Ints:
        """The rows of these ids, -1 where there is none."""
        lookup = pl.DataFrame({"id": self.table[self.key], "row": np.arange(len(self), dtype=np.int64)})
        found = ids.to_frame("id").join(lookup, on="id", how="left", maintain_order="left")
        return found["row"].fill_null(-1).to_numpy()


@dataclass(frozen=True)
class Persons:
    """The seekers, by row. Classes number the distinct cells (`*_texts`) of a column."""

    listed: Listed
    looking: Bools
    age: Ints
    home: Ints
    wish: Ints
    wish_texts: list[str]
    types: Ints
    type_texts: list[str]
    skills: Ints
    skill_texts: list[str]
    least_wage: Ints
    wish_wage: Ints
    max_tier: Ints
    available: Ints

    def __len__(self) -> int:
        return len(self.listed)


@dataclass(frozen=True)
class Jobs:
    """The jobs, by row."""

    listed: Listed
    region: Ints
    types: Ints
    type_texts: list[str]
    needs: Ints
    need_texts: list[str]
    unknown_wage: Bools
    wage: Ints
    offer: Ints
    papers: dict[str, Bools]
    min_age: Ints
    max_age: Ints
    start: Ints

    def __len__(self) -> int:
        return len(self.listed)


def read_list(table: pl.DataFrame, name: str, key: str) -> Listed:
    """One list, its ids present and distinct."""
    ids = table[key]
    if (ids == "").any() or ids.n_unique() != len(ids):
        raise Halt("tables", said("verified.key_blank_or_twice", name=name, key=key))
    return Listed(name, table, key)


def read_persons(listed: Listed, policy: Policy, tree: Tree) -> Persons:
    """Parse the columns of the seekers that rules and terms use."""
    home = _region(listed, "home", tree)
    wish = listed.text("wish_regions")
    if policy.rules.home_county:
        county = pl.Series([tree.home_county[region] for region in home.tolist()], dtype=pl.String)
        wish = pl.select(pl.when(wish == "").then(county).otherwise(wish)).to_series()
    wish_at, wish_texts = classes(wish)
    type_at, type_texts = classes(listed.text("wish_job_types"))
    skill_at, skill_texts = classes(listed.text("skills"))
    tier_at, tier_texts = classes(listed.text("max_tier"))
    for text in tier_texts:
        if text not in TIER_NAMES:
            raise Halt("tables", said("verified.max_tier", name=listed.name, text=text))
    least = scaled(listed.text("min_wage"), _MONEY, f"{listed.name}, min_wage", blank=0)
    return Persons(
        listed=listed,
        looking=listed.text("status").is_in(list(policy.rules.looking)).to_numpy(),
        age=_ages(listed, policy.as_of),
        home=home,
        wish=wish_at,
        wish_texts=wish_texts,
        types=type_at,
        type_texts=type_texts,
        skills=skill_at,
        skill_texts=skill_texts,
        least_wage=least,
        wish_wage=_wishes(listed, least, policy),
        max_tier=np.array([TIER_NAMES[text] for text in tier_texts], np.int64)[tier_at],
        available=_days(listed, "available_from", blank=-NO_START),
    )


def read_jobs(listed: Listed, policy: Policy, tree: Tree) -> Jobs:
    """Parse the columns of the jobs that rules and terms use."""
    type_at, type_texts = classes(listed.text("job_type"))
    need_at, need_texts = classes(listed.text("skills"))
    wages = listed.text("wage")
    unknown = (wages == "").to_numpy()
    offer = scaled(wages, wage_decimals(policy), f"{listed.name}, wage", blank=0)
    instead = number(repr(policy.wage.unknown))
    assert instead is not None
    offer[unknown] = int(instead * 10 ** wage_decimals(policy))
    return Jobs(
        listed=listed,
        region=_region(listed, "region", tree),
        types=type_at,
        type_texts=type_texts,
        needs=need_at,
        need_texts=need_texts,
        unknown_wage=unknown,
        wage=scaled(wages, _MONEY, f"{listed.name}, wage", blank=0),
        offer=offer,
        papers=_papers(listed, policy),
        min_age=scaled(listed.text("min_age"), 0, f"{listed.name}, min_age", blank=0),
        max_age=scaled(listed.text("max_age"), 0, f"{listed.name}, max_age", blank=NO_AGE_LIMIT),
        start=_days(listed, "start_date", blank=NO_START),
    )


def wage_decimals(policy: Policy) -> int:
    """Decimals in which wishes and offers are both whole numbers."""
    return max(_MONEY, policy.decimals)


def _wishes(listed: Listed, least: Ints, policy: Policy) -> Ints:
    """The wish in units of ``10**-wage_decimals``; where blank, the least wage times the ratio, rounded."""
    decimals = wage_decimals(policy)
    stated = listed.text("wish_wage")
    wish = scaled(stated, decimals, f"{listed.name}, wish_wage", blank=0)
    ratio = number(repr(policy.wage.wish_ratio))
    assert ratio is not None
    per_quantum = 10 ** (decimals - policy.decimals)
    hoped = linear(least, ratio * 10**policy.decimals / 10**_MONEY, f"{listed.name}, min_wage times wish_ratio")
    hoped = linear(hoped, ratio.__class__(per_quantum), f"{listed.name}, min_wage times wish_ratio")
    return np.where((stated == "").to_numpy(), hoped, wish)


def _papers(listed: Listed, policy: Policy) -> dict[str, Bools]:
    """By rule, the jobs that say yes, where the rule is on and the list has the column."""
    out = {}
    for rule, on in (("contract", policy.rules.contract), ("insurance", policy.rules.insurance)):
        if on and rule in listed.table.columns:
            cells = listed.text(rule)
            odd = cells.filter(~cells.is_in(["true", "false", ""]))
            if len(odd):
                raise Halt("tables", said("verified.neither_true_nor_false", name=listed.name, rule=rule, odd=odd[0]))
            out[rule] = (cells == "true").to_numpy()
    return out


def _region(listed: Listed, column: str, tree: Tree) -> Ints:
    at, texts = classes(listed.text(column))
    for text in texts:
        if text not in tree.codes:
            raise Halt("tables", said("verified.region_not_there", name=listed.name, column=column, text=text))
    return np.array([tree.codes[text] for text in texts], np.int64)[at]


def _dates(listed: Listed, column: str) -> pl.Series:
    cells = listed.text(column)
    days = cells.str.to_date("%Y-%m-%d", strict=False)
    odd = cells.filter(days.is_null() & (cells != ""))
    if len(odd):
        raise Halt("tables", said("verified.not_a_date", name=listed.name, column=column, odd=odd[0]))
    return days


def _days(listed: Listed, column: str, *, blank: int) -> Ints:
    return _dates(listed, column).to_physical().cast(pl.Int64).fill_null(blank).to_numpy()


def _ages(listed: Listed, as_of: date | None) -> Ints:
    """Full years on `as_of` from the birth date, else from the column, else `UNKNOWN_AGE`."""
    stated = scaled(listed.text("age"), 0, f"{listed.name}, age", blank=UNKNOWN_AGE)
    born = _dates(listed, "birth_date")
    if born.is_null().all():
        return stated
    if as_of is None:
        raise Halt("policy", said("verified.as_of_missing"))
    day_of_year = born.dt.month().cast(pl.Int64) * 100 + born.dt.day()
    years = as_of.year - born.dt.year().cast(pl.Int64) - (day_of_year > as_of.month * 100 + as_of.day).cast(pl.Int64)
    return np.where(born.is_null().to_numpy(), stated, years.fill_null(0).to_numpy())
