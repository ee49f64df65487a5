"""Files that came for the sound library. Knows rows; how far a file is, its job tells."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from broadcaster.model import Arrival, ArrivalId, RecordingId, Use, UserId
from broadcaster.store._rows import AnyRow, Rows, found
from broadcaster.store._tables import arrival
from broadcaster.words.spelling import folded

_KIND = "arrival"


class Arrivals:
    """The arrivals' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        file: str,
        size: int,
        source_name: str,
        name: str,
        title: str,
        use: Use,
        note: str,
        by: UserId,
        at: datetime,
        instead_of: RecordingId | None = None,
    ) -> Arrival:
        """Add a file that waits to be taken in."""
        values = {
            "file": file,
            "size": size,
            "source_name": source_name,
            "name": name,
            "folded": folded(name),
            "title": title,
            "use": use,
            "note": note,
            "instead_of": instead_of,
            "by": by,
            "at": at,
        }
        return _arrival(self._rows.insert(arrival, values))

    def get(self, id: ArrivalId) -> Arrival:
        """Return the arrival; raises NotFoundError."""
        return _arrival(self._rows.by_id(arrival, id, _KIND))

    def open(self) -> tuple[Arrival, ...]:
        """Return what was not put away yet, the newest first."""
        waiting = select(arrival).where(arrival.c.put_away_at.is_(None))
        return tuple(_arrival(row) for row in self._rows.all(waiting.order_by(arrival.c.id.desc())))

    def ended(self, files: Collection[str]) -> frozenset[str]:
        """Return which of `files` belong to an arrival that was put away."""
        if not files:
            return frozenset()
        gone = (arrival.c.file.in_(files), arrival.c.put_away_at.is_not(None))
        return frozenset(row.file for row in self._rows.all(select(arrival.c.file).where(*gone)))

    def settle(self, id: ArrivalId, recording: RecordingId, at: datetime) -> None:
        """Tell what was made of the file, and put it away; raises NotFoundError."""
        values = {"recording": recording, "put_away_at": at}
        update = arrival.update().where(arrival.c.id == id).values(values)
        found(self._rows.update(update), _KIND, id)

    def put_away(self, id: ArrivalId, at: datetime) -> bool:
        """Let nobody be told of it any more; False when it was so. Raises NotFoundError."""
        waiting = (arrival.c.id == id, arrival.c.put_away_at.is_(None))
        if self._rows.update(arrival.update().where(*waiting).values(put_away_at=at)) == 0:
            self.get(id)
            return False
        return True


def _arrival(row: AnyRow) -> Arrival:
    return Arrival(
        id=ArrivalId(row.id),
        file=row.file,
        size=row.size,
        source_name=row.source_name,
        name=row.name,
        title=row.title,
        use=row.use,
        note=row.note,
        instead_of=None if row.instead_of is None else RecordingId(row.instead_of),
        by=UserId(row.by),
        at=row.at,
        recording=None if row.recording is None else RecordingId(row.recording),
        put_away_at=row.put_away_at,
    )
