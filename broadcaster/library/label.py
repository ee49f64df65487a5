"""What a person says of a recording, and how it is kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.library.errors import LongPartError
from broadcaster.library.names import LONGEST_NOTE, LONGEST_TITLE, called
from broadcaster.model import Use


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says of a recording."""

    name: str
    title: str
    use: Use
    note: str = ""


def checked(label: Label) -> Label:
    """Return a label as it is kept; without a title the name is one.

    Raises BadNameError, LongPartError.
    """
    name = called(label.use, label.name)
    title = " ".join(label.title.split()) or name
    note = label.note.strip()
    for part, text, longest in (("title", title, LONGEST_TITLE), ("note", note, LONGEST_NOTE)):
        if len(text) > longest:
            raise LongPartError(part, longest)
    return Label(name, title, label.use, note)
