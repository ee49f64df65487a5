"""Scripts: the list, a new one typed or uploaded, reading it beside its spoken form, handing it in.

Knows the pages of the newsroom; every act is the newsroom's or production's.
"""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.model import (
    Job,
    JobId,
    JobKind,
    JobState,
    Role,
    ScriptId,
    ScriptRecord,
    ScriptState,
)
from broadcaster.newsroom import LONGEST_TITLE, SpokenItem
from broadcaster.permission import WRITERS
from broadcaster.production import Offered, text_of
from broadcaster.store import NotFoundError, StaleError
from broadcaster.words.parse import KNOWN
from broadcaster.words.proof import overruns
from web import beside
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, asked_number, needed, number, shown, typed, whole
from web.identity import needs
from web.listening import listening_to

scripts = Blueprint("scripts", __name__, url_prefix="/scripts")

PER_PAGE = 40
LONGEST_BODY = 1_000_000
"""Characters; as many as a document may have that is taken in."""


@scripts.get("/")
def listing() -> str:
    """List scripts, newest first, all or of one state."""
    wanted = request.args.get("state", "")
    state = ScriptState(wanted) if wanted in set(ScriptState) else None
    page = max(asked_number("page") or 1, 1)
    found = the_station().newsroom.all(
        frozenset({state}) if state else None, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE
    )
    return render_template(
        "scripts/listing.html",
        records=found[:PER_PAGE],
        state=state,
        page_number=page,
        more=len(found) > PER_PAGE,
    )


@scripts.get("/new")
@needs(*WRITERS)
def new() -> str:
    """Ask for a script: typed, or a file. `copy` begins with the text of another one."""
    source = asked_number("copy")
    record = the_station().newsroom.get(ScriptId(source)) if source else None
    return _new_page(None, record)


@scripts.post("/new")
@needs(*WRITERS)
def write() -> Answer:
    """Make a draft of what was typed."""
    with Attempt() as attempt:
        title = needed("title", "Hãy gõ tiêu đề.", LONGEST_TITLE)
        body = needed("body", "Hãy gõ hoặc dán nội dung.", LONGEST_BODY)
        record = the_station().newsroom.write(title, body, me().id, typed("column") or None)
        flash("Đã lưu bản nháp. Hãy nghe thử rồi nộp tin.", "good")
        return redirect(url_for(".page", script=record.id), 303)
    return _new_page(attempt), REFUSED


@scripts.post("/upload")
@needs(*WRITERS)
def upload() -> Answer:
    """Make a draft of an uploaded document."""
    with Attempt() as attempt:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise FieldError("file", "Hãy chọn một tệp .txt, .md, .docx hoặc .pdf.")
        name = PurePath(shown(file.filename).replace("\\", "/")).name
        record = the_station().newsroom.take_in(name, file.read(), me().id)
        flash("Đã đọc văn bản vào bản nháp. Hãy xem lại phần nội dung và phần bỏ ra.", "good")
        return redirect(url_for(".page", script=record.id), 303)
    return _new_page(attempt), REFUSED


def _new_page(attempt: Attempt | None, record: ScriptRecord | None = None) -> str:
    return render_template(
        "scripts/new.html",
        attempt=attempt,
        known=KNOWN,
        offered=_offered(),
        record=record,
        longest=LONGEST_TITLE,
    )


def _offered() -> Offered | None:
    """Return the names a script may call for; None while the station's music is not in order."""
    with Attempt():
        return the_station().studio.offered()
    return None


@scripts.get("/<int:script>")
def page(script: int) -> str:
    """Show a script as written and as spoken, and what can be done with it."""
    station = the_station()
    record = station.newsroom.get(ScriptId(script))
    items: tuple[SpokenItem, ...] = ()
    with Attempt() as reading:
        items = station.newsroom.spoken(record)
    with Attempt() as making:
        station.studio.check(text_of(record))
    with station.store.read() as books:
        programmes = books.programmes.containing(record.id)
    length_ms = beside.expected_length_ms(items)
    longest = [("mức dài nhất được phát", station.config.air_rules.longest_ms)]
    preview = _preview(record)
    return render_template(
        "scripts/page.html",
        record=record,
        reading=reading,
        making=making,
        side=beside.beside(items, station.now().astimezone(station.tz).date()),
        expected_ms=length_ms,
        overruns=overruns(length_ms, longest),
        may_teach=not me().roles.isdisjoint(WRITERS),
        preview=preview,
        heard=listening_to(preview.result) if preview and preview.result else None,
        programmes=programmes,
        mine=_may_change(record),
    )


def _may_change(record: ScriptRecord) -> bool:
    roles = me().roles
    own = record.author == me().id and not roles.isdisjoint(WRITERS)
    return own or Role.OPERATOR in roles


