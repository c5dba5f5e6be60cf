"""Rules of assignment against plain readings of docs/rules.md, published instances and all plans there are."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.explain import stability
from jobmatch.mechanisms import MECHANISMS
from jobmatch.problem.draw import draw_order
from jobmatch.scenarios import presets
from oracle.markets import Market, all_plans, blocking_pairs, by_jobs, by_persons, drawn_market, in_turn

POLICY: dict[str, Any] = {"choice": {"score": "pairs.score"}}

FAR = [{"name": "far", "pairs": {"tier": ["outside"]}, "upper": 9}]

RULES = {"deferred_persons": by_persons, "deferred_employers": by_jobs}


def solved(market: Market, solver: str, policy: dict[str, Any] = POLICY) -> jobmatch.Result:
    return jobmatch.solve(**market.tables(), policy=policy, solver=solver, seed=market.seed)


def plan_of(result: jobmatch.Result) -> dict[str, str]:
    return dict(result.assignment.select("person_id", "job_id").iter_rows())


def published(ranks: list[list[tuple[int, int]]]) -> Market:
    """A marriage market from a matrix of rankings, as the paper prints it: his of her, hers of him."""
    cost, score = {}, {}
    for r, row in enumerate(ranks):
        for c, (his, hers) in enumerate(row):
            cost[f"m{r}", f"w{c}"], score[f"m{r}", f"w{c}"] = his, 10 - hers
    who = tuple(f"m{r}" for r in range(len(ranks)))
    return Market(who, {f"w{c}": 1 for c in range(len(ranks))}, cost, score, dict.fromkeys(who, "default"))


def test_first_published_example() -> None:
    # Gale and Shapley 1962, example 1: three stable plans, of which two are best for one side each
    market = published([[(1, 3), (2, 2), (3, 1)], [(3, 1), (1, 3), (2, 2)], [(2, 2), (3, 1), (1, 3)]])
    assert plan_of(solved(market, "deferred_persons")) == {"m0": "w0", "m1": "w1", "m2": "w2"}
    assert plan_of(solved(market, "deferred_employers")) == {"m0": "w2", "m1": "w0", "m2": "w1"}
    assert sum(not blocking_pairs(market, plan) for plan in all_plans(market)) == 3


def test_second_published_example() -> None:
    # Gale and Shapley 1962, example 2: only one stable plan
    market = published(
        [
            [(1, 3), (2, 3), (3, 2), (4, 3)],
            [(1, 4), (4, 1), (3, 3), (2, 2)],
            [(2, 2), (1, 4), (3, 4), (4, 1)],
            [(4, 1), (2, 2), (3, 1), (1, 4)],
        ]
    )
    stable = [plan for plan in all_plans(market) if not blocking_pairs(market, plan)]
    assert stable == [{"m0": "w2", "m1": "w3", "m2": "w0", "m3": "w1"}]
    for rule in RULES:
        assert plan_of(solved(market, rule)) == stable[0]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("levels", [3, 1000])
def test_deferred_acceptance_is_that_of_the_book(rule: str, levels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # short lists and small pieces, so that lists run dry and are made anew
    monkeypatch.setattr("jobmatch.mechanisms.deferred.LIST", 2)
    monkeypatch.setattr("jobmatch.mechanisms.pieces.PAIRS", 10)
    for seed in range(60):
        rng = random.Random(seed * 7 + levels)
        market = drawn_market(rng, rng.randrange(1, 14), rng.randrange(1, 7), levels)
        result = solved(market, rule)
        plan = plan_of(result)
        assert plan == RULES[rule](market), seed
        assert not blocking_pairs(market, plan), seed
        assert stability(result).pairs == 0


def test_who_proposes_gets_the_best_there_is() -> None:
    for seed in range(25):
        rng = random.Random(seed)
        market = drawn_market(rng, 4, 3, 1000)  # strict, but for a few
        stable = [plan for plan in all_plans(market) if not blocking_pairs(market, plan)]
        best, worst = (plan_of(solved(market, rule)) for rule in RULES)
        for i in market.persons:
            costs = [market.cost[i, plan[i]] for plan in stable if i in plan]
            if costs and len({*market.cost.values()}) == len(market.cost):
                assert market.cost[i, best[i]] == min(costs)
                assert market.cost[i, worst[i]] == max(costs)


def test_blocking_pairs_are_those_one_by_one() -> None:
    seen = 0
    for seed in range(60):
        rng = random.Random(seed)
        market = drawn_market(rng, 12, 5, 4)
        result = solved(market, rng.choice(("auto", "first_come", "random_serial")))
        plan, found = plan_of(result), stability(result)
        pairs = blocking_pairs(market, plan)
        full = {(i, j) for i, j in pairs if sum(h == j for h in plan.values()) == market.vacancies[j]}
        assert found.pairs == len(pairs)
        assert found.with_room == len(pairs) - len(full)
        assert found.persons == len({i for i, _ in pairs})
        assert found.envious == len({i for i, _ in full})
        assert found.unplaced == len({i for i, _ in pairs if i not in plan})
        assert found.jobs == len({j for _, j in pairs})
        gains = {
            i: market.cost[i, plan[i]] - min(market.cost[i, j] for k, j in pairs if k == i)
            for i in {i for i, _ in pairs if i in plan}
        }
        assert found.most_gain == (max(gains.values()) if gains else None)
        told = dict(found.table.drop_nulls("gain").select("person_id", "gain").iter_rows())
        assert told == pytest.approx(gains)
        seen += len(pairs)
    assert seen > 100


@pytest.mark.parametrize("most", [0, 1, 3])
def test_stable_is_the_cheapest_with_so_many_blocking_pairs(most: int) -> None:
    dearer = 0
    for seed in range(40):
        rng = random.Random(seed + 100 * most)
        market = drawn_market(rng, 4, 3, 3 if seed % 2 else 50)
        policy = {"choice": {"score": "pairs.score", "blocking": most}}
        result = solved(market, "stable", policy)
        unmatched = {i: 30000 if market.priority[i] == "registered_poor" else 20000 for i in market.persons}

        def cost(plan: dict[str, str]) -> int:
            return sum(market.cost[i, plan[i]] if i in plan else unmatched[i] for i in market.persons)  # noqa: B023

        allowed = [plan for plan in all_plans(market) if len(blocking_pairs(market, plan)) <= most]
        assert result.objective == min(map(cost, allowed)), seed
        assert len(blocking_pairs(market, plan_of(result))) <= most
        assert result.verify().ok
        dearer += result.objective > jobmatch.solve(**market.tables(), seed=market.seed).objective
    assert dearer or most, "stability costs something somewhere"


def test_serving_in_turn_is_what_it_says() -> None:
    for seed in range(40):
        rng = random.Random(seed)
        market = drawn_market(rng, 10, 5, 3)
        drawn = [market.persons[at] for at in draw_order(market.persons, market.seed).tolist()]
        by_class = sorted(drawn, key=lambda i: market.priority[i] != "registered_poor")
        for rule, order in (("first_come", drawn), ("random_serial", drawn), ("serial", by_class)):
            result = solved(market, rule)
            assert plan_of(result) == in_turn(market, order), (seed, rule)
            assert result.verify().ok


def test_first_come_serves_by_arrival() -> None:
    market = drawn_market(random.Random(3), 9, 3, 1000)
    tables = market.tables()
    days = [f"2016-0{1 + k % 3}-0{1 + k}" for k in range(9)]
    tables["seekers"] = tables["seekers"].with_columns(pl.Series("applied_on", [*days[:-1], None]))
    order = [i for _, i in sorted(zip(days[:-1], market.persons[:-1], strict=True))] + [market.persons[-1]]
    policy = {"choice": {"arrival": "applied_on"}}
    result = jobmatch.solve(**tables, policy=policy, solver="first_come", seed=market.seed)
    assert plan_of(result) == in_turn(market, order)


def preset(scale: float, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    seekers, jobs, _ = presets.generate("xiangxi-2016", scale, seed)
    return seekers, jobs


def market_of_terms(seekers: pl.DataFrame, jobs: pl.DataFrame, policy: dict[str, Any], seed: int) -> Market:
    """The market that the policy's terms make, from the list of all eligible pairs."""
    pairs = jobmatch.eligible_pairs(seekers, jobs, policy)
    choice = policy.get("choice", {})
    by_person = choice.get("persons", ["wage", "distance", "tier", "preference"])
    by_job = choice.get("employers", ["skill", "retention"])
    cost, score = {}, {}
    for row in pairs.iter_rows(named=True):
        pair = row["person_id"], row["job_id"]
        cost[pair] = round(100 * sum(row[term] for term in by_person))
        score[pair] = -round(100 * sum(row[term] for term in by_job))
    who = dict(seekers.select("person_id", pl.col("priority").fill_null("default")).iter_rows())
    return Market(tuple(who), dict(jobs.select("job_id", "vacancies").iter_rows()), cost, score, who, seed)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("terms", [{}, {"persons": ["distance"], "employers": ["distance", "skill", "wage"]}])
