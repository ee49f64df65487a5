"""The output that is heard: `soundcard://?device=USB&buffer=0.5`.

One stream that never stops; its sample index is the clock, and a sound's first sample is placed
where the card will play it at the instant wanted. Reached through PortAudio where that library is
present, else through miniaudio. Stopping, and starting at once, take effect one buffer later.

Options: `device` and `host` (parts of names; WASAPI, ALSA, PulseAudio…), `buffer` in seconds,
`rate` in Hz, `offset_ms` (how much later than computed it is heard here), `via` (portaudio or
miniaudio). Knows no cue and no approval.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Thread

from broadcaster.sound.output import Health, Now, OutputUnavailableError, Progress
from broadcaster.sound.outputs import mini, portaudio
from broadcaster.sound.outputs.address import BadOptionError, number, options_of
from broadcaster.sound.outputs.card import (
    Driver,
    NoSoundcardError,
    NoSuchDeviceError,
    Stream,
    Wish,
    choose,
)
from broadcaster.sound.outputs.deck import Deck, Track
from broadcaster.sound.sound import RATE, Sound

_OPTIONS = ("buffer", "device", "host", "offset_ms", "rate", "via")
_DRIVERS: dict[str, Driver] = {"portaudio": portaudio, "miniaudio": mini}
_DEAD_AFTER_S = 2.0
_REOPEN_EVERY_S = 30.0
_DIED = "the sound card stopped asking for sound"


def open_output(name: str, url: str, folder: Path, now: Now) -> Soundcard:
    """Open a sound card; `folder` is not used.

    Raises OutputAddressError, NoSoundcardError, NoSuchDeviceError, DeviceRefusedError.
    """
    del folder
    options = options_of(name, url, _OPTIONS)
    via = options.get("via", "")
    if via and via not in _DRIVERS:
        raise BadOptionError(name, "via", via, "portaudio or miniaudio")
    wish = Wish(
        output=name,
        device=options.get("device", ""),
        host=options.get("host", ""),
        rate=round(number(name, options, "rate", RATE, 8_000, 192_000)),
        buffer_s=number(name, options, "buffer", 0.5, 0.02, 5),
        offset_s=number(name, options, "offset_ms", 0, -5_000, 5_000) / 1000,
    )
    return Soundcard(wish, [_DRIVERS[via]] if via else list(_DRIVERS.values()), now)


def has_soundcard() -> bool:
    """Tell whether this computer has a sound card that could play; makes no sound."""
    return any(driver.devices() for driver in _DRIVERS.values())


class CardPlaying:
    """One sound on its way through the card."""

    def __init__(self, card: Soundcard, track: Track) -> None:
        """`track` lies on the deck of `card`."""
        self._card = card
        self._track = track

    def progress(self, now: datetime) -> Progress:
        """Return what has been heard at `now`."""
        self._card.pump(now)
        return self._track.progress(now)

    def stop(self, now: datetime) -> None:
        """Let the sound fade in the next block the card asks for."""
        del now
        self._track.stopping = True


class Soundcard:
    """An output that plays through a sound card."""

    def __init__(self, wish: Wish, drivers: Sequence[Driver], now: Now) -> None:
        """Open the first device of `drivers` that the wish means. Raises OutputUnavailableError."""
        self.name = wish.output
        self._wish = wish
        self._drivers = drivers
        self._now = now
        self._trouble = ""
        self._underruns = 0
        self._tried = time.monotonic()
        self._stream: Stream | None = None
        self._stream, self._deck = self._open()

    def start(
        self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = ""
    ) -> CardPlaying:
        """Let `sound` be heard from `at` on, or as soon as the buffer allows when that is past.

        Raises OutputUnavailableError when the card has died and does not open again.
        """
        del label
        if self._is_dead():
            self._reopen()
        fitting = sound.resampled(self._deck.rate)
        pcm = fitting.pcm[max(0, skip_ms) * fitting.rate // 1000 :]
        return CardPlaying(self, self._deck.add(pcm, at.timestamp()))

    def pump(self, now: datetime) -> None:
        """Notice that the card has died; try every half minute to open it again."""
        del now
        if not self._is_dead():
            return
        for track in self._deck.live():
            track.fail(_DIED)
        if time.monotonic() - self._tried > _REOPEN_EVERY_S:
            with suppress(OutputUnavailableError):
                self._reopen()

    def health(self, now: datetime) -> Health:
        """Tell which card it is, and how often it ran dry."""
        del now
        if self._stream is None or self._is_dead():
            return Health(ok=False, text=self._trouble or _DIED)
        count = self._underruns + self._stream.underruns
        seen = f"{self._deck.rate} Hz, {self._wish.buffer_s:g} s buffer, {count} underruns"
        return Health(ok=True, text=f"{self._stream.title}: {seen}")

    def close(self) -> None:
        """Stop what plays and let go of the card."""
        for track in self._deck.live():
            track.over = True
        self._let_go()

    def _is_dead(self) -> bool:
        """Tell whether the card has not asked for samples for too long, or is not open."""
        silent = time.monotonic() - self._deck.beat
        return self._stream is None or silent > _DEAD_AFTER_S + self._wish.buffer_s

    def _reopen(self) -> None:
        """Let go of the dead stream and open another. Raises OutputUnavailableError."""
        for track in self._deck.live():
            track.fail(_DIED)
        self._let_go()
        try:
            self._stream, self._deck = self._open()
        except OutputUnavailableError as error:
            self._trouble = str(error)
            raise
        self._trouble = ""

    def _let_go(self) -> None:
        """Close the stream, without waiting long: a dead driver may never return."""
        if self._stream is not None:
            self._underruns += self._stream.underruns
            closing = Thread(target=self._stream.close, name="close-soundcard", daemon=True)
            self._stream = None
            closing.start()
            closing.join(_DEAD_AFTER_S)

    def _open(self) -> tuple[Stream, Deck]:
        """Open the first device meant. Raises OutputUnavailableError."""
        self._tried = time.monotonic()
        known: list[str] = []
        refused: OutputUnavailableError | None = None
        for driver in self._drivers:
            devices = driver.devices()
            known += (device.name for device in devices)
            device = choose(self._wish, devices)
            if device is None:
                continue
            try:
                return driver.open_stream(self._wish, device, self._now)
            except OutputUnavailableError as error:
                refused = refused or error
        if refused is not None:
            raise refused
        if known:
            wanted = self._wish.device or self._wish.host
            raise NoSuchDeviceError(self.name, wanted, tuple(dict.fromkeys(known)))
        raise NoSoundcardError(self.name)
