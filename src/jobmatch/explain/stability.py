"""How stable a plan is: which persons and jobs would both rather have each other (docs/rules.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.explain.opened import Opened, open_run, places_of
from jobmatch.mechanisms import Blocking, Desk, blocking
from jobmatch.result import Result


@dataclass(frozen=True, eq=False)
class Stability:
    """Number and size of the blocking pairs of a plan.

    Attributes
    ----------
    pairs
        How many block.
    with_room
        Those whose job has room; the others' jobs hold somebody whom they rank lower.
    persons, unplaced
        Persons who are in one, and those of them who have no place.
    envious
        Persons in one whose job is full: their envy is justified.
    jobs
        Jobs that are in one.
    mean_gain, most_gain
        Yuan a month, by the terms that persons rank by, that the best such job is better than the one they have; over
        placed persons in a blocking pair; None where there are none.
    table
        person_id, job_id (the best), gain, pairs: a row a person in a blocking pair.
    """

    pairs: int
    with_room: int
    persons: int
    unplaced: int
    envious: int
    jobs: int
    mean_gain: float | None
    most_gain: float | None
    table: pl.DataFrame

    def figures(self) -> dict[str, int | float | None]:
        """All but the table."""
        names = ("pairs", "with_room", "persons", "unplaced", "envious", "jobs", "mean_gain", "most_gain")
        return {name: getattr(self, name) for name in names}


def stability(run: Result | Opened | str) -> Stability:
    """How stable the plan of a run is, by the rankings of its policy's table `choice`.

    Raises
    ------
    NoPlanError, RunError
        As `open_run`.
    PolicyError
        The policy ranks by a column that there is not.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    ready = opened.sources.compiled(opened.seed)
    desk = Desk(ready.lists, ready.extra, ready.problem, ready.scan)
    job = places_of(opened.assignment, ready)
    return _told(desk, blocking(desk, job), job >= 0)


def _told(desk: Desk, found: Blocking, placed: np.ndarray) -> Stability:
    problem = desk.problem
    number = found.with_room + found.with_lower
    who = np.flatnonzero(number)
    gain = found.gain / 10**problem.decimals
    gained = gain[who][placed[who]]
    table = pl.DataFrame(
        {
            "person_id": problem.persons.gather(who),
            "job_id": problem.jobs.gather(found.best[who]),
            "gain": gain[who],
            "pairs": number[who],
        }
    ).with_columns(pl.when(pl.Series(placed[who])).then("gain"))
    return Stability(
        pairs=found.pairs,
        with_room=int(found.with_room.sum()),
        persons=who.size,
        unplaced=int((~placed[who]).sum()),
        envious=int((found.with_lower > 0).sum()),
        jobs=int((found.of_jobs > 0).sum()),
        mean_gain=round(float(gained.mean()), 2) if gained.size else None,
        most_gain=round(float(gained.max()), 2) if gained.size else None,
        table=table.sort("person_id"),
    )
