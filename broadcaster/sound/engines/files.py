"""Files that engines speak from: where they lie, and which bytes they hold.

Knows URLs, paths and hashes; knows nothing of what is in the files.

    EngineUnavailableError
    └── EngineFileError   a file or folder that an engine needs is missing or no use
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from broadcaster.sound.speech import EngineUnavailableError
from broadcaster.sound.vault import sha_of_file

SCHEMES = ("piper", "recorded")
"""The engines whose URL says where a file or a folder lies."""

_DRIVE = re.compile(r"/[A-Za-z]:(/|$)")


class EngineFileError(EngineUnavailableError):
    """A file or folder that an engine needs is missing or no use."""

    def __init__(self, engine: str, path: Path, cause: str) -> None:
        """`path` is what was looked for, `cause` says what is wrong with it."""
        self.path = path
        super().__init__(engine, f"{path}: {cause}")


def path_in(url: str) -> Path:
    """Return the path in the URL of an engine.

    Three slashes begin an absolute path (`piper:///srv/voice.onnx`, `piper:///D:/voice.onnx`); one
    without or with two is relative (`piper:voices/vi.onnx`, `recorded://people`). Signs that mean
    something else in a URL (? # %) are written as % and two digits.
    """
    parts = urlsplit(url)
    path = unquote(parts.netloc + parts.path)
    return Path(path[1:] if _DRIVE.match(path) else path)


def placed(url: str, folder: Path) -> str:
    """Return the URL of an engine with a relative path in it taken from `folder`."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not (parts.netloc + parts.path):
        return url
    path = (folder / path_in(url)).resolve().as_posix()
    return f"{parts.scheme}://{'' if path.startswith('/') else '/'}{quote(path, safe='/:')}"


@dataclass(slots=True)
class Prints:
    """Hashes of files by their bytes, made again only when size or time of change say so."""

    _known: dict[Path, tuple[int, int, str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, path: Path) -> str:
        """Return the SHA-256 of the file at `path`. Raises OSError."""
        state = path.stat()
        with self._lock:
            size, changed, sha = self._known.get(path, (-1, -1, ""))
        if (size, changed) != (state.st_size, state.st_mtime_ns):
            sha = str(sha_of_file(path))
            with self._lock:
                self._known[path] = (state.st_size, state.st_mtime_ns, sha)
        return sha
