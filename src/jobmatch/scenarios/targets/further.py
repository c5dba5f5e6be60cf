"""Further vacancies as job rows of their own: copies of the jobs that there are, which cost something to fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists import RegionTree
from jobmatch.problem.groups import REGION_COLUMNS, members
from jobmatch.scenarios.study.outcomes import at_level
from jobmatch.scenarios.targets.document import Vacancies
from jobmatch.scenarios.targets.situation import Situation
from jobmatch.words import said

MEAN, GROUP, OF_JOB, LISTED = "bought_as", "bought_group", "bought_for", "listed_vacancies"
"""Columns that the jobs of a spending problem have besides: by which mean a row is bought (blank: it is there already),
in which of its groups it lies, the job of the list that it stands for, and the vacancies of that job in the list."""

SAYS_NO = ("forbidden", "declined", "no_show", "left")
"""Decisions that exclude a pair: they exclude those with further vacancies of the same job too."""

JOINED = " · "


@dataclass(frozen=True, eq=False)
class Further:
    """The lists of a spending problem.

    Attributes
    ----------
    jobs
        The jobs with the columns `MEAN`, `GROUP`, `OF_JOB`, `LISTED`: those of the list, then copies.
    pairs, decisions
        With the rows of the copies.
    price
        Yuan of a placement in a copy, by the name of the mean.
    """

    jobs: pl.DataFrame
    pairs: pl.DataFrame | None
    decisions: pl.DataFrame | None
    price: Mapping[str, float]


def with_further(situation: Situation, means: tuple[Vacancies, ...]) -> Further:
    """The lists with a copy of each job for each mean that can buy vacancies of it.

    Raises
    ------
    PolicyError
        A mean names a column that the jobs do not have, or is for no job at all.
    """
    nothing = pl.lit(None, pl.String)
    jobs = situation.jobs.with_columns(
        nothing.alias(MEAN), nothing.alias(GROUP), pl.col("job_id").alias(OF_JOB), pl.col("vacancies").alias(LISTED)
    )
    copies = [_copies(situation, mean, number) for number, mean in enumerate(means, start=1)]
    every = pl.concat([jobs, *_named(copies, set(jobs["job_id"]))])
    of_copy = every.filter(pl.col(MEAN).is_not_null()).select("job_id", OF_JOB)
    return Further(
        every,
        _again(situation.pairs, of_copy),
        _again(situation.decisions, of_copy, pl.col("decision").is_in(SAYS_NO)),
        {mean.name: mean.price for mean in means},
    )


def _copies(situation: Situation, mean: Vacancies, number: int) -> pl.DataFrame:
    jobs = situation.jobs
    for column in (*mean.jobs, *(each.partition("@")[0] for each in mean.per)):
        if column not in jobs.columns:
            raise PolicyError(said("target.no_column", mean=mean.name, column=column, names=tuple(jobs.columns)))
    mine = jobs.filter(members(jobs, mean.jobs, situation.tree))
    if mine.is_empty():
        raise PolicyError(said("target.no_jobs", mean=mean.name))
    groups = [_group(mine, column, situation.tree) for column in mean.per]
    group = pl.concat_str(groups, separator=JOINED) if groups else pl.lit("", pl.String)
    most = situation.seekers.height if mean.at_most is None else min(mean.at_most, situation.seekers.height)
    return mine.with_columns(
        pl.lit(mean.name).alias(MEAN),
        group.alias(GROUP),
        pl.col("job_id").alias(OF_JOB),
        pl.col("vacancies").alias(LISTED),
        pl.lit(str(number)).alias("job_id"),
        pl.lit(most).cast(jobs["vacancies"].dtype).alias("vacancies"),
    )


def _named(copies: list[pl.DataFrame], taken: set[str]) -> list[pl.DataFrame]:
    """Copies with ids that no job of the list has: ``J12+1``, or with more plus signs."""
    sign = "+"
    while True:
        named = [each.with_columns(job_id=pl.concat_str(OF_JOB, pl.lit(sign), "job_id")) for each in copies]
        if not any(taken.intersection(each["job_id"]) for each in named):
            return named
        sign += "+"


def _group(jobs: pl.DataFrame, by: str, tree: RegionTree) -> Any:
    column, _, level = by.partition("@")
    values = jobs[column].cast(pl.String).fill_null("")
    if column in REGION_COLUMNS:
        values = values.replace({code: _region(at_level(code, level, tree), tree) for code in values.unique()})
    return pl.lit(values)


def _region(code: str, tree: RegionTree) -> str:
    """A region by code and name."""
    return f"{code} {tree.name(code)}" if code in tree else code


def _again(table: pl.DataFrame | None, of_copy: pl.DataFrame, which: pl.Expr | None = None) -> pl.DataFrame | None:
    """A table of pairs with the rows of each job once more for its copies."""
    if table is None or of_copy.is_empty():
        return table
    rows = table if which is None else table.filter(which)
    copied = rows.rename({"job_id": OF_JOB}).join(of_copy, on=OF_JOB).select(table.columns)
    return pl.concat([table, copied])


LISTED_AS = {"vacancies": LISTED, "jobs.vacancies": f"jobs.{LISTED}"}
"""Columns that limits speak of, and those that have what the list has there."""

OF_COPIES = {"job_id": OF_JOB, "jobs.job_id": f"jobs.{OF_JOB}", **LISTED_AS}
"""The same where jobs have copies."""


def of_list(document: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    """A policy whose limits speak of jobs as the list has them, whatever is bought of them.

    A limit of a single job holds for the job and its further vacancies together, and one that is the number of
    vacancies stays that of the list.
    """
    kinds = ("quota", "budget", "subsidy")
    return {**document, **{kind: [_of_list(each, named) for each in document[kind]] for kind in kinds}}


def _of_list(table: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    found = {**table, "jobs": {named.get(column, column): value for column, value in table.get("jobs", {}).items()}}
    if not (table.get("per") or "jobs").startswith("persons."):
        for key in {"per", "lower_column", "upper_column", "limit_column"} & table.keys():
            found[key] = named.get(table[key], table[key])
    if table.get("usage") == "jobs.vacancies":  # without "jobs." it may be a column of the pairs
        found["usage"] = named["jobs.vacancies"]
    return found
