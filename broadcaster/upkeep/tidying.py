"""The disk kept in bounds: memories within their limits, old sounds gone, left-overs swept.

Knows folders, limits and what the books need; knows no programme or schedule.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.config import DiskSection
from broadcaster.model import EventLevel
from broadcaster.sound.memories import Memories
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.upkeep.pruning import Patience, to_go
from broadcaster.upkeep.sweeping import kept_in, remove, sweep

log = logging.getLogger(__name__)

MB = 1_000_000
PREVIEWS = timedelta(days=7)
"""How long a preview is kept: it is heard within minutes, and made again in as many."""
LOOK = timedelta(minutes=10)
_SCARCE_PREVIEWS = timedelta(hours=1)
_SCARCE_SHARE = 4
"""While the disk is nearly full, each memory keeps one part in so many of what it may."""
_RELIEF = 1.2
_TOLD = "disk-low"


class Tidying:
    """Keeps the disk in bounds: a little every ten minutes, all of it every night."""

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        spool: Spool,
        memories: Memories,
        limits: DiskSection,
        besides: Sequence[Path] = (),
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        """`besides` are more folders in which crashes may leave parts.

        `free` tells how many bytes the disk that holds a folder still takes.
        """
        self._store = store
        self._vault = vault
        self._spool = spool
        self._memories = memories
        self._limits = limits
        self._besides = tuple(besides)
        self._free = free
        self._swept = False

    def turn(self, now: datetime) -> datetime:
        """Sweep once at the start; then look at the room on the disk, and make some when low."""
        if not self._swept:
            self.sweep(now)
            self._swept = True
        self._vault.folder.mkdir(parents=True, exist_ok=True)
        room, least = self._free(self._vault.folder), self._limits.least_free_mb * MB
        if room < least:
            self.forget(_SCARCE_SHARE)
            self.prune(now, _SCARCE_PREVIEWS)
            self._tell(self._free(self._vault.folder), least, now)
        elif room > least * _RELIEF:
            self._untell()
        return now + LOOK

    def nightly(self, now: datetime) -> None:
        """Do all of it: left-overs, memories, and sounds nothing needs any more."""
        self.sweep(now)
        self.forget()
        self.prune(now)

    def sweep(self, now: datetime) -> None:
        """Remove what crashes left half-written."""
        memories = (memory.folder for memory in self._memories.by_name().values())
        sounds = self._spool.folder / "sounds"
        swept = sweep((self._vault.folder, sounds, *memories, *self._besides), now)
        if swept:
            log.info("%d left-overs swept away", swept)

    def forget(self, share: int = 1) -> None:
        """Have each memory keep no more than it may, or one part in `share` of that."""
        for name, memory in self._memories.by_name().items():
            allowed: int = getattr(self._limits, f"{name}_mb")
            if forgotten := memory.forget(allowed * MB // share):
                log.info("%s: %d entries forgotten", name, forgotten)

    def prune(self, now: datetime, previews: timedelta = PREVIEWS) -> None:
        """Remove masters and previews that nothing needs and that were kept long enough.

        Needed is every sound that the books, the cue sheet or the spool name: present masters,
        whatever a person judged, whatever was or will be sent, and the recordings.
        """
        patience = Patience(timedelta(days=self._limits.keep_days), previews)
        sheet = self._spool.sheet()
        cued = {cue.sound for cue in sheet.cues} if sheet else set()
        with self._store.read() as books:
            needed = books.sounds.needed() | cued | self._spool.sounds()
            passing = books.sounds.previews()
        gone = remove(self._vault, to_go(kept_in(self._vault), needed, passing, patience, now))
        if not gone:
            return
        size = sum(sound.size for sound in gone)
        log.info("%d sounds removed, %d bytes", len(gone), size)
        with self._store.write() as books:
            detail = f"{len(gone)} {size}"
            books.events.add(EventLevel.NOTE, "vault-pruned", None, "vault", detail, now)

    def _tell(self, room: int, least: int, now: datetime) -> None:
        """Alert people once, unless what was removed has made room enough."""
        if room >= least:
            return
        with self._store.write() as books:
            if books.marks.get(_TOLD) != "yes":
                books.marks.set(_TOLD, "yes")
                books.events.add(EventLevel.ALERT, "disk-low", None, "disk", str(room), now)

    def _untell(self) -> None:
        with self._store.read() as books:
            told = books.marks.get(_TOLD) == "yes"
        if told:
            with self._store.write() as books:
                books.marks.set(_TOLD, "")
