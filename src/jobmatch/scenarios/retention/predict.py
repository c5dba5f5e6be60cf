"""The column `stay` that the term `retention` reads: of every eligible pair, or of every job, the mean over persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import polars as pl

from jobmatch.engine import Progress
from jobmatch.engine.prepare import Ready, prepare
from jobmatch.engine.progress import Phases
from jobmatch.errors import InputError
from jobmatch.policy import load_policy
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Small
from jobmatch.scenarios.retention.calibration import expit
from jobmatch.scenarios.retention.design import Floats, beyond, matrix
from jobmatch.scenarios.retention.document import Horizon, ModelSource, RetentionModel, load_model
from jobmatch.scenarios.retention.outcomes import PAIR
from jobmatch.scenarios.retention.values import as_given, natural_lists, values_of
from jobmatch.words import said

Of: TypeAlias = Literal["pairs", "jobs"]

DECIMALS = 4
"""Of predictions, so that a file says exactly what was solved with."""

NEVER_CERTAIN = 1e-4
"""Predictions are kept this far from 0 and 1."""

SAMPLE = 2_000
"""Persons over whom a job's mean is taken; fewer where there are fewer."""

MOST_PAIRS = 30_000_000
"""Pairs that are predicted one by one at most."""

AT_ONCE = 2_000
"""Persons whose pairs are looked at at a time."""

PREDICTED = {"person_id": pl.String, "job_id": pl.String, "stay": pl.Float64}
"""Columns of predictions by pair."""


@dataclass(frozen=True, eq=False)
class Stay:
    """Predictions.

    Attributes
    ----------
    table
        Of pairs: person_id, job_id, what else the caller's pairs have, stay. Of jobs: the list as it was read, with the
        column stay (null where nobody looked at can be placed).
    pairs, beyond
        Pairs that were looked at, and those of them that are unlike any in training: a number lies outside its range
        there, and was cut to it.
    without
        Of pairs: persons who may be placed and have no row, since no job is eligible for them. Of jobs: 0.
    """

    table: pl.DataFrame
    pairs: int
    beyond: int
    without: int = 0


def predict_stay(
    model: ModelSource,
    seekers: Any,
    jobs: Any,
    policy: Any = None,
    *,
    of: Of = "pairs",
    pairs: Any = None,
    regions: Any = None,
    draw: int | None = None,
    progress: Callable[[Progress], Any] | None = None,
) -> Stay:
    """Predict who is still in post at the policy's horizon.

    Parameters
    ----------
    model
        A file, what is in it, or a `RetentionModel`.
    seekers, jobs, policy, pairs, regions
        As in `jobmatch.solve`.
    of
        ``"pairs"``: every eligible pair (a pairs file for `solve`); ``"jobs"``: one number a job in their list, the
        mean over the eligible pairs of some persons, for lists too long for pairs.
    draw
        Which of the model's bootstrap draws predicts; None: the model itself.

    Raises
    ------
    InputError, PolicyError
        As `jobmatch.solve`; or the model has no such draw or ends before the policy's horizon, the pairs have costs of
        their own, or they are too many.
    ValueError
        `of` is neither ``"pairs"`` nor ``"jobs"``.
    """
    if of not in get_args(Of):
        raise ValueError(f"of must be 'pairs' or 'jobs', not {of!r}")
    model = load_model(model)
    ready = prepare(
        seekers, jobs, load_policy(policy), Phases(progress), 0, None, pairs=pairs, regions=regions, decisions=None
    )
    refuse_model(model, ready.policy.horizon_months, draw)
    if of == "jobs" and ready.lists.pairs is not None and "stay" in ready.lists.pairs.columns:
        raise InputError(said("retention.pairs_have_stay"))  # it would be read in place of the job's
    natural = natural_lists(ready)
    made = _Made(model, natural, ready.policy.horizon_months, draw)
    return _of_pairs(made, ready) if of == "pairs" else _of_jobs(made, ready)


def refuse_model(model: RetentionModel, horizon: int, draw: int | None) -> None:
    """Refuse what a model cannot say.

    Raises
    ------
    InputError
        The horizon lies beyond its last one, or it has no such draw.
    """
    last = model.horizons[-1].months
    if horizon > last:
        raise InputError(said("retention.beyond_last", horizon=horizon, last=last))
    if draw is not None and not 0 <= draw < model.draws:
        raise InputError(said("retention.no_draw", draw=draw, count=model.draws))


