"""A neural voice in a file: real piper-tts, a real model that the test makes itself."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from broadcaster.sound.engines.espeak import english_sounds
from broadcaster.sound.engines.files import EngineFileError
from broadcaster.sound.engines.foreign import respelled
from broadcaster.sound.engines.piper import Piper
from broadcaster.sound.engines.piper_model import PiperMissingError
from broadcaster.sound.speech import (
    EngineUnavailableError,
    RefusedTextError,
    SpeechEngine,
    SpeechError,
    Voice,
    open_engine,
)
from tests.contracts.engine_contract import SENTENCE, EngineContract
from tests.sound.engines.tiny_voice import make_voice

ELSEWHERE = """
import hashlib
from broadcaster.sound.speech import Voice, open_engine
engine = open_engine({url!r})
engine.speak("một câu nói trước", Voice(speed_wpm=200))
print(hashlib.sha256(engine.speak({text!r}, Voice()).wav()).hexdigest())
"""


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_voice(tmp_path_factory.mktemp("voices") / "giọng xã.onnx")


@pytest.fixture(scope="session")
def shared(path: Path) -> SpeechEngine:
    """Return an engine for properties, which hypothesis asks a hundred times."""
    return open_engine(f"piper://{path}")


@pytest.fixture
def engine(path: Path) -> Piper:
    opened = open_engine(f"piper://{path}")
    assert isinstance(opened, Piper)
    return opened


class TestPiper(EngineContract):
    @pytest.fixture
    def engine(self, engine: Piper) -> SpeechEngine:
        return engine


class TestSpeakers(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> SpeechEngine:
        path = make_voice(tmp_path / "hai.onnx", rate=16_000, speakers=("lan", "nam"))
        return open_engine(f"piper://{path}")

    def test_the_speaker_asked_for_speaks(self, engine: SpeechEngine) -> None:
        usual, first, second = (
            engine.speak(SENTENCE, Voice(name)) for name in ("north", "lan", "nam")
        )
        assert usual == first
        assert second != first
        assert second.rate == 16_000

    def test_the_speakers_are_told(self, engine: SpeechEngine) -> None:
        assert "lan, nam" in engine.health()


def test_the_random_numbers_of_the_model_would_be_heard(engine: Piper) -> None:
    """Or the contract's test of equal bytes would tell nothing."""
    model = engine._loaded_from(engine.path)
    first, second = (next(iter(model.synthesize("xin chào"))) for _ in range(2))
    assert not np.array_equal(first.audio_float_array[:4000], second.audio_float_array[:4000])


def test_another_process_makes_the_same_bytes(engine: Piper) -> None:
    here = hashlib.sha256(engine.speak(SENTENCE, Voice()).wav()).hexdigest()
    code = ELSEWHERE.format(text=SENTENCE, url=f"piper://{engine.path}")
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert there.stdout.decode().strip() == here


def test_faster_is_shorter(engine: Piper) -> None:
    usual = engine.speak(SENTENCE, Voice()).length_ms
    assert engine.speak(SENTENCE, Voice(speed_wpm=200)).length_ms == pytest.approx(
        usual * 0.75, rel=0.05
    )
    assert engine.speak(SENTENCE, Voice(speed_wpm=100)).length_ms == pytest.approx(
        usual * 1.5, rel=0.05
    )


def test_sentences_are_joined_with_a_pause(engine: Piper) -> None:
    first, second = "Xin chào bà con.", "Mời bà con nghe tin."
    apart = engine.speak(first, Voice()).length_ms + engine.speak(second, Voice()).length_ms
    assert engine.speak(f"{first} {second}", Voice()).length_ms == pytest.approx(apart + 220, abs=5)


def test_phonemes_in_brackets_are_not_obeyed(engine: Piper) -> None:
    assert engine.speak("xin [[aaaaaaaaaaaaaaaaaa]] chào", Voice()) == engine.speak(
        "xin aaaaaaaaaaaaaaaaaa chào", Voice()
    )


def test_foreign_words_are_said_as_the_built_in_voice_says_them(engine: Piper) -> None:
    assert engine.speak("xem facebook", Voice()) == engine.speak(
        respelled("xem facebook", english_sounds), Voice()
    )
    english = engine._loaded_from(engine.path).phonemize("xem facebook")
    assert english != engine._loaded_from(engine.path).phonemize(
        respelled("xem facebook", english_sounds)
    )


