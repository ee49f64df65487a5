"""The lexicon.csv of former days: taken into the books once, when a station is opened.

Knows that file; everything after is the department's.
"""

from __future__ import annotations

import logging
from itertools import count
from pathlib import Path

from broadcaster.lexicography.department import Lexicography
from broadcaster.words.entry_table import RefusedRow, Table, TableError, read_table

log = logging.getLogger(__name__)


def take_over(keepers: Lexicography, file: Path) -> None:
    """Add the entries of `file` to the lexicon and rename it, so that it is done but once.

    Rows that are no entries stay in the renamed file, and a person is told of them.
    Several processes may do so at once. Raises store.StoreError, OSError.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return
    try:
        table = read_table(content, strict=False)
    except TableError as error:
        table = Table((), (RefusedRow(1, "", error),), has_notes=False)
    act = keepers.take_in(table)
    kept = _free(file)
    try:
        file.rename(kept)
    except FileNotFoundError:
        # Another process was opening the station, too, and has done all of it.
        return
    log.warning(
        "%s: %d of %d entries taken into the books, %d rows were no entries; kept as %s",
        file,
        len(act.changes) if act else 0,
        len(table.rows),
        len(table.refused),
        kept.name,
    )
    if table.refused:
        keepers.tell_refused(kept.name, table.refused)


def _free(file: Path) -> Path:
    """Return a name beside `file` that nothing has."""
    first = file.with_name(f"{file.name}.imported")
    names = (first.with_name(f"{first.name}.{number}") for number in count(2))
    return first if not first.exists() else next(name for name in names if not name.exists())