@dataclass(eq=False)
class _Made:
    """A model at work on lists."""

    model: RetentionModel
    natural: Problem
    horizon: int
    draw: int | None
    beyond: int = 0

    def stay(self, person: Small, job: Small) -> Floats:
        """The probability that each pair lasts until the horizon, to four decimals."""
        names = tuple(dict.fromkeys(f.name for h in self._needed() for f in h.features))
        values = values_of(self.natural, person, job, names)
        self.beyond += beyond([f for h in self._needed()[-1:] for f in h.features], values)
        return at_horizon({h.months: _predicted(h, values, self.draw) for h in self._needed()}, self.horizon)

    def _needed(self) -> list[Horizon]:
        """The horizons up to the one that is asked for, and the next one if it lies between."""
        months = [h.months for h in self.model.horizons]
        last = next(at for at, each in enumerate(months) if each >= self.horizon)
        return list(self.model.horizons[: last + 1])


def at_horizon(stay: dict[int, Floats], horizon: int) -> Floats:
    """Who stays until a horizon, from who stays until others around it.

    Staying never rises with time: a later horizon's probability is at most an earlier one's. Between two horizons, and
    before the first, people leave at a constant rate, so that the logarithm of staying is linear in time.
    """
    months = sorted(stay)
    logs, least = [np.zeros_like(stay[months[0]])], np.zeros_like(stay[months[0]])
    for each in months:
        least = np.minimum(least, np.log(np.clip(stay[each], NEVER_CERTAIN, 1 - NEVER_CERTAIN)))
        logs.append(least)
    times = [0, *months]
    at = next(k for k, each in enumerate(times) if each >= horizon)
    share = (horizon - times[at - 1]) / (times[at] - times[at - 1])
    found: Floats = np.exp(logs[at - 1] + share * (logs[at] - logs[at - 1]))
    return found.round(DECIMALS)


def _predicted(horizon: Horizon, values: pl.DataFrame, draw: int | None) -> Floats:
    own = (horizon.intercept, *horizon.coefficients)
    beta = np.array(own if draw is None else horizon.draws[draw])
    return expit(beta[0] + matrix(horizon.features, values) @ beta[1:])


def _pieces(ready: Ready, who: Small) -> Iterator[tuple[Small, Small]]:
    """Persons and jobs of all eligible pairs of some persons, by whatever route."""
    for start in range(0, who.size, AT_ONCE):
        some = who[start : start + AT_ONCE]
        found = ready.scan.pairs_of(some)
        yield np.repeat(some, np.diff(found.ptr)), found.job


def _of_pairs(made: _Made, ready: Ready) -> Stay:
    problem, count = ready.problem, 0
    parts = [pl.DataFrame(schema=PREDICTED)]
    without = problem.standing == 0
    for person, job in _pieces(ready, np.arange(problem.n, dtype=np.int32)):
        count += job.size
        without[person] = False
        if count > MOST_PAIRS:
            raise InputError(said("retention.too_many_pairs", most=MOST_PAIRS))
        ids = {"person_id": problem.persons.gather(person), "job_id": problem.jobs.gather(job)}
        parts.append(pl.DataFrame({**ids, "stay": made.stay(person, job)}))
    table = pl.concat(parts).sort(PAIR)
    if ready.lists.pairs is not None:
        table = ready.lists.pairs.drop("stay", strict=False).join(table, on=PAIR, how="inner").sort(PAIR)
    return Stay(table, count, made.beyond, int(without.sum()))


def _of_jobs(made: _Made, ready: Ready) -> Stay:
    problem = ready.problem
    total, count = np.zeros(problem.m), np.zeros(problem.m, np.int64)
    for person, job in _pieces(ready, np.arange(min(SAMPLE, problem.n), dtype=np.int32)):
        total += np.bincount(job, made.stay(person, job), problem.m)
        count += np.bincount(job, minlength=problem.m)
    mean = np.divide(total, count, out=np.full(problem.m, np.nan), where=count > 0).round(DECIMALS)
    stay = pl.DataFrame({"job_id": problem.jobs, "stay": pl.Series(mean).fill_nan(None)})
    jobs = as_given(ready.lists.jobs, ready.lists.columns["jobs"] - {"stay"})
    return Stay(jobs.join(stay, on="job_id", maintain_order="left"), int(count.sum()), made.beyond)
