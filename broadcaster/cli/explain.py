"""A text written beside spoken on a terminal, or as values, with everything an editor may ask.

Knows columns and plain words; what is doubted and remarked on is decided in `broadcaster.words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from broadcaster.codec import plain
from broadcaster.sentences.remarks import (
    KINDS,
    SEVERITIES,
    omission,
    sentence,
    suggestion,
)
from broadcaster.words.omission import Omission
from broadcaster.words.proof import Remark, Severity
from broadcaster.words.reading import AS_WRITTEN, Reading, Sentence, Word

_CHANGED, _DOUBTFUL = "bold", "bold yellow"
_GRADES = {Severity.MUST: "bold red", Severity.MAY: "yellow"}


def show(
    console: Console,
    readings: Sequence[Reading],
    remarks: Sequence[Remark],
    left_out: Sequence[Omission],
) -> None:
    """Print the readings in two columns, then the remarks, then what the intake left out.

    Changed words stand between «», doubtful ones between «?», so nothing hangs on colours.
    """
    table = Table("Viết", "Đọc", box=SIMPLE_HEAD, show_lines=True, expand=True)
    for reading in readings:
        for written, spoken in _rows(reading):
            table.add_row(written, spoken)
    if table.row_count:
        console.print(table)
    console.print("«…»: đọc khác chữ viết; «…?»: máy đoán.")
    _remarks(console, remarks)
    if left_out:
        console.print("\nPhần của tệp được bỏ ra, không đọc:")
        for piece in left_out:
            console.print(f"  - {_line(piece.text)} ({omission(piece.reason)})")


def _rows(reading: Reading) -> list[tuple[Text, Text]]:
    sentences = [(one, words) for one in reading.sentences if (words := _words(one))]
    starts = [0, *(words[0].start for _, words in sentences[1:])]
    ends = [*starts[1:], len(reading.source)]
    return [
        (_written(reading.source, start, end, words), _spoken(one, reading.source))
        for (one, words), start, end in zip(sentences, starts, ends, strict=bool(sentences))
    ]


def _words(sentence: Sentence) -> list[Word]:
    return [word for clause in sentence.clauses for word in clause.words]


def _written(source: str, start: int, end: int, words: Sequence[Word]) -> Text:
    shown, at = Text(), start
    for word in sorted(words, key=lambda one: one.start):
        if word.start < at:
            continue
        shown.append(source[at : word.start])
        _mark(shown, source[word.start : word.end], word, source)
        at = word.end
    shown.append(source[at:end].rstrip())
    return shown


def _spoken(sentence: Sentence, source: str) -> Text:
    shown = Text()
    for clause in sentence.clauses:
        for number, word in enumerate(clause.words):
            shown.append(" " if number else "")
            _mark(shown, word.text, word, source)
        shown.append(f"{clause.mark} ")
    shown.rstrip()
    return shown


def _mark(shown: Text, text: str, word: Word, source: str) -> None:
    written = source[word.start : word.end]
    changed = word.rule != AS_WRITTEN and written.lower() != word.text.lower()
    if word.doubtful:
        shown.append(f"«{text}?»", _DOUBTFUL)
    elif changed:
        shown.append(f"«{text}»", _CHANGED)
    else:
        shown.append(text)


def _remarks(console: Console, remarks: Sequence[Remark]) -> None:
    if not remarks:
        console.print("Không có gì phải xem lại.")
        return
    console.print(f"\nSoát lỗi: {len(remarks)} chỗ.")
    for number, remark in enumerate(remarks, start=1):
        line = Text(f"  {number}. ")
        line.append(SEVERITIES[remark.severity], _GRADES[remark.severity])
        line.append(f" · {KINDS[remark.kind]}: {sentence(remark)}")
        if remark.suggestions:
            line.append(f" {suggestion(remark)}")
        if remark.count > 1:
            line.append(f" (có {remark.count} chỗ)")
        console.print(line)


def values(readings: Sequence[Reading], remarks: Sequence[Remark]) -> dict[str, Any]:
    """Return readings and remarks as JSON knows them; spans are of the reading's `source`."""
    return {
        "readings": [_reading(reading) for reading in readings],
        "remarks": [
            {**plain(one), "sentence": sentence(one), "suggestion": suggestion(one)}
            for one in remarks
        ],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "source": reading.source,
        "text": reading.text,
        "sentences": [
            {"text": one.text, "pause_ms": one.pause_ms, "words": plain(_words(one))}
            for one in reading.sentences
        ],
        "left_out": plain(reading.left_out),
    }


def _line(text: str) -> str:
    return " ".join(text.split())
