"""Knows how to get the lines of a PDF, page by page; not what they mean."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pypdfium2

from broadcaster.words.intake.encodings import repaired
from broadcaster.words.intake.errors import (
    DamagedError,
    EncryptedError,
    NoTextError,
    TooManyPagesError,
    TooMuchTextError,
)
from broadcaster.words.intake.lines import Line, Source, line, split

# PDFium is one machine for the whole process and is not safe for two threads at once.
_PDFIUM = threading.Lock()
_PASSWORD = pypdfium2.raw.FPDF_ERR_PASSWORD
# PDFium writes these two for a hyphen at the end of a line.
_HYPHENS = {0x02: "-\n", 0xFFFE: "-\n"}


def source_of_pdf(content: bytes, name: str, most_pages: int, most_characters: int) -> Source:
    """Return the lines of a PDF's pages.

    Raises DamagedError, EncryptedError, TooManyPagesError, TooMuchTextError, NoTextError when no
    page holds a letter, UnknownEncodingError when its letters are not those it shows.
    """
    with _PDFIUM:
        pages = _pages(content, name, most_pages, most_characters)
    text, notes = repaired("\f".join(pages), name)
    if not any(letter.isalnum() for letter in text):
        raise NoTextError(name, len(pages))
    lines = tuple(_lines(text.split("\f")))
    empty = sum(1 for page in pages if not page.strip())
    if empty:
        notes = (*notes, f"pages-without-text:{empty}")
    return Source(lines, (), notes, "always")


def _pages(content: bytes, name: str, most_pages: int, most_characters: int) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as cause:
        if getattr(cause, "err_code", None) == _PASSWORD:
            raise EncryptedError(name) from cause
        raise DamagedError(name, ".pdf") from cause
    try:
        if len(document) > most_pages:
            raise TooManyPagesError(name, len(document), most_pages)
        pages: list[str] = []
        written = 0
        for index in range(len(document)):
            pages.append(_text_of(document, index, name).replace("\f", "\n"))
            written += len(pages[-1])
            if written > most_characters:
                raise TooMuchTextError(name, written, most_characters)
        return pages
    finally:
        document.close()


def _text_of(document: pypdfium2.PdfDocument, index: int, name: str) -> str:
    try:
        page = document[index]
        letters = page.get_textpage()
        text = str(letters.get_text_bounded()) if letters.count_chars() else ""
        letters.close()
        page.close()
    except pypdfium2.PdfiumError as cause:
        raise DamagedError(name, ".pdf") from cause
    return text.translate(_HYPHENS)


def _lines(pages: list[str]) -> Iterator[Line]:
    number = 0
    for page, text in enumerate(pages, start=1):
        for raw in split(text):
            number += 1
            yield line(raw, number, page)
