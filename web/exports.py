"""Files made of approved sounds when somebody asks, remembered, long ones off the page's threads.

Knows folders and threads; what a file holds is made in the sound room, and the station's nightly
tidying keeps the folder in bounds.
"""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from broadcaster.production.studio import SUFFIX
from broadcaster.sound.formats import EXPORT_SUFFIXES, EXPORT_VERSION, SOUND_SUFFIXES, export
from broadcaster.sound.sound import SoundError
from broadcaster.sound.vault import Sha, Vault, VaultError

log = logging.getLogger(__name__)

MADE = tuple(ending for ending in EXPORT_SUFFIXES if ending != SUFFIX)
"""Endings of files that are made; the sound itself lies in the vault."""
PATIENCE_S = 2.0
"""How long a browser waits for a sound before it gets a page that says so."""


@dataclass(slots=True)
class _Work:
    """One file in the making, and what went wrong with it."""

    done: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None


class Exports:
    """The files made of a vault's sounds, under `folder`, named by sound and ending."""

    def __init__(self, folder: Path, vault: Vault, patience_s: float = PATIENCE_S) -> None:
        """Begin with what is in `folder`, which need not be there."""
        self._folder = folder
        self._vault = vault
        self._patience_s = patience_s
        self._under_way: dict[Path, _Work] = {}
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()

    def file(self, sha: Sha, ending: str) -> Path | None:
        """Return the file of `sha` that ends in `ending`, None while it is still being made.

        Texts and outlines take a second for half an hour of sound and are waited for; sounds are
        made one at a time, each once however many ask for it.

        Raises SoundMissingError, SoundChangedError, FormatError, UnreadableSoundError, OSError.
        """
        path = self._folder / sha[:2] / f"{sha}-{EXPORT_VERSION}{ending}"
        with suppress(OSError):
            os.utime(path)  # counts as use
            return path
        if ending not in SOUND_SUFFIXES:
            export(self._vault.checked(sha, SUFFIX), path)
            return path
        work = self._begun(sha, path)
        if not work.done.wait(self._patience_s):
            return None
        if work.error is not None:
            self._forget(path, work)
            raise work.error
        return path

    def _begun(self, sha: Sha, path: Path) -> _Work:
        """Return the work on `path`, begun now when nobody asked before."""
        with self._lock:
            work = self._under_way.get(path)
            if work is None:
                work = self._under_way[path] = _Work()
                words = (sha, path, work)
                # A daemon: a face that is told to stop does not wait for a download.
                threading.Thread(target=self._make, args=words, name="export", daemon=True).start()
        return work

    def _make(self, sha: Sha, path: Path, work: _Work) -> None:
        try:
            with self._one_at_a_time:
                export(self._vault.checked(sha, SUFFIX), path)
            self._forget(path, work)
        except (SoundError, VaultError, OSError) as error:
            work.error = error  # stays until somebody asks and is told
        except Exception as error:
            # Kept as well: else the work would count as done, and nobody could ever have the file.
            log.exception("export %s failed", path.name)
            work.error = error
        finally:
            work.done.set()

    def _forget(self, path: Path, work: _Work) -> None:
        with self._lock:
            if self._under_way.get(path) is work:
                del self._under_way[path]
