"""Which words a speaker says in one breath: numbers with their units, names with what they name.

Knows Vietnamese words as they are spoken (numbers written out, names capitalised), by the table
runs.tsv: words of numbers; words that a number after them belongs to; units of several syllables
(one of a single syllable is any word after a number); what stands before a name and belongs to it
(kinds of places, titles, forms of address); linking words. Knows no limit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import groupby

SENTENCE_END = ".!?…"
CLAUSE_END = ",;:–—"

_HEADLINE = 6
_CLOSING = "\"'”’»)]"
_DASHES = frozenset("-–—")


def _table() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of runs.tsv, as words, by their kind."""
    text = files(__package__).joinpath("runs.tsv").read_text(encoding="utf-8")
    kinds: dict[str, list[tuple[str, ...]]] = {}
    for line in text.splitlines()[1:]:
        kind, phrase = line.split("\t")
        kinds.setdefault(kind, []).append(tuple(phrase.split()))
    return {kind: tuple(phrases) for kind, phrases in kinds.items()}


def _by_first_word(
    phrases: Iterable[tuple[str, ...]],
) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


_TABLE = _table()
_NUMBER_WORDS = frozenset(word for (word,) in _TABLE["number"])
_BEFORE_NUMBER = frozenset(word for (word,) in _TABLE["before-number"])
_UNITS = _by_first_word(_TABLE["unit"])
_BEFORE_NAME = _by_first_word(_TABLE["before-name"])
LINKS = frozenset(word for (word,) in _TABLE["link"])
"""Words that begin a new group of words: before one of them a cut is heard least."""


def breath_runs(text: str) -> list[list[str]]:
    """Return the words of `text` in order, those together that no cut should part.

    Together stay: the words of a number, with its unit and with what it counts or dates; words
    with capitals that follow one another; the kind of place or the title before a name or number;
    and a mark that stands alone with the word before it. Punctuation ends a run.
    """
    words = text.split()
    runs: list[list[str]] = []
    for word, held in zip(words, [False, *_held(words)], strict=False):
        if held:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def ends_with(word: str, marks: str) -> bool:
    """Tell whether a word ends with one of `marks`, closing quotes and brackets left aside."""
    return word.rstrip(_CLOSING).endswith(tuple(marks))


def _held(words: Sequence[str]) -> list[bool]:
    """Return for each gap between two words whether it must not be cut."""
    bare = [unicodedata.normalize("NFC", word).strip("\"'“”‘’«»()[]").lower() for word in words]
    loud = _loud(words)
    named = [_is_named(word) and place not in loud for place, word in enumerate(words)]
    number = [word.rstrip(SENTENCE_END + CLAUSE_END) in _NUMBER_WORDS for word in bare]
    stops = [ends_with(word, SENTENCE_END + CLAUSE_END) for word in words]
    held = [_belong(words, bare, named, number, stops, gap) for gap in range(len(words) - 1)]
    for start in range(len(words)):
        _hold_phrases(bare, named, number, start, held)
    return held


def _belong(
    words: Sequence[str],
    bare: Sequence[str],
    named: Sequence[bool],
    number: Sequence[bool],
    stops: Sequence[bool],
    gap: int,
) -> bool:
    """Tell whether the word before a gap and the one after it are said together."""
    if not any(character.isalnum() for character in words[gap + 1]):
        return True
    if words[gap] in _DASHES and gap:
        return named[gap - 1] and named[gap + 1]
    if stops[gap]:
        return False
    if number[gap] or (named[gap] and named[gap + 1]):
        return True
    return number[gap + 1] and bare[gap] in _BEFORE_NUMBER


def _hold_phrases(
    bare: Sequence[str],
    named: Sequence[bool],
    number: Sequence[bool],
    start: int,
    held: list[bool],
) -> None:
    """Hold a unit that begins at `start` after a number, and a head with the name after it."""
    first = bare[start].rstrip(SENTENCE_END + CLAUSE_END)
    after_number = start > 0 and number[start - 1] and held[start - 1]
    for phrase in _UNITS.get(first, ()) if after_number else ():
        end = start + len(phrase) - 1
        last = "".join(bare[end : end + 1]).rstrip(SENTENCE_END + CLAUSE_END)
        # A mark inside ends the run; one after the unit's last syllable is no matter.
        if (*bare[start:end], last) == phrase:
            held[start:end] = [True] * (end - start)
    for phrase in _BEFORE_NAME.get(first, ()):
        end = start + len(phrase)
        if tuple(bare[start:end]) == phrase and _begins_name(bare, named, number, end):
            held[start:end] = [True] * (end - start)


def _begins_name(
    bare: Sequence[str], named: Sequence[bool], number: Sequence[bool], place: int
) -> bool:
    """Tell whether a name, a number or "số" with a number is at a place."""
    if bare[place : place + 1] == ["số"]:
        place += 1
        return place < len(bare) and number[place]
    return place < len(bare) and (named[place] or number[place])


def _loud(words: Sequence[str]) -> set[int]:
    """Return the places of words in rows of capitals, as in headlines: they name nothing."""
    found: set[int] = set()
    for upper, row in groupby(range(len(words)), key=lambda place: words[place].isupper()):
        places = list(row)
        if upper and len(places) >= _HEADLINE:
            found.update(places)
    return found


def _is_named(word: str) -> bool:
    """Tell whether a word begins with a capital, opening quotes and brackets left aside."""
    return word.lstrip("\"'“‘«([")[:1].isupper()
