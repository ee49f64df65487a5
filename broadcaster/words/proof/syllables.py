"""Vietnamese syllables: onset, rime and tone; which there are, and which stand side by side.

Knows the tables of proof-reading; knows no text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from broadcaster.words.reading.letters import toneless
from broadcaster.words.spelling import one_placement

TONES = {"": "ngang", "\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã"}
TONES["\u0323"] = "nặng"
_MARKS = {name: mark for mark, name in TONES.items()}
_ONSET = re.compile(r"ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx]|")
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"
_ALSO_Y = ("h", "k", "l", "m", "s", "t")
"""Onsets after which i and y are the same: kỹ, kĩ; sỹ, sĩ."""


_BRIGHT = ("i", "e", "ê", "y")
_BEFORE_BRIGHT = {"k": True, "gh": True, "ngh": True, "c": False, "g": False, "ng": False}
"""Onsets that are written so only before these vowels, or only before others; "gì" is the rest."""


class Syllable(NamedTuple):
    """A syllable in its three parts; `rime` carries no tone mark."""

    onset: str
    rime: str
    tone: str


@lru_cache(maxsize=8192)
def parted(written: str) -> Syllable:
    """Return small-letter `written` in its parts, whether or not there is such a syllable."""
    tone, kept = "ngang", ""
    for char in unicodedata.normalize("NFD", written):
        if char in TONES:
            tone = TONES[char]
        else:
            kept += char
    plain = unicodedata.normalize("NFC", kept)
    opening = _ONSET.match(plain)
    onset = opening.group() if opening else ""
    rime = plain[len(onset) :]
    if onset == "gi" and (not rime or rime[0] not in _VOWELS):
        onset, rime = "g", "i" + rime
    return Syllable(onset, rime, tone)


@lru_cache(maxsize=8192)
def composed(syllable: Syllable) -> str:
    """Return the syllable as it is written, its tone mark where the older rule puts it."""
    onset, rime, tone = syllable
    vowels = [at for at, char in enumerate(rime) if char in _VOWELS]
    if tone == "ngang" or not vowels:
        return onset + rime
    marked = [at for at in vowels if rime[at] in _MARKED]
    closed = vowels[-1] < len(rime) - 1
    if marked:
        at = marked[-1]
    elif closed or len(vowels) == 1:
        at = vowels[-1]
    else:
        at = vowels[1] if len(vowels) > 2 else vowels[0]
    marked_rime = rime[: at + 1] + _MARKS[tone] + rime[at + 1 :]
    return one_placement(onset + unicodedata.normalize("NFC", marked_rime))


def exists(written: str) -> bool:
    """Say whether small-letter `written` is a syllable of Vietnamese, its tone mark in place."""
    return written in _inventory()


@cache
def _inventory() -> frozenset[str]:
    """Return every syllable, as written."""
    found = set()
    for onset, tone, rimes in _rows("syllables"):
        for rime in rimes.split():
            found.add(composed(Syllable(onset.strip("-"), rime, tone)))
            if onset in _ALSO_Y and rime == "i":
                found.add(composed(Syllable(onset, "y", tone)))
    return frozenset(found)


@cache
def by_skeleton() -> dict[str, tuple[str, ...]]:
    """Return the syllables by their letters without any mark: "duong" → đường, dương, …."""
    found: dict[str, list[str]] = {}
    for written in sorted(_inventory()):
        found.setdefault(toneless(written), []).append(written)
    return {skeleton: tuple(group) for skeleton, group in found.items()}


def possible(written: str) -> bool:
    """Say whether a syllable could be spelled so, though none may be."""
    syllable = parted(written)
    stopped = syllable.rime.endswith(("c", "ch", "p", "t"))
    if (
        syllable.onset in _BEFORE_BRIGHT
        and (syllable.rime[:1] in _BRIGHT) != (_BEFORE_BRIGHT[syllable.onset])
    ):
        return False
    return syllable.rime in _rimes() and (not stopped or syllable.tone in ("sắc", "nặng"))


@cache
def _rimes() -> frozenset[str]:
    return frozenset(rime for row in _rows("syllables") for rime in row[2].split())


def older(written: str) -> bool:
    """Say whether small-letter `written` is a syllable with i where y is written now: quí, qui."""
    syllable = parted(written)
    return syllable[:2] == ("qu", "i") and exists(composed(syllable._replace(rime="y")))


def borrowed(written: str) -> bool:
    """Say whether small-letter `written` is a foreign word used as it is."""
    return written in _words("loans")


def frequent(written: str) -> bool:
    """Say whether a syllable is among those met most often."""
    return written in _words("frequent")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for row in _rows(name) for word in row[0].split())


def known_pair(first: str, second: str) -> bool:
    """Say whether `first second` is a common word or turn."""
    return _pair_key(second) in _pairs().get(_pair_key(first), ())


def common(written: str) -> bool:
    """Say whether a syllable stands in any common word."""
    return _pair_key(written) in _common()


@cache
def _pairs() -> dict[str, frozenset[str]]:
    return {
        _pair_key(first): frozenset(map(_pair_key, seconds.split()))
        for first, seconds in _rows("pairs")
    }


@cache
def _common() -> frozenset[str]:
    return frozenset(_pairs()).union(*_pairs().values())


@lru_cache(maxsize=8192)
def _pair_key(written: str) -> str:
    """Return `written` with i for y where both are right."""
    syllable = parted(written)
    if syllable.rime == "y" and syllable.onset in _ALSO_Y:
        return composed(syllable._replace(rime="i"))
    return composed(syllable)


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = files(__package__).joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in one_placement(text).splitlines() if line and line[0] != "#"]
    width = len(lines[0].split("\t"))
    return tuple(tuple((line + "\t" * width).split("\t")[:width]) for line in lines[1:])
