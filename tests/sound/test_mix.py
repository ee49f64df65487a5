"""Mixing, measured on the samples that come out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.loudness import blocks, integrated
from broadcaster.sound.mix import (
    BED_OPEN_DB,
    BED_UNDER_DB,
    MUSIC_LUFS,
    SPEECH_LUFS,
    MixError,
    bed_levels,
    mix,
)
from broadcaster.sound.rundown import BedSpan, Kind, Placed, Rundown, Segment, lay_out
from broadcaster.sound.sound import RATE, Sound
from tests.sound.making import band_db, noise, sine


def programme(*parts: tuple[Kind, Sound | int], bed: Sound | None = None) -> tuple[Rundown, Sound]:
    """Mix parts; a number instead of a sound is a pause of that length."""
    sounds = [None if isinstance(part, int) else part for _, part in parts]
    lengths = [part if isinstance(part, int) else part.length_ms for _, part in parts]
    kinds = [kind for kind, _ in parts]
    rundown = lay_out(
        Segment(kind, length, kind.value) for kind, length in zip(kinds, lengths, strict=True)
    )
    return rundown, mix(rundown, sounds, bed)


def lufs(sound: Sound) -> float:
    return integrated(blocks(sound), sound.rate)


def test_every_segment_is_heard_in_its_place_and_silence_between() -> None:
    rundown, whole = programme(
        (Kind.ITEM, sine(500, 3_000)), (Kind.PAUSE, 2_000), (Kind.ITEM, sine(900, 3_000))
    )
    assert abs(whole.length_ms - rundown.length_ms) <= 1
    first, pause, second = (whole.slice(place.start_ms, place.end_ms) for place in rundown.placed)
    assert band_db(first, 490, 510) > band_db(first, 890, 910) + 40
    assert band_db(second, 890, 910) > band_db(second, 490, 510) + 40
    assert not pause.pcm.any()


def test_a_sound_across_many_blocks_stays_in_one_piece() -> None:
    tone = sine(441, 25_000)
    _, whole = programme((Kind.ITEM, tone))
    ratio = whole.pcm[1000:-1000] / np.where(tone.pcm == 0, 1, tone.pcm)[1000:-1000]
    loud = np.abs(tone.pcm[1000:-1000]) > 4_000
    assert ratio[loud].std() < 1e-3
    assert whole.frames == tone.frames


def test_speech_of_any_level_and_rate_comes_out_alike() -> None:
    quiet, loud = noise(4_000, 0.01), noise(4_000, 0.2, seed=2).resampled(22_050)
    rundown, whole = programme((Kind.ITEM, quiet), (Kind.ITEM, loud))
    for place in rundown.placed:
        assert lufs(whole.slice(place.start_ms, place.end_ms)) == pytest.approx(
            SPEECH_LUFS, abs=0.3
        )


def test_music_is_brought_to_its_level_and_speech_may_begin_over_its_tail() -> None:
    music, words = sine(440, 3_000, 0.5), sine(1_500, 3_000)
    rundown, whole = programme((Kind.IDENT, music), (Kind.ITEM, words))
    ident, item = rundown.placed
    assert lufs(whole.slice(0, item.start_ms)) == pytest.approx(MUSIC_LUFS, abs=0.3)
    crossing = whole.slice(item.start_ms, ident.end_ms)
    assert band_db(crossing, 400, 480) > -60
    assert band_db(crossing, 1_400, 1_600) > -60
    # The last tenth of the tail is nearly gone.
    last = whole.slice(ident.end_ms - 20, ident.end_ms)
    assert band_db(last, 300, 600) < band_db(whole.slice(1_000, 1_020), 300, 600) - 15


def test_the_bed_makes_way_for_speech_and_comes_back() -> None:
    bed = sine(300, 5_000, 0.3)
    words = sine(2_000, 4_000)
    rundown, whole = programme((Kind.PAUSE, 3_000), (Kind.GREETING, words), bed=bed)
    span = rundown.beds[0]
    greeting = rundown.placed[1]
    before = whole.slice(greeting.start_ms - 300, greeting.start_ms - 250)
    under = whole.slice(greeting.start_ms + 500, greeting.end_ms - 500)
    assert BED_OPEN_DB - BED_UNDER_DB == 12
    assert band_db(before, 200, 400) - band_db(under, 200, 400) == pytest.approx(12, abs=1.5)
    assert band_db(under, 1_900, 2_100) > band_db(under, 200, 400) + 12
    assert not whole.slice(0, span.start_ms).pcm.any()
    assert abs(whole.slice(span.end_ms - 3, span.end_ms).pcm).max() < 60


def test_without_a_bed_nothing_lies_under_the_greeting() -> None:
    rundown, whole = programme((Kind.GREETING, sine(2_000, 2_000)))
    assert not whole.slice(rundown.placed[0].end_ms + 1, rundown.length_ms).pcm.any()


def test_a_bed_shorter_than_its_span_is_looped() -> None:
    bed = sine(300, 1_000, 0.3)
    rundown, whole = programme((Kind.PAUSE, 2_000), (Kind.CONTENTS, sine(2_000, 12_000)), bed=bed)
    place = rundown.placed[1]
    levels = [
        band_db(whole.slice(at, at + 500), 200, 400)
        for at in range(place.start_ms + 500, place.end_ms - 1_000, 1_000)
    ]
    assert max(levels) - min(levels) < 0.5


def test_loud_sums_are_bent_below_full_scale_without_wrapping() -> None:
    peaks = Sound.from_pcm(np.tile(np.array([32767, -32768], np.int16), RATE // 10))
    rundown = Rundown(tuple(Placed(Segment(Kind.JINGLE, 200), 0, 200) for _ in range(3)), (), 200)
    pcm = mix(rundown, [peaks] * 3).pcm[: RATE // 20].astype(int)
    assert np.abs(pcm).max() <= 32767
    assert (np.sign(pcm[::2]) == 1).all()
    assert (np.sign(pcm[1::2]) == -1).all()


def test_speech_at_the_common_level_is_not_bent() -> None:
    _, whole = programme((Kind.ITEM, sine(1_000, 2_000, 0.9)))
    assert band_db(whole, 990, 1_010) > band_db(whole, 2_000, 20_000) + 60


speaking = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 3_000)), max_size=6)


@given(speaking)
@settings(max_examples=60)
def test_bed_levels_are_a_curve_that_is_down_under_words(row: list[tuple[int, int]]) -> None:
    placed, at = [], 1_000
    for gap, length in row:
        placed.append(Placed(Segment(Kind.GREETING, length), at + gap, at + gap + length))
        at += gap + length
    span = BedSpan(0, at + 1_000)
    times, levels = bed_levels(Rundown(tuple(placed), (span,), span.end_ms), span)
    assert times == sorted(times)
    assert set(levels) <= {BED_OPEN_DB, BED_UNDER_DB}
    for place in placed:
        within = np.linspace(place.start_ms, place.end_ms, 7)
        assert np.interp(within, times, levels) == pytest.approx([BED_UNDER_DB] * 7)


def test_the_same_programme_gives_the_same_samples() -> None:
    parts = ((Kind.IDENT, sine(440, 1_000)), (Kind.GREETING, noise(3_000)))
    assert programme(*parts, bed=sine(200, 700))[1] == programme(*parts, bed=sine(200, 700))[1]


def test_an_empty_programme_is_an_empty_sound() -> None:
    assert mix(lay_out([]), []).frames == 0


@pytest.mark.parametrize(
    "sounds", [[], [None], [sine(440, 500)], [sine(440, 1_000), None]], ids=str
)
def test_sounds_must_fit_the_rundown(sounds: list[Sound | None]) -> None:
    with pytest.raises(MixError):
        mix(lay_out([Segment(Kind.ITEM, 1_000)]), sounds)
