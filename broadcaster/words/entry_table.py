"""A table of entries as a file: written, spoken, note, as spreadsheets in Việt Nam write it.

Knows encodings, separators and what a spreadsheet would take for a formula; knows no station.

    LexiconError
    ├── TableError
    │   ├── LongTableError      more bytes or rows than any lexicon needs
    │   ├── EmptyTableError     a table without a single row
    │   └── UnreadTableError    no table at all, or letters in no known encoding
    └── RowError
        ├── ColumnsError        a row without both a written and a spoken part
        └── RepeatedRowError    an earlier row of the file is for the same word
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from broadcaster.words.entry import Entry, checked
from broadcaster.words.intake import IntakeError
from broadcaster.words.intake.encodings import decoded
from broadcaster.words.lexicon import LexiconError, clean_text
from broadcaster.words.spelling import folded

LARGEST_TABLE = 2 * (1 << 20)
MOST_ROWS = 20_000
COLUMNS = ("written", "spoken", "note")

_NAMES = {
    "written": ("written", "cách viết", "viết"),
    "spoken": ("spoken", "cách đọc", "đọc"),
    "note": ("note", "ghi chú"),
}
_SEPARATORS = "\t;,"
_FORMULA = "=+-@\t\r"
"""How a cell begins that a spreadsheet would take for a formula."""
_ESCAPED = f"{_FORMULA}#'"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class TableError(LexiconError):
    """Root of what makes a whole file unusable."""


class LongTableError(TableError):
    """The file has more than `most` of `what`, which is "bytes" or "rows"."""

    def __init__(self, what: str, most: int) -> None:
        """`what` is counted, `most` may be there."""
        self.what = what
        self.most = most
        super().__init__(f"more than {most} {what}")


class EmptyTableError(TableError):
    """The file has no row that could be an entry: it must not take the place of a lexicon."""

    def __init__(self) -> None:
        """Carry nothing: there is nothing to show."""
        super().__init__("no row in the table")


class UnreadTableError(TableError):
    """The file is no table of text."""

    def __init__(self) -> None:
        """Carry nothing: no piece of the file can be shown."""
        super().__init__("not a table of text in a known encoding")


class RowError(LexiconError):
    """Root of what is wrong with a row as a row."""


class ColumnsError(RowError):
    """A row that is not written, spoken and perhaps a note."""

    def __init__(self, found: int) -> None:
        """`found` is how many cells hold something."""
        self.found = found
        super().__init__(f"{found} filled cells where written and spoken belong")


class RepeatedRowError(RowError):
    """The row on line `first` is for the same word, but for case, tone placement or blanks."""

    def __init__(self, written: str, first: int) -> None:
        """`first` is the line, from 1, of the row that counts."""
        self.written = written
        self.first = first
        super().__init__(f"{written!r} is on line {first} already")


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: its line in the file, counted from 1, and its entry."""

    line: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no entry, as it was written, and why."""

    line: int
    text: str
    error: LexiconError


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds; `has_notes` is False when it has no column for them."""

    rows: tuple[Row, ...]
    refused: tuple[RefusedRow, ...]
    has_notes: bool


def read_table(content: bytes, *, strict: bool = True) -> Table:
    """Return the entries in `content`; a heading, blank lines and "#" lines are passed over.

    Without `strict` an entry is taken as it is, however it would be said. Raises TableError.
    """
    if len(content) > LARGEST_TABLE:
        raise LongTableError("bytes", LARGEST_TABLE)
    cells, places = _headed(list(_parted(_text(content))))
    if len(cells) > MOST_ROWS:
        raise LongTableError("rows", MOST_ROWS)
    rows: list[Row] = []
    refused: list[RefusedRow] = []
    lines: dict[str, int] = {}
    for line, row in cells:
        try:
            entry = _entry(row, places, strict=strict)
            first = lines.setdefault(folded(entry.identity) if strict else entry.identity, line)
            if first != line:
                raise RepeatedRowError(entry.written, first)
        except LexiconError as error:
            refused.append(RefusedRow(line, " | ".join(row)[:200], error))
        else:
            rows.append(Row(line, entry))
    if strict and not rows and not refused:
        raise EmptyTableError
    return Table(tuple(rows), tuple(refused), "note" in places)


