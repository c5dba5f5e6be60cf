"""Months that people live through: nobody and no post is lost, memory holds, and luck is the same under all rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import jobmatch
from jobmatch.errors import PolicyError, RunError, UnsupportedError
from jobmatch.scenarios import presets
from jobmatch.scenarios.simulation import load_simulation, run_simulation
from jobmatch.scenarios.simulation.chance import Chance, accepts, leaves
from jobmatch.scenarios.simulation.document import Acceptance, Leaving
from jobmatch.scenarios.simulation.life import Life
from jobmatch.scenarios.simulation.proposals import Proposer
from jobmatch.scenarios.simulation.tables import retention_of
from jobmatch.scenarios.simulation.world import policy_document, world_of

BOTH = [{"name": "best"}, {"name": "first come", "rule": "first_come"}]
SMALL: dict[str, Any] = {
    "name": "small",
    "base": {"preset": "xiangxi-2016", "scale": 0.0005},
    "periods": {"count": 5},
    "arrivals": {"posts_close": 0.1, "gives_up": 0.1},
    "acceptance": {"answered": 0.7},
    "policy": BOTH,
    "replicates": {"count": 1, "seed": 3},
}
SURE = {
    "arrivals": {"seekers_at_first": 1.0, "jobs_at_first": 1.0},
    "acceptance": {"constant": 100.0},
    "no_show": {"probability": 0.0},
}


def check_conserved(periods: pl.DataFrame, persons: int, posts: int) -> None:
    """Every identity of docs/simulation.md, in every row."""
    c = {name: periods[name].to_numpy() for name in periods.columns}
    for when in ("_before", ""):
        everybody = c[f"to_come{when}"] + c[f"waiting{when}"] + c[f"in_post{when}"] + c[f"gone{when}"]
        assert (everybody == persons).all()
        filled = c[f"in_post{when}"]
        assert (c[f"posts_to_come{when}"] + c[f"posts_open{when}"] + c[f"posts_closed{when}"] + filled == posts).all()
    assert (c["to_come"] == c["to_come_before"] - c["arrived"]).all()
    looking = c["waiting_before"] + c["arrived"] + c["returned"]
    assert (c["proposed"] <= looking).all()
    assert (c["proposed"] <= c["posts_offered"]).all()
    assert (c["proposed"] == c["accepted"] + c["declined"] + c["unanswered"]).all()
    assert (c["accepted"] == c["started"] + c["no_show"]).all()
    assert (c["waiting"] == looking - c["started"] - c["gave_up"]).all()
    assert (c["in_post"] == c["in_post_before"] - c["left"] + c["started"]).all()
    assert (c["gone"] == c["gone_before"] + c["left"] - c["returned"] + c["gave_up"]).all()
    assert (c["posts_to_come"] == c["posts_to_come_before"] - c["posts_arrived"]).all()
    offered = c["posts_open_before"] + c["posts_arrived"] + c["left"] - c["posts_closing"]
    assert (c["posts_offered"] == offered).all()
    assert (c["posts_open"] == offered - c["started"]).all()
    assert (c["posts_closed"] == c["posts_closed_before"] + c["posts_closing"]).all()
    assert all((column >= 0).all() for name, column in c.items() if name != "policy")
    for _, part in periods.group_by("replicate", "policy", maintain_order=True):
        for name in ("to_come", "waiting", "in_post", "gone", "posts_to_come", "posts_open", "posts_closed"):
            assert part[name][:-1].to_list() == part[f"{name}_before"][1:].to_list(), "months follow each other"


shares = st.sampled_from([0.0, 0.3, 1.0])


@settings(max_examples=8, deadline=None)
@given(
    arrivals=st.fixed_dictionaries(
        {"seekers_at_first": shares, "jobs_at_first": shares, "posts_close": shares, "gives_up": shares}
    ),
    answered=shares,
    returns=shares,
    no_show=shares,
    seed=st.integers(0, 50),
)
def test_persons_and_posts_are_conserved_in_every_period(
    tmp_path_factory: pytest.TempPathFactory,
    arrivals: dict[str, float],
    answered: float,
    returns: float,
    no_show: float,
    seed: int,
) -> None:
    document = {
        **SMALL,
        "periods": {"count": 4},
        "arrivals": arrivals,
        "acceptance": {"answered": answered},
        "leaving": {"returns": returns, "months": 1.0},
        "no_show": {"probability": no_show},
        "replicates": {"count": 1, "seed": seed},
    }
    found = run_simulation(document, tmp_path_factory.mktemp("conserved") / "out")
    seekers, jobs, _ = presets.generate("xiangxi-2016", 0.0005, seed)
    check_conserved(found.periods, seekers.height, int(jobs["vacancies"].sum()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulated") / "out"
    run_simulation({**SMALL, "replicates": {"count": 2, "seed": 3}}, out)
    return out


def test_tables_are_written_and_the_same_again(folder: Path, tmp_path: Path) -> None:
    again = run_simulation({**SMALL, "replicates": {"count": 2, "seed": 3}}, tmp_path / "again")
    assert sorted(path.name for path in folder.iterdir()) == [
        *("periods.csv", "retention.csv", "simulation.json", "summary.csv")
    ]
    for name in ("periods", "retention", "summary"):
        assert (folder / f"{name}.csv").read_bytes() == (tmp_path / "again" / f"{name}.csv").read_bytes()
    other = run_simulation({**SMALL, "replicates": {"count": 2, "seed": 4}}, tmp_path / "other")
    assert not other.periods.equals(again.periods)
    assert set(again.summary["of"]) == {"periods"}
    started = again.periods.group_by("replicate", "policy").agg(pl.col("started").sum())
    mean = started.filter(policy="best")["started"].mean()
    assert again.summary.filter(figure="started", policy="best")["mean"].item() == mean


def test_two_rules_that_are_the_same_live_the_same_life(tmp_path: Path) -> None:
    """All draws are the person's own: no rule changes another's, nor does the order of the rules."""
    twins = [{"name": "a"}, {"name": "b"}]
    found = run_simulation({**SMALL, "policy": twins}, tmp_path / "twins").periods
    a, b = (found.filter(policy=name).drop("policy") for name in ("a", "b"))
    assert_frame_equal(a, b)
    alone = run_simulation({**SMALL, "policy": BOTH[:1]}, tmp_path / "alone").periods
    assert_frame_equal(a, alone.drop("policy"))


def lived(document: dict[str, Any], rule: int = 0) -> Life:
    simulation = load_simulation(document)
    world = world_of(simulation, policy_document(simulation.base), 0)
    life = Life(world, simulation, Proposer.of(world, simulation, simulation.policy[rule]))
    assert simulation.periods is not None
    for period in range(simulation.periods.count):
        life.period(period)
    return life


@pytest.mark.parametrize("rule", [0, 1])
def test_what_was_said_no_to_does_not_come_back(rule: int) -> None:
    document = {**SMALL, "acceptance": {"constant": -0.5}, "leaving": {"months": 1.0, "returns": 1.0}}
    life = lived({**document, "arrivals": {}}, rule)
    answered = [(i, j) for who, job, word in life.answers if word != "left" for i, j in zip(who, job, strict=True)]
    assert len(answered) > 20
    assert len(set(answered)) == len(answered), "a pair is proposed until it is answered, and never after"
    words = {word: sum(who.size for who, _, said in life.answers if said == word) for word in ("declined", "left")}
    assert min(words.values()) > 0


def test_if_everybody_accepts_and_stays_the_first_plan_is_that_of_solve(tmp_path: Path) -> None:
    seekers, jobs, policy = presets.generate("xiangxi-2016", 0.0005, 3)
    jobs = jobs.with_columns(stay=pl.lit(1.0))
    seekers.write_csv(tmp_path / "seekers.csv")
    jobs.write_csv(tmp_path / "jobs.csv")
    base = {"seekers": tmp_path / "seekers.csv", "jobs": tmp_path / "jobs.csv", "policy": policy}
    found = run_simulation({**SMALL, **SURE, "base": base, "policy": BOTH[:1]}, tmp_path / "out")
    plan = jobmatch.solve(seekers, jobs, policy)
    assert found.periods["started"].to_list() == [plan.assignment.height, 0, 0, 0, 0]
    assert found.periods["left"].sum() == 0
    assert found.retention["share"].to_list() == [1.0, 1.0]


def test_first_come_keeps_budgets_month_after_month(tmp_path: Path) -> None:
    """One unit of money a placement, eight in all: those in post have used theirs, those who leave give it back."""
    subsidy = {"name": "start", "form": "fixed", "amount": 1.0}
    purse = {"name": "purse", "usage": "start", "limit": 8.0}
    base = {**SMALL["base"], "policy": {"as_of": "2016-08-29", "subsidy": [subsidy], "budget": [purse]}}
    found = run_simulation({**SMALL, **SURE, "base": base, "leaving": {"months": 1.0}}, tmp_path / "out").periods
    for _, part in found.group_by("policy"):
        assert part["in_post"].to_list() == [8] * 5
        assert part["started"].sum() > 8, "some left, and others took their place"


def test_what_a_person_sees_is_the_wage_gap_the_way_and_the_rank() -> None:
    """Whatever the policy weighs: against the figures of the lists, and the terms of a policy with known weights."""
    changes = {"wage": {"weight": 7.0}, "distance": {"weight": 0.0}, "preference": {"region_step": 0.0}}
    document = {**SMALL, "base": {**SMALL["base"], "policy": {"as_of": "2016-08-29", **changes}}}
    simulation = load_simulation(document)
    world = world_of(simulation, policy_document(simulation.base), 0)
    plain = {"as_of": "2016-08-29", "horizon_months": 12, "distance": {"yuan_per_km": 1.2, "trips": 10}}
    pairs = jobmatch.eligible_pairs(world.seekers, world.jobs, plain)
    place = {name: k for k, name in enumerate(world.persons)}
    post = {name: k for k, name in enumerate(world.posts)}
    who = np.array([place[i] for i in pairs["person_id"]])
    job = np.array([post[j] for j in pairs["job_id"]])
    gap, km, rank = world.seen(who, job)
    assert gap.max() > 0
    assert np.allclose(gap, pairs["wage"].to_numpy())
    assert np.allclose(km, pairs["distance"].to_numpy())
    assert np.allclose(rank, pairs["preference"].to_numpy() / 50)
    assert rank.max() >= 2


def test_luck_is_a_persons_own() -> None:
    chance = Chance(1, 0)
    ids = pl.Series([f"p{k}" for k in range(4000)])
    u = chance.uniform(ids, 3, "accepts")
    assert chance.uniform(ids.reverse(), 3, "accepts").tolist() == u[::-1].tolist()
    assert 0 <= u.min() < u.max() < 1
    assert abs(u.mean() - 0.5) < 0.02
    others = [(Chance(2, 0), 3, "accepts"), (Chance(1, 1), 3, "accepts"), (chance, 4, "accepts"), (chance, 3, "leaves")]
    for other, period, purpose in others:
        assert abs(np.corrcoef(u, other.uniform(ids, period, purpose))[0, 1]) < 0.06
    comes = chance.arrival(ids, "comes", 0.4, 5)
    assert np.allclose(np.bincount(comes, minlength=5) / 4000, [0.4, 0.15, 0.15, 0.15, 0.15], atol=0.03)
    assert not chance.arrival(ids, "comes", 0.4, 1).any()
    assert not chance.arrival(ids, "comes", 1.0, 5).any()


def test_probabilities_are_those_of_the_document() -> None:
    asked = Acceptance(constant=1.0, wage_gap=-0.5, km=-0.1, rank=-0.25)
    told = accepts(asked, np.array([0.0, 200.0]), np.array([0.0, 500.0]), np.array([0.0, 2.0]))
    assert told == pytest.approx([1 / (1 + np.exp(-1.0)), 1 / (1 + np.exp(1.0))])
    for stay, shape in ((496 / 609, 1.0), (202 / 381, 0.6)):
        asked_leaving = Leaving(months=3.0, shape=shape)
        months = np.arange(1, 4)
        going = leaves(asked_leaving, np.full(3, stay), months)
        assert np.prod(1 - going) == pytest.approx(stay), "after three months the report's part is still there"
        assert (np.diff(going) <= 1e-12).all()


def test_cohorts_are_counted_where_they_can_be() -> None:
    spells = [[0, 0, -1], [0, 0, 1], [0, 0, 2], [0, 2, -1]]
    assert retention_of(spells, 4) == [
        {"started_in": 1, "months": 1, "started": 3, "still": 2, "share": 2 / 3},
        {"started_in": 1, "months": 3, "started": 3, "still": 1, "share": 1 / 3},
        {"started_in": 3, "months": 1, "started": 1, "still": 1, "share": 1.0},
    ]


FAULTS = [
    ({"periods": None}, "asks for nothing"),
    ({"base": {**SMALL["base"], "plan": "run"}}, "plan in force"),
    ({"base": {**SMALL["base"], "stay": "model.json"}}, "base.stay is for studies"),
    ({"policy": [{"name": "a"}, {"name": "a"}]}, "'a'"),
    ({"policy": [{"name": "p", "rule": "price_guided"}]}, r"only|\[orders\]"),
    ({"orders": {}, "policy": [{"name": "p", "policy": {"tier": {"outside": 1.0}}}]}, "have the policy of the base"),
    ({"acceptance": {"kilometres": 1.0}}, "kilometres"),
    ({"no_show": {"probability": 1.5}}, "no_show.probability"),
    ({"policy": [{"name": "p", "policy": {"tear": {}}}]}, "tear"),
    ({"base": {"preset": "atlantis"}}, "atlantis"),
]


@pytest.mark.parametrize(("change", "told"), FAULTS)
def test_what_is_wrong_with_a_document_is_told(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises((PolicyError, jobmatch.InputError), match=told):
        run_simulation({**SMALL, **change}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RunError, match="not the folder of a simulation"):
        run_simulation(SMALL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_period_without_a_plan_is_told(tmp_path: Path) -> None:
    base = {**SMALL["base"], "policy": {"quota": [{"name": "many", "lower": 100_000}]}}
    with pytest.raises(RunError, match="'best', period 1"):
        run_simulation({**SMALL, "base": base, "policy": BOTH[:1]}, tmp_path / "out")
    with pytest.raises(UnsupportedError, match="many"):
        run_simulation({**SMALL, "base": base, "policy": BOTH[1:]}, tmp_path / "out")


def test_pairs_with_costs_of_their_own_are_lived_with(tmp_path: Path) -> None:
    """Only ids and vacancies are there: nothing but the constant tells who accepts, and posts keep the default stay."""
    ids = [f"p{k}" for k in range(8)]
    pl.DataFrame({"person_id": ids}).write_csv(tmp_path / "s.csv")
    pl.DataFrame({"job_id": ["a", "b"], "vacancies": [2, 3]}).write_csv(tmp_path / "j.csv")
    rows = [(i, j, k % 5) for k, i in enumerate(ids) for j in ("a", "b")]
    pl.DataFrame(rows, schema=["person_id", "job_id", "cost"], orient="row").write_csv(tmp_path / "p.csv")
    base = {"seekers": tmp_path / "s.csv", "jobs": tmp_path / "j.csv", "pairs": tmp_path / "p.csv"}
    document = {**SMALL, **SURE, "base": base, "acceptance": {"constant": 0.5}, "leaving": {"months": 1.0}}
    found = run_simulation({**document, "orders": {"count": 2}}, tmp_path / "out")
    check_conserved(found.periods, 8, 5)
    assert found.periods["started"].sum() > 5
    assert set(found.summary["of"]) == {"periods", "orders"}
    assert found.orders.height == 4


def test_hindsight_is_asked_for_as_many_placements(tmp_path: Path) -> None:
    """Against the optimum under an upper quota, and never above the share of the whole."""
    document = {"name": "x", "base": {"preset": "fair-2016", "scale": 0.05}, "orders": {"count": 3}, "policy": BOTH}
    orders = run_simulation(document, tmp_path / "out").orders
    seekers, jobs, policy = presets.generate("fair-2016", 0.05, 0)
    for row in orders.iter_rows(named=True):
        quota = {"quota": [{"name": "n", "upper": row["placed"]}]}
        plan = jobmatch.solve(seekers, jobs, {**policy, **quota}).assignment
        assert plan.height == row["placed"] <= row["hindsight_placed"]
        assert row["hindsight_cost_of_as_many"] == pytest.approx(plan["cost"].sum())
        assert row["share_of_hindsight_cost"] == pytest.approx(plan["cost"].sum() / row["cost_of_placed"])
        assert 0 < row["share_of_hindsight"] <= 1
