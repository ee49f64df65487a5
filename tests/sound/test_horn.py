"""Recipe `horn` is understood better than unmastered speech, over a horn in wind and in a crowd."""

from __future__ import annotations

import pytest

from benchmarks.intelligibility import NOISES, VOICES, Row, compare
from broadcaster.sound.recipes import RECIPES


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Two texts by every voice, in each noise there is out of doors."""
    return list(compare(RECIPES["horn"], 2))


def test_every_voice_is_heard(rows: list[Row]) -> None:
    assert {row.voice for row in rows} == set(VOICES)
    assert len({row.text for row in rows}) == 2 * len(VOICES)
    assert len(rows) == 2 * len(VOICES) * len(NOISES)


def test_every_sample_is_better_understood(rows: list[Row]) -> None:
    for row in rows:
        assert row.equal_power > row.unmastered, row
        assert row.equal_loudness > row.unmastered, row


def test_the_model_is_hard_enough_to_tell(rows: list[Row]) -> None:
    assert all(0.5 < row.unmastered < 0.95 for row in rows)
