"""A station with voices of its own beside its settings, wherever the program was started."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.checks import Finding, Grade, check_station
from broadcaster.config import load
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.speech import Voice
from broadcaster.station import open_announcer
from tests.sound.engines.tiny_voice import make_voice

SETTINGS = """
[station]
name = "Đài truyền thanh xã Dương Quan"

[speech]
engines = ["recorded:giọng người", "piper:voices", "espeak://vi"]

[voices.Lan]
voice = "lan"
engine = "piper"

[voices.Minh]
voice = "minh"
engine = "piper"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder, elsewhere = tmp_path / "đài", tmp_path / "elsewhere"
    (folder / "giọng người").mkdir(parents=True)
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (folder / "station.toml").write_text(SETTINGS, encoding="utf-8")
    greeting = Tone().speak("kính chào bà con", Voice())
    (folder / "giọng người" / "chào.wav").write_bytes(greeting.wav())
    (folder / "giọng người" / "chào.txt").write_text("Kính chào bà con!", encoding="utf-8")
    for name in ("lan", "minh"):
        make_voice(folder / "voices" / f"{name}.onnx", rate=16_000 if name == "lan" else 22_050)
    return folder


def findings(folder: Path) -> dict[str, Finding]:
    found = {finding.subject: finding for finding in check_station(folder)}
    return {subject: one for subject, one in found.items() if subject.startswith("Máy đọc")}


def test_a_person_speaks_what_was_recorded_and_the_voices_all_else(folder: Path) -> None:
    announcer = open_announcer(load(folder), folder)
    assert announcer.speak("kính chào bà con", Voice()).engine == "recorded"
    said = announcer.speak("mời bà con nghe tin", Voice())
    assert said.engine == "piper"
    assert not announcer.engines[0].synthetic
    assert announcer.engines[1].synthetic


def test_two_announcers_have_two_voices(folder: Path) -> None:
    config = load(folder)
    announcer = open_announcer(config, folder)
    heard = {
        name: announcer.speak("mời bà con nghe tin", config.cast.voices[name])
        for name in ("Lan", "Minh")
    }
    assert {spoken.engine for spoken in heard.values()} == {"piper"}
    assert (heard["Lan"].rate, heard["Minh"].rate) == (16_000, 22_050)


def test_what_a_person_recorded_is_heard_whatever_machine_an_announcer_has(folder: Path) -> None:
    config = load(folder)
    announcer = open_announcer(config, folder)
    assert announcer.speak("kính chào bà con", config.cast.voices["Minh"]).engine == "recorded"


def test_the_check_tells_what_is_there(folder: Path) -> None:
    found = findings(folder)
    assert {one.grade for one in found.values()} == {Grade.GOOD}
    assert "1 câu thu sẵn" in found["Máy đọc recorded:giọng người"].text
    assert "lan.onnx" in found["Máy đọc piper:voices"].text


def test_voices_that_are_away_silence_nobody_and_are_told(folder: Path) -> None:
    (folder / "voices").rename(folder / "elsewhere")
    (folder / "giọng người").rename(folder / "cũ")
    announcer = open_announcer(load(folder), folder)
    spoken = announcer.speak("kính chào bà con", Voice())
    assert spoken.engine == "espeak"
    assert len(spoken.refused) == 2
    found = findings(folder)
    bad = [one for one in found.values() if one.grade is Grade.BAD]
    assert len(bad) == 2
    assert any(str(folder / "giọng người") in one.text for one in bad)
