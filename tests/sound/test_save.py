"""Saved sounds, read by ffmpeg's libraries and by mutagen, which know nothing of how we write."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.formats import (
    EXPORT_SUFFIXES,
    SOUND_SUFFIXES,
    VOICE_MARK,
    Chapter,
    Line,
    NothingToSaveError,
    NoTranscriptError,
    Tags,
    UnknownFormatError,
    blocks_of,
    decode,
    export,
    mp3,
    save,
    tags_in,
)
from broadcaster.sound.lame import ENCODING_LOSS_DB, BitRateError
from broadcaster.sound.loudness import measure
from broadcaster.sound.sound import RATE, Pcm, Sound, SoundShapeError, UnreadableSoundError
from tests.sound.making import band_db, lag, noise, sine

TAGS = Tags(
    "Bản tin sáng thứ hai",
    "Đài truyền thanh xã Hòa Bình",
    date(2026, 5, 4),
    "espeak",
    (Chapter("Lời chào", 0, 1_500), Chapter("Lịch tiêm phòng", 1_500, 7_003)),
    (Line("Thưa quý vị.", 0, 900), Line("Sáng mai…", 1_500, 3_000), Line("Xin hết.", 3_000, 7_000)),
)
RATES = {".mp3": RATE, ".wav": RATE, ".flac": RATE, ".opus": 48_000}
LOSSLESS = (".wav", ".flac")

every_format = pytest.mark.parametrize("suffix", SOUND_SUFFIXES)


@pytest.fixture(scope="module")
def sound() -> Sound:
    """Seven seconds and three milliseconds of noise and a tone."""
    # Noise below 8 kHz: what MP3 leaves out at the top would count as loudness lost.
    return Sound.from_pcm(noise(1_100, level=0.2).pcm[:48_000], 16_000).resampled(RATE) + sine(
        1_000, 4_003, level=0.3
    )


def saved(sound: Sound, path: Path, tags: Tags = TAGS) -> Path:
    save([sound.pcm], path, tags)
    return path


def heard(path: Path) -> Sound:
    """Return what ffmpeg's libraries hear in a file."""
    with av.open(str(path)) as file:
        rate = file.streams.audio[0].rate
        turned = av.AudioResampler("s16", "mono", rate)
        frames = [made for frame in file.decode(audio=0) for made in turned.resample(frame)]
    return Sound.from_pcm(np.concatenate([frame.to_ndarray()[0] for frame in frames]), rate)


@every_format
def test_other_readers_hear_the_same_sound_in_its_place(
    sound: Sound, tmp_path: Path, suffix: str
) -> None:
    found = heard(saved(sound, tmp_path / f"a{suffix}"))
    assert found.rate == RATES[suffix]
    assert found.frames == round(sound.frames * found.rate / RATE)
    assert lag(sound, found.resampled(RATE)) == 0
    if suffix in LOSSLESS:
        assert found == sound


@every_format
def test_loudness_stays_as_it_was(sound: Sound, tmp_path: Path, suffix: str) -> None:
    found = measure(heard(saved(sound, tmp_path / f"a{suffix}")))
    loss, tolerance = {".mp3": (ENCODING_LOSS_DB, 0.1), ".opus": (0.0, 0.5)}.get(suffix, (0.0, 0.1))
    assert found.lufs == pytest.approx(measure(sound).lufs - loss, abs=tolerance)


def test_opus_keeps_what_speech_needs(tmp_path: Path) -> None:
    found = heard(saved(sine(1_000, 3_000), tmp_path / "a.opus"))
    assert band_db(found, 950, 1_050) > band_db(found, 1_200, 20_000) + 30


@every_format
def test_tags_come_back(sound: Sound, tmp_path: Path, suffix: str) -> None:
    path = saved(sound, tmp_path / f"a{suffix}")
    assert tags_in(path) == TAGS
    assert tags_in(path.read_bytes()) == TAGS
    bare = Tags("Tin", "Đài xã")
    assert tags_in(saved(sound, path, bare)) == bare


@every_format
def test_other_readers_find_title_station_day_and_mark(
    sound: Sound, tmp_path: Path, suffix: str
) -> None:
    with av.open(str(saved(sound, tmp_path / f"a{suffix}"))) as file:
        fields = {**file.metadata, **file.streams.audio[0].metadata}
        chapters = [(one["metadata"]["title"], one["start"]) for one in file.chapters()]
    found = {name.lower(): value for name, value in fields.items()}
    assert found["title"] == TAGS.title
    assert found["artist"] == TAGS.station
    assert found["date"] == "2026-05-04"
    assert found[VOICE_MARK.lower()] == "espeak"
    assert "máy tổng hợp" in found["comment"]
    assert chapters == [("Lời chào", 0), ("Lịch tiêm phòng", 1_500)]


