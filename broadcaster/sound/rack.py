"""The rack: treated sounds within reach of whoever mixes.

Knows how a sound is treated and where it is remembered; knows no places and no programme. A sound
is treated when its first sample is asked for, once, and only a few are held at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from broadcaster.sound.memory import Memory, key_of
from broadcaster.sound.mix import Row, Strip
from broadcaster.sound.recipes import Part, Recipe
from broadcaster.sound.sound import RATE, Pcm, Sound
from broadcaster.sound.treatment import treated

VERSION = 3
"""Another number makes every treated sound anew: it changes when the treatment does."""

HELD_BYTES = 8_000_000
"""How much treated sound is held at a time: a minute and a half."""

LOOP_S = 0.4
"""How much of a loop's end is laid over its beginning, so that the seam is not heard."""

Make = Callable[[], Sound]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A sound before treatment: how to get it, as what, how many samples shall come of it.

    `seam` is how many samples of its end are laid over its beginning, when it is to be repeated.
    """

    make: Make
    part: Part
    length: int
    seam: int


class Rack:
    """Treats sounds by one recipe; used by several threads."""

    def __init__(self, memory: Memory, recipe: Recipe) -> None:
        """Remember what was treated in `memory`."""
        self._memory = memory
        self._recipe = recipe
        self._raw: dict[str, _Raw] = {}
        self._held: OrderedDict[str, Pcm] = OrderedDict()
        self._at_work: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def put(
        self, digest: str, frames: int, rate: int, part: Part, make: Make, loop: bool = False
    ) -> Strip:
        """Return the strip of a sound of `frames` samples at `rate` Hz, not yet treated.

        `digest` names the sound's content, `make` brings it when it is needed. A `loop` is made
        to be repeated.
        """
        length = -(-frames * RATE // rate)
        seam = min(round(LOOP_S * RATE), length // 2) if loop else 0
        key = key_of("treated", VERSION, digest, length, self._recipe.key, part.value, seam)
        length -= seam
        with self._lock:
            self._raw.setdefault(key, _Raw(make, part, length, seam))
        return Strip(key, length)

    def fetch(self, key: str, first: int, count: int) -> Row:
        """Return `count` treated samples from the sample `first`, full scale being 1.0."""
        pcm = self._whole(key)
        row = pcm[first : first + count].astype(np.float32)
        row *= np.float32(1 / 32768)
        return row

    def _whole(self, key: str) -> Pcm:
        with self._lock:
            if (held := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return held
            turn = self._at_work.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if (held := self._held.get(key)) is not None:
                    return held
            pcm = self._brought(key)
            with self._lock:
                self._held[key] = pcm
                while len(self._held) > 1 and sum(map(_size, self._held.values())) > HELD_BYTES:
                    self._held.popitem(last=False)
                self._at_work.pop(key, None)
        return pcm

    def _brought(self, key: str) -> Pcm:
        """Return a treated sound from the memory, or treat it and remember it."""
        raw = self._raw[key]
        content = self._memory.recall(key)
        if content is not None and len(content) == raw.length * 2:
            return np.frombuffer(content, "<i2")
        pcm = treated(raw.make(), self._recipe, raw.part).pcm
        pcm = _looped(_fitted(pcm, raw.length + raw.seam), raw.seam)
        self._memory.remember(key, np.ascontiguousarray(pcm, "<i2").tobytes())
        return pcm


def _size(pcm: Pcm) -> int:
    return pcm.nbytes


def _fitted(pcm: Pcm, length: int) -> Pcm:
    """Return the samples in the length that was told before: resampling may miss it by one."""
    return pcm[:length] if len(pcm) >= length else np.pad(pcm, (0, length - len(pcm)))


def _looped(pcm: Pcm, seam: int) -> Pcm:
    """Return samples that can follow themselves: the last `seam` are laid over the first."""
    if not seam:
        return pcm
    length = len(pcm) - seam
    quarter = np.arange(seam, dtype=np.float32) * np.float32(np.pi / 2 / seam)
    first = pcm[:seam] * np.sin(quarter) + pcm[length:] * np.cos(quarter)
    joined = pcm[:length].copy()
    joined[:seam] = np.clip(np.rint(first), -32768, 32767)
    return joined
