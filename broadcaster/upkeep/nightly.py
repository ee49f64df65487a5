"""The nightly round: the books copied, the disk tidied. Knows when, and how many copies stay."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path

from broadcaster.store import BackupToolError, Store
from broadcaster.upkeep.sweeping import sweep
from broadcaster.upkeep.tidying import Tidying

log = logging.getLogger(__name__)

NIGHT = time(2, 0)
"""Local time of the nightly round: nothing is on the air then."""
COPIES = 7
_AGAIN = timedelta(hours=1)


class Upkeep:
    """Makes the nightly round."""

    def __init__(self, *, store: Store, tidying: Tidying, backups: Path, tz: tzinfo) -> None:
        """Keep the newest copies of the books in `backups`."""
        self._store = store
        self._tidying = tidying
        self._backups = backups
        self._tz = tz
        self._again_at: datetime | None = None

    def turn(self, now: datetime) -> datetime:
        """Make the round when tonight's has not been made; return when the next is due.

        One that failed is made again an hour later: a full disk wants no copy every second.
        """
        if self._again_at is not None and timedelta(0) < self._again_at - now <= _AGAIN:
            return self._again_at
        self._again_at = now + _AGAIN
        following = self._round(now)
        self._again_at = None
        return following

    def _round(self, now: datetime) -> datetime:
        local = now.astimezone(self._tz)
        due = datetime.combine(local.date(), NIGHT, self._tz)
        copy = self._backups / f"station-{local:%Y%m%d}.db"
        if local >= due and not copy.exists():
            self._copy(copy)
            sweep([self._backups], now)
            log.info("books copied to %s", copy.name)
            self._tidying.nightly(now)
        return due if local < due else due + timedelta(days=1)

    def _copy(self, copy: Path) -> None:
        self._backups.mkdir(parents=True, exist_ok=True)
        try:
            self._store.backup(copy)
        except BackupToolError as error:
            # A database server has a keeper of its own; a missing pg_dump is no emergency.
            log.warning("books not copied: %s", error)
        for old in sorted(self._backups.glob("station-*.db"))[:-COPIES]:
            old.unlink(missing_ok=True)
