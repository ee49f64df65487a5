"""The lexicon: how the station says its own names. List, add, change, remove, undo.

Knows the lexicon's pages but those of tables (`lexicon_table`); every act is the department's, and
each leads to a page that says what is read otherwise now and how to take it back.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.lexicography import KnownEntryError
from broadcaster.model import (
    EntryChange,
    EntryId,
    LexiconActId,
    LexiconEntry,
)
from broadcaster.permission import WRITERS
from broadcaster.store import StaleError
from broadcaster.words.entry import (
    LONGEST_NOTE,
    LONGEST_SPOKEN,
    LONGEST_WRITTEN,
    Entry,
    LongEntryError,
    UnsayableError,
    UnspokenError,
    UnwrittenError,
)
from broadcaster.words.spelling import folded
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import asked_number, number, shown, typed
from web.identity import needs

lexicon = Blueprint("lexicon", __name__, url_prefix="/lexicon")

PER_PAGE = 50
LONGEST = {"written": LONGEST_WRITTEN, "spoken": LONGEST_SPOKEN, "note": LONGEST_NOTE}


@lexicon.get("/")
def page() -> str:
    """List entries, the last changed first; `q` searches, `written` begins a new one."""
    written = shown(request.args.get("written", ""))[:LONGEST_WRITTEN]
    return _page(Entry(written, "", ""), None)


def _page(entry: Entry, attempt: Attempt | None) -> str:
    known = the_station().lexicography.known().entries
    wanted = shown(request.args.get("q", ""))[:LONGEST_WRITTEN]
    found = [one for one in known if _holds(one, folded(wanted))]
    at = max(asked_number("page") or 1, 1)
    return render_template(
        "lexicon/page.html",
        entries=found[(at - 1) * PER_PAGE : at * PER_PAGE],
        number=len(known),
        found=len(found),
        wanted=wanted,
        page_number=at,
        more=len(found) > at * PER_PAGE,
        entry=entry,
        standing=None,
        attempt=attempt,
        longest=LONGEST,
    )


def _holds(one: LexiconEntry, wanted: str) -> bool:
    entry = one.entry
    return not wanted or wanted in folded(f"{entry.written}\n{entry.spoken}\n{entry.note}")


@lexicon.get("/entries/<int:entry>")
@needs(*WRITERS)
def entry(entry: int) -> str:
    """Ask for a change of an entry, and tell what removing it would do."""
    standing = the_station().lexicography.get(EntryId(entry))
    return _entry_page(standing, standing.entry, None)


def _entry_page(standing: LexiconEntry, entry: Entry, attempt: Attempt | None) -> str:
    gone = the_station().lexicography.effect([EntryChange(standing.entry, None)])
    return render_template(
        "lexicon/entry.html",
        standing=standing,
        entry=entry,
        attempt=attempt,
        effect=gone,
        longest=LONGEST,
    )


@lexicon.post("/look")
@needs(*WRITERS)
def look() -> Answer:
    """Show what an entry, as typed, would do; nothing is kept yet."""
    standing, after = _standing(), _typed()
    with Attempt() as attempt:
        change = EntryChange(_seen(standing), after)
        preview = the_station().lexicography.preview(change)
        return render_template(
            "lexicon/look.html",
            preview=preview,
            entry=preview.change.entry,
            standing=standing,
            attempt=None,
            effect=preview.effect,
            longest=LONGEST,
        )
    return _again(standing, after, attempt), REFUSED


@lexicon.post("/save")
@needs(*WRITERS)
def save() -> Answer:
    """Keep the entry."""
    standing, after = _standing(), _typed()
    with Attempt() as attempt:
        before, lexicography = _seen(standing), the_station().lexicography
        if before is None:
            act = lexicography.add(after, me().id)
        else:
            act = lexicography.change(before, after, me().id)
        return redirect(url_for(".act", act=act.id), 303)
    return _again(standing, after, attempt), REFUSED


@lexicon.post("/entries/<int:entry>/remove")
@needs(*WRITERS)
def remove(entry: int) -> Response:
    """Remove the entry as it was shown; the next page can take that back."""
    standing = the_station().lexicography.get(EntryId(entry))
    with Attempt(tell=True):
        act = the_station().lexicography.remove(_shown(standing), me().id)
        return redirect(url_for(".act", act=act.id), 303)
    return redirect(url_for(".entry", entry=entry), 303)


@lexicon.get("/acts/<int:act>")
def act(act: int) -> str:
    """Show what was done, what is read otherwise because of it, and how to take it back."""
    lexicography = the_station().lexicography
    done = lexicography.act(LexiconActId(act))
    effect = lexicography.effect_of(done)
    right = lexicography.still_right([one.programme for one in effect.programmes])
    standing = {one.entry.identity: one.entry for one in lexicography.known().entries}
    stands = all(one.after == standing.get(one.entry.identity) for one in done.changes)
    return render_template("lexicon/act.html", act=done, effect=effect, right=right, stands=stands)


@lexicon.post("/acts/<int:act>/undo")
@needs(*WRITERS)
def undo(act: int) -> Response:
    """Take back what was done."""
    with Attempt(tell=True):
        undone = the_station().lexicography.undo(LexiconActId(act), me().id)
        flash("Đã hoàn tác.", "good")
        return redirect(url_for(".act", act=undone.id), 303)
    return redirect(url_for(".act", act=act), 303)


_FIELDS: tuple[tuple[type[Exception], str], ...] = (
    (UnwrittenError, "written"),
    (KnownEntryError, "written"),
    (UnspokenError, "spoken"),
    (UnsayableError, "spoken"),
)


def _place(attempt: Attempt) -> None:
    """Let the refusal be shown at the field it is about."""
    if isinstance(attempt.error, LongEntryError):
        attempt.field = attempt.error.part
    for kind, field in _FIELDS:
        if isinstance(attempt.error, kind):
            attempt.field = field


def _typed() -> Entry:
    """Return what was typed, however long: the entry's own check tells what is wrong with it."""
    return Entry(*(typed(field, 10_000) for field in ("written", "spoken", "note")))


def _standing() -> LexiconEntry | None:
    """Return the entry that is to be changed; None for a new one."""
    id = number(typed("entry"))
    return None if id is None else the_station().lexicography.get(EntryId(id))


def _seen(standing: LexiconEntry | None) -> Entry | None:
    """Return the entry as the form showed it. Raises StaleError when it is another one by now."""
    return None if standing is None else _shown(standing)


def _shown(standing: LexiconEntry) -> Entry:
    if number(typed("act")) != standing.act:
        raise StaleError("lexicon entry", standing.id, standing.act)
    return standing.entry


def _again(standing: LexiconEntry | None, entry: Entry, attempt: Attempt) -> str:
    _place(attempt)
    if standing is None:
        return _page(entry, attempt)
    return _entry_page(standing, entry, attempt)
