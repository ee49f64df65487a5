"""Programmes: which scripts in which order, and the present master. Knows rows; makes no sound."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from broadcaster.model import (
    Master,
    Ms,
    Programme,
    ProgrammeId,
    ProgrammeState,
    ScriptId,
    SegmentTime,
    UserId,
)
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import programme, programme_script

_KIND = "programme"
_AT_ONCE = 500
"""How many ids one look-up names; both databases limit the values of a statement."""


class Programmes:
    """The programmes' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        title: str,
        scripts: Sequence[ScriptId],
        for_date: date | None,
        recipe: str,
        by: UserId,
        at: datetime,
        dressed: bool = True,
        room_ms: Ms | None = None,
    ) -> Programme:
        """Add a programme of `scripts` in that order, WANTED."""
        row = self._rows.insert(
            programme,
            {
                "title": title,
                "for_date": for_date,
                "recipe": recipe,
                "dressed": dressed,
                "room_ms": room_ms,
                "state": ProgrammeState.WANTED,
                "created_by": by,
                "created_at": at,
                "changed_at": at,
            },
        )
        self._rows.insert_all(
            programme_script,
            [
                {"programme": row.id, "position": position, "script": script}
                for position, script in enumerate(scripts)
            ],
        )
        return _programme(row, tuple(scripts))

    def get(self, id: ProgrammeId) -> Programme:
        """Return the programme; raises NotFoundError."""
        return self._whole([self._rows.by_id(programme, id, _KIND)])[0]

    def all(
        self, states: Collection[ProgrammeState] | None = None, limit: int | None = None
    ) -> tuple[Programme, ...]:
        """Return programmes in any of `states` (None: in whatever state), the newest first."""
        look_up = select(programme).order_by(programme.c.id.desc()).limit(limit)
        if states is not None:
            look_up = look_up.where(programme.c.state.in_(states))
        return self._whole(self._rows.all(look_up))

    def containing(self, script: ScriptId) -> tuple[Programme, ...]:
        """Return the programmes `script` is part of, withdrawn ones too, the newest first."""
        parts = select(programme_script.c.programme).where(programme_script.c.script == script)
        look_up = select(programme).where(programme.c.id.in_(parts))
        return self._whole(self._rows.all(look_up.order_by(programme.c.id.desc())))

    def set_wanted(self, id: ProgrammeId, at: datetime) -> bool:
        """Ask for a new master. The present one stays on record until the new one is there.

        Returns False, and changes nothing, when the programme is withdrawn. Raises NotFoundError.
        """
        return self._set(id, state=ProgrammeState.WANTED, error=None, changed_at=at)

    def set_master(self, id: ProgrammeId, master: Master, at: datetime) -> bool:
        """Record what was made: READY. False when withdrawn meanwhile; raises NotFoundError."""
        return self._set(
            id, state=ProgrammeState.READY, error=None, changed_at=at, **_master_values(master)
        )

    def set_standing(self, id: ProgrammeId, at: datetime) -> bool:
        """Let the master on record stand again: READY. False when there is none or withdrawn.

        Raises NotFoundError.
        """
        made = programme.c.master_sha.is_not(None)
        return self._set(id, made, state=ProgrammeState.READY, error=None, changed_at=at)

    def set_failed(self, id: ProgrammeId, error: str, at: datetime) -> bool:
        """Record why nothing was made. False when withdrawn meanwhile; raises NotFoundError."""
        return self._set(id, state=ProgrammeState.FAILED, error=error, changed_at=at)

    def withdraw(self, id: ProgrammeId, at: datetime) -> bool:
        """Withdraw the programme for good. False when it was already; raises NotFoundError."""
        return self._set(id, state=ProgrammeState.WITHDRAWN, changed_at=at)

    def _set(self, id: ProgrammeId, *which: ColumnElement[bool], **values: object) -> bool:
        standing = programme.c.state != ProgrammeState.WITHDRAWN
        update = programme.update().where(programme.c.id == id, standing, *which).values(values)
        if self._rows.update(update) == 0:
            self._rows.by_id(programme, id, _KIND)
            return False
        return True

    def _whole(self, rows: Sequence[AnyRow]) -> tuple[Programme, ...]:
        parts: dict[int, list[ScriptId]] = {row.id: [] for row in rows}
        ids = list(parts)
        for first in range(0, len(ids), _AT_ONCE):
            some = programme_script.c.programme.in_(ids[first : first + _AT_ONCE])
            look_up = select(programme_script).where(some).order_by(programme_script.c.position)
            for part in self._rows.all(look_up):
                parts[part.programme].append(ScriptId(part.script))
        return tuple(_programme(row, parts[row.id]) for row in rows)


def _master_values(master: Master) -> dict[str, Any]:
    return {
        "master_sha": master.sha,
        "master_length_ms": master.length_ms,
        "master_loudness_lufs": master.loudness_lufs,
        "master_true_peak_dbtp": master.true_peak_dbtp,
        "master_voices": list(master.voices),
        "master_segments": [
            {
                "title": part.title,
                "start": part.start_ms,
                "end": part.end_ms,
                "kind": part.kind,
                "script": part.script,
            }
            for part in master.segments
        ],
        "master_build_key": master.build_key,
        "master_made_at": master.made_at,
    }


def _master(row: AnyRow) -> Master | None:
    if row.master_sha is None:
        return None
    return Master(
        sha=Sha(row.master_sha),
        length_ms=Ms(row.master_length_ms),
        loudness_lufs=row.master_loudness_lufs,
        true_peak_dbtp=row.master_true_peak_dbtp,
        voices=tuple(row.master_voices),
        segments=tuple(
            SegmentTime(
                part["title"],
                Ms(part["start"]),
                Ms(part["end"]),
                part["kind"],
                part.get("script"),  # masters made before segments told whose they are
            )
            for part in row.master_segments
        ),
        build_key=row.master_build_key,
        made_at=row.master_made_at,
    )


def _programme(row: AnyRow, scripts: Iterable[ScriptId]) -> Programme:
    return Programme(
        id=ProgrammeId(row.id),
        title=row.title,
        scripts=tuple(scripts),
        for_date=row.for_date,
        recipe=row.recipe,
        state=row.state,
        master=_master(row),
        error=row.error,
        created_by=UserId(row.created_by),
        created_at=row.created_at,
        changed_at=row.changed_at,
        dressed=row.dressed,
        room_ms=None if row.room_ms is None else Ms(row.room_ms),
    )
