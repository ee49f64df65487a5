"""The cast: turns, roles and names as clerks write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.cast import Cast
from broadcaster.sound.speech import UnknownVoiceError, Voice

VOICES = {
    "Lan": Voice("north-woman"),
    "Lân": Voice("south"),
    "nam": Voice("north"),
    "nữ": Voice("central-woman"),
    "Đức": Voice("central"),
}
CAST = Cast(VOICES, ("nữ", "nam"))


@pytest.mark.parametrize(
    ("number", "asked", "name"),
    [
        (0, None, "nữ"),
        (1, None, "nam"),
        (2, None, "nữ"),
        (0, "", "nữ"),
        (1, "ptv", "nam"),
        (5, "1", "nữ"),
        (5, "ptv2", "nam"),
        (0, "PTV 2", "nam"),
        (0, "ptv3", "nữ"),
        (0, "nam", "nam"),
        (0, "Nữ", "nữ"),
        (0, "nu", "nữ"),
        (0, "nu\u031b\u0303", "nữ"),
        (0, "  đức ", "Đức"),
        (0, "duc", "Đức"),
        (0, "lan", "Lan"),
        (0, "LÂN", "Lân"),
    ],
)
def test_who_is_meant(number: int, asked: str | None, name: str) -> None:
    assert CAST.of(number, asked) == VOICES[name]


@pytest.mark.parametrize("asked", ["Hoa", "ptv0", "lấn", "12"])
def test_nobody_of_that_name_is_refused_with_the_names_there_are(asked: str) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        CAST.of(0, asked)
    assert caught.value.asked == asked
    assert caught.value.known == tuple(VOICES)


@given(st.integers(0, 1000), st.text(max_size=12))
def test_any_name_finds_a_voice_of_the_cast_or_is_refused(number: int, asked: str) -> None:
    try:
        assert CAST.of(number, asked) in VOICES.values()
    except UnknownVoiceError as error:
        assert error.asked == asked


def test_the_key_tells_casts_apart() -> None:
    others = [
        Cast(VOICES, ("nam", "nữ")),
        Cast({**VOICES, "nam": Voice("north", 160)}, CAST.announcers),
        Cast({**VOICES, "nam": Voice("north", engine="gtts")}, CAST.announcers),
    ]
    assert CAST.key == Cast(dict(reversed(VOICES.items())), CAST.announcers).key
    assert len({CAST.key, *(one.key for one in others)}) == 4
