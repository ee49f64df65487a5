"""Pieces joined: what a decoder makes of them is what one encoding would have given."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.frames import (
    AHEAD,
    SHORTEST,
    WARM_UP,
    Joiner,
    Piece,
    encoded_piece,
    frames_for,
)
from broadcaster.sound.lame import DELAY, KBPS, encoded, frame_bytes, places
from broadcaster.sound.sound import FRAME, RATE, Pcm, Sound
from broadcaster.sound.speech import Voice, open_engine
from tests.sound.making import noise, sine

SPEECH = (
    "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em. Đề nghị bà con đưa con đi đúng giờ. "
)


@pytest.fixture(scope="module")
def speech() -> Pcm:
    said = open_engine("espeak://vi").speak(SPEECH * 3, Voice()).resampled(RATE)
    return said.pcm[: said.frames // FRAME * FRAME]


def joined(pcm: Pcm, cuts: Sequence[int], warm_up: int = WARM_UP, kbps: int = 128) -> bytes:
    """Encode `pcm` in pieces cut at frames and join them."""
    file = io.BytesIO()
    joiner = Joiner(file, kbps)
    for first, last in pairwise((0, *cuts, frames_for(len(pcm)))):
        before = min(warm_up, first)
        window = np.zeros((before + last - first + AHEAD) * FRAME, np.int16)
        heard = pcm[(first - before) * FRAME :][: len(window)]
        window[: len(heard)] = heard
        joiner.add(encoded_piece(window, before, last - first, kbps)[0])
    joiner.close(len(pcm))
    return file.getvalue()


def decoded(content: bytes) -> Pcm:
    return Sound.decoded(content, "joined.mp3").pcm


def rms(pcm: Pcm) -> float:
    return float(np.sqrt(np.mean(np.square(pcm.astype(np.float64)))))


def around(difference: Pcm, cuts: Sequence[int]) -> Pcm:
    """Return what lies from one frame before to two after each join, as decoded."""
    starts = [cut * FRAME - DELAY - FRAME for cut in cuts]
    return np.concatenate([difference[start : start + 3 * FRAME] for start in starts])


@pytest.mark.parametrize("kbps", KBPS)
def test_joined_pieces_decode_to_what_one_encoding_gives(speech: Pcm, kbps: int) -> None:
    cuts = list(range(20, len(speech) // FRAME - 20, 37))
    assert len(cuts) > 10
    whole = decoded(encoded(Sound.from_pcm(speech), kbps))
    parts = decoded(joined(speech, cuts, kbps=kbps))
    assert len(parts) == len(whole) == len(speech)
    codec = rms(whole - speech * 0.95)
    assert rms(around(parts - whole, cuts)) < codec
    assert rms(parts - speech * 0.95) < 1.05 * codec


def test_with_too_little_warm_up_the_joins_would_be_heard(speech: Pcm) -> None:
    cuts = list(range(20, len(speech) // FRAME - 20, 37))
    whole = decoded(encoded(Sound.from_pcm(speech)))
    enough = rms(around(decoded(joined(speech, cuts)) - whole, cuts))
    assert rms(around(decoded(joined(speech, cuts, warm_up=1)) - whole, cuts)) > 3 * enough


def test_a_stream_of_one_piece_is_the_usual_encoding_but_for_its_end(speech: Pcm) -> None:
    one, usual = joined(speech, ()), encoded(Sound.from_pcm(speech))
    assert np.array_equal(decoded(one)[:-FRAME], decoded(usual)[: len(speech) - FRAME])


cuts = st.lists(st.integers(SHORTEST, 60), max_size=6)


@given(cuts, st.integers(0, 2**32 - 1), st.floats(0.001, 0.9))
@settings(max_examples=40, deadline=None)
def test_any_cuts_of_any_sound_give_a_stream_that_can_be_walked_and_decoded(
    steps: list[int], seed: int, level: float
) -> None:
    frames = sum(steps) + 30
    loud = noise(round(frames * FRAME * 1000 / RATE) + 50, level, seed % 1000)
    pcm = loud.pcm[: frames * FRAME].copy()
    pcm[len(pcm) // 3 : len(pcm) // 2] = 0
    where = [int(sum(steps[: count + 1])) for count in range(len(steps))]
    content = joined(pcm, where)
    note = frame_bytes(128)
    assert len(places(content[note:])) - 1 == frames_for(len(pcm))
    assert len(decoded(content)) == len(pcm)


def test_a_join_without_room_gets_a_wider_frame_and_still_decodes() -> None:
    # Loud noise that swells fills every frame: little is left for a head.
    swell = np.abs(np.sin(np.arange(400 * FRAME) / 9_000))
    pcm = (noise(12_000, 0.5).pcm[: 400 * FRAME] * swell).astype(np.int16)
    where = list(range(20, 380, 13))
    content = joined(pcm, where)
    frames = content[frame_bytes(128) :]
    assert len(decoded(content)) == len(pcm)
    rates = {frames[at + 2] >> 4 for at in places(frames)[:-1]}
    assert 9 in rates
    assert rates - {9}
    whole = decoded(encoded(Sound.from_pcm(pcm)))
    assert rms(around(decoded(content) - whole, where)) < 1.5 * rms(whole - pcm * 0.95)


def test_equal_pieces_are_equal_bytes_wherever_they_lie() -> None:
    tone = sine(440, 3_000).pcm[: 100 * FRAME]
    first, second = (encoded_piece(tone, WARM_UP, 60, 128)[0] for _ in range(2))
    assert first == second


def test_what_cannot_be_joined_is_refused() -> None:
    joiner = Joiner(io.BytesIO(), 128)
    with pytest.raises(ValueError, match="first piece"):
        joiner.add(Piece(b"", 0, b"head", 0))
    with pytest.raises(ValueError, match="no frame header"):
        places(b"not a frame at all")
    with pytest.raises(ValueError, match="cut short"):
        places(encoded(sine(440, 500))[:-5])
