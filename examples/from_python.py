"""A data officer's story: registers in pandas, with their own columns and their own faults, become a proven plan.

A county keeps its persons in one register and its posts in another. Neither looks like the lists of docs/files.md. The
officer renames columns, tries, mends what jobmatch finds, solves, adds a cost of the county's own, and saves the run.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

import jobmatch

# 1. The registers as they come: Excel has turned the card numbers into floats, one wage is a year's, one town is misspelt.
persons = pd.DataFrame(
    {
        "card": [1001.0, 1002.0, 1003.0, 1004.0, 1005.0, 1006.0],
        "county": ["花垣县", "花垣县", "凤皇县", "泸溪县", "花垣县", "吉首市"],
        "born": ["1990-03-01", "1985-11-12", "1994-06-30", "1979-02-14", "1997-08-08", "1991-01-21"],
        "asks": [2800, 3000, 2600, 36000, 2500, 2700],
        "goes_to": ["长沙市", "长沙市;深圳市", "*", "长沙市", "花垣县;长沙市", "长沙市"],
        "poor": [True, False, True, True, False, False],
        "smokes": ["no", "yes", "no", "no", "yes", "no"],
    }
)
posts = pd.DataFrame(
    {
        "post": ["packer", "guard", "fitter"],
        "firm": ["F1", "F2", "F3"],
        "town": ["长沙市", "花垣县", "深圳市"],
        "wanted": [2, 1, 2],
        "pays": [3200, 2600, 3800],
        "site": ["indoor", "outdoor", "indoor"],
    }
)

# 2. The two lists: the officer's columns under jobmatch's names; `smokes` and `site` stay as columns of the county's own.
seekers = persons.rename(
    columns={"card": "person_id", "county": "home", "born": "birth_date", "asks": "min_wage", "goes_to": "wish_regions"}
).assign(priority=persons["poor"].map({True: "registered_poor", False: "default"}))
jobs = posts.rename(
    columns={"post": "job_id", "firm": "employer_id", "town": "region", "wanted": "vacancies", "pays": "wage"}
)
policy = {"as_of": "2016-08-29", "retention": {"loss": 0.0}}

# 3. The first try is refused, with every fault at once.
try:
    jobmatch.solve(seekers, jobs, policy)
except jobmatch.InputError as error:
    faults = [issue for issue in error.issues if issue.severity == "error"]
    for issue in faults:
        print(f"row {issue.row}, {issue.column}: {issue.value}: {issue.message}. {issue.advice}")
    assert {issue.code for issue in faults} >= {"id_number", "region_unknown"}
else:
    raise AssertionError("faulty registers must be refused")

# 4. Mended, the same call gives a plan, and the proof that no plan costs less.
seekers["person_id"] = "C" + persons["card"].astype(int).astype(str)
seekers["home"] = seekers["home"].replace({"凤皇县": "凤凰县"})
seekers["min_wage"] = seekers["min_wage"].where(seekers["min_wage"] < 20_000, seekers["min_wage"] / 12)

result = jobmatch.solve(seekers, jobs, policy)
assert result.status is jobmatch.Status.OPTIMAL
assert result.gap == 0
print(result.assignment.to_pandas().to_string(index=False))
assert result.assignment.height == 5  # five vacancies, six persons
assert result.unmatched.rows() != []

# Each row adds up: the terms are the cost.
terms = result.assignment.drop("person_id", "job_id", "route", "cost")
assert np.allclose(terms.sum_horizontal(), result.assignment["cost"], rtol=0, atol=1e-9)


# 5. A cost of the county's own: smokers are better off outdoors. It sees classes, not persons, and is called once.
def indoors_with_smoke(who: pl.DataFrame, where: pl.DataFrame) -> np.ndarray:
    """Yuan a month for each pair of a class of persons and a class of posts."""
    return 400.0 * np.outer(who["smokes"] == "yes", where["site"] == "indoor")


own = jobmatch.Policy.model_validate(
    policy | {"extra": {"term": indoors_with_smoke, "persons": ("smokes",), "jobs": ("site",)}}
)
with_own = jobmatch.solve(seekers, jobs, own)
assert set(with_own.assignment["extra"]) <= {0.0, 400.0}
assert with_own.objective >= result.objective  # a further cost never makes the best plan cheaper

# 6. Kept, and proven again by code that shares nothing with the solver.
run = with_own.save("run")
report = jobmatch.verify(run)
assert report.ok, str(report)
print(
    f"{with_own.status}: {with_own.objective:,.2f}, of which {with_own.assignment['extra'].sum():,.2f} the county's own"
)
