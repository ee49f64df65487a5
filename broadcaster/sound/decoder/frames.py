"""Decoded frames as blocks of float samples; knows ffmpeg's sample formats, not what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from broadcaster.sound.decoder.opening import Opened, check_shape, packets
from broadcaster.sound.decoder.orders import Orders, Refusal

BLOCK = 65_536
"""About how many samples of each channel come in a block."""

MOST = 1e4
"""Float samples beyond this, 80 dB above full scale, are no sound."""

Samples = npt.NDArray[np.float32]

_PATIENCE = 500
"""So many packets that cannot be decoded are gone through before it is given up."""

_ZERO_AND_SCALE = {
    "u8": (128.0, 128.0),
    "s16": (0.0, 32768.0),
    "s32": (0.0, 2147483648.0),
    "s64": (0.0, 9223372036854775808.0),
    "flt": (0.0, 1.0),
    "dbl": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Samples, one row for each channel named in `layout`; `wrong` of them were no numbers."""

    samples: Samples
    rate: int
    layout: tuple[str, ...]
    wrong: int


@dataclass(slots=True)
class Count:
    """How the decoding went: packets decoded, packets that could not be."""

    good: int = 0
    bad: int = 0
    torn: bool = False
    """Whether the last packet was one that could not be decoded."""


def blocks(found: Opened, orders: Orders, count: Count) -> Iterator[Block]:
    """Yield the sound block by block and keep `count`. Raises Refusal."""
    waiting: list[npt.NDArray[Any]] = []
    shape: tuple[int, tuple[str, ...], str] | None = None
    held = 0
    for frame in _frames(found, count):
        arrived = (frame.sample_rate, _layout(frame), frame.format.name)
        if arrived != shape:
            if shape and waiting:
                yield _block(waiting, shape)
            waiting, held, shape = [], 0, arrived
            check_shape(len(arrived[1]), arrived[0] or 1, orders)
        waiting.append(frame.to_ndarray())
        held += frame.samples
        if held >= BLOCK:
            yield _block(waiting, arrived)
            waiting, held = [], 0
    if shape and waiting:
        yield _block(waiting, shape)


def _frames(found: Opened, count: Count) -> Iterator[Any]:
    for packet in packets(found):
        try:
            frames = packet.decode()
        except (MemoryError, av.error.MemoryError) as error:
            raise Refusal("memory") from error
        except (av.error.FFmpegError, ValueError, OverflowError) as error:
            count.bad += 1
            count.torn = True
            if count.bad > _PATIENCE and count.bad > count.good:
                raise Refusal("damaged") from error
            continue
        count.good += bool(frames)
        count.torn = count.torn and not frames
        for frame in frames:
            if frame.samples > 0:
                yield frame


def _layout(frame: Any) -> tuple[str, ...]:
    return tuple(channel.name for channel in frame.layout.channels)


def _block(waiting: list[npt.NDArray[Any]], shape: tuple[int, tuple[str, ...], str]) -> Block:
    rate, layout, form = shape
    kind = form.removesuffix("p")
    if kind not in _ZERO_AND_SCALE:
        raise Refusal("codec", codec=form)
    joined = np.concatenate(waiting, axis=1)
    if joined.shape[0] != len(layout):
        joined = joined.reshape(-1, len(layout)).T
    zero, scale = _ZERO_AND_SCALE[kind]
    samples = np.ascontiguousarray(joined, np.float32)
    if kind in ("flt", "dbl"):
        if samples is joined:
            samples = samples.copy()
        good = np.abs(samples) < MOST
        wrong = int(samples.size - np.count_nonzero(good))
        if wrong:
            samples[~good] = 0
        return Block(samples, rate, layout, wrong)
    samples = (samples - np.float32(zero)) * np.float32(1 / scale)
    return Block(samples, rate, layout, 0)
