"""The deck lays every sample where it belongs, whatever blocks the card asks for."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.outputs.deck import Deck

RATE = 44_100
FADE = 441
BEGIN = 1_800_000_000.0

blocks = st.lists(st.integers(1, 6_000), min_size=1, max_size=40)


def counted(frames, first=1):
    return (np.arange(frames) % 30_000 + first).astype(np.int16)


def heard(deck, sizes, rate=RATE, begin=BEGIN):
    """Ask for blocks of these sizes, and return what one loudspeaker would play."""
    pieces, given_out = [], 0
    for size in sizes:
        out = np.full((size, 2), 99, np.int16)
        deck.fill(out, begin + given_out / rate)
        given_out += size
        assert np.array_equal(out[:, 0], out[:, 1])
        pieces.append(out[:, 0].copy())
    return np.concatenate(pieces)


def at(frame, begin=BEGIN):
    return begin + frame / RATE


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


@given(blocks, st.integers(-5_000, 50_000), st.integers(0, 20_000))
def test_a_sound_lies_at_its_instant_to_the_sample(sizes, first, frames):
    deck = Deck(RATE)
    deck.add(counted(frames), at(first))
    stream = heard(deck, sizes)
    expected = np.zeros(len(stream) + 100_000, np.int16)
    expected[max(0, first) : max(0, first) + frames] = counted(frames)
    assert np.array_equal(stream, expected[: len(stream)])


@given(blocks, st.integers(0, 40_000))
def test_a_sound_is_started_only_once_its_first_sample_is_heard(sizes, first):
    deck = Deck(RATE)
    track = deck.add(counted(5_000), at(first))
    heard(deck, [*sizes, 60_000])
    before, after = moment(at(first) - 0.001), moment(at(first) + 0.001)
    assert track.progress(before).started_at is None
    assert track.progress(before).sent_ms == 0
    begun = track.progress(after).started_at
    assert begun is not None
    assert abs((begun - moment(at(first))).total_seconds()) < 1 / RATE
    assert track.progress(after).sent_ms == 1


def test_what_is_heard_lags_behind_what_was_handed_over():
    deck = Deck(RATE)
    track = deck.add(counted(RATE), at(0))
    heard(deck, [RATE * 2])
    assert track.progress(moment(at(0) + 0.25)).sent_ms == 250
    assert not track.progress(moment(at(0) + 0.999)).finished
    end = track.progress(moment(at(0) + 1.001))
    assert (end.sent_ms, end.finished) == (1_000, True)


def test_what_is_heard_never_falls_when_the_clock_is_set_back():
    deck = Deck(RATE)
    track = deck.add(counted(RATE), at(0))
    heard(deck, [RATE * 2])
    seen = [track.progress(moment(at(0) + s)).sent_ms for s in (0.2, 0.6, -3_600, 0.5, 0.7)]
    assert seen == [200, 600, 600, 600, 700]
    assert track.progress(moment(at(0) - 3_600)).started_at is not None


def test_a_stopped_sound_fades_and_leaves_silence():
    deck = Deck(RATE)
    track = deck.add(np.full(RATE, 10_000, np.int16), at(0))
    first = heard(deck, [4_000])
    track.stopping = True
    rest = heard(deck, [4_000], begin=at(4_000))
    assert (first == 10_000).all()
    assert rest[0] == 10_000
    assert (np.diff(rest[:FADE].astype(int)) <= 0).all()
    assert rest[FADE - 1] == 0
    assert not rest[FADE:].any()
    progress = track.progress(moment(at(9_000)))
    assert (progress.finished, progress.failed) == (False, None)
    assert progress.sent_ms == round((4_000 + FADE) * 1000 / RATE)


@given(blocks, st.integers(2_000, 40_000), st.integers(1, 3_000))
def test_a_sound_that_takes_over_is_whole_and_what_it_ends_fades_before_it(sizes, first, frames):
    deck = Deck(RATE)
    old = deck.add(np.full(200_000, 10_000, np.int16), at(0))
    new = deck.add(counted(frames, first=-20_000), at(first))
    stream = heard(deck, [*sizes, 60_000])
    begun = new.begun_at
    assert begun is not None
    begins = round((begun - BEGIN) * RATE)
    assert first <= begins <= first + FADE
    assert np.array_equal(stream[begins : begins + frames], counted(frames, first=-20_000))
    assert not stream[begins + frames :].any()
    assert (stream[: first - FADE] == 10_000).all()
    assert (np.diff(stream[:begins].astype(int)) <= 0).all()
    assert "took the output over" in (old.progress(moment(at(200_000))).failed or "")


def test_stopping_one_and_starting_another_at_once_is_one_smooth_change():
    deck = Deck(RATE)
    old = deck.add(np.full(RATE, 10_000, np.int16), at(0))
    heard(deck, [4_000])
    old.stopping = True
    new = deck.add(counted(500), at(0))
    rest = heard(deck, [4_000], begin=at(4_000))
    assert np.array_equal(rest[FADE : FADE + 500], counted(500))
    assert not rest[FADE + 500 :].any()
    assert old.progress(moment(at(9_000))).failed is None
    assert new.progress(moment(at(9_000))).finished


def test_one_that_follows_without_a_gap_is_not_taken_for_one_that_takes_over():
    deck = Deck(RATE)
    first, second = deck.add(counted(1_000), at(500)), deck.add(counted(1_000), at(1_500))
    stream = heard(deck, [700, 700, 700, 700])
    assert np.array_equal(stream[500:1_500], counted(1_000))
    assert np.array_equal(stream[1_500:2_500], counted(1_000))
    assert first.progress(moment(at(9_000))).finished
    assert second.progress(moment(at(9_000))).finished


def test_a_sound_stopped_before_its_instant_is_never_heard():
    deck = Deck(RATE)
    track = deck.add(counted(1_000), at(500))
    track.stopping = True
    assert not heard(deck, [4_000]).any()
    assert track.progress(moment(at(9_000))).started_at is None
