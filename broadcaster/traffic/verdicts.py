"""Verdicts: what was heard and found good, or sent back. Bound to a sound, never to a name.

Knows programmes and approvals; knows no schedule.
"""

from __future__ import annotations

from broadcaster.model import (
    Approval,
    Programme,
    ProgrammeId,
    ProgrammeState,
    Role,
    UserId,
    Verdict,
)
from broadcaster.permission import require
from broadcaster.sound.vault import Sha
from broadcaster.store import Books
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.errors import (
    NotHeardError,
    NotReadyError,
    OwnWorkError,
    RemarkMissingError,
)


def judge(
    desk: Desk, programme: ProgrammeId, heard: Sha, verdict: Verdict, by: UserId, remark: str
) -> Approval:
    """Take a verdict on the sound `heard`, which must be the programme's present master.

    Raises NotAllowedError, NotReadyError, NotHeardError, OwnWorkError, RemarkMissingError,
    store.NotFoundError.
    """
    remark = remark.strip()
    approves = verdict is Verdict.APPROVED
    if not approves and not remark:
        raise RemarkMissingError("return")
    with desk.store.write() as books:
        require(books, by, Role.APPROVER)
        present = books.programmes.get(programme)
        if present.state is not ProgrammeState.READY or present.master is None:
            raise NotReadyError(programme)
        if heard != present.master.sha:
            raise NotHeardError(programme, heard, present.master.sha)
        if approves and not desk.self_approval and by in _makers(books, present):
            raise OwnWorkError(programme)
        approval = books.approvals.add(programme, heard, verdict, by, desk.now(), remark)
        what = "programme-approved" if approves else "programme-returned"
        detail = f"{present.title} {heard[:12]} {remark}".strip()
        desk.note(books, what, by, f"programme:{programme}", detail)
    return approval


def last_verdict(books: Books, programme: Programme) -> Approval | None:
    """Return the verdict that holds for the programme's present sound.

    None while it was not judged, is being made anew, failed or was withdrawn.
    """
    if programme.state is not ProgrammeState.READY or programme.master is None:
        return None
    return books.approvals.latest(programme.id, programme.master.sha)


def standing(books: Books, programme: Programme) -> Verdict | None:
    """Return the standing verdict on the programme's present sound, or None."""
    approval = last_verdict(books, programme)
    return approval.verdict if approval else None


def _makers(books: Books, programme: Programme) -> set[UserId]:
    authors = {books.scripts.get(script).author for script in programme.scripts}
    return authors | {programme.created_by}
