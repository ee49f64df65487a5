"""Verdicts on sounds. Knows rows, never changed once written; decides nobody's right to judge."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from broadcaster.model import Approval, ApprovalId, ProgrammeId, UserId, Verdict
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import approval


class Approvals:
    """The approvals' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        programme: ProgrammeId,
        sha: Sha,
        verdict: Verdict,
        by: UserId,
        at: datetime,
        remark: str,
    ) -> Approval:
        """Add a verdict on one sound of one programme; earlier verdicts stay on record."""
        values = {
            "programme": programme,
            "sha": sha,
            "verdict": verdict,
            "by": by,
            "at": at,
            "remark": remark,
        }
        return _approval(self._rows.insert(approval, values))

    def latest(self, programme: ProgrammeId, sha: Sha) -> Approval | None:
        """Return the verdict that holds for exactly this sound of the programme, or None."""
        look_up = select(approval).where(approval.c.programme == programme, approval.c.sha == sha)
        row = self._rows.one(look_up.order_by(approval.c.id.desc()).limit(1))
        return None if row is None else _approval(row)

    def of(self, programme: ProgrammeId) -> tuple[Approval, ...]:
        """Return every verdict on any sound of the programme, the latest first."""
        look_up = select(approval).where(approval.c.programme == programme)
        rows = self._rows.all(look_up.order_by(approval.c.id.desc()))
        return tuple(_approval(row) for row in rows)


def _approval(row: AnyRow) -> Approval:
    return Approval(
        id=ApprovalId(row.id),
        programme=ProgrammeId(row.programme),
        sha=Sha(row.sha),
        verdict=row.verdict,
        by=UserId(row.by),
        at=row.at,
        remark=row.remark,
    )
