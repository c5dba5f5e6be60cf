"""The rows of certificate.csv: their order, and which leaf has which."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
from case_problems import instance
from case_runs import leaves_of, run_of, solve
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.verify.case import read_case
from jobmatch.verify.certificate import in_order, read_certificate
from jobmatch.verify.files import read_summary
from jobmatch.verify.leaves import Leaf, leaf_of, read_leaves
from mutation.edit import put, table

ROWS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["vacancies", "a, upper", "w, lower", "w, lower ", "县, upper", "𠀀"]),
        st.sampled_from(["", "b", "B", "ab", "é", "村", "￿", "𠀀"]),
    ),
    max_size=8,
)


@given(ROWS, st.booleans())
def test_the_order_is_that_of_leaf_then_vacancies_then_names(rows: list[tuple[int, str, str]], tidy: bool) -> None:
    keys = [(leaf, constraint != "vacancies", constraint, group) for leaf, constraint, group in rows]
    if tidy:
        keys.sort()
    columns = [[key[at] for key in keys] for at in (0, 2, 3)]
    leaf = np.array(columns[0], np.int64)
    names = [pl.Series(column, dtype=pl.String) for column in columns[1:]]
    assert in_order(leaf, *names) == (keys == sorted(keys))


def test_each_leaf_has_its_own_rows_in_whatever_order_they_stand(tmp_path: Path) -> None:
    problem = next(p for p in map(instance, range(300)) if p.by_cases and len(leaves_of(p, solve(p))) > 8)
    run = run_of(problem, tmp_path / "run")
    case = read_case(run, read_summary(run))
    assert case.levers is not None
    leaves = read_leaves(run, case.levers).each
    true = read_certificate(run, case, case.levers, leaves)
    assert not true.faults
    rows = table(run, "certificate.csv")
    times = [sum(row["leaf"] == str(at) for row in rows) for at in range(len(leaves))]
    assert min(times) < max(times)
    placed = [row["constraint"] == "placed" for row in rows]
    assert [len(each.rows) for each in true.leaves] == [
        sum(row["leaf"] == str(at) and not own for row, own in zip(rows, placed, strict=True))
        for at in range(len(leaves))
    ]
    put(run, "certificate.csv", Random(1).sample(rows, len(rows)))
    shuffled = read_certificate(run, case, case.levers, leaves)
    assert len(shuffled.faults) == 1
    assert [each.key for each in shuffled.leaves] == [each.key for each in true.leaves]


def test_prices_belong_to_the_leaf_of_the_plans_own_share() -> None:
    """Leaves of a greater share come first here: they are out of reach, and their duals those of no plan."""
    leaves = [Leaf(0, 4, share=share) for share in (Fraction(3, 4), Fraction(1, 2), None, Fraction(1, 2))]
    assert leaf_of(Fraction(1, 2), leaves) == 1
    assert leaf_of(Fraction(2, 3), leaves) == 1
    assert leaf_of(Fraction(1, 3), leaves) == 2
    assert leaf_of(Fraction(1), leaves) == 0
    assert leaf_of(Fraction(0), leaves[:2]) == 0
    assert leaf_of(Fraction(0), [Leaf(0, 4)]) == 0
