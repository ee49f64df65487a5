"""What is pressed can be read again, whole or in parts, sample for sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.pressing import press, pressed_part
from broadcaster.sound.sound import Sound, UnreadableSoundError
from tests.sound.making import noise


@pytest.fixture
def pressed(tmp_path: Path) -> tuple[Sound, Path]:
    sound = noise(7_300, 0.3)
    (tmp_path / "one.wav").write_bytes(sound.wav())
    told: list[int] = []
    press(tmp_path / "one.wav", tmp_path / "one.flac", "Lời chủ tịch", told.append)
    assert told == sorted(told)
    assert told[-1] == 100
    return sound, tmp_path / "one.flac"


def test_pressed_sound_is_the_same_samples(pressed: tuple[Sound, Path]) -> None:
    sound, path = pressed
    assert Sound.read(path) == sound


@pytest.mark.parametrize(("first", "count"), [(0, 1), (0, 70_000), (123_457, 100_001), (1, 65_536)])
def test_any_part_can_be_read_by_itself(
    pressed: tuple[Sound, Path], first: int, count: int
) -> None:
    sound, path = pressed
    assert np.array_equal(pressed_part(path, first, count).pcm, sound.pcm[first : first + count])


def test_beyond_the_end_there_is_nothing(pressed: tuple[Sound, Path]) -> None:
    sound, path = pressed
    assert pressed_part(path, sound.frames - 5, 500).frames == 5


def test_what_is_no_flac_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.flac"
    path.write_bytes(b"not a sound")
    with pytest.raises(UnreadableSoundError, match=r"broken\.flac"):
        pressed_part(path, 0, 10)