def write_table(entries: Iterable[Entry], *, notes: bool = True) -> bytes:
    """Return `entries` as CSV: UTF-8 with a mark for Excel, and no cell that acts as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    width = 3 if notes else 2
    writer.writerow(COLUMNS[:width])
    for entry in entries:
        cells = (entry.written, entry.spoken, entry.note)
        writer.writerow([_harmless(cell) for cell in cells[:width]])
    return out.getvalue().encode("utf-8-sig", "replace")


def _entry(row: Sequence[str], places: dict[str, int], *, strict: bool) -> Entry:
    parts = [
        _plain(row[places[name]]) if places.get(name, 99) < len(row) else "" for name in COLUMNS
    ]
    filled = [cell for cell in row if cell.strip()]
    known = max(places.values()) + 1
    if not parts[0] or not parts[1] or any(cell.strip() for cell in row[known:]):
        raise ColumnsError(len(filled))
    return checked(*parts) if strict else Entry(*parts)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] and cell[0] in _ESCAPED else cell


def _plain(cell: str) -> str:
    cell = clean_text(cell)
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _ESCAPED else cell


def _headed(
    cells: list[tuple[int, list[str]]],
) -> tuple[list[tuple[int, list[str]]], dict[str, int]]:
    """Return the rows below the heading, and where each column is."""
    places: dict[str, int] = {}
    for at, cell in enumerate(cells[0][1] if cells else ()):
        found = [name for name, called in _NAMES.items() if folded(cell) in called]
        if found:
            places.setdefault(found[0], at)
    if {"written", "spoken"} <= set(places):
        return cells[1:], places
    widest = max((len(row) for _, row in cells), default=0)
    return cells, dict(zip(COLUMNS[: 3 if widest > 2 else 2], range(3), strict=False))


def _parted(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, by the separator that makes most of them entries."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    by_excel = told.startswith("sep=") and len(told) == 5
    signs, text = (told[4], rest) if by_excel else (_SEPARATORS, text)
    best: list[tuple[int, list[str]]] = []
    most = -1
    for sign in signs:
        rows = _cells(text, sign, int(by_excel))
        whole = sum(2 <= len(row) <= 3 and all(row[:2]) for _, row in rows)
        if whole > most:
            best, most = rows, whole
    yield from best


def _cells(text: str, separator: str, skipped: int) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = skipped + 1
    try:
        for raw in reader:
            row = [cell.strip(" \r\n") for cell in raw]
            while row and not row[-1].strip():
                row.pop()
            if row and not row[0].startswith("#"):
                rows.append((line, row))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise UnreadTableError from error
    return rows


def _text(content: bytes) -> str:
    text = _decoded(content)
    if "\0" in text or any(unicodedata.category(sign) == "Cs" for sign in text):
        raise UnreadTableError
    return text


def _decoded(content: bytes) -> str:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec)
    if content.count(0) > len(content) // 8:
        wide = "utf-16-be" if content[0::2].count(0) > content[1::2].count(0) else "utf-16-le"
        return _strictly(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(content)


def _single_byte(content: bytes) -> str:
    """Return what is meant: a short table of names may be too little for the intake to be sure."""
    try:
        return decoded(content, "")[0]
    except IntakeError:
        text = unicodedata.normalize("NFC", _strictly(content, "cp1258"))
        if all(sign.isascii() or _is_ours(sign) for sign in text):
            return text
        raise UnreadTableError from None


def _is_ours(sign: str) -> bool:
    apart = unicodedata.normalize("NFD", sign.lower())
    return sign in "“”‘’–—…" or apart[0] in "đ" or (apart[0].isascii() and apart[0].isalpha())


def _strictly(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadTableError from error
