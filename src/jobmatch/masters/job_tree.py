"""The engine's default: short lists and prices over the job tree."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from jobmatch.masters.branch import BranchAndBound
from jobmatch.masters.cases import Case
from jobmatch.masters.duals import guessed_duals, no_duals, tree_duals
from jobmatch.masters.first_prices import first_prices, known_prices, shrunk, unknown_prices
from jobmatch.masters.network import Layout, Network, lay_out
from jobmatch.masters.protocol import LimitPrices, Limits, Outcome, OutOfTime, Prices, Solution, Warm
from jobmatch.masters.residual import extreme_prices
from jobmatch.masters.rounds import GapOf, Rounds
from jobmatch.masters.sensitivity import all_prices
from jobmatch.masters.stages import digits
from jobmatch.masters.together import TogetherSearch
from jobmatch.masters.tree import JobTree
from jobmatch.pairing import Scan, holds_all
from jobmatch.problem.arrays import Int, Levers, Small, dot, total
from jobmatch.words import Words

PART = 0.25
"""Share of the persons on whom the sample's prices are made better before everybody is looked at."""

Tell = Callable[[Words], None]


class TreeMaster:
    """Job-tree simplex on short lists that grow: exact, in memory that grows with the lists only."""

    name = "tree"
    carries = frozenset(
        {"vacancies", "quota", "household", "order", "binding", "share", "all_or_none", "together", "fair"}
    )

    def solve(
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Tell,
        warm: Warm | None = None,
        levers: Levers | None = None,
    ) -> Solution:
        """An optimal plan, or the best one so far with its bound."""
        largest = _largest(scan, unmatched)
        if levers is not None and (levers.by_plan or levers.together is not None):

            def solve_network(scan: Scan, plain: Levers, stay: Int, warm: Warm | None) -> Solution:
                """One of the network problems of the search: exact, unless a limit comes, and without prices."""
                layout = lay_out(plain, vacancies, stay, largest)
                return _with_levers(scan, plain, layout, stay, Limits(limits.deadline), tell, warm, priced=False)

            search = BranchAndBound if levers.by_plan else TogetherSearch
            return search(solve_network, scan, levers, vacancies, unmatched, limits).run(tell, warm)
        if levers is not None:
            layout = lay_out(levers, vacancies, unmatched, largest)
            return _with_levers(scan, levers, layout, unmatched, limits, tell, warm)
        network = Network.of_vacancies(vacancies, unmatched, largest + 1)
        rounds, outcome = _run(scan, network, largest, limits, tell, warm, _gap_to(total(unmatched)))
        job, pays = _plan(rounds, unmatched)
        if rounds is None or outcome is not Outcome.OPTIMAL or not limits.priced:
            price = np.zeros(vacancies.size, np.int64) if rounds is None else rounds.best_price[:-1]
            return Solution(outcome, job, pays, price, None)
        prices = _extremes(rounds, job, pays)
        return Solution(outcome, job, pays, prices.price, prices)


def refuse_levers(scan: Scan, vacancies: Int, unmatched: Int, levers: Levers) -> None:
    """Do nothing if the job tree can carry these levers, without solving anything.

    Raises
    ------
    UnsupportedError
        Limits cross, a household lies in several groups, or stages and costs do not fit whole numbers of 62 bits.
    """
    levers = levers.with_fair(Fraction(0)) if levers.fair else levers
    numbers = Case.of_all(levers, unmatched.size).concrete(levers, unmatched.size) if levers.by_plan else levers
    lay_out(numbers, vacancies, unmatched, _largest(scan, unmatched)).scale(0)


def _largest(scan: Scan, unmatched: Int) -> int:
    return scan.largest() + int(np.abs(unmatched).max(initial=0))


def _run(
    scan: Scan, network: Network, largest: int, limits: Limits, tell: Tell, warm: Warm | None, gap_of: GapOf
) -> tuple[Rounds | None, Outcome]:
    """Rounds until the end, or of a part of the persons if a limit came before everybody was looked at."""
    course: Rounds | None = None
    try:
        if warm is not None:
            start = known_prices(scan, warm, network)
        elif holds_all(scan):
            start = unknown_prices(network)
        else:
            start = first_prices(scan, network, largest, limits)
            if start.step > 0:
                size = int(network.stay.size * PART)
                part = network.of_first(size, shrunk(network.vacancies, PART), largest)
                course = Rounds(scan, part, start.of(network.narrowed(start.price)), limits)
                course.begin(None)
                start = course.settle()
                start = start.of(network.widened(start.price))
        rounds = Rounds(scan, network, start, limits, gap_of)
    except (KeyboardInterrupt, OutOfTime) as stop:
        return course, Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
    return rounds, rounds.run(tell, None if warm is None else warm.job)


