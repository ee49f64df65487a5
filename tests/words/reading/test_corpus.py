"""A commune official's phrases, written down before the rules were looked at, are read right.

`tests/corpus/reading_own.tsv` holds class, written text and every good reading, the preferred one
first. Readings are parted by "|"; "(a/b/)" in a later one means a, b or nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

from broadcaster.words.reading import speakable
from broadcaster.words.spelling import one_placement

_CORPUS = Path(__file__).parents[2] / "corpus" / "reading_own.tsv"
_SHARE = 0.995
_SHARE_OF_A_CLASS = 0.9
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


def _rows() -> list[tuple[str, str, list[str]]]:
    lines = _CORPUS.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(kind, text.replace("\\n", "\n"), good.split("|")) for kind, text, good, _ in cells]


def test_the_corpus_is_read_as_its_writer_expects() -> None:
    rows = _rows()
    wrong = []
    for kind, written, readings in rows:
        said = _folded(speakable(written)) + " "
        if not any(_pattern(good).fullmatch(said) for good in readings):
            wrong.append((kind, written, said))
    assert len(rows) > 400
    assert 1 - len(wrong) / len(rows) >= _SHARE, wrong
    sizes, lost = Counter(row[0] for row in rows), Counter(row[0] for row in wrong)
    assert all(1 - lost[kind] / size >= _SHARE_OF_A_CLASS for kind, size in sizes.items()), wrong


def test_the_scoring_tells_right_from_wrong() -> None:
    good = _pattern("hai nghìn (năm/trên/) ba")
    assert all(
        good.fullmatch(_folded(said) + " ") for said in ("Hai ngàn, ba.", "hai nghìn năm ba")
    )
    assert not good.fullmatch(_folded("hai nghìn bốn ba") + " ")
