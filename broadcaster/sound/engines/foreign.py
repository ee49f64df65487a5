"""Words that are no Vietnamese syllable, respelled the way Vietnamese announcers say them.

Knows from English sounds or foreign letters to Vietnamese syllables; asks for the sounds of a word
whoever knows them. The table lies beside this file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

_ONSET = r"(?:ngh?|nh|ph|th|tr|ch|kh|gh|gi|qu|[bcdghklmnprstvx])?"
_NUCLEUS = (
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uoi|uou|ieu|yeu|oao|[aeo]o|[ao]i|[aeiou]u|[au]y|ui|[aiou]a|[io]e|"
    r"ye|uo|ue|uy|[aeiouy])"
)
_HIGHLAND = re.compile(r"^(?!tr)([bđkmpstv])(?=[lrbd][^\W\d_])", re.IGNORECASE)
"""The first of two consonants in names of the Central Highlands ("Krông", "Prông")."""
_OPENED = {"k": "c", "K": "C"}
_LOANED = re.compile(r"^(?=.*[áàéèíóúüöäñçåøëï])[a-záàéèíóúüöäñçåøëï]+$", re.IGNORECASE)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_WORD = re.compile(r"[^\W\d_]+|\d+|[%+=&@°$€]")
_LATIN = re.compile(r"[a-zđ]+")
_AS_WRITTEN = re.compile(r"[a-z]{4,}[aou]|[a-z]{4,}[^aeiou]?[iy]|[aeiou][a-z][aou]")
_VOWEL_LETTERS = re.compile(r"[aeiouy]+")

Sounds = Callable[[str], Sequence[str]]
"""Tells the sounds of a foreign word: English phonemes in IPA."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of foreign.tsv by kind."""

    vowels: dict[str, tuple[str, dict[str, str]]]
    onsets: dict[str, str]
    finals: dict[str, str]
    letters: dict[str, list[str]]
    names: dict[str, str]
    signs: dict[str, str]


