"""Programmes: the list, composing one of several scripts, listening, and the verdict.

Knows the pages of production and of approval; a verdict always names the sound that was heard.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.model import (
    Ms,
    Programme,
    ProgrammeId,
    ProgrammeState,
    Role,
    ScriptId,
    ScriptRecord,
    ScriptState,
)
from broadcaster.newsroom import SpokenItem
from broadcaster.permission import WRITERS
from broadcaster.sound.vault import Sha
from broadcaster.traffic import NotHeardError
from broadcaster.words.proof import overruns
from web import beside
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.fitting import advice
from web.form import FieldError, day, needed, number, typed, whole
from web.identity import needs
from web.listening import Listening, listening_to
from web.showing import ProgrammeShown, programmes_shown

programmes = Blueprint("programmes", __name__, url_prefix="/programmes")

_ORDER = "order-"
"""How the field is called in which a script gets its place, before the script's number."""

SHOWN = 200
MOST_SCRIPTS = 60
LONGEST_REMARK = 4000
MOST_ROOM = 600
"""Minutes a programme may be given."""
PLANNED_AHEAD = timedelta(days=8)
"""How far ahead slots have their airings."""
FILTERS = {
    "making": "Đang dựng",
    "waiting": "Chờ duyệt",
    "approved": "Đã duyệt",
    "returned": "Trả lại",
    "failed": "Lỗi",
    "withdrawn": "Đã rút",
}


def _kind(shown: ProgrammeShown) -> str:
    match shown.programme.state:
        case ProgrammeState.WANTED:
            return "making"
        case ProgrammeState.FAILED:
            return "failed"
        case ProgrammeState.WITHDRAWN:
            return "withdrawn"
        case _:
            return shown.standing.value if shown.standing else "waiting"


@programmes.get("/")
def listing() -> str:
    """List programmes, newest first, all or of one kind."""
    wanted = request.args.get("state", "")
    shown = programmes_shown(the_station().production.all(limit=SHOWN))
    if wanted in FILTERS:
        shown = tuple(one for one in shown if _kind(one) == wanted)
    return render_template("programmes/listing.html", shown=shown, wanted=wanted, filters=FILTERS)


@programmes.get("/new")
@needs(Role.OPERATOR)
def new() -> str:
    """Ask which scripts make up a programme."""
    return _new_page(None)


@programmes.post("/new")
@needs(Role.OPERATOR)
def compose() -> Answer:
    """Make a programme of the scripts that were given a number, in the order of the numbers."""
    with Attempt() as attempt:
        title = needed("title", "Hãy gõ tên chương trình.")
        for_date = day("for_date")
        programme = the_station().production.compose(
            title, _order(), for_date, me().id, dressed=not typed("bare"), room_ms=_room()
        )
        flash("Đã ghép chương trình; đang dựng âm thanh.", "good")
        return redirect(url_for(".page", programme=programme.id), 303)
    return _new_page(attempt), REFUSED


def _order() -> list[ScriptId]:
    """Return the numbered scripts; the same number twice keeps the order of the page."""
    placed = []
    for field in request.form:
        script = number(field.removeprefix(_ORDER)) if field.startswith(_ORDER) else None
        if script is None or not typed(field):
            continue
        place = number(typed(field))
        if place is None or not 1 <= place <= 999:
            raise FieldError(field, "Thứ tự là một số từ 1 đến 999.")
        placed.append((place, ScriptId(script)))
    if not placed:
        raise FieldError("order", "Hãy đánh số thứ tự cho ít nhất một tin bài.")
    return [script for _, script in sorted(placed, key=lambda pair: pair[0])]


def _room() -> Ms | None:
    """Return how long the programme may be; None where no room was given."""
    minutes = whole("room", least=1, most=MOST_ROOM, empty=0)
    return Ms(minutes * 60_000) if minutes else None


def _new_page(attempt: Attempt | None) -> str:
    submitted = the_station().newsroom.all(frozenset({ScriptState.SUBMITTED}), limit=MOST_SCRIPTS)
    return render_template("programmes/new.html", attempt=attempt, records=submitted)


@programmes.get("/<int:programme>")
def page(programme: int) -> str:
    """Show a programme: its sound, facts, spoken text and verdicts."""
    return _page(programme, None)


