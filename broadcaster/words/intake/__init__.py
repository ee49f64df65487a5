"""INTAKE: a file's bytes become a plain document. Knows the formats; not how a text is read aloud.

One way in: `take_in`. Everything in the file ends up in the document's paragraphs, in its title or
in its list of what was left out; a file that cannot be read truly is refused with an IntakeError.
"""

from __future__ import annotations

from typing import assert_never

from broadcaster.words.intake.arranging import arranged
from broadcaster.words.intake.document import Document
from broadcaster.words.intake.encodings import decoded
from broadcaster.words.intake.errors import (
    ArchiveError,
    DamagedError,
    EmptyFileError,
    EncryptedError,
    HostileError,
    IntakeError,
    NoTextError,
    OldWordError,
    OpenDocumentError,
    PictureError,
    RecordingError,
    RichTextError,
    TooLargeError,
    TooManyPagesError,
    TooMuchTextError,
    UnknownEncodingError,
    UnsupportedKindError,
    WebPageError,
    WrongKindError,
)
from broadcaster.words.intake.kinds import kind_of
from broadcaster.words.intake.lines import Source, lines_of
from broadcaster.words.intake.markdown import source_of_markdown
from broadcaster.words.intake.pdf_file import source_of_pdf
from broadcaster.words.intake.word_file import source_of_docx
from broadcaster.words.omission import Omission

LIMIT = 20 * 1024 * 1024
"""The most bytes a file may have, unless the caller says otherwise."""
MOST_PAGES = 300
"""The most pages a PDF may have."""
MOST_CHARACTERS = 1_000_000
"""The most characters a text may have: about a day of speech."""


def take_in(content: bytes, name: str, limit: int = LIMIT) -> Document:
    """Return the document in the file `name` whose bytes are `content`.

    Reads .txt, .md, .docx and .pdf, told apart by content; `limit` is in bytes.
    Raises a subclass of IntakeError, and nothing else, whatever the bytes are.
    """
    if len(content) > limit:
        raise TooLargeError(name, len(content), limit)
    if not content.strip():
        raise EmptyFileError(name)
    source = _source(content, name)
    written = sum(len(line.text) for line in source.lines)
    if written > MOST_CHARACTERS:
        raise TooMuchTextError(name, written, MOST_CHARACTERS)
    if not written:
        raise EmptyFileError(name)
    return arranged(source, name)


def _source(content: bytes, name: str) -> Source:
    kind = kind_of(content, name)
    if kind == ".docx":
        return source_of_docx(content, name)
    if kind == ".pdf":
        return source_of_pdf(content, name, MOST_PAGES, MOST_CHARACTERS)
    text, notes = decoded(content, name)
    if kind == ".txt":
        return Source(lines_of(text), (), notes)
    if kind == ".md":
        source = source_of_markdown(text)
        return Source(source.lines, source.left_out, notes, source.wrapping)
    assert_never(kind)


__all__ = [
    "LIMIT",
    "MOST_CHARACTERS",
    "MOST_PAGES",
    "ArchiveError",
    "DamagedError",
    "Document",
    "EmptyFileError",
    "EncryptedError",
    "HostileError",
    "IntakeError",
    "NoTextError",
    "OldWordError",
    "Omission",
    "OpenDocumentError",
    "PictureError",
    "RecordingError",
    "RichTextError",
    "TooLargeError",
    "TooManyPagesError",
    "TooMuchTextError",
    "UnknownEncodingError",
    "UnsupportedKindError",
    "WebPageError",
    "WrongKindError",
    "take_in",
]
