"""The presets: the pilot's figures, values that the documents allow, and a choice for most persons."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jobmatch.errors import InputError
from jobmatch.scenarios.labour import labour
from jobmatch.scenarios.presets import PRESETS, generate

SEEKER_COLUMNS = [
    "person_id",
    "household_id",
    "together_id",
    "home",
    "birth_date",
    "skills",
    "min_wage",
    "wish_wage",
    "wish_regions",
    "wish_job_types",
    "max_tier",
    "priority",
    "status",
    "available_from",
]
JOB_COLUMNS = [
    "job_id",
    "employer_id",
    "region",
    "job_type",
    "vacancies",
    "wage",
    "skills",
    "contract",
    "insurance",
    "min_age",
    "max_age",
    "start_date",
    "stay",
    "housing",
]
TIERS = ("county", "prefecture", "province", "outside")

Instance = tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]


PILOT = [name for name in PRESETS if name != "national"]


@cache
def whole(preset: str) -> Instance:
    """The preset at scale 1; of the national one, a part."""
    return generate(preset) if preset in PILOT else generate(preset, seekers=40_000, jobs=10_000)


@cache
def known_regions() -> frozenset[str]:
    with as_file(files("jobmatch.lists") / "data" / "regions.csv") as path:
        return frozenset(pl.read_csv(path, infer_schema=False)["code"])


def stripped(code: str) -> str:
    return code.removesuffix("00").removesuffix("00")


def entries(column: pl.Series) -> set[str]:
    return set(column.drop_nulls().str.split(";").explode())


def full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def eligible_counts(seekers: pl.DataFrame, jobs: pl.DataFrame, as_of: date) -> np.ndarray[Any, Any]:
    """Eligible jobs of each person by docs/model.md, section 3: one row of all jobs a person, no cleverness."""
    region = np.array(jobs["region"].to_list())
    kind = np.array(jobs["job_type"].to_list())
    wage = jobs["wage"].to_numpy()
    lowest = jobs["min_age"].fill_null(0).to_numpy()
    highest = jobs["max_age"].fill_null(999).to_numpy()
    start = jobs["start_date"].fill_null(date(9999, 1, 1)).to_numpy()
    trades = sorted(entries(jobs["skills"].str.replace_all(r":\d", "")))
    asked = np.array([levels(text, trades) for text in jobs["skills"]])
    counts = []
    for person in seekers.iter_rows(named=True):
        wishes = [stripped(wish) for wish in person["wish_regions"].split(";")]
        ok = np.any([np.full(len(region), wish == "*") | np.char.startswith(region, wish) for wish in wishes], axis=0)
        if person["max_tier"]:
            home = person["home"]
            shared = [np.char.startswith(region, home[:digits]) for digits in (6, 4, 2)]
            ok &= np.select(shared, (0, 1, 2), 3) <= TIERS.index(person["max_tier"])
        if person["wish_job_types"]:
            ok &= np.isin(kind, person["wish_job_types"].split(";"))
        ok &= wage >= person["min_wage"]
        held = np.array(levels(person["skills"], trades))
        ok &= ~((asked > 0) & (held == 0)).any(axis=1) & (np.maximum(asked - held, 0).sum(axis=1) <= 1)
        age = full_years(person["birth_date"], as_of)
        ok &= (lowest <= age) & (age <= highest)
        if person["available_from"]:
            ok &= start >= np.datetime64(person["available_from"])
        counts.append(int(ok.sum()))
    return np.array(counts)


def levels(text: str | None, trades: list[str]) -> list[int]:
    held = dict(item.split(":") for item in text.split(";")) if text else {}
    return [int(held.get(trade, 0)) for trade in trades]


def test_what_there_is() -> None:
    assert list(PRESETS) == ["xiangxi-2016", "yunxi-2016", "fair-2016", "changsha-2016", "national"]
    assert all("\n" not in line and len(line) < 130 for line in PRESETS.values())


@pytest.mark.parametrize("preset", PRESETS)
def test_columns(preset: str) -> None:
    seekers, jobs, _ = whole(preset)
    assert seekers.columns == SEEKER_COLUMNS + (["fair"] if preset == "fair-2016" else [])
    assert jobs.columns == JOB_COLUMNS


def test_the_figures_of_xiangxi() -> None:
    seekers, jobs, _ = whole("xiangxi-2016")
    assert seekers.height == 219_275
    assert seekers["household_id"].n_unique() == 90_000
    assert (seekers["priority"] == "registered_poor").sum() == 211_600
    assert seekers["home"].n_unique() == 8
    changsha = jobs.filter(pl.col("region").str.starts_with("4301"))
    assert changsha["employer_id"].n_unique() == 327
    assert changsha["vacancies"].sum() == 25_800
    assert (jobs.height, jobs["vacancies"].sum()) == (2_000, 48_000)
    guangdong = jobs.filter(pl.col("region").str.starts_with("44"))
    assert stay_rate(changsha) == pytest.approx(0.81, abs=0.01)
    assert stay_rate(guangdong) == pytest.approx(202 / 381, abs=0.01)
    narrow = jobs.filter(
        pl.col("region").str.starts_with("4403"),
        pl.col("job_type").is_in(["general_worker", "property_service", "waiter"]),
    )
    assert narrow["wage"].is_between(3500, 3800).all()


def stay_rate(jobs: pl.DataFrame) -> float:
    return float((jobs["stay"] * jobs["vacancies"]).sum() / jobs["vacancies"].sum())


def test_the_figures_of_yunxi() -> None:
    seekers, jobs, _ = whole("yunxi-2016")
    assert seekers.height == 73_200
    assert seekers["household_id"].n_unique() == 49_300
    assert set(seekers["home"]) == {"420322"}
    assert jobs["vacancies"].sum() == 40_000
    guangdong = jobs.filter(pl.col("region").str.starts_with("44"))
    assert guangdong["vacancies"].sum() > 0.8 * 40_000
    assert stay_rate(guangdong) == pytest.approx(0.80, abs=0.01)
    mean = (guangdong["wage"] * guangdong["vacancies"]).sum() / guangdong["vacancies"].sum()
    assert mean == pytest.approx(4000, rel=0.02)


def test_the_figures_of_the_fairs_and_of_changsha() -> None:
    seekers, jobs, _ = whole("fair-2016")
    assert (seekers.height, seekers["fair"].n_unique()) == (2_352, 11)
    assert (seekers["priority"] == "registered_poor").mean() == pytest.approx(209 / 374, abs=0.001)
    assert 546 <= jobs["vacancies"].sum() <= 570
    seekers, jobs, _ = whole("changsha-2016")
    assert seekers.height == 21_000
    assert seekers["skills"].null_count() == 0
    assert (jobs["employer_id"].n_unique(), jobs["vacancies"].sum()) == (327, 25_800)


@pytest.mark.parametrize("preset", PRESETS)
def test_seekers_are_valid(preset: str) -> None:
    seekers, _, policy = whole(preset)
    assert seekers["person_id"].is_unique().all()
    assert seekers["person_id"].str.contains(r"^\d{6}-\d{6}$").all()
    required = ["person_id", "household_id", "home", "birth_date", "min_wage", "wish_regions", "priority", "status"]
    assert seekers.select(required).null_count().sum_horizontal().item() == 0
    assert {stripped(code) for code in entries(seekers["wish_regions"]) - {"*"}} <= known_regions()
    assert {stripped(code) for code in seekers["home"]} <= known_regions()
    assert entries(seekers["wish_job_types"]) <= {kind.code for kind in labour().types}
    assert set(seekers["max_tier"].drop_nulls()) <= set(TIERS)
    assert set(seekers["priority"]) <= {"default", "registered_poor"}
    assert set(seekers["status"]) == {"looking"}
    assert valid_skills(seekers["skills"])
    ages = {full_years(born, policy["as_of"]) for born in seekers["birth_date"].unique()}
    assert (min(ages), max(ages)) == (16, 60)
    assert (seekers["min_wage"] % 50 == 0).all()
    assert seekers["min_wage"].is_between(1500, 5000).all()
    assert (seekers["wish_wage"] >= seekers["min_wage"]).drop_nulls().all()
    assert seekers["available_from"].drop_nulls().is_between(date(2016, 8, 30), date(2016, 10, 31)).all()


@pytest.mark.parametrize("preset", PRESETS)
def test_jobs_are_valid(preset: str) -> None:
    _, jobs, _ = whole(preset)
    assert jobs["job_id"].is_unique().all()
    assert set(jobs["region"]) <= {code if stripped(code) in known_regions() else "" for code in jobs["region"]}
    assert set(jobs["job_type"]) <= {kind.code for kind in labour().types}
    required = ["job_id", "employer_id", "region", "job_type", "vacancies", "wage", "contract", "insurance", "stay"]
    assert jobs.select(required).null_count().sum_horizontal().item() == 0
    assert (jobs["vacancies"] >= 1).all()
    assert jobs["wage"].is_between(1800, 6500).all()
    assert (jobs["wage"] % 50 == 0).all()
    assert jobs["stay"].is_between(0, 1).all()
    assert jobs["contract"].all()
    assert jobs["insurance"].all()
    assert valid_skills(jobs["skills"])
    assert (jobs["min_age"] < jobs["max_age"]).drop_nulls().all()
    assert jobs["start_date"].drop_nulls().is_between(date(2016, 8, 30), date(2016, 11, 30)).all()
    assert jobs.group_by("employer_id").agg(pl.col("region").n_unique())["region"].max() == 1


def valid_skills(column: pl.Series) -> bool:
    items = entries(column)
    codes = [item.split(":")[0] for item in items]
    return set(codes) <= {trade.code for trade in labour().trades} and {item[-1] for item in items} <= set("123")


@pytest.mark.parametrize("preset", PRESETS)
def test_households_and_couples(preset: str) -> None:
    seekers, _, _ = whole(preset)
    homes = seekers.group_by("household_id").agg(
        pl.len(), pl.col("home").n_unique(), pl.col("priority").n_unique().alias("classes")
    )
    assert homes["len"].is_between(1, 5).all()
    assert homes["home"].max() == homes["classes"].max() == 1
    couples = (
        seekers.drop_nulls("together_id")
        .group_by("together_id")
        .agg(pl.len(), pl.col("household_id", "wish_regions", "max_tier").n_unique())
    )
    assert couples.height > 0
    assert set(couples["len"]) == {2}
    assert couples.select("household_id", "wish_regions", "max_tier").max().row(0) == (1, 1, 1)


@pytest.mark.parametrize("preset", PILOT)
def test_most_persons_have_a_choice(preset: str) -> None:
    seekers, jobs, policy = whole(preset)
    counts = eligible_counts(seekers.sample(1000, seed=7), jobs, policy["as_of"])
    assert 20 <= np.median(counts) <= 100
    assert ((counts >= 20) & (counts <= 200)).mean() > 0.5
    assert (counts == 0).mean() < 0.08


def test_skill_age_and_home_move_what_people_ask() -> None:
    seekers, jobs, _ = whole("xiangxi-2016")
    has_skill = seekers["skills"].is_not_null()
    ask = seekers["min_wage"]
    assert ask.filter(has_skill).mean() > ask.filter(~has_skill).mean() + 150  # type: ignore[operator]
    welders = seekers.filter(pl.col("skills").str.contains("welding"))["wish_job_types"].str.contains("welder").mean()
    others = seekers.filter(~has_skill)["wish_job_types"].str.contains("welder").mean()
    assert welders > 3 * others  # type: ignore[operator]
    local = jobs.filter(pl.col("region").str.starts_with("4331"))["wage"].mean()
    assert local < jobs["wage"].mean() - 500  # type: ignore[operator]
    changsha = jobs.filter(pl.col("region").str.starts_with("4301"))
    assert changsha.select(pl.corr("wage", "stay")).item() > 0.3


@pytest.mark.parametrize("preset", PILOT)
@pytest.mark.parametrize("scale", [1e-9, 0.001, 0.01, 0.3])
def test_small_scales(preset: str, scale: float) -> None:
    seekers, jobs, _ = generate(preset, scale, seed=3)
    full_seekers, full_jobs, _ = whole(preset)
    assert seekers.height == max(1, round(full_seekers.height * scale))
    assert jobs["vacancies"].sum() == max(1, round(full_jobs["vacancies"].sum() * scale))
    assert 1 <= jobs.height <= full_jobs.height
    assert (jobs["vacancies"] >= 1).all()
    assert seekers["household_id"].n_unique() <= seekers.height
    assert seekers.schema == full_seekers.schema
    assert jobs.schema == full_jobs.schema


@pytest.mark.parametrize("preset", PRESETS)
def test_counts_that_are_asked_for(preset: str) -> None:
    seekers, jobs, _ = generate(preset, seekers=3_000, jobs=500)
    few, many = whole(preset)[0], whole(preset)[1]
    assert (seekers.height, jobs.height) == (3_000, 500)
    per_person = many["vacancies"].sum() / few.height
    assert jobs["vacancies"].sum() == pytest.approx(3_000 * per_person, abs=1)
    assert seekers.schema == few.schema
    assert jobs.schema == many.schema
    crowded = generate(preset, seekers=3, jobs=500)[1]
    assert crowded["vacancies"].to_list() == [1] * 500


def test_one_side_may_be_asked_for_alone() -> None:
    seekers, jobs, _ = generate("fair-2016", 0.5, seekers=700)
    assert (seekers.height, jobs.height) == (700, round(320 * 0.5**0.5))
    seekers, jobs, _ = generate("fair-2016", 0.5, jobs=40)
    assert (seekers.height, jobs.height, jobs["vacancies"].sum()) == (1_176, 40, round(563 / 2))


def test_large_scale() -> None:
    seekers, jobs, _ = generate("fair-2016", 5)
    assert seekers.height == 5 * 2_352
    assert jobs.height == 5 * whole("fair-2016")[1].height
    assert jobs["vacancies"].sum() == 5 * whole("fair-2016")[1]["vacancies"].sum()


@pytest.mark.parametrize("preset", PRESETS)
def test_the_same_seed_gives_the_same_frames(preset: str) -> None:
    first, second, other = generate(preset, 0.02, 5), generate(preset, 0.02, 5), generate(preset, 0.02, 6)
    assert_frame_equal(first[0], second[0])
    assert_frame_equal(first[1], second[1])
    assert first[2] == second[2]
    assert not first[0].equals(other[0])
    assert not first[1].equals(other[1])


def test_callers_may_change_the_policy_they_got() -> None:
    policy = generate("fair-2016", 0.01)[2]
    policy["unmatched"]["default"] = 1.0
    assert generate("fair-2016", 0.01)[2]["unmatched"]["default"] == 20000.0
    assert policy["as_of"] == date(2016, 8, 29)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("xiangxi",), "there is no preset 'xiangxi'; there are xiangxi-2016, "),
        (("fair-2016", 0.0), "scale must be above 0"),
        (("fair-2016", -1.0), "scale must be above 0"),
        (("fair-2016", float("nan")), "scale must be above 0"),
        (("fair-2016", 11.0), "at most 10"),
        (("fair-2016", 1.0, -1), "seed must not be negative"),
    ],
)
def test_refusals(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        generate(*arguments)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"seekers": 0}, "seekers must be above 0 and at most 10,000,000, not 0"),
        ({"jobs": 100_001}, "jobs must be above 0 and at most 100,000, not 100,001"),
        ({"scale": 1.1}, "seekers must be above 0 and at most 10,000,000, not 11,000,000"),
    ],
)
def test_counts_out_of_range(counts: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        generate("national", **counts)
