"""How good predicted probabilities are: losses, bins, slope and intercept, discrimination."""

from __future__ import annotations

from math import sqrt

import numpy as np

from jobmatch.scenarios.retention.design import Floats
from jobmatch.scenarios.retention.document import Bin, Estimate

Z = 1.959963984540054
"""Of a 95 % interval."""

EDGE = 1e-6
"""Probabilities are kept this far from 0 and 1."""

BINS = 10


def logit(p: Floats) -> Floats:
    """Log odds."""
    p = np.clip(p, EDGE, 1 - EDGE)
    odds: Floats = np.log(p / (1 - p))
    return odds


def expit(x: Floats) -> Floats:
    """Probabilities of log odds."""
    p: Floats = 0.5 * (1 + np.tanh(x / 2))
    return p


def log_loss(y: Floats, p: Floats) -> float:
    """Mean of −log of the probability that was given to what happened."""
    p = np.clip(p, EDGE, 1 - EDGE)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def brier(y: Floats, p: Floats) -> float:
    """Mean squared error (Brier 1950)."""
    return float(np.mean((y - p) ** 2))


def auc(y: Floats, p: Floats) -> float:
    """Probability that one who stayed has the higher prediction than one who left; ties count half."""
    _, at, counts = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[at]
    ones, zeros = int(y.sum()), int(y.size - y.sum())
    return float((rank[y == 1].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def wilson(stayed: int, persons: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    share, z2 = stayed / persons, Z * Z
    middle = (share + z2 / (2 * persons)) / (1 + z2 / persons)
    half = Z / (1 + z2 / persons) * sqrt(share * (1 - share) / persons + z2 / (4 * persons**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def bins(y: Floats, p: Floats) -> tuple[Bin, ...]:
    """The reliability table: as many persons in each bin, in the order of their predictions."""
    order = np.argsort(p, kind="stable")
    found = []
    for part in np.array_split(order, min(BINS, p.size)):
        low, high = wilson(int(y[part].sum()), part.size)
        found.append(
            Bin(persons=part.size, predicted=float(p[part].mean()), stayed=float(y[part].mean()), low=low, high=high)
        )
    return tuple(found)


def calibration_error(table: tuple[Bin, ...]) -> float:
    """Expected calibration error of a reliability table."""
    persons = sum(each.persons for each in table)
    return sum(each.persons * abs(each.predicted - each.stayed) for each in table) / persons


def slope_and_intercept(y: Floats, p: Floats) -> tuple[Estimate, Estimate]:
    """Slope of who stayed on the logit of the prediction, and the intercept with the slope at 1 (Cox 1958).

    Intervals are Wald's.
    """
    x = logit(p)
    if np.ptp(x) < EDGE:  # everybody is predicted alike: no slope can be told
        slope = Estimate(value=0.0, low=-np.finfo(float).max, high=np.finfo(float).max)
    else:
        middle = x.mean()  # centred, so that Newton's steps do not mix the two
        beta, cov = _newton(np.column_stack([np.ones_like(x), x - middle]), y, np.zeros_like(x))
        slope = _estimate(beta[1], cov[1, 1])
    beta, cov = _newton(np.ones((x.size, 1)), y, x)
    return slope, _estimate(beta[0], cov[0, 0])


def _estimate(value: float, variance: float) -> Estimate:
    half = Z * sqrt(variance)
    return Estimate(value=float(value), low=float(value - half), high=float(value + half))


def _newton(x: Floats, y: Floats, offset: Floats) -> tuple[Floats, Floats]:
    """Logistic regression by maximum likelihood: coefficients and their covariance."""
    beta: Floats = np.zeros(x.shape[1])
    for _ in range(100):
        p = expit(x @ beta + offset)
        information = (x * (p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(information, x.T @ (y - p))
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    covariance: Floats = np.linalg.inv(information).astype(np.float64)
    return beta, covariance
