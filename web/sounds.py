"""Sounds by their hash, whole or in ranges, to people signed in. Knows the vault and HTTP."""

from __future__ import annotations

import re

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from broadcaster.production.studio import SUFFIX
from broadcaster.sound.vault import Sha, SoundMissingError
from web.desk import the_station

sounds = Blueprint("sounds", __name__, url_prefix="/sounds")

_SHA = re.compile(r"[0-9a-f]{64}")


@sounds.get("/<sha>")
def sound(sha: str) -> Response:
    """Answer with the sound named `sha`; the same name always means the same bytes."""
    if not _SHA.fullmatch(sha):
        abort(404)
    try:
        path = the_station().vault.path(Sha(sha), SUFFIX)
    except SoundMissingError:
        abort(404)
    answer = send_file(
        path.resolve(),  # Flask would look for a relative path beside its own code
        mimetype="audio/mpeg",
        conditional=True,
        etag=sha,
        as_attachment="download" in request.args,
        download_name=f"{sha[:12]}{SUFFIX}",
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
