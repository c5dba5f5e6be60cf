"""The best prices of rows: cutting planes in a box around the best so far.

Every plan x of the network is a plane above L, cost(x) + prices · (usage(x) - limits), whatever prices it came from.
The highest point below all planes, not too far from the best prices yet, is where L is looked at next; the box grows
while the planes tell the truth there and shrinks where they do not (Marsten, Hogan and Blankenship 1975, the boxstep
method).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from jobmatch.errors import UnsupportedError
from jobmatch.masters.priced_network import Point, PricedNetwork
from jobmatch.problem.arrays import Flags, Int
from jobmatch.words import Words, said

Floats = npt.NDArray[np.float64]

EVALUATIONS = 200
"""Looks at L at most."""

EDGE = 0.999
"""Part of the radius from which on a point is at the edge of the box."""

WIDE = 1e6
"""Steps beyond which no price goes."""


@dataclass(eq=False)
class Ascent:
    """The ascent of one stage.

    Attributes
    ----------
    step
        A price of each bound that changes much, parts.
    most
        Greatest price of each bound.
    close
        What may still be ahead of prices that are good enough, parts.
    """

    network: PricedNetwork
    step: Floats
    most: Floats
    close: float = 0.0
    cost: list[float] = field(default_factory=list)
    slope: list[Floats] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    best: int = 0
    prices: Int = field(default_factory=lambda: np.zeros(0, np.int64))

    def run(
        self, start: Int, tell: Callable[[Words], None], looks: int = EVALUATIONS, around: int | None = None
    ) -> None:
        """From these prices to the best, in at most so many `looks`; every so many better ones over all pairs."""
        self.prices = start
        try:
            self.best = self._look(start).value
        except UnsupportedError:  # prices so large that there is no room for them
            self.prices = np.zeros_like(start)
            self.best = self._look(self.prices).value
        radius, better = np.ones(start.size), 0
        for number in range(looks):
            found = self._highest(radius)
            if found is None:
                break
            new, ahead, at_edge = found
            if ahead <= self.close and at_edge.any() and radius.max() < WIDE:
                radius = np.where(at_edge, 4 * radius, radius)
                continue
            if ahead <= self.close or (new == self.prices).all():
                break
            try:
                value = self._look(new).value
            except UnsupportedError:  # prices so large that there is no room for them
                radius = 0.5 * radius
                continue
            gain = value - self.best
            if gain > 0.1 * ahead:
                radius = np.where(at_edge, 2 * radius, radius)
            else:
                radius = 0.5 * radius
            if value > self.best:
                self.best, self.prices, better = value, new, better + 1
                if around is not None and better % around == 0:
                    self.best = self._add(self.network.look_around()).value
            if number % 10 == 9:
                tell(said("told.prices", look=number + 1, ahead=ahead / max(1.0, abs(self.best))))

    def _look(self, prices: Int) -> Point:
        return self._add(self.network.at(prices, wholly=False))

    def _add(self, point: Point) -> Point:
        rows = self.network.costs.rows
        sign = np.array([bound.sign for bound in rows.bounds], np.int64)
        used = point.used[[bound.row for bound in rows.bounds]] if rows.bounds else np.zeros(0, np.int64)
        limit = np.array([bound.limit * self.network.share for bound in rows.bounds])
        self.cost.append(float(point.cost))
        self.slope.append((sign * (used - limit)).astype(float))
        self.points.append(point)
        return point

    def _highest(self, radius: Floats) -> tuple[Int, float, Flags] | None:
        """The highest point below all planes within the box, how much higher than the best L, what is at an edge."""
        from scipy.optimize import linprog

        slopes, now = np.array(self.slope), self.prices.astype(float)
        unit = max(1.0, abs(self.best) * 1e-6, float(np.abs(slopes * self.step).max(initial=0)) * 1e-3)
        low = np.maximum(-radius, -now / self.step)
        high = np.fmin(radius, (self.most - now) / self.step)
        above = np.array(self.cost) + slopes @ now - self.best
        matrix = np.hstack([-slopes * self.step / unit, np.ones((len(self.cost), 1))])
        bounds = [*zip(low, np.maximum(low, high), strict=True), (None, None)]
        found = linprog(
            np.append(np.zeros(now.size), -1.0), A_ub=matrix, b_ub=above / unit, bounds=bounds, method="highs"
        )
        if found.x is None:
            return None
        new = np.maximum(0, np.rint(now + found.x[:-1] * self.step)).astype(np.int64)
        new = np.minimum(new, self.most).astype(np.int64)
        at_edge = np.abs(found.x[:-1]) >= radius * EDGE
        return new, float(found.x[-1]) * unit, at_edge
