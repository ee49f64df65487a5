"""One recording on disk: a WAV file that grows, survives a crash, and is sealed when it ends.

While it grows it is called `….wav.part` and locked by the process that writes it, so that a
rescue never touches a recording still being made. Knows files; knows no clock and no output.
"""

from __future__ import annotations

import os
import re
import struct
import sys
import unicodedata
from datetime import date, datetime
from io import FileIO
from pathlib import Path

from broadcaster.sound.sound import Pcm

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SYNC_SECONDS = 5
_PART = ".part"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = re.compile(r"\d{6}-.+\.wav(\.part)?")
_LONGEST_LABEL = 60


class Recording:
    """A WAV file being written, mono 16-bit."""

    def __init__(self, path: Path, rate: int) -> None:
        """Open `<path>.part`, which will be called `path` once it is sealed. Raises OSError."""
        self._path = path
        self._rate = rate
        self._since_sync = 0
        self._part = path.with_name(path.name + _PART)
        # Unbuffered: what was put is with the system at once, and no error waits for the close.
        self._file = self._part.open("x+b", buffering=0)
        _lock(self._file)
        _write(self._file, _header(rate, 0))

    def put(self, pcm: Pcm) -> None:
        """Append samples; every few seconds of sound they are synced to the disk."""
        _write(self._file, pcm.astype("<i2", copy=False).tobytes())
        self._since_sync += len(pcm)
        if self._since_sync >= _SYNC_SECONDS * self._rate:
            self._since_sync = 0
            os.fsync(self._file.fileno())

    def end(self) -> None:
        """Write the true length into the header, sync, close and rename."""
        _seal(self._file, self._part, self._path)


def place(folder: Path, begins_at: datetime, label: str) -> Path:
    """Return a free path `<folder>/YYYY-MM-DD/HHMMSS-<label>.wav`, its day's folder made.

    The name is safe on every system; a second one of the same second gets "-2". Raises OSError.
    """
    day = folder / begins_at.strftime("%Y-%m-%d")
    day.mkdir(parents=True, exist_ok=True)
    stem = f"{begins_at:%H%M%S}-{_plain(label)}"
    path, count = day / f"{stem}.wav", 1
    while _taken(path):
        count += 1
        path = day / f"{stem}-{count}.wav"
    return path


def rescue(folder: Path) -> tuple[str, ...]:
    """Seal what a crash left behind as `…-cut.wav`; return the names that could not be sealed.

    A leftover without a single sample is removed: nothing was sent.
    """
    failed = []
    for part in sorted(folder.glob(f"*/*.wav{_PART}")):
        if not _is_ours(part):
            continue
        try:
            with part.open("r+b", buffering=0) as file:
                if _lock(file):
                    _rescue_one(file, part)
        except (OSError, ValueError):
            failed.append(part.name)
    return tuple(failed)


def forget(folder: Path, before: date) -> int:
    """Delete the recordings of days earlier than `before`; return how many.

    Only files named by `place`, in folders named by `place`, are touched, and no links followed.
    """
    gone = 0
    for day in sorted(folder.glob("*")):
        if day.is_symlink() or not day.is_dir() or not _DAY.fullmatch(day.name):
            continue
        if day.name >= before.isoformat():
            continue
        for path in [path for path in day.iterdir() if _is_ours(path) and path.is_file()]:
            path.unlink()
            gone += 1
        if not any(day.iterdir()):
            day.rmdir()
    return gone


def _rescue_one(file: FileIO, part: Path) -> None:
    """Seal one leftover. Raises OSError, or ValueError when its beginning is no header of ours."""
    beginning = file.read(_HEADER.size)
    if os.fstat(file.fileno()).st_size <= _HEADER.size:
        file.close()
        part.unlink()
        return
    if _HEADER.unpack(beginning)[0] != b"RIFF":
        raise ValueError(part.name)
    stem = part.name.removesuffix(f".wav{_PART}")
    _seal(file, part, part.with_name(f"{stem}-cut.wav"))


def _seal(file: FileIO, part: Path, path: Path) -> None:
    """Make the growing file a whole WAV called `path`."""
    with file:
        size = os.fstat(file.fileno()).st_size
        samples = max(0, size - _HEADER.size) // 2
        # A crash or a full disk can leave half a sample.
        file.truncate(_HEADER.size + samples * 2)
        file.seek(24)
        rate = struct.unpack("<I", file.read(4))[0]
        file.seek(0)
        _write(file, _header(rate, samples))
        os.fsync(file.fileno())
    part.replace(path)


def _header(rate: int, samples: int) -> bytes:
    """Return the 44 bytes before the samples of a mono 16-bit WAV file (RIFF, Microsoft 1991)."""
    size = samples * 2
    return _HEADER.pack(
        b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16, b"data", size
    )


def _write(file: FileIO, content: bytes) -> None:
    """Write all of `content`: an unbuffered file may take only a part of it at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _lock(file: FileIO) -> bool:
    """Lock an open file against other writers; tell whether nobody else had it.

    The lock dies with the process. Windows needs none: it renames no file that is open.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _taken(path: Path) -> bool:
    """Tell whether a recording of that name exists in any of its states."""
    names = (path.name, path.name + _PART, f"{path.stem}-cut.wav")
    return any(path.with_name(name).exists() for name in names)


def _is_ours(path: Path) -> bool:
    """Tell whether `place` could have made this path."""
    return bool(_OURS.fullmatch(path.name) and _DAY.fullmatch(path.parent.name))


def _plain(label: str) -> str:
    """Return `label` as a part of a file name: letters and digits of any language, and hyphens."""
    composed = unicodedata.normalize("NFC", label)
    return re.sub(r"[\W_]+", "-", composed)[:_LONGEST_LABEL].strip("-") or "sound"
