"""When two Vietnamese texts are the same words, however they were typed.

Knows letters and tone marks; knows no meaning.
"""

from __future__ import annotations

import re
import unicodedata

from broadcaster.sound.speech import tidy

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NO_WORD = re.compile(r"[^\w\s]|_")


def folded(text: str) -> str:
    """Return `text` as its words alone: no case, no punctuation, tone marks out of place.

    "Hòa" and "hoà", "thủy" and "thuỷ" become the same, since where in a syllable a tone is
    written never tells two words apart; so do a hyphen and a space.
    """
    words = _NO_WORD.sub(" ", tidy(text).casefold()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    """Return a word with its tone mark after its last letter."""
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES.findall(apart))
    return unicodedata.normalize("NFC", _TONES.sub("", apart)) + tones