def _page(number: int, attempt: Attempt | None) -> str:
    station = the_station()
    programme = station.production.get(ProgrammeId(number))
    texts = [_text(station.newsroom.get(script), programme) for script in programme.scripts]
    length_ms = programme.master.length_ms if programme.master else sum(one[2] for one in texts)
    places = _places(programme)
    mine = programme.created_by == me().id and not me().roles.isdisjoint(WRITERS)
    return render_template(
        "programmes/page.html",
        shown=programmes_shown([programme])[0],
        texts=texts,
        overruns=overruns(length_ms, places),
        advice=advice(programme, [one[0] for one in texts], places),
        verdicts=station.traffic.verdicts(programme.id),
        attempt=attempt,
        heard=_heard(programme),
        sound_changed=bool(attempt and isinstance(attempt.error, NotHeardError)),
        may_rebuild=mine or Role.OPERATOR in me().roles,
    )


def _heard(programme: Programme) -> Listening | None:
    master = programme.master
    return listening_to(master.sha, master.segments, master.length_ms) if master else None


def _text(
    record: ScriptRecord, programme: Programme
) -> tuple[ScriptRecord, beside.Beside, int, str | None]:
    """Return a script beside its reading on the day it is for, its length in ms, or why not."""
    station = the_station()
    today = programme.for_date or station.now().astimezone(station.tz).date()
    items: tuple[SpokenItem, ...] = ()
    with Attempt() as reading:
        items = station.newsroom.spoken(record)
    shown = beside.beside(items, today)
    return record, shown, beside.expected_length_ms(items), reading.refused


def _places(programme: Programme) -> list[tuple[str, int]]:
    """Return where the programme has to fit: its slots, and what may be on the air at all."""
    station = the_station()
    since = station.now()
    with station.store.read() as books:
        slots = books.slots.all()
        ahead = books.airings.between(since, since + PLANNED_AHEAD)
    booked = {one.slot for one in ahead if one.programme == programme.id}
    mine = [slot for slot in slots if slot.programme == programme.id or slot.id in booked]
    return [
        ("mức dài nhất được phát", station.config.air_rules.longest_ms),
        *((f"khung giờ “{slot.name}”", slot.longest_ms) for slot in mine),
    ]


@programmes.post("/<int:programme>/approve")
@needs(Role.APPROVER)
def approve(programme: int) -> Answer:
    """Approve the sound that was heard."""
    with Attempt() as attempt:
        the_station().traffic.approve(
            ProgrammeId(programme), Sha(typed("heard")), me().id, typed("remark", LONGEST_REMARK)
        )
        flash("Đã duyệt đúng bản âm thanh vừa nghe.", "good")
        return redirect(url_for(".page", programme=programme), 303)
    return _page(programme, attempt), REFUSED


@programmes.post("/<int:programme>/return")
@needs(Role.APPROVER)
def return_(programme: int) -> Answer:
    """Send the sound that was heard back with a remark."""
    with Attempt() as attempt:
        remark = needed("remark", "Hãy ghi rõ cần sửa gì để người soạn biết.", LONGEST_REMARK)
        the_station().traffic.return_(ProgrammeId(programme), Sha(typed("heard")), me().id, remark)
        flash("Đã trả lại kèm ý kiến.", "good")
        return redirect(url_for(".page", programme=programme), 303)
    return _page(programme, attempt), REFUSED


@programmes.post("/<int:programme>/rebuild")
@needs(*WRITERS)
def rebuild(programme: int) -> Response:
    """Want the master anew."""
    with Attempt(tell=True):
        the_station().production.rebuild(ProgrammeId(programme), me().id)
        flash("Đang dựng lại âm thanh.", "good")
    return redirect(url_for(".page", programme=programme), 303)


@programmes.post("/<int:programme>/cancel")
@needs(*WRITERS)
def cancel(programme: int) -> Response:
    """Stop making the master."""
    with Attempt(tell=True):
        stopped = the_station().production.cancel(ProgrammeId(programme), me().id)
        kept = stopped.state is ProgrammeState.READY
        flash("Đã dừng dựng." + (" Bản âm thanh cũ được giữ nguyên." if kept else ""), "good")
    return redirect(url_for(".page", programme=programme), 303)


@programmes.get("/<int:programme>/withdraw")
@needs(*WRITERS)
def ask_withdraw(programme: int) -> str:
    """Ask before a programme is taken back."""
    found = the_station().production.get(ProgrammeId(programme))
    return render_template("programmes/withdraw.html", programme=found)


@programmes.post("/<int:programme>/withdraw")
@needs(*WRITERS)
def withdraw(programme: int) -> Response:
    """Take a programme back."""
    with Attempt(tell=True):
        the_station().production.withdraw(ProgrammeId(programme), me().id)
        flash("Đã rút chương trình; các buổi phát của nó sẽ không phát.", "good")
    return redirect(url_for(".page", programme=programme), 303)
