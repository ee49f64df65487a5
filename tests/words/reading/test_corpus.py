"""Phrases that editors wrote down before they looked at the rules are read right.

Each `tests/corpus/reading_*.tsv` holds class, written text and every good reading, the preferred
one first. Readings are parted by "|"; "(a/b/)" in a later one means a, b or nothing. How each was
read when it was new, before its faults were mended, is told in `tests/corpus/README.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.spelling import one_placement

_CORPUS = Path(__file__).parents[2] / "corpus"
_SHARES = {
    "reading_own": 0.995,
    "reading_offices": 0.985,
    "reading_notices": 0.985,
    "reading_general": 0.98,
}
"""The least share of a file's phrases; what is still read wrong stays in the files."""
_SHARE_OF_A_CLASS = 0.85
_SAME = {
    "lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "mồng": "mùng", "mươi bốn": "mươi tư",
    "linh bốn": "linh tư",
}  # fmt: skip


def _folded(text: str) -> str:
    """Small letters without marks of punctuation, and one form of what is said either way."""
    plain = one_placement(unicodedata.normalize("NFC", text)).lower()
    plain = " ".join(re.sub(r"[^\w\s/()]", " ", plain).split())
    for either, one in _SAME.items():
        plain = re.sub(rf"(?<!\S){either}(?!\S)", one, plain)
    return plain


def _pattern(reading: str) -> re.Pattern[str]:
    """Groups become alternatives; every word is followed by one blank."""
    parts = []
    for part in re.findall(r"[()/]|[^()/]+", reading):
        if part == "(":
            parts.append("(?:")
        elif part in ")/":
            parts.append("|" if part == "/" else ")")
        elif words := _folded(part):
            parts.append(re.escape(words + " "))
    return re.compile("".join(parts))


def _rows(name: str) -> list[tuple[str, str, list[str]]]:
    lines = (_CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(kind, text.replace("\\n", "\n"), good.split("|")) for kind, text, good, _ in cells]


@pytest.mark.parametrize("name", _SHARES)
def test_the_corpus_is_read_as_its_writer_expects(name: str) -> None:
    rows = _rows(name)
    wrong = []
    for kind, written, readings in rows:
        said = _folded(speakable(written)) + " "
        if not any(_pattern(good).fullmatch(said) for good in readings):
            wrong.append((kind, written, said))
    assert len(rows) > 240
    assert 1 - len(wrong) / len(rows) >= _SHARES[name], wrong
    sizes, lost = Counter(row[0] for row in rows), Counter(row[0] for row in wrong)
    assert all(1 - lost[kind] / size >= _SHARE_OF_A_CLASS for kind, size in sizes.items()), wrong


def test_the_scoring_tells_right_from_wrong() -> None:
    good = _pattern("hai nghìn (năm/trên/) ba")
    assert all(
        good.fullmatch(_folded(said) + " ") for said in ("Hai ngàn, ba.", "hai nghìn năm ba")
    )
    assert not good.fullmatch(_folded("hai nghìn bốn ba") + " ")
