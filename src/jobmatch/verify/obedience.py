"""The check `decisions`: decisions that can hold together, and a plan that keeps them (docs/certificate.md)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.decisions import DECISIONS
from jobmatch.verify.exactly import Ints
from jobmatch.verify.report import Check, verdict
from jobmatch.words import Words, said


def check_decisions(case: Case, holds: Ints | None) -> Iterator[Check]:
    """What decisions ask for is possible, and the plan keeps it; nothing where there are no decisions.

    Parameters
    ----------
    holds
        By person, the job in the plan, -1 for none; None if there is no plan.
    """
    decisions = case.decisions
    if not decisions.there:
        return
    words = (*decisions.contradictions, *_not_eligible(case), *_too_many(case), *_apart(case))
    faults: list[Words] = [said("at", where=DECISIONS, what=each) for each in words]
    if holds is not None:
        for row in np.flatnonzero(decisions.binds & (holds != decisions.bound)).tolist():
            has = said("verified.none") if holds[row] < 0 else case.jobs.key_of(int(holds[row]))
            faults.append(
                said(
                    "verified.bound_but_has",
                    id=case.seekers.key_of(row),
                    id2=case.jobs.key_of(int(decisions.bound[row])),
                    has=has,
                )
            )
    told = said(
        "verified.decisions_hold",
        number=int(decisions.binds.sum()),
        number2=int(decisions.withdrawn.sum()),
        number3=len(decisions.refused.numbers),
    )
    yield verdict("decisions", faults, told)


def _not_eligible(case: Case) -> Iterator[Words]:
    """Bound pairs that break a rule: a decision is no way around consent."""
    person = np.flatnonzero(case.decisions.binds)
    eligible, _ = case.least(person, case.decisions.bound[person])
    person = person[~eligible]
    for rule, fails in case.evaluate(person, case.decisions.bound[person]).fails.items():
        for row in person[fails].tolist():
            job = case.jobs.key_of(int(case.decisions.bound[row]))
            yield said("verified.bound_breaks", id=case.seekers.key_of(row), job=job, rule=rule)


def _too_many(case: Case) -> Iterator[Words]:
    """More persons bound than vacancies of a job or places of a household allow."""
    binds = case.decisions.binds
    times = np.bincount(case.decisions.bound[binds], minlength=len(case.jobs))
    for job in np.flatnonzero(times > case.vacancies).tolist():
        yield said(
            "verified.bound_over_vacancies", times=times[job], id=case.jobs.key_of(job), vacancies=case.vacancies[job]
        )
    households = None if case.levers is None else case.levers.households
    if households is None or (most := households.max_out) is None:
        return
    members = households.placed(np.flatnonzero(binds))
    for house in np.flatnonzero(members > most).tolist():
        yield said("verified.bound_over_max_out", members=members[house], names=households.names[house])


def _apart(case: Case) -> Iterator[Words]:
    """Members of one group that goes together, bound in different units."""
    together = None if case.levers is None else case.levers.together
    if together is None:
        return
    whole = together.whole
    at = np.flatnonzero(case.decisions.binds[whole.members])
    if not len(at):
        return
    group = np.searchsorted(whole.starts, at, side="right") - 1
    unit = whole.unit[case.decisions.bound[whole.members[at]]]
    # The bound members of a group stand side by side, as all members do.
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    torn = np.minimum.reduceat(unit, starts) != np.maximum.reduceat(unit, starts)
    for number in group[starts[torn]].tolist():
        units = [
            said("verified.id_in", id=case.seekers.key_of(int(whole.members[row])), unit_names=together.unit_names[of])
            for row, of in zip(at[group == number].tolist(), unit[group == number].tolist(), strict=True)
        ]
        yield said("verified.bound_apart", names=together.names[number], units=units)
