"""The announcer: who is asked in which order, what is remembered, and who rests."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from broadcaster.sound.announcer import REST_S, Announcer
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.memory import FRESH_S, Memory
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    EngineUnavailableError,
    NobodySpeaksError,
    NoNetworkError,
    RefusedTextError,
    SpeechError,
    SpeechLostError,
    TooManyRequestsError,
    Voice,
    VoiceError,
    open_engine,
    tidy,
)
from broadcaster.sound.spoken import sweep_old_speech
from broadcaster.sound.vault import Vault, sha_of


@dataclass
class Moody:
    """A real engine that can be out of order."""

    name: str = "moody"
    version: int = 1
    mood: Callable[[str], SpeechError | None] = lambda text: None
    asked: list[str] = field(default_factory=list)
    synthetic: bool = True
    at_once: int = 1
    cost: str = "không tốn gì"

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
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "speech")


def offline(_: str) -> SpeechError:
    return NoNetworkError("moody", "the server cannot be reached")


def test_what_was_spoken_is_remembered_and_not_asked_again(memory: Memory) -> None:
    engine = Moody()
    first = Announcer([engine], memory).speak("xin chào", Voice())
    again = Announcer([engine], memory).speak("xin chào", Voice())
    assert (first.remembered, again.remembered) == (False, True)
    assert again.sound == first.sound
    assert again.engine == "moody"
    assert engine.asked == ["xin chào"]


def test_one_way_of_saying_it_is_remembered_once(memory: Memory) -> None:
    engine = Moody()
    announcer = Announcer([engine], memory)
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
    memory: Memory, text: str, voice: Voice, version: int
) -> None:
    Announcer([Moody()], memory).speak("xin chào", Voice())
    assert not Announcer([Moody(version=version)], memory).speak(text, voice).remembered


def entries(memory: Memory) -> list[Path]:
    return sorted(path for path in memory.folder.glob("*/*") if path.is_file())


def test_speech_tells_what_it_is_without_being_read(memory: Memory) -> None:
    announcer = Announcer([Tone()], memory)
    first, again = (announcer.speak("xin chào", Voice()) for _ in range(2))
    sound = Tone().speak("xin chào", Voice())
    for spoken in (first, again):
        assert (spoken.frames, spoken.rate) == (sound.frames, sound.rate)
        assert spoken.length_ms == sound.length_ms
        assert spoken.digest == sha_of(sound.wav())
        assert spoken.sound == sound
    assert first.key == again.key


@pytest.mark.parametrize("cut", [0, 20, 60, 1000], ids=["empty", "head", "header", "samples"])
def test_an_entry_cut_off_is_spoken_anew(memory: Memory, cut: int) -> None:
    announcer = Announcer([Moody()], memory)
    sound = announcer.speak("xin chào", Voice()).sound
    (path,) = entries(memory)
    path.write_bytes(path.read_bytes()[:cut])
    again = announcer.speak("xin chào", Voice())
    assert (again.remembered, again.sound) == (False, sound)
    assert announcer.speak("xin chào", Voice()).remembered


def test_a_spoiled_memory_is_mended_when_the_sound_is_wanted(memory: Memory) -> None:
    engine = Moody()
    announcer = Announcer([engine], memory)
    sound = announcer.speak("xin chào", Voice()).sound
    (path,) = entries(memory)
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    again = announcer.speak("xin chào", Voice())
    assert again.sound == sound
    assert engine.asked == ["xin chào"] * 2
    assert again.sound == sound
    assert engine.asked == ["xin chào"] * 2


def test_speech_that_was_forgotten_meanwhile_is_mended_too(memory: Memory) -> None:
    spoken = Announcer([Tone()], memory).speak("xin chào", Voice())
    (path,) = entries(memory)
    path.unlink()
    assert spoken.sound == Tone().speak("xin chào", Voice())


def test_lost_speech_that_now_sounds_otherwise_is_said_so(memory: Memory) -> None:
    class Fickle(Moody):
        def speak(self, text: str, voice: Voice) -> Sound:
            super().speak(text, voice)
            return Sound.silence(len(self.asked) * 100)

    announcer = Announcer([Fickle()], memory)
    spoken = announcer.speak("xin chào", Voice())
    (path,) = entries(memory)
    path.unlink()
    with pytest.raises(SpeechLostError) as caught:
        _ = spoken.sound
    assert caught.value.engine == "moody"
    assert announcer.speak("xin chào", Voice()).length_ms == 200


def test_the_next_engine_speaks_and_the_first_ones_excuse_is_kept(memory: Memory) -> None:
    announcer = Announcer([Moody(mood=offline), Tone()], memory)
    spoken = announcer.speak("xin chào", Voice())
    assert spoken.engine == "tone"
    assert spoken.refused == ("moody: the server cannot be reached",)
    assert announcer.identity == "moody 1 > tone 1"


def test_a_failed_engine_rests_and_is_asked_again_later(memory: Memory) -> None:
    watch, engine = Watch(), Moody(mood=offline)
    announcer = Announcer([engine, Tone()], memory, watch)
    for number in ("một", "hai", "ba"):
        spoken = announcer.speak(number, Voice())
    assert engine.asked == ["một"]
    assert spoken.refused == ("moody: the server cannot be reached (resting)",)
    engine.mood = lambda text: None
    watch.seconds = REST_S + 1
    assert announcer.speak("bốn", Voice()).engine == "moody"
    assert announcer.speak("năm", Voice()).engine == "moody"


def test_an_engine_rests_as_long_as_its_server_asks(memory: Memory) -> None:
    watch, engine = Watch(), Moody(mood=lambda text: TooManyRequestsError("moody", 600))
    announcer = Announcer([engine, Tone()], memory, watch)
    announcer.speak("một", Voice())
    watch.seconds = 599
    announcer.speak("hai", Voice())
    assert engine.asked == ["một"]
    watch.seconds = 601
    announcer.speak("ba", Voice())
    assert engine.asked == ["một", "ba"]


def test_a_text_one_engine_cannot_speak_does_not_send_it_to_rest(memory: Memory) -> None:
    def picky(text: str) -> SpeechError | None:
        return RefusedTextError("moody", text, "not this") if text == "x" else None

    announcer = Announcer([Moody(mood=picky), Tone()], memory)
    assert announcer.speak("x", Voice()).engine == "tone"
    assert announcer.speak("y", Voice()).engine == "moody"


def test_a_resting_engine_is_asked_before_there_is_silence(memory: Memory) -> None:
    engine = Moody(mood=offline)
    announcer = Announcer([engine], memory, Watch())
    with pytest.raises(NobodySpeaksError) as caught:
        announcer.speak("một", Voice())
    assert caught.value.refused == ("moody: the server cannot be reached",)
    engine.mood = lambda text: None
    assert announcer.speak("một", Voice()).engine == "moody"


def test_memory_is_used_while_an_engine_rests(memory: Memory) -> None:
    engine = Moody()
    announcer = Announcer([engine, Tone()], memory, Watch())
    announcer.speak("một", Voice())
    engine.mood = offline
    announcer.speak("hai", Voice())
    spoken = announcer.speak("một", Voice())
    assert (spoken.engine, spoken.remembered) == ("moody", True)


def test_the_longest_unused_speech_is_forgotten_first(memory: Memory) -> None:
    announcer = Announcer([Tone()], memory)
    ages = {"một": 30, "hai": 20, "ba": 10}
    long_ago = time.time() - FRESH_S - 1000
    for word, age in ages.items():
        key = announcer.speak(word, Voice()).key
        os.utime(memory.folder / key[:2] / key, (long_ago - age, long_ago - age))
    sizes = {path.stat().st_size for path in entries(memory)}
    announcer.speak("một", Voice())
    assert announcer.forget(2 * max(sizes)) == 1
    assert announcer.speak("một", Voice()).remembered
    assert announcer.speak("ba", Voice()).remembered
    assert not announcer.speak("hai", Voice()).remembered


def test_speech_as_it_was_remembered_before_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "speech"
    for word in ("một", "hai"):
        sha = Vault(folder).keep(Tone().speak(word, Voice()).wav(), ".wav")
        note = folder / "spoken" / sha[:2] / sha
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(sha)
    announcer = Announcer([Tone()], Memory(folder))
    kept = announcer.speak("ba", Voice())
    for _ in range(2):
        sweep_old_speech(folder)
    assert [path.name for path in entries(announcer.memory)] == [kept.key]
    assert not (folder / "spoken").exists()
    assert announcer.speak("ba", Voice()).remembered


def test_sweeping_where_there_is_nothing_does_nothing(tmp_path: Path) -> None:
    sweep_old_speech(tmp_path / "speech")
    assert list(tmp_path.iterdir()) == []


def test_a_voice_may_ask_for_its_engine(memory: Memory) -> None:
    announcer = Announcer([Moody("first"), Moody("second")], memory)
    assert announcer.speak("xin chào", Voice()).engine == "first"
    assert announcer.speak("xin chào", Voice(engine="second")).engine == "second"
    assert announcer.speak("xin chào", Voice(engine="nobody")).engine == "first"


def test_the_others_speak_for_an_engine_that_a_voice_asked_for(memory: Memory) -> None:
    announcer = Announcer([Tone(), Moody(mood=offline)], memory)
    spoken = announcer.speak("xin chào", Voice(engine="moody"))
    assert spoken.engine == "tone"
    assert spoken.refused == ("moody: the server cannot be reached",)


def test_no_engine_at_all_is_said_so(memory: Memory) -> None:
    with pytest.raises(NobodySpeaksError, match="there is none"):
        Announcer([], memory).speak("một", Voice())


@pytest.mark.parametrize("url", ["parrot://vi", "no address", ""])
def test_an_unknown_engine_is_named_with_the_known_ones(url: str) -> None:
    with pytest.raises(EngineUnavailableError, match="espeak"):
        open_engine(url)


@pytest.mark.parametrize(
    ("setting", "make"),
    [
        ("name", lambda: Voice("")),
        ("name", lambda: Voice(" north")),
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
