"""Random instances with decisions and a plan in force, solved by brute force and written as run directories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from mutation.edit import put, summary
from mutation.make_run import Solved, decimal, write, write_summary
from mutation.random_cases import random_instance
from mutation.reference import Instance, Row, bound, broken_rules, unmatched

_DECISION = ("person_id", "job_id", "decision", "reason")


def decisions_of(*rows: str) -> list[Row]:
    """Rows written as ``person job decision``; the job ``-`` is blank."""
    return [dict(zip(_DECISION, [cell.strip("-") for cell in row.split()] + [""], strict=True)) for row in rows]


def plan_of(**jobs: str) -> list[Row]:
    """A plan in force."""
    return [{"person_id": person, "job_id": job} for person, job in sorted(jobs.items())]


def decided_instance(seed: int) -> Instance:
    """The instance of a seed, with decisions of all kinds that do not contradict each other, and a plan in force."""
    rng, base = Random(seed), random_instance(seed)
    people, jobs = [p["person_id"] for p in base.seekers], [j["job_id"] for j in base.jobs]
    rows = []
    for word in ("forbidden", "declined", "no_show", "left"):
        if rng.random() < 0.6:
            rows.append(f"{rng.choice(people)} {rng.choice(jobs)} {word}")
    for row in [row for row in rows if row.endswith(("no_show", "left"))]:
        if rng.random() < 0.5:
            rows.append(f"{' '.join(row.split()[:2])} accepted")
    if rng.random() < 0.5:
        who = rng.choice(people)
        rows.append(f"{who} {rng.choice(['-', rng.choice(jobs)])} withdrawn")
        if rng.random() < 0.5 and not any(row.startswith(who) for row in rows[:-1]):
            rows.append(f"{who} {rng.choice(jobs)} accepted")
    plan = {p: rng.choice([*jobs, *jobs, "gone"]) for p in people if rng.random() < 0.7}
    if rng.random() < 0.5:
        plan["Z"] = rng.choice(jobs)
    policy = base.policy.model_copy(
        update={"change": base.policy.change.model_copy(update={"cost": rng.choice([0.0, 3.335, 100.0, 500.0])})}
    )
    case = replace(base, decisions=decisions_of(*rows) or None, plan=plan_of(**plan), policy=policy)
    return _with_bonds(case, rng)


def _with_bonds(case: Instance, rng: Random) -> Instance:
    """Up to two persons bound to jobs for which they are eligible, within the vacancies."""
    left = {job["job_id"]: int(job["vacancies"]) for job in case.jobs}
    rows = list(case.decisions or ())
    for person in rng.sample(list(case.seekers), rng.choice([0, 0, 1, 2])):
        open_ = [j["job_id"] for j in case.jobs if left[j["job_id"]] and not broken_rules(case, person, j)]
        if open_:
            job = rng.choice(open_)
            left[job] -= 1
            for word in rng.choice([["forced"], ["accepted"], ["forced", "accepted"]]):
                rows += decisions_of(f"{person['person_id']} {job} {word}")
    return replace(case, decisions=rows or None)


def write_decided(solved: Solved, folder: Path) -> Path:
    """Write the run; with somebody bound it is one with levers, and the prices of vacancies are its duals."""
    run, case = write(solved, folder), solved.case
    if not bound(case):
        return run
    columns = ["constraint", "group", "hard", "cost"]
    duals = [
        dict(zip(columns, ["vacancies", job["job_id"], "0", decimal(price, case.decimals)], strict=True))
        for job, price in zip(case.jobs, solved.price, strict=True)
        if price
    ]
    put(run, "certificate.csv", sorted(duals, key=lambda row: row["group"]), columns)
    unit = 10**case.decimals
    stay = [unmatched(case, p) for p, j in zip(case.seekers, solved.place, strict=True) if j is None]
    pairs = [solved.eligible[p, j] for p, j in enumerate(solved.place) if j is not None]
    split = {"pairs": sum(pairs) / unit, "unmatched": sum(stay) / unit, "soft": 0.0, "bonus": 0.0}
    write_summary(run, {**summary(run), "objective_parts": split})
    return run
