"""Knows how Vietnamese a text looks, from the shape of its syllables; not what the words mean.

A written Vietnamese syllable is an onset, a rime and at most one tone mark; rimes that end in
c, ch, p or t carry only the acute or the dot. Source: the closed lists of onsets and rimes every
primer of Vietnamese spelling gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en
eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch
uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp
uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_ONSETS = tuple(_ONSET_LIST.split())
_RIMES = frozenset(_RIME_LIST.split())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOP_TONES = "\u0301\u0323"
# ASCII marks, digits and typographic punctuation end a word; other symbols stay inside it,
# because a letter shown as a symbol is how a wrong decoding gives itself away.
_WORD = re.compile(
    r"[^\s\d!-/:-@\[-`{-~“”‘’‚„…–—•·«»°§½©®™]+|[§°«»©®½·][^\W\d_]+|[^\W\d_]+[§°«»©®½·]"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_ODD_CATEGORIES = ("C", "S", "P", "N", "Z")


@dataclass(frozen=True, slots=True)
class Looks:
    """How a text looks: words with a letter outside ASCII, those spelt as Vietnamese, odd ones.

    An odd word holds a symbol, a private or a replacement character among its letters.
    """

    marked: int
    valid: int
    odd: int

    @property
    def share(self) -> float:
        """The share of marked words that are spelt as Vietnamese; 1.0 when none is marked."""
        return self.valid / self.marked if self.marked else 1.0

    @property
    def odd_share(self) -> float:
        """The share of marked words that are odd; 0.0 when none is marked."""
        return self.odd / self.marked if self.marked else 0.0


def looks(text: str) -> Looks:
    """Return how Vietnamese `text` looks; time grows linearly with its length."""
    marked = valid = odd = 0
    for word, times in Counter(_WORD.findall(_UNSEEN.sub("", text))).items():
        if word.isascii() or _is_abbreviation(word) or not any(map(str.isalpha, word)):
            continue
        marked += times
        valid += times * is_syllable(word)
        odd += times * _is_odd(word)
    return Looks(marked, valid, odd)


def is_syllable(word: str) -> bool:
    """Tell whether `word`, in any case, is spelt as one Vietnamese syllable."""
    if len(word) > 12:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if mark in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    if plain.endswith(("c", "ch", "p", "t")) and tones and tones[0] not in _STOP_TONES:
        return False
    if plain in _RIMES or plain == "gi":
        return True
    return any(plain.startswith(onset) and plain[len(onset) :] in _RIMES for onset in _ONSETS)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and set(word) <= set("BCDĐGHKLMNPQRSTVXƯ") and len(word) <= 8


def _is_odd(word: str) -> bool:
    return any(
        unicodedata.category(letter).startswith(_ODD_CATEGORIES) and letter not in "ªº"
        for letter in word
    )