@every_format
def test_a_human_voice_carries_no_mark(sound: Sound, tmp_path: Path, suffix: str) -> None:
    path = saved(sound, tmp_path / f"a{suffix}", Tags("Tin", "Đài xã"))
    whole = path.read_bytes()
    assert VOICE_MARK.encode() not in whole
    assert "tổng hợp".encode() not in whole


def test_a_wav_says_what_it_is_to_those_who_know_riff_alone(sound: Sound, tmp_path: Path) -> None:
    whole = saved(sound, tmp_path / "a.wav").read_bytes()
    assert int.from_bytes(whole[4:8], "little") == len(whole) - 8
    assert _chunk(whole, b"INAM") == TAGS.title
    assert _chunk(whole, b"IART") == TAGS.station
    assert _chunk(whole, b"ICRD") == "2026-05-04"


def _chunk(content: bytes, name: bytes) -> str:
    at = content.index(name) + 4
    size = int.from_bytes(content[at : at + 4], "little")
    return content[at + 4 : at + 4 + size].rstrip(b"\0").decode()


def test_the_transcript_is_where_players_look_for_words(sound: Sound, tmp_path: Path) -> None:
    for suffix in (".opus", ".flac"):
        found: Any = mutagen.File(saved(sound, tmp_path / f"a{suffix}"))  # type: ignore[attr-defined]
        assert "[00:01.50]Sáng mai…" in found["lyrics"][0]


@every_format
def test_the_same_samples_give_the_same_bytes_however_they_are_cut(
    sound: Sound, tmp_path: Path, suffix: str
) -> None:
    whole = saved(sound, tmp_path / f"a{suffix}").read_bytes()
    cuts = [0, 1, 1_000, 1_000, 70_000, 250_000, sound.frames]
    pieces = [sound.pcm[a:b] for a, b in pairwise(cuts)]
    save(iter(pieces), tmp_path / f"b{suffix}", TAGS)
    assert (tmp_path / f"b{suffix}").read_bytes() == whole
    # Another program run has other random numbers, addresses and hours.
    assert elsewhere(suffix, tmp_path) == elsewhere(suffix, tmp_path)


def elsewhere(suffix: str, folder: Path) -> bytes:
    """Return what another run of Python saves."""
    path = folder / f"elsewhere{suffix}"
    run(f"save([(np.arange(100_000) % 999).astype(np.int16)], Path({str(path)!r}), Tags('a', 'b'))")
    return path.read_bytes()


