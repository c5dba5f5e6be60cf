"""A data officer's story: registers in pandas, with their own columns and their own faults, become a proven plan.

A county keeps its persons in one register and its posts in another. Neither looks like the lists of docs/files.md. The
officer renames columns, tries, mends what jobmatch finds, solves, adds a cost of the county's own, and saves the run.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

import jobmatch

# 1. The registers as they come: one card is entered twice, one county is misspelt.
persons = pd.DataFrame(
    {
        "card": [1001, 1002, 1003, 1004, 1004, 1005],
        "county": ["花垣县", "花垣县", "凤皇县", "泸溪县", "泸溪县", "吉首市"],
        "born": ["1990-03-01", "1985-11-12", "1994-06-30", "1979-02-14", "1979-02-14", "1991-01-21"],
        "asks": [2800, 3000, 2600, 2500, 2500, 2700],
        "goes_to": ["长沙市", "长沙市;深圳市", "*", "花垣县;长沙市", "花垣县;长沙市", "长沙市"],
        "poor": [True, False, True, False, False, False],
        "needs_bed": ["no", "yes", "no", "no", "no", "yes"],
    }
)
posts = pd.DataFrame(
    {
        "post": ["packer", "guard", "fitter"],
        "firm": ["F1", "F2", "F3"],
        "town": ["长沙市", "花垣县", "深圳市"],
        "wanted": [2, 1, 1],
        "pays": [3200, 2600, 3800],
        "housing": ["no", "no", "yes"],
    }
)

# 2. The two lists: the officer's columns under jobmatch's names; `needs_bed` stays, as a column of the county's own.
seekers = persons.rename(
    columns={"card": "person_id", "county": "home", "born": "birth_date", "asks": "min_wage", "goes_to": "wish_regions"}
).assign(priority=persons["poor"].map({True: "registered_poor", False: "default"}))
jobs = posts.rename(
    columns={"post": "job_id", "firm": "employer_id", "town": "region", "wanted": "vacancies", "pays": "wage"}
)
policy = {"as_of": "2016-08-29"}

# 3. The first try is refused, with every fault at once.
try:
    jobmatch.solve(seekers, jobs, policy)
except jobmatch.InputError as error:
    faults = [issue for issue in error.issues if issue.severity == "error"]
    for issue in faults:
        print(f"row {issue.row}, {issue.column}: {issue.message}. {issue.advice}")
    assert {issue.code for issue in faults} == {"id_duplicate", "region_unknown"}
else:
    raise AssertionError("faulty registers must be refused")

# 4. Mended, the same call gives a plan, and the proof that no plan costs less.
seekers = seekers.drop_duplicates("person_id").replace({"home": {"凤皇县": "凤凰县"}})
result = jobmatch.solve(seekers, jobs, policy)
print(result.assignment.to_pandas().to_string(index=False))
print(result.unmatched.to_pandas().to_string(index=False))
assert result.status is jobmatch.Status.OPTIMAL
assert result.gap == 0
assert (result.assignment.height, result.unmatched.height) == (4, 1)  # five persons, four vacancies
assert {"1001", "1003"} <= set(result.assignment["person_id"])  # the registered poor come first

# Each row adds up: the terms are the cost, to the fen.
terms = result.assignment.drop("person_id", "job_id", "route", "cost")
assert (terms.sum_horizontal().round(2) == result.assignment["cost"].round(2)).all()


# 5. A cost of the county's own: who needs a bed and gets none pays a rent of 400 yuan a month.
def rent(who: pl.DataFrame, where: pl.DataFrame) -> np.ndarray:
    """Yuan a month, for each class of persons (rows) at each class of posts (columns); called once."""
    return 400.0 * np.outer(who["needs_bed"] == "yes", where["housing"] == "no")


with_rent = jobmatch.solve(
    seekers, jobs, policy | {"extra": {"term": rent, "persons": ["needs_bed"], "jobs": ["housing"]}}
)
in_shenzhen = with_rent.assignment.filter(pl.col("job_id") == "fitter")["person_id"].to_list()
assert in_shenzhen == ["1002"]  # the post with a bed goes to one who needs it
assert with_rent.objective >= result.objective  # a further cost never makes the best plan cheaper

# 6. Kept, and proven again by code that shares nothing with the solver.
report = jobmatch.verify(with_rent.save("run"))
assert report.ok, str(report)
print(f"{with_rent.status}: cost {with_rent.objective:,.2f}, bound {with_rent.bound:,.2f}; the saved run holds")
