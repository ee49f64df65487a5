"""Who is signed in, and the gate before every page.

A session carries the person's number, when they signed in and a stamp of their password; it ends
after a working day, when the password changes and when the person may no longer sign in. Knows
sessions; passwords and roles are checked in the people department.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from broadcaster.model import Role, User, UserId
from broadcaster.store import NotFoundError
from web.desk import me, the_station

WORKING_DAY = timedelta(hours=12)
OPEN_TO_ALL = frozenset({"entry.sign_in", "static"})
"""The only endpoints answered to someone who is not signed in."""

_SINCE = "since"
_STAMP = "stamp"
_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person as Flask-Login wants to see them."""

    user: User
    is_authenticated: bool = True
    is_anonymous: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the person may still sign in."""
        return self.user.active

    def get_id(self) -> str:
        """Return what the session keeps of the person."""
        return str(self.user.id)


def _stamp(user: User) -> str | None:
    with the_station().store.read() as books:
        found = books.users.by_login(user.login)
    if found is None:
        return None
    key = str(current_app.secret_key).encode()
    return hmac.new(key, found[1].encode(), hashlib.sha256).hexdigest()[:32]


def _load(number: str) -> SignedIn | None:
    try:
        user = the_station().people.get(UserId(int(number)))
    except (NotFoundError, ValueError):
        return None
    since = session.get(_SINCE)
    age = the_station().now().timestamp() - since if isinstance(since, float) else None
    if age is None or not -60 <= age <= WORKING_DAY.total_seconds():
        return None
    stamp = _stamp(user)
    if not user.active or stamp is None or not hmac.compare_digest(stamp, session.get(_STAMP, "")):
        return None
    return SignedIn(user)


def sign_in(user: User) -> None:
    """Begin a fresh session for `user`; nothing of the one before is kept."""
    session.clear()
    session.permanent = True
    session[_SINCE] = the_station().now().timestamp()
    session[_STAMP] = _stamp(user)
    login_user(SignedIn(user))


def renew() -> None:
    """Keep this session after its person changed their own password; all others end."""
    session[_STAMP] = _stamp(me())


def sign_out() -> None:
    """End the session."""
    logout_user()
    session.clear()


def safe_next(target: str | None) -> str:
    """Return `target` when it is a path of this very site, else the first page."""
    home = url_for("home.today")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return home
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(sign) < 0x20 or sign == "\\" for sign in target):
        return home
    return target


def needs(*roles: Role) -> Callable[[Callable[_Args, _Answer]], Callable[_Args, _Answer]]:
    """Let only people holding one of `roles` see a page; the department checks the act again."""

    def guard(view: Callable[_Args, _Answer]) -> Callable[_Args, _Answer]:
        @wraps(view)
        def guarded(*args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
            if me().roles.isdisjoint(roles):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return guard


def _gate() -> Response | None:
    if request.endpoint in OPEN_TO_ALL or current_user.is_authenticated:
        return None
    asked = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("entry.sign_in", next=asked if asked != "/" else None))


def place_gate(app: Flask) -> None:
    """Close every endpoint of `app` but the open ones to whoever is not signed in."""
    logins: Any = LoginManager(app)
    logins.session_protection = "basic"
    logins.user_loader(_load)
    app.before_request(_gate)
