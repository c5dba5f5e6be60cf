"""A policy against the lists: its predicates and extra classes in the lists' own terms, once and for all.

Regions become codes, numbers stay numbers, yes and no stay so, everything else is text; what does not fit its column is
refused. Solver, saved run and verifier then all compare the same values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists import Lists, RegionTree
from jobmatch.lists.skills import read_skills
from jobmatch.lists.text import tidy
from jobmatch.policy import Course, Policy, Predicate
from jobmatch.words import Words, said

REGION_COLUMNS = ("home", "region")

YES_NO = {"true": True, "false": False}


def settled(policy: Policy, lists: Lists) -> Policy:
    """The policy with its predicates in canonical form.

    Raises
    ------
    PolicyError
        A predicate names a column that the list does not have, or a value that the column cannot hold.
    """

    def settle(kind: str) -> tuple[Any, ...]:
        found = []
        for lever in getattr(policy, kind):
            where = f"policy: {kind} {lever.name!r}"
            update = {
                "persons": _predicate(lever.persons, lists.seekers, lists.regions, f"{where}, persons"),
                "jobs": _predicate(lever.jobs, lists.jobs, lists.regions, f"{where}, jobs"),
            }
            found.append(lever.model_copy(update=update))
        return tuple(found)

    update: dict[str, Any] = {kind: settle(kind) for kind in ("subsidy", "quota", "budget")}
    update["course"] = tuple(_course(course, lists.regions) for course in policy.course)
    return policy.model_copy(update=update)


def _course(course: Course, tree: RegionTree) -> Course:
    """The course with its region as a code, and its skills as those of the lists are written."""
    update: dict[str, Any] = {}
    if course.region is not None:
        update["region"] = _region(course.region, tree, f"policy: course {course.name!r}, region")
    cell = read_skills(tidy(course.teaches))
    if cell.value and all(fault.code != "skills_unreadable" for fault in cell.faults):
        update["teaches"] = cell.value
    return course.model_copy(update=update)


def settled_extra(extra: pl.DataFrame, lists: Lists) -> pl.DataFrame:
    """An extra table with its keys as the canonical text of the lists' columns.

    Raises
    ------
    PolicyError
        A key names a column that the list does not have, or holds a value that the column cannot hold.
    """
    keys = [column for column in extra.columns if column != "value"]
    for key in keys:
        side, _, name = key.partition(".")
        table = lists.seekers if side == "persons" else lists.jobs
        column = _column(table, name, f"policy: extra, {side}")
        read = _reader(column, lists.regions, f"policy: extra, {key}", from_text=True)
        words = {text: read(text) for text in extra[key].unique().to_list() if text is not None}
        values = pl.Series(list(words.values()), dtype=column.dtype if words else pl.String).cast(pl.String)
        known = dict(zip(words, values.to_list(), strict=True))
        extra = extra.with_columns(extra[key].replace_strict(known, default=None, return_dtype=pl.String).alias(key))
    if keys and extra.select(keys).is_duplicated().any():
        raise PolicyError(said("policy.extra_class_twice"))
    return extra


def _predicate(predicate: Predicate, table: pl.DataFrame, tree: RegionTree, where: Words) -> Predicate:
    out: dict[str, Any] = {}
    for name, wanted in predicate.items():
        read = _reader(_column(table, name, where), tree, where, from_text=False)
        values = tuple(read(value) for value in (wanted if isinstance(wanted, tuple) else (wanted,)))
        out[name] = values
    return out


def _column(table: pl.DataFrame, name: str, where: Words) -> pl.Series:
    if name not in table.columns:
        raise PolicyError(said("policy.list_no_column", where=where, name=name, names=tuple(table.columns)))
    return table[name]


def _reader(column: pl.Series, tree: RegionTree, where: Words, *, from_text: bool) -> Callable[[Any], Any]:
    """What turns a value of the policy into a value of the column."""
    here = said("policy.column_of", where=where, column=column.name)
    if column.name in REGION_COLUMNS:
        return lambda value: _region(str(value), tree, here)
    if column.dtype.is_numeric():
        return lambda value: _number(value, column.dtype, here, from_text)
    if column.dtype == pl.Boolean:
        return lambda value: _yes_no(value, here, from_text)
    if column.dtype == pl.Date:
        return lambda value: _day(value, here)
    return lambda value: _text(value, here)


def _region(text: str, tree: RegionTree, here: Words) -> str:
    code = tree.resolve(text)
    if code is None:
        near = tree.suggestions(text)
        hint = said("did_you_mean", choices=near) if near else said("policy.write_region")
        raise PolicyError(said("policy.unknown_region", here=here, text=text, hint=hint))
    return code


def _number(value: Any, dtype: pl.DataType, here: Words, from_text: bool) -> float:
    try:
        number = float(value) if from_text or not isinstance(value, str | bool) else None
    except ValueError:
        number = None
    if number is None or not abs(number) < 1e15:
        raise PolicyError(said("policy.not_number", here=here, value=value))
    if dtype.is_integer():
        if number != int(number):
            raise PolicyError(said("policy.not_whole", here=here, value=value))
        return int(number)
    return number


def _yes_no(value: Any, here: Words, from_text: bool) -> bool:
    if isinstance(value, bool):
        return value
    if from_text and str(value).lower() in YES_NO:
        return YES_NO[str(value).lower()]
    raise PolicyError(said("policy.not_yes_no", here=here, value=value))


def _day(value: Any, here: Words) -> Any:
    day = pl.Series([str(value)]).str.to_date("%Y-%m-%d", strict=False)[0]
    if day is None:
        raise PolicyError(said("policy.not_date", here=here, value=value))
    return day if str(here).startswith("policy: extra") else str(value)


def _text(value: Any, here: Words) -> str:
    if not isinstance(value, str):
        raise PolicyError(said("policy.not_text", here=here, value=value))
    return value
