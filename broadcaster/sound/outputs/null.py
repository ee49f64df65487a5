"""The output that keeps time and makes no sound: `null://`.

For a station without a loudspeaker, for rehearsals and for months simulated in seconds. It begins
and ends every sound exactly when a perfect loudspeaker would, on the clock it is given.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from broadcaster.sound.output import Health, Now, Playing
from broadcaster.sound.outputs.address import options_of
from broadcaster.sound.outputs.line import Keeper, Line
from broadcaster.sound.sound import Pcm, Sound


def open_output(name: str, url: str, folder: Path, now: Now) -> NullOutput:
    """Open a null output; `folder` is not used. Raises OutputAddressError for any option."""
    del folder
    options_of(name, url, ())
    return NullOutput(name, now)


class NullOutput:
    """An output that sends everything nowhere, in time."""

    def __init__(self, name: str, now: Now) -> None:
        """`now` is the clock it keeps time on."""
        self.name = name
        self._line = Line(now, _nowhere)

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        """Let `sound` begin at `at`, or now when that has passed."""
        return self._line.start(sound, at, skip_ms, label)

    def pump(self, now: datetime) -> None:
        """Turn the line to `now`."""
        self._line.turn(now)

    def health(self, now: datetime) -> Health:
        """Tell that nothing can go wrong here."""
        del now
        return Health(ok=True, text="keeps time, makes no sound")

    def close(self) -> None:
        """End what is playing."""
        self._line.close()


class _Nowhere:
    """Takes samples and forgets them."""

    def put(self, pcm: Pcm) -> None:
        """Forget the samples."""

    def end(self) -> None:
        """Do nothing."""


def _nowhere(label: str, rate: int, begins_at: datetime) -> Keeper:
    """Open the keeper that forgets."""
    del label, rate, begins_at
    return _Nowhere()
