"""Mixing, measured on the samples that come out of it; a stretch alone or the whole at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.mix import (
    BED_OPEN_DB,
    BED_UNDER_DB,
    BedLayer,
    Layer,
    MixError,
    Row,
    Strip,
    bed_levels,
    layers,
    mixed,
)
from broadcaster.sound.rundown import (
    CROSS_FADE_MS,
    BedSpan,
    Kind,
    Placed,
    Rundown,
    Segment,
    lay_out,
    samples,
)
from broadcaster.sound.sound import RATE, Sound
from tests.sound.making import band_db, noise, sine


class Shelf:
    """Sounds by key, as a rack would hand them out."""

    def __init__(self) -> None:
        self.sounds: dict[str, Row] = {}

    def put(self, sound: Sound) -> Strip:
        key = f"sound {len(self.sounds)}"
        self.sounds[key] = sound.pcm.astype(np.float32) / np.float32(32768)
        return Strip(key, sound.frames)

    def fetch(self, key: str, first: int, count: int) -> Row:
        return self.sounds[key][first : first + count]


class Programme:
    """Parts mixed into one sound; a number instead of a sound is a pause of that length in ms."""

    def __init__(self, *parts: tuple[Kind, Sound | int], bed: Sound | None = None) -> None:
        self.shelf = Shelf()
        over = {Kind.GREETING, Kind.CONTENTS}
        rows: list[list[tuple[int, Strip]]] = []
        segments = []
        for kind, part in parts:
            strips = [] if isinstance(part, int) else [(0, self.shelf.put(part))]
            length = samples(part) if isinstance(part, int) else part.frames
            rows.append(strips)
            segments.append(Segment(kind, length, kind.value, kind in over))
        self.rundown = lay_out(segments)
        self.layers = layers(self.rundown, rows, None if bed is None else self.shelf.put(bed))
        self.whole = Sound.from_float(self.stretch(0, self.rundown.length))

    def stretch(self, first: int, last: int) -> Row:
        return mixed(self.layers, first, last, self.shelf.fetch)

    def part(self, first: int, last: int) -> Sound:
        return Sound.from_pcm(self.whole.pcm[first:last])


def test_every_segment_is_heard_in_its_place_and_silence_between() -> None:
    made = Programme(
        (Kind.ITEM, sine(500, 3_000)), (Kind.PAUSE, 2_000), (Kind.ITEM, sine(900, 3_000))
    )
    first, pause, second = (made.part(place.start, place.end) for place in made.rundown.placed)
    assert first == sine(500, 3_000)
    assert second == sine(900, 3_000)
    assert not pause.pcm.any()


def test_speech_may_begin_over_the_tail_of_music_which_fades() -> None:
    made = Programme((Kind.IDENT, sine(440, 3_000, 0.5)), (Kind.ITEM, sine(1_500, 3_000)))
    ident, item = made.rundown.placed
    assert 0 < ident.end - item.start <= samples(CROSS_FADE_MS)
    crossing = made.part(item.start, ident.end)
    assert band_db(crossing, 400, 480) > -60
    assert band_db(crossing, 1_400, 1_600) > -60
    # The last tenth of the tail is nearly gone.
    last = made.part(ident.end - samples(20), ident.end)
    full = made.part(RATE, RATE + samples(20))
    assert band_db(last, 300, 600) < band_db(full, 300, 600) - 15


def test_the_bed_makes_way_for_speech_and_comes_back() -> None:
    words = sine(2_000, 4_000)
    made = Programme((Kind.PAUSE, 3_000), (Kind.GREETING, words), bed=sine(300, 5_000, 0.3))
    span, greeting = made.rundown.beds[0], made.rundown.placed[1]
    before = made.part(greeting.start - samples(300), greeting.start - samples(250))
    under = made.part(greeting.start + samples(500), greeting.end - samples(500))
    assert BED_OPEN_DB - BED_UNDER_DB == 12
    assert band_db(before, 200, 400) - band_db(under, 200, 400) == pytest.approx(12, abs=1.5)
    assert band_db(under, 1_900, 2_100) > band_db(under, 200, 400) + 12
    assert not made.whole.pcm[: span.start].any()
    assert np.abs(made.whole.pcm[span.end - 100 : span.end]).max() < 60


def test_without_a_bed_nothing_lies_under_the_greeting() -> None:
    made = Programme((Kind.GREETING, sine(2_000, 2_000)))
    assert not made.whole.pcm[made.rundown.placed[0].end + 1 :].any()


def test_a_bed_shorter_than_its_span_is_looped() -> None:
    bed = sine(300, 1_000, 0.3)
    made = Programme((Kind.PAUSE, 2_000), (Kind.CONTENTS, sine(2_000, 12_000)), bed=bed)
    place = made.rundown.placed[1]
    levels = [
        band_db(made.part(at, at + RATE // 2), 200, 400)
        for at in range(place.start + RATE // 2, place.end - RATE, RATE)
    ]
    assert max(levels) - min(levels) < 0.5


kinds = st.sampled_from((Kind.IDENT, Kind.GREETING, Kind.ITEM, Kind.STINGER, Kind.CONTENTS))
parts = st.lists(st.tuples(kinds, st.integers(100, 2_500)), min_size=1, max_size=5)


def _made(row: Sequence[tuple[Kind, int]], seed: int = 0) -> Programme:
    sounds = [(kind, noise(ms, 0.05, number + seed)) for number, (kind, ms) in enumerate(row)]
    return Programme(*sounds, bed=noise(700, 0.05, 99))


@given(parts, st.lists(st.floats(0, 1), max_size=4))
@settings(max_examples=40, deadline=None)
def test_stretches_hold_the_samples_of_the_whole(
    row: list[tuple[Kind, int]], cuts: list[float]
) -> None:
    made = _made(row)
    length = made.rundown.length
    places = sorted({0, length, *(round(cut * length) for cut in cuts)})
    pieces = [made.stretch(a, b) for a, b in pairwise(places)]
    assert np.array_equal(np.concatenate(pieces), made.stretch(0, length))


@given(parts, st.integers(1, 40), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_equal_facts_are_equal_samples(
    row: list[tuple[Kind, int]], shift: int, one: float, other: float
) -> None:
    made = _made(row)
    moved = Programme(
        (Kind.ITEM, sine(700, 50 * shift)),
        *((kind, noise(ms, 0.05, number)) for number, (kind, ms) in enumerate(row)),
        bed=noise(700, 0.05, 99),
    )
    # The same sounds under other names: keys tell content, so they are made to agree here.
    names = {
        key: f"sound {int(key.split()[1]) - 1}" for key in moved.shelf.sounds if key != "sound 0"
    }
    by = moved.rundown.placed[1].start - made.rundown.placed[0].start
    first, last = sorted((round(one * made.rundown.length), round(other * made.rundown.length)))
    facts = [fact for layer in made.layers if (fact := layer.facts(first, last))]
    again = [fact for layer in moved.layers if (fact := layer.facts(first + by, last + by))]
    again = [[names.get(str(fact[0]), fact[0]), *fact[1:]] for fact in again]
    if facts == again:
        assert np.array_equal(made.stretch(first, last), moved.stretch(first + by, last + by))


def test_a_change_far_away_leaves_the_facts_of_a_stretch_alone() -> None:
    row = [(Kind.ITEM, 2_000), (Kind.STINGER, 800), (Kind.GREETING, 2_000)]
    made = Programme(*((kind, noise(ms, 0.05, 5)) for kind, ms in row), bed=noise(700, 0.05, 99))
    longer = Programme(
        (Kind.ITEM, noise(2_000, 0.05, 5)),
        (Kind.STINGER, noise(800, 0.05, 5)),
        (Kind.GREETING, noise(2_400, 0.05, 6)),
        bed=noise(700, 0.05, 99),
    )
    end = made.rundown.placed[1].start
    before = [layer.facts(0, end) for layer in made.layers]
    assert before == [layer.facts(0, end) for layer in longer.layers]
    start, last = made.rundown.placed[2].start, made.rundown.placed[2].end
    changed = [layer.facts(start, last) for layer in longer.layers]
    assert changed != [layer.facts(start, last) for layer in made.layers]


speaking = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 3_000)), max_size=6)


@given(speaking)
@settings(max_examples=60)
def test_bed_levels_are_a_curve_that_is_down_under_words(row: list[tuple[int, int]]) -> None:
    placed, at = [], 50_000
    for gap, length in row:
        start, end = at + 40 * gap, at + 40 * (gap + length)
        placed.append(Placed(Segment(Kind.GREETING, end - start, over_bed=True), start, end))
        at = end
    span = BedSpan(0, at + 50_000)
    points = bed_levels(Rundown(tuple(placed), (span,), span.end), span)
    times, levels = zip(*points, strict=True)
    assert list(times) == sorted(times)
    assert set(levels) <= {BED_OPEN_DB, BED_UNDER_DB}
    for place in placed:
        within = np.linspace(place.start, place.end, 7)
        assert np.interp(within, times, levels) == pytest.approx([BED_UNDER_DB] * 7)


def test_layers_come_in_the_order_they_begin() -> None:
    made = _made([(Kind.IDENT, 1_000), (Kind.GREETING, 2_000), (Kind.ITEM, 2_000)])
    starts = [layer.start for layer in made.layers]
    assert starts == sorted(starts)
    assert {type(layer) for layer in made.layers} == {Layer, BedLayer}


def test_an_empty_programme_is_an_empty_sound() -> None:
    assert not len(mixed(layers(lay_out([]), []), 0, 0, Shelf().fetch))


def test_sounds_must_fit_the_rundown() -> None:
    rundown = lay_out([Segment(Kind.ITEM, 1_000)])
    for sounds in ([], [[], []], [[(0, Strip("long", 1_001))]], [[(1, Strip("late", 1_000))]]):
        with pytest.raises(MixError):
            layers(rundown, sounds)
