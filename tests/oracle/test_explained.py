"""What is said of single persons: it adds up, prices agree with the plan, and changes that flip it do flip it."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jobmatch
from instances import Instance
from jobmatch.explain import Opened, PersonExplained, explain_job, explain_person, flips, open_run
from jobmatch.explain.opened import person_at, ways_of
from jobmatch.explain.prices import prices_of
from jobmatch.explain.tries import Try, tries_of

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
SMALL = 1e-6

SEEKERS = st.fixed_dictionaries(
    {
        "home": st.sampled_from(("433124", "433101", "440305")),
        "birth_date": st.sampled_from(("1970-05-01", "1990-01-01", "1999-12-31")),
        "skills": st.sampled_from(("", "welding:1", "welding:3;sewing:1", "sewing:2")),
        "min_wage": st.sampled_from((None, 2500.0, 3200.0, 4100.0)),
        "wish_wage": st.sampled_from((None, 4000.0)),
        "wish_regions": st.sampled_from(("4403", "4401;4403", "433124", "*", "4401", "")),
        "wish_job_types": st.sampled_from(("welder", "welder;waiter", "", "sewer")),
        "max_tier": st.sampled_from((None, None, "province", "outside")),
        "priority": st.sampled_from(("default", "registered_poor")),
        "status": st.sampled_from(("looking", "looking", "looking", "employed")),
        "available_from": st.sampled_from((None, "2016-09-01", "2016-12-01")),
    }
)

JOBS = st.fixed_dictionaries(
    {
        "region": st.sampled_from(("440305", "440306", "4401", "433124", "4331")),
        "job_type": st.sampled_from(("welder", "waiter", "sewer")),
        "vacancies": st.sampled_from((0, 1, 1, 2)),
        "wage": st.sampled_from((2400.0, 3000.0, 3500.0, 4200.0)),
        "skills": st.sampled_from(("", "", "welding:2", "sewing:1")),
        "contract": st.sampled_from((True, True, True, False)),
        "min_age": st.sampled_from((None, None, 18)),
        "max_age": st.sampled_from((None, None, 40)),
        "start_date": st.sampled_from((None, "2016-10-01")),
    }
)


@st.composite
def crowded(draw: st.DrawFn) -> Instance:
    """More persons than places, most of them nearly eligible for some."""
    seekers = draw(st.lists(SEEKERS, min_size=4, max_size=9))
    jobs = draw(st.lists(JOBS, min_size=2, max_size=5))
    return Instance(
        [{"person_id": f"p{k}", **row} for k, row in enumerate(seekers)],
        [{"job_id": f"j{k}", **row} for k, row in enumerate(jobs)],
        {"as_of": "2016-08-29"},
    )


def opened(instance: Instance) -> tuple[jobmatch.Result, Opened]:
    result = jobmatch.solve(instance.seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    return result, open_run(result)


def check_sums(found: PersonExplained, result: jobmatch.Result) -> None:
    """Terms add up to the cost, cost and charges to what an option comes to, and nothing beats what the person has."""
    for option in [*found.options, *([] if found.place is None else [found.place])]:
        assert option.vacancies > 0
        assert sum(option.terms.values()) == pytest.approx(option.cost, abs=SMALL)
        assert option.charges is not None
        assert option.comes_to == pytest.approx(option.cost + sum(c.amount for c in option.charges), abs=SMALL)
    assert all(option.behind is not None and option.behind > -SMALL for option in found.options)
    assert found.removals[-1].left == found.eligible_jobs
    if found.place is not None:
        row = result.assignment.row(by_predicate=pl.col("person_id") == found.person_id, named=True)
        assert (found.place.job_id, found.place.cost) == (row["job_id"], row["cost"])
        assert found.place.comes_to <= found.unmatched_cost + SMALL
    else:
        row = result.unmatched.row(by_predicate=pl.col("person_id") == found.person_id, named=True)
        assert (found.reason, found.eligible_jobs) == (row["reason"], row["eligible_jobs"])
        assert found.unmatched_cost == row["unmatched_cost"]


@given(crowded())
@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
def test_everything_adds_up(instance: Instance) -> None:
    result, run = opened(instance)
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    for seeker in instance.seekers[:3]:
        found = explain_person(run, seeker["person_id"])
        check_sums(found, result)
        assert found.eligible_jobs == pairs.filter(pl.col("person_id") == found.person_id)["job_id"].n_unique()


def best_gain(run: Opened, person_id: str, each: Try) -> float:
    """How much the plan would gain by one change at most, by the prices."""
    sources, ids = run.sources.with_persons(person_id, [{each.column: each.value}])
    varied = sources.compiled(run.seed)
    prices = prices_of(run, varied.problem, fewer=True)
    assert prices is not None
    gains = flips.gains_of(varied, prices, ways_of(varied, person_at(varied, ids[0])))
    return float(gains.max(initial=float("-inf")))


def placed_after(instance: Instance, person_id: str, column: str, value: Any) -> bool:
    """Whether the person is placed once their row is changed."""
    seekers = [{**row, column: value} if row["person_id"] == person_id else row for row in instance.seekers]
    result = jobmatch.solve(seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    return not result.assignment.filter(pl.col("person_id") == person_id).is_empty()


@given(crowded())
@settings(max_examples=25, deadline=None, suppress_health_check=CALM)
def test_changes_flip_what_they_are_said_to_flip(instance: Instance) -> None:
    """And of all that is tried, nothing else does, but what is equally good."""
    _, run = opened(instance)
    ready = run.sources.compiled(run.seed)
    unmatched = run.unmatched["person_id"].to_list()[:2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flips, "EACH", 100)
        for person_id in unmatched:
            explained = explain_person(run, person_id)
            found, short = explained.flips, {(each.change, each.to): each for each in explained.tried if each.job_id}
            assert {each.change for each in explained.tried}.isdisjoint(flip.change for flip in found)
            said = {(flip.change, flip.to) for flip in found if flip.change != "vacancy"}
            assert all(flip.sure for flip in found if flip.change != "vacancy")
            for each in tries_of(run, ready, person_id):
                if (each.change, each.to) in said:
                    assert placed_after(instance, person_id, each.column, each.value), each
                elif (each.change, each.to) in short:
                    behind = short[each.change, each.to].behind
                    assert behind is not None
                    assert behind >= -best_gain(run, person_id, each) - SMALL
                    assert behind < SMALL or not placed_after(instance, person_id, each.column, each.value), each
                elif best_gain(run, person_id, each) < -SMALL:
                    assert not placed_after(instance, person_id, each.column, each.value), each


@given(crowded())
@settings(max_examples=15, deadline=None, suppress_health_check=CALM)
def test_a_solve_confirms_them(instance: Instance) -> None:
    _, run = opened(instance)
    for person_id in run.unmatched["person_id"].to_list()[:1]:
        for flip in explain_person(run, person_id, confirm=True).flips:
            assert flip.confirmed or not flip.sure, flip


@given(crowded())
@settings(max_examples=25, deadline=None, suppress_health_check=CALM)
def test_one_more_vacancy_is_worth_what_it_says(instance: Instance) -> None:
    result, run = opened(instance)
    for person_id in run.unmatched["person_id"].to_list()[:2]:
        for flip in [flip for flip in explain_person(run, person_id).flips if flip.change == "vacancy"]:
            jobs = [{**job, "vacancies": job["vacancies"] + (job["job_id"] == flip.job_id)} for job in instance.jobs]
            more = jobmatch.solve(instance.seekers, jobs, instance.policy, decisions=instance.decisions)
            assert result.objective - more.objective == pytest.approx(flip.gain, abs=SMALL)


@given(crowded())
@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
def test_jobs_add_up_and_a_raise_brings_whom_it_says(instance: Instance) -> None:
    result, run = opened(instance)
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    for row in instance.jobs[:2]:
        found = explain_job(run, row["job_id"])
        assert found.eligible == pairs.filter(pl.col("job_id") == found.job_id)["person_id"].n_unique()
        assert found.removals[-1].left == found.eligible
        assert found.here == found.filled == result.assignment.filter(pl.col("job_id") == found.job_id).height
        assert found.here + found.elsewhere + found.unplaced == found.eligible
        for raised in found.raises[:1]:
            jobs = [{**job, "wage": raised.wage} if job is row else job for job in instance.jobs]
            after = jobmatch.solve(instance.seekers, jobs, instance.policy, decisions=instance.decisions)
            filled = after.assignment.filter(pl.col("job_id") == found.job_id).height
            assert (filled > found.filled) == (raised.would_come > 0), raised
        for lacking in found.skills:
            if lacking.would_come is None or not row["skills"]:
                continue
            others = ";".join(part for part in row["skills"].split(";") if part != lacking.skill)
            jobs = [{**job, "skills": others} if job is row else job for job in instance.jobs]
            after = jobmatch.solve(instance.seekers, jobs, instance.policy, decisions=instance.decisions)
            filled = after.assignment.filter(pl.col("job_id") == found.job_id).height
            assert (filled > found.filled) == (lacking.would_come > 0), lacking


def cost_with(instance: Instance, **decision: str) -> float:
    """The objective once a decision holds."""
    row = {"job_id": "", **decision}
    return float(jobmatch.solve(instance.seekers, instance.jobs, instance.policy, decisions=[row]).objective)


@given(crowded())
@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
def test_options_are_behind_by_what_forcing_them_costs(instance: Instance) -> None:
    """Exactly for those without a place; at least that much for others. Ties are those of whole plans."""
    result, run = opened(instance)
    for seeker in instance.seekers[:4]:
        found = explain_person(run, seeker["person_id"])
        forced = {
            option.job_id: cost_with(instance, person_id=found.person_id, job_id=option.job_id, decision="forced")
            for option in found.options
        }
        more = {job: objective - result.objective for job, objective in forced.items()}
        assert found.exact == (found.place is None)
        for option in found.options:
            assert option.behind is not None
            if found.exact:
                assert more[option.job_id] == pytest.approx(option.behind, abs=SMALL)
            else:
                assert more[option.job_id] >= option.behind - SMALL
        if found.place is None:
            assert found.tied == any(abs(amount) < SMALL for amount in more.values())
        else:
            stays = cost_with(instance, person_id=found.person_id, decision="withdrawn") - result.objective
            assert found.tied == (abs(stays) < SMALL)
