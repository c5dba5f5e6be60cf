"""Rows are linked to whom they are of, as planted: few are missed, hardly any is wrong, valid numbers never merge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

from jobmatch.registers import Linkage, link
from jobmatch.registers.id_numbers import CHECKS, WEIGHTS, read_id_numbers
from jobmatch.scenarios.registers import Noise, Planted, draw_registers

TODAY = date(2016, 8, 29)
FAULTS = ("name", "birth_date", "id_missing", "id_mistyped", "moved")


def rows(register: pl.DataFrame) -> pl.DataFrame:
    found = read_id_numbers(register["id_number"], TODAY)
    said = register.select("name", "birth_date", "home", *({"household_id"} & set(register.columns)))
    return said.with_columns(number=found.number, written=found.written, born=found.birth_date).with_row_index("row")


@pytest.fixture(scope="module")
def planted() -> Planted:
    return draw_registers(20_000, 100_000, seed=3)


@pytest.fixture(scope="module")
def linked(planted: Planted) -> Linkage:
    return link(rows(planted.persons), rows(planted.employment))


def judged(planted: Planted, links: pl.DataFrame, others: pl.Series) -> pl.DataFrame:
    """Links with who both rows are of, and whether that is the same person."""
    who = links.with_columns(
        one=planted.of_persons["person"].gather(links["person"]), two=others.gather(links["other"])
    )
    return who.with_columns(right=pl.col("one") == pl.col("two"))


def test_links_are_right_and_few_are_missed(planted: Planted, linked: Linkage) -> None:
    told = judged(planted, linked.employed, planted.of_employment["person"])
    assert told["right"].mean() > 0.999
    true = planted.of_employment.with_row_index("other").filter(pl.col("person") < 20_000)
    found = true.join(told.filter("right"), on="other", how="semi")
    assert found.height / true.height > 0.999
    for fault in FAULTS:
        mine = told.join(planted.of_employment.with_row_index("other").filter(fault).select("other"), on="other")
        assert mine["right"].mean() >= 0.99, fault
        assert found.filter(fault).height / true.filter(fault).height >= 0.98, fault


def test_with_answers_hardly_any_is_missed_whatever_the_fault(planted: Planted, linked: Linkage) -> None:
    doubts = linked.review
    others = {"duplicate": planted.of_persons["person"], "employed": planted.of_employment["person"]}
    same = [
        planted.of_persons["person"][row["person"]] == others[row["kind"]][row["other"]]
        for row in doubts.iter_rows(named=True)
    ]
    assert 0 < doubts.height < 100
    answered = link(rows(planted.persons), rows(planted.employment), doubts.with_columns(same=pl.Series(same)))
    told = judged(planted, answered.employed, planted.of_employment["person"])
    true = planted.of_employment.with_row_index("other").filter(pl.col("person") < 20_000)
    found = true.with_columns(found=pl.col("other").is_in(told.filter("right")["other"].implode()))
    assert told["right"].mean() > 0.999
    assert found["found"].mean() > 0.999
    for fault in FAULTS:
        assert found.filter(fault)["found"].mean() >= 0.98, fault  # of 68 rows one may be missed
    asked = doubts.select("kind", "person", "other")
    assert doubts.filter(pl.col("probability") >= 0.7).join(linked.employed, on=["person", "other"], how="semi").height
    assert answered.review.join(asked, on=["kind", "person", "other"], how="semi").is_empty()


def test_duplicates_are_found(planted: Planted, linked: Linkage) -> None:
    told = judged(planted, linked.duplicates, planted.of_persons["person"])
    again = planted.persons.height - planted.of_persons["person"].n_unique()
    assert told["right"].mean() > 0.99
    assert told["right"].sum() > 0.99 * again
    kept = set(linked.duplicates["other"]) & set(linked.duplicates["person"])
    assert not kept  # whoever is kept repeats nobody


def test_two_valid_numbers_are_never_one_person(planted: Planted, linked: Linkage) -> None:
    persons, employment = rows(planted.persons), rows(planted.employment)
    numbers = pl.concat(
        [
            persons.select(person="row", number="number"),
            linked.duplicates.join(persons, left_on="person", right_on="row").select(person="other", number="number"),
            linked.employed.join(employment, left_on="other", right_on="row").select("person", "number"),
        ]
    ).drop_nulls()
    assert numbers.group_by("person").agg(pl.col("number").n_unique())["number"].max() == 1


def test_without_faults_nothing_is_asked() -> None:
    none = draw_registers(2_000, 10_000, noise=Noise(0, 0, 0, 0, 0, 0, 1), seed=1)
    found = link(rows(none.persons), rows(none.employment))
    assert found.duplicates.is_empty()
    assert found.review.is_empty()
    assert judged(none, found.employed, none.of_employment["person"])["right"].all()
    assert set(found.employed["how"]) == {"number"}


def test_registers_without_a_common_number_link_nobody() -> None:
    none = draw_registers(50, 200, noise=Noise(id_missing=1.0, id_mistyped=0.0), seed=1)
    found = link(rows(none.persons), rows(none.employment))
    assert found.employed.is_empty()
    assert found.duplicates.is_empty()


def test_the_same_registers_give_the_same_links(planted: Planted, linked: Linkage) -> None:
    again = link(rows(planted.persons), rows(planted.employment))
    assert again.employed.equals(linked.employed)
    assert again.review.select("kind", "person", "other").equals(linked.review.select("kind", "person", "other"))


def of_nobody_else(planted: Planted) -> dict[str, Any]:
    """Somebody of the register with a valid number who does not work and whose name is his alone."""
    persons = rows(planted.persons).with_row_index("at").filter(planted.persons["name"].is_unique())
    idle = persons.drop_nulls("number").join(rows(planted.employment), on="number", how="anti")
    same = idle.filter(pl.col("birth_date") == pl.col("born"))
    return same.row(0, named=True)


def whose(planted: Planted, *more: dict[str, Any]) -> list[int]:
    """Persons linked to the last of some rows that are added to the employment register."""
    employment = pl.concat([planted.employment, pl.DataFrame(list(more))], how="diagonal_relaxed")
    found = link(rows(planted.persons), rows(employment))
    return found.employed.filter(pl.col("other") == employment.height - 1)["person"].to_list()


def test_somebody_who_is_not_on_the_register_competes_for_rows() -> None:
    """A row without a number is of a person of its name and day; unless a number that is not on the register is too."""
    planted = draw_registers(3_000, 15_000, seed=6)
    mine = of_nobody_else(planted)
    row = {name: mine[name] for name in ("name", "birth_date", "home")}
    assert whose(planted, row) == [mine["row"]]
    another = {**row, "id_number": next(number for number in numbers(mine["number"]) if number != mine["number"])}
    assert whose(planted, another, row) == []


def numbers(number: str) -> Iterator[str]:
    """Valid numbers of the same home, day and sex."""
    for k in range(int(number[16]) % 2, 1000, 2):
        first = f"{number[:14]}{k:03d}"
        check = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11
        yield first + CHECKS[check]


def test_another_row_of_a_person_tells_whose_a_row_is() -> None:
    """The name on the register is wrong; the person's numbered row in the employment register has the right one."""
    planted = draw_registers(3_000, 15_000, seed=6)
    mine = of_nobody_else(planted)
    right = {"name": mine["name"][0] + "某某", "birth_date": mine["birth_date"], "home": mine["home"]}
    assert whose(planted, right) == []
    assert whose(planted, {**right, "id_number": mine["number"]}, right) == [mine["row"]]
