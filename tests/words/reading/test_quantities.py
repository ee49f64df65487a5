"""Amounts of every unit of the table, of money and of hundredths, joined to the number or not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadcaster.words.reading import speakable
from broadcaster.words.reading.tables import rows
from tests.words.reading.back import decimals_of, value_of

_UNITS = {row[0]: row[1] for row in rows("units")}
_ALWAYS_APART = {"0C"}
"""Joined to a number, the nought would be one of its figures."""
_AMOUNTS = ("5", "12", "380", "1.250", "150.000", "2,5", "0,05", "1.250,75")


def _amount_of(said: str) -> str:
    """Read an amount back as it was written, without dots for thousands."""
    whole, _, decimals = said.partition(" phẩy ")
    return f"{value_of(whole)},{decimals_of(decimals)}" if decimals else str(value_of(whole))


@pytest.mark.parametrize("unit", _UNITS)
def test_an_amount_is_read_with_its_unit(unit: str) -> None:
    for amount in _AMOUNTS:
        for joint in (" ",) if unit in _ALWAYS_APART else (" ", ""):
            said = speakable(f"được {amount}{joint}{unit} rồi")
            closing = f" {_UNITS[unit]} rồi."
            assert said.startswith("được ") and said.endswith(closing), (amount, joint, said)
            inner = said.removeprefix("được ").removesuffix(closing)
            assert _amount_of(inner) == amount.replace(".", ""), said


@given(st.integers(0, 10**6), st.sampled_from(["%", " %", "‰"]))
def test_hundredths_are_read(number: int, sign: str) -> None:
    said = speakable(f"chiếm {number}{sign} số hộ")
    name = "phần nghìn" if sign == "‰" else "phần trăm"
    assert said.endswith(f" {name} số hộ."), said
    assert value_of(said.removeprefix("chiếm ").removesuffix(f" {name} số hộ.")) == number


@given(
    st.integers(1, 10**12),
    st.sampled_from([" đồng", "đ", " đ", "₫", " VNĐ", " VND", "VNĐ"]),
    st.booleans(),
)
@example(100_000, " VND", True)
def test_money_is_read(number: int, sign: str, dotted: bool) -> None:
    written = f"{number:,}".replace(",", ".") if dotted else str(number)
    said = speakable(f"hỗ trợ {written}{sign} cho hộ nghèo")
    assert said.startswith("hỗ trợ ") and said.endswith(" đồng cho hộ nghèo."), said
    assert value_of(said.removeprefix("hỗ trợ ").removesuffix(" đồng cho hộ nghèo.")) == number


@given(st.integers(1, 999), st.sampled_from(["nghìn", "triệu", "tỷ"]))
def test_a_magnitude_in_words_stays_a_magnitude(number: int, magnitude: str) -> None:
    said = speakable(f"hết {number} {magnitude} đồng cho hộ nghèo")
    assert said.endswith(f" {magnitude} đồng cho hộ nghèo."), said
    inner = said.removeprefix("hết ").removesuffix(f" {magnitude} đồng cho hộ nghèo.")
    assert value_of(inner) == number
