"""From arrays of pairs to an instance: the tables that jobmatch reads beside the arrays that peers get."""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks.instance import Instance, Int, Listed


def explicit(listed: Listed, decimals: int = 0) -> Instance:
    """An instance whose pairs and costs are all listed.

    Parameters
    ----------
    listed
        Pairs by row; rows of several persons become as many persons with the same pairs.
    decimals
        Costs are whole numbers of ``10**-decimals``.
    """
    each = listed.by_person()
    person, job = _ids("p", each.rows), _ids("j", each.vacancies.size)
    kind, classes = _classes(each.unmatched)
    names = np.array([f"class{k}" for k in range(classes.size)], object)
    return Instance(
        seekers=pl.DataFrame({"person_id": person, "priority": pl.Series(names[kind], dtype=pl.String)}),
        jobs=pl.DataFrame({"job_id": job, "vacancies": each.vacancies}),
        policy={"unmatched": {f"class{k}": value / 10**decimals for k, value in enumerate(classes.tolist())}},
        pairs=pl.DataFrame(
            {"person_id": person.gather(each.row), "job_id": job.gather(each.job), "cost": _money(each.cost, decimals)}
        ),
        listed=listed,
        decimals=decimals,
    )


def _ids(letter: str, count: int) -> pl.Series:
    return (letter + pl.int_range(count, eager=True).cast(pl.String).str.zfill(len(str(count)))).rename("id")


def _classes(unmatched: Int) -> tuple[Int, Int]:
    classes, kind = np.unique(unmatched, return_inverse=True)
    return kind, classes


def _money(quanta: Int, decimals: int) -> pl.Series:
    return pl.Series(quanta if decimals == 0 else quanta / 10**decimals)
