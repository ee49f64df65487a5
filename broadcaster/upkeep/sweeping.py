"""Sounds and left-overs removed from the disk, so that no accident takes what somebody counts on.

Knows files and how they are kept; what may go is decided elsewhere.

A sound may be made again in the very moment in which it goes: whoever keeps it finds it there and
renews its time. So it is put aside first, and looked at again: a renewed one is put back, and who
comes while it is aside finds nothing and writes it anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from broadcaster.sound.vault import Sha, Vault
from broadcaster.upkeep.pruning import Kept

log = logging.getLogger(__name__)

LEFT_OVER_S = 3_600.0
"""A part that nobody wrote to for so long was left by a crash."""
PART = ".part"
_ASIDE = ".going"


def kept_in(vault: Vault) -> Iterator[Kept]:
    """Yield what lies in the vault."""
    for sha, path in vault.files():
        with suppress(OSError):
            yield _kept(sha, path)


def remove(
    vault: Vault, going: Iterable[Kept], meanwhile: Callable[[], None] | None = None
) -> list[Kept]:
    """Remove the sounds `going` unless they were kept again since; return those that went.

    `meanwhile` is called where another process may come in between.
    """
    wanted = {sound.sha: sound for sound in going}
    gone = []
    for sha, path in list(vault.files()):
        if sha in wanted and _removed(sha, path, wanted[sha], meanwhile or _nothing):
            gone.append(wanted[sha])
    return gone


def _nothing() -> None:
    """Nobody comes in between."""


def _removed(sha: Sha, path: Path, known: Kept, meanwhile: Callable[[], None]) -> bool:
    aside = path.with_name(path.name + _ASIDE)
    try:
        path.replace(aside)
        meanwhile()
        if _kept(sha, aside).kept_at > known.kept_at:
            aside.replace(path)
            return False
        aside.unlink()
    except OSError as error:
        # Windows keeps a file that is being heard; it goes another night.
        log.info("sound %s stays for now: %s", sha[:12], error)
        return False
    return True


def _kept(sha: Sha, path: Path) -> Kept:
    state = path.stat()
    return Kept(sha, state.st_size, datetime.fromtimestamp(state.st_mtime, UTC))


def sweep(folders: Iterable[Path], now: datetime) -> int:
    """Remove the parts that crashes left in `folders`; return how many. Nothing whole is touched.

    A sound that a crash left put aside is put back.
    """
    swept = 0
    for folder in folders:
        for path in list(folder.rglob(f"*{_ASIDE}")):
            with suppress(OSError):
                whole = path.with_name(path.name.removesuffix(_ASIDE))
                path.unlink() if whole.exists() else path.replace(whole)
        for path in list(folder.rglob(f"*{PART}")):
            with suppress(OSError):
                if now.timestamp() - path.stat().st_mtime > LEFT_OVER_S:
                    path.unlink()
                    swept += 1
    return swept
