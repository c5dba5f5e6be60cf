"""Extra terms as a table of yuan by class, whichever way the caller gave them."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.engine.settle import settled_extra
from jobmatch.errors import PolicyError
from jobmatch.lists import Lists
from jobmatch.policy import Policy
from jobmatch.words import said


def extra_table(policy: Policy, lists: Lists) -> pl.DataFrame | None:
    """Columns ``persons.COLUMN…``, ``jobs.COLUMN…`` (text) and ``value`` (yuan a month before weight).

    Raises
    ------
    PolicyError
        The callable's answer has the wrong shape or is not finite; a column does not exist; the
        file is not such a table.
    """
    if policy.extra.table is not None:
        return settled_extra(_from_file(policy.extra.table), lists)
    if policy.extra.term is not None:
        return _from_callable(policy, lists)
    return None


def _from_callable(policy: Policy, lists: Lists) -> pl.DataFrame:
    persons = _classes(lists.seekers, policy.extra.persons, "persons")
    jobs = _classes(lists.jobs, policy.extra.jobs, "jobs")
    assert policy.extra.term is not None
    try:
        answer = np.asarray(policy.extra.term(persons, jobs), dtype=np.float64)
    except Exception as error:
        raise PolicyError(said("extra.failed", kind=type(error).__name__, error=error)) from error
    if answer.shape != (persons.height, jobs.height):
        raise PolicyError(said("extra.shape", shape=str(answer.shape), expected=str((persons.height, jobs.height))))
    if not np.isfinite(answer).all():
        raise PolicyError(said("extra.not_finite"))
    rows = persons.select(pl.all().cast(pl.String).name.prefix("persons.")).join(
        jobs.select(pl.all().cast(pl.String).name.prefix("jobs.")), how="cross"
    )
    return rows.with_columns(value=pl.Series(answer.ravel())).filter(pl.col("value") != 0)


def _classes(table: pl.DataFrame, columns: tuple[str, ...], side: str) -> pl.DataFrame:
    for column in columns:
        if column not in table.columns:
            raise PolicyError(said("extra.no_column", side=side, column=column, names=tuple(table.columns)))
    return table.select(columns).unique().sort(columns, nulls_last=True)


def _from_file(path: str) -> pl.DataFrame:
    try:
        table = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise PolicyError(said("extra.not_csv", path=path, kind=type(error).__name__)) from None
    odd = [c for c in table.columns if c != "value" and not c.startswith(("persons.", "jobs."))]
    if odd or "value" not in table.columns:
        raise PolicyError(said("extra.columns", path=path, columns=table.columns))
    value = table["value"].cast(pl.Float64, strict=False)
    bad = value.is_null() | ~value.is_finite()
    if bad.any():
        raise PolicyError(said("extra.value", path=path, row=bad.arg_true()[0] + 1))
    return table.with_columns(value=value)
