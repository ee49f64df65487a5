"""The output that keeps what was sent: `file://recordings?days=30`.

One WAV file per sound, `<folder>/YYYY-MM-DD/HHMMSS-<label>.wav`, named by the local time of its
first sample. Options: `days` deletes recordings older than that many days, once a day (default:
never); `zone` is the time zone of the names (default: Asia/Ho_Chi_Minh).
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from broadcaster.sound.output import Health, Now, OutputUnavailableError, Playing
from broadcaster.sound.outputs.address import BadOptionError, NoFolderError, number, options_of
from broadcaster.sound.outputs.line import Keeper, Line
from broadcaster.sound.outputs.recording import Recording, forget, place, rescue
from broadcaster.sound.sound import Sound

_ZONE = "Asia/Ho_Chi_Minh"
_LEAST_FREE = 50_000_000
"""Bytes: ten minutes of sound; with less than that the output is not well."""


class FolderUnusableError(OutputUnavailableError):
    """The recordings' folder cannot be made or written."""

    def __init__(self, output: str, folder: Path, cause: str) -> None:
        """`cause` is what the operating system says."""
        self.output = output
        self.folder = folder
        self.cause = cause
        super().__init__(f"output {output!r}: cannot record into {folder}: {cause}")


def open_output(name: str, url: str, folder: Path, now: Now) -> Recorder:
    """Open a recorder; a relative path in `url` begins at `folder`.

    Recordings that a crash left unfinished become `…-cut.wav`. Raises OutputAddressError,
    FolderUnusableError.
    """
    options = options_of(name, url, ("days", "zone"))
    days = int(number(name, options, "days", 0, 1, 36_500)) or None
    zone = options.get("zone", _ZONE)
    try:
        local = ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise BadOptionError(name, "zone", zone, f"a time zone such as {_ZONE}") from error
    return Recorder(name, folder / _path_of(name, url), now, local, days)


class Recorder:
    """An output that writes every sound to a file, in time."""

    def __init__(
        self, name: str, folder: Path, now: Now, zone: ZoneInfo, days: int | None = None
    ) -> None:
        """Make `folder` when it is missing and finish what a crash left. Raises OutputError."""
        self.name = name
        self._folder = folder
        self._zone = zone
        self._days = days
        self._tidied: date | None = None
        self._line = Line(now, self._open_recording)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderUnusableError(name, folder, error.strerror or str(error)) from error
        if not os.access(folder, os.W_OK):
            raise FolderUnusableError(name, folder, "no permission to write")
        self._left = rescue(folder)

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        """Record `sound` from `at` on, or from now on when that has passed."""
        return self._line.start(sound, at, skip_ms, label)

    def pump(self, now: datetime) -> None:
        """Write what is due at `now`; once a day, forget what is too old."""
        self._line.turn(now)
        today = now.astimezone(self._zone).date()
        if self._days is not None and self._tidied != today:
            self._tidied = today
            try:
                forget(self._folder, today - timedelta(days=self._days))
            except OSError as error:
                self._left = (f"{error.strerror}: {error.filename}",)

    def health(self, now: datetime) -> Health:
        """Tell how much room the disk has."""
        del now
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError as error:
            return Health(ok=False, text=f"{self._folder}: {error.strerror}")
        text = f"{self._folder}: {free / 1e9:.1f} GB free"
        if self._left:
            text += f"; could not be tidied: {', '.join(self._left)}"
        return Health(ok=free >= _LEAST_FREE, text=text)

    def close(self) -> None:
        """Seal the recording being made."""
        self._line.close()

    def _open_recording(self, label: str, rate: int, begins_at: datetime) -> Keeper:
        """Open the file of one sound."""
        return Recording(place(self._folder, begins_at.astimezone(self._zone), label), rate)


def _path_of(name: str, url: str) -> str:
    """Return the path in `file:recordings`, `file://recordings/loa`, `file:///C:/recordings`."""
    parts = urlsplit(url)
    path = unquote(parts.netloc + parts.path)
    if not path.strip("/"):
        raise NoFolderError(name, url)
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path
