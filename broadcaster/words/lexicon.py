"""The station's own names and abbreviations: how they are written, how they are said.

Knows no rule of reading; an entry here wins over every rule there.

    LexiconError   root of what can be wrong with an entry or a table of them
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from broadcaster.words.spelling import one_placement

_TOKEN = re.compile(r"[^\W_]+|.", re.DOTALL)
"""What an entry is looked up by: letters and digits up to the next other sign, or that sign."""
_WORD = re.compile(r"[^\W_]+")
_NUMBER_GOES_ON = re.compile(r"[.,/:]\d")


class LexiconError(Exception):
    """Root of what can be wrong with an entry of a lexicon, or a table of them."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Written → spoken. An all-lower-case entry matches any case; any other only its own case,
    but that a sentence may begin with it: "bản Mế" is "Bản Mế", too, and neither is "BẢN MẾ".

    Entries are kept as NFC. The longest entry wins, of two as long the one in the very case, and
    the placement of tone marks (hoà, hòa) makes no difference. An entry is a whole word or
    several: none begins or ends inside a longer word or number.
    """

    entries: Mapping[str, str] = field(default_factory=dict)
    _by_token: Mapping[str, tuple[tuple[str, str], ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _key: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        clean: dict[str, str] = {}
        for written, spoken in self.entries.items():
            key, value = clean_text(written), clean_text(spoken)
            if key and value:
                clean[key] = value
        shelves: dict[str, list[tuple[str, str]]] = {}
        for written, spoken in sorted(clean.items(), key=_longest_and_own_case_first):
            key = one_placement(written)
            shelves.setdefault(_token(key, 0).lower(), []).append((key, spoken))
        object.__setattr__(self, "entries", MappingProxyType(clean))
        object.__setattr__(
            self, "_by_token", {token: tuple(shelf) for token, shelf in shelves.items()}
        )
        object.__setattr__(self, "_key", _hash(clean))

    @property
    def _all_begin_as_words(self) -> bool:
        return all(token[0].isalnum() for token in self._by_token)

    @property
    def key(self) -> str:
        """A hash of what the lexicon says; the order of its entries makes no difference."""
        return self._key

    def longest(self, text: str, at: int) -> tuple[int, str] | None:
        """Return (end, spoken) of the longest entry written in `text` from `at`, or None.

        `text` is NFC with one tone placement, and `at` is not inside a word.
        """
        if not self._by_token or at >= len(text):
            return None
        shelf = self._by_token.get(_token(text, at).lower())
        if shelf is None:
            return None
        for written, spoken in shelf:
            end = at + len(written)
            there = text[at:end]
            if not _is_written(there, written):
                continue
            if not _ends_inside(text, written[-1], end):
                return end, spoken
        return None

    def may_be_in(self, words: Iterable[str]) -> bool:
        """Tell, cheaply, whether a text of these lower-case `words` may hold an entry.

        An entry that begins with another sign than a letter or digit may be anywhere.
        """
        return not (self._by_token.keys().isdisjoint(words) and self._all_begin_as_words)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) wherever an entry is written in `text`, which is as for `longest`.

        A reading asks at fewer places: what a rule has read in one piece is passed over there.
        """
        at = 0
        while at < len(text):
            token = _token(text, at)
            found = self.longest(text, at) if token.lower() in self._by_token else None
            if found is not None:
                yield at, found[0]
            at = found[0] if found is not None else at + len(token)


def words_of(text: str) -> frozenset[str]:
    """Return the words of `text`, lower case, one tone placement: what entries begin with."""
    return frozenset(_WORD.findall(one_placement(text).lower()))


def clean_text(text: str) -> str:
    """Return `text` as NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _token(text: str, at: int) -> str:
    found = _TOKEN.match(text, at)
    return found.group() if found else ""


def _longest_and_own_case_first(entry: tuple[str, str]) -> tuple[int, bool, bool]:
    return -len(entry[0]), entry[0].islower(), entry[0][0].islower()


def _is_written(there: str, written: str) -> bool:
    """Tell whether `there`, a piece of a text, is the entry `written`, in a case it matches."""
    if there == written or there[:1].lower() + there[1:] == written:
        return True
    return written.islower() and there.lower() == written


def _ends_inside(text: str, last: str, end: int) -> bool:
    """Tell whether an entry that ends at `end` with the sign `last` ends inside a word or number.

    A number goes on after its dots: "19/5" is not part of "19/5/2026", nor "1" of "1.500".
    """
    if end >= len(text) or not last.isalnum():
        return False
    if text[end].isalnum() or unicodedata.combining(text[end]):
        return True
    return last.isdigit() and _NUMBER_GOES_ON.match(text, end) is not None


def _hash(entries: Mapping[str, str]) -> str:
    content = json.dumps(sorted(entries.items()), ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


EMPTY = Lexicon()
"""A lexicon that says nothing."""
