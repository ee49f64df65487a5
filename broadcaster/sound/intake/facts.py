"""What the decoder told of a sound, checked: it comes from a process that held foreign bytes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from broadcaster.sound.sound import RATE


class UntrueFactsError(Exception):
    """What was told are no facts of a sound."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The decoder's facts; lengths in samples or milliseconds, `clipped` a share, `gain` linear."""

    codec: str
    channels: int
    rate: int
    bit_rate: int
    declared_ms: int
    tracks: int
    frames: int
    bad_packets: int
    good_packets: int
    torn: bool
    wrong_samples: int
    clipped: float
    mended: bool
    channel: int
    channel_why: str
    offset: float
    gain: float

    @classmethod
    def checked(cls, told: Mapping[str, Any]) -> Facts:
        """Return the facts in `told`. Raises UntrueFactsError."""
        kinds = {"str": str, "int": int, "bool": bool, "float": (float, int)}
        wanted = {name: kinds[str(kind)] for name, kind in cls.__annotations__.items()}
        values = {name: told.get(name) for name in wanted}
        if not all(isinstance(values[name], kind) for name, kind in wanted.items()):  # type: ignore[arg-type]
            raise UntrueFactsError
        facts = cls(**values)  # type: ignore[arg-type]
        counts = (facts.channels, facts.rate, facts.declared_ms, facts.frames, facts.bad_packets)
        numbers = (facts.clipped, facts.offset, facts.gain)
        if min(counts) < 0 or facts.gain <= 0 or not all(map(math.isfinite, numbers)):
            raise UntrueFactsError
        return facts

    @property
    def length_ms(self) -> int:
        """How long the decoded sound is."""
        return round(self.frames * 1000 / RATE)

    @property
    def gain_db(self) -> float:
        """By how much the sound was turned down; 0 or less."""
        return 20 * math.log10(self.gain)
