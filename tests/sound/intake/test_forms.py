"""Every kind of file people have becomes the sound that is in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.intake import Kind, TooLongError, Use, take_in
from broadcaster.sound.intake.taken import Limits
from broadcaster.sound.sound import Sound
from tests.sound.intake.foreign import FORMS, Form, file_of, speech, tone

NARROW = {"mp3 8 kHz", "wav mulaw", "amr", "3gp"}
LATEST = 20


def envelope(samples: np.ndarray) -> np.ndarray:
    """Return the level of 50 ms around every hundredth of a second."""
    step = 441
    whole = samples[: len(samples) // step * step].astype(np.float64).reshape(-1, step)
    return np.sqrt(np.convolve(np.square(whole).mean(1), np.full(5, 0.2), "same"))


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return how alike two envelopes are when the second one comes up to 200 ms late."""
    rows = min(len(one), len(other)) - LATEST
    return max(
        float(np.corrcoef(one[:rows], other[late : late + rows])[0, 1]) for late in range(LATEST)
    )


@pytest.mark.parametrize("name", FORMS)
def test_every_kind_of_file_becomes_the_sound_in_it(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    source = tmp_path / f"gốc{form.suffix}"
    source.write_bytes(file_of(form))
    taken = take_in(source, source.name, Use.VOICE, tmp_path / "kho", repair=False)
    sound = Sound.read(taken.path)
    assert (sound.rate, sound.length_ms) == (44_100, taken.length_ms)
    assert taken.length_ms == pytest.approx(len(speech()) / 44.1, abs=160)
    assert taken.source.container == form.kind
    assert taken.source.rate == form.rate
    assert taken.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert taken.loudness is not None
    assert (Kind.NARROW in {f.kind for f in taken.findings}) == (name in NARROW)
    there, here = envelope(speech()), envelope(sound.pcm / 32768)
    assert max(likeness(there, here), likeness(here, there)) > 0.95
    assert [path.name for path in (tmp_path / "kho").iterdir()] == [taken.path.name]


def test_the_level_of_each_channel_comes_through(tmp_path: Path) -> None:
    for layout, expected in (("mono", 0.3), ("stereo", 0.3), ("5.1", 0.3 * (1 + 0.7071 * 2))):
        source = tmp_path / "a.wav"
        source.write_bytes(
            file_of(Form(".wav", "wav", "pcm_s16le", "wav", 44_100, layout), tone(1))
        )
        taken = take_in(source, "a.wav", Use.MUSIC, tmp_path)
        assert Sound.read(taken.path).pcm.max() / 32768 == pytest.approx(expected, abs=0.01)


def test_pictures_and_words_in_the_tag_do_not_matter(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    plain = file_of(FORMS["mp3"], title="Dân ca \U0001f3b5", artist="x" * 5000)
    picture = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 1000
    body = b"\0image/jpeg\0\3\0" + picture
    frame = b"APIC" + len(body).to_bytes(4, "big") + b"\0\0" + body
    size = bytes((len(frame) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    source.write_bytes(b"ID3\3\0\0" + size + frame + plain)
    taken = take_in(source, "a.mp3", Use.VOICE, tmp_path)
    assert taken.source.codec == "mp3"
    assert taken.length_ms == pytest.approx(len(speech()) / 44.1, abs=160)


def test_a_jingle_may_not_be_long_and_a_voice_may(tmp_path: Path) -> None:
    source = tmp_path / "a.flac"
    source.write_bytes(file_of(FORMS["flac"], tone(5)))
    limits = Limits(longest_jingle_ms=3_000)
    with pytest.raises(TooLongError) as refused:
        take_in(source, "a.flac", Use.JINGLE, tmp_path / "kho", limits)
    assert refused.value.limit == "0:03"
    assert take_in(source, "a.flac", Use.VOICE, tmp_path, limits).length_ms == 5_000
    assert list((tmp_path / "kho").iterdir()) == []


def test_progress_is_told_and_only_grows(tmp_path: Path) -> None:
    source = tmp_path / "a.flac"
    source.write_bytes(file_of(FORMS["flac"]))
    heard: list[int] = []
    take_in(source, "a.flac", Use.VOICE, tmp_path, told=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] >= 99
    assert len(set(heard)) > 5
