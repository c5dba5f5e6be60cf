"""The tree of regions: codes, names, and a user's own table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_rows import JOBS, REGIONS, SEEKERS, changed, read, without
from polars.testing import assert_frame_equal

from jobmatch.errors import InputError
from jobmatch.lists import RegionTree
from jobmatch.lists.region_codes import stripped
from jobmatch.lists.region_names import short_names

TREE = RegionTree.builtin()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("433124", "433124"),
        (" ４３３１２４ ", "433124"),
        ("440300", "4403"),
        ("440000", "44"),
        ("433124000", "433124"),
        ("433124000000", "433124"),
        ("430000000000", "43"),
        ("433124100", "433124100"),
        ("433124100000", "433124100"),
        ("433124100201", "433124100201"),
        ("441900003", "441900003"),
        ("花垣县", "433124"),
        ("花垣", "433124"),
        ("湖南省湘西州花垣县", "433124"),
        ("湖南省湘西土家族苗族自治州花垣县", "433124"),
        ("湖南花垣", "433124"),
        ("湖南 湘西 花垣", "433124"),
        ("湖南省/湘西州/花垣县", "433124"),
        ("湘西", "4331"),
        ("湘西州", "4331"),
        ("湘西自治州", "4331"),
        ("广东深圳", "4403"),
        ("广东省深圳市", "4403"),
        ("深圳", "4403"),
        ("长沙", "4301"),
        ("长沙县", "430121"),
        ("北京", "11"),
        ("北京市朝阳区", "110105"),
        ("恩施", "4228"),
        ("恩施市", "422801"),
        ("内蒙古", "15"),
        ("广西", "45"),
        ("吉林市", "2202"),
        ("吉林省", "22"),
        ("神农架", "429021"),
        ("重庆市石柱县", "500240"),
    ],
)
def test_resolve(text: str, code: str) -> None:
    assert TREE.resolve(text) == code
    assert not TREE.is_ambiguous(text)
    assert code in TREE


@pytest.mark.parametrize(
    "text", ["", "x", "Huayuan", "433199", "99", "433124999x", "花桓县", "广东花垣", "43312", "430000100", "*"]
)
def test_unknown(text: str) -> None:
    assert TREE.resolve(text) is None
    assert not TREE.is_ambiguous(text)
    TREE.suggestions(text)


@pytest.mark.parametrize("text", ["朝阳", "朝阳区", "吉林", "海南", "鼓楼区"])
def test_ambiguous(text: str) -> None:
    assert TREE.resolve(text) is None
    assert TREE.is_ambiguous(text)
    assert len(TREE.suggestions(text)) >= 2


def test_suggestions() -> None:
    assert "北京市朝阳区 110105" in TREE.suggestions("朝阳区")
    assert TREE.suggestions("湖南省花桓县") == ["湖南省湘西土家族苗族自治州花垣县 433124"]
    assert any("433124" in text for text in TREE.suggestions("花桓县"))
    assert TREE.suggestions("433199") == ["湖南省湘西土家族苗族自治州 4331"]


def test_every_code_is_known_by_its_code_and_path_name() -> None:
    for code in TREE.codes:
        assert TREE.resolve(code) == code
        assert TREE.resolve(code.ljust(6, "0")) == code
        names = [TREE.name(step) for step in reversed(TREE.path(code))]
        assert TREE.resolve("".join(names)) == code


def test_structure() -> None:
    assert TREE.path("433124100201") == ("433124100201", "433124100", "433124", "4331", "43")
    assert TREE.parent("43") is None
    assert TREE.level("433124100") == "township"
    assert TREE.level("433124100201") == "village"
    assert TREE.name("433124100") == "433124100"
    assert TREE.name("433124") == "花垣县"
    assert TREE.covers("43", "433124100")
    assert TREE.covers("433124", "433124")
    assert not TREE.covers("433124", "4331")
    assert TREE.point("433124") is not None
    assert TREE.point("433124100") is None
    assert "430000" not in TREE
    assert 43 not in TREE
    for call in (TREE.parent, TREE.level, TREE.name, TREE.path):
        with pytest.raises(KeyError):
            call("99")
    seen: set[str] = set()
    for code in TREE.codes:
        parent = TREE.parent(code)
        assert parent is None or parent in seen
        seen.add(code)


def test_subset_and_frame() -> None:
    small = TREE.subset(["433124100", "4403"])
    assert set(small.codes) == {"433124100", "433124", "4331", "43", "4403", "44"}
    assert small.path("433124100") == TREE.path("433124100")
    again = RegionTree.from_table(small.to_frame())
    assert_frame_equal(again.to_frame(), small.to_frame())
    assert small.resolve("440300") == "4403"
    assert again.resolve("440300") is None  # codes of a table are exact
    assert again.level("433124100") == "township"


@given(st.from_regex(r"[1-9]\d([0-9]{2}){0,2}([0-9]{3}){0,2}", fullmatch=True))
def test_stripping_is_final(code: str) -> None:
    once = stripped(code)
    assert stripped(once) == once
    assert code.startswith(once)
    assert set(code[len(once) :]) <= {"0"}


@pytest.mark.parametrize(
    ("name", "shorter"),
    [
        ("湘西土家族苗族自治州", {"湘西", "湘西州", "湘西自治州"}),
        ("花垣县", {"花垣"}),
        ("内蒙古自治区", {"内蒙古", "内蒙古区"}),
        ("积石山保安族东乡族撒拉族自治县", {"积石山", "积石山县", "积石山自治县"}),
        ("吉县", set()),
        ("北京市辖区", set()),
        ("神农架林区", {"神农架"}),
    ],
)
def test_short_names(name: str, shorter: set[str]) -> None:
    assert short_names(name) == shorter


def test_own_table(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(
        "code,parent,level,name,lon,lat\nXAB,XA,county,Birch,111,31\nX,,province,North,110,30\nXA,X,市州,,,\n"
    )
    tree = RegionTree.from_table(path)
    assert tree.codes == ("X", "XA", "XAB")
    assert tree.level("XA") == "prefecture"
    assert tree.name("XA") == "XA"
    assert tree.point("XAB") == (111.0, 31.0)
    assert tree.point("XA") is None
    assert tree.resolve("NorthBirch") == "XAB"
    seekers = [{**row, "home": "Birch", "wish_regions": "X;*"} for row in SEEKERS]
    jobs = [{**row, "region": "XA"} for row in JOBS]
    for regions in (path, tree, REGIONS):
        lists = read(seekers, jobs, regions=regions)
        assert lists.seekers["home"].to_list() == ["XAB"] * 3
        assert lists.seekers["wish_regions"].to_list() == ["X;*"] * 3


def test_zeros_matter_in_an_own_table() -> None:
    tree = RegionTree.from_table([{"code": "440300", "parent": None, "level": "prefecture"}])
    assert tree.resolve("440300") == "440300"
    assert tree.resolve("4403") is None


def test_faults_of_an_own_table() -> None:
    with pytest.raises(
        InputError, match="1 error in regions; first: regions row 2, column level: galaxy is not a level"
    ) as caught:
        RegionTree.from_table(changed(REGIONS, level="galaxy"))
    assert len(caught.value.issues) == 1
    with pytest.raises(InputError, match=r"required column parent"):
        RegionTree.from_table(without(REGIONS, "parent"))
    with pytest.raises(InputError):
        RegionTree.from_table("no/such/file.csv")


def test_a_region_within_itself() -> None:
    with pytest.raises(InputError) as caught:
        RegionTree.from_table(changed(REGIONS, parent="XA"))
    assert [issue.code for issue in caught.value.issues] == ["region_cycle"]
    with pytest.raises(InputError) as caught:
        RegionTree.from_table(changed(REGIONS, parent="XAB"))
    assert [(issue.code, issue.row) for issue in caught.value.issues] == [("region_cycle", 2), ("region_cycle", 3)]
