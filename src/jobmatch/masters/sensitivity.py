"""What one unit more or less of every limit is worth, exactly, where groups are nested.

With vacancies alone the least and the greatest optimal duals say it of all limits at once (`residual`). With groups
no single list of duals does: a job and its employer may both be full. So every limit is asked by itself. Let F(c) be
the least that everything else costs if c units pass the limit's node. Its next steps up and down are shortest ways in
the residual network (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 9), F is convex, and a limit that
moves by one moves the best c by one at most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.network import Layout
from jobmatch.masters.protocol import LimitPrices, Prices
from jobmatch.masters.rounds import Rounds
from jobmatch.masters.stages import HOUSEHOLDS, digits
from jobmatch.masters.steps import NO_PLAN, Asked, Steps
from jobmatch.problem.arrays import Int, Levers

FAR_OFF = 16
"""Hard units: a change by more is a step that cannot be taken."""


@dataclass(frozen=True)
class Count:
    """What passes one node, and the convex cost of it.

    Attributes
    ----------
    soft
        For each unit below `lower` or above `upper`.
    last, cover
        From `last` units on there is `cover` to pay.
    """

    node: int
    count: int
    lower: int
    upper: int
    soft: int
    last: int = NO_PLAN
    cover: int = 0

    def _cost(self, count: int, lower: int, upper: int) -> int:
        broken = max(0, lower - count) + max(0, count - upper)
        return self.soft * broken + (self.cover if count >= self.last else 0)

    def change(self, steps: tuple[int, int], lower: int = 0, upper: int = 0) -> int:
        """Change of all costs if the limits rise by so much; `steps` are those of F up and down."""
        lower, upper = self.lower + lower, self.upper + upper
        ways = [self._cost(self.count, lower, upper), steps[0] + self._cost(self.count + 1, lower, upper)]
        if self.count > 0:
            ways.append(steps[1] + self._cost(self.count - 1, lower, upper))
        return min(ways) - self._cost(self.count, self.lower, self.upper)

    @property
    def asked(self) -> Asked:
        """Steps that may have to be taken if a limit moves: towards a lower one that rises, an upper one that falls."""
        return Asked(self.node, self.count <= self.lower, self.count >= min(self.upper, self.last))


def all_prices(
    rounds: Rounds, layout: Layout, scale: tuple[int, ...], levers: Levers, check: Callable[[], None]
) -> tuple[Prices, LimitPrices]:
    """Prices of all vacancies and limits of a proven plan; `check` is called now and then and may raise."""
    network, flow = rounds.network, rounds.tree.arcs.flow
    passing = np.zeros(network.nodes, np.int64)
    np.add.at(passing, network.tail, flow)
    full = np.flatnonzero(passing[: layout.jobs] >= layout.vacancies)
    of_jobs = [Count(x, int(passing[x]), 0, int(layout.vacancies[x]), NO_PLAN) for x in full.tolist()]
    of_limits = _of_limits(layout, scale, passing)
    of_households = _of_households(layout, scale, levers, passing)
    binding = [c for c in of_limits if c.count <= c.lower or c.count >= c.upper]
    tight = {h: c for h, c in of_households.items() if c.count <= c.lower}
    steps = Steps(rounds, layout, check).of(c.asked for c in (*of_jobs, *binding, *tight.values()))

    def worth(change: int) -> int | None:
        """A change of costs in quanta; None if it breaks a hard limit."""
        if abs(change) >= scale[0] * FAR_OFF:
            return None
        parts = digits(np.array([change]), scale)[:, 0]
        return None if parts[0] else int(parts[-1])

    def both(count: Count, low: int, high: int) -> tuple[int | None, int | None]:
        """Price and price_fewer if the limits rise by so much, and fall."""
        if count.node not in steps:
            return 0, 0
        rises = worth(count.change(steps[count.node], low, high))
        falls = worth(count.change(steps[count.node], -low, -high))
        return None if rises is None else -rises, falls

    price, fewer = np.zeros((2, layout.jobs), np.int64)
    for count in of_jobs:
        price[count.node], fewer[count.node] = (amount or 0 for amount in both(count, 0, 1))
    has_fewer = layout.vacancies > 0
    for count in of_jobs:  # one vacancy fewer may leave no plan
        has_fewer[count.node] &= both(count, 0, 1)[1] is not None
    found = []
    for k, side, _ in levers.sides():
        limit, count = levers.limits[k], of_limits[k]
        at = limit.upper if side > 0 else limit.lower
        # of persons the count is of those left out: a lower limit on placements is an upper one on these
        low, high = (-(side > 0), -(side < 0)) if limit.on_persons else (side < 0, side > 0)
        rise, fall = both(count, int(low), int(high))
        meet = limit.lower is not None and limit.lower == limit.upper  # one cannot pass the other
        found.append((None if meet and side < 0 else rise, None if (meet and side > 0) or not at else fall))
    prices = Prices(price, np.where(has_fewer, fewer, 0), has_fewer)
    homes = {h: both(count, -1, 0) for h, count in of_households.items()}
    return prices, LimitPrices(found, homes)


def _of_limits(layout: Layout, scale: tuple[int, ...], passing: Int) -> list[Count]:
    """What passes the node of each limit: placements on jobs, or unplaced members of a group of persons."""
    found = []
    for x, limit in zip(layout.node.tolist(), layout.limits, strict=True):
        soft = scale[0] if limit.soft is None else limit.soft
        lower, upper = limit.lower or 0, NO_PLAN if limit.upper is None else limit.upper
        if limit.on_persons:
            size = limit.members.size
            lower, upper = size - upper, size - lower
        found.append(Count(x, int(passing[x]), lower, upper, soft))
    return found


def _of_households(layout: Layout, scale: tuple[int, ...], levers: Levers, passing: Int) -> dict[int, Count]:
    """Unplaced members of each household that has more than may be placed."""
    rules = levers.households
    if rules is None or rules.max_out is None:
        return {}
    size = np.bincount(rules.of_person, minlength=len(rules.ids))
    cover = rules.bonus
    if HOUSEHOLDS in layout.stages.names:
        cover += scale[layout.stages.names.index(HOUSEHOLDS)]
    person = np.empty(len(rules.ids), np.int64)
    person[rules.of_person] = np.arange(rules.of_person.size)  # some member of each
    return {
        h: Count(x, int(passing[x]), int(size[h]) - rules.max_out, NO_PLAN, scale[0], int(size[h]), cover)
        for h, x in ((h, int(layout.home[person[h]])) for h in np.flatnonzero(size > rules.max_out).tolist())
    }
