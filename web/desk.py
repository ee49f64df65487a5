"""Where a view finds its station, the person at the desk, and the refusals it must tell.

Knows the running request; decides nothing.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from flask import current_app, flash
from flask_login import current_user
from werkzeug.wrappers import Response

from broadcaster.model import User
from broadcaster.sentences import vietnamese
from web.form import FieldError
from web.refusals import EXPECTED, PASSED_ON

if TYPE_CHECKING:
    from broadcaster.station import Station

STATION = "broadcaster-station"

Answer = str | Response | tuple[str, int]
"""What a view may return."""

REFUSED = 422
"""The status of a form that comes back with a sentence."""


def the_station() -> Station:
    """Return the station this application is the face of."""
    return cast("Station", current_app.extensions[STATION])


def me() -> User:
    """Return the person signed in; only for views behind the gate."""
    return cast(User, current_user.user)


class Attempt:
    """Asks a department for something, and keeps its refusal as a sentence instead of failing.

    Errors nobody expects, missing things and missing roles are not caught here: they have pages
    of their own. `refused` is the sentence, or None when it went well; `error` the error itself.
    """

    def __init__(self, *, tell: bool = False) -> None:
        """With `tell`, a refusal is also put where the next page shows it."""
        self.refused: str | None = None
        self.error: Exception | None = None
        self.field: str | None = None
        self._tell = tell

    def __enter__(self) -> Self:
        """Begin the attempt."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep an expected refusal; let everything else through."""
        if isinstance(error, FieldError):
            self.refused, self.field = error.sentence, error.field
        elif isinstance(error, EXPECTED) and not isinstance(error, PASSED_ON):
            self.refused = vietnamese(error)
        else:
            return False
        self.error = error
        if self._tell:
            flash(self.refused, "bad")
        return True
