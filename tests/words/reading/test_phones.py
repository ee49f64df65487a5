"""Telephone and identity numbers of any shape are read digit by digit, every digit once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.words.reading import speakable
from tests.words.reading.back import digits_of

_ANNOUNCED = ("Điện thoại: ", "SĐT: ", "Hotline: ", "gọi đường dây nóng ", "ĐT ", "số máy ")
_SHAPES = (
    "0{9}#########", "0{9}##.###.###", "0{9}## ### ###", "0{9}##-###-###", "0{9}### ## ## ##",
    "02{2}#.3###.###", "02{2}# 3###### ", "(02{2}#) 3######", "024.3#######", "(024) 3### ####",
    "+84 {9}## ### ###", "+84{9}########",
)  # fmt: skip
_SERVICES = ("1900 ####", "1800 ####", "1900.####", "1900####")


@st.composite
def _numbers(draw: st.DrawFn, shapes: tuple[str, ...]) -> str:
    shape = draw(st.sampled_from(shapes)).replace("{9}", draw(st.sampled_from("35789")))
    shape = shape.replace("{2}", draw(st.sampled_from("0123456789"))).strip()
    return "".join(draw(st.sampled_from("0123456789")) if sign == "#" else sign for sign in shape)


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isdigit())


@given(_numbers(_SHAPES))
def test_a_telephone_number_is_known_by_its_shape(written: str) -> None:
    said = speakable(f"xin gặp anh Nam {written} để biết")
    inner = said.removeprefix("xin gặp anh Nam").removesuffix(" để biết.").strip(" ,")
    assert digits_of(inner.removeprefix("cộng ")) == _digits(written), said
    assert inner.startswith("cộng ") == written.startswith("+")


_ANNOUNCEMENTS = st.tuples(st.sampled_from(_ANNOUNCED), _numbers(_SHAPES)) | st.tuples(
    st.sampled_from(_ANNOUNCED[:4]), _numbers(_SERVICES)
)


@given(_ANNOUNCEMENTS)
def test_a_telephone_number_is_known_by_the_word_before_it(pair: tuple[str, str]) -> None:
    before, written = pair
    said = speakable(f"{before}{written}.").removesuffix(".")
    opening = speakable(f"{before.rstrip(': ')} nhé").removesuffix(" nhé.")
    inner = said.removeprefix(opening).strip(" :,")
    assert digits_of(inner.removeprefix("cộng ")) == _digits(written), said


@given(st.text("0123456789", min_size=9, max_size=14))
def test_an_identity_number_is_read_digit_by_digit(written: str) -> None:
    for before in ("số căn cước công dân ", "mã số thuế ", "số tài khoản "):
        said = speakable(f"{before}{written}").removesuffix(".")
        assert digits_of(said.removeprefix(before)) == written


@pytest.mark.parametrize("number", ["111", "112", "113", "114", "115", "119"])
def test_an_emergency_number_is_read_digit_by_digit(number: str) -> None:
    for before in ("gọi ngay số ", "gọi ", "bấm số "):
        said = speakable(f"{before}{number}").removesuffix(".")
        assert digits_of(said.removeprefix(before)) == number


def test_a_service_number_after_its_abbreviation_is_no_road() -> None:
    assert speakable("ĐT 1900 6789").startswith("điện thoại một chín không không")
