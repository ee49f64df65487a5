"""Misspelled syllables in a text.

Knows when a word may be judged at all: names, foreign words and everything a rule reads as
something else are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.words.proof.remark import Kind, Remark, Severity
from broadcaster.words.proof.slips import typed
from broadcaster.words.proof.suggestions import Correction, best, corrections
from broadcaster.words.proof.syllables import (
    borrowed,
    common,
    exists,
    known_pair,
    older,
    possible,
)
from broadcaster.words.proof.text import Text
from broadcaster.words.reading import AS_WRITTEN, Doubt
from broadcaster.words.reading.letters import has_vowel

_WORD = re.compile(r"[^\W\d_]+(?:[0-9][^\W_]*)?")
_OPENERS = '.!?:;\n-+*•"“(['
_JOINS = "-'’@/\\#_&"
_READ = (AS_WRITTEN, "letter", "spelled", "code")
_SURE = 2.0
"""What a correction that fits the words around may cost."""
_LONGEST = 14
"""Letters; the longest run of two syllables is shorter."""


@dataclass(frozen=True, slots=True)
class _Token:
    written: str
    start: int
    end: int
    before: str
    after: str
    opens: bool

    @property
    def small(self) -> str:
        return self.written.lower()


def misspelled(text: Text) -> Iterator[Remark]:
    """Remark on every syllable that is none of Vietnamese, with what may have been meant."""
    for token in _tokens(text):
        if not 1 < len(token.small) <= _LONGEST or not _judged(text, token):
            continue
        if borrowed(token.small):
            continue
        if exists(token.small):
            yield from _unusual(text, token)
            continue
        found = corrections(token.small, token.before, token.after)
        reason = _reason(token, found)
        if reason:
            yield _remark(text, token, reason, found)


def _tokens(text: Text) -> Iterator[_Token]:
    page = text.page.text
    found = list(_WORD.finditer(page))
    small = [one.group().lower() for one in found]
    for at, one in enumerate(found):
        start, end = one.span()
        near = at and page[found[at - 1].end() : start] == " "
        before = small[at - 1] if near else ""
        follows = at + 1 < len(found) and page[end : found[at + 1].start()] == " "
        after = small[at + 1] if follows else ""
        yield _Token(one.group(), start, end, before, after, _opens(page, start))


def _opens(page: str, start: int) -> bool:
    head = page[max(0, start - 3) : start].rstrip(" ")[-1:]
    return not head or head in _OPENERS


def _judged(text: Text, token: _Token) -> bool:
    page = text.page.text
    if page[token.start - 1 : token.start] in _JOINS and token.start:
        return False
    if page[token.end : token.end + 1] and page[token.end] in _JOINS:
        return False
    word = text.word_at(token.start)
    if word is None or word.rule not in _READ:
        return False
    if not token.written.isalpha():
        return token.written.islower() and word.doubt in (Doubt.CODE, Doubt.NONE)
    return word.doubt in (Doubt.NONE, Doubt.FOREIGN_NAME, Doubt.UNKNOWN_ABBREVIATION)


def _unusual(text: Text, token: _Token) -> Iterator[Remark]:
    """Remark on a syllable that goes with nothing here, where one slip would: "thực hiên"."""
    word, before, after = token.small, token.before, token.after
    if not token.written.islower() or len(word) < 3 or not (before or after):
        return
    if known_pair(before, word) or known_pair(word, after):
        return
    wanted = 2 if common(word) else 1
    found = corrections(word, before, after, slight=True)
    sure = [one for one in found if one.near and one.pairs >= wanted]
    if sure and sure[0] is found[0]:
        yield _remark(text, token, "unusual", sure)


def _reason(token: _Token, found: list[Correction]) -> str:
    """Return why a word that is no syllable is a mistake, "" when it may be a name or foreign."""
    first = found[0] if found else Correction("", 9.0, 0)
    if older(token.small):
        return "older"
    if not token.written.isalpha() or token.small.isascii():
        return _typing_or_letter(token, first)
    sure = first.pairs > 0 and first.cost <= _SURE
    if token.written.islower() and not has_vowel(token.small):
        return "unknown" if sure else ""
    if token.written.islower():
        return "together" if " " in first.text else "unknown"
    if token.written.isupper():
        return "unknown" if sure and first.near else ""
    return "unknown" if sure and token.opens and _common(token.after) else ""


def _typing_or_letter(token: _Token, first: Correction) -> str:
    """Judge a word without a Vietnamese letter: foreign unless the words around say otherwise."""
    near = [word for word in (token.before, token.after) if word]
    among = bool(near) and all(map(exists, near))
    if not (token.written.islower() or token.opens):
        return ""
    key, marks = typed(token.small)
    paired = first.pairs > 0 and first.text == key
    if key and (paired or marks > 2 or (among and (marks > 1 or common(key)))):
        return "typing"
    if not token.written.isalpha() or not token.written.islower() or not among:
        return ""
    if " " in first.text:
        return "together"
    return "unknown" if first.pairs and first.cost <= _SURE else ""


def _common(word: str) -> bool:
    return bool(word) and exists(word) and common(word)


def _remark(text: Text, token: _Token, reason: str, found: list[Correction]) -> Remark:
    meant = tuple(_cased(one, token.written) for one in best(found)) if found else ()
    return text.remark(
        Kind.SPELLING,
        token.start,
        token.end,
        severity=Severity.MUST if _certain(token, reason, found) else Severity.MAY,
        reason=reason,
        suggestions=meant,
    )


def _certain(token: _Token, reason: str, found: list[Correction]) -> bool:
    """Whether it can be nothing but a slip: no syllable could be spelled so, or a word fits."""
    if reason in ("unusual", "older") or not token.written.islower():
        return False
    return not possible(token.small) or bool(found and found[0].pairs)


def _cased(meant: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if like[0].isupper() else meant