def run(code: str) -> str:
    """Run a piece of code in a process of its own and return what it prints."""
    start = (
        "from pathlib import Path\nimport numpy as np\nfrom broadcaster.sound.formats import *\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(code)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return done.stdout


def test_saving_as_mp3_gives_what_mp3_gives(sound: Sound, tmp_path: Path) -> None:
    for kbps in (64, 128, 192):
        save([sound.pcm], tmp_path / "a.mp3", TAGS, kbps)
        assert (tmp_path / "a.mp3").read_bytes() == mp3(sound, TAGS, kbps)


@settings(max_examples=25, deadline=None)
@given(
    frames=st.integers(1, 20_000), suffix=st.sampled_from(SOUND_SUFFIXES), seed=st.integers(0, 9)
)
def test_any_length_keeps_its_length(
    tmp_path_factory: pytest.TempPathFactory, frames: int, suffix: str, seed: int
) -> None:
    pcm = np.random.default_rng(seed).integers(-9_000, 9_000, frames).astype(np.int16)
    path = tmp_path_factory.mktemp("kurz") / f"a{suffix}"
    save([pcm], path, TAGS)
    with av.open(str(path)) as file:
        found = sum(frame.samples for frame in file.decode(audio=0))
    assert abs(found - frames * RATES[suffix] / RATE) <= 1


@every_format
def test_what_fails_on_the_way_leaves_everything_as_it_was(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"before")

    def failing() -> Iterator[Pcm]:
        for _ in range(5):
            yield noise(2_000).pcm
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(failing(), path, TAGS)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@every_format
def test_nothing_is_no_sound(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(NothingToSaveError):
        save([np.zeros(0, np.int16)], tmp_path / f"a{suffix}", TAGS)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_saved_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        save([noise(100).pcm], tmp_path / "a.aac", TAGS)
    assert caught.value.known == SOUND_SUFFIXES
    with pytest.raises(BitRateError):
        save([noise(100).pcm], tmp_path / "a.opus", TAGS, kbps=100)
    wrong: Any = np.zeros((10, 2), np.int16)
    with pytest.raises(SoundShapeError):
        save([wrong], tmp_path / "a.wav", TAGS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("frames", [1, 440, 1_152, 1_153, 50_000, RATE * 11])
def test_blocks_are_what_decoding_gives(tmp_path: Path, frames: int) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(Sound.from_pcm(noise(12_000).pcm[:frames]), TAGS))
    blocks = list(blocks_of(path))
    assert np.array_equal(np.concatenate(blocks), decode(path).pcm)


def test_what_is_no_sound_has_no_blocks(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSoundError, match="no such file"):
        list(blocks_of(tmp_path / "a.mp3"))
    (tmp_path / "a.mp3").write_bytes(b"no sound at all" * 99)
    with pytest.raises(UnreadableSoundError, match="not WAV"):
        list(blocks_of(tmp_path / "a.mp3"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="left out: no /proc here")
@every_format
def test_a_long_sound_takes_no_more_memory_than_a_short_one(tmp_path: Path, suffix: str) -> None:
    code = f"""
        import re
        block = (np.random.default_rng(1).standard_normal(441_000) * 900).astype(np.int16)
        # Not getrusage: its peak begins with that of the process that started this one.
        status = Path("/proc/self/status")
        peak = lambda: int(re.search("VmHWM:\\\\s+(\\\\d+)", status.read_text())[1]) // 1024
        path = Path({str(tmp_path / f"a{suffix}")!r})
        save([block] * 3, path, Tags("a", "b"))
        before = peak()
        save((block for _ in range(30)), path, Tags("a", "b"))
        if path.suffix != ".opus":
            assert sum(len(one) for one in blocks_of(path)) == 13_230_000
        tags_in(path)
        print(peak() - before)
    """
    # Four and a half minutes more of samples alone would be 24 MB.
    assert int(run(code)) < 8


def test_reading_tags_does_not_read_the_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(noise(2_000), TAGS))
    with path.open("r+b") as file:
        file.truncate(4 << 30)
    assert tags_in(path) == TAGS


def test_a_torn_tag_says_nothing(tmp_path: Path) -> None:
    for suffix in SOUND_SUFFIXES:
        whole = saved(noise(1_000), tmp_path / f"a{suffix}").read_bytes()
        for cut in (4, 11, 40, 80):
            found = tags_in(whole[:cut])
            assert found is None or found.station in ("", TAGS.station)


@every_format
def test_broken_tags_are_no_accident(tmp_path: Path, suffix: str) -> None:
    whole = saved(noise(300), tmp_path / f"a{suffix}").read_bytes()
    first, last = (len(whole) - 1_300, len(whole)) if suffix == ".wav" else (0, 1_300)
    for seed in range(300):
        chance = random.Random(seed)
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            place = chance.randrange(first, min(last, len(broken)))
            broken[place : place + chance.choice([0, 1, 1, 9, 40])] = chance.randbytes(
                chance.choice([0, 1, 4])
            )
        found = tags_in(bytes(broken))
        assert found is None or isinstance(found.title, str)


@pytest.mark.skipif(os.name != "posix", reason="left out: no file modes here")
def test_others_may_read_what_was_saved(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.touch()
    path = saved(noise(100), tmp_path / "a.wav")
    assert path.stat().st_mode == beside.stat().st_mode


@pytest.fixture(scope="module")
def master(sound: Sound, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kho") / "master.mp3"
    path.write_bytes(mp3(sound, TAGS))
    return path


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
def test_every_export_comes_from_the_masters_bytes(
    master: Path, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    export(master, path)
    assert path.stat().st_size
    assert list(tmp_path.iterdir()) == [path]
    if suffix == ".mp3":
        assert path.read_bytes() == master.read_bytes()
    elif suffix in SOUND_SUFFIXES:
        assert tags_in(path) == TAGS
        assert (heard(path) == decode(master)) == (suffix in LOSSLESS)


def test_what_has_no_transcript_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(noise(500), replace(TAGS, lines=())))
    for suffix in (".vtt", ".lrc"):
        with pytest.raises(NoTranscriptError):
            export(path, tmp_path / f"b{suffix}")
    with pytest.raises(UnknownFormatError):
        export(path, tmp_path / "b.docx")
    assert list(tmp_path.iterdir()) == [path]
