"""Puts the face together: one Flask application for one station. Knows the parts, no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.routing import IntegerConverter

from web import (
    air,
    entry,
    home,
    identity,
    lexicon_table,
    library_arrivals,
    mishaps,
    once,
    people,
    programmes,
    scripts,
    shield,
    slots,
    sounds,
    uploading,
    week,
    words_for_pages,
)
from web.desk import STATION

if TYPE_CHECKING:
    from broadcaster.station import Station

LARGEST_UPLOAD = 16 * (1 << 20)
"""Bytes; a scanned decision of some hundred pages fits, a film does not. Sounds: `uploading`."""


class _Number(IntegerConverter):
    """A number in an address; one that no book can hold is simply not found."""

    regex = r"\d{1,9}"


PARTS = (
    entry.entry,
    home.home,
    scripts.scripts,
    programmes.programmes,
    week.week,
    slots.slots,
    air.air,
    lexicon_table.lexicon,
    library_arrivals.library,
    people.people,
    sounds.sounds,
)


def create_app(station: Station, *, secret_key: str, behind_https: bool = False) -> Flask:
    """Return the face of `station`, ready to be served.

    `secret_key` signs the sessions and stays in the station's folder. `behind_https` says that a
    proxy in front speaks HTTPS: cookies then travel only encrypted.
    """
    app = Flask(__name__)
    uploading.stream_uploads(app)
    app.secret_key = secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=4 * (1 << 20),
        PERMANENT_SESSION_LIFETIME=identity.WORKING_DAY,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions[STATION] = station
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.url_map.converters["int"] = _Number
    for part in PARTS:
        app.register_blueprint(part)
    # The gate stands before the forgery check: whoever is not signed in is sent to sign in.
    identity.place_gate(app)
    shield.raise_shield(app, behind_https=behind_https)
    once.answer_once(app)
    mishaps.tell_mishaps(app)
    words_for_pages.teach(app)
    return app
