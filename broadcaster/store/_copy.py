"""All rows of one database into another, of whichever kind: for a look ahead on a copy."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from broadcaster.store._tables import metadata

_AT_ONCE = 500


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of `source` into `target`, which has the same schema and no rows."""
    for table in metadata.sorted_tables:
        rows = source.execute(select(table)).mappings()
        for part in rows.partitions(_AT_ONCE):
            target.execute(insert(table), [dict(row) for row in part])
