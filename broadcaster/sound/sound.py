"""Sound, a value: mono 16-bit samples at a rate, and what can be done to them without a device.

The only importer of pydub. Knows no text, programme or output, and never starts ffmpeg: pydub
holds, cuts and joins samples, miniaudio decodes files, soxr resamples.

    SoundError
    ├── UnreadableSoundError   the file is missing, or what is in it is no sound we can decode
    └── SoundShapeError        samples that are not mono 16-bit at a sensible rate
"""

from __future__ import annotations

import io
import warnings
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import miniaudio
import numpy as np
import numpy.typing as npt
import soxr

with warnings.catch_warnings():
    # pydub looks for ffmpeg when it is imported; nothing here ever needs it.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

RATE = 44_100
"""The station's sampling rate in Hz."""

FRAME = 1152
"""Samples in an MP3 frame: everything in a programme begins at a multiple of it."""

Pcm = npt.NDArray[np.int16]

_RATES = range(1_000, 384_001)


class SoundError(Exception):
    """Root of what can go wrong with a sound."""


class UnreadableSoundError(SoundError):
    """What should hold a sound cannot be read as one."""

    def __init__(self, name: str, cause: str) -> None:
        """`name` is the file's name as a person knows it; `cause` says what is wrong with it."""
        self.name = name
        self.cause = cause
        super().__init__(f"cannot read {name} as sound: {cause}")


