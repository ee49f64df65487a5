"""Sound cards through miniaudio, which needs no system library: for where PortAudio is missing.

miniaudio tells no DAC time. When a sample will be heard is estimated from the moments at which
the card asked for samples; what that leaves is constant for a place and goes into `offset_ms`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from typing import Any

import miniaudio
import numpy as np

from broadcaster.sound.output import Now
from broadcaster.sound.outputs.card import Device, DeviceRefusedError, Stream, Wish
from broadcaster.sound.outputs.deck import Block, Deck
from broadcaster.sound.outputs.quiet import quiet

_CHANNELS = 2
_PERIODS = 4
"""Into how many parts a buffer is cut; the card asks for one at a time."""
_LONGEST_PULSE_PERIOD_S = 0.5
"""With a second and more, miniaudio 1.71 was seen never to ask PulseAudio's sink again."""
_PULSE_REQUEST_S = 0.02
"""The least PulseAudio asks for at a time."""
_REMEMBERED = 100
_SILENT = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM, miniaudio.Backend.WEBAUDIO}
_BACKENDS = [backend for backend in miniaudio.Backend if backend not in _SILENT]


def devices() -> tuple[Device, ...]:
    """Return what miniaudio can play on, of every backend that answers here."""
    found: list[Device] = []
    for backend in _BACKENDS:
        try:
            with quiet():
                listed = miniaudio.Devices([backend]).get_playbacks()
        except miniaudio.MiniaudioError:
            continue
        for index, each in enumerate(listed):
            found.append(Device(each["name"], backend.name, backend, default=index == 0))
    return tuple(found)


def open_stream(wish: Wish, device: Device, now: Now) -> tuple[Stream, Deck]:
    """Open `device`; miniaudio itself converts to the card's rate. Raises DeviceRefusedError."""
    deck = Deck(wish.rate)
    try:
        with quiet():
            return MiniStream(wish, device, deck, now), deck
    except miniaudio.MiniaudioError as error:
        raise DeviceRefusedError(wish.output, device.name, str(error)) from error


class MiniStream:
    """A running miniaudio device."""

    def __init__(self, wish: Wish, device: Device, deck: Deck, now: Now) -> None:
        """Open and start the device. Raises miniaudio.MiniaudioError."""
        self.title = f"{device.name} ({device.host}, miniaudio)"
        self._deck = deck
        self._now = now
        self._offset = wish.offset_s
        period_s, full_s = _buffers(device.key, wish.buffer_s)
        self._clock = AskedClock(deck.rate, full_s)
        listed = miniaudio.Devices([device.key]).get_playbacks()
        keys = [each["id"] for each in listed if each["name"] == device.name]
        self._device = miniaudio.PlaybackDevice(
            nchannels=_CHANNELS,
            sample_rate=deck.rate,
            buffersize_msec=max(1, round(period_s * 1000)),
            callback_periods=_PERIODS,
            # Without a wish the system's own default, which need not be the first of its list.
            device_id=keys[0] if keys and wish.device else None,
            backends=[device.key],
            app_name="broadcaster",
        )
        asked = self._asked()
        next(asked)
        self._device.start(asked)

    @property
    def underruns(self) -> int:
        """How often the card must have run dry, judged by the time between its requests."""
        return self._clock.gaps

    def close(self) -> None:
        """Drop what is in the buffer and close the device."""
        self._device.close()

    def _asked(self) -> Generator[Any, int, None]:
        """Answer every request for frames with a block: run by miniaudio's thread."""
        block: Block = np.zeros((0, _CHANNELS), np.int16)
        frames = yield b""
        while True:
            if len(block) != frames:
                block = np.zeros((frames, _CHANNELS), np.int16)
            asked = time.monotonic()
            lead = self._clock.lead(asked, frames)
            self._deck.fill(block, self._now().timestamp() + lead + self._offset)
            frames = yield block


def _buffers(backend: object, buffer_s: float) -> tuple[float, float]:
    """Return the period to ask for and the time from the earliest asking to a block's end.

    Measured: through PulseAudio there is one period, however many are wanted; half of it lies in
    the sink, which takes that half in one piece, two requests ahead. Elsewhere the periods add up.
    """
    if backend is miniaudio.Backend.PULSEAUDIO:
        period_s = min(buffer_s, _LONGEST_PULSE_PERIOD_S)
        return period_s, period_s + period_s / 2 + _PULSE_REQUEST_S
    return buffer_s / _PERIODS, buffer_s


class AskedClock:
    """Estimates how long after it was asked for a block will be heard.

    A buffer that is kept full is asked for a block at the earliest when there is just room for it,
    so that the block's end is heard one buffer later; every delay in between only makes the
    asking later. So the earliest asking, relative to its frames, of the last many is the one to
    believe.
    """

    def __init__(self, rate: int, buffer_s: float) -> None:
        """`buffer_s` is the time from the earliest asking to the end of the block being heard."""
        self.gaps = 0
        self._rate = rate
        self._buffer = buffer_s
        self._given = 0
        self._last: float | None = None
        self._starts: deque[float] = deque(maxlen=_REMEMBERED)

    def lead(self, asked: float, frames: int) -> float:
        """Return the seconds from `asked` (monotonic) until the block's first sample is heard."""
        if self._last is not None and asked - self._last > self._buffer:
            # It ran dry: from here on every frame is heard later than the old moments say.
            # While a sink wakes up that is no fault of anyone's.
            self.gaps += self._given > 2 * self._buffer * self._rate
            self._starts.clear()
        self._last = asked
        given, self._given = self._given, self._given + frames
        self._starts.append(asked - self._given / self._rate + self._buffer)
        return max(0.0, min(self._starts) + given / self._rate - asked)
