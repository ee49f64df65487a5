"""Files: MP3 that lines up sample for sample, says what it is, and is the same every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from broadcaster.sound.formats import (
    VOICE_MARK,
    Chapter,
    Line,
    Tags,
    decode,
    id3,
    mp3,
    tagged,
    tags_in,
)
from broadcaster.sound.lame import ENCODING_LOSS_DB, KBPS, BitRateError, encoded
from broadcaster.sound.sound import RATE, Sound
from tests.sound.making import band_db, lag, noise, rms_db, sine

TAGS = Tags(
    "Bản tin sáng thứ hai",
    "Đài truyền thanh xã Hòa Bình",
    date(2026, 5, 4),
    "espeak",
    (Chapter("Lời chào", 0, 1_500), Chapter("Lịch tiêm phòng", 1_500, 5_000)),
)


@pytest.mark.parametrize("kbps", KBPS)
@pytest.mark.parametrize("frames", [1, 440, 1_152, 1_153, 50_000, RATE * 11])
def test_decoding_gives_every_sample_its_place(tmp_path: Path, kbps: int, frames: int) -> None:
    sound = noise(12_000).slice(0, frames * 1000 / RATE)
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(sound, TAGS, kbps))
    decoded = decode(path)
    assert (decoded.frames, decoded.rate) == (sound.frames, RATE)
    if frames > 10_000:
        assert lag(sound, decoded) == 0


def test_what_is_heard_is_what_was_encoded() -> None:
    tone = sine(1_000, 3_000)
    decoded = Sound.decoded(encoded(tone), "tone.mp3")
    assert rms_db(decoded) == pytest.approx(rms_db(tone) - ENCODING_LOSS_DB, abs=0.05)
    assert band_db(decoded, 950, 1_050) > band_db(decoded, 1_100, 20_000) + 50


def test_the_same_sound_and_tags_give_the_same_bytes() -> None:
    assert mp3(noise(3_000), TAGS) == mp3(noise(3_000), TAGS)


def test_other_players_find_length_and_rate() -> None:
    # Decoders that ignore the gapless note would hear at most a tenth of a second more.
    found = MP3(io.BytesIO(mp3(noise(61_000), TAGS))).info
    assert found.length == pytest.approx(61, abs=0.1)
    assert (found.sample_rate, found.bitrate, found.channels) == (RATE, 128_000, 1)
    assert found.encoder_info.startswith("LAME 3.100")


def test_the_first_frame_tells_the_true_size() -> None:
    frames = encoded(noise(5_000))
    assert frames[21:25] == b"Info"
    assert int.from_bytes(frames[33:37], "big") == len(frames)


def test_other_rates_are_brought_to_the_stations() -> None:
    decoded = Sound.decoded(encoded(sine(500, 1_000, rate=22_050)), "a.mp3")
    assert (decoded.rate, decoded.length_ms) == (RATE, 1_000)


def test_tags_come_back() -> None:
    assert tags_in(mp3(noise(5_000), TAGS)) == TAGS


def test_a_human_programme_carries_no_mark() -> None:
    note = ID3(io.BytesIO(mp3(noise(500), Tags("Tin", "Đài xã"))))
    assert not note.getall("TXXX")
    assert not note.getall("COMM")
    assert not note.getall("CHAP")
    assert tags_in(mp3(noise(500), Tags("Tin", "Đài xã"))) == Tags("Tin", "Đài xã")


def test_a_synthetic_voice_is_marked_for_machines_and_for_people() -> None:
    note = ID3(io.BytesIO(mp3(noise(500), TAGS)))
    assert note.version == (2, 4, 0)
    assert note[f"TXXX:{VOICE_MARK}"].text == ["espeak"]
    assert "tổng hợp" in note.getall("COMM")[0].text[0]


def test_chapters_are_listed_in_order() -> None:
    chapters = tuple(Chapter(f"Tin {n}", n * 100, n * 100 + 100) for n in range(30))
    note = ID3(io.BytesIO(mp3(noise(3_000), Tags("Tin", "Đài", chapters=chapters))))
    contents = note["CTOC:toc"]
    ordered = [note[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [chapter.start_time for chapter in ordered] == [n * 100 for n in range(30)]


def test_a_tag_changes_no_sample() -> None:
    frames = encoded(noise(1_000))
    assert Sound.decoded(tagged(frames, TAGS), "a.mp3") == Sound.decoded(frames, "b.mp3")


def test_frames_without_tags_say_nothing() -> None:
    assert tags_in(encoded(noise(500))) is None


@pytest.mark.parametrize("kbps", [0, 100, 320])
def test_a_bit_rate_nobody_offers_is_refused(kbps: int) -> None:
    with pytest.raises(BitRateError) as caught:
        mp3(noise(500), TAGS, kbps)
    assert caught.value.kbps == kbps


def test_the_transcript_travels_with_the_sound(tmp_path: Path) -> None:
    lines = (
        Line("Thưa quý vị và các bạn.", 1_200, 2_900),
        Line("Sau đây là bản tin sáng.", 2_900, 4_000),
        Line("Lịch tiêm phòng:", 5_500, 6_100),
    )
    told = replace(TAGS, lines=lines)
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(noise(7_000), told))
    assert tags_in(path) == told
    # Another reader sees when silence begins: nothing is said there.
    entries = ID3(path).getall("SYLT")[0].text
    assert [start for text, start in entries if not text] == [4_000, 6_100]


def test_lines_that_overlap_end_where_the_next_begins() -> None:
    lines = (Line("hai", 500, 900), Line("một", 0, 700), Line(" ", 100, 200))
    found = tags_in(id3(replace(TAGS, lines=lines)))
    assert found is not None
    assert found.lines == (Line("một", 0, 500), Line("hai", 500, 900))
