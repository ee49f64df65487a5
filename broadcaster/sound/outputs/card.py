"""What a sound card's driver offers, whichever library it is reached through, and how it fails.

OutputUnavailableError (sound/output.py)
├── NoSoundcardError       this computer has no sound card that can play
├── NoSuchDeviceError      it has some, but none of the name wanted
└── DeviceRefusedError     the card is there and would not open
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from broadcaster.sound.output import Now, OutputUnavailableError
from broadcaster.sound.outputs.deck import Deck


class NoSoundcardError(OutputUnavailableError):
    """This computer has no sound card that can play."""

    def __init__(self, output: str) -> None:
        """`output` is the name of the output that was to play on it."""
        self.output = output
        super().__init__(f"output {output!r}: no sound card found")


class NoSuchDeviceError(OutputUnavailableError):
    """No sound card has the name wanted."""

    def __init__(self, output: str, device: str, known: tuple[str, ...]) -> None:
        """`device` was asked for, `known` are there."""
        self.output = output
        self.device = device
        self.choices = ", ".join(known)
        super().__init__(f"output {output!r}: no device {device!r}; have {self.choices}")


class DeviceRefusedError(OutputUnavailableError):
    """The sound card is there, and would not open."""

    def __init__(self, output: str, device: str, cause: str) -> None:
        """`cause` is what the driver says."""
        self.output = output
        self.device = device
        self.cause = cause
        super().__init__(f"output {output!r}: {device} would not open: {cause}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the settings ask of a sound card.

    `device` and `host` are parts of names, "" for the default. `offset_s` is how much later than
    computed the sound is really heard, measured once for a place.
    """

    output: str
    device: str = ""
    host: str = ""
    rate: int = 44_100
    buffer_s: float = 0.5
    offset_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Device:
    """One thing to play on. `key` is what its library knows it by."""

    name: str
    host: str
    key: object
    default: bool


class Stream(Protocol):
    """A card that is asking a deck for samples, without end."""

    @property
    def title(self) -> str:
        """The card, its host and the library, for a technician."""

    @property
    def underruns(self) -> int:
        """How often the card ran dry."""

    def close(self) -> None:
        """Stop asking and let go of the card; what is in its buffer is dropped."""


class Driver(Protocol):
    """A library that reaches sound cards; its module is the implementation."""

    def devices(self) -> Sequence[Device]:
        """Return what could play; nothing when the library or its server is missing."""

    def open_stream(self, wish: Wish, device: Device, now: Now) -> tuple[Stream, Deck]:
        """Open `device` and return the running stream and the deck it plays.

        Raises DeviceRefusedError.
        """


def choose(wish: Wish, devices: Sequence[Device]) -> Device | None:
    """Return the device a wish means: of that host, of exactly or partly that name, or default."""
    host, name = wish.host.casefold(), wish.device.casefold()
    found = [device for device in devices if host in device.host.casefold()]
    exact = [device for device in found if device.name.casefold() == name]
    found = exact or [device for device in found if name in device.name.casefold()]
    found.sort(key=lambda device: not device.default)
    return found[0] if found else None
