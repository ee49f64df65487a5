"""Knows how to turn the bytes of a text file into Vietnamese; not what the lines mean.

A byte order mark or valid UTF-8 decides at once. Otherwise every known encoding is tried and the
result that is spelt most like Vietnamese wins; when none is, the file is refused: mojibake would
be read aloud.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from functools import partial

from broadcaster.words.intake.errors import UnknownEncodingError
from broadcaster.words.intake.legacy import LEGACY, unicode_of
from broadcaster.words.intake.lines import controls
from broadcaster.words.intake.looks import looks

Mend = Callable[[str], str]
"""Turns wrongly decoded text into what was meant."""

TRIED = ("UTF-8", "UTF-16", "Windows-1258", "TCVN3", "VNI")

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Correctly decoded Vietnamese scores above 0.9 here, wrongly decoded below 0.4.
_CONVINCING = 0.6
# Two or three words may be spelt well in two encodings: then neither is believed.
_CLEARLY = 0.15
_GARBLED = 0.15
_MOST_CONTROLS = 0.01


def decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of `content` and notes on how it was encoded.

    Raises UnknownEncodingError when no known encoding makes it readable.
    """
    text, notes = _decoded(content, name)
    stray = controls(text)
    if stray > _MOST_CONTROLS * len(text) + 1:
        raise UnknownEncodingError(name, TRIED)
    return text, (*notes, *((f"controls-dropped:{stray}",) if stray else ()))


def repaired(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return `text`, which came as Unicode, with letters of an old font or a wrong decoding mended.

    Text that is already readable, in whatever language, is returned as it is.
    Raises UnknownEncodingError when it is neither readable nor mendable.
    """
    mend, notes = mending(text, name)
    return mend(text), notes


def mending(text: str, name: str) -> tuple[Mend, tuple[str, ...]]:
    """Return what mends `text`, to be applied to it or to each of its lines, and notes on it.

    Raises UnknownEncodingError when the text is neither readable nor mendable.
    """
    before = looks(text)
    if before.share >= _CONVINCING:
        return _as_it_is, ()
    shares = {code: looks(mend(text)).share for code, mend in _MENDS.items()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= max(_CONVINCING, before.share + 0.2):
        return _MENDS[best], (f"encoding:{best}",)
    if before.odd_share > _GARBLED:
        raise UnknownEncodingError(name, TRIED)
    return _as_it_is, ("not-vietnamese",)


def _decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            text = _try(content, codec)
            if text is None:
                raise UnknownEncodingError(name, TRIED)
            mended, notes = repaired(text, name)
            return mended, (() if codec == "utf-8-sig" else (f"encoding:{codec}",)) + notes
    if 0 in content:
        return _without_mark(content, name)
    text = _try(content, "utf-8")
    if text is not None:
        return repaired(text, name)
    return _single_byte(content, name)


def _without_mark(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Half of a Vietnamese text's letters are ASCII: in UTF-16 every second byte of those is 0."""
    zeros = (content[0::2].count(0), content[1::2].count(0))
    codec = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = _try(content, codec)
    if text is None or max(zeros) < len(content) / 10 or controls(text) > len(text) / 100:
        raise UnknownEncodingError(name, TRIED)
    if not _plausible(text):
        raise UnknownEncodingError(name, TRIED)
    return text, ("encoding:utf-16",)


def _plausible(text: str) -> bool:
    seen = looks(text)
    return seen.share >= _CONVINCING and not seen.odd


def _single_byte(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    candidates: list[tuple[float, str, str]] = []
    vietnamese = _try(content, "cp1258")
    if vietnamese is not None:
        vietnamese = unicodedata.normalize("NFC", vietnamese)
        candidates.append((looks(vietnamese).share, "windows-1258", vietnamese))
    western = _try(content, "cp1252")
    if western is not None:
        for legacy in LEGACY:
            meant = unicode_of(western, legacy)
            candidates.append((looks(meant).share, legacy, meant))
    candidates.sort(key=lambda candidate: candidate[0], reverse=True)
    if not candidates or candidates[0][0] < _CONVINCING:
        raise UnknownEncodingError(name, TRIED)
    share, code, text = candidates[0]
    if any(share - other < _CLEARLY and meant != text for other, _, meant in candidates[1:]):
        raise UnknownEncodingError(name, TRIED)
    return text, (f"encoding:{code}",)


def _as_it_is(text: str) -> str:
    return text


def _once(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 and written as UTF-8 again."""
    try:
        return b"".join(map(_western_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


def _western_byte(letter: str) -> bytes:
    # Some programs pass the codes 80 to 9F through instead of drawing Windows' letters there.
    return letter.encode("latin-1" if letter < "\u0100" else "cp1252")


def _try(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeError:
        return None


_MENDS: dict[str, Mend] = {
    "utf-8-twice": _once,
    "tcvn3": partial(unicode_of, legacy="tcvn3"),
    "vni": partial(unicode_of, legacy="vni"),
}
