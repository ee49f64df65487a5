"""On the air: what plays now, the log by day, the weekly book on paper, alerts and the trail.

Knows the logbook's pages; changes nothing but that an alert was seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as Sent
from werkzeug.wrappers import Response

from broadcaster.calendar import week_of
from broadcaster.model import EventId, Role
from broadcaster.sentences import LOG_WORDS
from web.desk import Attempt, me, the_station
from web.form import asked_day
from web.identity import needs, safe_next
from web.showing import airings_shown
from web.week import today

air = Blueprint("air", __name__, url_prefix="/air")

DAY = timedelta(days=1)
COMING = timedelta(days=7)
"""How far ahead the coming airings are looked for."""
TRAIL = 200
"""How many events the trail shows."""


@air.get("/")
def now() -> str:
    """Show what each output does now, what comes next and what was heard last."""
    station = the_station()
    at = station.now()
    views = station.traffic.between(at - DAY, at + COMING)
    return render_template(
        "air/now.html",
        status=station.logbook.on_air(),
        upcoming=[one for one in airings_shown(views) if one.to_come][:5],
        latest=station.logbook.latest(8),
        alerts=station.logbook.alerts(),
    )


def _day_span() -> tuple[datetime, datetime]:
    tz = the_station().tz
    day = asked_day("day", today())
    begin = datetime(day.year, day.month, day.day, tzinfo=tz)
    following = day + DAY
    end = datetime(following.year, following.month, following.day, tzinfo=tz)
    return begin.astimezone(UTC), end.astimezone(UTC)


@air.get("/log")
def log() -> str:
    """Show the as-run log of one day."""
    runs = the_station().logbook.log(*_day_span())
    day = asked_day("day", today())
    return render_template("air/log.html", runs=runs, day=day, today=today(), step=DAY)


@air.get("/log.csv")
def log_csv() -> Response:
    """Answer with the log of a day, or of a week, as CSV."""
    logbook = the_station().logbook
    if "week" in request.args:
        monday = week_of(asked_day("week", today()))
        runs, name = logbook.week(monday), f"so-phat-thanh-tuan-{monday.isoformat()}.csv"
    else:
        day = asked_day("day", today())
        runs, name = logbook.log(*_day_span()), f"so-phat-thanh-{day.isoformat()}.csv"
    answer = Sent(logbook.csv(runs, LOG_WORDS), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@air.get("/book")
def book() -> str:
    """Show the book of a week, made to be printed and signed."""
    monday = week_of(asked_day("week", today()))
    runs = the_station().logbook.week(monday)
    return render_template("air/book.html", runs=runs, monday=monday, step=DAY * 7)


@air.get("/trail")
@needs(Role.ADMINISTRATOR)
def trail() -> str:
    """Show who did what, newest first."""
    return render_template("air/trail.html", events=the_station().logbook.events(TRAIL))


@air.post("/alerts/<int:event>/seen")
def seen(event: int) -> Response:
    """Take an alert off the page."""
    with Attempt(tell=True):
        the_station().logbook.mark_seen(EventId(event), me().id)
        flash("Đã ghi nhận: cảnh báo đã có người xem.", "good")
    return redirect(safe_next(request.form.get("back") or url_for("air.now")), 303)
