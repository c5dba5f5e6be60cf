"""Past runs joined to what became of their placements: values as they were when the plan was made, and the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from jobmatch.engine.prepare import Ready
from jobmatch.errors import InputError
from jobmatch.explain.opened import open_run
from jobmatch.result import Result
from jobmatch.scenarios.retention.outcomes import PAIR
from jobmatch.scenarios.retention.values import natural_run, values_of
from jobmatch.words import said

Runs: TypeAlias = "Iterable[str | Path | Result]"


@dataclass(frozen=True, eq=False)
class Sample:
    """Placements of which it is known whether they lasted until a horizon.

    Attributes
    ----------
    values
        A row a placement, a column a feature.
    stayed
        1 or 0; shape (rows,).
    group
        The same number for the same person, and for all of a household, in whatever run; shape (rows,).
    unknown, not_due
        Placements at this horizon that are left out.
    """

    months: int
    values: pl.DataFrame
    stayed: NDArray[np.float64]
    group: NDArray[np.int64]
    unknown: int
    not_due: int


@dataclass(frozen=True, eq=False)
class Joined:
    """Placements of past plans with what became of them.

    Attributes
    ----------
    table
        person_id, job_id, started, months, outcome, row (of `values`).
    values
        A row a placement of a plan that somebody began.
    group
        Of each row of `values`.
    runs
        How many plans there are.
    placements, elsewhere
        Placements that there are outcomes of, and those of them that no plan proposes: left out.
    """

    table: pl.DataFrame
    values: pl.DataFrame
    group: NDArray[np.int64]
    runs: int
    placements: int
    elsewhere: int

    @property
    def months(self) -> list[int]:
        """The horizons at which something is known of somebody."""
        return self._known["months"].unique().sort().to_list()

    @property
    def _known(self) -> pl.DataFrame:
        return self.table.filter(pl.col("outcome").is_in(["stayed", "left"]))

    def known_until(self, months: Sequence[int]) -> date:
        """The last day on which one of the known outcomes became due."""
        used = self._known.filter(pl.col("months").is_in(months))
        found = used.select(pl.col("started").dt.offset_by(pl.format("{}mo", "months")).max()).item()
        assert isinstance(found, date)
        return found

    def sample(self, months: int) -> Sample:
        """What is known at a horizon."""
        at = self.table.filter(pl.col("months") == months)
        known = self._known.filter(pl.col("months") == months).sort("row")
        row, count = known["row"], at["outcome"].value_counts()
        left_out = {name: int(number) for name, number in count.iter_rows()}
        return Sample(
            months,
            self.values[row],
            (known["outcome"] == "stayed").to_numpy().astype(np.float64),
            self.group[row.to_numpy()],
            left_out.get("unknown", 0),
            left_out.get("not_due", 0),
        )


def joined(runs: Runs, outcomes: pl.DataFrame, names: Sequence[str]) -> Joined:
    """Join each outcome to the last plan made before the placement began that proposed it.

    Parameters
    ----------
    outcomes
        As `read_outcomes` gives them.
    names
        The features.

    Raises
    ------
    InputError
        No outcome belongs to any plan; or a placement began before the plan that proposes it was made, so that what
        became of it may have been known then.
    """
    parts = [_of_run(run, outcomes, names) for run in runs]
    if not parts:
        raise InputError(said("retention.no_runs"))
    found = pl.concat([part.drop("values") for part in parts])
    if found.is_empty():
        raise InputError(said("retention.none_joined"))
    values = pl.concat([part["values"].struct.unnest() for part in parts], how="vertical_relaxed")
    found = found.with_row_index("row").with_columns(late=pl.col("as_of") > pl.col("started"))
    early = found.filter(pl.col("late").all().over(PAIR)).unique(PAIR)
    if early.height:
        raise InputError(said("retention.known_before", count=early.height, day=early["as_of"].min()))
    # of plans made on one day the one that is named last counts
    last = found.filter(~pl.col("late")).sort("as_of", "row").unique(PAIR, keep="last", maintain_order=True)
    last = last.sort(PAIR)
    group = _groups(last["person_id"], last["household_id"])
    values = values[last["row"]]
    rows = last.drop("row").with_row_index("row").select(*PAIR, pl.col("row").cast(pl.Int64))
    table = outcomes.join(rows, on=PAIR, how="inner", maintain_order="left")
    placements = outcomes.select(PAIR).n_unique()
    return Joined(table, values, group, len(parts), placements, placements - rows.height)


def _of_run(run: str | Path | Result, outcomes: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The placements of a plan of which there are outcomes: ids, household, as_of, started, values."""
    opened = open_run(run)
    ready = natural_run(opened)
    begun = outcomes.select(*PAIR, "started").unique(PAIR)
    plan = opened.assignment.select(*PAIR).join(begun, on=PAIR, how="inner").sort(PAIR)
    person = _places(ready.problem.persons, plan["person_id"])
    job = _places(ready.problem.jobs, plan["job_id"])
    values = values_of(ready.problem, person, job, names)
    household = ready.problem.listed["household_id"].gather(ready.problem.order[person])
    return plan.with_columns(
        household_id=pl.coalesce(household, "person_id"),
        as_of=pl.lit(_day(ready)),
        values=values.to_struct() if values.height else pl.Series([], dtype=pl.Struct(dict(values.schema))),
    )


def _day(ready: Ready) -> date:
    assert ready.policy.as_of is not None
    return ready.policy.as_of


def _places(known: pl.Series, wanted: pl.Series) -> NDArray[np.int32]:
    numbers = pl.Series(np.arange(len(known), dtype=np.int32))
    return wanted.replace_strict(known, numbers, return_dtype=pl.Int32).to_numpy().astype(np.int32)


def _groups(persons: pl.Series, households: pl.Series) -> NDArray[np.int64]:
    """Who belongs together, directly or through others: the same person, or the same household in any run."""
    person, household = (column.rank("dense").to_numpy().astype(np.int64) - 1 for column in (persons, households))
    first = int(person.max()) + 1
    size = first + int(household.max()) + 1
    ties = coo_array((np.ones(person.size), (person, household + first)), shape=(size, size))
    found: NDArray[np.int64] = connected_components(ties, directed=False)[1][person].astype(np.int64)
    return found
