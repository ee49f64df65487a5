"""The sound library: list, listen, name, take out of use, bring back, make a programme of one.

Knows the library's pages but those of files that come (`library_arrivals`); every act is the
department's.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from broadcaster.library import (
    LARGEST_FILE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_TITLE,
    SUFFIX,
    Label,
    LongPartError,
    callers,
    direction,
)
from broadcaster.library.errors import BadNameError, NameAwaitedError, NameTakenError
from broadcaster.model import Recording, RecordingId, Role, Use
from broadcaster.permission import WRITERS
from broadcaster.sound.vault import SoundMissingError
from broadcaster.words.spelling import folded
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import asked_number, shown, typed
from web.identity import needs

library = Blueprint("library", __name__, url_prefix="/library")

PER_PAGE = 30
LONGEST = {"name": LONGEST_NAME, "title": LONGEST_TITLE, "note": LONGEST_NOTE}
RETIRED = "retired"


@library.get("/")
def page() -> str:
    """List recordings, the newest first, all or of one use; `q` searches."""
    wanted, use = shown(request.args.get("q", ""))[:LONGEST_TITLE], request.args.get("use", "")
    keeper = the_station().library
    everything = keeper.all(live_only=False)
    live = [one for one in everything if one.live]
    pool = [one for one in everything if not one.live] if use == RETIRED else live
    found = [
        one
        for one in pool
        if (use not in set(Use) or one.use == use) and _holds(one, folded(wanted))
    ]
    at = max(asked_number("page") or 1, 1)
    return render_template(
        "library/page.html",
        recordings=found[(at - 1) * PER_PAGE : at * PER_PAGE],
        coming=keeper.reception.coming(),
        calls=keeper.calls(),
        callers=callers,
        number=len(live),
        retired=len(everything) - len(live),
        found=len(found),
        wanted=wanted,
        use=use,
        page_number=at,
        more=len(found) > at * PER_PAGE,
        direction=direction,
    )


def _holds(one: Recording, wanted: str) -> bool:
    return not wanted or wanted in folded(f"{one.name}\n{one.title}\n{one.note}\n{one.source_name}")


@library.get("/<int:recording>")
def one(recording: int) -> str:
    """Show a recording: its sound, what was found about it, and where it is used."""
    return recording_page(the_station().library.get(RecordingId(recording)), None)


def recording_page(recording: Recording, attempt: Attempt | None, asked: str = "") -> str:
    """Return the page of a recording; `asked` names the form that an `attempt` came from."""
    keeper = the_station().library
    roles = me().roles
    mine = recording.created_by == me().id and not roles.isdisjoint(WRITERS)
    before = None if recording.instead_of is None else keeper.get(recording.instead_of)
    return render_template(
        "library/recording.html",
        recording=recording,
        before=before,
        callers=keeper.callers(recording) if recording.live else (),
        stand_in=None if recording.live else keeper.by_name(recording.name),
        direction=direction(recording.use, recording.name),
        may_change=recording.live and (mine or Role.OPERATOR in roles),
        may_retire=Role.OPERATOR in roles,
        attempt=attempt,
        asked=asked,
        longest=LONGEST,
        largest=LARGEST_FILE,
    )


@library.get("/<int:recording>/sound")
def sound(recording: int) -> Response:
    """Answer with the sound of a recording, whole or in ranges."""
    found = the_station().library.get(RecordingId(recording))
    try:
        path = the_station().library.path(found)
    except SoundMissingError:
        return Response(status=404)
    answer = send_file(
        path.resolve(),
        mimetype="audio/flac",
        conditional=True,
        etag=found.sound.sha,
        as_attachment="download" in request.args,
        download_name=f"{found.name}{SUFFIX}",
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@library.post("/<int:recording>/describe")
@needs(*WRITERS)
def describe(recording: int) -> Answer:
    """Keep another name, title or note."""
    keeper = the_station().library
    with Attempt() as attempt:
        present = keeper.get(RecordingId(recording))
        keeper.describe(present.id, typed_label(present.use), me().id)
        flash("Đã lưu.", "good")
        return redirect(url_for(".one", recording=recording), 303)
    place(attempt)
    return recording_page(keeper.get(RecordingId(recording)), attempt, "describe"), REFUSED


@library.get("/<int:recording>/retire")
@needs(Role.OPERATOR)
def ask_retire(recording: int) -> str:
    """Ask before a recording is taken out of use, and tell which scripts call for it."""
    keeper = the_station().library
    found = keeper.get(RecordingId(recording))
    return render_template("library/retire.html", recording=found, callers=keeper.callers(found))


@library.post("/<int:recording>/retire")
@needs(Role.OPERATOR)
def retire(recording: int) -> Response:
    """Take a recording out of use; its page can bring it back."""
    with Attempt(tell=True):
        the_station().library.retire(RecordingId(recording), me().id)
        flash("Đã bỏ khỏi kho. Chương trình đã dựng vẫn giữ nguyên âm thanh.", "good")
    return redirect(url_for(".one", recording=recording), 303)


@library.post("/<int:recording>/restore")
@needs(Role.OPERATOR)
def restore(recording: int) -> Response:
    """Bring a recording back."""
    with Attempt(tell=True):
        the_station().library.restore(RecordingId(recording), me().id)
        flash("Đã đưa trở lại kho.", "good")
    return redirect(url_for(".one", recording=recording), 303)


@library.post("/<int:recording>/programme")
@needs(Role.OPERATOR)
def programme(recording: int) -> Response:
    """Make a programme of a recording alone."""
    with Attempt(tell=True):
        made = the_station().library.programme_of(RecordingId(recording), me().id)
        flash("Đã lập chương trình từ băng này; đang dựng âm thanh.", "good")
        return redirect(url_for("programmes.page", programme=made.id), 303)
    return redirect(url_for(".one", recording=recording), 303)


def typed_label(use: Use) -> Label:
    """Return what was typed of a recording; its own check tells what is wrong with it."""
    return Label(typed("name", 10_000), typed("title", 10_000), use, typed("note", 10_000))


def place(attempt: Attempt, otherwise: str | None = None) -> None:
    """Let the refusal be shown at the field it is about, at `otherwise` when at none."""
    if isinstance(attempt.error, LongPartError):
        attempt.field = attempt.error.part
    elif isinstance(attempt.error, BadNameError | NameTakenError | NameAwaitedError):
        attempt.field = "name"
    elif attempt.field is None:
        attempt.field = otherwise