def test_rankings_are_sums_of_terms(rule: str, terms: dict[str, Any]) -> None:
    for seed in range(3):
        seekers, jobs = preset(0.001, seed)
        policy = {"as_of": "2016-08-29", "choice": terms, "skill": {"absent": True, "max_missing": 3}}
        market = market_of_terms(seekers, jobs, policy, seed)
        result = jobmatch.solve(seekers, jobs, policy, solver=rule, seed=seed)
        assert plan_of(result) == RULES[rule](market)
        assert stability(result).pairs == 0
        assert result.verify().ok


def test_upper_limits_and_budgets_are_kept_in_turn() -> None:
    broken = 0
    for seed in range(6):
        seekers, jobs = preset(0.002, seed)
        jobs = jobs.with_columns(pl.Series("kit", [k % 4 for k in range(jobs.height)]))
        policy = {
            "as_of": "2016-08-29",
            "quota": [
                {"name": "one employer", "per": "jobs.employer_id", "upper": 3},
                *FAR,
                {"name": "poor", "persons": {"priority": "registered_poor"}, "upper": 30},
            ],
            "budget": [{"name": "kits", "usage": "jobs.kit", "limit": 40.0}],
        }
        result = jobmatch.solve(seekers, jobs, policy, solver="first_come", seed=seed)
        assert result.verify().ok
        assert result.stop == "rule"
        pairs = jobmatch.eligible_pairs(seekers, jobs, policy).filter(pl.col("cost") < pl.col("unmatched_cost"))
        pairs = pairs.join(jobs.select("job_id", "employer_id", "kit", "vacancies"), on="job_id")
        pairs = pairs.join(seekers.select("person_id", "priority"), on="person_id")
        plan = by_limits(seekers, jobs, pairs, seed)
        assert plan_of(result) == plan, seed
        free = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}, solver="first_come", seed=seed)
        broken += plan_of(free) != plan
    assert broken, "the limits bind somewhere"


