"""Today: what is on the air, what comes next, and what waits for the person signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template

from broadcaster.calendar import week_of
from broadcaster.model import (
    ProgrammeState,
    Role,
    ScriptRecord,
    ScriptState,
    Verdict,
)
from broadcaster.traffic import AiringView
from web.desk import me, the_station
from web.showing import ProgrammeShown, airings_shown, programmes_shown

home = Blueprint("home", __name__)

LOOK_BACK = timedelta(days=14)
"""How long an approved programme without a place in the week is still brought to mind."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for this person, by kind; a kind that is not theirs is empty."""

    to_submit: tuple[ScriptRecord, ...]
    to_approve: tuple[ProgrammeShown, ...]
    to_mend: tuple[ProgrammeShown, ...]
    to_book: tuple[ProgrammeShown, ...]

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return any((self.to_submit, self.to_approve, self.to_mend, self.to_book))


@home.get("/")
def today() -> str:
    """Show the day."""
    station, now = the_station(), the_station().now()
    day = now.astimezone(station.tz).date()
    weeks = [
        station.traffic.week(week_of(day) + timedelta(days=7 * offset)) for offset in (-1, 0, 1)
    ]
    views = [view for week in weeks for view in week]
    shown = programmes_shown(station.production.all(limit=100))
    todays = [view for view in views if view.airing.starts_at.astimezone(station.tz).date() == day]
    airings = airings_shown(views)
    return render_template(
        "home/today.html",
        on_air=station.logbook.on_air(),
        upcoming=next((one for one in airings if one.to_come), None),
        airings=airings_shown(todays),
        waiting=_waiting(shown, views),
        making=[one for one in shown if one.programme.state is ProgrammeState.WANTED],
        alerts=station.logbook.alerts(),
    )


def _waiting(shown: tuple[ProgrammeShown, ...], views: list[AiringView]) -> Waiting:
    station, person = the_station(), me()
    drafts: tuple[ScriptRecord, ...] = ()
    if not person.roles.isdisjoint((Role.STAFF, Role.OPERATOR)):
        drafts = station.newsroom.all(frozenset({ScriptState.DRAFT}), limit=50)
    ready = [one for one in shown if one.programme.state is ProgrammeState.READY]
    operator, approver = Role.OPERATOR in person.roles, Role.APPROVER in person.roles
    placed = {view.airing.programme for view in views}
    recent = station.now() - LOOK_BACK
    return Waiting(
        to_submit=tuple(draft for draft in drafts if draft.author == person.id),
        to_approve=tuple(one for one in ready if approver and one.standing is None),
        to_mend=tuple(
            one
            for one in shown
            if (operator or one.programme.created_by == person.id)
            and (one.programme.state is ProgrammeState.FAILED or one.standing is Verdict.RETURNED)
        ),
        to_book=tuple(
            one
            for one in ready
            if operator
            and one.standing is Verdict.APPROVED
            and one.programme.id not in placed
            and one.programme.changed_at >= recent
        ),
    )
