"""`learn_retention`: past runs and outcomes → a model of staying, with its cross-validated calibration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine import Progress
from jobmatch.errors import InputError
from jobmatch.scenarios.retention import calibration, fit
from jobmatch.scenarios.retention.design import Floats, features_of, matrix
from jobmatch.scenarios.retention.document import Horizon, Report, RetentionModel
from jobmatch.scenarios.retention.names import BUILT_IN, refuse_names
from jobmatch.scenarios.retention.outcomes import read_outcomes
from jobmatch.scenarios.retention.refusals import enough, refuse_disguised, refuse_one_class, refuse_tiny
from jobmatch.scenarios.retention.training import Runs, Sample, joined
from jobmatch.words import said

DRAWS = 100
"""Bootstrap draws that a model carries where nobody says otherwise."""


def learn_retention(
    runs: Runs,
    outcomes: str | Path | Any,
    *,
    months: Sequence[int] | None = None,
    features: Sequence[str] = BUILT_IN,
    draws: int = DRAWS,
    compare: bool = False,
    seed: int = 0,
    until: date | None = None,
    progress: Callable[[Progress], Any] | None = None,
) -> RetentionModel:
    """Learn from past plans who stays (docs/retention.md).

    Parameters
    ----------
    runs
        Run directories or results, each with a plan.
    outcomes
        A table as for `read_outcomes`, or what `read_outcomes` or `ledger_outcomes` gave.
    months
        The horizons to learn; None: all at which something is known.
    features
        Built-in values of a pair, and ``persons.COLUMN`` or ``jobs.COLUMN``.
    draws
        Bootstrap draws of the coefficients that are kept with the model.
    compare
        Whether gradient boosting is tried on the same folds, to be reported beside.
    seed
        Of folds and draws: the same data and seed give the same model.
    until
        The last day of which something is known; None: today.

    Raises
    ------
    UnsupportedError
        scikit-learn is not installed (the extra ``retention``).
    InputError
        A feature may not be looked at or is the outcome in disguise; an outcome may have been known when the plan was
        made; there are too few persons or one class only; or predictions are no better than the share who stayed.
    ValueError
        `draws` or `seed` is negative, or `seed` not below 2**32.
    """
    if draws < 0 or not 0 <= seed < 2**32:
        raise ValueError("draws and seed must not be negative, and seed must be below 2**32")
    fit.need_extra()
    names = tuple(dict.fromkeys(features))
    refuse_names(names)
    table = _read(outcomes, until)
    found = joined(runs, table, names)
    wanted = sorted(set(found.months if months is None else months))
    if not wanted:
        raise InputError(said("retention.nobody_known"))
    if missing := [each for each in wanted if each not in found.months]:
        raise InputError(said("retention.no_outcomes_at", months=missing[0], known=found.months))
    horizons = []
    for done, each in enumerate(wanted):
        if progress is not None:
            told = said("retention.progress", months=each)
            progress(Progress("learn", done / len(wanted), told))
        with fit.one_thread():
            horizons.append(_horizon(found.sample(each), draws, compare, seed))
    return RetentionModel(
        runs=found.runs,
        placements=found.placements,
        elsewhere=found.elsewhere,
        known_until=found.known_until(wanted),
        horizons=tuple(horizons),
    )


def _read(outcomes: Any, until: date | None) -> pl.DataFrame:
    read = isinstance(outcomes, pl.DataFrame) and "outcome" in outcomes.columns
    return outcomes if read else read_outcomes(outcomes, until)


def _horizon(sample: Sample, draws: int, compare: bool, seed: int) -> Horizon:
    """The model of one horizon; its numbers are bent by splines where there are enough persons for that."""
    refuse_one_class(sample)
    refuse_disguised(sample)
    bent = enough(sample, features_of(sample.values, bent=True))
    features = features_of(sample.values, bent)
    refuse_tiny(sample, features)
    data = (sample.values, sample.stayed, sample.group)
    report = _report(sample, *fit.unseen(*data, bent, seed), boosted=compare, seed=seed)
    if report.log_loss >= report.log_loss_base:
        raise InputError(
            said(
                "retention.no_better",
                months=sample.months,
                loss=report.log_loss,
                base=report.log_loss_base,
                rate=report.base_rate,
            )
        )
    penalty = fit.chosen_penalty(*data, bent, seed)
    x = matrix(features, sample.values)
    beta = fit.fitted(x, sample.stayed, penalty)
    drawn = fit.bootstrap(x, sample.stayed, sample.group, penalty, draws, seed)
    stayed = int(sample.stayed.sum())
    return Horizon(
        months=sample.months,
        stayed=stayed,
        left=sample.stayed.size - stayed,
        unknown=sample.unknown,
        not_due=sample.not_due,
        penalty=penalty,
        features=features,
        intercept=float(beta[0]),
        coefficients=tuple(beta[1:].tolist()),
        draws=tuple(tuple(each.tolist()) for each in drawn),
        report=report,
    )


def _report(sample: Sample, p: Floats, base: Floats, *, boosted: bool, seed: int) -> Report:
    y = sample.stayed
    other = fit.unseen_by_boosting(sample.values, y, sample.group, seed) if boosted else None
    table = calibration.bins(y, p)
    slope, intercept = calibration.slope_and_intercept(y, p)
    return Report(
        folds=fit.FOLDS,
        base_rate=float(y.mean()),
        log_loss=calibration.log_loss(y, p),
        log_loss_base=calibration.log_loss(y, base),
        log_loss_boosting=None if other is None else calibration.log_loss(y, other),
        brier=calibration.brier(y, p),
        brier_base=calibration.brier(y, base),
        auc=calibration.auc(y, p),
        calibration_error=calibration.calibration_error(table),
        slope=slope,
        intercept=intercept,
        bins=table,
    )
