"""What a plan of the spending problem buys, and the ordinary plan once that is bought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from jobmatch import engine
from jobmatch.policy import Policy, load_policy
from jobmatch.result import Result
from jobmatch.scenarios.targets.document import Mean, Money, Seats
from jobmatch.scenarios.targets.further import GROUP, LISTED, LISTED_AS, MEAN, OF_JOB, of_list
from jobmatch.scenarios.targets.seats import FURTHER
from jobmatch.scenarios.targets.situation import HOUSEHOLDS
from jobmatch.scenarios.targets.spending import LONGEST, Spending, goal_quotas, spending


@dataclass(frozen=True, eq=False)
class Bought:
    """What is bought.

    Attributes
    ----------
    used
        Yuan by budget, in all.
    money
        Yuan by budget, beyond its limit.
    vacancies
        mean, group, vacancies.
    by_job
        job_id, further: the same by job.
    seats
        Seats by course.
    """

    used: dict[str, float]
    money: dict[str, float]
    vacancies: pl.DataFrame
    by_job: pl.DataFrame
    seats: dict[str, int]

    def amount(self, mean: Mean) -> float:
        """How much is bought of a mean: yuan, vacancies, seats."""
        if isinstance(mean, Money):
            return self.money[mean.name]
        if isinstance(mean, Seats):
            return self.seats[mean.name]
        return int(self.vacancies.filter(mean=mean.name)["vacancies"].sum())


def bought_by(problem: Spending, plan: Result) -> Bought:
    """What a plan buys of each mean."""
    chosen = plan.assignment.join(problem.further.jobs.select("job_id", MEAN, GROUP, OF_JOB), on="job_id")
    copies = chosen.filter(pl.col(MEAN).is_not_null())
    counted = copies.group_by(mean=MEAN, group=GROUP).agg(vacancies=pl.len().cast(pl.Int64)).sort("mean", "group")
    by_job = copies.group_by(job_id=OF_JOB).agg(further=pl.len().cast(pl.Int64)).sort("job_id")
    there = {course.name: course.seats or 0 for course in problem.situation.policy.course}
    taken = chosen["route"].str.strip_suffix(FURTHER)
    seats = {
        mean.name: max(0, int((taken == mean.name).sum()) - there[mean.name])
        for mean in problem.means
        if isinstance(mean, Seats)
    }
    money = [mean for mean in problem.means if isinstance(mean, Money)]
    used = {mean.name: _money(problem, mean, plan.assignment) for mean in money}
    limits = {budget.name: budget.limit or 0.0 for budget in problem.situation.policy.budget}
    further = {name: max(0.0, round(amount - limits[name], 2)) for name, amount in used.items()}
    return Bought(used, further, counted, by_job, seats)


def _money(problem: Spending, mean: Money, assignment: pl.DataFrame) -> float:
    """Money of one budget among several: of the same triples, with it alone as cost."""
    chosen = assignment.select("person_id", "job_id", "route").with_columns(pl.col("route").str.strip_suffix(FURTHER))
    back = problem.further.jobs.select("job_id", OF_JOB)
    chosen = chosen.join(back, on="job_id").drop("job_id").rename({OF_JOB: "job_id"})
    alone = spending(problem.situation, (mean,), problem.solving)
    pairs = chosen.select("person_id", "job_id")
    if alone.further.pairs is not None:
        pairs = alone.further.pairs.join(pairs, on=["person_id", "job_id"])
    given = {"pairs": pairs, "regions": problem.situation.tree, "decisions": problem.situation.decisions}
    listed = engine.eligible_pairs(problem.situation.seekers, alone.further.jobs, alone.priced(), **given)
    return round(float(chosen.join(listed, on=["person_id", "job_id", "route"], how="left")["cost"].sum()), 2)


def kept(problem: Spending, bought: Bought, spent: Result) -> Result | None:
    """The persons of a spending plan in their jobs, by the policy as it is with what is bought; None if it is not kept.

    By this a plan of the spending problem proves that it is one of the policy: its limits, and the goals.
    """
    pairs = problem.situation.pairs
    back = problem.further.jobs.select("job_id", OF_JOB)
    chosen = spent.assignment.select("person_id", "job_id").join(back, on="job_id").select("person_id", job_id=OF_JOB)
    return ordinary(problem, bought, chosen if pairs is None else pairs.join(chosen, on=["person_id", "job_id"]))


def ordinary(problem: Spending, bought: Bought, pairs: pl.DataFrame | None) -> Result | None:
    """The plan of the policy as it is, with what is bought and the goals as limits; None if none was found."""
    situation = problem.situation
    policy = _policy(problem, bought)
    jobs = situation.jobs.join(bought.by_job, on="job_id", how="left", maintain_order="left")
    jobs = jobs.with_columns(
        (pl.col("vacancies") + pl.col("further").fill_null(0)).cast(jobs["vacancies"].dtype).alias("vacancies"),
        *([pl.col("vacancies").alias(LISTED)] if LISTED in policy.model_dump_json() else []),
    ).drop("further")
    solving = problem.solving
    result = engine.solve(
        situation.seekers,
        jobs,
        policy,
        pairs=pairs,
        regions=situation.tree,
        decisions=situation.decisions,
        plan=situation.plan,
        gap=solving.gap,
        time_limit=LONGEST if solving.time_limit is None else solving.time_limit,
        solver=solving.solver,
        progress=problem.progress,
    )
    if result.plan is None:
        return None
    reached = situation.reached(result.assignment)
    return result if all(reached[figure] >= number for figure, number in situation.goals.items()) else None


def _policy(problem: Spending, bought: Bought) -> Policy:
    policy = problem.situation.policy
    document: dict[str, Any] = policy.model_dump(mode="json", by_alias=True)
    document["quota"] = [*document["quota"], *goal_quotas(problem.situation.goals)]
    for budget in document["budget"]:
        if budget["name"] in bought.money:
            budget["limit"] = round(budget["limit"] + bought.money[budget["name"]], 2)
    for course in document["course"]:
        if course["name"] in bought.seats:
            course["seats"] += bought.seats[course["name"]]
    order = document["objective"]["order"]
    if HOUSEHOLDS in problem.situation.goals and HOUSEHOLDS not in order:
        fair = [stage for stage in order if stage.startswith("fair:")]
        document["objective"] = {"order": [*fair, HOUSEHOLDS, *order[len(fair) :]]}
    if problem.further.price:
        document = of_list(document, LISTED_AS)
    return load_policy(document).model_copy(update={"extra": policy.extra})
