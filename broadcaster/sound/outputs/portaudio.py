"""Sound cards through PortAudio (the sounddevice package): the only importer of sounddevice.

PortAudio tells for every block when its first sample leaves the converter (its DAC time), so a
sound can be placed to the sample. Where the system library is missing there are no devices.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from typing import Any

from broadcaster.sound.output import Now
from broadcaster.sound.outputs.card import Device, DeviceRefusedError, Stream, Wish
from broadcaster.sound.outputs.deck import Deck, as_block
from broadcaster.sound.outputs.quiet import quiet

_CHANNELS = 2
_LONGEST_LEAD_S = 10.0
_WASAPI = "Windows WASAPI"
_open_streams: set[PortAudioStream] = set()


def devices() -> tuple[Device, ...]:
    """Return what PortAudio can play on; nothing when the library is missing.

    On Windows those of WASAPI come first: the older host APIs give no usable DAC time
    (PortAudio issues 530 and 531).
    """
    library = _library()
    if library is None:
        return ()
    with quiet():
        if not _open_streams and not _restarted(library):
            return ()
        hosts, found = library.query_hostapis(), library.query_devices()
    if not found:
        return ()
    preferred = [host for host in hosts if host["name"] == _WASAPI]
    default = (preferred or [hosts[library.default.hostapi]])[0]["default_output_device"]
    playing = [
        Device(each["name"], hosts[each["hostapi"]]["name"], index, default=index == default)
        for index, each in enumerate(found)
        if each["max_output_channels"] > 0
    ]
    # Windows lists one card once for each host API.
    return tuple(sorted(playing, key=lambda device: device.host != _WASAPI))


def open_stream(wish: Wish, device: Device, now: Now) -> tuple[Stream, Deck]:
    """Open `device` at the rate wished for, or at its own when it refuses that.

    Raises DeviceRefusedError.
    """
    library = _library()
    if library is None:
        raise DeviceRefusedError(wish.output, device.name, "PortAudio is missing")
    own = round(library.query_devices(device.key)["default_samplerate"])
    cause = ""
    for rate in dict.fromkeys((wish.rate, own)):
        deck = Deck(rate)
        try:
            with quiet():
                return PortAudioStream(library, wish, device, deck, now), deck
        except library.PortAudioError as error:
            cause = cause or str(error)
    raise DeviceRefusedError(wish.output, device.name, cause)


class PortAudioStream:
    """A running PortAudio stream."""

    def __init__(self, library: Any, wish: Wish, device: Device, deck: Deck, now: Now) -> None:
        """Open and start the stream. Raises sounddevice.PortAudioError."""
        self.title = f"{device.name} ({device.host}, PortAudio)"
        self.underruns = 0
        self._deck = deck
        self._now = now
        self._offset = wish.offset_s
        self._first = True
        # WASAPI refuses a rate that is not the mixer's unless Windows may convert.
        wasapi = device.host == _WASAPI
        self._stream = library.RawOutputStream(
            samplerate=deck.rate,
            device=device.key,
            channels=_CHANNELS,
            dtype="int16",
            latency=wish.buffer_s,
            callback=self._fill,
            extra_settings=library.WasapiSettings(auto_convert=True) if wasapi else None,
        )
        try:
            self._stream.start()
        except library.PortAudioError:
            self._stream.close()
            raise
        _open_streams.add(self)

    def close(self) -> None:
        """Drop what is in the buffer and close the stream."""
        self._stream.close(ignore_errors=True)
        _open_streams.discard(self)

    def _fill(self, out: Any, frames: int, stamps: Any, status: Any) -> None:
        """Fill one block: called by PortAudio's thread."""
        del frames
        if status.output_underflow:
            self.underruns += 1
        lead = stamps.outputBufferDacTime - stamps.currentTime
        if not 0 < lead < _LONGEST_LEAD_S and not (self._first and lead == 0):
            # Some drivers give no DAC time (PortAudio issues 530, 531, 586); the very first
            # block may truly have none to wait for.
            lead = self._stream.latency
        self._first = False
        # How long ago PortAudio took its stamps: this thread may have waited for Python's lock.
        # Some ALSA drivers stamp on another clock than the stream's: then nothing is known.
        waited = self._stream.time - stamps.currentTime
        if not 0 < waited < _LONGEST_LEAD_S:
            waited = 0.0
        heard_at = self._now().timestamp() - waited + lead + self._offset
        self._deck.fill(as_block(out, _CHANNELS), heard_at)


def _restarted(library: Any) -> bool:
    """Start PortAudio again, so that it sees cards plugged in since; tell whether it did."""
    with suppress(library.PortAudioError):
        library._terminate()
    try:
        library._initialize()
    except library.PortAudioError:
        return False
    return True


def _library() -> Any | None:
    """Return sounddevice, or None where the PortAudio library is missing or will not start."""
    try:
        with quiet():
            return importlib.import_module("sounddevice")
    except (ImportError, OSError):
        return None
