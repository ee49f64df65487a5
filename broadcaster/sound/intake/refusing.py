"""From the codes of the decoder to errors with names; knows both sides, decides nothing."""

from __future__ import annotations

from broadcaster.sound.intake.decoding import Refused
from broadcaster.sound.intake.errors import (
    DamagedError,
    HostileError,
    NoRoomError,
    OtherSoundError,
    SoundIntakeError,
    StrangeRateError,
    TooLongError,
    TooManyChannelsError,
    WithoutSoundError,
)
from broadcaster.sound.intake.taken import Limits, Use


def error_of(refused: Refused, name: str, kind: str, use: Use, limits: Limits) -> SoundIntakeError:
    """Return the error for what the decoder refused: a file called `name`, of the kind `kind`."""
    match refused.code:
        case "no-sound" | "no-samples":
            return WithoutSoundError(name)
        case "codec":
            return OtherSoundError(name, str(refused.figures.get("codec", "?"))[:40])
        case "channels":
            return TooManyChannelsError(name, _figure(refused, "channels"), limits.channels)
        case "rate":
            rate = _figure(refused, "rate")
            return StrangeRateError(name, rate, limits.least_rate, limits.most_rate)
        case "too-long":
            return TooLongError(name, limits.length_ms(use))
        case "no-room":
            return NoRoomError(name)
        case "time" | "memory" | "ratio" | "crash":
            return HostileError(name, refused.code)
    return DamagedError(name, kind)


def _figure(refused: Refused, which: str) -> int:
    """Return a figure of a refusal: what comes from the other process is not trusted to be one."""
    found = refused.figures.get(which)
    return found if isinstance(found, int) else 0
