"""Classes of rows, and the tables over regions, against the plainest way of computing them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.lists import RegionTree
from jobmatch.problem import encode as module
from jobmatch.problem.classes import Keys
from jobmatch.problem.consent import _offered
from jobmatch.problem.encode import combine
from jobmatch.problem.geography import _from_table, _within


def test_rows_are_numbered_in_their_order_nulls_last() -> None:
    frame = pl.DataFrame({"a": ["y", None, "x", "y", "x"], "b": [2, 1, None, 1, None], "c": [True] * 5})
    keys = Keys(frame.height)
    distinct = [keys.add_values(column)[1] for column in frame.get_columns()]
    classes = keys.encode()
    rows = [values.gather(codes).to_list() for values, codes in zip(distinct, classes.codes, strict=True)]
    assert list(zip(*rows, strict=True)) == [("x", None, True), ("y", 1, True), ("y", 2, True), (None, 1, True)]
    assert classes.of_row.tolist() == [2, 3, 0, 1, 0]


@pytest.mark.parametrize("sizes", [(3, 4), (50, 60, 70), (1 << 30, 1 << 30, 1 << 30, 5)])
def test_combinations_match_a_sort_of_the_rows(sizes: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    columns = [rng.choice(min(size, 6), 400).astype(np.int32) * (size // min(size, 6)) for size in sizes]
    codes, classes = combine(list(zip(columns, sizes, strict=True)))
    distinct, inverse = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    assert codes.tolist() == inverse.ravel().tolist()
    assert np.stack(classes, axis=1).tolist() == distinct.tolist()


def test_nothing_to_combine() -> None:
    codes, classes = combine([(np.zeros(0, np.int32), 0), (np.zeros(0, np.int32), 3)])
    assert (codes.size, [c.size for c in classes]) == (0, [0, 0])


def test_whole_units_of_wages_are_exact() -> None:
    values = pl.Series([0.0, 2500.0, 0.29, 1.15, 99999.99, 3500.07])
    assert module.whole(values, 6).tolist() == [0, 2_500_000_000, 290_000, 1_150_000, 99_999_990_000, 3_500_070_000]


TREE = RegionTree.builtin()
HOMES = ["433124", "4331", "4403", "43", "430102"]
REGIONS = ["4301", "430102", "4403", "43", "433124", "440305"]


def test_within_is_one_covering_the_other() -> None:
    found = _within(HOMES, REGIONS, TREE)
    for h, home in enumerate(HOMES):
        for r, region in enumerate(REGIONS):
            assert found[h, r] == (TREE.covers(home, region) or TREE.covers(region, home))


def test_distances_climb_from_the_home_first() -> None:
    rows = {("433124", "43"): 1, ("43", "4301"): 2, ("4331", "44"): 3, ("43", "430102"): 4, ("4331", "4301"): 5}
    found = _from_table(rows, HOMES, REGIONS, TREE)
    for h, home in enumerate(HOMES):
        for r, region in enumerate(REGIONS):
            steps = ((start, work) for work in TREE.path(region) for start in TREE.path(home))
            assert found[h, r] == next((rows[step] for step in steps if step in rows), -1)


def test_workplaces_within_a_wish() -> None:
    wishes = ["", "*", "4301;43", "43;4301", "44"]
    found = _offered(wishes, REGIONS, TREE)
    table = [
        dict(zip(found.item[a:b].tolist(), found.rank[a:b].tolist(), strict=True))
        for a, b in zip(found.ptr[:-1], found.ptr[1:], strict=True)
    ]
    hunan = {0: 0, 1: 0, 3: 1, 4: 1}
    assert table == [{}, dict.fromkeys(range(6), 0), hunan, dict.fromkeys(hunan, 0), {2: 0, 5: 0}]
    assert all((np.diff(found.item[a:b]) > 0).all() for a, b in zip(found.ptr[:-1], found.ptr[1:], strict=True))


def test_seekers_of_a_problem_are_in_the_order_of_the_draw() -> None:
    from jobmatch.lists import read_lists
    from jobmatch.problem import compile_problem

    seekers, jobs, policy = jobmatch.generate("fair-2016", scale=0.05)
    problem = compile_problem(read_lists(seekers, jobs), policy)
    assert problem.seekers["person_id"].to_list() == problem.persons.to_list()
    assert problem.posts["job_id"].to_list() == problem.jobs.to_list()
    assert problem.seekers is problem.seekers