class SoundShapeError(SoundError):
    """Samples that are not mono, not 16-bit, or whose rate makes no sense."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sound:
    """A piece of mono sound, 16 bits a sample; two sounds are equal when every sample is.

    Make one with `silence`, `from_pcm`, `read` or `decoded`. Nothing changes a sound: every
    method answers with another one.
    """

    _segment: Any

    def __post_init__(self) -> None:
        """Refuse anything but mono 16-bit."""
        if self._segment.channels != 1 or self._segment.sample_width != 2:
            raise SoundShapeError("a Sound is mono with 16 bits a sample")

    @classmethod
    def silence(cls, ms: float, rate: int = RATE) -> Sound:
        """Return `ms` milliseconds of digital silence."""
        return cls.from_pcm(np.zeros(max(0, round(ms * rate / 1000)), np.int16), rate)

    @classmethod
    def from_pcm(cls, pcm: Pcm, rate: int = RATE) -> Sound:
        """Return the sound of the int16 samples `pcm`, one channel, at `rate` Hz."""
        if pcm.ndim != 1 or pcm.dtype != np.int16 or rate not in _RATES:
            raise SoundShapeError(
                f"need int16 samples in one row, got {pcm.dtype} {pcm.shape} at {rate} Hz"
            )
        content = np.ascontiguousarray(pcm, "<i2").tobytes()
        return cls(AudioSegment(data=content, sample_width=2, frame_rate=rate, channels=1))

    @classmethod
    def from_float(cls, samples: npt.NDArray[np.floating[Any]], rate: int = RATE) -> Sound:
        """Return the sound of samples where full scale is 1.0; what is louder is clipped."""
        scaled = np.clip(np.rint(samples * np.float32(32768.0)), -32768, 32767)
        return cls.from_pcm(scaled.astype(np.int16), rate)

    @classmethod
    def read(cls, path: Path) -> Sound:
        """Return the sound in a WAV, MP3, FLAC or OGG Vorbis file, channels mixed to one.

        The file's own rate is kept. Raises UnreadableSoundError.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UnreadableSoundError(path.name, error.strerror or str(error)) from error
        return cls.decoded(content, path.name)

    @classmethod
    def decoded(cls, content: bytes, name: str) -> Sound:
        """Return the sound in the bytes of a WAV, MP3, FLAC or OGG Vorbis file called `name`.

        Raises UnreadableSoundError.
        """
        if not content:
            raise UnreadableSoundError(name, "the file is empty")
        try:
            rate = _rate_of(content)
            found = miniaudio.decode(content, nchannels=1, sample_rate=rate)
        except (miniaudio.MiniaudioError, ZeroDivisionError) as error:
            raise UnreadableSoundError(name, "not WAV, MP3, FLAC or OGG Vorbis") from error
        if not len(found.samples):
            raise UnreadableSoundError(name, "no samples in it")
        return cls.from_pcm(np.frombuffer(found.samples, np.int16), rate)

    @classmethod
    def joined(cls, sounds: Iterable[Sound], rate: int = RATE) -> Sound:
        """Return `sounds` one after the other at `rate`, each sample copied once."""
        rows = [sound.resampled(rate).pcm for sound in sounds]
        return cls.from_pcm(np.concatenate(rows) if rows else np.zeros(0, np.int16), rate)

    @property
    def pcm(self) -> Pcm:
        """The samples as a read-only view, int16, one per frame."""
        return np.frombuffer(self._segment.raw_data, "<i2")

    @property
    def rate(self) -> int:
        """Samples a second."""
        return int(self._segment.frame_rate)

    @property
    def frames(self) -> int:
        """How many samples there are."""
        return len(self._segment.raw_data) // 2

    @property
    def length_ms(self) -> int:
        """The length, rounded to whole milliseconds."""
        return round(self.frames * 1000 / self.rate)

    def resampled(self, rate: int) -> Sound:
        """Return the same sound at another rate (soxr, very high quality)."""
        if rate == self.rate:
            return self
        if not self.frames:
            return Sound.silence(0, rate)
        return Sound.from_pcm(soxr.resample(self.pcm, self.rate, rate, quality="VHQ"), rate)

    def gained(self, db: float) -> Sound:
        """Return the sound `db` decibels louder, clipped at full scale."""
        return Sound(self._segment.apply_gain(db)) if db else self

    def faded(self, in_ms: float = 0, out_ms: float = 0) -> Sound:
        """Return the sound with its beginning faded in and its end faded out, evenly."""
        samples = self.pcm.astype(np.float32)
        opening = min(self.frames, round(in_ms * self.rate / 1000))
        closing = min(self.frames, round(out_ms * self.rate / 1000))
        if opening:
            samples[:opening] *= np.arange(opening, dtype=np.float32) / np.float32(opening)
        if closing:
            samples[-closing:] *= np.arange(closing)[::-1].astype(np.float32) / np.float32(closing)
        return Sound.from_pcm(np.rint(samples).astype(np.int16), self.rate)

    def slice(self, start_ms: float, end_ms: float | None = None) -> Sound:
        """Return what lies between two positions; positions outside the sound are moved to it."""
        first = min(self.frames, max(0, round(start_ms * self.rate / 1000)))
        last = self.frames if end_ms is None else round(end_ms * self.rate / 1000)
        return Sound(self._segment.get_sample_slice(first, min(self.frames, max(first, last))))

    def wav(self) -> bytes:
        """Return the sound as the bytes of a WAV file; the same sound gives the same bytes."""
        target = io.BytesIO()
        with wave.open(target, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self._segment.raw_data)
        return target.getvalue()

    def __add__(self, other: Sound) -> Sound:
        """Return this sound followed by `other`, brought to this one's rate."""
        return Sound(self._segment.append(other.resampled(self.rate)._segment, crossfade=0))

    def __eq__(self, other: object) -> bool:
        """Tell whether rate and every sample are the same."""
        if not isinstance(other, Sound):
            return NotImplemented
        return self.rate == other.rate and bool(np.array_equal(self.pcm, other.pcm))

    def __hash__(self) -> int:
        """Return a hash of rate and samples."""
        return hash((self.rate, self._segment.raw_data))

    def __repr__(self) -> str:
        """Name the rate and the length."""
        return f"<Sound {self.length_ms} ms at {self.rate} Hz>"


def _rate_of(content: bytes) -> int:
    """Return the sampling rate of an encoded sound, chosen by its first bytes."""
    if content[:4] in (b"RIFF", b"RF64", b"FORM"):
        return int(miniaudio.wav_get_info(content).sample_rate)
    if content[:4] == b"fLaC":
        return int(miniaudio.flac_get_info(content).sample_rate)
    if content[:4] == b"OggS":
        return int(miniaudio.vorbis_get_info(content).sample_rate)
    return int(miniaudio.mp3_get_info(content).sample_rate)
