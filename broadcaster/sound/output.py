"""The seam between playout and whatever makes sound audible: protocol, progress, health, errors.

    OutputError
    ├── OutputUnavailableError   nothing there to play on (no card, no server, folder not writable)
    └── OutputAddressError       the URL in the settings cannot be understood
        └── UnknownPluginError       no plugin is named by its scheme

An output sounds one thing at a time: a sound that begins ends the one sounding, whose progress
then says so in `failed`. Sounds that still wait for their instant are not touched by that.

An output is turned by hand: `pump(now)` is called at least once a second while anything plays, so
the recorder and the null output keep time on any clock. A sound card has its own thread and needs
the pump only to notice that it has died.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from broadcaster.sound.sound import Sound

ENTRY_POINTS = "broadcaster.outputs"

Now = Callable[[], datetime]


class OutputError(Exception):
    """Root of what can go wrong with an output; the message names the output and the cause."""


class OutputUnavailableError(OutputError):
    """Nothing is there to play on."""


class OutputAddressError(OutputError):
    """The output's URL cannot be understood."""


class UnknownPluginError(OutputAddressError):
    """No plugin is named by the scheme of the URL."""

    def __init__(self, output: str, scheme: str, known: tuple[str, ...]) -> None:
        """`scheme` is what the URL of `output` begins with; `known` are the plugins there are."""
        self.output = output
        self.scheme = scheme
        self.choices = ", ".join(known)
        super().__init__(f"output {output!r}: no plugin {scheme!r}; have {self.choices}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one sound has come on one output.

    `started_at` is None until the first sample has really left (for a card: until its DAC time
    has passed). `sent_ms` counts what has left, from the first sample played, and never falls.
    `failed` holds the cause when the output died under the sound, or another sound took the
    output over; it will not finish then. After `stop` a sound is neither finished nor failed.
    """

    started_at: datetime | None
    sent_ms: int
    finished: bool
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an output could play now, and one line a technician understands."""

    ok: bool
    text: str


class Playing(Protocol):
    """One sound on its way through one output."""

    def progress(self, now: datetime) -> Progress:
        """Return how far the sound has come at `now`."""

    def stop(self, now: datetime) -> None:
        """End the sound at once (with a fade too short to notice); harmless when it has ended."""


@runtime_checkable
class Output(Protocol):
    """Something that makes sound audible, or keeps it."""

    name: str

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        """Let `sound` begin at the instant `at`, or at once when that has passed.

        `skip_ms` leaves out that much of its beginning. `label` names the sound in file names.
        Raises OutputUnavailableError.
        """

    def pump(self, now: datetime) -> None:
        """Let the output do what is due at `now`."""

    def health(self, now: datetime) -> Health:
        """Tell whether the output could play now; must be quick and make no sound."""

    def close(self) -> None:
        """Let go of the device or files; what is playing is stopped."""


def open_output(name: str, url: str, folder: Path, now: Now) -> Output:
    """Open the output whose plugin is named by the scheme of `url`.

    `folder` is where relative paths in the URL begin; `now` is the clock the output lives by.
    Raises OutputAddressError for an unknown scheme, OutputUnavailableError when it cannot open.
    """
    scheme = urlsplit(url).scheme
    found = entry_points(group=ENTRY_POINTS, name=scheme)
    if not found:
        known = tuple(sorted(entry_points(group=ENTRY_POINTS).names))
        raise UnknownPluginError(name, scheme, known)
    output = next(iter(found)).load()(name, url, folder, now)
    if not isinstance(output, Output):
        raise OutputAddressError(f"output {name!r}: plugin {scheme!r} opened no output")
    return output
