"""Blanks that a PDF left inside words: "quyế t định", "l àm", "T H Ô N G B Á O", "Ủ y ban".

Knows which pieces of letters are no words of their own; knows no page and no rule.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.letters import syllables, toneless
from broadcaster.words.reading.tables import cue

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_FRONT = "ieêyìíỉĩịèéẻẽẹềếểễệỳýỷỹỵ"
"""Vowels before which k is written, and c never."""
_WORD_END = r"(?![^\W_])"
_APART = re.compile(rf"(?<![^\W_])(?:[A-ZĐÀ-Ỹ] ){{2,30}}[A-ZĐÀ-Ỹ]{_WORD_END}")
_CODA = re.compile(rf"([^\W\d_]{{0,5}}[{_VOWELS}]) (ng|nh|ch|[npt](?!\. ?[A-ZĐÀ-Ỹ\d])){_WORD_END}")
_NEVER_OPEN = re.compile(
    rf"(?:[iy][êếềểễệ]|ư[ơớờởỡợ]|u[ôốồổỗộ]|[ăắằẳẵặâấầẩẫậ]) (?=(?:ng|nh|ch|[cmnpt]){_WORD_END})"
)
"""Vowels no syllable ends in: a consonant must follow."""
_ONSET = re.compile(
    r"(?<![^\W_])(?P<onset>ngh?|[nN]h|[pPtTcCkK]h|[tT]r|N?gh?|[bcdđghklmnpqrstvx]) "
    rf"(?P<rest>(?:(?<![ck] )|(?<=k )(?=[{_FRONT}])|(?<=c )(?![{_FRONT}]))"
    rf"[{_VOWELS}][^\W\d_]{{0,5}}){_WORD_END}"
)
_NAMED = re.compile(
    r"(?:\d|[.,;:(/-]|(?<![^\W_])(?:điểm|khoản|mục|lớp|tổ|nhóm|ý|chữ|và|hoặc|từ|đến|khu|lô|dãy))\s?$"
)
"""After one of these a single letter is a name or a unit."""
_OFTEN_NAMED = re.compile(
    r"(?<![^\W_])(?:gan|vitamin|bên|loại|hạng|hệ|số|cấp|đội|lục|tiết|tầng|cột|hàng|dòng|dạng|bảng|"
    r"hình|trục|nghìn|ngàn|triệu|tỷ|tỉ) $"
)
_WHOLE = cue("whole-words")
"""After one of those it is a name where the rest is a word: "bên b ủy quyền", not "cấp x ã"."""
_OFFICE = re.compile(rf"(?<![^\W_])[ỦủUu] (?=[yỷ] ban{_WORD_END})")


def torn_blanks(text: str) -> frozenset[int]:
    """Return where in `text` stand single blanks that part no words."""
    found = {match.end() - 1 for match in _NEVER_OPEN.finditer(text)}
    found.update(match.end() - 1 for match in _OFFICE.finditer(text))
    for match in _ONSET.finditer(text):
        before = text[max(0, match.start() - 9) : match.start()].lower()
        named = _NAMED.search(before)
        if match["rest"].lower() in _WHOLE:
            named = named or _OFTEN_NAMED.search(before)
        if not named and _one_syllable(match["onset"] + match["rest"]):
            found.add(match.end("onset"))
    for match in _CODA.finditer(text):
        # In "lệ t ốt" the letter opens the next word, so it does not close the last.
        if match.end() not in found and _one_syllable(match.group(1) + match.group(2)):
            found.add(match.end(1))
    for match in _APART.finditer(text):
        found.update(_inside_syllables(match.group(), match.start()))
    return frozenset(found)


def _one_syllable(letters: str) -> bool:
    return len(syllables(toneless(letters))) == 1


def _inside_syllables(spaced: str, start: int) -> list[int]:
    """Return the blanks of "B Á O" inside a syllable; none for letters that are names."""
    letters = spaced.replace(" ", "")
    parts = syllables(toneless(letters))
    if not parts or min(map(len, parts)) < 2:
        return []
    blanks: list[int] = []
    at = start
    for part in parts:
        blanks.extend(at + 2 * index + 1 for index in range(len(part) - 1))
        at += 2 * len(part)
    return blanks
