"""INTAKE of sound: a file from outside becomes a plain sound on disk, or is refused with a reason.

One way in: `take_in`. Foreign bytes are decoded in a process of their own, never in this one; what
is found about the sound and what was mended is told in codes and figures, for the screen to say.
"""

from __future__ import annotations

from broadcaster.sound.intake.errors import (
    CutOffError,
    DamagedError,
    EmptyFileError,
    HostileError,
    NoRoomError,
    NothingHeardError,
    NotSoundError,
    OtherSoundError,
    PlaylistError,
    ProtectedError,
    SoundIntakeError,
    StrangeRateError,
    TooHeavyError,
    TooLongError,
    TooManyChannelsError,
    TooShortError,
    UnreachableError,
    WithoutSoundError,
)
from broadcaster.sound.intake.naming import shown
from broadcaster.sound.intake.taken import (
    LIMITS,
    Finding,
    Kind,
    Limits,
    Severity,
    SourceFacts,
    Taken,
    Use,
)
from broadcaster.sound.intake.taking import take_in

__all__ = [
    "LIMITS",
    "CutOffError",
    "DamagedError",
    "EmptyFileError",
    "Finding",
    "HostileError",
    "Kind",
    "Limits",
    "NoRoomError",
    "NotSoundError",
    "NothingHeardError",
    "OtherSoundError",
    "PlaylistError",
    "ProtectedError",
    "Severity",
    "SoundIntakeError",
    "SourceFacts",
    "StrangeRateError",
    "Taken",
    "TooHeavyError",
    "TooLongError",
    "TooManyChannelsError",
    "TooShortError",
    "UnreachableError",
    "Use",
    "WithoutSoundError",
    "shown",
    "take_in",
]
