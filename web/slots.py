"""The recurring places of the week: list, add, fill for good, stop. Knows traffic's slot pages."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.model import Ms, ProgrammeId, Role, Slot, SlotId, ZoneName
from broadcaster.store import NotFoundError
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, day, needed, needed_time, number, typed, whole
from web.identity import needs
from web.moments import WEEKDAYS
from web.week import DEFAULT_LATE_MINUTES, LATEST_MINUTES, offered, zones

slots = Blueprint("slots", __name__, url_prefix="/slots")

DEFAULT_LONGEST_MINUTES = 30


@slots.get("/")
def listing() -> str:
    """List the slots that stand."""
    found = sorted(the_station().traffic.slots(), key=lambda slot: (slot.start, slot.name))
    return render_template("slots/listing.html", slots=found, weekdays=WEEKDAYS, offered=offered())


@slots.get("/new")
@needs(Role.OPERATOR)
def new() -> str:
    """Ask for a slot."""
    return _new_page(None)


@slots.post("/new")
@needs(Role.OPERATOR)
def add() -> Answer:
    """Add a slot."""
    with Attempt() as attempt:
        weekdays = {int(one) for one in request.form.getlist("weekdays") if one in set("0123456")}
        if not weekdays:
            raise FieldError("weekdays", "Hãy chọn ít nhất một ngày trong tuần.")
        slot = the_station().traffic.add_slot(
            needed("name", "Hãy gõ tên khung giờ."),
            weekdays,
            needed_time("start"),
            ZoneName(needed("zone", "Hãy chọn nơi phát.")),
            me().id,
            programme=_programme(),
            longest_ms=_minutes("longest", 1, DEFAULT_LONGEST_MINUTES),
            late_ms=_minutes("late", 0, DEFAULT_LATE_MINUTES),
            valid_from=day("valid_from"),
            valid_to=day("valid_to"),
        )
        flash(f"Đã thêm khung giờ “{slot.name}”.", "good")
        return redirect(url_for(".listing"), 303)
    return _new_page(attempt), REFUSED


def _minutes(field: str, least: int, empty: int) -> Ms:
    return Ms(whole(field, least=least, most=LATEST_MINUTES, empty=empty) * 60_000)


def _programme() -> ProgrammeId | None:
    chosen = number(typed("programme"))
    return None if chosen is None else ProgrammeId(chosen)


def _new_page(attempt: Attempt | None) -> str:
    return render_template(
        "slots/new.html",
        attempt=attempt,
        zones=zones(),
        weekdays=WEEKDAYS,
        offered=offered(),
        chosen=request.form.getlist("weekdays"),
        default_late=DEFAULT_LATE_MINUTES,
        default_longest=DEFAULT_LONGEST_MINUTES,
        most=LATEST_MINUTES,
    )


@slots.post("/<int:slot>/programme")
@needs(Role.OPERATOR)
def set_programme(slot: int) -> Response:
    """Fix what a slot plays, or leave it to be filled day by day."""
    with Attempt(tell=True):
        the_station().traffic.set_slot_programme(SlotId(slot), _programme(), me().id)
        flash("Đã lưu chương trình cố định của khung giờ.", "good")
    return redirect(url_for(".listing"), 303)


@slots.get("/<int:slot>/stop")
@needs(Role.OPERATOR)
def ask_stop(slot: int) -> str:
    """Ask before a slot is ended."""
    return render_template("slots/stop.html", slot=_slot(slot), weekdays=WEEKDAYS)


def _slot(number: int) -> Slot:
    for slot in the_station().traffic.slots():
        if slot.id == number:
            return slot
    raise NotFoundError("slot", number)


@slots.post("/<int:slot>/stop")
@needs(Role.OPERATOR)
def stop(slot: int) -> Response:
    """End a slot; its airings to come are cancelled."""
    with Attempt(tell=True):
        the_station().traffic.stop_slot(SlotId(slot), me().id)
        flash("Đã dừng khung giờ; các buổi phát sắp tới của nó đã hủy.", "good")
    return redirect(url_for(".listing"), 303)
