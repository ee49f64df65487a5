"""The newsroom: scripts come in, are written, revised, handed in and withdrawn.

Knows scripts as the clerk sees them and how they will be read aloud; knows no sound or schedule.

    NewsroomError
    ├── EmptyScriptError     no title, or nothing to say
    ├── NotYoursError        somebody else's script, and not an operator
    └── ScriptClosedError    handed in already, or withdrawn

What cannot be read in keeps its own errors: words.intake.IntakeError, words.parse.ScriptError; a
revision made on an old text raises store.StaleError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from broadcaster.model import (
    EventLevel,
    LeftOut,
    Programme,
    Role,
    ScriptId,
    ScriptRecord,
    ScriptState,
    User,
    UserId,
)
from broadcaster.permission import WRITERS, NotAllowedError, require
from broadcaster.store import Books, Store
from broadcaster.words.intake import take_in
from broadcaster.words.parse import parse
from broadcaster.words.reading import USUAL, Manner, Reading, read
from broadcaster.words.script import Item, Say, is_heard, opens_with

LONGEST_TITLE = 300
"""Characters; the longest subject lines of decisions fit."""


class NewsroomError(Exception):
    """Root of what can go wrong with a script in the newsroom."""


class EmptyScriptError(NewsroomError):
    """Nothing to say; `missing` is "title" or "body"."""

    def __init__(self, missing: str) -> None:
        """`missing` is "title" or "body"."""
        self.missing = missing
        super().__init__(f"the script has no {missing}")


class NotYoursError(NewsroomError):
    """Only its author or an operator may change a script."""

    def __init__(self, script: ScriptId) -> None:
        """`script` is somebody else's."""
        self.script = script
        super().__init__(f"script {script} belongs to somebody else")


class ScriptClosedError(NewsroomError):
    """The script no longer takes this act; `state` is where it stands."""

    def __init__(self, script: ScriptId, state: ScriptState) -> None:
        """`state` is where the script stands."""
        self.script = script
        self.state = state
        super().__init__(f"script {script} is {state}")


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """One item of a script, and how it will be read aloud when it is speech."""

    item: Item
    reading: Reading | None


