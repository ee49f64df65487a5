"""Signing in and out, and one's own password. Knows the forms; passwords are the people's."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from web import identity
from web.desk import Attempt, me, the_station
from web.form import FieldError
from web.shield import FAILED

entry = Blueprint("entry", __name__)


@entry.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Ask for login and password; let the person in."""
    target = identity.safe_next(request.args.get("next"))
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(target)
        return render_template("entry/sign_in.html", refused=None)
    user = the_station().people.sign_in(
        request.form.get("login", ""), request.form.get("password", "")
    )
    if user is None:
        refused = "Tên đăng nhập hoặc mật khẩu không đúng."
        return render_template("entry/sign_in.html", refused=refused), FAILED
    identity.sign_in(user)
    return redirect(target, 303)


@entry.post("/sign-out")
def sign_out() -> Response:
    """End the session."""
    identity.sign_out()
    flash("Đã đăng xuất.", "good")
    return redirect(url_for("entry.sign_in"), 303)


@entry.route("/password", methods=["GET", "POST"])
def password() -> str | Response | tuple[str, int]:
    """Let the person change their own password; their other sessions end."""
    if request.method == "GET":
        return render_template("entry/password.html", attempt=None)
    with Attempt() as attempt:
        new = request.form.get("new", "")
        if new != request.form.get("again", ""):
            raise FieldError("again", "Hai lần gõ mật khẩu mới không giống nhau.")
        the_station().people.change_password(me().id, request.form.get("present", ""), new)
        identity.renew()
        flash("Đã đổi mật khẩu. Những nơi khác đang đăng nhập đã bị đăng xuất.", "good")
        return redirect(url_for("home.today"), 303)
    return render_template("entry/password.html", attempt=attempt), 422
