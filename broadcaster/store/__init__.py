"""The store: rows in, values out. The only room that knows a database.

`with store.write() as books:` is one transaction; `books` has one noun for each kind of value in
broadcaster.model. Who may do what, and whether it makes sense, is decided in the departments.
"""

from __future__ import annotations

from broadcaster.store._store import Store
from broadcaster.store.books import Books
from broadcaster.store.errors import (
    BackupError,
    BackupToolError,
    NaiveInstantError,
    NotFoundError,
    StaleError,
    StoreAddressError,
    StoreBusyError,
    StoreError,
    StoreNewerError,
    StoreRefusedError,
    StoreUnavailableError,
    TakenError,
)

__all__ = [
    "BackupError",
    "BackupToolError",
    "Books",
    "NaiveInstantError",
    "NotFoundError",
    "StaleError",
    "Store",
    "StoreAddressError",
    "StoreBusyError",
    "StoreError",
    "StoreNewerError",
    "StoreRefusedError",
    "StoreUnavailableError",
    "TakenError",
]
