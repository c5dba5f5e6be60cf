"""Penalised logistic regression: folds that keep persons and households whole, the penalty chosen, bootstrap draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobmatch.errors import UnsupportedError
from jobmatch.scenarios.retention.calibration import expit, log_loss
from jobmatch.scenarios.retention.design import Floats, features_of, matrix
from jobmatch.words import said

FOLDS = 5

PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
"""Values of C that are tried, the strongest penalty first."""

Fold = tuple[NDArray[np.int64], NDArray[np.int64]]


def need_extra() -> None:
    """Make sure that models can be learnt.

    Raises
    ------
    UnsupportedError
        scikit-learn is not installed (the extra ``retention``).
    """
    try:
        import sklearn  # noqa: F401
    except ImportError:
        raise UnsupportedError(said("retention.extra_missing")) from None


def one_thread() -> Any:
    """A context in which the many small fits do not wait for each other's threads."""
    from threadpoolctl import threadpool_limits  # comes with scikit-learn

    return threadpool_limits(1)


def folds_of(stayed: Floats, group: NDArray[np.int64], seed: int) -> list[Fold]:
    """Rows to train on and rows to test on, five times; no person and no household is in both."""
    from sklearn.model_selection import StratifiedGroupKFold

    parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(stayed, stayed, group)
    return [(train, test) for train, test in parts]


def fitted(x: Floats, stayed: Floats, penalty: float, weight: Floats | None = None) -> Floats:
    """Intercept, then coefficients, shape (columns + 1,)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=penalty, solver="newton-cholesky", tol=1e-6).fit(x, stayed, sample_weight=weight)
    return np.concatenate([model.intercept_, model.coef_[0]]).astype(np.float64)


def predicted(beta: Floats, x: Floats) -> Floats:
    """Probabilities of staying."""
    return expit(beta[0] + x @ beta[1:])


def chosen_penalty(values: pl.DataFrame, stayed: Floats, group: NDArray[np.int64], bent: bool, seed: int) -> float:
    """The penalty with the least cross-validated log loss; of equals the strongest."""
    losses = np.zeros(len(PENALTIES))
    for train, test in folds_of(stayed, group, seed):
        features = features_of(values[train], bent)
        inside, outside = matrix(features, values[train]), matrix(features, values[test])
        for at, penalty in enumerate(PENALTIES):
            beta = fitted(inside, stayed[train], penalty)
            losses[at] += test.size * log_loss(stayed[test], predicted(beta, outside))
    return PENALTIES[int(np.argmin(losses))]


def unseen(
    values: pl.DataFrame, stayed: Floats, group: NDArray[np.int64], bent: bool, seed: int
) -> tuple[Floats, Floats]:
    """Predictions for everybody by models that saw neither them nor their household, and the base rates of these.

    All that is learnt (means, knots, the penalty) is learnt anew within each fold's training part.
    """
    found, base = np.empty_like(stayed), np.empty_like(stayed)
    for train, test in folds_of(stayed, group, seed):
        penalty = chosen_penalty(values[train], stayed[train], group[train], bent, seed + 1)
        features = features_of(values[train], bent)
        beta = fitted(matrix(features, values[train]), stayed[train], penalty)
        found[test] = predicted(beta, matrix(features, values[test]))
        base[test] = stayed[train].mean()
    return found, base


def unseen_by_boosting(values: pl.DataFrame, stayed: Floats, group: NDArray[np.int64], seed: int) -> Floats:
    """The same by gradient boosting: what a model that bends at will would predict, to compare with."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    x, found = matrix(features_of(values, bent=False), values), np.empty_like(stayed)
    for train, test in folds_of(stayed, group, seed):
        model: Any = HistGradientBoostingClassifier(
            learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=20, random_state=seed
        )
        found[test] = model.fit(x[train], stayed[train]).predict_proba(x[test])[:, 1]
    return found


def bootstrap(
    x: Floats, stayed: Floats, group: NDArray[np.int64], penalty: float, draws: int, seed: int
) -> Iterator[Floats]:
    """Coefficients of models learnt from persons and households drawn with replacement (Efron 1979)."""
    rng = np.random.default_rng(seed)
    _, at = np.unique(group, return_inverse=True)
    groups = int(at.max()) + 1
    made = 0
    while made < draws:
        weight = np.bincount(rng.integers(groups, size=groups), minlength=groups)[at].astype(np.float64)
        drawn = weight > 0
        if np.ptp(stayed[drawn]) == 0:
            continue  # one class only: nothing can be learnt from it
        made += 1
        yield fitted(x[drawn], stayed[drawn], penalty, weight[drawn])