def by_limits(seekers: pl.DataFrame, jobs: pl.DataFrame, pairs: pl.DataFrame, seed: int) -> dict[str, str]:
    """Serving in turn, with every limit of the test counted by hand."""
    ids = jobs["job_id"].to_list()
    place = {ids[at]: k for k, at in enumerate(draw_order(ids, seed).tolist())}
    offers: dict[str, list[dict[str, Any]]] = {}
    for row in pairs.iter_rows(named=True):
        offers.setdefault(row["person_id"], []).append(row)
    plan: dict[str, str] = {}
    filled: dict[Any, int] = {}
    persons = seekers["person_id"].to_list()
    for i in (persons[at] for at in draw_order(persons, seed).tolist()):
        for row in sorted(offers.get(i, ()), key=lambda row: (round(100 * row["cost"]), place[row["job_id"]])):
            uses = [(("job", row["job_id"]), 1, row["vacancies"]), (("employer", row["employer_id"]), 1, 3)]
            uses += [("kit", row["kit"], 40)]
            uses += [("far", 1, 9)] if row["tier"] == 200.0 else []
            uses += [("poor", 1, 30)] if row["priority"] == "registered_poor" else []
            if all(filled.get(what, 0) + amount <= most for what, amount, most in uses):
                for what, amount, _ in uses:
                    filled[what] = filled.get(what, 0) + amount
                plan[i] = row["job_id"]
                break
    return plan


@pytest.mark.parametrize("dear", [20000.0, 1.0])
@pytest.mark.parametrize(("rule", "blocking"), [*((rule, 0) for rule in MECHANISMS), ("stable", 2)])
def test_who_is_bound_stays_bound(rule: str, blocking: int, dear: float) -> None:
    for seed in range(5):
        market = drawn_market(random.Random(seed + 9), 8, 4, 3)
        free = {j for j, v in market.vacancies.items() if v}
        pairs = [pair for pair in market.cost if pair[1] in free]
        person, job = pairs[-1]
        decisions = pl.DataFrame({"person_id": [person], "job_id": [job], "decision": ["accepted"], "reason": [""]})
        policy = {"choice": {**POLICY["choice"], "blocking": blocking}, "unmatched": {"default": dear}}
        given = {"policy": policy, "decisions": decisions, "seed": market.seed}
        result = jobmatch.solve(**market.tables(), **given, solver=rule)
        assert plan_of(result)[person] == job
        assert result.verify().ok


