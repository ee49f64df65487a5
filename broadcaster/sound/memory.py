"""The memory: what was made once is kept under the hash of what it was made from.

Knows keys and bytes; knows nothing of what the bytes are. Whatever is kept can be made again, so
nothing is synced to disk: every entry carries its own digest, and one that a power cut left torn
counts as forgotten.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MARK = b"kept.v1\0"
_HEAD = len(_MARK) + 32
FRESH_S = 3_600.0
"""What was used within the last hour is never forgotten: work under way may count on it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be told of something kept without reading it: digest, size, first bytes.

    `digest` is the SHA-256 of the content, in hexadecimal digits; `size` its length in bytes.
    """

    digest: str
    size: int
    beginning: bytes


def key_of(*facts: object) -> str:
    """Return the key of what is decided by `facts`: values that JSON can write, in this order."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Memory:
    """A folder of entries named by their keys; may be used by several threads and processes."""

    folder: Path

    def remember(self, key: str, content: bytes) -> Entry:
        """Keep `content` under `key`, in place of what was there. Raises OSError."""
        digest = hashlib.sha256(content)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{key[:8]}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + digest.digest())
                file.write(content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return Entry(digest.hexdigest(), len(content), content[:64])

    def look(self, key: str, beginning: int = 64) -> Entry | None:
        """Return what is kept under `key` without reading more than its first bytes.

        Counts as use. The content may yet turn out torn: `recall` finds out.
        """
        path = self._path(key)
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD + beginning)
                size = os.fstat(file.fileno()).st_size - _HEAD
            os.utime(path)
        except OSError:
            return None
        if len(head) < _HEAD or not head.startswith(_MARK):
            return None
        return Entry(head[len(_MARK) : _HEAD].hex(), size, head[_HEAD:])

    def recall(self, key: str) -> bytes | None:
        """Return what is kept under `key`, None when nothing is or what is there is torn."""
        path = self._path(key)
        try:
            whole = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        content = memoryview(whole)[_HEAD:]
        if whole[:_HEAD] != _MARK + hashlib.sha256(content).digest():
            with suppress(OSError):
                path.unlink()
            return None
        return bytes(content)

    def forget(self, keep_bytes: int) -> int:
        """Forget what was not used for longest until at most `keep_bytes` remain.

        What was used within the last hour stays, however much it is. Returns how many entries
        were forgotten; left-overs of crashes older than that are swept away as well.
        """
        fresh = time.time() - FRESH_S
        kept = forgotten = 0
        for used, size, path in sorted(self._files(), reverse=True):
            kept += size
            if used < fresh and (kept > keep_bytes or path.suffix == ".part"):
                with suppress(OSError):
                    path.unlink()
                    forgotten += path.suffix != ".part"
                kept -= size
        return forgotten

    @property
    def bytes_kept(self) -> int:
        """How much disk the entries take, in bytes."""
        return sum(size for _, size, _ in self._files())

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield when each file was used last, its size and path."""
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                state = path.stat()
                yield state.st_mtime, state.st_size, path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
