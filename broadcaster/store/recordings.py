"""The sound library's recordings. Knows rows; neither takes in sounds nor judges permission."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from broadcaster.model import Finding, Ms, Recording, RecordingId, TakenSound, Use, UserId
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import recording
from broadcaster.store.errors import TakenError
from broadcaster.words.spelling import folded

_KIND = "recording"


class Recordings:
    """The recordings' book. Names are looked up whatever their case or tone placement."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        name: str,
        title: str,
        use: Use,
        sound: TakenSound,
        source_name: str,
        note: str,
        by: UserId,
        at: datetime,
        instead_of: RecordingId | None = None,
    ) -> Recording:
        """Add a live recording; raises TakenError when a live one has that name."""
        self._refuse_taken(name)
        values = {
            "name": name,
            "folded": folded(name),
            "title": title,
            "use": use,
            "sha": sound.sha,
            "source_sha": sound.source_sha,
            "source_name": source_name,
            "length_ms": sound.length_ms,
            "lufs": sound.lufs,
            "dbtp": sound.dbtp,
            "findings": [
                {"code": one.code, "facts": dict(one.facts), "repaired": one.repaired}
                for one in sound.findings
            ],
            "repaired": sound.repaired,
            "note": note,
            "instead_of": instead_of,
            "created_by": by,
            "created_at": at,
        }
        return _recording(self._rows.insert(recording, values))

    def get(self, id: RecordingId) -> Recording:
        """Return the recording, retired or not; raises NotFoundError."""
        return _recording(self._rows.by_id(recording, id, _KIND))

    def by_name(self, name: str) -> Recording | None:
        """Return the live recording of that name, or None."""
        live = recording.c.retired_at.is_(None)
        row = self._rows.one(select(recording).where(recording.c.folded == folded(name), live))
        return None if row is None else _recording(row)

    def all(self, *, live_only: bool = True) -> tuple[Recording, ...]:
        """Return the recordings, the newest first."""
        look_up = select(recording).order_by(recording.c.id.desc())
        if live_only:
            look_up = look_up.where(recording.c.retired_at.is_(None))
        return tuple(_recording(row) for row in self._rows.all(look_up))

    def from_source(self, source: Sha) -> Recording | None:
        """Return the live recording made of the very file `source`, or None."""
        same = (recording.c.source_sha == source, recording.c.retired_at.is_(None))
        row = self._rows.one(select(recording).where(*same).order_by(recording.c.id))
        return None if row is None else _recording(row)

    def describe(self, id: RecordingId, name: str, title: str, note: str) -> Recording:
        """Change what is said of a recording. Raises NotFoundError, TakenError."""
        present = self.get(id)
        if present.live and folded(name) != folded(present.name):
            self._refuse_taken(name)
        return self._set(id, name=name, folded=folded(name), title=title, note=note)

    def retire(self, id: RecordingId, by: UserId, at: datetime) -> bool:
        """Take a live recording out of use; False when it was already. Raises NotFoundError."""
        live = (recording.c.id == id, recording.c.retired_at.is_(None))
        update = recording.update().where(*live).values(retired_by=by, retired_at=at)
        if self._rows.update(update) == 0:
            self.get(id)
            return False
        return True

    def restore(self, id: RecordingId) -> Recording:
        """Bring a retired recording back. Raises NotFoundError, TakenError."""
        present = self.get(id)
        if present.live:
            return present
        self._refuse_taken(present.name)
        return self._set(id, retired_by=None, retired_at=None)

    def _refuse_taken(self, name: str) -> None:
        if (present := self.by_name(name)) is not None:
            raise TakenError(present.name)

    def _set(self, id: RecordingId, **values: object) -> Recording:
        update = recording.update().where(recording.c.id == id).values(values)
        row = self._rows.updated(update, recording)
        return self.get(id) if row is None else _recording(row)


def _recording(row: AnyRow) -> Recording:
    return Recording(
        id=RecordingId(row.id),
        name=row.name,
        title=row.title,
        use=row.use,
        sound=TakenSound(
            sha=Sha(row.sha),
            source_sha=Sha(row.source_sha),
            length_ms=Ms(row.length_ms),
            lufs=row.lufs,
            dbtp=row.dbtp,
            findings=tuple(
                Finding(one["code"], one["facts"], one["repaired"]) for one in row.findings
            ),
            repaired=row.repaired,
        ),
        source_name=row.source_name,
        note=row.note,
        instead_of=None if row.instead_of is None else RecordingId(row.instead_of),
        created_by=UserId(row.created_by),
        created_at=row.created_at,
        retired_by=None if row.retired_by is None else UserId(row.retired_by),
        retired_at=row.retired_at,
    )
