"""The lexicon as a table: a file out, a file in, and what it would do before it does.

Knows the pages of tables; hangs them on the lexicon's blueprint.
"""

from __future__ import annotations

from flask import Response as Sent
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.lexicography import Mode, NotWholeError, OutdatedPlanError
from broadcaster.model import LexiconActId, Role
from broadcaster.words.entry_table import (
    LARGEST_TABLE,
    Table,
    read_table,
    write_table,
)
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, number, typed
from web.identity import needs
from web.lexicon import lexicon

SHOWN = 30
"""How many rows of each kind a page lists."""
FILE_NAME = "tu-dien-phat-am.csv"


@lexicon.get("/export.csv")
def export() -> Response:
    """Answer with the lexicon as CSV."""
    answer = Sent(the_station().lexicography.export(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@lexicon.get("/import")
@needs(Role.OPERATOR)
def ask_import() -> str:
    """Ask for a file."""
    return _ask(None)


def _ask(attempt: Attempt | None) -> str:
    return render_template("lexicon/import.html", attempt=attempt, largest=LARGEST_TABLE)


@lexicon.post("/import")
@needs(Role.OPERATOR)
def look_at_table() -> Answer:
    """Show what the file would do; nothing is kept yet."""
    with Attempt() as attempt:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise FieldError("file", "Hãy chọn một tệp CSV.")
        content = file.read(LARGEST_TABLE + 1)
        return _plan_page(read_table(content), _mode(), None)
    if attempt.field is None:
        attempt.field = "file"
    return _ask(attempt), REFUSED


@lexicon.post("/import/take")
@needs(Role.OPERATOR)
def import_() -> Answer:
    """Do what the page told; when the lexicon was changed meanwhile, tell again."""
    mode = _mode()
    with Attempt() as attempt:
        # A table that arrives empty or cut off must be refused, never taken for the whole.
        table = _table_again()
        seen = LexiconActId(number(typed("latest")) or 0)
        act = the_station().lexicography.import_(table, mode, seen, me().id)
        flash("Đã nhập bảng từ điển.", "good")
        return redirect(url_for(".act", act=act.id), 303)
    if isinstance(attempt.error, OutdatedPlanError | NotWholeError):
        return _plan_page(table, mode, attempt), 409
    return _ask(attempt), REFUSED


def _mode() -> Mode:
    return Mode.REPLACE if request.form.get("mode") == Mode.REPLACE else Mode.MERGE


def _table_again() -> Table:
    """Return the good rows that the page carried. Raises TableError."""
    return read_table(request.form.get("table", "").encode("utf-8", "replace"))


def _plan_page(table: Table, mode: Mode, attempt: Attempt | None) -> str:
    lexicography = the_station().lexicography
    plan = lexicography.plan(table, mode)
    good = (row.entry for row in table.rows)
    carried = write_table(good, notes=table.has_notes).decode("utf-8-sig")
    return render_template(
        "lexicon/plan.html",
        plan=plan,
        carried=carried,
        attempt=attempt,
        effect=lexicography.effect(plan.changes),
        shown=SHOWN,
    )


__all__ = ["lexicon"]
