"""A planner's story: a county's part, full dormitories, households and a strict order, and a wish too many.

Two counties send persons to three firms. Each lever is pulled in turn, and every
plan comes with its proof and with what the lever costs.
"""

from __future__ import annotations

import polars as pl

import jobmatch

seekers = pl.DataFrame(
    {
        "person_id": [f"p{k}" for k in range(1, 9)],
        "household_id": ["h1", "h1", "h2", "h3", "h4", "h4", "h5", "h6"],
        "home": ["花垣县"] * 4 + ["凤凰县"] * 4,
        "min_wage": [2800, 2900, 2700, 2600, 3300, 3400, 3200, 3300],
        "wish_regions": ["长沙市;深圳市", "长沙市", "*", "长沙市", "深圳市", "*", "深圳市;长沙市", "*"],
        "priority": ["default", "registered_poor", "default", "default"] * 2,
    }
)
jobs = pl.DataFrame(
    {
        "job_id": ["fitter", "packer", "guard", "cook"],
        "employer_id": ["F1", "F1", "F2", "F3"],
        "region": ["长沙市", "长沙市", "深圳市", "花垣县"],
        "vacancies": [2, 2, 2, 1],
        "wage": [3600, 3400, 4000, 3000],
        "beds": ["3", "3", "2", ""],
    }
)


def show(title: str, result: jobmatch.Result) -> None:
    """One line a plan."""
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.verify().ok
    homes = result.assignment.join(seekers, on="person_id")["home"].value_counts(sort=True)
    places = ", ".join(f"{home} {count}" for home, count in homes.iter_rows())
    print(f"{title:36s} cost {result.objective:>10,.2f}, placed: {places}")


plain = jobmatch.solve(seekers, jobs)
show("no levers", plain)

beds = {"name": "beds", "per": "jobs.employer_id", "upper_column": "beds"}
show("as many as there are beds", jobmatch.solve(seekers, jobs, {"quota": [beds]}))

part = {"name": "Fenghuang's part", "persons": {"home": "凤凰县"}, "lower": 3}
result = jobmatch.solve(seekers, jobs, {"quota": [beds, part]})
show("… and three of Fenghuang", result)
print(result.prices.filter(pl.col("constraint") != "vacancies"))  # what one more or fewer of each limit is worth

show("one of each household at most", jobmatch.solve(seekers, jobs, {"household": {"max_out": 1}}))

order = {"objective": {"order": ["placed:registered_poor", "households", "cost"]}}
result = jobmatch.solve(seekers, jobs, {"quota": [beds], **order})
show("the poor first, then households", result)
for stage in result.summary["stages"]:
    print(f"  {stage['name']}: {stage['value']}, at best {stage['bound']}")

both = [{**part, "lower": 4}, {"name": "Huayuan's part", "persons": {"home": "花垣县"}, "lower": 3}]
impossible = jobmatch.solve(seekers, jobs, {"quota": [beds, *both]})
assert impossible.status is jobmatch.Status.INFEASIBLE
assert impossible.verify().ok  # the run holds the proof
print("cannot hold together:", impossible.summary["conflict"])
