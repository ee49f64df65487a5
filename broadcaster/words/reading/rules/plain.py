"""Whatever no other rule wants: words as written, letters by name, unknown capitals spelled.

Knows when a word can be said; never loses one.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.letters import (
    NAMES,
    VIETNAMESE,
    base,
    has_vowel,
    syllables,
    toneless,
)
from broadcaster.words.reading.letters import (
    spelled as letter_names,
)
from broadcaster.words.reading.page import LATIN
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue

_WORD = re.compile(rf"[{LATIN}]+(?:'[{LATIN}]+)?")
_TIMES = re.compile(r"[xX] ?(?=\d)|x (?=(?:dài|rộng|cao|sâu|dày) \d)")
_FOREIGN = re.compile(rf"(?:(?![{LATIN}0-9_])\w)+")
_WORDS_OF_ONE_LETTER = frozenset("aeioôuưyàáảãạèéẹìíịòóọồốổộờớởợùúụừứựỳýỵỵâăêơ")
_MOST_SPELLED = 8
_MOST_CONSONANTS = 12
"""Without a vowel even a long run is better spelled than said."""
_NATURALISED = cue("naturalised")
FOREIGN_SCRIPT = "foreign-script"


def times(spot: Spot) -> Found | None:
    """Read "x" before a number as "nhân": "500.000 đồng x 6 tháng"."""
    found = spot.match(_TIMES)
    return Found(found.end(), "nhân") if found and spot.near[-1:] == " " else None


def single_letter(spot: Spot) -> Found | None:
    """Read a letter that stands alone by its name: "tổ B", "điểm đ"."""
    found = spot.match(_WORD)
    if found is None or len(found.group()) != 1:
        return None
    letter = found.group().lower()
    if letter in NAMES and (letter not in _WORDS_OF_ONE_LETTER or found.group() in "ĂÂ"):
        return Found(found.end(), NAMES[letter])
    return None


def spelled(spot: Spot) -> Found | None:
    """Spell capitals that are neither a known abbreviation nor a word that can be said."""
    found = spot.match(_WORD)
    if found is None:
        return None
    written = found.group()
    letters = base(written.lower())
    if len(written) < 2 or not letters or any(char not in NAMES for char in letters):
        return None
    if not has_vowel(written) and len(written) <= _MOST_CONSONANTS:
        return Found(found.end(), letter_names(written), Doubt.UNKNOWN_ABBREVIATION)
    capitals = written.isupper() and len(written) <= _MOST_SPELLED
    if not capitals or spot.shouting or syllables(toneless(written)):
        return None
    return Found(found.end(), letter_names(written), Doubt.UNKNOWN_ABBREVIATION)


def word(spot: Spot) -> Found | None:
    """Read a word as written; capitals throughout are put in small letters."""
    found = spot.match(_WORD)
    if found is None:
        return None
    written = found.group()
    if written.isupper():
        written = written.lower()
    if not VIETNAMESE.issuperset(written.lower()):
        kept = base(written.lower())
        if not kept:
            return Found(found.end(), reason=FOREIGN_SCRIPT)
        return Found(found.end(), kept, Doubt.FOREIGN_NAME)
    return Found(found.end(), written, Doubt.FOREIGN_NAME if _foreign(written) else Doubt.NONE)


def _foreign(written: str) -> bool:
    """Say whether a word is none of Vietnamese: not one syllable of its spelling."""
    small = written.lower()
    return len(small) > 1 and small not in _NATURALISED and len(syllables(toneless(small))) != 1


def foreign(spot: Spot) -> Found | None:
    """Leave out writing that no Vietnamese voice can say."""
    found = spot.match(_FOREIGN)
    return Found(found.end(), reason=FOREIGN_SCRIPT) if found else None
