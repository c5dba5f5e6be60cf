"""Predicates of the policy (column → value or values) on the rows of a list."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from jobmatch.policy import TIERS, Predicate, exact
from jobmatch.verify.exactly import Bools, classes, number
from jobmatch.verify.inputs import Listed
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.words import said

NUMERIC = frozenset({"age", "min_wage", "wish_wage", "wage", "vacancies", "min_age", "max_age", "stay"})
"""Documented columns that hold numbers: compared as numbers, however they are written."""

YES_NO = frozenset({"contract", "insurance"})
"""Columns that hold true or false."""

TEXT = frozenset({"skills", "wish_regions", "wish_job_types", "job_type", "housing"})
"""Documented columns in which a blank is a text like any other; a blank elsewhere fulfils no predicate."""

REGIONAL = frozenset({"home", "region"})
"""Columns that hold a region: a region named in a predicate covers everything below it."""

_SEEKERS = (
    "person_id, household_id, together_id, home, birth_date, age, skills, min_wage, wish_wage, wish_regions, "
    "wish_job_types, max_tier, priority, status, available_from"
)
_JOBS = (
    "job_id, employer_id, region, job_type, vacancies, wage, skills, contract, insurance, min_age, max_age, "
    "start_date, stay, housing"
)

Value = str | int | float | bool


def rows_where(listed: Listed, predicate: Predicate, tree: Tree) -> Bools:
    """The rows of a list that fulfil every line of the predicate."""
    mask = np.ones(len(listed), bool)
    for column, wanted in predicate.items():
        require_column(listed, column)
        values = wanted if isinstance(wanted, tuple | list) else (wanted,)
        _refuse_other_kinds(column, values)
        at, texts = classes(listed.text(column))
        hit = _regional(texts, values, tree) if column in REGIONAL else _plain(texts, values, column in TEXT)
        mask &= hit[at]
    return mask


def tiers_where(predicate: Predicate) -> Bools:
    """The tiers (from the nearest) that a predicate on pairs lets through."""
    mask = np.ones(len(TIERS), bool)
    for column, wanted in predicate.items():
        if column != "tier":
            raise Halt("scope", said("verified.pairs_predicate", column=column))
        values = wanted if isinstance(wanted, tuple | list) else (wanted,)
        mask &= np.array([tier in values for tier in TIERS])
    return mask


def require_column(listed: Listed, column: str) -> None:
    """Refuse a column that is neither documented nor in the list."""
    if column not in listed.table.columns and not documented(listed, column):
        raise Halt("policy", said("verified.predicate_column", column=column, name=listed.name))


def documented(listed: Listed, column: str) -> bool:
    """Whether docs/files.md says what the column of the list holds."""
    return column in (_JOBS if listed.key == "job_id" else _SEEKERS).split(", ")


def _regional(texts: list[str], values: tuple[Value, ...], tree: Tree) -> Bools:
    covered = np.zeros(tree.none + 1, bool)
    for value in values:
        region = tree.codes.get(str(value))
        if region is not None:
            covered |= tree.below(region)
    return np.array([covered[tree.codes.get(text, tree.none)] for text in texts], bool)


def _refuse_other_kinds(column: str, values: tuple[Value, ...]) -> None:
    """Refuse a value of another kind than the column's: a run holds predicates as the lists hold their cells."""
    for value in values:
        if column in YES_NO:
            fits, kind = isinstance(value, bool), "verified.true_or_false"
        elif column in NUMERIC:
            fits, kind = isinstance(value, int | float) and not isinstance(value, bool), "verified.a_number"
        else:
            fits, kind = isinstance(value, str), "verified.a_text"
        if not fits:
            raise Halt("policy", said("verified.compares_with", column=column, value=value, kind=said(kind)))


def _plain(texts: list[str], values: tuple[Value, ...], blank_counts: bool) -> Bools:
    words = {str(value).lower() if isinstance(value, bool) else value for value in values}
    text_values = {value for value in words if isinstance(value, str)}
    numbers = {exact(value) for value in words if not isinstance(value, str)}
    if not blank_counts:
        text_values.discard("")
    return np.array([text in text_values or _is_one_of(text, numbers) for text in texts], bool)


def _is_one_of(text: str, numbers: set[Fraction]) -> bool:
    return bool(numbers) and number(text) in numbers
