"""How people write wages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.lists.text import tidy
from jobmatch.lists.wages import read_wage


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3500", 3500),
        ("3500.5", 3500.5),
        ("3500.", 3500),
        ("0", 0),
        ("3,500", 3500),
        ("￥3,500.25", 3500.25),
        ("¥ 3500 元", 3500),
        ("3500元/月", 3500),
        ("3500 元／月", 3500),
        ("月薪3500元", 3500),
        ("3500-3800", 3500),
        ("3500–3800", 3500),
        ("3500—3800", 3500),
        ("3500——3800", 3500),
        ("3500~3800", 3500),
        ("3500～3800元/月", 3500),
        ("3500至3800", 3500),
        ("3500元到3800元", 3500),
        ("3,500 - 3,800", 3500),
        ("3500-3500", 3500),
        ("3.5k", 3500),
        ("3.5K-5K", 3500),
        ("3.5-5k", 3500),
        ("3500-5k", 3500),
        ("4千", 4000),
        ("0.5万", 5000),
        ("0.5-0.8万", 5000),
        ("3500以上", 3500),
        ("3500元及以上", 3500),
        ("3500起", 3500),
        ("3500+", 3500),
        ("≥3500", 3500),
        ("不低于3500元", 3500),
        ("３５００", 3500),
        ("100000", 100_000),
    ],
)
def test_read(text: str, yuan: float) -> None:
    cell = read_wage(tidy(text))
    assert cell.value == yuan
    assert [fault.code for fault in cell.faults] == (["wage_looks_yearly"] if yuan > 20_000 else [])


@pytest.mark.parametrize("text", ["面议", "面谈", "面 议", "Negotiable", "-", "待定"])
def test_open_to_talks(text: str) -> None:
    assert read_wage(text) == (None, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4万/年", "wage_yearly"),
        ("年薪4万", "wage_yearly"),
        ("48000元每年", "wage_yearly"),
        ("40k per year", "wage_yearly"),
        ("150/天", "wage_not_monthly"),
        ("日薪150", "wage_not_monthly"),
        ("20元/小时", "wage_not_monthly"),
        ("计件", "wage_not_monthly"),
        ("-3500", "wage_negative"),
        ("3800-3500", "wage_range_reversed"),
        ("5k-3500", "wage_range_reversed"),
        ("100001", "wage_too_high"),
        ("48万", "wage_too_high"),
        ("3500.123", "wage_decimals"),
        ("3500.123-4000", "wage_decimals"),
        ("abc", "wage_unreadable"),
        ("3500-", "wage_unreadable"),
        ("3500-4000-4500", "wage_unreadable"),
        ("35,00", "wage_unreadable"),
        ("3500以下", "wage_unreadable"),
        ("1e5", "wage_unreadable"),
        ("nan", "wage_unreadable"),
        ("inf", "wage_unreadable"),
        ("3500/4000", "wage_unreadable"),
        ("", "wage_unreadable"),
        ("9" * 40, "wage_unreadable"),
    ],
)
def test_refused(text: str, code: str) -> None:
    cell = read_wage(tidy(text))
    assert cell.value is None
    assert [fault.code for fault in cell.faults] == [code]


@given(st.decimals("0", "20000", places=2), st.decimals("0", "20000", places=2), st.sampled_from("-~–至"))
def test_ranges_count_as_their_lower_end(low: Decimal, high: Decimal, dash: str) -> None:
    cell = read_wage(f"{low}{dash}{high}")
    if low <= high:
        assert cell == (float(low), ())
    else:
        assert cell.faults[0].code == "wage_range_reversed"


@given(st.text("0123456789.-~万k元/年月天,+以上 至", max_size=12))
def test_any_text_is_a_wage_or_a_fault(text: str) -> None:
    cell = read_wage(tidy(text))
    if isinstance(cell.value, float):
        assert 0 <= cell.value <= 100_000
        assert cell.value == round(cell.value, 2)
    elif cell.value is None and tidy(text) not in {"-", "/"}:
        assert cell.faults
