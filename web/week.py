"""The week: airings of seven days, booking, cancelling, urgent airings. Knows traffic's pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from broadcaster.calendar import week_of
from broadcaster.model import (
    AiringId,
    Ms,
    Priority,
    ProgrammeId,
    ProgrammeState,
    Role,
    Verdict,
    ZoneName,
)
from web import moments
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, asked_day, needed, needed_day, needed_time, number, typed, whole
from web.identity import needs
from web.showing import ProgrammeShown, airings_shown, programmes_shown

week = Blueprint("week", __name__, url_prefix="/week")

LATEST_MINUTES = 12 * 60
DEFAULT_LATE_MINUTES = 5
OFFERED = 100
"""How many programmes a form offers, newest first."""


def today() -> date:
    """Return the station's day."""
    station = the_station()
    return station.now().astimezone(station.tz).date()


def zones() -> list[str]:
    """Return the names of the station's zones."""
    return list(the_station().config.zones)


def offered(*, approved: bool = False) -> tuple[ProgrammeShown, ...]:
    """Return the programmes a form may offer; with `approved` only those that could air now."""
    states = frozenset({ProgrammeState.READY, ProgrammeState.WANTED})
    shown = programmes_shown(the_station().production.all(states, limit=OFFERED))
    return tuple(one for one in shown if not approved or one.standing is Verdict.APPROVED)


def chosen_programme() -> ProgrammeId:
    """Return the programme chosen in the form."""
    chosen = number(needed("programme", "Hãy chọn chương trình."))
    if chosen is None:
        raise FieldError("programme", "Hãy chọn chương trình trong danh sách.")
    return ProgrammeId(chosen)


@week.get("/")
def grid() -> str:
    """Show the week that holds the day asked for."""
    station, day = the_station(), today()
    monday = week_of(asked_day("day", day))
    shown = airings_shown(station.traffic.week(monday))
    days = [monday + timedelta(days=offset) for offset in range(7)]
    by_day = {
        one: [a for a in shown if a.view.airing.starts_at.astimezone(station.tz).date() == one]
        for one in days
    }
    return render_template("week/grid.html", monday=monday, by_day=by_day, day=day)


@week.get("/book")
@needs(Role.OPERATOR)
def ask_book() -> str:
    """Ask what to air, when and where."""
    return _book_page(None)


@week.post("/book")
@needs(Role.OPERATOR)
def book() -> Answer:
    """Book a programme."""
    station = the_station()
    with Attempt() as attempt:
        programme = chosen_programme()
        local = datetime.combine(needed_day("date"), needed_time("time"), station.tz)
        late = whole("late", least=0, most=LATEST_MINUTES, empty=DEFAULT_LATE_MINUTES)
        airing = station.traffic.book(
            programme,
            local.astimezone(UTC),
            ZoneName(needed("zone", "Hãy chọn nơi phát.")),
            me().id,
            late_ms=Ms(late * 60_000),
            priority=_priority(),
            reason=typed("reason"),
        )
        day = airing.starts_at.astimezone(station.tz).date()
        at = moments.clock_text(airing.starts_at, station.tz)
        flash(f"Đã xếp lịch “{airing.title}” lúc {at}, {moments.long_day_text(day)}.", "good")
        return redirect(url_for(".grid", day=week_of(day).isoformat()), 303)
    return _book_page(attempt), REFUSED


def _priority() -> Priority:
    text = typed("priority")
    return Priority(text) if text in set(Priority) else Priority.ORDINARY


def _book_page(attempt: Attempt | None) -> str:
    return render_template(
        "week/book.html",
        attempt=attempt,
        offered=offered(),
        zones=zones(),
        day=asked_day("day", today()),
        default_late=DEFAULT_LATE_MINUTES,
        most_late=LATEST_MINUTES,
    )


@week.get("/urgent")
@needs(Role.OPERATOR)
def ask_urgent() -> str:
    """Ask which approved programme cuts in at once."""
    return _urgent_page(None)


@week.post("/urgent")
@needs(Role.OPERATOR)
def interrupt() -> Answer:
    """Put an approved programme on the air at once."""
    with Attempt() as attempt:
        airing = the_station().traffic.interrupt(
            chosen_programme(),
            ZoneName(needed("zone", "Hãy chọn nơi phát.")),
            me().id,
            _answered_for(),
        )
        flash(f"Đã cho phát khẩn cấp “{airing.title}”. Âm thanh lên sau vài giây.", "good")
        return redirect(url_for("air.now"), 303)
    return _urgent_page(attempt), REFUSED


def _answered_for() -> str:
    """Return the reason, given by a person who has said that they answer for it."""
    needed("sure", "Hãy đánh dấu rằng bạn chịu trách nhiệm cho phát ngay lúc này.")
    return needed("reason", "Hãy ghi lý do phát khẩn cấp; lý do được lưu vào sổ.")


def _urgent_page(attempt: Attempt | None) -> str:
    return render_template(
        "week/urgent.html", attempt=attempt, offered=offered(approved=True), zones=zones()
    )


@week.get("/airings/<int:airing>")
def page(airing: int) -> str:
    """Show one airing, and what can be done with it."""
    return _airing_page(airing, None)


def _airing_page(airing: int, attempt: Attempt | None) -> str:
    shown = airings_shown([the_station().traffic.airing(AiringId(airing))])[0]
    can_fill = shown.to_come and shown.view.airing.slot is not None
    choices = offered() if can_fill and Role.OPERATOR in me().roles else ()
    return render_template("week/airing.html", shown=shown, attempt=attempt, offered=choices)


@week.post("/airings/<int:airing>/cancel")
@needs(Role.OPERATOR)
def cancel(airing: int) -> Answer:
    """Cancel an airing, with the reason that goes into the book."""
    with Attempt() as attempt:
        reason = needed("reason", "Hãy ghi lý do hủy; lý do được lưu vào sổ.")
        found = the_station().traffic.cancel(AiringId(airing), me().id, reason)
        flash(f"Đã hủy buổi phát “{found.title}”.", "good")
        return _to_week_of(found.starts_at)
    return _airing_page(airing, attempt), REFUSED


@week.post("/airings/<int:airing>/fill")
@needs(Role.OPERATOR)
def fill(airing: int) -> Answer:
    """Give one airing of a slot its programme."""
    with Attempt() as attempt:
        found = the_station().traffic.fill(AiringId(airing), chosen_programme(), me().id)
        flash(f"Đã xếp “{found.title}” vào buổi phát này.", "good")
        return _to_week_of(found.starts_at)
    return _airing_page(airing, attempt), REFUSED


def _to_week_of(instant: datetime) -> Response:
    day = instant.astimezone(the_station().tz).date()
    return redirect(url_for("week.grid", day=week_of(day).isoformat()), 303)