def test_what_a_rule_cannot_see_to_is_refused() -> None:
    seekers, jobs = preset(0.001, 0)
    lower = {"quota": [{"name": "some poor", "persons": {"priority": "registered_poor"}, "lower": 2}]}
    with pytest.raises(UnsupportedError, match=r"some poor.*serves one person after the other"):
        jobmatch.solve(seekers, jobs, lower, solver="serial")
    with pytest.raises(UnsupportedError, match="solver 'deferred_persons' cannot carry"):
        jobmatch.solve(seekers, jobs, lower, solver="deferred_persons")
    order = {"objective": {"order": ["placed", "cost"]}}
    with pytest.raises(UnsupportedError, match="solver 'first_come' cannot carry"):
        jobmatch.solve(seekers, jobs, order, solver="first_come")
    with pytest.raises(PolicyError, match="has no column 'exam'"):
        jobmatch.solve(seekers, jobs, {"choice": {"score": "persons.exam"}}, solver="deferred_persons")
    with pytest.raises(PolicyError, match=r"persons\.COLUMN or pairs.COLUMN"):
        jobmatch.solve(seekers, jobs, {"choice": {"score": "exam"}})


def test_the_bound_is_the_optimum() -> None:
    seekers, jobs = preset(0.003, 1)
    for policy in ({"as_of": "2016-08-29"}, {"as_of": "2016-08-29", "quota": FAR}):
        best = jobmatch.solve(seekers, jobs, policy)
        found = jobmatch.solve(seekers, jobs, policy, solver="serial")
        assert found.bound == best.objective < found.objective
        assert found.verify().ok
        again = jobmatch.solve(seekers, jobs, policy, solver="serial", start=best)
        assert again.assignment.equals(found.assignment)
        assert again.bound == found.bound


def test_what_the_rule_did_is_explained() -> None:
    for seed in range(6):
        market = drawn_market(random.Random(seed), 9, 4, 3)
        drawn = [market.persons[at] for at in draw_order(market.persons, market.seed).tolist()]
        place = market.job_place()
        for rule in ("first_come", "deferred_persons"):
            result = solved(market, rule)
            plan = plan_of(result)
            for i in market.persons:
                told = result.explain(i).rule
                assert told is not None
                assert told.turn == (drawn.index(i) + 1 if rule == "first_come" else None)
                mine = (market.cost[i, plan[i]], place[plan[i]]) if i in plan else (10**9, 0)
                better = [j for k, j in market.cost if k == i and (market.cost[i, j], place[j]) < mine]
                assert told.better == len(better)
                assert told.full == told.better, "whoever is served takes the best that is left"
                assert {j for j in better if sum(h == j for h in plan.values()) < market.vacancies[j]} == set()
            assert result.explain(job_id=next(iter(market.vacancies))).price is None
    assert solved(market, "auto").explain(market.persons[0]).rule is None


def test_arrival_is_in_days_or_numbers() -> None:
    market = drawn_market(random.Random(4), 6, 2, 1000)
    policy = {"choice": {"arrival": "applied_on"}}
    for cells in (
        ["2016-9-10", "2016-10-01", "2016-8-29", None, "2016-9-2", "2016-12-1"],
        ["10", "9", "101", "1", "2", "3"],
    ):
        tables = market.tables()
        tables["seekers"] = tables["seekers"].with_columns(pl.Series("applied_on", cells))
        days = [None if c is None else tuple(map(int, c.split("-"))) for c in cells]
        order = sorted(range(6), key=lambda k: (days[k] is None, days[k] or ()))
        result = jobmatch.solve(**tables, policy=policy, solver="first_come", seed=market.seed)
        assert plan_of(result) == in_turn(market, [market.persons[k] for k in order])
    tables["seekers"] = tables["seekers"].with_columns(pl.Series("applied_on", ["9", "soon", "1", "2", "3", "4"]))
    with pytest.raises(PolicyError, match=r"numbers alone, or days alone.*'soon'"):
        jobmatch.solve(**tables, policy=policy, solver="first_come")


def test_stable_keeps_to_its_time_and_to_long_rankings() -> None:
    persons = tuple(f"p{k:04}" for k in range(1500))
    rng = random.Random(0)
    market = Market(
        persons,
        {"j": 4},
        {(i, "j"): rng.randrange(9) for i in persons},
        {(i, "j"): rng.randrange(9) for i in persons},
        dict.fromkeys(persons, "default"),
    )
    result = solved(market, "stable")
    assert not blocking_pairs(market, plan_of(result))
    hurried = jobmatch.solve(**market.tables(), policy=POLICY, solver="stable", time_limit=0)
    assert hurried.stop == "time"
    assert not blocking_pairs(market, plan_of(hurried)), "it has the persons' best stable plan"
