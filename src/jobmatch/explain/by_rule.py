"""What a rule of assignment did with a person: when they were served, and what had become of the jobs they prefer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import Opened, places_of
from jobmatch.mechanisms import MECHANISMS, Desk, InTurn, of_persons


@dataclass(frozen=True)
class ByRule:
    """A person under a rule.

    Attributes
    ----------
    rule
        As `solver` names it.
    turn, persons
        The person was served as the turn-th of so many; None for rules that serve nobody in turn.
    better
        Eligible jobs that the person ranks above what they have (`first_come`: that cost less).
    full
        Those of them whose vacancies are all filled.
    persons_by
        Terms that persons rank jobs by; None where they do so by the whole cost, or by the costs of a pairs file.
    employers_by
        Terms, or the column, that employers rank persons by before ties are decided, none where a pairs file has the
        costs; None where employers rank nobody.
    """

    rule: str
    turn: int | None
    persons: int
    better: int
    full: int
    persons_by: tuple[str, ...] | None
    employers_by: tuple[str, ...] | None


def by_rule(opened: Opened, ready: Ready, person: int) -> ByRule | None:
    """What the rule did that made the plan; None where a solver made it."""
    rule = MECHANISMS.get(str(opened.summary["solver"]))
    if rule is None:
        return None
    problem, turn, limit = ready.problem, None, None
    desk = Desk(ready.lists, ready.extra, problem, ready.scan)
    if isinstance(rule, InTurn):
        scan, stay, order = rule.served(desk)
        turn, limit = int(np.flatnonzero(order == person)[0]) + 1, int(stay[person])
    else:
        scan = of_persons(desk)
    held = places_of(opened.assignment, ready)
    pairs, mine = scan.pairs_of(np.array([person], np.int32)), int(held[person])
    own = pairs.cost[pairs.job == mine]
    better = np.ones(pairs.job.size, bool) if limit is None else pairs.cost < limit
    if own.size:
        better = (pairs.cost < own[0]) | ((pairs.cost == own[0]) & (pairs.job < mine))
    filled = np.bincount(held[held >= 0], minlength=problem.m)
    full = filled[pairs.job[better]] >= problem.vacancies[pairs.job[better]]
    choice, own_costs = problem.policy.choice, ready.lists.cost_decimals is not None
    persons_by = None if own_costs or rule.name == "first_come" else choice.persons
    ranked: tuple[str, ...] | None = () if own_costs else choice.employers
    if isinstance(rule, InTurn):
        ranked = None
    elif choice.score is not None:
        ranked = (choice.score,)
    return ByRule(rule.name, turn, problem.n, int(better.sum()), int(full.sum()), persons_by, ranked)
