"""When nothing can be learnt, and why: too few, one class only, an outcome in disguise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from jobmatch.errors import InputError
from jobmatch.scenarios.retention.calibration import auc
from jobmatch.scenarios.retention.design import MOST_LEVELS, Floats
from jobmatch.scenarios.retention.document import Feature
from jobmatch.scenarios.retention.training import Sample
from jobmatch.words import said

PER_COEFFICIENT = 10
"""Persons of the rarer outcome for each coefficient, at least (Peduzzi et al. 1996, *J. Clin. Epidemiol.* 49)."""

TOO_GOOD = 0.99
"""Discrimination (AUC) from which a single feature is taken for the outcome in disguise."""

FEWEST_GROUPS = 50
"""Persons or households at least: each of five folds then tests on ten."""


def refuse_one_class(sample: Sample) -> None:
    """Refuse a sample in which everybody stayed, or nobody.

    Raises
    ------
    InputError
        It is one.
    """
    stayed, persons = int(sample.stayed.sum()), sample.stayed.size
    if stayed in (0, persons):
        code = "retention.all_stayed" if stayed else "retention.all_left"
        raise InputError(said(code, months=sample.months, count=persons))


def refuse_disguised(sample: Sample) -> None:
    """Refuse features that tell the outcome by themselves, or that would be a person's name.

    Raises
    ------
    InputError
        One is the outcome in disguise (by its values, or by where it is blank), or has a level for nearly everybody.
    """
    for column in sample.values:
        levels = column.n_unique()
        if column.dtype == pl.String and levels > MOST_LEVELS:
            raise InputError(said("retention.too_many_levels", name=column.name, count=levels, most=MOST_LEVELS))
        for scores in _scores(column, sample.stayed):
            found = auc(sample.stayed, scores)
            if max(found, 1 - found) >= TOO_GOOD:
                raise InputError(said("retention.disguised", name=column.name, months=sample.months, auc=found))


def _scores(column: pl.Series, stayed: Floats) -> list[Floats]:
    """Orders that a feature by itself puts persons into."""
    blank = column.is_null().to_numpy().astype(np.float64)
    if column.dtype == pl.String:
        of_level = pl.DataFrame({"level": column, "stayed": stayed})
        return [of_level.select(pl.col("stayed").mean().over("level")).to_series().to_numpy()]
    return [column.fill_null(column.mean() if column.count() else 0.0).to_numpy(), blank]


def enough(sample: Sample, features: Sequence[Feature]) -> bool:
    """Whether there are enough persons of the rarer outcome for the coefficients."""
    columns = sum(len(each.columns) for each in features)
    return _rarer(sample) >= PER_COEFFICIENT * columns


def refuse_tiny(sample: Sample, features: Sequence[Feature]) -> None:
    """Refuse a sample that is too small for its features.

    Raises
    ------
    InputError
        Fewer than ten of the rarer outcome a coefficient, or fewer than fifty persons or households; or no feature
        differs between persons.
    """
    columns = sum(len(each.columns) for each in features)
    if not columns:
        raise InputError(said("retention.all_alike", months=sample.months))
    if not enough(sample, features):
        stayed = int(sample.stayed.sum())
        raise InputError(
            said(
                "retention.too_few",
                months=sample.months,
                stayed=stayed,
                left=sample.stayed.size - stayed,
                columns=columns,
                needed=PER_COEFFICIENT * columns,
                most=_rarer(sample) // PER_COEFFICIENT,
            )
        )
    groups = np.unique(sample.group).size
    if groups < FEWEST_GROUPS:
        raise InputError(said("retention.too_few_groups", months=sample.months, count=groups, needed=FEWEST_GROUPS))


def _rarer(sample: Sample) -> int:
    stayed = int(sample.stayed.sum())
    return min(stayed, sample.stayed.size - stayed)
