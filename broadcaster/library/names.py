"""What recordings may be called: whatever a script's own line could name. Pure.

Knows the written directions; knows no recording.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from broadcaster.library.errors import BadNameError, LongPartError
from broadcaster.model import Use
from broadcaster.words.parse import ScriptError, parse
from broadcaster.words.script import Jingle, Recording

LONGEST_NAME = 60
LONGEST_TITLE = 200
LONGEST_NOTE = 1000
LONGEST_SOURCE = 200
"""Characters kept of what a file was called."""

_SEPARATORS = re.compile(r"[\s_\[\]()]+")


def direction(use: Use, name: str) -> str:
    """Return the line by which a script calls for a recording."""
    return f"[nhạc {name}]" if use is Use.MUSIC else f"[băng {name}]"


def called(use: Use, name: str) -> str:
    """Return `name` as a script's line would give it: "hiệu" is the ident, quotes fall away.

    Raises BadNameError, LongPartError.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise LongPartError("name", LONGEST_NAME)
    try:
        items = parse(direction(use, name)).items
    except ScriptError as error:
        raise BadNameError(name) from error
    match items:
        case (Jingle(name=found) | Recording(name=found),) if any(map(str.isalnum, found)):
            return found
        case _:
            raise BadNameError(name)


def file_name(given: str) -> str:
    """Return the bare name of a file as a browser or a person gave it, whatever path is before."""
    bare = PureWindowsPath(PurePosixPath(given).name).name
    shown = "".join(sign for sign in bare if sign.isprintable()).strip()
    return shown[-LONGEST_SOURCE:] or "tệp không tên"


def suggested(source_name: str) -> str:
    """Return a name for a recording from what its file is called."""
    stem = PurePosixPath(file_name(source_name)).stem
    return _SEPARATORS.sub(" ", stem).strip(" :\"'“”‘’.-")[:LONGEST_NAME].strip()