def _preview(record: ScriptRecord) -> Job | None:
    """Return the preview of the text as it stands now, if one was asked for."""
    station, asked = the_station(), asked_number("preview")
    if asked is not None:
        try:
            job: Job | None = station.production.job(JobId(asked))
        except NotFoundError:
            job = None
        if job and (job.kind, job.subject) == (JobKind.PREVIEW, record.id) and _there(job):
            return job
    with station.store.read() as books:
        job = books.jobs.latest(JobKind.PREVIEW, record.id)
    return job if job and job.created_at >= record.changed_at and _there(job) else None


def _there(job: Job) -> bool:
    """Tell whether what was made is still kept; a preview is for some days."""
    return job.result is None or the_station().studio.kept(job.result)


@scripts.post("/<int:script>/preview")
@needs(*WRITERS)
def preview(script: int) -> Response:
    """Have the script spoken."""
    with Attempt(tell=True):
        job = the_station().production.preview(ScriptId(script), me().id)
        waiting = job.id if job.state is not JobState.FAILED else None
        return redirect(url_for(".page", script=script, preview=waiting), 303)
    return redirect(url_for(".page", script=script), 303)


@scripts.post("/<int:script>/preview/cancel")
@needs(*WRITERS)
def cancel_preview(script: int) -> Response:
    """Stop speaking the script."""
    job = number(typed("job"))
    with Attempt(tell=True):
        the_station().production.cancel_preview(JobId(job or 0), me().id)
        flash("Đã dừng đọc thử.", "good")
    return redirect(url_for(".page", script=script, preview=job), 303)


@scripts.get("/<int:script>/history")
def history(script: int) -> str:
    """Show the script as it stood before each revision."""
    record = the_station().newsroom.get(ScriptId(script))
    with the_station().store.read() as books:
        earlier = books.scripts.revisions(record.id)
    return render_template(
        "scripts/history.html", record=record, earlier=earlier, mine=_may_change(record)
    )


@scripts.get("/<int:script>/edit")
@needs(*WRITERS)
def edit(script: int) -> str:
    """Ask for a new text of a script; `from` begins with the text of an earlier revision."""
    record = the_station().newsroom.get(ScriptId(script))
    wanted, text = asked_number("from"), record
    if wanted is not None:
        with the_station().store.read() as books:
            earlier = books.scripts.revisions(record.id)
        text = next((one for one in earlier if one.revision == wanted), record)
    return _edit_page(record, text, None)


def _edit_page(record: ScriptRecord, text: ScriptRecord, attempt: Attempt | None) -> str:
    return render_template(
        "scripts/edit.html",
        record=record,
        text=text,
        attempt=attempt,
        known=KNOWN,
        offered=_offered(),
        longest=LONGEST_TITLE,
    )


@scripts.post("/<int:script>/edit")
@needs(*WRITERS)
def revise(script: int) -> Answer:
    """Replace the text, unless somebody else did meanwhile: then both texts are shown."""
    newsroom = the_station().newsroom
    number = ScriptId(script)
    with Attempt() as attempt:
        revision = whole("revision", least=1, most=10**9)
        title = needed("title", "Hãy gõ tiêu đề.", LONGEST_TITLE)
        body = needed("body", "Hãy gõ nội dung.", LONGEST_BODY)
        newsroom.revise(number, revision, title, body, me().id, typed("column") or None)
        flash("Đã lưu nội dung mới.", "good")
        return redirect(url_for(".page", script=script), 303)
    record = newsroom.get(number)
    if isinstance(attempt.error, StaleError):
        return render_template("scripts/conflict.html", record=record, longest=LONGEST_TITLE), 409
    return _edit_page(record, record, attempt), REFUSED


@scripts.post("/<int:script>/submit")
@needs(*WRITERS)
def submit(script: int) -> Response:
    """Hand the script in."""
    with Attempt(tell=True):
        programme = the_station().newsroom.submit(ScriptId(script), me().id)
        flash("Đã nộp. Chương trình đang được dựng và sẽ chờ người duyệt nghe.", "good")
        return redirect(url_for("programmes.page", programme=programme.id), 303)
    return redirect(url_for(".page", script=script), 303)


@scripts.get("/<int:script>/withdraw")
@needs(*WRITERS)
def ask_withdraw(script: int) -> str:
    """Ask before a script and its programmes are taken back."""
    record = the_station().newsroom.get(ScriptId(script))
    with the_station().store.read() as books:
        programmes = books.programmes.containing(record.id)
    return render_template("scripts/withdraw.html", record=record, programmes=programmes)


@scripts.post("/<int:script>/withdraw")
@needs(*WRITERS)
def withdraw(script: int) -> Response:
    """Take the script back."""
    with Attempt(tell=True):
        the_station().newsroom.withdraw(ScriptId(script), me().id)
        flash("Đã rút tin. Nội dung vẫn được giữ; có thể soạn lại từ bản này.", "good")
    return redirect(url_for(".page", script=script), 303)
