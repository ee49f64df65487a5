"""Vietnamese spelling: one form for the many ways the same word is typed.

Knows letters and tone marks only; knows nothing of numbers, abbreviations or sentences.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _placements() -> dict[str, str]:
    """Map the newer placement of the tone mark (hoà, uỷ) to the older one (hòa, ủy)."""
    pairs: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            new = unicodedata.normalize("NFC", first + second + tone)
            old = unicodedata.normalize("NFC", first + tone + second)
            pairs[new] = old
            pairs[new.upper()] = old.upper()
            pairs[new.title()] = old.title()
    return pairs


_PLACEMENT = _placements()
# Only an open syllable has two placements (hoà but hoàn), and the u of qu is no vowel (quý).
_NEWER = re.compile(rf"(?<![qQ])(?:{'|'.join(_PLACEMENT)})(?![^\W\d_])")


def one_placement(text: str) -> str:
    """Return `text` (NFC) with every tone mark where the older rule puts it: hoà → hòa.

    The length never changes, so positions in the text keep their meaning.
    """
    return _NEWER.sub(lambda found: _PLACEMENT[found.group()], text)


def folded(text: str) -> str:
    """Return `text` as NFC, one tone placement, lower case, single blanks: for comparing only."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(one_placement(composed).lower().split())


def bare(text: str) -> str:
    """Return the words of `text` alone, folded: equal for texts that are said alike."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def unmarked(text: str) -> str:
    """Return the letters and digits of `text` alone, small and unmarked: cải cách → caicach."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in apart if sign.isalnum())
