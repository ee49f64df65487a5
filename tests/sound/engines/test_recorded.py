"""A person's voice from a folder: the same words are spoken, any other text is refused."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.engines.edges import QUIET_MS
from broadcaster.sound.engines.files import EngineFileError
from broadcaster.sound.engines.recorded import Recorded
from broadcaster.sound.engines.sameness import folded
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    EngineUnavailableError,
    RefusedTextError,
    SpeechEngine,
    Voice,
    open_engine,
)
from tests.contracts.engine_contract import SENTENCE, EngineContract
from tests.sound.engines.relay import encoded
from tests.sound.making import noise, sine

GREETING = "Kính chào bà con và các bạn!"


def record(folder: Path, name: str, words: str, sound: Sound | bytes | None = None) -> Path:
    """Put a recording and its words into a folder."""
    folder.mkdir(exist_ok=True)
    if sound is None:
        sound = Tone().speak(words, Voice())
    content = sound if isinstance(sound, bytes) else sound.wav()
    path = folder / name
    path.write_bytes(content)
    path.with_suffix(".txt").write_text(words, encoding="utf-8")
    return path


def opened(folder: Path) -> Recorded:
    """Open the engine so that it looks at its folder whenever it is asked."""
    engine = open_engine(f"recorded://{folder}")
    assert isinstance(engine, Recorded)
    return Recorded(engine.folder, monotonic=iter(range(10**9)).__next__)


class TestRecorded(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> SpeechEngine:
        texts = [SENTENCE, "một hai ba", "bốn năm sáu bảy", "xin chào bà con", "kính mời quý vị",
                 "Một câu khác hẳn."]  # fmt: skip
        for place, text in enumerate(texts):
            record(tmp_path / "người", f"{place}.wav", text)
        return open_engine(f"recorded://{tmp_path}/người")

    def test_a_person_is_no_machine(self, engine: SpeechEngine) -> None:
        assert not engine.synthetic


@pytest.mark.parametrize(
    "asked",
    [
        "Kính chào bà con và các bạn!",
        "kính chào bà con và các bạn",
        "KÍNH CHÀO BÀ CON VÀ CÁC BẠN.",
        "“Kính chào” bà con, và các bạn…",
        "  Kính\tchào\nbà con và  các bạn ",
        unicodedata.normalize("NFD", GREETING),
    ],
)
def test_the_same_words_are_spoken_however_they_are_typed(tmp_path: Path, asked: str) -> None:
    record(tmp_path, "chào.wav", GREETING)
    engine = opened(tmp_path)
    assert engine.speak(asked, Voice()) == engine.speak(GREETING, Voice("south", 200, 80))


@pytest.mark.parametrize(
    "asked",
    [
        "Kính chào bà con",
        "Kính chào bà con và các bạn trẻ",
        "Kính chao bà con và các bạn",
        "Kính chào bà cón và các bạn",
        "bà con và các bạn",
    ],
)
def test_other_words_are_refused_not_approximated(tmp_path: Path, asked: str) -> None:
    record(tmp_path, "chào.wav", GREETING)
    with pytest.raises(RefusedTextError):
        opened(tmp_path).speak(asked, Voice())


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Thuỷ Nguyên", "Thủy Nguyên"), ("khoẻ", "khỏe"), ("UỶ BAN", "ủy ban"),
     ("quý", "qúy"), ("hoán", "hóan"), ("ti-vi", "ti vi")],
)  # fmt: skip
def test_older_and_newer_spelling_are_the_same_words(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_words_that_differ_in_more_than_the_place_of_the_tone_stay_apart() -> None:
    words = ["ma", "má", "mà", "mả", "mã", "mạ", "mơ", "mô", "mo", "đa", "da", "hoa", "hòa", "hóa"]
    assert len({folded(word) for word in words}) == len(words)


letters = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệữựỳỵ", min_size=1, max_size=7)


@given(st.lists(letters, min_size=1, max_size=9), st.sampled_from(" ,.!-…\n“)"))
def test_case_space_and_punctuation_do_not_count(words: list[str], mark: str) -> None:
    plain = folded(" ".join(words))
    assert folded(f"{mark} ".join(words).upper() + mark) == plain
    assert len(plain.split()) == len(words)


@given(st.text(max_size=60))
def test_any_text_can_be_folded(text: str) -> None:
    assert folded(f"  {text}\n") == folded(text)


@pytest.mark.parametrize("suffix", ["wav", "mp3", "MP3", "WAV"])
def test_every_usual_kind_of_file_is_heard(tmp_path: Path, suffix: str) -> None:
    sound = Tone().speak(GREETING, Voice())
    content = encoded(sound) if suffix.lower() == "mp3" else sound.wav()
    record(tmp_path, f"chào.{suffix}", GREETING, content)
    heard = opened(tmp_path).speak(GREETING, Voice())
    assert heard.length_ms == pytest.approx(sound.length_ms, abs=60)


def test_the_best_of_several_files_of_a_name_is_heard(tmp_path: Path) -> None:
    record(tmp_path, "chào.mp3", GREETING, encoded(sine(330, 2000)))
    record(tmp_path, "chào.wav", GREETING, sine(330, 1000))
    assert opened(tmp_path).speak(GREETING, Voice()).length_ms == pytest.approx(1080, abs=10)


def test_quiet_around_the_words_is_cut_to_the_usual(tmp_path: Path) -> None:
    quiet = Sound.silence(1500)
    record(tmp_path, "chào.wav", GREETING, quiet + sine(330, 1000) + quiet)
    heard = opened(tmp_path).speak(GREETING, Voice())
    assert heard.length_ms == pytest.approx(1000 + 2 * QUIET_MS, abs=10)


def test_a_text_file_as_notepad_writes_it_is_read(tmp_path: Path) -> None:
    path = record(tmp_path, "chào.wav", GREETING)
    path.with_suffix(".txt").write_bytes(b"\xef\xbb\xbf" + GREETING.encode() + b"\r\n")
    assert opened(tmp_path).speak(GREETING, Voice()).length_ms > 500


@pytest.mark.parametrize("change", ["sound", "words", "new", "gone"])
def test_its_identity_changes_with_any_file(tmp_path: Path, change: str) -> None:
    record(tmp_path, "một.wav", "câu một")
    record(tmp_path, "hai.wav", "câu hai")
    engine = opened(tmp_path)
    before = engine.identity
    assert engine.identity == before
    if change == "sound":
        record(tmp_path, "hai.wav", "câu hai", sine(500, 900))
    elif change == "words":
        record(tmp_path, "hai.wav", "câu ba", Tone().speak("câu hai", Voice()))
    elif change == "new":
        record(tmp_path, "ba.wav", "câu ba")
    else:
        (tmp_path / "hai.wav").unlink()
    assert engine.identity != before


def test_its_identity_is_the_same_for_a_copy_of_the_folder(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        path = record(folder, "một.wav", "câu một")
        os.utime(path, (1, hash(folder.name) % 1000))
    assert opened(tmp_path / "a").identity == opened(tmp_path / "b").identity


def test_a_recording_that_comes_later_is_found_without_a_restart(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    with pytest.raises(RefusedTextError):
        engine.speak(GREETING, Voice())
    record(tmp_path, "chào.wav", GREETING)
    assert engine.speak(GREETING, Voice()).length_ms > 500


def test_the_folder_is_looked_at_once_a_second_at_most(tmp_path: Path) -> None:
    record(tmp_path, "một.wav", "câu một")
    now = [5.0]
    engine = Recorded(tmp_path, monotonic=lambda: now[0])
    before = engine.identity
    record(tmp_path, "hai.wav", "câu hai")
    now[0] += 0.9
    assert engine.identity == before
    now[0] += 0.2
    assert engine.identity != before


def test_what_is_no_use_is_named_and_harms_nothing_else(tmp_path: Path) -> None:
    record(tmp_path, "tốt.wav", GREETING)
    record(tmp_path, "hỏng.wav", "câu hỏng", b"RIFF\x10\0\0\0WAVEnothing")
    record(tmp_path, "rác.mp3", "câu rác", b"<html>")
    record(tmp_path, "rỗng.wav", "câu rỗng", b"")
    record(tmp_path, "lặng.wav", "câu lặng", Sound.silence(900))
    record(tmp_path, "trùng.wav", GREETING.upper())
    record(tmp_path, "không-lời.wav", " ... ", noise(300))
    (tmp_path / "không-tiếng.txt").write_text("câu không tiếng", encoding="utf-8")
    (tmp_path / "thiếu-lời.wav").write_bytes(noise(300).wav())
    (tmp_path / "lạ.wav").mkdir()
    (tmp_path / "lạ.txt").write_text("câu lạ", encoding="utf-8")
    record(tmp_path, "mã.wav", "x").with_suffix(".txt").write_bytes(b"\xff\xfe\0x")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "ghi chú.docx").write_bytes(b"\0")
    engine = opened(tmp_path)
    assert engine.speak(GREETING, Voice()).length_ms > 500
    for words in ("câu hỏng", "câu rác", "câu rỗng", "câu lặng", "câu không tiếng", "câu lạ"):
        with pytest.raises(RefusedTextError):
            engine.speak(words, Voice())
    told = Recorded(tmp_path).health()
    assert told.startswith("1 câu thu sẵn; bỏ qua 10 tệp: ")
    assert told.endswith("; …")


@pytest.mark.parametrize(
    ("name", "words", "content", "why"),
    [
        ("hỏng.wav", "câu hỏng", b"RIFF\x10\0\0\0WAVEnothing", "không đọc được âm thanh"),
        ("lặng.wav", "câu lặng", Sound.silence(900).wav(), "im lặng"),
        ("vắng.wav", "?!", b"", "không có lời"),
    ],
)
def test_health_says_what_is_wrong_with_a_file(
    tmp_path: Path, name: str, words: str, content: bytes, why: str
) -> None:
    record(tmp_path, name, words, content)
    told = opened(tmp_path).health()
    assert Path(name).stem in told
    assert why in told


def test_a_folder_in_order_is_told_in_few_words(tmp_path: Path) -> None:
    record(tmp_path, "một.wav", "câu một")
    record(tmp_path, "hai.wav", "câu hai")
    assert opened(tmp_path).health() == "2 câu thu sẵn"


def test_a_text_too_long_to_be_one_recording_is_not_read(tmp_path: Path) -> None:
    record(tmp_path, "dài.wav", "bà con " * 5000, noise(300))
    assert "dài.txt" in opened(tmp_path).health()


def test_a_folder_that_is_away_is_named_and_found_when_it_is_back(tmp_path: Path) -> None:
    engine = opened(tmp_path / "usb")
    for ask in (engine.health, lambda: engine.speak(GREETING, Voice())):
        with pytest.raises(EngineFileError, match="usb"):
            ask()
    assert engine.identity
    record(tmp_path / "usb", "chào.wav", GREETING)
    assert engine.speak(GREETING, Voice()).length_ms > 500


@pytest.mark.parametrize("url", ["recorded:", "recorded://"])
def test_an_address_without_a_folder_is_refused(url: str) -> None:
    with pytest.raises(EngineUnavailableError, match="names no folder"):
        open_engine(url)
