"""Small truths of the compilation: the draw, tiers and distances, range checks."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.lists import RegionTree, read_lists
from jobmatch.policy import TIERS, load_policy
from jobmatch.problem import compile_problem
from jobmatch.problem.context import Context
from jobmatch.problem.draw import _few_digests, _many_digests, draw_order
from jobmatch.problem.encode import LIMIT, rounded, within
from jobmatch.problem.geography import Geography, geography


def test_the_draw_is_the_published_one() -> None:
    ids = [f"求职{k}" for k in range(50)]
    by_hand = sorted(ids, key=lambda one: (blake2b(one.encode(), digest_size=8, key=b"7").digest(), one))
    assert [ids[k] for k in draw_order(ids, 7)] == by_hand
    assert draw_order(ids, 8).tolist() != draw_order(ids, 7).tolist()
    assert draw_order([], 0).tolist() == []


@pytest.mark.parametrize("seed", [0, 7, (1 << 63) - 1])
def test_the_compiled_hash_is_the_published_one(seed: int) -> None:
    ids = pl.Series(["", "求职", *("x" * k for k in range(1, 400)), *("工" * k for k in (42, 43, 85, 86))])
    key = str(seed).encode()
    by_hand = [int.from_bytes(blake2b(one.encode(), digest_size=8, key=key).digest(), "big") for one in ids]
    assert _many_digests(ids, key).tolist() == by_hand
    assert _few_digests(ids, key).tolist() == by_hand


def places(homes: list[str], regions: list[str], **distance: object) -> Geography:
    lists = read_lists([], [])
    ctx = Context(lists, load_policy({"distance": distance}), lists.seekers, lists.jobs, 2)
    return geography(homes, regions, ctx)


@pytest.mark.parametrize(
    ("home", "region", "tier"),
    [
        ("433124", "433124", "county"),
        ("433124", "433125", "prefecture"),
        ("433124", "4331", "prefecture"),
        ("4331", "4331", "prefecture"),
        ("433124", "4301", "province"),
        ("433124", "43", "province"),
        ("433124", "4403", "outside"),
    ],
)
def test_tiers(home: str, region: str, tier: str) -> None:
    assert TIERS[places([home], [region]).tier[0, 0]] == tier


def test_distances_are_haversine_with_detour_or_typical() -> None:
    found = places(["433124", "4403"], ["4403", "433124", "4331"], detour=1.0)
    tree = RegionTree.builtin()
    (lon_a, lat_a), (lon_b, lat_b) = (np.radians(tree.point(c)) for c in ("433124", "4403"))  # type: ignore[arg-type]
    chord = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    assert found.km[0, 0] == round(2 * 6371.0088 * np.arcsin(np.sqrt(chord)))
    assert found.km[0, 0] == found.km[1, 1]
    assert found.km[0, 1] == 20  # home and workplace in one county: the tier's typical distance
    assert found.km[0, 2] == 80
    assert not found.unknown.any()


def test_rounding_is_halves_up_and_exact() -> None:
    from fractions import Fraction

    x = np.array([-3, -1, 0, 1, 3, 5])
    assert rounded(x, Fraction(1, 2)).tolist() == [-1, 0, 0, 1, 2, 3]


@pytest.mark.parametrize("value", [LIMIT, -LIMIT])
def test_what_is_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(OverflowError):
        within(np.array([0, value]))


def test_compiling_does_not_depend_on_row_order() -> None:
    seekers, jobs, policy = jobmatch.generate("fair-2016", scale=0.2)
    one = compile_problem(read_lists(seekers, jobs), policy)
    two = compile_problem(read_lists(seekers.reverse(), jobs.sample(fraction=1, shuffle=True, seed=1)), policy)
    assert one.tables is not None
    assert two.tables is not None
    for name, left, right in zip(one.tables._fields, one.tables, two.tables, strict=True):
        assert np.array_equal(left, right), name
