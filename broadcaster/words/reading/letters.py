"""Letters: their Vietnamese names, and whether letters can be said as a syllable.

Knows sounds of spelling only; knows no word and no abbreviation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from broadcaster.words.reading.tables import rows

VIETNAMESE = frozenset(
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
"""The lower-case letters a Vietnamese voice is given, the four of foreign names among them."""

NAMES = {row[0]: row[1] for row in rows("letters")}
_LIKE = {
    "ø": "o",
    "ł": "l",
    "ð": "đ",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
}

_ONSET = "(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])"
_VOWELS = (
    "(?:uye|oai|oay|oeo|uoi|uou|uay|uya|uyu|ieu|yeu|"
    "ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
)
_CODA = "(?:ch|ng|nh|[cmnpt])"
_SYLLABLE = re.compile(rf"{_ONSET}?{_VOWELS}{_CODA}?")
_LONGEST = 7


def spelled(letters: str) -> str:
    """Return the names of `letters`, in order."""
    return " ".join(NAMES[char] for char in base(letters.lower()) if char in NAMES)


def base(text: str) -> str:
    """Return lower-case `text` in Vietnamese letters only: foreign marks fall away (ü → u)."""
    kept: list[str] = []
    for char in text:
        if char in VIETNAMESE:
            kept.append(char)
        elif char in _LIKE:
            kept.append(_LIKE[char])
        else:
            plain = unicodedata.normalize("NFD", char)[:1]
            kept.append(plain if plain in VIETNAMESE else "")
    return "".join(kept)


def toneless(text: str) -> str:
    """Return lower-case `text` without any mark: "đường" → "duong"."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def has_vowel(text: str) -> bool:
    """Say whether `text` holds a letter a syllable can stand on."""
    return any(char in "aeiouy" for char in toneless(text))


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[str, ...]:
    """Return toneless, lower-case `word` parted into Vietnamese syllables, or () if it cannot be.

    The fewest syllables win, and a consonant opens a syllable rather than closing one.
    """
    if len(word) > 40:
        return ()
    best: list[tuple[int, int, tuple[str, ...]] | None] = [(0, 0, ())]
    for end in range(1, len(word) + 1):
        options = []
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            part = word[start:end]
            if before is not None and _SYLLABLE.fullmatch(part):
                bare = start > 0 and part[0] in "aeiouy"
                options.append((before[0] + 1, before[1] + bare, (*before[2], part)))
        best.append(min(options) if options else None)
    last = best[-1]
    return last[2] if last else ()
