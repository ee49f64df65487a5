"""The announcer: who is asked in which order, what is remembered, and who rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    REST_S,
    Announcer,
    EngineUnavailableError,
    NobodySpeaksError,
    NoNetworkError,
    RefusedTextError,
    SpeechError,
    TooManyRequestsError,
    Voice,
    VoiceError,
    open_engine,
    tidy,
)
from broadcaster.sound.vault import Vault


@dataclass
class Moody:
    """A real engine that can be out of order."""

    name: str = "moody"
    version: int = 1
    mood: Callable[[str], SpeechError | None] = lambda text: None
    asked: list[str] = field(default_factory=list)

    @property
    def identity(self) -> str:
        return f"{self.name} {self.version}"

    def speak(self, text: str, voice: Voice) -> Sound:
        self.asked.append(text)
        if error := self.mood(text):
            raise error
        return Tone().speak(text, voice)

    def health(self) -> str:
        return "moody"


@dataclass
class Watch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "speech")


def offline(_: str) -> SpeechError:
    return NoNetworkError("moody", "the server cannot be reached")


def test_what_was_spoken_is_remembered_and_not_asked_again(vault: Vault) -> None:
    engine = Moody()
    first = Announcer([engine], vault).speak("xin chào", Voice())
    again = Announcer([engine], vault).speak("xin chào", Voice())
    assert (first.remembered, again.remembered) == (False, True)
    assert again.sound == first.sound
    assert again.engine == "moody"
    assert engine.asked == ["xin chào"]


def test_one_way_of_saying_it_is_remembered_once(vault: Vault) -> None:
    engine = Moody()
    announcer = Announcer([engine], vault)
    announcer.speak("chào  bà\ncon", Voice())
    assert announcer.speak(" cha\u0300o ba\u0300 con ", Voice()).remembered


@pytest.mark.parametrize(
    ("text", "voice", "version"),
    [
        ("xin chào bạn", Voice(), 1),
        ("xin chào", Voice("south"), 1),
        ("xin chào", Voice(speed_wpm=170), 1),
        ("xin chào", Voice(pitch=60), 1),
        ("xin chào", Voice(), 2),
    ],
    ids=["text", "region", "speed", "pitch", "version"],
)
def test_whatever_changes_the_sound_is_spoken_anew(
    vault: Vault, text: str, voice: Voice, version: int
) -> None:
    Announcer([Moody()], vault).speak("xin chào", Voice())
    assert not Announcer([Moody(version=version)], vault).speak(text, voice).remembered


def test_a_spoiled_memory_is_spoken_anew(vault: Vault) -> None:
    announcer = Announcer([Moody()], vault)
    sound = announcer.speak("xin chào", Voice()).sound
    (path,) = vault.folder.glob("*/*.wav")
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    again = announcer.speak("xin chào", Voice())
    assert (again.remembered, again.sound) == (False, sound)
    assert announcer.speak("xin chào", Voice()).remembered


@pytest.mark.parametrize("spoiled", [b"", b"\xff\xfe", b"../../x", b"0" * 64])
def test_a_spoiled_note_is_spoken_anew(vault: Vault, spoiled: bytes) -> None:
    announcer = Announcer([Moody()], vault)
    announcer.speak("xin chào", Voice())
    (note,) = (vault.folder / "spoken").glob("*/*")
    note.write_bytes(spoiled)
    assert not announcer.speak("xin chào", Voice()).remembered


def test_the_next_engine_speaks_and_the_first_ones_excuse_is_kept(vault: Vault) -> None:
    announcer = Announcer([Moody(mood=offline), Tone()], vault)
    spoken = announcer.speak("xin chào", Voice())
    assert spoken.engine == "tone"
    assert spoken.refused == ("moody: the server cannot be reached",)
    assert announcer.identity == "moody 1 > tone 1"


def test_a_failed_engine_rests_and_is_asked_again_later(vault: Vault) -> None:
    watch, engine = Watch(), Moody(mood=offline)
    announcer = Announcer([engine, Tone()], vault, watch)
    for number in ("một", "hai", "ba"):
        spoken = announcer.speak(number, Voice())
    assert engine.asked == ["một"]
    assert spoken.refused == ("moody: the server cannot be reached (resting)",)
    engine.mood = lambda text: None
    watch.seconds = REST_S + 1
    assert announcer.speak("bốn", Voice()).engine == "moody"
    assert announcer.speak("năm", Voice()).engine == "moody"


def test_an_engine_rests_as_long_as_its_server_asks(vault: Vault) -> None:
    watch, engine = Watch(), Moody(mood=lambda text: TooManyRequestsError("moody", 600))
    announcer = Announcer([engine, Tone()], vault, watch)
    announcer.speak("một", Voice())
    watch.seconds = 599
    announcer.speak("hai", Voice())
    assert engine.asked == ["một"]
    watch.seconds = 601
    announcer.speak("ba", Voice())
    assert engine.asked == ["một", "ba"]


def test_a_text_one_engine_cannot_speak_does_not_send_it_to_rest(vault: Vault) -> None:
    def picky(text: str) -> SpeechError | None:
        return RefusedTextError("moody", text, "not this") if text == "x" else None

    announcer = Announcer([Moody(mood=picky), Tone()], vault)
    assert announcer.speak("x", Voice()).engine == "tone"
    assert announcer.speak("y", Voice()).engine == "moody"


def test_a_resting_engine_is_asked_before_there_is_silence(vault: Vault) -> None:
    engine = Moody(mood=offline)
    announcer = Announcer([engine], vault, Watch())
    with pytest.raises(NobodySpeaksError) as caught:
        announcer.speak("một", Voice())
    assert caught.value.refused == ("moody: the server cannot be reached",)
    engine.mood = lambda text: None
    assert announcer.speak("một", Voice()).engine == "moody"


def test_memory_is_used_while_an_engine_rests(vault: Vault) -> None:
    engine = Moody()
    announcer = Announcer([engine, Tone()], vault, Watch())
    announcer.speak("một", Voice())
    engine.mood = offline
    announcer.speak("hai", Voice())
    spoken = announcer.speak("một", Voice())
    assert (spoken.engine, spoken.remembered) == ("moody", True)


def test_the_longest_unused_speech_is_forgotten_first(vault: Vault) -> None:
    import os

    announcer = Announcer([Tone()], vault)
    sizes = {}
    for age, word in ((30, "một"), (20, "hai"), (10, "ba")):
        sizes[word] = len(announcer.speak(word, Voice()).sound.wav())
        newest = max((vault.folder / "spoken").glob("*/*"), key=lambda note: note.stat().st_mtime)
        os.utime(newest, (1_000_000 - age, 1_000_000 - age))
    announcer.speak("một", Voice())
    assert announcer.forget(sizes["một"] + sizes["ba"]) == 1
    assert announcer.speak("một", Voice()).remembered
    assert announcer.speak("ba", Voice()).remembered
    assert not announcer.speak("hai", Voice()).remembered


def test_no_engine_at_all_is_said_so(vault: Vault) -> None:
    with pytest.raises(NobodySpeaksError, match="there is none"):
        Announcer([], vault).speak("một", Voice())


@pytest.mark.parametrize("url", ["piper://vi", "no address", ""])
def test_an_unknown_engine_is_named_with_the_known_ones(url: str) -> None:
    with pytest.raises(EngineUnavailableError, match="espeak"):
        open_engine(url)


@pytest.mark.parametrize(
    ("setting", "make"),
    [
        ("name", lambda: Voice("west")),
        ("speed_wpm", lambda: Voice(speed_wpm=20)),
        ("pitch", lambda: Voice(pitch=100)),
    ],
)
def test_a_voice_out_of_range_is_refused(setting: str, make: Callable[[], Voice]) -> None:
    with pytest.raises(VoiceError) as caught:
        make()
    assert caught.value.setting == setting


def test_tidy_text_has_composed_letters_and_single_spaces() -> None:
    assert tidy("  cha\u0300o\t\0bà\r\n con ") == "chào bà con"
