"""Sentences become stretches: where each is heard, and what a change of one leaves alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound import strips
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.kit import Kit, KitPiece
from broadcaster.sound.memory import Memory
from broadcaster.sound.mix import layers
from broadcaster.sound.rack import Rack
from broadcaster.sound.recipes import RECIPES
from broadcaster.sound.rundown import Kind, Segment, lay_out, samples
from broadcaster.sound.sound import FRAME, RATE, Sound
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.spoken import Spoken
from broadcaster.sound.strips import LONG_S, Row, Uttered, music_row, recording_row, speech_row
from tests.sound.making import noise, sine

AUDIO = Path(__file__).parents[2] / "audio"
TEXT = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"


class Desk:
    """Speaks with tones and lays out what was said."""

    def __init__(self, folder: Path) -> None:
        self.announcer = Announcer([open_engine("tone://")], Memory(folder / "speech"))
        self.rack = Rack(Memory(folder / "treated"), RECIPES["stream"])

    def row(self, said: Sequence[tuple[str, int]]) -> Row:
        spoken = self.announcer.speak_all([(text, Voice()) for text, _ in said])
        pauses = [pause for _, pause in said]
        return speech_row(
            [Uttered(one, pause) for one, pause in zip(spoken, pauses, strict=True)], self.rack
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_sentence_is_heard_where_its_span_says_and_pauses_are_silent(desk: Desk) -> None:
    row = desk.row([(TEXT, 400), ("hai ba", 700), (TEXT, 400), ("bốn", 900)] * 3)
    heard = np.zeros(row.length, np.float32)
    for place, strip in row.strips:
        heard[place : place + strip.length] += desk.rack.fetch(strip.key, 0, strip.length)
    ends = [0]
    for start, end in row.sentences:
        assert np.abs(heard[start:end]).max() > 0.05
        assert np.abs(heard[ends[-1] : start]).max(initial=0) < 0.01
        ends.append(end)
    assert ends[-1] == row.length


def test_stretches_begin_at_whole_frames_and_end_at_long_pauses(desk: Desk) -> None:
    row = desk.row([(TEXT, 300), (TEXT, 300), (TEXT, 800)] * 5)
    starts = [place for place, _ in row.strips]
    assert len(starts) > 1
    assert all(start % FRAME == 0 for start in starts)
    assert all(strip.length < 2 * LONG_S * RATE for _, strip in row.strips)


def test_pauses_are_as_long_as_asked_for_but_for_a_frame(desk: Desk) -> None:
    pauses = [300, 700, 1_200, 400, 900, 650]
    row = desk.row([(TEXT, pause) for pause in pauses])
    for pause, (_, end), (start, _) in zip(pauses, row.sentences, row.sentences[1:], strict=False):
        assert 0 <= start - end - samples(pause) < FRAME


def test_a_changed_sentence_leaves_other_stretches_their_names(desk: Desk) -> None:
    said = [(f"{TEXT} {one} {two}", 500) for one in TEXT.split() for two in ("bốn", "năm")]
    before = desk.row(said)
    assert len(before.strips) > 7
    for place in range(0, len(said), 4):
        after = desk.row([*said[:place], ("một câu khác hẳn", 500), *said[place + 1 :]])
        kept = {strip.key for _, strip in before.strips} & {strip.key for _, strip in after.strips}
        assert len(before.strips) - len(kept) <= 4


@pytest.mark.parametrize("rates", [(22_050,), (16_000, 22_050), (22_050, 24_000, 44_100)])
def test_no_stretch_reaches_beyond_its_segment_whoever_spoke_its_sentences(
    desk: Desk, rates: tuple[int, ...]
) -> None:
    draw = random.Random(1)
    for _ in range(60):
        uttered = []
        for number in range(8):
            rate = rates[number % len(rates)]
            said = Sound.silence(0, rate)
            frames, digest = draw.randrange(8_000, 120_000), f"{draw.randrange(256):02x}"
            one = Spoken(digest, digest, frames, rate, "any", True, _read=lambda said=said: said)
            uttered.append(Uttered(one, draw.choice([0, 250, 350, 450, 600, 650])))
        row = speech_row(uttered, desk.rack)
        place, last = row.strips[-1]
        assert place + last.length == row.length == row.sentences[-1][1]
        segment = Segment(Kind.ITEM, row.length)
        assert layers(lay_out([segment]), [row.strips])
        lengths = [end - start for start, end in row.sentences]
        assert all(
            abs(length - one.spoken.frames * RATE / one.spoken.rate) < 5
            for length, one in zip(lengths, uttered, strict=True)
        )


def test_nothing_said_is_an_empty_row(desk: Desk) -> None:
    assert desk.row([]) == Row((), 0)


def test_music_is_played_once_or_for_as_long_as_asked(desk: Desk) -> None:
    bed = Kit.load(AUDIO).bed
    once = music_row(bed, desk.rack)
    assert once.length == samples(bed.length_ms)
    filling = music_row(bed, desk.rack, 3 * bed.length_ms)
    assert filling.length == samples(3 * bed.length_ms)
    ends = [place + strip.length for place, strip in filling.strips]
    assert ends[:-1] == [place for place, _ in filling.strips][1:]
    assert ends[-1] == filling.length
    voice = recording_row(bed, desk.rack)
    assert voice.strips[0][1].length == voice.length


def test_music_that_fills_a_room_begins_as_it_does_and_is_whole_where_it_meets_itself(
    desk: Desk,
) -> None:
    tone = sine(441, 6_000).faded(in_ms=1_000)
    piece = KitPiece("nhạc nền", "digest", tone.length_ms, lambda: tone)
    once = music_row(piece, desk.rack).strips[0][1]
    begins = desk.rack.fetch(once.key, 0, FRAME)
    for play_ms in (4_000, 6_000, 20_000):
        row = music_row(piece, desk.rack, play_ms)
        heard = [desk.rack.fetch(strip.key, 0, strip.length) for _, strip in row.strips]
        whole = np.concatenate(heard)
        assert len(whole) == row.length == samples(play_ms)
        assert np.array_equal(whole[:FRAME], begins)
        assert np.abs(np.diff(whole)).max() < 0.05


@pytest.mark.parametrize("frames", [5, 44, 400])
def test_music_of_no_length_is_heard_once_and_never_repeated(desk: Desk, frames: int) -> None:
    click = Sound.from_pcm(np.full(frames, 9_000, np.int16))
    piece = KitPiece("tách", "digest", click.length_ms, lambda: click)
    row = music_row(piece, desk.rack, 1_800_000)
    assert len(row.strips) == 1
    assert row.length == samples(click.length_ms)


def test_a_long_recording_is_parted_in_quiet_places_and_read_in_parts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "RECORDED_S", 10)
    monkeypatch.setattr(strips, "SEARCH_S", 4)
    said = noise(1_700, 0.2) + Sound.silence(300)
    whole = Sound.joined([said] * 30)
    read: list[int] = []

    def cut(first: int, count: int) -> Sound:
        read.append(count)
        return Sound.from_pcm(whole.pcm[first : first + count])

    piece = KitPiece("lời chủ tịch", "digest", whole.length_ms, lambda: whole, cut)
    row = recording_row(piece, desk.rack)
    assert row.length == whole.frames
    assert len(row.strips) > 3
    ends = [place + strip.length for place, strip in row.strips]
    assert [0, *ends[:-1]] == [place for place, _ in row.strips]
    assert ends[-1] == whole.frames
    for end in ends[:-1]:
        assert not whole.pcm[end : end + FRAME].any()
    heard = [desk.rack.fetch(strip.key, 0, strip.length) for _, strip in row.strips]
    assert sum(map(len, heard)) == whole.frames
    assert max(read) < whole.frames / 2
