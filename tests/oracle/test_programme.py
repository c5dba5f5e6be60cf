"""The reference for budgets, courses and crossing quotas is right itself: hand-made figures, and all plans tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import Any

import pytest

from budget_lists import regions
from budget_policies import budget_case
from oracle.judge import Verdict, judge
from oracle.market import Market, market
from oracle.programme import best_plan, least_short
from oracle.triples import Case, eligible_triples

MOST_PLANS = 2500


def every_plan(given: Market) -> Iterator[tuple[int, ...]]:
    """All ways to give each person one triple or none."""
    options: list[list[int | None]] = [
        [None, *(k for k, t in enumerate(given.triples) if t.person == person)] for person in given.stay
    ]
    for plan in product(*options):
        yield tuple(k for k in plan if k is not None)


def tiny_cases(start: int, count: int) -> Iterator[tuple[int, Market]]:
    """Markets with few plans."""
    seed, found = start, 0
    while found < count:
        given = market(budget_case(Random(seed), most_persons=5, most_jobs=3))
        sizes = [1 + sum(t.person == person for t in given.triples) for person in given.stay]
        if len(given.triples) >= 3 and prod(sizes) <= MOST_PLANS:
            found += 1
            yield seed, given
        seed += 1


def by_trying(given: Market) -> tuple[Verdict | None, int]:
    """The verdict on the best plan, None if each breaks something; and the least units of quotas broken."""
    best, least = None, None
    for chosen in every_plan(given):
        verdict = judge(given, chosen)
        if not verdict.broken and (best is None or verdict.rank < best.rank):
            best = verdict
        if all(_forgivable(given, what) for what in verdict.broken):
            least = verdict.short if least is None else min(least, verdict.short)
    assert least is not None
    return best, least


def _forgivable(given: Market, what: str) -> bool:
    """Whether something broken is a quota, or a bound person who stays."""
    return any(what == f"{quota.name} ({quota.group})" for quota in given.quotas) or "is bound" in what


def check_by_trying(start: int, count: int) -> None:
    kinds = set()
    for seed, given in tiny_cases(start, count):
        best, short = by_trying(given)
        found = best_plan(given)
        kinds.add(found.status)
        assert (found.status == "infeasible") == (best is None), seed
        assert least_short(given) == short, seed
        if best is not None:
            assert (found.stages, found.objective) == (best.stages, best.objective), seed
            assert best_plan(given, at_least=best.stages).objective == best.objective, seed
    assert kinds == {"optimal", "infeasible"}


def test_no_plan_is_better() -> None:
    check_by_trying(0, 60)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(10_000, 50_000, 10_000))
def test_no_plan_is_better_at_length(start: int) -> None:
    check_by_trying(start, 250)


def check_exactly(seeds: Sequence[int]) -> None:
    for seed in seeds:
        given = market(budget_case(Random(seed)))
        quick, exact = best_plan(given), best_plan(given, exact=True)
        assert (quick.status, quick.stages, quick.objective) == (exact.status, exact.stages, exact.objective), seed


def test_floating_point_changes_nothing() -> None:
    check_exactly(range(30))


@pytest.mark.slow
def test_floating_point_changes_nothing_at_length() -> None:
    check_exactly(range(1000, 1400))


PERSON = {"home": "A11", "skills": "", "min_wage": "2500.0", "wish_wage": "3000.0", "wish_regions": "*"}
JOB = {"region": "A11", "job_type": "welder", "vacancies": "1", "wage": "3000.0", "skills": ""}


def one_pair(policy: dict[str, Any], person: dict[str, str] | None = None, job: dict[str, str] | None = None) -> Case:
    """A case of one person and one job."""
    seekers = [{"person_id": "p", **PERSON, **(person or {})}]
    return Case(seekers, [{"job_id": "j", **JOB, **(job or {})}], regions(), {"as_of": "2016-08-29", **policy})


def test_a_course_and_what_it_costs() -> None:
    course = {"name": "c", "teaches": "weld:2", "days": 30, "cost": 1800.0, "weight": 1.0}
    meals = {"name": "meals", "form": "daily", "amount": 10.0, "relieves": "course"}
    case = one_pair({"course": [course], "subsidy": [meals]}, job={"skills": "weld:2"})
    (triple,) = eligible_triples(case)
    assert triple.key == ("p", "j", "c")
    # (30 days at 20 yuan, less 30 days at 10 yuan) / 12; 20 km at 0.4 yuan, 4 times, / 12; 1800 / 12
    wanted = {"skill": 25, "distance": Fraction("2.67"), "subsidy": 150}
    assert {name: value for name, value in triple.terms.items() if value} == wanted
    in_post = one_pair({"course": [course | {"stage": "in-post"}]}, job={"skills": "weld:2"})
    assert [t.terms["skill"] for t in eligible_triples(in_post)] == [0]


def test_relief_of_distance_and_wage() -> None:
    ticket = {"name": "ticket", "form": "ticket", "cap": 3.0, "relieves": "distance"}
    post = {"name": "post", "form": "monthly", "amount": 33.335, "relieves": "wage"}
    case = one_pair({"subsidy": [ticket, post]}, {"wish_wage": "3800.0"}, {"wage": "3333.33"})
    (triple,) = eligible_triples(case)
    assert triple.terms["distance"] == Fraction("2.42")  # (32 - 3) / 12
    assert triple.terms["wage"] == Fraction("433.33")  # 466.67 - 33.34


@pytest.mark.parametrize(
    ("course", "routes"),
    [
        ({}, ["", "c"]),
        ({"teaches": "weld:1"}, [""]),  # no higher than what is held
        ({"teaches": "sew:3"}, [""]),  # not required
        ({"ordered_by": "e1"}, ["", "c"]),
        ({"ordered_by": "e2"}, [""]),
        ({"region": "A"}, ["", "c"]),  # covers the home
        ({"region": "A111"}, ["", "c"]),  # in the home's county
        ({"region": "A12"}, [""]),
        ({"region": "B1"}, ["", "c"]),  # wished
        ({"region": "A12", "stage": "in-post"}, [""]),
        ({"region": "B", "stage": "in-post"}, ["", "c"]),  # covers the job's region
    ],
)
def test_who_has_a_route(course: dict[str, Any], routes: list[str]) -> None:
    policy = {"course": [{"name": "c", "teaches": "weld:2", **course}]}
    person, job = {"skills": "weld:1", "wish_regions": "B"}, {"region": "B11", "skills": "weld:2", "employer_id": "e1"}
    assert [t.route for t in eligible_triples(one_pair(policy, person, job))] == routes


def test_a_skill_that_is_taught_stands_in_for_another() -> None:
    swap = {"have": "weld", "for": "sew", "loss": 1}
    policy = {"course": [{"name": "c", "teaches": "weld:3"}], "skill": {"substitute": [swap]}}
    (triple,) = eligible_triples(one_pair(policy, {"skills": "weld:1"}, {"skills": "weld:2;sew:2"}))
    assert (triple.route, triple.terms["skill"]) == ("c", 0)


def test_a_tilted_allocation() -> None:
    homes = (("A11", "registered_poor"), ("A111", "registered_poor"), ("A12", "registered_poor"), ("A21", "default"))
    seekers = [{"person_id": f"p{k}", **PERSON, "home": home, "priority": kind} for k, (home, kind) in enumerate(homes)]
    grant = {"name": "grant", "form": "fixed", "amount": 30.0}
    budget = {"name": "b", "usage": "grant", "per": "home@county", "limit_total": 100.0, "share_of": "registered_poor"}
    policy = {"as_of": "2016-08-29", "subsidy": [grant], "budget": [budget]}
    given = market(Case(seekers, [{"job_id": "j", **JOB, "vacancies": "9"}], regions(), policy))
    limits = {row.group: row.limit for row in given.budgets}
    assert limits == {"A11": Fraction("66.66"), "A12": Fraction("33.33"), "A21": 0}
    found = best_plan(given)
    assert [given.triples[k].person for k in found.chosen] == ["p0", "p1", "p2"]


def costed(cells: str, policy: dict[str, Any], vacancies: str = "9") -> Market:
    """A market of listed costs: a word `person job cost hours` for each pair, joined by dots."""
    names = ("person_id", "job_id", "cost", "hours")
    pairs = [dict(zip(names, word.split("."), strict=True)) for word in cells.split()]
    seekers = [{"person_id": name} for name in sorted({row["person_id"] for row in pairs})]
    jobs = [
        {"job_id": name, "vacancies": vacancies, "hours_a_week": "10"}
        for name in sorted({row["job_id"] for row in pairs})
    ]
    return market(Case(seekers, jobs, [], {"unmatched": {"default": 100.0}, **policy}, pairs))


def test_generalised_assignment() -> None:
    budget = {"name": "b", "usage": "hours", "per": "jobs.job_id", "limit_column": "hours_a_week"}
    given = costed("a.x.1.6 a.y.5.5 b.x.2.6 b.y.9.5 c.x.3.4 c.y.4.6", {"budget": [budget]})
    # a and b both want x, with room for one of them and c: b there, a and c would not fit at y together
    found = best_plan(given)
    assert found.objective == 2 + 3 + 5
    assert [row.used(found.chosen) for row in given.budgets] == [10, 5]
    wider = given.raised("b, budget", "x", Fraction(2))
    assert wider is not None
    assert best_plan(wider).objective == 1 + 2 + 4


def test_a_budget_hard_to_fill() -> None:
    given = costed("a.x.0.6 b.x.10.5 c.x.10.5", {"budget": [{"name": "b", "usage": "hours", "limit": 10.0}]})
    assert best_plan(given).objective == 10 + 10 + 100  # dearer persons who fit together
    first = replace(given, order=["placed"])
    assert best_plan(first).stages == (2,)
    assert best_plan(replace(given, bound={"a": "x"})).objective == 0 + 200


def test_lower_quotas_that_a_budget_keeps_from_being_met() -> None:
    policy = {
        "budget": [{"name": "b", "usage": "placements", "limit": 1.0}],
        "quota": [{"name": "q", "jobs": {"job_id": "x"}, "lower": 3}],
    }
    given = costed("a.x.0.1 b.x.0.1 c.y.0.1", policy)
    assert best_plan(given).status == "infeasible"
    assert least_short(given) == 2
