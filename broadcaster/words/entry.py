"""An entry of the lexicon before it is kept: is it one, can it be said, what would be said.

Knows spelling and the reading of texts; knows no file, no station and no other entry.

    LexiconError
    └── EntryError
        ├── UnwrittenError    nothing to look for, or it does not begin with a letter or digit
        ├── UnspokenError     nothing to say
        ├── UnsayableError    signs in the spoken part that are not said as they stand
        │   └── MendableError the rules of reading know how to write it
        └── LongEntryError    longer than any name or remark is
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from broadcaster.words.intake.looks import is_syllable
from broadcaster.words.lexicon import Lexicon, LexiconError, clean_text
from broadcaster.words.reading import USUAL, read
from broadcaster.words.reading.page import lay_out

LONGEST_WRITTEN = 100
LONGEST_SPOKEN = 200
LONGEST_NOTE = 300
"""Characters of an entry's parts."""

_VOWELS = "aăâeêioôơuưy"
_LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONGEST_WORD = 7
""" "nghiêng" is the longest there is; what is longer is several, run together."""


class EntryError(LexiconError):
    """Root of what keeps an entry out of the lexicon."""


class UnwrittenError(EntryError):
    """What is looked for is empty, or begins with neither a letter nor a digit."""

    def __init__(self, written: str) -> None:
        """`written` is what was typed."""
        self.written = written
        super().__init__(f"not a word to look for: {written!r}")


class UnspokenError(EntryError):
    """There is nothing to say for `written`."""

    def __init__(self, written: str) -> None:
        """`written` is what was typed."""
        self.written = written
        super().__init__(f"nothing to say for {written!r}")


class UnsayableError(EntryError):
    """`bad`, a piece of `spoken`, is no word of Vietnamese letters."""

    def __init__(self, spoken: str, bad: str) -> None:
        """`bad` is the first such piece."""
        self.spoken = spoken
        self.bad = bad
        super().__init__(f"cannot be said: {bad!r} in {spoken!r}")


class MendableError(UnsayableError):
    """What cannot be said as it stands can be written as `mend`."""

    def __init__(self, spoken: str, bad: str, mend: str) -> None:
        """`mend` is `spoken` as the rules read it."""
        self.mend = mend
        super().__init__(spoken, bad)


class LongEntryError(EntryError):
    """A part is longer than `longest` characters; `part` is "written", "spoken" or "note"."""

    def __init__(self, part: str, longest: int) -> None:
        """`part` is the name of the column."""
        self.part = part
        self.longest = longest
        super().__init__(f"{part} is longer than {longest} characters")


@dataclass(frozen=True, slots=True)
class Entry:
    """How a name or abbreviation is written, how it is said, and a remark for people."""

    written: str
    spoken: str
    note: str = ""

    @property
    def identity(self) -> str:
        """The written part as a page shows it to the lexicon: equal for one and the same entry."""
        return identity(self.written)

    @property
    def is_common(self) -> bool:
        """Whether it is one small syllable or bare number, which texts may be full of."""
        return self.written.isdecimal() or (self.written.islower() and is_syllable(self.written))

    @property
    def odd_words(self) -> tuple[str, ...]:
        """Words of the spoken part that are not spelt as Vietnamese: a voice may stumble."""
        return tuple(word for word in self.spoken.split() if not is_syllable(word))


@lru_cache(maxsize=1 << 15)
def identity(written: str) -> str:
    """Return `written` with the dashes, quotes, letters and tone placement a page has."""
    return lay_out(clean_text(written)).text.strip()


def lexicon_of(entries: dict[str, str]) -> Lexicon:
    """Return the lexicon of `entries`, written → spoken, as pages will show them."""
    return Lexicon({identity(written): spoken for written, spoken in entries.items()})


def checked(written: str, spoken: str, note: str = "") -> Entry:
    """Return the entry, tidied. Raises EntryError."""
    entry = Entry(clean_text(written), clean_text(spoken), clean_text(note))
    for part, longest in (
        ("written", LONGEST_WRITTEN),
        ("spoken", LONGEST_SPOKEN),
        ("note", LONGEST_NOTE),
    ):
        if len(getattr(entry, part)) > longest:
            raise LongEntryError(part, longest)
    if not entry.identity[:1].isalnum():
        raise UnwrittenError(entry.written)
    if not entry.spoken:
        raise UnspokenError(entry.written)
    bad = _unsayable(entry.spoken)
    if bad is not None:
        mend = _mend(entry.spoken)
        raise MendableError(entry.spoken, bad, mend) if mend else UnsayableError(entry.spoken, bad)
    return entry


def _unsayable(spoken: str) -> str | None:
    """Return the first piece of `spoken` that is no word of Vietnamese letters, if any."""
    return next((word for word in spoken.split() if not _is_word(word)), None)


def _is_word(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    return (
        len(tones) <= 1
        and len(plain) <= _LONGEST_WORD
        and set(plain) <= _LETTERS
        and not set(plain).isdisjoint(_VOWELS)
    )


def _mend(spoken: str) -> str:
    """Return `spoken` as the rules read it, where that can be said; "" otherwise."""
    mended = re.sub(r"[^\w]|_", " ", read(spoken, USUAL).text)
    mended = clean_text(mended)
    return mended if _unsayable(mended) is None else ""
