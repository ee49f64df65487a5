"""The file from outside: opened without being fooled, weighed, hashed. Knows nothing of sound."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from broadcaster.sound.intake.errors import EmptyFileError, TooHeavyError, UnreachableError

_STEP = 1 << 20


def reached(source: Path, name: str, most: int) -> BinaryIO:
    """Return the ordinary file `source` open for reading, unbuffered and not empty.

    Raises UnreachableError, EmptyFileError, TooHeavyError.
    """
    # Without O_NONBLOCK a pipe put in the file's place would be waited for, for ever.
    how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(source, how | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise UnreachableError(name, getattr(error, "strerror", None) or str(error)) from error
    state = os.fstat(handle)
    try:
        if not stat.S_ISREG(state.st_mode):
            raise UnreachableError(name, "not an ordinary file")
        if state.st_size > most:
            raise TooHeavyError(name, state.st_size, most)
        if not state.st_size:
            raise EmptyFileError(name)
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb", buffering=0)


def digest(file: BinaryIO, told: Callable[[int], None]) -> str:
    """Return the SHA-256 of all of `file` in hexadecimal; `told` is called now and then."""
    found = hashlib.sha256()
    file.seek(0)
    while block := file.read(_STEP):
        found.update(block)
        told(0)
    return found.hexdigest()