@given(st.text("aàbồ cd12,.-'’;:!?()[]\"/&<>@#%…“”–_*+=|~^$\u200b\0\n日😀", max_size=60))
def test_no_marks_and_signs_harm_it(shared: SpeechEngine, text: str) -> None:
    try:
        assert shared.speak(text, Voice()).length_ms > 80
    except RefusedTextError as error:
        assert error.text == text


def test_it_speaks_by_turns_with_the_built_in_voice(engine: Piper) -> None:
    """Both carry an espeak-ng of their own, each with its global state."""
    built_in = open_engine("espeak://vi")
    texts = [SENTENCE, "một hai ba", "kính mời quý vị"]
    alone = [[one.speak(text, Voice()) for text in texts] for one in (engine, built_in)]
    for _ in range(5):
        for place, text in enumerate(texts):
            assert engine.speak(text, Voice()) == alone[0][place]
            assert built_in.speak(text, Voice()) == alone[1][place]


def test_it_speaks_at_the_same_time_as_the_built_in_voice(engine: Piper) -> None:
    built_in = open_engine("espeak://vi")
    orders = [(one, text) for text in (SENTENCE, "một hai ba") for one in (engine, built_in)] * 6
    alone = [one.speak(text, Voice()) for one, text in orders]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda order: order[0].speak(order[1], Voice()), orders))
    assert together == alone


def test_its_identity_follows_the_bytes_not_the_place(tmp_path: Path) -> None:
    here = make_voice(tmp_path / "a.onnx")
    there = make_voice(tmp_path / "other" / "a.onnx")
    first, second = (open_engine(f"piper://{path}").identity for path in (here, there))
    assert first == second


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_voice(tmp_path / "lan.onnx", rate=16_000)
    make_voice(tmp_path / "minh.onnx")
    make_voice(tmp_path / "nhiều.onnx", speakers=("bình", "cúc"))
    return tmp_path


def test_a_folder_of_voices_is_known_by_the_names_of_files_and_speakers(folder: Path) -> None:
    engine = open_engine(f"piper://{folder}")
    alone = {
        name: open_engine(f"piper://{folder}/{file}.onnx").speak(SENTENCE, Voice(name))
        for name, file in (("lan", "lan"), ("minh", "minh"), ("cúc", "nhiều"))
    }
    for name, sound in alone.items():
        assert engine.speak(SENTENCE, Voice(name)) == sound
    assert len(set(alone.values())) == 3


@pytest.mark.parametrize("name", ["north", "south-woman", "ai đó"])
def test_names_that_no_file_knows_are_spoken_by_the_first(folder: Path, name: str) -> None:
    engine = open_engine(f"piper://{folder}")
    assert engine.speak("xin chào", Voice(name)) == engine.speak("xin chào", Voice("lan"))


def test_a_folder_tells_of_every_voice_and_changes_with_each(folder: Path) -> None:
    engine = open_engine(f"piper://{folder}")
    told = engine.health()
    assert all(f"{name}.onnx" in told for name in ("lan", "minh", "nhiều"))
    before = engine.identity
    make_voice(folder / "minh.onnx", rate=16_000)
    assert engine.identity != before


def test_a_folder_without_a_voice_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineFileError, match="no voice in this folder"):
        open_engine(f"piper://{tmp_path}").health()


@pytest.mark.parametrize("changed", ["model", "settings"])
def test_a_changed_voice_has_another_identity_and_is_loaded_anew(
    tmp_path: Path, changed: str
) -> None:
    path = make_voice(tmp_path / "a.onnx")
    engine = open_engine(f"piper://{path}")
    before, heard = engine.identity, engine.speak("xin chào", Voice())
    other = make_voice(tmp_path / "b.onnx", rate=16_000)
    if changed == "model":
        other.replace(path)
    else:
        other.with_name("b.onnx.json").replace(path.with_name("a.onnx.json"))
    assert engine.identity != before
    assert engine.speak("xin chào", Voice()) != heard


def test_a_voice_that_is_missing_is_named(tmp_path: Path) -> None:
    engine = open_engine(f"piper://{tmp_path}/vắng.onnx")
    for ask in (engine.health, lambda: engine.speak("xin chào", Voice())):
        with pytest.raises(EngineFileError, match=r"vắng\.onnx: no such file"):
            ask()
    assert engine.identity
    make_voice(tmp_path / "vắng.onnx")
    assert engine.speak("xin chào", Voice()).length_ms > 100


