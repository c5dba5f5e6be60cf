"""Papers that need two or three reviewers each, reviewers with least and greatest loads: an instance of pairs alone.

A paper is as many seekers as it has reviews to get, a reviewer is a job with the greatest load as vacancies. That no
paper goes to a reviewer twice is a quota on both lists. The optimum is that of a transport problem with bounds, whose
linear programme has whole solutions (the constraint matrix is totally unimodular).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

import jobmatch

LEAST, MOST = 2, 7


def instance(seed: int, papers: int = 14, reviewers: int = 6) -> tuple[np.ndarray[Any, Any], list[int]]:
    """How well each reviewer knows each paper (0 where there is a conflict of interest), and reviews for each."""
    draw = np.random.default_rng(seed)
    skill = np.round(draw.random((papers, reviewers)), 3)
    skill[draw.random(skill.shape) < 0.15] = 0
    return skill, draw.integers(2, 4, papers).tolist()


def best(skill: np.ndarray[Any, Any], needs: list[int]) -> float | None:
    """The greatest sum of skills, with all reviews given; None if that cannot be."""
    papers, reviewers = skill.shape
    cells = np.argwhere(skill > 0)
    of_paper = np.zeros((papers, len(cells)))
    of_reviewer = np.zeros((reviewers, len(cells)))
    of_paper[cells[:, 0], np.arange(len(cells))] = 1
    of_reviewer[cells[:, 1], np.arange(len(cells))] = 1
    found = linprog(
        -skill[cells[:, 0], cells[:, 1]],
        A_ub=np.vstack([of_reviewer, -of_reviewer]),
        b_ub=[MOST] * reviewers + [-LEAST] * reviewers,
        A_eq=of_paper,
        b_eq=needs,
        bounds=(0, 1),
    )
    return None if found.x is None else -float(found.fun)


@pytest.mark.parametrize("seed", range(6))
def test_reviews_are_the_best_there_are(seed: int) -> None:
    skill, needs = instance(seed)
    reviews = [(f"r{p:02}-{k}", f"p{p:02}") for p, need in enumerate(needs) for k in range(need)]
    seekers = pl.DataFrame(reviews, {"person_id": pl.String, "paper": pl.String}, orient="row")
    jobs = pl.DataFrame({"job_id": [f"j{r}" for r in range(skill.shape[1])], "vacancies": [MOST] * skill.shape[1]})
    pairs = pl.DataFrame(
        [
            (review, f"j{r}", -float(skill[int(paper[1:]), r]))
            for review, paper in reviews
            for r in np.flatnonzero(skill[int(paper[1:])])
        ],
        {"person_id": pl.String, "job_id": pl.String, "cost": pl.Float64},
        orient="row",
    )
    quotas = [
        {"name": "load", "per": "jobs.job_id", "lower": LEAST},
        {"name": "all", "lower": len(reviews)},
        *({"name": f"{paper} once", "persons": {"paper": paper}, "per": "jobs.job_id", "upper": 1}
          for paper in dict.fromkeys(paper for _, paper in reviews)),
    ]  # fmt: skip
    policy = {"as_of": "2016-08-29", "quantum": 0.001, "quota": quotas, "unmatched": {"default": 0.0}}
    result = jobmatch.solve(seekers, jobs, policy, pairs=pairs)
    expected = best(skill, needs)
    if expected is None:
        assert result.status is jobmatch.Status.INFEASIBLE
    else:
        assert result.status is jobmatch.Status.OPTIMAL
        assert result.objective == pytest.approx(-expected, abs=1e-6)
        twice = result.assignment.join(seekers, on="person_id").group_by("paper", "job_id").len()
        assert twice["len"].max() == 1
    report = result.verify()
    assert report.ok, str(report)
