"""Recipe `horn` is understood better than unmastered speech, over a horn in the wind."""

from __future__ import annotations

import pytest

from benchmarks.intelligibility import VOICES, Row, compare
from broadcaster.sound.recipes import RECIPES


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Two texts by every voice, in the noise that is out of doors whoever talks."""
    return list(compare(RECIPES["horn"], 2, ("wind",)))


def test_every_voice_is_heard(rows: list[Row]) -> None:
    assert len(rows) >= 4
    assert {row.voice for row in rows} == set(VOICES)
    assert len({row.text for row in rows}) == len(rows)


def test_every_sample_is_better_understood(rows: list[Row]) -> None:
    for row in rows:
        assert row.equal_power > row.unmastered, row
        assert row.equal_loudness > row.unmastered, row


def test_the_model_is_hard_enough_to_tell(rows: list[Row]) -> None:
    assert all(0.5 < row.unmastered < 0.95 for row in rows)
