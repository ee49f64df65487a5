"""Sounds by their hash, whole, in ranges or in another form, to people signed in.

Knows the vault and HTTP; what another form holds is made in the sound room.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from broadcaster.production.studio import SUFFIX
from broadcaster.sound.formats import NoTranscriptError, tags_in
from broadcaster.sound.vault import Sha, SoundMissingError
from web.desk import STATION, the_station
from web.exports import MADE, Exports
from web.identity import safe_next

EXPORTS = "broadcaster-exports"
"""Where an application keeps its `Exports`."""

sounds = Blueprint("sounds", __name__, url_prefix="/sounds")

_SHA = re.compile(r"[0-9a-f]{64}")
_SHOWN = (".svg",)
_TYPES = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
    ".lrc": "text/plain",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".dat": "application/octet-stream",
}
"""What browsers call the forms; `test_sounds_pages` sees to it that none is missing."""
_LONGEST_NAME = 80
_ASK_AGAIN_S = 2


@sounds.record_once
def _open(state: BlueprintSetupState) -> None:
    station = state.app.extensions[STATION]
    state.app.extensions[EXPORTS] = Exports(station.folder / "exports", station.vault)


@sounds.get("/<sha>")
def sound(sha: str) -> Response:
    """Answer with the sound named `sha`; the same name always means the same bytes."""
    path = _master(sha)
    return _kept(
        send_file(
            path.resolve(),  # Flask would look for a relative path beside its own code
            mimetype="audio/mpeg",
            conditional=True,
            etag=sha,
            as_attachment="download" in request.args,
            download_name=f"{sha[:12]}{SUFFIX}",
        )
    )


@sounds.get("/<sha>/as/<form>")
def made(sha: str, form: str) -> Response | tuple[str, int, dict[str, str]]:
    """Answer with another form of the sound, or with a page to wait on while it is being made."""
    master, ending = _master(sha), f".{form}"
    if ending not in MADE:
        abort(404)
    exports = cast(Exports, current_app.extensions[EXPORTS])
    try:
        path = exports.file(Sha(sha), ending)
    except NoTranscriptError:
        abort(404)
    if path is None:
        back = safe_next(request.args.get("back"))
        page = render_template(
            "sounds/making.html", form=form.upper(), back=back, seconds=_ASK_AGAIN_S
        )
        return page, 202, {"Retry-After": str(_ASK_AGAIN_S)}
    return _kept(
        send_file(
            path.resolve(),
            mimetype=_TYPES[ending],
            conditional=True,
            etag=path.stem + form,
            as_attachment=ending not in _SHOWN or "download" in request.args,
            download_name=f"{_file_name(master) or sha[:12]}{ending}",
        )
    )


def _master(sha: str) -> Path:
    if not _SHA.fullmatch(sha):
        abort(404)
    try:
        return the_station().vault.path(Sha(sha), SUFFIX)
    except SoundMissingError:
        abort(404)


def _file_name(master: Path) -> str:
    """Return what a downloaded file is called: title and day, as far as file systems take them."""
    tags = tags_in(master)
    if tags is None:
        return ""
    day = f" {tags.date.isoformat()}" if tags.date else ""
    plain = "".join(one if one.isalnum() or one in " -_()" else " " for one in tags.title)
    return " ".join(plain.split())[:_LONGEST_NAME].strip() + day


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
