"""What can go wrong with the store. Knows no database driver; drivers' errors never leave the room.

StoreError
├── StoreAddressError        the URL in the settings cannot be understood
├── StoreBusyError           another writer held the database longer than we were ready to wait
├── StoreUnavailableError    the database cannot be reached, read or written; `cause` says why
├── StoreNewerError          the database was made by a newer program
├── StoreRefusedError        the database refused a value, such as a reference to no row
│   └── NaiveInstantError    a datetime without a time zone
├── BackupError              no backup was made; the former one, if any, still stands
│   └── BackupToolError      PostgreSQL's own pg_dump is needed and not installed
├── NotFoundError            no row of that kind has that id
├── StaleError               somebody else changed the row meanwhile
└── TakenError               something that must be the only one of its name exists already
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


class StoreError(Exception):
    """Root of what can go wrong with the store."""


class StoreAddressError(StoreError):
    """The store's URL cannot be understood. `url` has its password hidden."""

    def __init__(self, url: str) -> None:
        super().__init__(f"not the address of a store: {url}")
        self.url = url


class StoreBusyError(StoreError):
    """Another writer held the database for more than `waited_s` seconds."""

    def __init__(self, waited_s: float) -> None:
        super().__init__(f"the database stayed busy for {waited_s:g} s")
        self.waited_s = waited_s


class StoreUnavailableError(StoreError):
    """The database cannot be reached, read or written."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the database is not available: {cause}")
        self.cause = cause


class StoreNewerError(StoreError):
    """The database has schema `found`, this program knows none beyond `known`."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(f"the database has schema {found}; this program knows up to {known}")
        self.found = found
        self.known = known


class StoreRefusedError(StoreError):
    """The database refused what was to be written."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the database refused the change: {cause}")
        self.cause = cause


class NaiveInstantError(StoreRefusedError):
    """`value` has no time zone, so nobody can tell which instant it means."""

    def __init__(self, value: datetime) -> None:
        super().__init__(f"{value.isoformat()} has no time zone")
        self.value = value


class BackupError(StoreError):
    """No backup was made at `path`."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"no backup at {path}: {cause}")
        self.path = path
        self.cause = cause


class BackupToolError(BackupError):
    """`tool` is needed for a backup and is not on the PATH."""

    def __init__(self, path: Path, tool: str) -> None:
        super().__init__(path, f"{tool} is not installed on this machine")
        self.tool = tool


class NotFoundError(StoreError):
    """No row of `kind` has `id`."""

    def __init__(self, kind: str, id: int) -> None:
        super().__init__(f"no {kind} {id}")
        self.kind = kind
        self.id = id


class StaleError(StoreError):
    """The row was changed meanwhile; `revision` is the one that stands now."""

    def __init__(self, kind: str, id: int, revision: int) -> None:
        super().__init__(f"{kind} {id} is at revision {revision} by now")
        self.kind = kind
        self.id = id
        self.revision = revision


class TakenError(StoreError):
    """`what` must be unique and is taken."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is taken")
        self.what = what
