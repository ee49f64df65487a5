"""Files for the sound library: sent, taken in by a worker while the page tells how far, refused.

Knows the pages of files that come; hangs them on the library's blueprint.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from broadcaster.library import LARGEST_FILE, suggested
from broadcaster.library.names import file_name
from broadcaster.model import ArrivalId, RecordingId, Role, Use
from broadcaster.permission import WRITERS
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, typed
from web.identity import needs
from web.library import LONGEST, library, place, recording_page, typed_label
from web.uploading import part_of


@library.get("/new")
@needs(*WRITERS)
def new() -> str:
    """Ask for a file and what it is."""
    return _new_page(None)


def _new_page(attempt: Attempt | None) -> str:
    return render_template(
        "library/new.html", attempt=attempt, uses=_uses(), longest=LONGEST, largest=LARGEST_FILE
    )


def _uses() -> tuple[Use, ...]:
    """Return what this person may send files for."""
    return tuple(one for one in Use if one is not Use.PROGRAMME or Role.OPERATOR in me().roles)


@library.post("/new")
@needs(*WRITERS)
def upload() -> Answer:
    """Accept a file; a worker takes it in."""
    with Attempt() as attempt:
        file, name = _file(), typed("name", 10_000)
        source = file_name(file.filename or "")
        label = typed_label(_use())
        if not name:
            label = type(label)(suggested(source), label.title, label.use, label.note)
        reception = the_station().library.reception
        arrival = reception.receive(part_of(file.stream), source, label, me().id)
        return redirect(url_for(".arrival", arrival=arrival.id), 303)
    place(attempt, "file")
    return _new_page(attempt), REFUSED


@library.post("/<int:recording>/replace")
@needs(*WRITERS)
def replace(recording: int) -> Answer:
    """Accept a file that shall take a recording's place."""
    keeper, id = the_station().library, RecordingId(recording)
    with Attempt() as attempt:
        file = _file()
        arrival = keeper.reception.replace(
            id, part_of(file.stream), file.filename or "", typed("note", 10_000), me().id
        )
        return redirect(url_for(".arrival", arrival=arrival.id), 303)
    place(attempt, "file")
    return recording_page(keeper.get(id), attempt, "replace"), REFUSED


@library.get("/arrivals/<int:arrival>")
def arrival(arrival: int) -> Answer:
    """Show how far a file is; once it is in the library, its recording."""
    coming = the_station().library.reception.arrival(ArrivalId(arrival))
    if coming.arrival.recording is not None:
        return redirect(url_for(".one", recording=coming.arrival.recording), 303)
    return render_template(
        "library/arrival.html",
        coming=coming,
        mine=coming.arrival.by == me().id or Role.OPERATOR in me().roles,
    )


@library.post("/arrivals/<int:arrival>/put-away")
@needs(*WRITERS)
def put_away(arrival: int) -> Response:
    """Stop taking a file in, or tell nobody any more that it was refused."""
    with Attempt(tell=True):
        reception = the_station().library.reception
        if reception.put_away(ArrivalId(arrival), me().id):
            flash("Đã dừng, không lấy tệp này vào kho.", "good")
        elif (taken := reception.arrival(ArrivalId(arrival)).arrival.recording) is not None:
            flash("Không kịp dừng: tệp đã vào kho trước đó.", "note")
            return redirect(url_for(".one", recording=taken), 303)
    return redirect(url_for(".page"), 303)


def _file() -> FileStorage:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FieldError("file", "Hãy chọn một tệp âm thanh.")
    return file


def _use() -> Use:
    try:
        return Use(typed("use"))
    except ValueError:
        raise FieldError("use", "Hãy chọn loại băng.") from None


__all__ = ["library"]
