"""From prices of nodes to duals of limits, component by component."""

from __future__ import annotations

import numpy as np

from jobmatch.masters.network import Layout
from jobmatch.masters.protocol import Duals, Solution, Warm
from jobmatch.masters.stages import digits
from jobmatch.masters.tree import JobTree
from jobmatch.problem.arrays import Int, Levers


def tree_duals(tree: JobTree, layout: Layout, scale: tuple[int, ...]) -> tuple[Duals, bool]:
    """The duals of an optimal tree, and whether its combined costs were compared like vectors.

    Prices follow the tree's edges for every component alone, so that nothing is lost in combining them.
    """
    count, m = layout.stages.count, layout.jobs
    placed = tree.persons.seat < m
    open_ = np.append(layout.vacancies > 0, np.ones(tree.network.nodes + 1 - m, bool))  # the others are out of reach
    price, spans = np.empty((count, tree.network.nodes + 1), np.int64), []
    pairs = _by_component(tree.persons.cost, layout, scale)
    pays = _by_component(tree.persons.pays, layout, scale)
    for k in range(count):
        of_pairs, of_placed = pairs[k], pays[k]
        stay, arcs = layout.stay[k], layout.arc_cost(k)
        price[k] = tree.prices_of(stay, np.where(placed, of_placed, stay), of_pairs, arcs)
        parts = (price[k][open_], stay, layout.cost[k], of_pairs)
        spans.append(2 * sum(int(np.abs(part).max(initial=0)) for part in parts))
    return of_limits(price, layout), layout.stages.in_order(scale, spans)


def _by_component(costs: Int, layout: Layout, scale: tuple[int, ...]) -> list[Int]:
    """Costs of pairs component by component: mere costs, or what the tiers add as well."""
    if layout.tiered:
        return list(digits(costs, scale))
    return [np.zeros_like(costs)] * (layout.stages.count - 1) + [costs]


def full_prices(levers: Levers, duals: Duals, persons: int) -> tuple[Int, Int]:
    """In cost, what a place of each job is worth with all limits around it, and what limits on persons add for each."""
    of_jobs, of_persons = duals.vacancies[-1].copy(), np.zeros(persons, np.int64)
    for limit, y in zip(levers.limits, duals.limits[-1].tolist(), strict=False):
        (of_persons if limit.on_persons else of_jobs)[limit.members] += y
    return of_jobs, of_persons


def near_by(levers: Levers, solution: Solution, persons: int) -> Warm:
    """To begin a problem near by from: the plan, and what a place of each job cost in all."""
    assert solution.duals is not None
    return Warm(solution.job, np.maximum(full_prices(levers, solution.duals, persons)[0], 0))


def guessed_duals(price: Int, layout: Layout, scale: tuple[int, ...]) -> Duals:
    """Duals from any combined prices of the nodes, as near as signs and prices of breaking a limit allow."""
    rough = of_limits(price[None, :], layout)
    low, high = layout.ranges(scale)
    limits = np.clip(rough.limits[0], low, high)
    names = layout.stages.names
    return Duals(names, digits(np.maximum(rough.vacancies[0], 0), scale), digits(limits, scale))


def no_duals(layout: Layout) -> Duals:
    """Duals that bound any plan, if poorly."""
    count = layout.stages.count
    nothing = np.zeros((count, layout.node.size), np.int64)
    return Duals(layout.stages.names, np.zeros((count, layout.jobs), np.int64), nothing)


def of_limits(price: Int, layout: Layout) -> Duals:
    """What each limit adds to the price of those inside, shape of `price` (components, nodes + 1)."""
    m, node = layout.jobs, layout.node
    own = price[:, :-1] - price[:, layout.up]
    limits = np.where(node < layout.sleepers[0], own[:, node], -own[:, node])
    return Duals(layout.stages.names, own[:, :m], limits)
