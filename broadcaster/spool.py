"""The spool: a folder that stands between the station and its playout.

The cue sheet and the approved sounds go in; the journal and the status come out. It survives
power cuts, and either side may be restarted alone. Knows files; decides nothing.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadcaster.codec import CodecError, from_json, to_json
from broadcaster.model import AsRun, Cue, CueId, CueSheet, Ms, OutputName
from broadcaster.sound.vault import Sha, SoundChangedError, sha_of_file, write_aside

log = logging.getLogger(__name__)

SOUND_SUFFIX = ".mp3"


@dataclass(frozen=True, slots=True)
class Armed:
    """The intent to play a cue: written and synced before any sound."""

    cue: CueId
    sound: Sha
    at: datetime


@dataclass(frozen=True, slots=True)
class Started:
    """The first sample has left; `skip_ms` of the beginning were left out (resumed sound)."""

    cue: CueId
    started_at: datetime
    skip_ms: Ms


@dataclass(frozen=True, slots=True)
class Ended:
    """The cue is over, one way or another: its whole as-run record."""

    as_run: AsRun


Entry = Armed | Started | Ended


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: an entry and the position just after it, in bytes."""

    position: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class OutputStatus:
    """What one output does at the moment."""

    name: OutputName
    ok: bool
    text: str
    cue: CueId | None = None
    title: str = ""
    started_at: datetime | None = None
    sent_ms: Ms = Ms(0)
    length_ms: Ms = Ms(0)


@dataclass(frozen=True, slots=True)
class Status:
    """What playout does at the moment, for the page, and for itself after a crash."""

    at: datetime
    node: str
    outputs: tuple[OutputStatus, ...]
    next_cue: Cue | None
    sheet_made_at: datetime | None


class Journal:
    """An append-only file of JSON lines, each synced to disk before `append` returns."""

    def __init__(self, path: Path) -> None:
        """Keep the journal at `path`; the file appears with its first entry."""
        self._path = path

    def append(self, entry: Entry) -> None:
        """Write `entry` and sync it.

        A torn last line, left by a power cut, is closed first so that it spoils nothing after it.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = to_json({type(entry).__name__.lower(): entry}).encode() + b"\n"
        with self._path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    @property
    def length(self) -> int:
        """How many bytes have been written; 0 before the first entry."""
        return self._path.stat().st_size if self._path.exists() else 0

    def lines_after(self, position: int) -> tuple[Sequence[Line], int]:
        """Return the whole lines after `position` (bytes), and the position after the last.

        A torn last line is left for the next call; a line that cannot be read is passed over
        with a warning, since what follows it still counts.
        """
        if not self._path.exists():
            return (), 0
        found = []
        with self._path.open("rb") as file:
            file.seek(position)
            for raw in file:
                if not raw.endswith(b"\n"):
                    break
                position += len(raw)
                entry = self._read(raw)
                if entry is not None:
                    found.append(Line(position, entry))
        return found, position

    def _read(self, raw: bytes) -> Entry | None:
        try:
            line = from_json(_Line, raw.decode())
        except (CodecError, UnicodeDecodeError) as error:
            if raw.strip():
                log.warning("journal %s: line passed over: %s", self._path.name, error)
            return None
        return line.armed or line.started or line.ended


@dataclass(frozen=True, slots=True)
class _Line:
    armed: Armed | None = None
    started: Started | None = None
    ended: Ended | None = None


class Spool:
    """The folder itself, with a fixed name for each thing in it."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, made when something is first put into it."""
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self.lock_path = folder / "playout.lock"
        self._sheet_path = folder / "sheet.json"
        self._status_path = folder / "status.json"
        self._sounds = folder / "sounds"

    def publish(self, sheet: CueSheet) -> None:
        """Put `sheet` in place of the one before, whole or not at all."""
        write_aside(self._sheet_path, to_json(sheet).encode())

    def sheet_mark(self) -> tuple[int, int, int] | None:
        """Return something that differs whenever another sheet was published."""
        try:
            found = self._sheet_path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def sheet(self) -> CueSheet | None:
        """Return the published sheet; None when there is none. Raises CodecError, OSError."""
        try:
            return from_json(CueSheet, self._sheet_path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise CodecError(f"not a sheet: {error}") from error

    def sound_path(self, sha: Sha) -> Path:
        """Return where the sound named `sha` lies, or would lie."""
        return self._sounds / f"{sha}{SOUND_SUFFIX}"

    def has_sound(self, sha: Sha) -> bool:
        """Tell whether a file of that name is here; its bytes are checked before it plays."""
        return self.sound_path(sha).is_file()

    def add_sound(self, sha: Sha, source: Path) -> None:
        """Copy `source` in under `sha`; raises SoundChangedError when it is another sound."""
        target = self.sound_path(sha)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        try:
            with source.open("rb") as old, part.open("wb") as new:
                shutil.copyfileobj(old, new, 1 << 20)
                new.flush()
                os.fsync(new.fileno())
            if sha_of_file(part) != sha:
                raise SoundChangedError(sha)
            part.replace(target)
        except BaseException:
            # A half copy would keep from a full disk what the journal needs.
            part.unlink(missing_ok=True)
            raise

    def sounds(self) -> frozenset[Sha]:
        """Return the names of all sounds here."""
        return frozenset(Sha(path.stem) for path in self._sounds.glob(f"*{SOUND_SUFFIX}"))

    def drop_sound(self, sha: Sha) -> None:
        """Remove the sound named `sha`; harmless when it is not here."""
        self.sound_path(sha).unlink(missing_ok=True)

    def write_status(self, status: Status) -> None:
        """Put `status` in place of the one before; not synced, since it is stale in a second."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self._status_path.with_suffix(".part")
        part.write_text(to_json(status), encoding="utf-8")
        part.replace(self._status_path)

    def status(self) -> Status | None:
        """Return what playout last said; None when it never did or the file is torn.

        None too while it cannot be read: Windows refuses that for as long as it is replaced.
        """
        try:
            return from_json(Status, self._status_path.read_text(encoding="utf-8"))
        except (OSError, CodecError, UnicodeDecodeError):
            return None
