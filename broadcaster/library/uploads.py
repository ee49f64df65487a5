"""The folder of files that came and are not taken in yet. Knows files; knows no book.

A file is written as `<token>.part`, synced and renamed to `<token>` when all of it is there, so
that a crash leaves only parts, and folders in which a file was being decoded: `sweep` removes them.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

_PART = ".part"
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_ABANDONED_S = 6 * 3600
"""A part that nobody wrote to for so long belongs to no upload any more."""
_UNCLAIMED_S = 3600
"""A whole file gets its row at once; one without a row after so long was left by a crash."""


class Uploads:
    """A folder of files by tokens; several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first file comes."""
        self.folder = folder

    def begin(self) -> tuple[Path, BinaryIO]:
        """Return a new part and the file to write it with, readable by its owner only."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{secrets.token_hex(16)}{_PART}"
        return part, os.fdopen(os.open(part, _NEW, 0o600), "w+b")

    def keep(self, part: Path) -> str:
        """Sync a part that is whole and closed, and return the token it is kept under."""
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(self.path(part.stem))
        return part.stem

    def path(self, token: str) -> Path:
        """Return where the file of `token` lies."""
        return self.folder / token

    def drop(self, token: str) -> None:
        """Remove a file; one that is gone is fine."""
        self.path(token).unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """Return the names of all that lies here."""
        return tuple(file.name for file in self.folder.iterdir()) if self.folder.is_dir() else ()

    def sweep(self, wanted: Collection[str], ended: Collection[str] = ()) -> int:
        """Remove what no upload and none of the tokens `wanted` needs; return how many files.

        What is `ended` goes at once, the rest when it is certain that nobody writes to it.
        """
        swept = 0
        for file in map(self.path, self.names()):
            if file.name in wanted:
                continue
            whole = file.suffix != _PART and not file.is_dir()
            try:
                patience = _UNCLAIMED_S if whole else _ABANDONED_S
                if file.name in ended or time.time() - file.stat().st_mtime > patience:
                    shutil.rmtree(file) if file.is_dir() else file.unlink()
                    swept += 1
            except OSError:
                # Its upload ended meanwhile, or it is still open (Windows): the next round sees.
                continue
        return swept

    @property
    def free(self) -> int:
        """How many bytes the disk still takes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.folder).free