def test_settings_that_are_missing_are_named(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx")
    path.with_name("a.onnx.json").unlink()
    with pytest.raises(EngineFileError, match=r"a\.onnx\.json: no such file"):
        open_engine(f"piper://{path}").health()


@pytest.mark.parametrize(
    "settings",
    ["", "{", "[]", "{}", '{"audio": {}}', '{"audio": 3}', "null", '"x"', "\0"],
)
def test_broken_settings_are_named(tmp_path: Path, settings: str) -> None:
    path = make_voice(tmp_path / "a.onnx")
    path.with_name("a.onnx.json").write_text(settings, encoding="utf-8")
    with pytest.raises(EngineFileError, match=r"a\.onnx\.json: no"):
        open_engine(f"piper://{path}").speak("xin chào", Voice())


def test_settings_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx")
    path.with_name("a.onnx.json").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(EngineFileError, match=r"a\.onnx\.json: no"):
        open_engine(f"piper://{path}").health()


@pytest.mark.parametrize("size", [0, 100, 1000, -20], ids=["empty", "head", "half", "nearly-all"])
def test_a_broken_model_is_named(tmp_path: Path, size: int) -> None:
    path = make_voice(tmp_path / "a.onnx")
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(EngineFileError, match=r"a\.onnx: no model"):
        open_engine(f"piper://{path}").health()


def test_a_model_of_something_else_is_named(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx")
    _save_model(path, helper.make_node("Identity", ["image"], ["output"]), "image")
    with pytest.raises(EngineFileError, match="not of a piper voice"):
        open_engine(f"piper://{path}").health()


@pytest.mark.parametrize("phonemes", ["pinyin", "hebrew"])
def test_a_voice_that_would_fetch_dictionaries_is_refused(tmp_path: Path, phonemes: str) -> None:
    path = make_voice(tmp_path / "a.onnx", phonemes=phonemes)
    with pytest.raises(EngineFileError, match=phonemes):
        open_engine(f"piper://{path}").health()


def test_a_speaker_the_model_lacks_is_an_error_of_ours(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx", speakers=("lan", "nam"))
    settings = path.with_name("a.onnx.json")
    facts = json.loads(settings.read_text(encoding="utf-8"))
    facts["audio"]["sample_rate"] = 22_050
    facts["phoneme_id_map"] = {key: [9_999] for key in facts["phoneme_id_map"]}
    settings.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(SpeechError, match="the model failed"):
        open_engine(f"piper://{path}").speak("xin chào", Voice())


def test_numbers_that_are_no_sound_are_an_error_of_ours(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx")
    model = onnx.load(str(path))
    for constant in model.graph.initializer:
        if constant.name == "level_of":
            constant.raw_data = np.full(256, np.nan, np.float32).tobytes()
    onnx.save(model, str(path))
    with pytest.raises(SpeechError, match="no sound"):
        open_engine(f"piper://{path}").speak("xin chào", Voice())


def test_a_model_that_is_silent_refuses_the_text(tmp_path: Path) -> None:
    path = make_voice(tmp_path / "a.onnx")
    model = onnx.load(str(path))
    for constant in model.graph.initializer:
        if constant.name == "level_of":
            constant.raw_data = np.zeros(256, np.float32).tobytes()
    onnx.save(model, str(path))
    with pytest.raises(RefusedTextError):
        open_engine(f"piper://{path}").speak("xin chào", Voice())


def test_without_the_package_it_says_what_to_install(
    engine: Piper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(PiperMissingError, match=r"pip install broadcaster\[piper\]"):
        engine.health()
    with pytest.raises(PiperMissingError):
        engine.speak("xin chào", Voice())


@pytest.mark.parametrize("url", ["piper:", "piper://"])
def test_an_address_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(EngineUnavailableError, match="names no file"):
        open_engine(url)


def test_nothing_is_loaded_before_it_is_wanted(path: Path) -> None:
    code = (
        "import sys; from broadcaster.sound.speech import open_engine;"
        f"open_engine('piper://{path}').identity; print('onnxruntime' in sys.modules)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ}
    )
    assert asked.stdout.decode().strip() == "False"


def _save_model(path: Path, node: onnx.NodeProto, given: str) -> None:
    row = helper.make_tensor_value_info(given, TensorProto.FLOAT, [1])
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1])
    graph = helper.make_graph([node], "other", [row], [output])
    opsets = [helper.make_opsetid("", 15)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))
