"""Knows whether a packed Office file is safe to open: counts, sizes and entities; reads no text."""

from __future__ import annotations

import io
import zipfile
from xml.sax import handler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from broadcaster.words.intake.errors import DamagedError, EncryptedError, HostileError

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
MOST_RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024


def refuse_hostile(content: bytes, name: str) -> None:
    """Refuse a packed file that would exhaust memory when opened.

    The sizes a zip claims are believed only as upper limits: reading stops there. Raises
    HostileError for too many entries, too large or too dense a content, or XML that declares
    entities; EncryptedError for a zip with a password; DamagedError when it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _refuse_sizes(entries, len(content), name)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _refuse_entities(packed.read(entry), name)
    except (HostileError, EncryptedError):
        raise
    except Exception as cause:
        raise DamagedError(name, ".docx") from cause


def _refuse_sizes(entries: list[zipfile.ZipInfo], packed_size: int, name: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise HostileError(name, "entries")
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedError(name)
    total = sum(entry.file_size for entry in entries)
    written = sum(e.file_size for e in entries if e.filename.lower().endswith((".xml", ".rels")))
    if total > MOST_BYTES or written > MOST_XML:
        raise HostileError(name, "size")
    if total > _RATIO_FROM and total > MOST_RATIO * packed_size:
        raise HostileError(name, "ratio")


def _refuse_entities(xml: bytes, name: str) -> None:
    try:
        sax.parseString(xml, handler.ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as cause:
        raise HostileError(name, "entities") from cause
