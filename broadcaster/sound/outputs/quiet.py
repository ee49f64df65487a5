"""Silence for C libraries that talk on standard error while they look for a sound card.

Knows file descriptors; knows no sound.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

_STDERR = 2
_one_at_a_time = RLock()


@contextmanager
def quiet() -> Iterator[None]:
    """Send what C code writes to standard error nowhere, for the whole program, meanwhile.

    Without a standard error, as in a Windows program without a console, it does nothing.
    """
    with _one_at_a_time:
        try:
            kept = os.dup(_STDERR)
        except OSError:
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, _STDERR)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(nowhere)
            os.close(kept)
