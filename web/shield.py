"""What protects the pages in the browser and from guessing: headers, forgery tokens, throttling.

Knows HTTP; knows no page's content.
"""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

PER_ADDRESS = "30 per minute; 300 per hour"
"""Failed sign-ins from one address; an office behind one address shares it."""
PER_LOGIN = "6 per 5 minutes; 40 per day"
"""Failed sign-ins for one login, from wherever they come."""
FAILED = 401
"""The status a failed sign-in answers with: only these count."""

POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def _login_asked() -> str:
    login = request.form.get("login", "").strip().lower()
    return "login:" + hashlib.sha256(login.encode()).hexdigest()


def _failed(answer: Response) -> bool:
    return answer.status_code == FAILED


def _throttle(app: Flask) -> None:
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    endpoint = "entry.sign_in"
    view: Any = app.view_functions[endpoint]
    for limit, key in ((PER_ADDRESS, get_remote_address), (PER_LOGIN, _login_asked)):
        view = limiter.limit(limit, key_func=key, methods=["POST"], deduct_when=_failed)(view)
    app.view_functions[endpoint] = view


def _keep_private(answer: Response) -> Response:
    # A shared office machine: the Back button after signing out shows nothing.
    if "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def raise_shield(app: Flask, *, behind_https: bool) -> None:
    """Put headers, forgery protection and throttling around `app`; its views must be there.

    `behind_https` says that a proxy before the program speaks HTTPS and tells the true address.
    """
    CSRFProtect(app)
    Talisman(
        app,
        force_https=False,
        strict_transport_security=behind_https,
        strict_transport_security_include_subdomains=False,
        session_cookie_secure=behind_https,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        content_security_policy=POLICY,
        referrer_policy="same-origin",
        permissions_policy={"camera": "()", "microphone": "()", "geolocation": "()"},
    )
    if behind_https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    _throttle(app)
    app.after_request(_keep_private)
