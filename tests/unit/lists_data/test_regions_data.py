"""The built-in table of regions: a whole tree, with points where the documents promise them."""

from __future__ import annotations

import math
from importlib.resources import as_file, files

import polars as pl
import pytest

PILOT = ("433101", "433122", "433123", "433124", "433125", "433126", "433127", "433130", "420322")


@pytest.fixture(scope="module")
def regions() -> pl.DataFrame:
    with as_file(files("jobmatch.lists") / "data" / "regions.csv") as path:
        text = pl.String
        return pl.read_csv(path, schema_overrides={"code": text, "parent": text, "level": text, "name": text})


def points(regions: pl.DataFrame) -> dict[str, tuple[float, float]]:
    placed = regions.drop_nulls(["lon", "lat"])
    return {code: (lon, lat) for code, lon, lat in placed.select("code", "lon", "lat").iter_rows()}


def great_circle(a: tuple[float, float], b: tuple[float, float]) -> float:
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def test_columns_and_size(regions: pl.DataFrame) -> None:
    assert regions.columns == ["code", "parent", "level", "name", "lon", "lat"]
    assert 3200 <= regions.height <= 3300
    raw = (files("jobmatch.lists") / "data" / "regions.csv").read_bytes()
    assert len(raw) < 300_000
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_codes_are_unique_and_stripped(regions: pl.DataFrame) -> None:
    assert regions["code"].is_unique().all()
    assert regions["code"].str.contains(r"^(\d{2}|\d{4}|\d{6})$").all()
    assert not regions.filter(pl.col("code").str.len_chars() > 2)["code"].str.ends_with("00").any()


def test_the_tree_is_whole_and_parents_come_first(regions: pl.DataFrame) -> None:
    seen: set[str] = set()
    for code, parent in regions.select("code", "parent").iter_rows():
        assert (parent or "") == code[:-2]
        assert parent is None or parent in seen, code
        seen.add(code)


def test_levels_follow_the_length_of_the_code(regions: pl.DataFrame) -> None:
    level = {2: "province", 4: "prefecture", 6: "county"}
    assert regions["level"].to_list() == [level[len(code)] for code in regions["code"]]
    counts = dict(regions["level"].value_counts().iter_rows())
    assert counts["province"] == 34
    assert abs(counts["prefecture"] - 340) <= 15


def test_artificial_rows_do_not_carry_a_bare_name(regions: pl.DataFrame) -> None:
    assert not regions["name"].is_in(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"]).any()
    assert regions.filter(pl.col("code") == "1101")["name"].item() == "北京市辖区"
    assert "110105" in regions["code"].to_list()
    assert "429004" in regions["code"].to_list()


def test_every_province_and_prefecture_has_a_point_in_china(regions: pl.DataFrame) -> None:
    upper = regions.filter(pl.col("level") != "county")
    assert upper["lon"].null_count() == upper["lat"].null_count() == 0
    placed = regions.drop_nulls("lon")
    assert placed["lon"].is_between(73.4, 135.1).all()
    assert placed["lat"].is_between(3.8, 53.6).all()
    assert (regions["lon"].is_null() == regions["lat"].is_null()).all()
    assert placed.filter(pl.col("level") == "county").height > 1_400


def test_counties_lie_near_their_prefecture(regions: pl.DataFrame) -> None:
    point = points(regions)
    # The prefectures of the west and the north are as large as countries.
    far = {"51": 450, "15": 700, "54": 700, "62": 450, "63": 600, "65": 800, "23": 450}
    for code, at in point.items():
        if len(code) == 6 and code[2:4] != "90":
            assert great_circle(at, point[code[:4]]) < far.get(code[:2], 260), code


@pytest.mark.parametrize("code", PILOT)
def test_the_pilots_counties_have_points_in_their_hills(regions: pl.DataFrame, code: str) -> None:
    lon, lat = points(regions)[code]
    if code.startswith("4331"):
        assert 109.2 < lon < 110.4
        assert 27.7 < lat < 29.7
    else:
        assert 110.2 < lon < 110.7
        assert 32.8 < lat < 33.3


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ("433124", "4403", 813),  # Huayuan–Shenzhen
        ("4301", "4401", 565),  # Changsha–Guangzhou
        ("433124", "4301", 344),  # Huayuan–Changsha
        ("11", "31", 1067),  # Beijing–Shanghai
        ("4403", "4401", 104),  # Shenzhen–Guangzhou
        ("420322", "4419", 1155),  # Yunxi–Dongguan
        ("5101", "5001", 269),  # Chengdu–Chongqing
        ("6501", "2301", 3000),  # Ürümqi–Harbin
    ],
)
def test_known_distances(regions: pl.DataFrame, a: str, b: str, km: float) -> None:
    point = points(regions)
    assert great_circle(point[a], point[b]) == pytest.approx(km, rel=0.03)
