"""The sound library: what people recorded or made elsewhere, checked, named and kept.

Knows recordings, files that come, and which scripts call for them; makes no programme's sound.
"""

from broadcaster.library.department import Library
from broadcaster.library.errors import (
    BadNameError,
    EmptyFileError,
    KnownFileError,
    LargeFileError,
    LibraryError,
    LongPartError,
    NameAwaitedError,
    NameTakenError,
    NoRoomError,
    RecordingRetiredError,
    StandInError,
)
from broadcaster.library.label import Label
from broadcaster.library.names import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_TITLE,
    direction,
    suggested,
)
from broadcaster.library.reception import LARGEST_FILE, Coming, Reception
from broadcaster.library.taking import as_found, look
from broadcaster.library.uses import Calls, callers
from broadcaster.sound.pressing import SUFFIX

__all__ = [
    "LARGEST_FILE",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_TITLE",
    "SUFFIX",
    "BadNameError",
    "Calls",
    "Coming",
    "EmptyFileError",
    "KnownFileError",
    "Label",
    "LargeFileError",
    "Library",
    "LibraryError",
    "LongPartError",
    "NameAwaitedError",
    "NameTakenError",
    "NoRoomError",
    "Reception",
    "RecordingRetiredError",
    "StandInError",
    "as_found",
    "callers",
    "direction",
    "look",
    "suggested",
]
