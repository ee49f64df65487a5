"""One press, one act: a form sent twice, by a double click or a slow network, is answered once.

Knows forms by the mark they carry; knows no subject. The browser's own guard needs JavaScript and
lasts seconds, so the server remembers too: the second sender waits and is led to the same page.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import OrderedDict
from threading import Event, Lock

from flask import Flask, Response, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

FIELD = "once"
REMEMBERED = 2000
PATIENCE_S = 20.0

_MARK = re.compile(r"[0-9a-f]{32}")
_Key = tuple[str, str, str]


class _Sent:
    """A form on its way; `location` is where its act led, None while it is refused or running."""

    def __init__(self) -> None:
        self.done = Event()
        self.location: str | None = None


class _Desk:
    """The forms sent lately, oldest first."""

    def __init__(self) -> None:
        self._sent: OrderedDict[_Key, _Sent] = OrderedDict()
        self._lock = Lock()

    def take(self, key: _Key) -> _Sent | None:
        """Return the form that came before with `key`, or None and keep this one."""
        with self._lock:
            found = self._sent.get(key)
            if found is None:
                self._sent[key] = _Sent()
                while len(self._sent) > REMEMBERED:
                    self._sent.popitem(last=False)
            return found

    def finish(self, key: _Key, location: str | None) -> None:
        """Say where the act led; one that led nowhere may be sent again."""
        with self._lock:
            sent = self._sent.get(key) if location else self._sent.pop(key, None)
        if sent is not None:
            sent.location = location
            sent.done.set()


def _content(mark: str) -> str:
    """Return a name for the mark and what was typed: something else typed is another act.

    A browser may bring back an old page, with its mark, when the person goes back to change it.
    """
    typed = [mark, request.content_length, sorted(request.form.items(multi=True))]
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def answer_once(app: Flask) -> None:
    """Let `app` act once on each form that carries a mark, and give templates `once()`."""
    desk = _Desk()

    def before() -> Answer | None:
        mark = request.form.get(FIELD, "") if request.method == "POST" else ""
        if not _MARK.fullmatch(mark) or not current_user.is_authenticated:
            return None
        key = (current_user.get_id(), request.path, _content(mark))
        earlier = desk.take(key)
        if earlier is None:
            g.sent_key = key
        elif earlier.done.wait(PATIENCE_S) and earlier.location is not None:
            return redirect(earlier.location, 303)
        return None

    def after(answer: Response) -> Response:
        if (key := g.pop("sent_key", None)) is not None:
            desk.finish(key, answer.location if answer.status_code == 303 else None)
        return answer

    app.before_request(before)
    app.after_request(after)
    app.jinja_env.globals["once"] = lambda: secrets.token_hex(16)
