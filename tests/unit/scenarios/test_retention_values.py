"""What a model looks at, by hand: natural units whatever the policy's weights, from a result or its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.explain.opened import open_run
from jobmatch.scenarios.retention.names import BUILT_IN
from jobmatch.scenarios.retention.values import natural_run, values_of

SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b"],
        "home": ["433124", "433101"],
        "birth_date": ["1990-08-30", "1980-01-01"],
        "min_wage": [2000, 3000],
        "wish_wage": [3500, None],
        "wish_regions": ["4301;4403", "*"],
        "wish_job_types": ["sewing;welding", ""],
        "skills": ["welding:1", ""],
        "priority": ["Registered_Poor ", ""],
        "card": ["7", "12"],
        "hill": ["High", ""],
    }
)
JOBS = pl.DataFrame(
    {
        "job_id": ["x", "y"],
        "region": ["440305", "433101"],
        "job_type": ["welding", "cooking"],
        "vacancies": [1, 1],
        "wage": [3200, 3300],
        "skills": ["welding:2", ""],
        "housing": [" Dormitory", None],
        "contract": ["yes", "yes"],
    }
)
POLICY = """
as_of = 2016-08-29
horizon_months = 7
[skill]
weight = 77.0
weights = { welding = 5.0 }
[wage]
weight = 3.0
wish_ratio = 1.5
[distance]
weight = 0.3
trips = 9.0
table = "km.csv"
[tier]
county = 9.0
[preference]
region_step = 0.0
type_step = 1000.0
[[subsidy]]
name = "ticket"
form = "ticket"
relieves = "distance"
[unmatched]
default = 900000.0
"""

EXPECTED = {
    ("a", "x"): {
        "wage": 3200.0,
        "wage_gap": 300.0,
        "km": 812.0,
        "rank": 2.0,  # second region, second type
        "skill": 1.0,
        "age": 25.0,  # 26 the day after
        "tier": "outside",
        "priority": "registered_poor",
        "housing": "dormitory",
        "persons.card": 7.0,
        "persons.hill": "high",
        "jobs.contract": "true",
    },
    ("b", "y"): {
        "wage": 3300.0,
        "wage_gap": 1200.0,  # 3000 · 1.5 − 3300
        "km": 20.0,  # unknown: typical of a county
        "rank": 0.0,
        "skill": 0.0,
        "age": 36.0,
        "tier": "county",
        "priority": "default",
        "housing": "",
        "persons.card": 12.0,
        "persons.hill": "",
        "jobs.contract": "true",
    },
}


@pytest.mark.parametrize("saved", [False, True])
def test_values_are_natural_and_known_beforehand(tmp_path: Path, saved: bool) -> None:
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "km.csv").write_text("from,to,km\n433124,440305,812\n", encoding="utf-8")
    result = jobmatch.solve(SEEKERS, JOBS, tmp_path / "policy.toml")
    if saved:
        result.save(tmp_path / "run")
        (tmp_path / "km.csv").unlink()
    problem = natural_run(open_run(tmp_path / "run" if saved else result)).problem
    names = (*BUILT_IN, "persons.card", "persons.hill", "jobs.contract")
    pairs = result.assignment.select("person_id", "job_id").rows()
    assert sorted(pairs) == sorted(EXPECTED)
    for person, job in pairs:
        at = [
            np.array([list(ids).index(name)], np.int32)
            for ids, name in ((problem.persons, person), (problem.jobs, job))
        ]
        found = values_of(problem, at[0], at[1], names).row(0, named=True)
        assert found == EXPECTED[person, job]