def _load() -> _Table:
    table = _Table({}, {}, {}, {}, {}, {})
    rows = {
        "onset": table.onsets,
        "final": table.finals,
        "name": table.names,
        "sign": table.signs,
    }
    text = files("broadcaster.sound.engines").joinpath("foreign.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, keys, spelling, *closed = line.split("\t")
        for key in keys.split(" "):
            if kind == "vowel":
                by_final = dict(_CLOSED.findall(" ".join(closed)))
                table.vowels[key] = (spelling, by_final)
            elif kind == "letter":
                table.letters[key] = spelling.split()
            else:
                rows[kind][key] = spelling
    return table


_CLOSED = re.compile(r"(\S+)=(\S+(?: [^\s=]+(?!=))*)(?= |$)")
_TABLE = _load()
_STOPS = ("p", "t", "c", "ch")
_ACUTE = str.maketrans("aăâeêioôơuưy", "áắấéếíóốớúứý")
_TONED = re.compile(r"[áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")
_CLUSTERS = {"l": "pbkɡf", "ɹ": "pbtdkɡfθ", "r": "pbtdkɡfθ", "w": "tdkɡ", "j": "pbtdkɡfθsmnlv"}
"""Consonants that begin an English syllable together, by the second of them."""
_LABIAL = frozenset("pbfvm")
_SAID_ALIKE = {"l": "n", "s": "t"}
_FINAL_LETTERS = {"k": "c", "ŋ": "ng"}
_GLIDED = {"a": "oa", "e": "oe", "i": "uy", "ây": "uây", "ai": "oai", "ơ": "uơ", "o": "oa"}


def respelled(text: str, sounds: Sounds) -> str:
    """Return `text` with foreign words, capitals in a row, digits and signs in Vietnamese.

    Every other word stays as it is. Digits are read one by one: text to be spoken has none left,
    and one by one they are never wrong.
    """

    def said(found: re.Match[str]) -> str:
        word = _said(found.group(), sounds)
        if not found.group().isdigit():
            return word
        # "E5", "2A": a digit beside a letter is a word of its own.
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return f"{' ' * before.isalpha()}{word}{' ' * after.isalpha()}"

    return _WORD.sub(said, text)


def is_foreign(word: str) -> bool:
    """Tell whether `word` is Latin letters that no Vietnamese syllable, marked or not, is."""
    small = word.lower()
    if "đ" in small and len(word) > 1:
        return _VOWEL_LETTERS.search(small) is None and bool(_LATIN.fullmatch(small))
    return len(word) > 1 and bool(_LATIN.fullmatch(small)) and not _SYLLABLE.fullmatch(small)


def _said(word: str, sounds: Sounds) -> str:
    if word.isdigit():
        return " ".join(_TABLE.names.get(str(int(c)), "") for c in word) if _plain(word) else word
    if word in _TABLE.signs:
        return f" {_TABLE.signs[word]} "
    word = _LOANED.sub(_without_accents, word)
    if not is_foreign(word):
        return _HIGHLAND.sub(lambda found: f"{_OPENED.get(found[1], found[1])}ờ ", word)
    small = word.lower()
    vowels = sum(letter in "aeiouy" for letter in small)
    if not vowels or (word.isupper() and (len(word) <= 3 or vowels * 3 < len(word))):
        return " ".join(_TABLE.names[letter] for letter in small)
    row = _letters(small) if _AS_WRITTEN.fullmatch(small) else _cleaned(sounds(word), small)
    return " ".join(_syllables(row)) or word


def _without_accents(found: re.Match[str]) -> str:
    """Return a word such as "café" or "Müller" in plain letters where it is no Vietnamese one."""
    apart = unicodedata.normalize("NFD", found.group().replace("ø", "o").replace("Ø", "O"))
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return plain if is_foreign(plain) else found.group()


def _plain(word: str) -> bool:
    """Tell whether every digit has a value; "²" counts as a digit and has none."""
    return all(c.isdecimal() for c in word)


def _letters(word: str) -> list[str]:
    """Return the sounds of a name that is said as it is written; doubled letters count once."""
    row: list[str] = []
    word = re.sub(r"^x", "s", word)
    word = re.sub(r"([^aeiou])\1", r"\1", word)
    longest = sorted(_TABLE.letters, key=len, reverse=True)
    at = 0
    while at < len(word):
        if at == 0 and re.match(r"y[aeiou]", word):
            row.append("j")
            at = 1
            continue
        found = next((one for one in longest if word.startswith(one, at)), None)
        row += _TABLE.letters[found] if found else ["iː"]
        at += len(found) if found else 1
    return row


def _cleaned(heard: Sequence[str], word: str) -> list[str]:
    """Return English sounds without stress, weak vowels given the vowel that is written."""
    row = [known for one in heard for known in _known(one.strip("ˈˌ"))]
    for place in range(len(row) - 2, -1, -1):
        if row[place : place + 2] in (["iː", "ə"], ["i", "ə"]) and place + 2 < len(row):
            row[place : place + 2] = ["iə"]
    if row[-1:] == ["əl"] and word.endswith("el"):
        row[-1:] = ["eɪ", "l"]
    written = _VOWEL_LETTERS.findall(re.sub(r"(?<=[^aeiouy])e$", "", word))
    vowels = [place for place, sound in enumerate(row) if sound in _TABLE.vowels]
    if len(written) != len(vowels):
        return row
    for place, letters in zip(vowels, written, strict=True):
        closed = place + 1 < len(row) and (
            place + 2 == len(row) or row[place + 2] not in _TABLE.vowels
        )
        if row[place] in ("ə", "ɐ") and letters in ("a", "o", "i", "u") and not closed:
            row[place] = _TABLE.letters[letters][0]
        elif row[place] == "ə" and letters == "o" and row[place + 1] != "n":
            row[place] = "ɒ"
        elif row[place] == "ɒ" and letters == "o" and not closed:
            row[place] = "əʊ"
        elif row[place] == "ʌ" and letters == "u" and row[place + 1 : place + 2] == ["ŋ"]:
            row[place] = "uː"
    return row


def _known(sound: str) -> Iterator[str]:
    """Yield `sound` in parts that the table knows; what it does not know at all is left out."""
    while sound:
        for size in range(len(sound), 0, -1):
            part = sound[:size]
            if part in _TABLE.vowels or part in _TABLE.onsets or part in ("w", "j"):
                yield part
                break
        else:
            size = 1
        sound = sound[size:]


def _syllables(row: Sequence[str]) -> Iterator[str]:
    """Yield Vietnamese syllables: one for every vowel, and one for a consonant that needs it."""
    between: list[str] = []
    vowel: str | None = None
    onset: list[str] = []
    for sound in (*row, None):
        if sound is not None and sound not in _TABLE.vowels:
            between.append(sound)
            continue
        if vowel is None:
            following = between
        else:
            coda, following = _parted(between, last=sound is None)
            yield from _spelled(onset, vowel, coda)
        onset, between, vowel = following, [], sound


def _parted(between: Sequence[str], *, last: bool) -> tuple[list[str], list[str]]:
    """Part the consonants between two vowels into those of the first and of the second."""
    if last:
        return list(between), []
    size = min(1, len(between))
    if len(between) >= 2 and between[-2] in _CLUSTERS.get(between[-1], ""):
        size = 2
    return list(between[: len(between) - size]), list(between[len(between) - size :])


def _spelled(onset: Sequence[str], vowel: str, coda: Sequence[str]) -> Iterator[str]:
    """Yield the syllable of a vowel, after one with "ờ" for each consonant too many before it."""
    row = list(onset)
    glide = row[-1:] == ["w"]
    if glide:
        row.pop()
        # No Vietnamese syllable begins with lips closed and rounds them then.
        glide = not set(row[-1:]) & _LABIAL
    if len(row) > 1 and row[-1] == "j":
        row.pop()
    if row[-2:] == ["t", "ɹ"]:
        row[-2:] = ["tɹ"]
    for extra in row[:-1]:
        yield f"{_TABLE.onsets.get(extra, '')}ờ"
    first = _TABLE.onsets.get(row[-1], "") if row else ""
    finals = [_TABLE.finals[one] for one in coda if one in _TABLE.finals]
    *others, rime = _rime(vowel, finals[0] if finals else "").split(" ")
    yield from _written(first, glide, [*others, rime])


def _rime(vowel: str, final: str) -> str:
    spelling, by_final = _TABLE.vowels[vowel]
    if not final:
        return spelling
    if final in by_final:
        return by_final[final]
    if "*" in by_final:
        return by_final["*"]
    final = _SAID_ALIKE.get(final, final)
    return by_final.get(final, f"{spelling}{_FINAL_LETTERS.get(final, final)}")


def _written(first: str, glide: bool, rimes: Sequence[str]) -> Iterator[str]:
    """Yield rimes as syllables, the first with its onset, spelled and toned as Vietnamese is."""
    for place, rime in enumerate(rimes):
        onset = first if place == 0 else ""
        if glide and place == 0:
            vowels = re.match(r"[^\W\d]*?(?=ch$|ng$|nh$|[cmnpt]$|$)", rime)
            nucleus = vowels.group() if vowels else rime
            rime = _GLIDED.get(nucleus, nucleus) + rime[len(nucleus) :]
        if onset in ("c", "g", "ng") and rime[0] in "ieêéế":
            onset = {"c": "k", "g": "gh", "ng": "ngh"}[onset]
        if onset == "gi" and rime[0] == "i":
            onset = "g"
        if onset == "c" and glide and rime[0] in "ou":
            onset, rime = "q", "u" + rime[1:]
        yield f"{onset}{_toned(rime)}"


def _toned(rime: str) -> str:
    """Return a rime that ends in a stop with the acute tone it must have."""
    coda = next((stop for stop in ("ch", "c", "p", "t") if rime.endswith(stop)), "")
    if not coda or _TONED.search(rime):
        return rime
    nucleus = rime[: -len(coda)]
    return f"{nucleus[:-1]}{nucleus[-1].translate(_ACUTE)}{coda}"
