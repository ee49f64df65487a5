"""What the service answers is believed only when it can be the whole of what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadcaster.sound.engines.answers import (
    BrokenAnswerError,
    is_whole,
    plausible_ms,
    sound_of,
    speech_in,
)
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import RefusedTextError
from tests.sound.engines.relay import answer_with, encoded, mp3_of
from tests.sound.making import noise, sine

TEXT = "Kính mời bà con đến trạm y tế xã."
WHOLE = mp3_of(TEXT)
FRAME = 72 * 64_000 // 24_000


def test_an_answer_is_unwrapped_to_its_last_byte() -> None:
    for size in range(1, 9):
        content = bytes(range(size))
        assert speech_in("gtts", answer_with(content), TEXT) == content


@given(st.binary(max_size=300))
def test_no_answer_breaks_the_unwrapping(body: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        speech_in("gtts", body + b"jQ1olc", TEXT)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000 + b"jQ1olc",
        b'[["wrb.fr","jQ1olc","' + b"[" * 100_000 + b'"]]',
        b'[["wrb.fr","jQ1olc",7]]',
        b'[["wrb.fr","jQ1olc","{}"]]',
        b'[["wrb.fr","jQ1olc","[]"]]',
        b'[["wrb.fr","jQ1olc","[null]"]]',
        b'[["wrb.fr","jQ1olc","[\\"AAA\\"]"]]',
        b'[["wrb.fr","jQ1olc"]]',
        b'{"jQ1olc": 1}',
        b'"jQ1olc"',
        b"\0jQ1olc\xff",
    ],
)
def test_an_answer_of_another_shape_is_broken(body: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        speech_in("gtts", body, TEXT)


def test_an_answer_without_speech_refuses_the_text() -> None:
    body = b')]}\'\n\n1\n[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]\n'
    with pytest.raises(RefusedTextError):
        speech_in("gtts", body, TEXT)


def test_a_whole_answer_is_whole() -> None:
    assert is_whole(WHOLE)
    assert is_whole(b"ID3\x04\0\0\0\0\x01\x02" + b"t" * 130 + WHOLE + b"TAG" + b" " * 125)
    assert sound_of("gtts", WHOLE, TEXT).length_ms > 1000


@given(st.integers(0, len(WHOLE) - 1))
def test_an_answer_cut_within_a_frame_is_not_whole(size: int) -> None:
    assume(size % FRAME)
    assert not is_whole(WHOLE[:size])


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_half_a_sentence_is_told_by_its_length_when_the_cut_falls_between_frames(
    share: float,
) -> None:
    cut = WHOLE[: round(len(WHOLE) * share / FRAME) * FRAME]
    assert is_whole(cut)
    with pytest.raises((BrokenAnswerError, RefusedTextError)):
        sound_of("gtts", cut, TEXT)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body>Sorry</body></html>", b"\0" * 4000, WHOLE[5:], WHOLE + b"<html>",
     noise(900).wav()],
    ids=["nothing", "page", "zeros", "mid-frame", "page-after", "wav"],
)  # fmt: skip
def test_what_is_no_row_of_frames_is_broken(content: bytes) -> None:
    assert not is_whole(content)
    with pytest.raises(BrokenAnswerError):
        sound_of("gtts", content, TEXT)


def test_silence_is_no_speech() -> None:
    with pytest.raises(RefusedTextError, match="silence"):
        sound_of("gtts", encoded(Sound.silence(3000)), TEXT)


@pytest.mark.parametrize("ms", [200, 600, 40_000])
def test_a_length_that_no_speaker_needs_is_broken(ms: int) -> None:
    with pytest.raises(BrokenAnswerError, match="words"):
        sound_of("gtts", encoded(sine(220, ms)), TEXT)


@pytest.mark.parametrize(
    ("text", "said_ms"),
    [("Ạ.", 250), (TEXT, 1900), ("WHO", 1500), ("0912345678", 3500), ("nghiêng", 300),
     ("tuyenquang.gov.vn", 2600)],
)  # fmt: skip
def test_honest_lengths_are_plausible(text: str, said_ms: int) -> None:
    shortest, longest = plausible_ms(text)
    assert shortest <= said_ms <= longest
