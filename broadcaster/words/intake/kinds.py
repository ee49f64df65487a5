"""Knows what kind of file some bytes are, and whether the name agrees; opens nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from broadcaster.words.intake.errors import (
    ArchiveError,
    DamagedError,
    EncryptedError,
    OldWordError,
    OpenDocumentError,
    PictureError,
    RecordingError,
    RichTextError,
    UnsupportedKindError,
    WebPageError,
    WrongKindError,
)

Kind = Literal[".txt", ".md", ".docx", ".pdf"]

_KINDS: dict[str, Kind] = {
    ".txt": ".txt",
    ".text": ".txt",
    ".md": ".md",
    ".markdown": ".md",
    ".docx": ".docx",
    ".pdf": ".pdf",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURES: tuple[tuple[bytes, type[UnsupportedKindError], str], ...] = (
    (b"{\\rtf", RichTextError, ".rtf"),
    (b"\x89PNG\r\n\x1a\n", PictureError, ".png"),
    (b"\xff\xd8\xff", PictureError, ".jpg"),
    (b"GIF87a", PictureError, ".gif"),
    (b"GIF89a", PictureError, ".gif"),
    (b"II*\x00", PictureError, ".tif"),
    (b"MM\x00*", PictureError, ".tif"),
    (b"ID3", RecordingError, ".mp3"),
    (b"\xff\xfb", RecordingError, ".mp3"),
    (b"\xff\xf3", RecordingError, ".mp3"),
    (b"OggS", RecordingError, ".ogg"),
    (b"fLaC", RecordingError, ".flac"),
    (b"Rar!\x1a\x07", ArchiveError, ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ArchiveError, ".7z"),
    (b"\x1f\x8b\x08", ArchiveError, ".gz"),
    (b"\x7fELF", UnsupportedKindError, "a program"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def ending(name: str) -> str:
    """Return the ending of a file's name in lower case with its dot, or ""."""
    last = re.split(r"[/\\]", name)[-1].strip()
    stem, dot, suffix = last.rpartition(".")
    return f".{suffix.lower()}" if dot and stem and suffix.isalnum() else ""


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of file `content` is; the name only has to agree.

    A name without an ending agrees with everything. Raises UnsupportedKindError,
    WrongKindError, EncryptedError or DamagedError.
    """
    suffix = ending(name)
    found = _found(content, name, suffix)
    promised = _KINDS.get(suffix)
    if promised == found or (promised == ".md" and found == ".txt"):
        return promised or found
    if suffix and promised is None and found == ".txt":
        raise UnsupportedKindError(name, suffix)
    if suffix:
        raise WrongKindError(name, suffix, found)
    return found


def _found(content: bytes, name: str, suffix: str) -> Kind:
    for signature, error, label in _SIGNATURES:
        if content.startswith(signature):
            raise error(name, label)
    start = content[:1024]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return ".pdf"
    if suffix == ".pdf" and b"%PDF-" in start:
        return ".pdf"
    if content.startswith(_OLE):
        raise _office_97(content, name)
    if content.startswith(_ZIP):
        return _packed(content, name, suffix)
    if content.startswith(b"MZ") and b"\x00" in start:
        raise UnsupportedKindError(name, ".exe")
    if start.startswith(b"RIFF") and start[8:12] in (b"WAVE", b"AVI "):
        raise RecordingError(name, ".wav" if start[8:12] == b"WAVE" else ".avi")
    if start[4:8] == b"ftyp":
        raise RecordingError(name, ".mp4")
    if _HTML.match(start):
        raise WebPageError(name, ".html")
    return ".txt"


def _office_97(content: bytes, name: str) -> EncryptedError | OldWordError:
    """An encrypted .docx is an OLE file around a stream named EncryptedPackage ([MS-OFFCRYPTO])."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return EncryptedError(name)
    return OldWordError(name, ".doc" if "WordDocument".encode("utf-16-le") in content else ".xls")


def _packed(content: bytes, name: str, suffix: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            form = _form(packed) if "mimetype" in names else ""
    except Exception as cause:
        raise DamagedError(name, suffix if suffix == ".docx" else ".zip") from cause
    if "opendocument" in form:
        raise OpenDocumentError(name, {"text": ".odt"}.get(form.rsplit(".", 1)[-1], ".ods"))
    if any(entry.startswith("word/") for entry in names):
        return ".docx"
    if any(entry.startswith(("xl/", "ppt/")) for entry in names):
        raise UnsupportedKindError(name, ".xlsx" if "xl/workbook.xml" in names else ".pptx")
    raise ArchiveError(name, ".zip")


def _form(packed: zipfile.ZipFile) -> str:
    with packed.open("mimetype") as file:
        return file.read(200).decode("ascii", "replace")