def _gap_to(nobody: int) -> GapOf:
    """How far a bound is from a plan, in parts of how far it is from placing nobody."""
    return lambda tree, bound: max(0, tree.worth - bound) / max(1, abs(nobody - bound))


def _staged_gap(layout: Layout, scale: tuple[int, ...]) -> GapOf:
    """The same of cost, while earlier components are sure to agree; else 1.

    A plan that is not best in an earlier component can be changed along one way through the network that gains a unit
    of it, and loses of those after it no more than half a unit, where there is room for the longest way.
    """
    nobody, cost = total(layout.stay[-1]), layout.arc_cost(layout.stages.count - 1)
    sure = scale[-2] // 2 if layout.has_room(scale) else 1

    def gap(tree: JobTree, bound: int) -> float:
        left = max(0, tree.worth - bound)
        if left >= sure:
            return 1.0
        p = tree.persons
        pays = digits(p.pays, scale)[-1] if layout.tiered else p.pays
        now = total(np.where(p.seat < layout.jobs, pays, layout.stay[-1])) + layout.constant[-1]
        return left / max(1, abs(nobody - (now + dot(cost, tree.arcs.flow) - left)))

    return gap


def _plan(rounds: Rounds | None, unmatched: Int) -> tuple[Small, Int]:
    """Job and cost of everybody; rounds over a part of the persons say nothing of the others."""
    job, pays = np.full(unmatched.size, -1, np.int32), unmatched.copy()
    if rounds is not None:
        of_part, costs = rounds.plan()
        placed = np.flatnonzero(of_part >= 0)
        job[placed], pays[placed] = of_part[placed], costs[placed]
    return job, pays


def _extremes(rounds: Rounds, job: Small, pays: Int) -> Prices:
    # strongly feasible: from every job one unit more can be sent to the ground at the job's price, so that no
    # optimal dual is greater
    rounds.finish()
    network = rounds.network
    plan = (job, pays, network.vacancies, network.stay, rounds.tree.price[:-1])
    try:
        return extreme_prices(rounds.missing_under, rounds.short.lists, *plan)
    except KeyboardInterrupt:  # the plan is proven: its prices are worth the short wait
        return extreme_prices(rounds.missing_under, rounds.short.lists, *plan)


def _priced(
    rounds: Rounds, layout: Layout, scale: tuple[int, ...], levers: Levers, limits: Limits
) -> tuple[Prices | None, LimitPrices | None]:
    """Prices of a proven plan; none where ways could be too long for the scale, or time or Ctrl-C ends the search."""
    if not layout.has_room(scale):
        return None, None
    rounds.settled()
    try:
        return all_prices(rounds, layout, scale, levers, limits.check)
    except (KeyboardInterrupt, OutOfTime):
        return None, None


def _with_levers(
    scan: Scan,
    levers: Levers,
    layout: Layout,
    unmatched: Int,
    limits: Limits,
    tell: Tell,
    warm: Warm | None,
    priced: bool = True,
) -> Solution:
    """The same over the network of the levers, with a scale on which stages and costs do not mix."""
    times = 0
    while True:
        scale = layout.scale(times)
        network, tiers = layout.network(scale), levers.tier_weights(scale)
        dearer = scan if tiers is None else scan.with_tiers(tiers)
        rounds, outcome = _run(dearer, network, layout.most(scale), limits, tell, warm, _staged_gap(layout, scale))
        job, pays = _plan(rounds, unmatched)
        if layout.tiered:
            placed = np.flatnonzero(job >= 0).astype(np.int32)
            pays[placed] = scan.costs(placed, job[placed])
        if rounds is None or rounds.network is not network:
            return Solution(outcome, job, pays, np.zeros(layout.jobs, np.int64), None, no_duals(layout))
        if outcome is Outcome.OPTIMAL:
            duals, sound = tree_duals(rounds.tree, layout, scale)
            if sound and layout.broken(rounds.tree.arcs.flow, job < 0) > 0:
                return Solution(outcome, job, pays, duals.vacancies[-1], None, duals)  # no plan keeps the hard limits
            if sound:
                prices = _priced(rounds, layout, scale, levers, limits) if priced else (None, None)
                return Solution(outcome, job, pays, duals.vacancies[-1], prices[0], duals, prices[1])
            times += 1
            continue
        duals = guessed_duals(rounds.best_price, layout, scale)
        return Solution(outcome, job, pays, duals.vacancies[-1], None, duals)
