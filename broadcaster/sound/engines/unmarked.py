"""Vietnamese syllables typed without marks (web addresses), marked so that espeak-ng knows them.

Knows which bare syllables the library takes for English: those that no Vietnamese word can be
without a tone ("lap") or a circumflex ("tuyen"). They get the mark a reader gives them.
"""

from __future__ import annotations

import re

_ONSET = r"(?:ngh?|nh|ph|th|tr|ch|kh|gh|gi|qu|[bcdđghklmnprstvx])?"
_BARE = re.compile(
    rf"(?<!\w)({_ONSET})(uye|ye|ie|oa|oe|uo|[aeiouy])(ch|ng|nh|[cmnptu])(?!\w)", re.IGNORECASE
)
_CIRCUMFLEX = {"uye": "uyê", "ye": "yê", "ie": "iê"}
_ACUTE = str.maketrans("aeiouyêAEIOUYÊ", "áéíóúýếÁÉÍÓÚÝẾ")
_STOPS = ("c", "ch", "p", "t")


def marked(text: str) -> str:
    """Return `text` with such syllables marked; every other word stays as it is."""
    return _BARE.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    onset, vowels, coda = found.groups()
    rounded = _CIRCUMFLEX.get(vowels.lower())
    if rounded:
        vowels = rounded
    if coda.lower() in _STOPS:
        vowels = vowels[:-1] + vowels[-1].translate(_ACUTE)
    return f"{onset}{vowels}{coda}"
