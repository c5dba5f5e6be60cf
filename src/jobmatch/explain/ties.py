"""What of a plan is forced in every optimal plan, and what is a matter of the draw.

Under optimal prices the optimal plans are those that place everybody at a tight option (one that comes to least) and
fill every job of a price above 0 (complementary slackness, whatever the optimal prices are). From a plan another one is
reached by moving persons along tight options so that no such job is left short: along cycles of a graph of jobs. A
person can have something else exactly where the job, or staying, and a tight option of theirs lie on a common cycle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.errors import UnsupportedError
from jobmatch.explain.opened import Opened, open_run, pairs_in_pieces, places_of
from jobmatch.explain.prices import ZERO, Prices, prices_of
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.sides import Triples
from jobmatch.result import Result
from jobmatch.words import said


@dataclass(frozen=True)
class Ties:
    """How many persons have what they have in every optimal plan.

    Attributes
    ----------
    forced_places, drawn_places
        Placed persons who have this job in every optimal plan, and those who have another one, or none, in some.
    forced_stays, drawn_stays
        Unmatched persons who stay in every optimal plan, and those who have a place in some.
    seed
        Of the draw that decided among equally good plans (docs/files.md, section 3).
    exact
        Whether these are the very numbers. With levers they are bounds: those counted as forced are so,
        since nothing else comes to as little for them; of the others limits may leave some no choice either.
    """

    forced_places: int
    drawn_places: int
    forced_stays: int
    drawn_stays: int
    seed: int
    exact: bool = True


def ties(run: Result | Opened | str) -> Ties:
    """Count what is forced in every optimal plan, and what the draw decided.

    Parameters
    ----------
    run
        A result, what `open_run` gives, or the directory of a saved run.

    Raises
    ------
    UnsupportedError
        The plan is not proven optimal by prices of single persons and jobs.
    NoPlanError, RunError
        As `open_run`.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    ready = opened.sources.compiled(opened.seed)
    place = places_of(opened.assignment, ready)
    plain = opened.certificate is None
    if not opened.proven or (not plain and _joint(ready)):
        raise UnsupportedError(said("ties.not_proven"))
    if plain:
        drawn = _drawn(ready, place, _prices(opened, ready))
    else:
        prices = prices_of(opened, ready.problem)
        if prices is None:
            raise UnsupportedError(said("ties.by_cases"))
        drawn = _maybe_drawn(ready, place, prices)
    placed = place >= 0

    def number(mask: Flags) -> int:
        return int(mask.sum())

    return Ties(
        forced_places=number(placed & ~drawn),
        drawn_places=number(placed & drawn),
        forced_stays=number(~placed & ~drawn),
        drawn_stays=number(~placed & drawn),
        seed=opened.seed,
        exact=plain,
    )


def _joint(ready: Ready) -> bool:
    """Whether what one person has is worth more or less by what others have."""
    levers = ready.problem.levers
    return levers is not None and (levers.households is not None or levers.together is not None)


def _maybe_drawn(ready: Ready, place: Small, prices: Prices) -> Flags:
    """Who has another option that comes to as little, or little enough that some optimal plan may have it."""
    problem, scan = ready.problem, ready.scan
    scale = 10**problem.decimals
    # a bound that rows prove is rounded up to the objective: an optimal plan may give what is a quantum dearer at most
    slack = ZERO if problem.sides is None else 1 / scale + ZERO
    drawn = np.zeros(problem.n, bool)
    for who, pairs in pairs_in_pieces(ready, np.arange(problem.n, dtype=np.int32)):
        person = np.repeat(who, np.diff(pairs.ptr))
        ptr, route = scan.all_routes(person, pairs.job)
        person, job = np.repeat(person, np.diff(ptr)), np.repeat(pairs.job, np.diff(ptr))
        cost = scan.costs(person, job) + scan.dearer(person, job, route)
        value = cost / scale + prices.added(Triples(person, job, route, scan.rows(person, job)))
        stay = problem.unmatched / scale
        best = stay.copy()
        np.minimum.at(best, person, value)
        other = (value <= best[person] + slack) & (job != place[person])
        drawn[person[other]] = True
        drawn[who] |= (place[who] >= 0) & (stay[who] <= best[who] + slack)
    return drawn


def _prices(opened: Opened, ready: Ready) -> Int:
    """The price of each job's vacancies, in quanta."""
    own = dict(opened.jobs.select("job_id", pl.col("price").cast(pl.Float64)).iter_rows())
    scale = 10**ready.problem.decimals
    return np.array([round(own[job] * scale) for job in ready.problem.jobs.to_list()], np.int64)


def _drawn(ready: Ready, place: Small, price: Int) -> Flags:
    """Who has something else in some optimal plan."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    problem = ready.problem
    m, ground = problem.m, problem.m
    seat = np.where(place >= 0, place, ground).astype(np.int64)
    person, option = _tight(ready, price, seat)
    filled = np.bincount(place[place >= 0], minlength=m)
    room, loose = np.flatnonzero(filled < problem.vacancies), np.flatnonzero((price == 0) & (filled > 0))
    tail = np.concatenate([seat[person], room, np.full(loose.size, ground)])
    head = np.concatenate([option, np.full(room.size, ground), loose])
    graph = coo_array((np.ones(tail.size, np.int8), (tail, head)), shape=(m + 1, m + 1))
    _, label = connected_components(graph, directed=True, connection="strong")
    drawn = np.zeros(problem.n, bool)
    drawn[person[label[seat[person]] == label[option]]] = True
    return drawn


def _tight(ready: Ready, price: Int, seat: Int) -> tuple[Int, Int]:
    """Persons and their tight options other than what they have; staying is the number behind the last job."""
    problem = ready.problem
    ground = problem.m
    persons, options = [], []
    for who, pairs in pairs_in_pieces(ready, np.arange(problem.n, dtype=np.int32)):
        person = np.repeat(who.astype(np.int64), np.diff(pairs.ptr))
        value = pairs.cost + price[pairs.job]
        best = problem.unmatched[who].copy()
        np.minimum.at(best, person - who[0], value)
        tight = (value == best[person - who[0]]) & (pairs.job != seat[person])
        stays = who[(problem.unmatched[who] == best) & (seat[who] != ground)].astype(np.int64)
        persons += [person[tight], stays]
        options += [pairs.job[tight].astype(np.int64), np.full(stays.size, ground)]
    nothing = np.zeros(0, np.int64)
    return np.concatenate([nothing, *persons]), np.concatenate([nothing, *options])
