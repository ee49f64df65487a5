"""The sound library: recordings are named, taken out of use, brought back, and put into programmes.

Knows the books and the vault; files come in at the `reception`. Programmes that were made keep
their sound whatever happens here, since a master is a sound of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from broadcaster.library import uses
from broadcaster.library.errors import NameTakenError, RecordingRetiredError, StandInError
from broadcaster.library.label import Label, checked
from broadcaster.library.names import direction
from broadcaster.library.reception import Reception
from broadcaster.model import (
    EventLevel,
    Programme,
    Recording,
    RecordingId,
    Role,
    ScriptRecord,
    ScriptState,
    Use,
    UserId,
)
from broadcaster.permission import WRITERS, require
from broadcaster.sound.kit import Kit, KitPiece
from broadcaster.sound.pressing import SUFFIX, pressed_part
from broadcaster.sound.sound import Sound
from broadcaster.sound.vault import Vault
from broadcaster.store import Books, Store
from broadcaster.words.spelling import folded


class Library:
    """Keeps the station's recordings."""

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        reception: Reception,
        now: Callable[[], datetime],
        recipe: str,
    ) -> None:
        """`recipe` masters programmes of one recording alone."""
        self.reception = reception
        self._store = store
        self._vault = vault
        self._now = now
        self._recipe = recipe

    def all(self, *, live_only: bool = True) -> tuple[Recording, ...]:
        """Return the recordings, the newest first."""
        with self._store.read() as books:
            return books.recordings.all(live_only=live_only)

    def get(self, recording: RecordingId) -> Recording:
        """Return a recording, retired or not. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.recordings.get(recording)

    def by_name(self, name: str) -> Recording | None:
        """Return the live recording of that name, or None."""
        with self._store.read() as books:
            return books.recordings.by_name(name)

    def last_retired(self, name: str) -> Recording | None:
        """Return the recording of that name that was retired last, or None."""
        gone = [one for one in self.all(live_only=False) if folded(one.name) == folded(name)]
        dated = [(one.retired_at, one.id, one) for one in gone if one.retired_at is not None]
        return max(dated)[2] if dated else None

    def unknown_calls(self) -> dict[str, tuple[str, ...]]:
        """Return the recordings that scripts call for and that are not here, with their titles."""
        with self._store.read() as books:
            return {
                name: tuple(script.title for script in scripts)
                for (is_music, name), scripts in uses.calls(books).items()
                if not is_music and books.recordings.by_name(name) is None
            }

    def calls(self) -> uses.Calls:
        """Return what scripts call for, for `uses.callers`."""
        with self._store.read() as books:
            return uses.calls(books)

    def callers(self, recording: Recording) -> tuple[ScriptRecord, ...]:
        """Return the scripts that call for a recording, the newest first."""
        return uses.callers(self.calls(), recording)

    def describe(self, recording: RecordingId, label: Label, by: UserId) -> Recording:
        """Change name, title and note; what a recording is for stays, since it was levelled so.

        Whoever sent it may, and an operator. Raises NotAllowedError, LibraryError,
        store.NotFoundError.
        """
        with self._store.write() as books:
            present = books.recordings.get(recording)
            require(books, by, *(WRITERS if present.created_by == by else (Role.OPERATOR,)))
            if not present.live:
                raise RecordingRetiredError(present)
            label = checked(replace(label, use=present.use))
            taken = books.recordings.by_name(label.name)
            if taken is not None and taken.id != present.id:
                raise NameTakenError(taken)
            after = books.recordings.describe(present.id, label.name, label.title, label.note)
            if after != present:
                renamed = "" if after.name == present.name else f"{present.name} → {after.name}"
                self._note(books, "recording-described", by, after, renamed)
            return after

    def retire(self, recording: RecordingId, by: UserId) -> Recording:
        """Take a recording out of use; an operator may. Programmes made of it keep their sound.

        Raises NotAllowedError, store.NotFoundError.
        """
        with self._store.write() as books:
            require(books, by, Role.OPERATOR)
            if books.recordings.retire(recording, by, self._now()):
                self._note(books, "recording-retired", by, books.recordings.get(recording))
            return books.recordings.get(recording)

    def restore(self, recording: RecordingId, by: UserId) -> Recording:
        """Bring a retired recording back, in place of the one that replaced it, if one did.

        An operator may. Raises NotAllowedError, StandInError, store.NotFoundError.
        """
        with self._store.write() as books:
            require(books, by, Role.OPERATOR)
            present = books.recordings.get(recording)
            if present.live:
                return present
            standing = books.recordings.by_name(present.name)
            if standing is not None and not _related(standing, present):
                raise StandInError(standing)
            if standing is not None:
                books.recordings.retire(standing.id, by, self._now())
            after = books.recordings.restore(recording)
            self._note(books, "recording-restored", by, after)
            return after

    def programme_of(self, recording: RecordingId, by: UserId) -> Programme:
        """Make a programme of one recording alone, with nothing around it.

        Raises NotAllowedError, RecordingRetiredError, store.NotFoundError.
        """
        at = self._now()
        with self._store.write() as books:
            require(books, by, Role.OPERATOR)
            present = books.recordings.get(recording)
            if not present.live:
                raise RecordingRetiredError(present)
            body = direction(present.use, present.name)
            script = books.scripts.add(
                present.title, body, None, None, None, None, present.source_name, (), by, at
            )
            books.scripts.set_state(script.id, ScriptState.SUBMITTED, at)
            programme = books.programmes.add(
                present.title, (script.id,), None, self._recipe, by, at, dressed=False
            )
            subject = f"programme:{programme.id}"
            books.events.add(
                EventLevel.NOTE, "programme-composed", by, subject, programme.title, at
            )
            return programme

    def kit(self, base: Kit) -> Kit:
        """Return `base` with the library's music over it, and the library's recordings.

        A piece of the library replaces the one of the same name; all are read only when used.
        """
        live = self.all()
        music = (self._piece(one) for one in live if one.use is Use.MUSIC)
        spoken = (self._piece(one) for one in live if one.use is not Use.MUSIC)
        return Kit.of((*base.pieces.values(), *music), spoken, base.folder, folded)

    def path(self, recording: Recording) -> Path:
        """Return where the sound of a recording lies. Raises vault.SoundMissingError."""
        return self._vault.path(recording.sound.sha, SUFFIX)

    def check(self, recording: Recording) -> None:
        """Raise vault.VaultError when the sound of a recording is missing or was changed."""
        self._vault.checked(recording.sound.sha, SUFFIX)

    def _piece(self, recording: Recording) -> KitPiece:
        sound = recording.sound

        def load() -> Sound:
            return Sound.read(self._vault.checked(sound.sha, SUFFIX))

        def cut(first: int, count: int) -> Sound:
            check = self._vault.path if first else self._vault.checked
            return pressed_part(check(sound.sha, SUFFIX), first, count)

        return KitPiece(recording.name, sound.sha, sound.length_ms, load, cut)

    def _note(
        self, books: Books, what: str, by: UserId, recording: Recording, detail: str = ""
    ) -> None:
        subject, detail = f"recording:{recording.id}", detail or recording.name
        books.events.add(EventLevel.NOTE, what, by, subject, detail, self._now())


def _related(one: Recording, other: Recording) -> bool:
    """Tell whether one of the two took the other's place."""
    return one.instead_of == other.id or other.instead_of == one.id
