"""A planner's story: a county's part, full dormitories, households, shares, shifts, friends, orders, a wish too many.

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

share = {"name": "Fenghuang's share", "persons": {"home": "凤凰县"}, "lower_share": 0.6}
show("six of ten from Fenghuang", jobmatch.solve(seekers, jobs, {"quota": [beds, share]}))

shift = {"name": "shift", "per": "jobs.employer_id", "lower": 3, "all_or_none": True}
result = jobmatch.solve(seekers, jobs, {"quota": [shift]})
show("three at a firm or nobody", result)
print("  placed at:", dict(result.assignment.join(jobs, on="job_id")["employer_id"].value_counts().iter_rows()))

for title, first in (("the fairest among counties", "fair:persons.home"), ("as near home as can be", "local")):
    result = jobmatch.solve(seekers, jobs, {"quota": [beds], "objective": {"order": [first, "cost"]}})
    show(title, result)
    *stages, cost = result.summary["stages"]
    reached = ", ".join(f"{stage['name']} {stage['value']:g}" for stage in stages)
    print(f"  {reached}; the order costs {cost['value'] - cost['alone']:,.2f} yuan")

friends = seekers.with_columns(together_id=pl.Series(["", "", "", "", "x", "", "x", ""]))
result = jobmatch.solve(friends, jobs, {"household": {"together": "employer"}})
pair = result.assignment.filter(pl.col("person_id").is_in(["p5", "p7"])).join(jobs, on="job_id")
assert pair["employer_id"].n_unique() <= 1
assert pair.height in (0, 2)
placed = f"{pair.height} placed, at most {result.gap:.2%} above the optimum"
print(f"{'p5 and p7 go together, or stay':36s} cost {result.objective:>10,.2f}, {placed}")

both = [{**part, "lower": 4}, {"name": "Huayuan's part", "persons": {"home": "花垣县"}, "lower": 3}]
impossible = jobmatch.solve(seekers, jobs, {"quota": [beds, *both]})
assert impossible.status is jobmatch.Status.INFEASIBLE
assert impossible.verify().ok  # the run holds the proof
print("cannot hold together:", impossible.summary["conflict"])