class Newsroom:
    """Takes scripts in and hands them to production."""

    def __init__(
        self,
        *,
        store: Store,
        now: Callable[[], datetime],
        manner: Callable[[], Manner] = lambda: USUAL,
        recipe: str = "horn",
        check: Callable[[ScriptRecord], None] = lambda script: None,
    ) -> None:
        """`manner` tells how the station reads today; `recipe` masters what is handed in.

        `check` raises for a script that cannot be made: it names music or a voice there is not.
        """
        self._store = store
        self._now = now
        self._manner = manner
        self._recipe = recipe
        self._check = check

    def take_in(self, name: str, content: bytes, by: UserId) -> ScriptRecord:
        """Make a draft of the document called `name`; what was left out is kept with it.

        Raises NotAllowedError, EmptyScriptError, and words.intake.IntakeError.
        """
        with self._store.read() as books:
            require(books, by, *WRITERS)
        document = take_in(content, name)
        title = (document.title or PurePath(name).stem).strip()[:LONGEST_TITLE].rstrip()
        _refuse_empty(title, document.body)
        left_out = tuple(LeftOut(piece.text, piece.reason) for piece in document.left_out)
        at = self._now()
        with self._store.write() as books:
            require(books, by, *WRITERS)
            record = books.scripts.add(
                title=title,
                body=document.body,
                column=None,
                issued_by=document.issued_by,
                issued_on=document.issued_on,
                document_number=document.number,
                source_name=PurePath(name).name,
                left_out=left_out,
                author=by,
                at=at,
            )
            _note(books, "script-taken-in", by, record.id, record.title, at)
        return record

    def write(self, title: str, body: str, by: UserId, column: str | None = None) -> ScriptRecord:
        """Make a draft of what was typed. Raises NotAllowedError, EmptyScriptError."""
        title, body = _tidy(title, body)
        at = self._now()
        with self._store.write() as books:
            require(books, by, *WRITERS)
            record = books.scripts.add(
                title=title,
                body=body,
                column=column,
                issued_by=None,
                issued_on=None,
                document_number=None,
                source_name=None,
                left_out=(),
                author=by,
                at=at,
            )
            _note(books, "script-written", by, record.id, record.title, at)
        return record

    def revise(
        self,
        script: ScriptId,
        revision: int,
        title: str,
        body: str,
        by: UserId,
        column: str | None = None,
    ) -> ScriptRecord:
        """Replace the text that the writer saw as `revision`.

        Programmes that hold the script are wanted anew, so an approval counts again only when
        the same sound comes out. Raises NotAllowedError, NotYoursError, ScriptClosedError,
        EmptyScriptError, store.StaleError, and once it was handed in words.parse.ScriptError and
        what `check` raises.
        """
        title, body = _tidy(title, body)
        at = self._now()
        with self._store.write() as books:
            present = self._mine(books, script, by)
            if present.state is ScriptState.WITHDRAWN:
                raise ScriptClosedError(script, present.state)
            if present.state is ScriptState.SUBMITTED:
                _refuse_silent(title, body)
                self._check(replace(present, title=title, body=body, column=column))
            record = books.scripts.revise(script, revision, title, body, column, at)
            for programme in books.programmes.containing(script):
                books.programmes.set_wanted(programme.id, at)
            _note(books, "script-revised", by, script, title, at)
        return record

    def submit(self, script: ScriptId, by: UserId) -> Programme:
        """Hand a draft in; it becomes a programme of its own, wanted from production.

        Raises NotAllowedError, NotYoursError, ScriptClosedError, EmptyScriptError,
        words.parse.ScriptError, and what `check` raises.
        """
        at = self._now()
        with self._store.write() as books:
            record = self._mine(books, script, by)
            if record.state is not ScriptState.DRAFT:
                raise ScriptClosedError(script, record.state)
            _refuse_silent(record.title, record.body)
            self._check(record)
            books.scripts.set_state(script, ScriptState.SUBMITTED, at)
            programme = books.programmes.add(record.title, (script,), None, self._recipe, by, at)
            _note(books, "script-submitted", by, script, f"programme:{programme.id}", at)
        return programme

    def withdraw(self, script: ScriptId, by: UserId) -> ScriptRecord:
        """Take a script back; every programme that holds it is withdrawn with it.

        Raises NotAllowedError, NotYoursError, ScriptClosedError.
        """
        at = self._now()
        with self._store.write() as books:
            record = self._mine(books, script, by)
            if record.state is ScriptState.WITHDRAWN:
                raise ScriptClosedError(script, record.state)
            books.scripts.set_state(script, ScriptState.WITHDRAWN, at)
            for programme in books.programmes.containing(script):
                books.programmes.withdraw(programme.id, at)
            _note(books, "script-withdrawn", by, script, record.title, at)
            return books.scripts.get(script)

    def get(self, script: ScriptId) -> ScriptRecord:
        """Return a script. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.scripts.get(script)

    def all(
        self, states: frozenset[ScriptState] | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[ScriptRecord, ...]:
        """Return scripts in any of `states` (None: in all), newest first."""
        with self._store.read() as books:
            return tuple(books.scripts.all(states, limit=limit, offset=offset))

    def spoken(self, record: ScriptRecord) -> tuple[SpokenItem, ...]:
        """Return the items of a script, each piece of speech with its reading.

        The title comes first, since it is announced, unless the text opens with it.
        Raises words.parse.ScriptError.
        """
        script = parse(record.body, record.title)
        title = Say(script.title or record.title, 0, script.voice)
        said = opens_with(script.items, title.text)
        items = script.items if said else (title, *script.items)
        manner = self._manner()
        return tuple(
            SpokenItem(item, read(item.text, manner) if isinstance(item, Say) else None)
            for item in items
        )

    def _mine(self, books: Books, script: ScriptId, by: UserId) -> ScriptRecord:
        person: User = require(books, by, *WRITERS)
        record = books.scripts.get(script)
        if record.author != by and Role.OPERATOR not in person.roles:
            raise NotYoursError(script)
        return record


def _tidy(title: str, body: str) -> tuple[str, str]:
    title = " ".join(title.split())
    body = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_empty(title, body)
    return title, body


def _refuse_empty(title: str, body: str) -> None:
    if not title:
        raise EmptyScriptError("title")
    if not body.strip():
        raise EmptyScriptError("body")


def _refuse_silent(title: str, body: str) -> None:
    if not is_heard(parse(body, title).items):
        raise EmptyScriptError("body")


def _note(books: Books, what: str, by: UserId, script: ScriptId, detail: str, at: datetime) -> None:
    books.events.add(EventLevel.NOTE, what, by, f"script:{script}", detail, at)


__all__ = [
    "EmptyScriptError",
    "Newsroom",
    "NewsroomError",
    "NotAllowedError",
    "NotYoursError",
    "ScriptClosedError",
    "SpokenItem",
]
