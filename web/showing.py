"""How programmes, airings and scripts stand, put into the words and tones of a badge.

Knows what departments answer; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadcaster.model import (
    AiringState,
    Job,
    JobState,
    Outcome,
    Programme,
    ProgrammeState,
    Reason,
    Verdict,
)
from broadcaster.sentences import REASONS
from broadcaster.spool import Status
from broadcaster.traffic import AiringView
from web import wording
from web.desk import the_station
from web.wording import Badge

_WORST_FIRST = (Outcome.REFUSED, Outcome.MISSED, Outcome.CUT, Outcome.PLAYED)
_TO_MEND = {
    Reason.NOT_APPROVED: ("Chưa duyệt", "wait"),
    Reason.NO_PROGRAMME: ("Chưa có chương trình", "wait"),
}


@dataclass(frozen=True, slots=True)
class ProgrammeShown:
    """A programme, the work on it, the verdict on its present sound, and its badge."""

    programme: Programme
    job: Job | None
    standing: Verdict | None
    badge: Badge


@dataclass(frozen=True, slots=True)
class AiringShown:
    """An airing as the desk sees it, its badge, and what to say about it."""

    view: AiringView
    badge: Badge
    remark: str
    to_come: bool


def programmes_shown(programmes: Iterable[Programme]) -> tuple[ProgrammeShown, ...]:
    """Return `programmes` with how each stands."""
    station = the_station()
    asked = tuple(programmes)
    standings = station.traffic.standings(asked)
    shown = []
    for programme in asked:
        asked_about = programme.state in (ProgrammeState.WANTED, ProgrammeState.FAILED)
        job = station.production.job_of(programme.id) if asked_about else None
        standing = standings.get(programme.id)
        shown.append(ProgrammeShown(programme, job, standing, _badge(programme, job, standing)))
    return tuple(shown)


def _badge(programme: Programme, job: Job | None, standing: Verdict | None) -> Badge:
    if programme.state is ProgrammeState.READY and standing is not None:
        return wording.VERDICTS[standing]
    if job is not None and job.state is JobState.RUNNING:
        return f"Đang dựng {job.progress // 10} %", "wait"
    if programme.state is ProgrammeState.FAILED and job and job.state is JobState.CANCELLED:
        return wording.CANCELLED
    return wording.PROGRAMME_STATES[programme.state]


def airings_shown(views: Sequence[AiringView]) -> tuple[AiringShown, ...]:
    """Return `views` in the order of their instants, each with how it stands now."""
    station = the_station()
    now, status = station.now(), station.logbook.on_air()
    ordered = sorted(views, key=lambda view: (view.airing.starts_at, view.airing.id))
    return tuple(_airing_shown(view, now, status) for view in ordered)


def _airing_shown(view: AiringView, now: datetime, status: Status | None) -> AiringShown:
    airing = view.airing
    to_come = airing.state is AiringState.PLANNED and airing.starts_at > now
    if view.as_runs:
        worst = min(view.as_runs, key=lambda run: _WORST_FIRST.index(run.outcome))
        remark = REASONS[worst.reason] if worst.reason else ""
        return AiringShown(view, wording.OUTCOME_BADGES[worst.outcome], remark, to_come)
    if airing.state is AiringState.CANCELLED:
        return AiringShown(view, ("Đã hủy", "quiet"), airing.reason, False)
    if status and any((out.cue or "").split("@")[0] == str(airing.id) for out in status.outputs):
        return AiringShown(view, ("Đang phát", "live"), "", False)
    if airing.latest < now:
        return AiringShown(view, ("Chưa có ghi nhận", "quiet"), "", False)
    if view.obstacle is not None:
        badge = _TO_MEND.get(view.obstacle, ("Chưa phát được", "bad"))
        remark = "" if view.obstacle in _TO_MEND else REASONS[view.obstacle]
        return AiringShown(view, badge, remark, to_come)
    return AiringShown(view, ("Đã duyệt", "ok"), "", to_come)
