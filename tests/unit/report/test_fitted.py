"""Tables on a narrow screen: numbers stay whole, texts are folded, what can be spared is left out."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from jobmatch.report.fitted import Fitted
from jobmatch.report.page.frame import Cells, Head

TABLE = Cells(
    [
        Head("job", False),
        Head("where", False, 2),
        Head("安排率（95%）", True),
        Head("km", True, 1),
        Head("total", True),
    ],
    [["J00023", "长沙市 浏阳市", "22.6 % (22.6–35.5)", "550", "30,507.73"], ["J1", "", "3.0 % (1.0–9.9)", "", "9.00"]],
)


def lines(cells: Cells, width: int) -> list[str]:
    console = Console(width=width, file=StringIO(), record=True)
    console.print(Fitted(cells))
    return [line.rstrip() for line in console.export_text().splitlines()]


def test_a_wide_screen_shows_all_of_it_on_a_line_each() -> None:
    assert [line.split() for line in lines(TABLE, 120)] == [
        ["job", "where", "安排率（95%）", "km", "total"],
        ["J00023", "长沙市", "浏阳市", "22.6", "%", "(22.6–35.5)", "550", "30,507.73"],
        ["J1", "3.0", "%", "(1.0–9.9)", "9.00"],
    ]


@pytest.mark.parametrize(
    ("width", "left"),
    [(49, "where km"), (38, "km"), (31, "")],
    ids=["folded", "without texts", "without all it can spare"],
)
def test_a_narrow_screen_folds_and_leaves_out_but_breaks_no_number(width: int, left: str) -> None:
    shown = lines(TABLE, width)
    words = " ".join(shown).split()
    assert [name for name in ("where", "km") if name in words] == left.split()
    assert {"30,507.73", "(22.6–35.5)", "9.00"} <= set(words)
    assert any("（95%）" in line for line in shown)
    assert any("22.6 %" in line for line in shown)
    assert max(map(cell_len, shown)) <= width


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=6),
    st.text("abcdef 县市岗", max_size=60),
    st.integers(60, 120),
)
def test_numbers_are_whole_whatever_stands_beside_them(numbers: list[int], text: str, width: int) -> None:
    shown = [f"{number:,}.00" for number in numbers][:3]
    heads = [Head("text", False, 1), *(Head(f"n{k}", True) for k in range(len(shown)))]
    words = " ".join(lines(Cells(heads, [[text, *shown]]), width)).split()
    assert set(shown) <= set(words)
