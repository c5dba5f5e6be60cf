"""Between rows, draw and ids: permutations that no order of the rows can disturb."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from jobmatch.engine.order import by_row, persons_by_id
from jobmatch.lists import read_lists
from jobmatch.policy import load_policy
from jobmatch.problem import Problem, compile_problem

IDS = ["a-10", "a-2", "b-1", "c", "求职-1"]
"""In the order of the ids, which is that of their bytes."""


def compiled(ids: list[str]) -> Problem:
    seekers = [{"person_id": one, "home": "433124", "wish_regions": "*", "min_wage": 1, "age": 30} for one in ids]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": 3000}]
    return compile_problem(read_lists(seekers, jobs), load_policy({"as_of": "2016-08-29"}), seed=5)


@pytest.mark.parametrize("ids", [IDS, IDS[::-1], ["c", "求职-1", "a-2", "b-1", "a-10"]])
def test_each_order_leads_to_the_others(ids: list[str]) -> None:
    problem = compiled(ids)
    assert problem.persons.gather(persons_by_id(problem)).to_list() == IDS
    numbers = np.arange(problem.n, dtype=np.int16)
    of_row = by_row(problem, numbers)
    assert of_row.dtype == numbers.dtype
    assert problem.persons.gather(of_row).to_list() == ids


def test_a_list_without_rows_has_no_order() -> None:
    seekers = pl.DataFrame(schema={"person_id": pl.String, "home": pl.String, "wish_regions": pl.String})
    lists = read_lists(seekers, [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": 3000}])
    assert persons_by_id(compile_problem(lists, load_policy({"as_of": "2016-08-29"}))).size == 0
