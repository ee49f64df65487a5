"""A voice for piper, made here in a moment: every phoneme is a tone of its own.

The graph has the inputs, the output and the manners of a real voice: it draws random numbers, and
its scales say how many of them are heard in the sound and in its timing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

SYMBOLS = 256
PHONEME_S = 0.018
SILENT = ("_", "^", "$", " ", ".", ",", "!", "?", ";", ":")


def make_voice(
    path: Path, *, rate: int = 22_050, speakers: tuple[str, ...] = (), phonemes: str = "espeak"
) -> Path:
    """Write a voice to `path` (its settings beside it, as `<path>.json`) and return `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_model(rate, bool(speakers)), str(path))
    settings = {
        "audio": {"sample_rate": rate, "quality": "tiny"},
        "espeak": {"voice": "vi"},
        "phoneme_type": phonemes,
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": SYMBOLS,
        "num_speakers": max(1, len(speakers)),
        "speaker_id_map": {name: place for place, name in enumerate(speakers)},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(settings), encoding="utf-8")
    return path


def _model(rate: int, with_speakers: bool) -> onnx.ModelProto:
    silent = {number for phoneme in SILENT for number in DEFAULT_PHONEME_ID_MAP[phoneme]}
    numbers = np.arange(SYMBOLS)
    constants = {
        "hertz_of": (180 + 12.5 * numbers).astype(np.float32),
        "level_of": np.where(np.isin(numbers, list(silent)), 0, 0.3).astype(np.float32),
        "frames": np.array(PHONEME_S * rate, np.float32),
        "turn": np.array(2 * np.pi / rate, np.float32),
        "zero": np.array(0, np.int64),
        "one": np.array(1, np.int64),
        "two": np.array(2, np.int64),
        "first": np.array([0], np.int64),
        "last": np.array([1], np.int64),
        "step": np.array(1, np.int64),
        "some": np.array(0.2, np.float32),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    hertz = "hertz"
    speakers = []
    if with_speakers:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, ["batch"]))
        constants |= {"unit": np.array(1, np.float32), "quarter": np.array(0.25, np.float32)}
        hertz = "own_hertz"
        speakers = [
            _node("Cast", ["sid"], "speaker", to=TensorProto.FLOAT),
            _node("Mul", ["speaker", "quarter"], "higher"),
            _node("Add", ["higher", "unit"], "factor"),
            _node("Mul", ["hertz", "factor"], hertz),
        ]
    nodes = [
        _node("Squeeze", ["input", "first"], "all_numbers"),
        _node("Slice", ["all_numbers", "first", "input_lengths"], "numbers"),
        _node("Gather", ["hertz_of", "numbers"], "hertz"),
        _node("Gather", ["level_of", "numbers"], "level"),
        *speakers,
        *_timing(),
        _node("Unsqueeze", [hertz, "last"], "hertz_column"),
        _node("Unsqueeze", ["level", "last"], "level_column"),
        _node("Unsqueeze", ["angle", "first"], "angle_row"),
        _node("Mul", ["hertz_column", "angle_row"], "phase"),
        _node("Sin", ["phase"], "sine"),
        _node("Mul", ["sine", "level_column"], "tones"),
        _node("RandomNormalLike", ["tones"], "noise"),
        _node("Gather", ["scales", "zero"], "noise_scale"),
        _node("Mul", ["noise_scale", "some"], "some_noise"),
        _node("Mul", ["noise", "some_noise"], "heard_noise"),
        _node("Add", ["tones", "heard_noise"], "sound"),
        _node("Reshape", ["sound", "shape"], "output"),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])
    graph = helper.make_graph(
        nodes,
        "tiny voice",
        inputs,
        [output],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def _timing() -> list[onnx.NodeProto]:
    """Return the steps from the scales to the angle of each sample of a phoneme."""
    return [
        _node("Gather", ["scales", "one"], "length_scale"),
        _node("Gather", ["scales", "two"], "uneven"),
        _node("RandomNormalLike", ["uneven"], "chance"),
        _node("Mul", ["chance", "uneven"], "heard_chance"),
        _node("Mul", ["heard_chance", "some"], "drift"),
        _node("Add", ["length_scale", "drift"], "pace"),
        _node("Mul", ["pace", "frames"], "wanted"),
        _node("Cast", ["wanted"], "length", to=TensorProto.INT64),
        _node("Range", ["zero", "length", "step"], "places"),
        _node("Cast", ["places"], "float_places", to=TensorProto.FLOAT),
        _node("Mul", ["float_places", "turn"], "angle"),
    ]


def _node(kind: str, inputs: list[str], output: str, **settings: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, [output], **settings)
