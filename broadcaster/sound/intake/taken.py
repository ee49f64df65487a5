"""What the intake of sound gives and is given: values, limits and codes; does nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from broadcaster.sound.loudness import Loudness

_MIB = 1024 * 1024


class Use(StrEnum):
    """What a sound is for; it decides how long it may be and what may be done to it."""

    VOICE = "voice"
    """Somebody speaks: repaired where it is bad."""
    PROGRAMME = "programme"
    """A finished programme from elsewhere: left as it is but for silence at its ends."""
    MUSIC = "music"
    """A song or a bed: left as it is but for silence at its ends."""
    JINGLE = "jingle"
    """A short piece of music: as MUSIC, and short."""

    @property
    def speech(self) -> bool:
        """Whether people speak in it, so that half of it is worth more than nothing."""
        return self in (Use.VOICE, Use.PROGRAMME)


class Severity(StrEnum):
    """How much a finding matters to who listens."""

    NOTE = "note"
    WARNING = "warning"
    GRAVE = "grave"


class Kind(StrEnum):
    """What can be found about a sound; `Finding.figure` is in the unit named here."""

    CUT_OFF = "cut-off"  # ms that are missing at the end
    DAMAGED_PLACES = "damaged-places"  # packets that could not be decoded
    WRONG_SAMPLES = "wrong-samples"  # samples that were no numbers
    SEVERAL_TRACKS = "several-tracks"  # tracks of which the first was taken
    DEAD_CHANNEL = "dead-channel"  # the channel that is used
    OUT_OF_PHASE = "out-of-phase"  # the channel that is used
    OFFSET = "offset"  # % of full scale
    TURNED_DOWN = "turned-down"  # dB
    CLIPPED = "clipped"  # % of the samples
    HUM = "hum"  # dB above what surrounds it, `hertz` says where
    NOISE = "noise"  # dB between speech and noise
    NARROW = "narrow"  # Hz up to which there is sound
    QUIET = "quiet"  # LUFS
    LOUD = "loud"  # LUFS
    SILENT_START = "silent-start"  # ms
    SILENT_END = "silent-end"  # ms
    SILENT_PLACE = "silent-place"  # ms


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found about a sound: where it begins (None: all over) and how much of it."""

    kind: Kind
    severity: Severity
    start_ms: int | None
    figure: float
    mended: bool = False
    after: float | None = None
    """The same figure after the repair, where it was measured."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the file said of itself; bit rate in bits a second, 0 when it did not say."""

    container: str
    codec: str
    channels: int
    rate: int
    bit_rate: int
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A sound that was taken in: a mono WAV file of 16 bits at `path`, for the caller to keep.

    `repaired` names what was done to it; `sha256` is that of the file as it came.
    """

    path: Path
    length_ms: int
    rate: int
    loudness: Loudness | None
    findings: tuple[Finding, ...]
    repaired: tuple[Kind, ...]
    source: SourceFacts
    sha256: str

    def moved(self, place: Path) -> Taken:
        """Return the same sound after its file has been renamed to `place`. Raises OSError."""
        self.path.replace(place)
        return replace(self, path=place)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is not gone beyond when a sound is taken in.

    `ratio` is how many bytes of plain sound one byte of the file may become after the first minute:
    speech codecs reach 150, silence in FLAC 9,000. `memory` is what decoding may need beyond the
    libraries themselves, in bytes; `seconds` the time it may take by the clock.
    """

    size: int = 2048 * _MIB
    longest_ms: int = 3 * 3_600_000
    longest_jingle_ms: int = 5 * 60_000
    shortest_ms: int = 100
    shortest_part_ms: int = 1_000
    channels: int = 8
    least_rate: int = 4_000
    most_rate: int = 384_000
    ratio: int = 1_000
    seconds: float = 900.0
    memory: int = 512 * _MIB

    def length_ms(self, use: Use) -> int:
        """Return how long a sound for `use` may be."""
        return self.longest_jingle_ms if use is Use.JINGLE else self.longest_ms


LIMITS = Limits()
"""The limits unless the caller says otherwise."""
