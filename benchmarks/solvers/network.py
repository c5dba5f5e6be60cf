"""Listed pairs as a network: rows, jobs, and a ground that takes whoever is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.instance import Facts, Int, Listed, Small


@dataclass(frozen=True, eq=False)
class Network:
    """Min-cost flow: arcs sorted by tail, then head; node = row, then job, then the ground."""

    tail: Small
    head: Small
    capacity: Int
    cost: Int
    supply: Int  # by node
    pairs: Int  # position of each pair among the arcs


def network(listed: Listed) -> Network:
    """Arcs: a pair, with the supply of its row; row → ground at the unmatched cost; job → ground, its vacancies."""
    rows, jobs, pairs = listed.rows, listed.vacancies.size, listed.job.size
    row = listed.row
    ground, arcs = np.int32(rows + jobs), pairs + rows + jobs
    tail, head = np.empty(arcs, np.int32), np.full(arcs, ground)
    capacity, cost = np.empty(arcs, np.int64), np.zeros(arcs, np.int64)
    at_pair = np.arange(pairs) + row
    at_row = listed.ptr[1:] + np.arange(rows)
    at_job = slice(pairs + rows, None)
    tail[at_pair], head[at_pair] = row, listed.job + np.int32(rows)
    capacity[at_pair], cost[at_pair] = listed.supply[row], listed.cost
    tail[at_row], capacity[at_row], cost[at_row] = np.arange(rows, dtype=np.int32), listed.supply, listed.unmatched
    tail[at_job], capacity[at_job] = np.arange(rows, ground, dtype=np.int32), listed.vacancies
    everybody = int(listed.supply.sum())
    supply = np.concatenate([listed.supply, np.zeros(jobs, np.int64), [-everybody]])
    return Network(tail, head, capacity, cost, supply, at_pair)


def arcs(facts: Facts) -> int:
    """Arcs of that network."""
    return facts.known_pairs + facts.rows + facts.jobs
