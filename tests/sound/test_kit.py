"""The station's music: what a kit needs, what spoils it, and that the shipped one is our making."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.kit import (
    NEEDED,
    JingleMissingError,
    Kit,
    KitPiece,
    PieceChangedError,
    RecordingMissingError,
)
from broadcaster.sound.lame import encoded
from broadcaster.sound.loudness import measure
from broadcaster.sound.sound import RATE, Sound, UnreadableSoundError
from tests.sound.making import band_db, sine

AUDIO = Path(__file__).parents[2] / "audio"
SHIPPED = ("bed", "closing", "ident", "stinger", "urgent")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NEEDED:
        (tmp_path / f"{name}.wav").write_bytes(sine(440, 500).wav())
    return tmp_path


def test_the_shipped_kit_is_whole() -> None:
    kit = Kit.load(AUDIO)
    assert kit.names == SHIPPED
    assert kit.ident == kit.jingle("ident")
    assert 3_000 < kit.ident.length_ms < 6_000
    assert kit.stinger.length_ms < 2_000
    assert kit.bed.length_ms == 20_000
    assert 3_000 < kit.closing.length_ms < 6_000


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_music_is_level_unclipped_and_fit_for_horns(name: str) -> None:
    sound = Kit.load(AUDIO).jingle(name).sound
    loudness = measure(sound)
    assert loudness.lufs == pytest.approx(-18, abs=0.2)
    assert loudness.dbtp < -1
    assert band_db(sound, 250, 6_500) > band_db(sound, 0, 250)


@pytest.mark.parametrize("name", ["ident", "stinger", "closing", "urgent"])
def test_shipped_music_begins_and_ends_in_silence(name: str) -> None:
    pcm = Kit.load(AUDIO).jingle(name).sound.pcm
    assert pcm[0] == 0
    assert abs(int(pcm[-1])) <= 1


def test_the_bed_loops_without_a_click() -> None:
    pcm = Kit.load(AUDIO).bed.sound.pcm.astype(int)
    steps = np.abs(np.diff(pcm))
    assert abs(pcm[0] - pcm[-1]) <= steps.max()


def test_the_shipped_files_are_small() -> None:
    assert sum(path.stat().st_size for path in AUDIO.glob("*.wav")) < 5_000_000


def test_the_program_makes_the_shipped_files(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(AUDIO / "make_audio.py"), str(tmp_path)], check=True)
    assert sorted(path.stem for path in tmp_path.glob("*.wav")) == list(SHIPPED)
    for path in tmp_path.glob("*.wav"):
        made, shipped = Sound.read(path).pcm, Sound.read(AUDIO / path.name).pcm
        assert made.shape == shipped.shape
        assert np.abs(made.astype(int) - shipped.astype(int)).max() <= 2


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_piece_is_named(folder: Path, name: str) -> None:
    (folder / f"{name}.wav").unlink()
    with pytest.raises(JingleMissingError) as caught:
        Kit.load(folder)
    assert caught.value.name == name


def test_a_missing_folder_is_a_missing_piece(tmp_path: Path) -> None:
    with pytest.raises(JingleMissingError):
        Kit.load(tmp_path / "nowhere")


def test_a_broken_piece_is_named(folder: Path) -> None:
    (folder / "bed.wav").write_bytes(b"RIFF, but not really")
    with pytest.raises(UnreadableSoundError) as caught:
        Kit.load(folder)
    assert caught.value.name == "bed.wav"


def test_other_files_are_jingles_of_their_name_at_the_stations_rate(folder: Path) -> None:
    (folder / "tết.mp3").write_bytes(encoded(sine(500, 800)))
    (folder / "chợ.wav").write_bytes(sine(500, 800, rate=22_050).wav())
    (folder / "README.md").write_text("no music")
    kit = Kit.load(folder)
    assert set(kit.names) == {*NEEDED, "tết", "chợ"}
    assert kit.jingle("chợ").sound.rate == RATE
    assert kit.jingle("tết").length_ms == 800
    with pytest.raises(JingleMissingError) as caught:
        kit.jingle("xuân")
    assert "tết" in caught.value.known


def test_names_are_alike_whatever_their_case_and_their_letters_form(folder: Path) -> None:
    (folder / "Tết.wav").write_bytes(sine(500, 300).wav())
    kit = Kit.load(folder)
    for name in ("tết", "TẾT", unicodedata.normalize("NFD", "Tết"), " tết "):
        assert kit.jingle(name).name == "Tết"


def test_a_piece_that_was_changed_since_is_not_taken_for_the_one_it_was(folder: Path) -> None:
    piece = Kit.load(folder).ident
    (folder / "ident.wav").write_bytes(sine(900, 700).wav())
    with pytest.raises(PieceChangedError):
        _ = piece.sound
    fresh = Kit.load(folder).ident
    assert fresh.digest != piece.digest
    assert fresh.sound == sine(900, 700)


def test_a_piece_of_the_same_size_and_time_is_known_anew_once_it_is_found_out(folder: Path) -> None:
    path = folder / "ident.wav"
    piece, before = Kit.load(folder).ident, path.stat()
    path.write_bytes(sine(900, 500).wav())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(PieceChangedError):
        _ = piece.sound
    assert Kit.load(folder).ident.sound == sine(900, 500)


def test_a_kit_holds_no_sound_and_reads_a_piece_only_when_asked() -> None:
    read: list[str] = []

    def load() -> Sound:
        read.append("once")
        return sine(440, 200)

    pieces = [KitPiece(name, "d", 200, load) for name in (*NEEDED, "Chào")]
    kit = Kit.of(pieces[:4], recordings=pieces[4:])
    assert (kit.ident.length_ms, kit.recording("chào").digest, kit.names) == (
        200,
        "d",
        tuple(sorted(NEEDED)),
    )
    assert read == []
    assert kit.recording("Chào").sound == sine(440, 200)
    assert read == ["once"]
    with pytest.raises(RecordingMissingError) as caught:
        kit.recording("ident")
    assert caught.value.known == ("Chào",)
    with pytest.raises(JingleMissingError):
        kit.jingle("Chào")


def test_the_key_follows_the_music_not_the_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = Kit.load(folder).key
    copy = tmp_path_factory.mktemp("copy") / "kit"
    shutil.copytree(folder, copy)
    assert Kit.load(copy).key == before
    (copy / "bed.wav").write_bytes(sine(441, 500).wav())
    assert Kit.load(copy).key != before
    (folder / "bed.wav").rename(folder / "xuân.wav")
    shutil.copy(copy / "ident.wav", folder / "bed.wav")
    assert Kit.load(folder).key != before
