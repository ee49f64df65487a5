"""The vault: sounds kept as files named by the hash of what they contain.

Knows bytes and file names; knows nothing of what is in the files or who approved them.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NewType

Sha = NewType("Sha", str)
"""SHA-256 of a file's bytes, 64 lower-case hexadecimal digits."""

_BLOCK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class VaultError(Exception):
    """Root of what can go wrong with kept sounds."""


class SoundMissingError(VaultError):
    """No file of that name is kept."""


class SoundChangedError(VaultError):
    """A file is kept, but its bytes no longer hash to its name."""


def sha_of(content: bytes) -> Sha:
    """Return the SHA-256 of `content`."""
    return Sha(hashlib.sha256(content).hexdigest())


def sha_of_file(path: Path) -> Sha:
    """Return the SHA-256 of the file at `path`, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return Sha(digest.hexdigest())


def write_aside(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a crash leaves the old file or the new one, never half.

    The bytes go to a temporary file in the same folder, are synced to disk and renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _whole(path: Path, sha: Sha) -> bool:
    """Tell whether the file is there, whole. It counts as new then, so that nothing prunes it."""
    try:
        if sha_of_file(path) != sha:
            return False
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of files named `<first two digits>/<sha><suffix>`."""

    folder: Path

    def keep(self, content: bytes, suffix: str) -> Sha:
        """Keep `content` and return its name; keeping the same bytes twice is harmless.

        `suffix` is the file's ending with its dot, such as ".mp3".
        """
        sha = sha_of(content)
        path = self._path(sha, suffix)
        if not _whole(path, sha):
            write_aside(path, content)
        return sha

    def keep_written(self, write: Callable[[BinaryIO], None], suffix: str) -> Sha:
        """Keep what `write` writes into the file it is given, and return its name.

        The file can be sought and read; nothing of it stays when `write` raises. Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".written.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                write(file)
                file.flush()
                sha = sha_of_file(part)
                path = self._path(sha, suffix)
                known = _whole(path, sha)
                if not known:
                    os.fsync(file.fileno())
            if known:
                part.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return sha

    def path(self, sha: Sha, suffix: str) -> Path:
        """Return where the sound named `sha` lies.

        Raises SoundMissingError when it is not kept.
        """
        path = self._path(sha, suffix)
        if not path.is_file():
            raise SoundMissingError(sha)
        return path

    def checked(self, sha: Sha, suffix: str) -> Path:
        """Return the path of `sha` after hashing the file again.

        Raises SoundMissingError, or SoundChangedError when the bytes are not the ones named.
        """
        path = self.path(sha, suffix)
        if sha_of_file(path) != sha:
            raise SoundChangedError(sha)
        return path

    def files(self) -> Iterator[tuple[Sha, Path]]:
        """Yield each file that is named by a hash, with that name. Left-overs have none."""
        for path in self.folder.glob("??/*"):
            if _NAME.fullmatch(path.stem) and path.stem.startswith(path.parent.name):
                yield Sha(path.stem), path

    def _path(self, sha: Sha, suffix: str) -> Path:
        return self.folder / sha[:2] / f"{sha}{suffix}"
