"""How long a text takes on air, and whether it fits."""

from __future__ import annotations

from broadcaster.words.proof import Overrun, expected_ms, overruns
from broadcaster.words.reading import read


def test_length_grows_with_words_and_pauses() -> None:
    one, two = read("Hôm nay trời đẹp."), read("Hôm nay trời đẹp. Hôm nay trời đẹp.")
    assert expected_ms(one) == 4 * 300 + 800
    assert expected_ms(two) == 8 * 300 + 600 + 800


def test_only_places_too_small_are_named() -> None:
    places = [("khung sáng", 60_000), ("khung chiều", 90_000), ("khung tối", 30_000)]
    assert overruns(60_000, places) == (Overrun("khung tối", 60_000, 30_000),)
    assert overruns(90_001, places)[1].over_ms == 1
    assert overruns(1, places) == ()
