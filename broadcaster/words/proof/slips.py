"""Keys of Vietnamese typing that stayed in the text: "thuwcj" (Telex), "nguoi72" (VNI).

Knows the two ways of typing; whether the outcome is a word is for others to say.
"""

from __future__ import annotations

import re

from broadcaster.words.proof.syllables import Syllable, composed, exists, parted

_TELEX_TONES = {"s": "sắc", "f": "huyền", "r": "hỏi", "x": "ngã", "j": "nặng"}
_VNI_TONES = {"1": "sắc", "2": "huyền", "3": "hỏi", "4": "ngã", "5": "nặng"}
_DOUBLED = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"))
_HORNED = (("uow", "ươ"), ("uwo", "ươ"), ("uơ", "ươ"), ("ow", "ơ"), ("uw", "ư"))
_LATE = (("uo", "ươ"), ("u", "ư"), ("o", "ơ"), ("a", "ă"))
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_VNI = re.compile(r"(?=.[a-zà-ỹ0-9]*[a-zà-ỹ])[a-zà-ỹ]{1,6}[1-9][a-zà-ỹ1-9]*")
_VOWEL = re.compile(r"[aăâeêioôơuưy]")


def typed(written: str) -> tuple[str, int]:
    """Return what the keys of `written` stand for and how many of them are marks, or ("", 0)."""
    found = _vni(written) if any(char.isdigit() for char in written) else _telex(written)
    return found if found[0] and exists(found[0]) else ("", 0)


def _telex(written: str) -> tuple[str, int]:
    tone, letters = _tone_key(written)
    keys = 1 if tone else 0
    begun = parted(letters).tone
    for pair, letter in _DOUBLED:
        if pair in letters:
            letters = letters.replace(pair, letter, 1)
            keys += 1
    if "uwow" in letters:
        letters = letters.replace("uwow", "ươ", 1)
        keys += 2
    for pair, letter in _HORNED:
        if pair in letters and (pair != "uơ" or "w" in written):
            letters = letters.replace(pair, letter, 1)
            keys += 1
    if letters.endswith(("w",)) or re.search(r"w(?:n|ng|m|p|t|c|i|u)?$", letters):
        letters, keys = _late(letters), keys + 1
    if not keys or "w" in letters or not letters:
        return "", 0
    syllable = parted(letters)
    tone = tone or begun
    return composed(Syllable(syllable.onset, syllable.rime, tone)), keys


def _tone_key(written: str) -> tuple[str, str]:
    """Return the tone of the last tone key after a vowel, and `written` without it."""
    for at in range(len(written) - 1, 0, -1):
        rest = written[:at] + written[at + 1 :]
        if written[at] in _TELEX_TONES and _VOWEL.search(written[:at].lower()):
            return _TELEX_TONES[written[at]], rest
    return "", written


def _late(letters: str) -> str:
    """Put the w that was typed late to the vowel it belongs to."""
    kept = letters.replace("w", "")
    for plain, letter in _LATE:
        if plain in kept:
            return kept.replace(plain, letter, 1)
    return letters


def _vni(written: str) -> tuple[str, int]:
    if not _VNI.fullmatch(written):
        return "", 0
    letters, tone, keys = "", "", 0
    for char in written:
        if not char.isdigit():
            letters += char
            continue
        keys += 1
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        else:
            letters = _marked(letters, char)
    syllable = parted(letters)
    return composed(Syllable(syllable.onset, syllable.rime, tone or syllable.tone)), keys


def _marked(letters: str, key: str) -> str:
    """Return `letters` with the mark of a VNI key on the last letter that takes it."""
    if key == "9":
        return letters.replace("d", "đ", 1)
    if key == "8":
        return letters.replace("a", "ă", 1)
    if key == "7":
        return next((letters.replace(a, b, 1) for a, b in _LATE[:3] if a in letters), letters)
    at = max(letters.rfind(char) for char in _HATS)
    return letters[:at] + _HATS[letters[at]] + letters[at + 1 :] if at >= 0 else letters
