"""Which master solves the problem: capabilities are data, checked before anything is built."""

from __future__ import annotations

from jobmatch.errors import UnsupportedError
from jobmatch.masters import MASTERS, Master, crossing_quotas
from jobmatch.mechanisms import MECHANISMS, Mechanism
from jobmatch.policy import Policy
from jobmatch.problem import Problem
from jobmatch.words import Said, Words, said


def constraints_of(policy: Policy, *, binds: bool = False, crossing: Words | None = None) -> dict[str, Words]:
    """The kinds of constraints that a problem has, each with the lever of the policy that asks for it.

    `binds` tells whether a decision binds a person to a job, `crossing` which quotas no network can hold.
    """
    found: dict[str, Words] = {"vacancies": said("lever.vacancies")}
    for quota in policy.quota:  # the rarer kinds first: what is carried least is what to name
        name = quota.name
        if quota.lower_share is not None or quota.upper_share is not None:
            found.setdefault("share", said("lever.share", name=name))
        if quota.all_or_none:
            found.setdefault("all_or_none", said("lever.all_or_none", name=name))
    if policy.quota:
        found["quota"] = said("lever.quota", name=policy.quota[0].name)
    for kind, items in (("budget", policy.budget), ("course", policy.course)):
        if items:
            found[kind] = said(f"lever.{kind}", name=items[0].name)
    household = policy.household
    if household.bonus or household.max_out is not None:
        found["household"] = "[household]"
    if household.together is not None:
        found["together"] = "household.together"
    if policy.objective.order != ("cost",):
        found["order"] = f"objective.order = {list(policy.objective.order)}"
        if policy.objective.order[0].startswith("fair:"):
            found["fair"] = f"objective.order = {list(policy.objective.order)}"
    if crossing is not None:
        found["crossing"] = crossing
    if binds:
        found["binding"] = said("lever.binding")
    return found


NAMED: dict[str, Master | Mechanism] = {**MASTERS, **MECHANISMS}
"""What `solver=` may name beside "auto"."""


def choose_master(solver: str, constraints: dict[str, Words]) -> Master | Mechanism:
    """The master or the rule named `solver`, or the first master that can carry all constraints for "auto".

    Raises
    ------
    UnsupportedError
        The name is not known, or it cannot carry a constraint; the message says which, and what can.
    """
    if solver != "auto" and solver not in NAMED:
        raise UnsupportedError(said("solver.unknown", solver=solver, names=tuple(sorted(NAMED))))
    able = [name for name in MASTERS if set(constraints) <= MASTERS[name].carries]
    if solver == "auto" and able:
        return MASTERS[able[0]]
    if solver != "auto" and set(constraints) <= NAMED[solver].carries:
        return NAMED[solver]
    if solver == "auto":
        most = max(MASTERS.values(), key=lambda master: len(set(constraints) & master.carries))
        carried = most.carries
    else:
        carried = NAMED[solver].carries
    kind, lever = next((kind, text) for kind, text in constraints.items() if kind not in carried)
    if solver == "auto":
        raise UnsupportedError(said("solver.cannot_carry_both", lever=lever, beside=_beside(kind, constraints)))
    way_out = said("solver.use", able=able[0]) if able else said("solver.leave_out")
    raise UnsupportedError(said("solver.cannot_carry", lever=lever, solver=solver, way_out=way_out))


def _beside(kind: str, constraints: dict[str, Words]) -> Said:
    """The first lever that no master carries together with this kind, in words."""
    masters = [master for master in MASTERS.values() if kind in master.carries]
    for other, text in constraints.items():
        if not any(other in master.carries for master in masters):
            return said("solver.beside", lever=text)
    return said("solver.beside_others")


def choose_for(solver: str, policy: Policy, problem: Problem) -> tuple[Master | Mechanism, Words]:
    """The master for a problem, and why it is this one.

    Raises
    ------
    UnsupportedError
        As `choose_master`.
    """
    crossing = None if problem.levers is None else crossing_quotas(problem.levers, problem.n, problem.m)
    constraints = constraints_of(policy, binds=bool((problem.bound >= 0).any()), crossing=crossing)
    master = choose_master(solver, constraints)
    return master, _reason(master, constraints)


def _reason(master: Master | Mechanism, constraints: dict[str, Words]) -> Words:
    """The constraint that masters preferred to this one cannot carry."""
    if master.name in MECHANISMS:
        return said("solver.rule")
    for name, other in MASTERS.items():
        if name == master.name:
            break
        lever = next((text for kind, text in constraints.items() if kind not in other.carries), None)
        if lever is not None:
            return said("solver.no_network", lever=lever)
    return said("solver.network")
