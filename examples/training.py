"""A training story: those who lack a skill, a course that gives it, a class for one employer, a place at school.

Two counties have workers who can carry, and there are firms that look for welders and fitters. A course is a route to
a job: who takes it may be placed where the skill was missing. The plan says who goes where, and by which course.
"""

from __future__ import annotations

from typing import Any

import polars as pl

import jobmatch

seekers = pl.DataFrame(
    {
        "person_id": [f"p{k:02d}" for k in range(1, 13)],
        "home": ["花垣县"] * 8 + ["凤凰县"] * 4,
        "age": [24, 31, 45, 38, 29, 22, 35, 41, 27, 33, 16, 26],
        "skills": ["welding:1", "", "", "welding:2", "", "", "", "", "", "fitting:1", "", ""],
        "min_wage": [2600, 2500, 2400, 3000, 2500, 2600, 2700, 2400, 2500, 2800, 0, 2600],
        "wish_regions": ["长沙市;花垣县"] * 4 + ["长沙市;吉首市;花垣县"] * 4 + ["长沙市;吉首市"] * 4,
        "priority": ["registered_poor"] * 8 + ["default", "default", "registered_poor", "default"],
    }
)
jobs = pl.DataFrame(
    {
        "job_id": ["welder", "fitter", "carrier", "school"],
        "employer_id": ["F1", "F2", "F3", "S1"],
        "region": ["长沙市", "长沙市", "花垣县", "吉首市"],
        "vacancies": [6, 3, 2, 1],
        "wage": [4200, 4000, 2700, 0],
        "skills": ["welding:2", "fitting:1", "", ""],
        "max_age": [None, None, None, 18],  # a place at the vocational school is a row like any other
    }
)

allowance: dict[str, Any] = {
    "name": "allowance",
    "form": "daily",
    "amount": 25.0,
    "relieves": "course",
}  # a day of any course
welding: dict[str, Any] = {
    "name": "welding",
    "teaches": "welding:2",
    "days": 30,
    "cost": 1800.0,  # public money for each participant
    "seats": 3,
    "min_class": 3,  # with fewer it is not held
    "region": "433124",  # Huayuan: for those who live there, or agree to go there
}
fitting: dict[str, Any] = {
    "name": "fitting for F2",
    "teaches": "fitting:1",
    "days": 20,
    "cost": 1200.0,
    "ordered_by": "F2",
}
PURSE = 4000.0


def show(title: str, *courses: dict[str, Any], purse: float = PURSE) -> jobmatch.Result:
    """Solve with these courses and so much money for allowances; a line for the plan, one for each class held."""
    policy: dict[str, Any] = {"as_of": "2016-08-29", "subsidy": [allowance], "course": list(courses)}
    if courses:
        policy["budget"] = [{"name": "allowances", "usage": "allowance", "limit": purse}]
    result = jobmatch.solve(seekers, jobs, policy)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.verify().ok
    print(f"{title:34s} cost {result.objective:>10,.2f}, placed: {result.assignment.height} of {seekers.height}")
    money = {course["name"]: course["cost"] for course in courses}
    for name, persons in classes(result).items():
        print(f"  {name}: {', '.join(persons)}; {len(persons) * money[name]:,.0f} yuan of public money")
    return result


def classes(result: jobmatch.Result) -> dict[str, list[str]]:
    """Who takes which course: the column `route` of the plan, blank for those who go without one."""
    taken = result.assignment.filter(pl.col("route") != "").sort("person_id")
    return {str(name): rows["person_id"].to_list() for (name,), rows in taken.group_by("route", maintain_order=True)}


def used(result: jobmatch.Result, constraint: str) -> dict[str, Any]:
    """The row of a budget or of a course's seats in prices.csv."""
    return result.prices.row(by_predicate=pl.col("constraint") == constraint, named=True)


# 1. Nobody learns anything: most of the welder's and fitter's places stay empty.
bare = show("no courses")
assert classes(bare) == {}

# 2. Three seats, and a class that F2 ordered: its fitters work for F2 alone.
result = show("two courses", welding, fitting)
assert set(classes(result)) == {"welding", "fitting for F2"}
ordered = result.assignment.filter(pl.col("route") == "fitting for F2").join(jobs, on="job_id")
assert set(ordered["employer_id"]) == {"F2"}
assert result.assignment.height > bare.assignment.height
pupils = result.assignment.filter(pl.col("job_id") == "school")["person_id"].to_list()
print(f"  to the vocational school: {', '.join(pupils)}")

# 3. What is one seat more worth? The price says it, and a plan with one seat more agrees.
seats = used(result, "welding, seats")
money = used(result, "allowances, budget")
print(f"  {seats['used']:.0f} of {seats['limit']:.0f} seats taken; one more is worth {seats['price']:,.2f} a month")
print(
    f"  {money['used']:,.0f} of {money['limit']:,.0f} yuan of allowances paid; one more is worth {money['price']:,.2f}"
)
more = show("one seat more", welding | {"seats": 4}, fitting)
assert abs(result.objective - more.objective - seats["price"]) < 0.01
print(f"  the plan is {result.objective - more.objective:,.2f} better")

# 4. With the purse for one participant less, someone stays: which class gives way, the plan decides.
days = {"welding": welding["days"], "fitting for F2": fitting["days"]}
spent = sum(days[name] * allowance["amount"] * len(persons) for name, persons in classes(more).items())
assert spent == used(more, "allowances, budget")["used"]
short = show("a smaller purse", welding | {"seats": 4}, fitting, purse=spent - 100.0)
tight = used(short, "allowances, budget")
assert tight["used"] <= tight["limit"] < spent
print(f"  {tight['used']:,.0f} of {tight['limit']:,.0f} yuan paid; one more is worth {tight['price']:,.2f} a month")

# 5. A class that cannot be filled is not held, whatever it would be worth to those who would come.
big = show("a class of nine or none", welding | {"seats": 9, "min_class": 9}, fitting)
assert "welding" not in classes(big)
assert big.objective > result.objective
print(f"  no class in welding: {result.assignment.height - big.assignment.height} persons fewer placed")
