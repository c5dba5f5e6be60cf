"""Solving again after a change gives what solving anew gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.engine import Progress
from jobmatch.engine.warm import warm_start
from jobmatch.lists import read_lists
from jobmatch.masters import UNKNOWN
from jobmatch.problem import compile_problem

Fair = tuple[pl.DataFrame, pl.DataFrame, jobmatch.Result]


@pytest.fixture(scope="module")
def fair() -> Fair:
    seekers, jobs, policy = jobmatch.generate("fair-2016", scale=0.2)
    return seekers, jobs, jobmatch.solve(seekers, jobs, policy)


def same(again: jobmatch.Result, fresh: jobmatch.Result) -> None:
    assert again.status is jobmatch.Status.OPTIMAL
    assert again.objective == fresh.objective
    prices = ("job_id", "price", "price_fewer")
    assert again.jobs.select(prices).equals(fresh.jobs.select(prices))
    report = again.verify()
    assert report.ok, str(report)


def policy_of(result: jobmatch.Result) -> jobmatch.Policy:
    assert result.origin is not None
    return result.origin.policy  # type: ignore[no-any-return]


def test_nothing_changed(fair: Fair) -> None:
    seekers, jobs, result = fair
    same(result.resolve(), result)
    same(jobmatch.solve(seekers, jobs, policy_of(result), start=result), result)


@pytest.mark.parametrize("seed", range(4))
def test_persons_and_jobs_come_go_and_change(fair: Fair, seed: int) -> None:
    seekers, jobs, result = fair
    rng = np.random.default_rng(seed)
    gone = seekers.sample(20, seed=seed)["person_id"].to_list()
    closed = jobs.sample(3, seed=seed)["job_id"].to_list()
    new, more, _ = jobmatch.generate("fair-2016", scale=0.2, seed=seed + 1)
    new = new.sample(25, seed=seed).with_columns(person_id="new" + pl.col("person_id"))
    more = more.sample(4, seed=seed).with_columns(job_id="new" + pl.col("job_id"))
    moved = jobs.filter(~pl.col("job_id").is_in(closed)).sample(10, seed=seed)
    moved = moved.with_columns(vacancies=pl.Series(rng.integers(0, 6, 10)), wage=pl.col("wage") + 100)
    jobs_in = pl.concat([more, moved], how="vertical_relaxed")
    again = result.resolve(new, jobs_in, without_seekers=gone, without_jobs=closed)
    left = jobs.filter(~pl.col("job_id").is_in([*closed, *moved["job_id"]]))
    fresh = jobmatch.solve(
        pl.concat([seekers.filter(~pl.col("person_id").is_in(gone)), new]),
        pl.concat([left, jobs_in], how="vertical_relaxed"),
        policy_of(result),
    )
    same(again, fresh)


def test_own_costs_change() -> None:
    pairs = pl.DataFrame({"person_id": ["a", "a", "b"], "job_id": ["x", "y", "x"], "cost": [1.0, 2.0, 4.5]})
    seekers, jobs = pl.DataFrame({"person_id": ["a", "b"]}), pl.DataFrame({"job_id": ["x", "y"], "vacancies": [1, 1]})
    result = jobmatch.solve(seekers, jobs, pairs=pairs)
    assert result.objective == 6.5
    again = result.resolve(pairs={"person_id": ["b"], "job_id": ["y"], "cost": [0.25]})
    assert again.objective == 1.25
    assert again.resolve(without_jobs=["y"]).objective == 1.0 + 20_000
    assert result.objective == 6.5


def test_a_new_policy(fair: Fair) -> None:
    seekers, jobs, result = fair
    policy = {"as_of": "2016-08-29", "distance": {"weight": 3.0}}
    same(result.resolve(policy=policy), jobmatch.solve(seekers, jobs, policy))


def test_an_unknown_id_is_refused(fair: Fair) -> None:
    with pytest.raises(jobmatch.InputError, match="without_jobs: 1 ids are not in the list"):
        fair[2].resolve(without_jobs=["nowhere"])


def test_a_small_change_takes_few_rounds(fair: Fair) -> None:
    rounds: list[str] = []

    def listen(step: Progress) -> None:
        if step.message.startswith("round"):
            rounds.append(step.message)

    fair[2].resolve(without_seekers=fair[0]["person_id"].head(3).to_list(), progress=listen)
    assert len(rounds) <= 4


def test_prices_are_known_of_unchanged_jobs_only(fair: Fair) -> None:
    seekers, jobs, result = fair
    last = jobs["job_id"].max()
    moved = jobs.filter(pl.col("job_id") == last).with_columns(vacancies=pl.col("vacancies") + 1)
    new = moved.with_columns(job_id=pl.lit("new"))
    lists = read_lists(seekers, pl.concat([jobs.filter(pl.col("job_id") != last), moved, new]))
    problem = compile_problem(lists, policy_of(result))
    warm = warm_start(result, problem)
    unknown = warm.price == UNKNOWN
    assert set(problem.jobs.filter(unknown)) == {last, "new"}
    worth = dict(result.jobs.select("job_id", pl.coalesce("price_fewer", "price")).iter_rows())
    expected = [round(worth[job] * 10**problem.decimals) for job in problem.jobs.filter(~unknown)]
    assert warm.price[~unknown].tolist() == expected


@pytest.mark.parametrize(
    ("policy", "gone", "words"),
    [
        ({"quota": [{"name": "q", "per": "jobs.crew", "upper_column": "beds"}]}, "beds", "'beds', which quota 'q'"),
        ({"quota": [{"name": "q", "per": "crew", "upper": 1}]}, "crew", "jobs: the new rows have no column 'crew'"),
        ({"quota": [{"name": "q", "jobs": {"crew": "c"}, "upper": 1}]}, "crew", "'crew', which quota 'q'"),
        ({"household": {"max_out": 1}}, "household_id", "seekers: .* 'household_id', which the household rule"),
        ({"objective": {"order": ["placed:default"]}}, "priority", "seekers: .* 'priority', which objective.order"),
        ({"objective": {"order": ["fair:persons.team"]}}, "team", "seekers: .* 'team', which objective.order"),
        ({"household": {"together": "employer"}}, "together_id", "seekers: .* 'together_id', which household.together"),
        ({"household": {"together": "employer"}}, "employer_id", "jobs: .* 'employer_id', which household.together"),
    ],
)
def test_rows_that_would_fall_out_of_a_limit_are_refused(policy: dict[str, object], gone: str, words: str) -> None:
    seekers = pl.DataFrame({"person_id": ["a", "b"], "household_id": ["h", "h"], "priority": ["default"] * 2})
    seekers = seekers.with_columns(team=pl.lit("t"), together_id=pl.lit("g"), note=pl.lit(""))
    jobs = pl.DataFrame({"job_id": ["x", "y"], "vacancies": [1, 1], "crew": ["c", "c"], "beds": ["1", "1"]})
    jobs = jobs.with_columns(employer_id=pl.lit("e"))
    cells = [(person, job) for person in "ab" for job in "xy"]
    pairs = pl.DataFrame({"person_id": [p for p, _ in cells], "job_id": [j for _, j in cells], "cost": [1.0] * 4})
    result = jobmatch.solve(seekers, jobs, policy, pairs=pairs)
    with pytest.raises(jobmatch.InputError, match=words):
        result.resolve(seekers.drop(gone, strict=False), jobs.drop(gone, strict=False))
    # a column that no lever counts by may be missing
    assert result.resolve(seekers.head(1).drop("note"), jobs.head(1)).objective == result.objective


def test_after_decisions_and_a_plan_in_force(tmp_path: Path) -> None:
    """Withdrawals hold on without a job, also where it closes; so do a no and the plan in force."""
    seekers = pl.DataFrame({"person_id": list("abcde")})
    jobs = pl.DataFrame({"job_id": ["x", "y", "z"], "vacancies": [2, 2, 2]})
    pairs = pl.DataFrame({"person_id": p, "job_id": j, "cost": c} for p in "abcde" for j, c in (("x", 1.0), ("y", 2.0)))
    said = [("a", None, "withdrawn"), ("b", "x", "declined"), ("c", "y", "accepted"), ("d", "z", "withdrawn")]
    decisions = pl.DataFrame(said, schema=["person_id", "job_id", "decision"], orient="row")
    plan = pl.DataFrame({"person_id": ["b", "e"], "job_id": ["x", "y"]})
    policy = {"unmatched": {"default": 50.0}, "change": {"cost": 5.0}}
    result = jobmatch.solve(seekers, jobs, policy, pairs=pairs, decisions=decisions, plan=plan)
    placed = [("b", "y"), ("c", "y"), ("e", "x")]
    assert result.assignment.select("person_id", "job_id").rows() == placed  # y is full: e pays for the change

    again = result.resolve(without_jobs=["z"])
    assert again.assignment.select("person_id", "job_id").rows() == placed
    assert again.unmatched.select("person_id", "reason").rows() == [("a", "withdrawn"), ("d", "withdrawn")]
    kept = again.inputs.tables["decisions.csv"].table.select("person_id", "job_id", "decision").rows()
    assert kept == [*said[:3], ("d", None, "withdrawn")]
    assert again.changes is not None
    assert again.changes.select("person_id", "reason").rows() == [("b", "declined"), ("c", "new"), ("e", "moved")]

    fewer = result.resolve(without_seekers=["b"])  # c stays where c is bound; e goes back, which costs no change
    assert fewer.assignment.select("person_id", "job_id").rows() == [("c", "y"), ("e", "y")]
    assert fewer.changes is not None
    assert fewer.changes.select("person_id", "reason").rows() == [("b", "person_gone"), ("c", "new")]
    for solved in (result, again, fewer):
        report = solved.verify()
        assert report.ok, str(report)
    assert jobmatch.verify(again.save(tmp_path / "run")).ok
