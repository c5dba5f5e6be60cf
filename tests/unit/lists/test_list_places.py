"""Ids of one table found in another, and pairs that are there twice: the compiled ways against the plain ones."""

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.engine.kernels import prepare_kernels
from jobmatch.lists import places as module
from jobmatch.lists.places import has_twice, places_in
from jobmatch.problem.listing_kernels import by_person

ids = st.text(alphabet="aé村0", max_size=3)
spots = st.integers(-1, 5)


@pytest.fixture(autouse=True, scope="module")
def compiled_from_one_row() -> Iterator[None]:
    prepare_kernels()  # what compiles inside a generated example breaks its deadline
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MANY", 0)
        patch.setattr(module, "PIECE", 3)
        yield


@given(st.lists(ids, unique=True), st.lists(st.one_of(ids, st.none())))
def test_places_are_those_of_a_dictionary(known: list[str], asked: list[str | None]) -> None:
    index = {each: place for place, each in enumerate(known)}
    found = places_in(pl.Series(known, dtype=pl.String), pl.Series(asked, dtype=pl.String))
    assert found.tolist() == [index.get(each, -1) for each in asked]


def test_a_shared_hash_does_not_make_two_ids_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """All hashes alike: what is found is compared as text, and what differs is looked up again."""
    monkeypatch.setattr(pl.Series, "hash", lambda self: pl.Series(np.full(len(self), 7, np.uint64)))
    found = places_in(pl.Series(["a", "b", "c"]), pl.Series(["c", "b", None, "d", "a"]))
    assert found.tolist() == [2, 1, -1, -1, 0]


@given(st.lists(st.tuples(spots, spots), min_size=1))
def test_twice_is_told_as_by_a_set(pairs: list[tuple[int, int]]) -> None:
    person, job = (np.array(each, np.int32) for each in zip(*pairs, strict=True))
    known = [pair for pair in pairs if min(pair) >= 0]
    assert has_twice(person, job) == (len(set(known)) < len(known))


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4))), st.permutations(range(6)), st.permutations(range(5)))
def test_pairs_by_person_are_sorted_by_the_ranks(
    pairs: set[tuple[int, int]], persons: list[int], jobs: list[int]
) -> None:
    rows = list(pairs)
    person, job = np.array(rows, np.int32).reshape(-1, 2).T.copy()
    ptr, of_job, row = by_person(person, job, np.array(persons, np.int32), np.array(jobs, np.int32))
    order = sorted(range(len(rows)), key=lambda at: (persons[rows[at][0]], jobs[rows[at][1]]))
    assert row.tolist() == order
    assert of_job.tolist() == [jobs[rows[at][1]] for at in order]
    counts = np.bincount([persons[i] for i, _ in rows], minlength=6)
    assert ptr.tolist() == [0, *np.cumsum(counts)]
