"""People of the station, for the administrator: who may sign in and what they may do."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from broadcaster.model import Role, UserId
from web.desk import REFUSED, Answer, Attempt, me, the_station
from web.form import FieldError, needed
from web.identity import needs, renew

people = Blueprint("people", __name__, url_prefix="/people")


def _roles() -> frozenset[Role]:
    return frozenset(Role(name) for name in request.form.getlist("roles") if name in set(Role))


@people.get("/")
@needs(Role.ADMINISTRATOR)
def listing() -> str:
    """List everybody."""
    users = sorted(the_station().people.all(), key=lambda user: (not user.active, user.login))
    return render_template("people/listing.html", users=users)


@people.get("/new")
@needs(Role.ADMINISTRATOR)
def new() -> str:
    """Ask for a person."""
    return render_template("people/new.html", attempt=None, chosen=frozenset({Role.STAFF}))


@people.post("/new")
@needs(Role.ADMINISTRATOR)
def add() -> Answer:
    """Add a person."""
    with Attempt() as attempt:
        login = needed("login", "Hãy gõ tên đăng nhập.")
        full_name = needed("full_name", "Hãy gõ họ và tên.")
        if not _roles():
            raise FieldError("roles", "Hãy chọn ít nhất một vai trò.")
        the_station().people.add(
            login, full_name, _roles(), request.form.get("password", ""), me().id
        )
        flash(f"Đã thêm {full_name}. Hãy báo mật khẩu tận tay và nhắc đổi ngay.", "good")
        return redirect(url_for(".listing"), 303)
    return render_template("people/new.html", attempt=attempt, chosen=_roles()), REFUSED


@people.get("/<int:user>")
@needs(Role.ADMINISTRATOR)
def page(user: int) -> str:
    """Show a person."""
    return _page(user, None)


def _page(user: int, attempt: Attempt | None) -> str:
    found = the_station().people.get(UserId(user))
    return render_template("people/page.html", user=found, attempt=attempt)


@people.post("/<int:user>/roles")
@needs(Role.ADMINISTRATOR)
def set_roles(user: int) -> Answer:
    """Give a person these roles."""
    with Attempt() as attempt:
        if not _roles():
            raise FieldError("roles", "Hãy chọn ít nhất một vai trò, hoặc ngừng cho đăng nhập.")
        the_station().people.set_roles(UserId(user), _roles(), me().id)
        flash("Đã lưu vai trò.", "good")
        return redirect(url_for(".page", user=user), 303)
    return _page(user, attempt), REFUSED


@people.post("/<int:user>/active")
@needs(Role.ADMINISTRATOR)
def set_active(user: int) -> Response:
    """Let a person sign in, or no longer."""
    active = request.form.get("active") == "yes"
    with Attempt(tell=True):
        the_station().people.set_active(UserId(user), active, me().id)
        flash("Đã cho đăng nhập lại." if active else "Đã ngừng cho đăng nhập.", "good")
    return redirect(url_for(".page", user=user), 303)


@people.post("/<int:user>/password")
@needs(Role.ADMINISTRATOR)
def reset_password(user: int) -> Answer:
    """Give a person a new password; their sessions end."""
    with Attempt() as attempt:
        the_station().people.reset_password(UserId(user), request.form.get("password", ""), me().id)
        if user == me().id:
            renew()
        flash("Đã đặt mật khẩu mới. Hãy báo tận tay và nhắc đổi ngay.", "good")
        return redirect(url_for(".page", user=user), 303)
    return _page(user, attempt), REFUSED
