"""Groups of quotas: predicates, `per`, tiers that one side alone decides, limits from columns."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from jobmatch.policy.levers import Quota
from jobmatch.verify.groups import NO_GROUP, Groups, read_groups
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import NO_LIMIT, read_quota
from jobmatch.verify.regions import Tree, read_tree
from jobmatch.verify.report import Halt
from mutation.random_cases import REGIONS
from mutation.reference import Instance, path, tier


def _tree() -> Tree:
    rows = [dict(zip(("code", "parent", "level", "lon", "lat"), row, strict=True)) for row in REGIONS]
    return read_tree(pl.DataFrame(rows))


def _lists(homes: list[str], regions: list[str], **columns: list[str]) -> tuple[Listed, Listed]:
    persons: dict[str, list[str]] = {"person_id": [f"P{i}" for i in range(len(homes))], "home": homes}
    jobs: dict[str, list[str]] = {"job_id": [f"J{i}" for i in range(len(regions))], "region": regions}
    for name, cells in columns.items():
        side, _, column = name.partition("_")
        (persons if side == "p" else jobs)[column] = cells
    tables = [pl.DataFrame(rows, schema=dict.fromkeys(rows, pl.String)) for rows in (persons, jobs)]
    return Listed("seekers", tables[0], "person_id"), Listed("jobs", tables[1], "job_id")


def _found(lists: tuple[Listed, Listed], **quota: Any) -> Groups | None:
    return read_groups(Quota(name="q", upper=1, **quota), *lists, _tree())


def _read(lists: tuple[Listed, Listed], **quota: Any) -> Groups:
    groups = _found(lists, **quota)
    assert groups is not None
    return groups


def _sets(groups: Groups) -> dict[str, list[int]]:
    return {name: [row for row, at in enumerate(groups.at) if at == k] for k, name in enumerate(groups.names)}


HOMES = ["A11", "A1111", "A12", "A21", "B11"]
WORK = ["A11", "A12", "B1", "C1"]


def test_a_predicate_on_one_list() -> None:
    lists = _lists(HOMES, WORK)
    groups = _read(lists, jobs={"region": "A"})
    assert groups.on_jobs
    assert _sets(groups) == {"": [0, 1]}
    groups = _read(lists, persons={"home": ["A11", "B"]})
    assert not groups.on_jobs
    assert _sets(groups) == {"": [0, 1, 4]}


def test_a_predicate_that_holds_for_all_splits_nothing() -> None:
    lists = _lists(HOMES, WORK)
    groups = _read(lists, persons={"home": ["A", "B"]}, jobs={"region": "B"})
    assert groups.on_jobs
    assert _sets(groups) == {"": [2]}
    assert _found(lists, persons={"home": "A"}, jobs={"region": "B"}) is None


def test_one_group_for_each_value() -> None:
    lists = _lists(HOMES, WORK, p_village=["x", "", "y", "x", "z"], j_employer_id=["e", "f", "e", ""])
    assert _sets(_read(lists, per="persons.village", persons={"home": "A"})) == {"x": [0, 3], "y": [2]}
    assert _sets(_read(lists, per="employer_id")) == {"e": [0, 2], "f": [1]}
    assert _sets(_read(lists, per="village")) == {"x": [0, 3], "y": [2], "z": [4]}
    assert _read(lists, per="village", persons={"home": "C"}).names == []
    assert _found(lists, per="village", jobs={"region": "A"}) is None
    with pytest.raises(Halt, match="'town'"):
        _read(lists, per="jobs.town")


def test_jobs_in_groups_of_persons_where_all_are_in_one() -> None:
    lists = _lists(HOMES, WORK, p_town=["x"] * 5)
    groups = _read(lists, per="town", jobs={"region": "A"})
    assert groups.on_jobs
    assert _sets(groups) == {"x": [0, 1]}


def test_regions_of_a_level() -> None:
    lists = _lists(HOMES, WORK)
    assert _sets(_read(lists, per="persons.home@county")) == {"A11": [0, 1], "A12": [2], "A21": [3], "B11": [4]}
    assert _sets(_read(lists, per="home@township")) == {"A111": [1]}
    assert _sets(_read(lists, per="jobs.region@prefecture")) == {"A1": [0, 1], "B1": [2]}
    assert _sets(_read(lists, per="region")) == {"A11": [0], "A12": [1], "B1": [2], "C1": [3]}


def test_a_column_of_both_lists_must_say_whose() -> None:
    lists = _lists(HOMES, WORK, p_mark=["m"] * 5, j_mark=["n"] * 4)
    with pytest.raises(Halt, match="both lists"):
        _read(lists, per="mark")
    assert _sets(_read(lists, per="jobs.mark")) == {"n": [0, 1, 2, 3]}


def _members(homes: list[str], work: list[str], tiers: list[str]) -> set[tuple[int, int]]:
    keys = ("code", "parent", "level", "lon", "lat")
    case = Instance([], [], [dict(zip(keys, row, strict=True)) for row in REGIONS], None)  # type: ignore[arg-type]
    assert path(case, "A1111")[-1] == "0"
    return {(p, j) for p, a in enumerate(homes) for j, b in enumerate(work) if tier(case, a, b) in tiers}


@pytest.mark.parametrize(
    ("homes", "work", "tiers", "by"),
    [
        (["A11", "A12", "A21"], ["A11", "B1", "C1"], ["outside"], "jobs"),
        (["A11", "B11", "A21"], ["B1", "B11"], ["outside"], "persons"),
        (["A11", "A12"], ["A21", "A2"], ["province"], "jobs"),
        (["A11", "A12"], ["A11", "A12", "A21"], ["county", "prefecture"], "jobs"),
        (["A11", "A12"], ["A11", "A12"], ["county"], None),
        (["A11", "B11"], ["A11", "B1"], ["outside"], None),
        (["A11", "A12"], ["A11", "B1"], [], "jobs"),
    ],
)
def test_tiers_that_one_side_decides(homes: list[str], work: list[str], tiers: list[str], by: str | None) -> None:
    lists = _lists(homes, work)
    if by is None:
        assert _found(lists, pairs={"tier": tiers}) is None
        return
    groups = _read(lists, pairs={"tier": tiers})
    assert groups.on_jobs == (by == "jobs")
    inside = set(_sets(groups)[""])
    every = [(p, j) for p in range(len(homes)) for j in range(len(work))]
    assert {pair for pair in every if pair[groups.on_jobs] in inside} == _members(homes, work, tiers)


def test_tiers_by_the_homes_level() -> None:
    lists = _lists(["A11", "B11", "A21"], ["B1", "B11"])
    groups = _read(lists, per="home@prefecture", pairs={"tier": "outside"})
    assert _sets(groups) == {"A1": [0], "A2": [2], "B1": []}


def test_an_unknown_tier_or_column_is_refused() -> None:
    lists = _lists(HOMES, WORK)
    with pytest.raises(ValueError, match="'far'"):  # as the policy is read, before any run is looked at
        _read(lists, pairs={"tier": "far"})
    with pytest.raises(ValueError, match="only 'tier'"):
        _read(lists, pairs={"km": "9"})


def test_empty_lists_have_empty_groups() -> None:
    lists = _lists([], WORK)
    assert _read(lists, persons={"home": "A"}, jobs={"region": "A"}).at.tolist() == [NO_GROUP] * 4


def test_limits_by_column() -> None:
    lists = _lists(HOMES, WORK, j_firm=["e", "f", "e", ""], j_least=["3", "", "3.0", "x"], j_most=["3", "4", "5", ""])
    quota = Quota(name="q", per="jobs.firm", lower_column="least", soft=0.005)
    counted = read_quota(quota, *lists, _tree(), 2)
    assert (counted.lower.tolist(), counted.upper.tolist(), counted.soft) == ([3, NO_LIMIT], [NO_LIMIT] * 2, 1)
    with pytest.raises(Halt, match="several values in the group 'e'"):
        read_quota(Quota(name="q", per="jobs.firm", upper_column="most"), *lists, _tree(), 2)
    with pytest.raises(Halt, match="has no 'per'"):
        read_quota(Quota(name="q", upper_column="most"), *lists, _tree(), 2)
    with pytest.raises(Halt, match="above the upper one in the group 'e'"):
        read_quota(Quota(name="q", per="jobs.firm", lower_column="least", upper=2), *lists, _tree(), 2)
    for cell in ("1.5", "-1", "many"):
        lists = _lists(HOMES, WORK, j_firm=["e"] * 4, j_most=[cell] * 4)
        with pytest.raises(Halt, match="not a whole number"):
            read_quota(Quota(name="q", per="firm", upper_column="most"), *lists, _tree(), 2)
