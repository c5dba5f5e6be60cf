"""What agreement is worth: counted where it can be, and never taken for more than it says."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from jobmatch.registers.chance import chances, frequencies
from jobmatch.registers.households import Households, households
from jobmatch.registers.model import records
from jobmatch.registers.near_names import SLIPS, NearNames, near_names, one_slip

VILLAGES = ("433101100200", "433101100201", "433101101200")


def table(people: list[tuple[str, str, int, str | None]], **more: list[str | None]) -> pl.DataFrame:
    """Rows with valid numbers: name, home, year of birth, number."""
    name, home, year, number = zip(*people, strict=True)
    days = pl.Series([date(each, 3, 5) for each in year])
    said = {"name": name, "birth_date": days, "born": days, "home": home, "number": number, "written": number, **more}
    return pl.DataFrame(said).with_row_index("row")


def clan(village: str, surname: str, count: int, year: int) -> list[tuple[str, str, int, str | None]]:
    """People of one generation whose names share two characters."""
    return [(f"{surname}甲{chr(0x4E00 + k)}", village, year, f"{village}{surname}{k}") for k in range(count)]


def test_frequencies_of_rare_names_are_corrected_for_chance() -> None:
    """Half of those who are alone have 40 others expected among them where 80 are alone and 20 in pairs."""
    alone, pairs = [f"a{k}" for k in range(80)], [f"b{k}" for k in range(20)] * 2
    found = dict(frequencies(pl.DataFrame({"name": alone + pairs}), "name").iter_rows())
    assert found["a0"] == pytest.approx(2 * 20 / 80 / 120)
    assert found["b0"] == pytest.approx(2 / 120)  # too few to correct
    few = dict(frequencies(pl.DataFrame({"name": ["a", "b", "b"]}), "name").iter_rows())
    assert few == {"a": pytest.approx(1 / 3), "b": pytest.approx(2 / 3)}


def test_chances_are_those_of_all_pairs() -> None:
    left = records(table([("向一", VILLAGES[0], 1980, "1"), ("石二", "433101", 1981, "2")]))
    right = records(table([("向一", each, 1980, each) for each in VILLAGES]))
    found = chances(left, right, seed=1)
    assert found.levels["name_village"] == pytest.approx(1 / 6)
    assert found.levels["name_town"] == pytest.approx(1 / 6)
    assert found.levels["name"] == pytest.approx(1 / 6)  # another township
    assert found.levels["name_county"] < 1e-9  # nobody of that name has a vague home
    assert found.vague == pytest.approx(1 / 2)


@pytest.fixture(scope="module")
def near() -> NearNames:
    people = [*clan(VILLAGES[0], "向", 60, 1980), *clan(VILLAGES[0], "石", 2, 1980), *clan(VILLAGES[0], "向", 5, 1940)]
    register = records(table(people))
    wrong = [("向甲误", *each[1:]) for each in people[:4]] + [
        ("向" + each[0][2] + "甲", *each[1:]) for each in people[4:6]
    ]
    return near_names(register, records(table(wrong)), seed=1)


def factor(near: NearNames, name: str, other: str, year: int | None = 1980) -> float:
    pair = {
        "name": name, "other_name": other, "village": VILLAGES[0], "town": VILLAGES[0][:9], "county": "433101",
        "year": year, "other_year": 1980, "other_number": "x", "place": "village", "chance": 0.5,
    }  # fmt: skip
    return float(near.factors(pl.DataFrame([pair], schema_overrides={"year": pl.Int32, "other_year": pl.Int32}))[0])


def test_a_slip_says_less_where_many_names_are_near(near: NearNames) -> None:
    many, few = factor(near, "向甲新", "向甲一"), factor(near, "石甲新", "石甲一")
    assert few > 10 * many
    assert factor(near, "向甲新", "向甲一", year=1910) > many  # nobody of that age is left
    swapped = factor(near, "向一甲", "向甲一")
    assert swapped > 5 * many
    assert factor(near, "向甲一", "向甲一") == factor(near, "向甲一", "石二") == 1.0
    assert factor(near, "向甲新", "向甲一", year=None) == 1.0
    assert sum(near.of_one.values()) == pytest.approx(1)
    assert near.of_one.keys() == set(SLIPS)


def test_one_slip() -> None:
    pairs = pl.DataFrame(
        [("向一二", "向二一"), ("向一", "向一二"), ("向一", "向一"), ("向一二", "石二一"), (None, "向")],
        schema=["name", "other_name"],
        orient="row",
    )
    assert one_slip(pairs).to_list() == [True, True, False, False, False]


def learnt(twins: int) -> Households | None:
    """A register with some who stand there twice, and pairs of twins."""
    people = [(chr(0x4E00 + k) + chr(0x5E00 + k), VILLAGES[0], 1950 + k % 40, f"n{k}") for k in range(200)]
    homes: list[str | None] = [f"h{k // 4}" for k in range(200)]
    people += people[:30]
    homes += homes[:30]
    for k in range(twins):
        people += [(f"石甲{chr(0x4E00 + 2 * k + j)}", VILLAGES[1], 1701 + k, f"t{k}{j}") for j in (0, 1)]
        homes += [f"t{k}"] * 2
    return households(table(people, household_id=homes))


def test_twins_are_not_taken_for_one_person() -> None:
    without, with_twins = learnt(0), learnt(300)
    assert without is not None
    assert with_twins is not None
    pair = table([("石甲一", VILLAGES[1], 1980, None), ("石甲丁", VILLAGES[1], 1980, "x")], household_id=["a", "a"])
    both = pl.DataFrame({"left": [0], "right": [1]}, schema={"left": pl.UInt32, "right": pl.UInt32})
    assert with_twins.factors(pair, both)[0] < 2
    assert without.factors(pair, both)[0] > 10
    same = pair.with_columns(name=pl.lit("石甲一"))
    assert with_twins.factors(same, both)[0] > 5
    other = same.with_columns(household_id=pl.Series(["a", "b"]))
    assert with_twins.factors(other, both)[0] < 0.1
    unknown = same.with_columns(household_id=pl.Series(["a", None]))
    assert with_twins.factors(unknown, both)[0] == 1.0


def test_without_households_nothing_is_learnt() -> None:
    assert households(table([("向一", VILLAGES[0], 1980, "1")])) is None
    assert households(table([("向一", VILLAGES[0], 1980, "1")], household_id=["a"])) is None
