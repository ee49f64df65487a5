"""Tables as spreadsheets write them: encodings, separators, headings, bad rows and formulas."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadcaster.sentences import vietnamese
from broadcaster.words.entry import Entry, EntryError, checked
from broadcaster.words.entry_table import (
    LARGEST_TABLE,
    MOST_ROWS,
    ColumnsError,
    EmptyTableError,
    LongTableError,
    RepeatedRowError,
    TableError,
    UnreadTableError,
    read_table,
    write_table,
)

ENTRIES = [
    Entry("HTX", "hợp tác xã"),
    Entry("Đồng Hoà", "đồng hòa", "thôn, xóm; bản"),
    Entry("P.203", "phòng hai linh ba", "có “ngoặc” – và gạch"),
]


def windows_1258(text: str) -> bytes:
    """Return `text` as Windows writes it there: five tone marks are signs of their own."""
    out = bytearray()
    for sign in text:
        try:
            out += sign.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", sign)
            tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(m for m in apart if m not in tones))
            out += (base + tones).encode("cp1258")
    return bytes(out)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "windows-1258": windows_1258,
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
}


@pytest.mark.parametrize(
    "heading", [["written", "spoken", "note"], ["Cách viết", "Cách đọc", "Ghi chú"], []]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_spreadsheets_file_is_read(encoding: str, separator: str, heading: list[str]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([heading] if heading else [])
    writer.writerows([entry.written, entry.spoken, entry.note] for entry in ENTRIES)
    table = read_table(ENCODINGS[encoding](out.getvalue()))
    assert [row.entry for row in table.rows] == ENTRIES
    assert (table.refused, table.has_notes) == ((), True)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_short_row_is_enough(encoding: str) -> None:
    table = read_table(ENCODINGS[encoding]("HTX;hợp tác xã\r\n"))
    assert [row.entry for row in table.rows] == [Entry("HTX", "hợp tác xã")]
    assert not table.has_notes


def test_headings_remarks_blank_lines_and_excels_own_line_are_passed_over() -> None:
    text = "sep=;\n\n# riêng\nNote;Spoken;Written\nthôn;Dương Quan;DQ\n;;\n"
    (row,) = read_table(text.encode()).rows
    assert (row.line, row.entry) == (5, Entry("DQ", "Dương Quan", "thôn"))


def test_bad_rows_name_their_line_and_the_mend() -> None:
    text = "written,spoken\nA,a\nmột cột\nB,bê 5\n,c\na,á\n‘x’,ích\nE,e,g,h\n"
    table = read_table(text.encode())
    assert [row.entry.written for row in table.rows] == ["A"]
    refused = {row.line: row for row in table.refused}
    assert list(refused) == [3, 4, 5, 6, 7, 8]
    assert isinstance(refused[3].error, ColumnsError)
    assert "bê năm" in vietnamese(refused[4].error)
    assert refused[4].text == "B | bê 5"
    repeated = refused[6].error
    assert isinstance(repeated, RepeatedRowError)
    assert (repeated.first, "dòng 2" in vietnamese(repeated)) == (2, True)


def test_a_row_over_several_lines_keeps_the_count() -> None:
    table = read_table(b'A,"a\na"\nB\n')
    assert [(row.line, row.entry.spoken) for row in table.rows] == [(1, "a a")]
    assert [row.line for row in table.refused] == [3]


def test_a_former_lexicon_is_taken_as_it_is() -> None:
    table = read_table(
        "written,spoken\nQL5,quốc lộ 5\nan,ân\nAn,ăn\n@a,a còng\n".encode(), strict=False
    )
    assert [row.entry.written for row in table.rows] == ["QL5", "an", "An", "@a"]
    assert table.refused == ()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"PK\x03\x04\x00\x00\x00\x00", b"\x81\x8d\x8f,\x90", b"a\0b,c"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadTableError):
        read_table(content)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbfwritten,spoken\r\n", b"# A,a\n\n"])
def test_a_file_without_entries_is_no_lexicon(content: bytes) -> None:
    with pytest.raises(EmptyTableError):
        read_table(content)
    assert read_table(content, strict=False).rows == ()


def test_there_is_an_end() -> None:
    with pytest.raises(LongTableError, match="bytes"):
        read_table(b"a" * (LARGEST_TABLE + 1))
    with pytest.raises(LongTableError, match="rows"):
        read_table(b"a,a\n" * (MOST_ROWS + 1))


def test_no_cell_acts_as_a_formula_in_a_spreadsheet() -> None:
    evil = [Entry(f"{sign}1+1", "một", f"{sign}cmd|' /C calc'!A0") for sign in "=+-@\t\r#'"]
    content = write_table(evil)
    assert content.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["written", "spoken", "note"]
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row)


_cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.dictionaries(_cells, st.tuples(st.sampled_from(["hợp tác", "ân"]), _cells), max_size=8))
def test_what_is_written_is_read_back(entries: dict[str, tuple[str, str]]) -> None:
    kept: dict[str, Entry] = {}
    for written, (spoken, note) in entries.items():
        try:
            entry = checked(written, spoken, note)
        except EntryError:
            continue
        kept.setdefault(entry.identity.casefold(), entry)
    assume(kept)
    table = read_table(write_table(kept.values()))
    assert [row.entry for row in table.rows] == list(kept.values())
    assert table.refused == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableError:
        return
    assert all(vietnamese(row.error) for row in table.refused)


@given(st.text(max_size=120))
def test_any_text_is_rows_or_refused(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        table = read_table(content)
    except (UnreadTableError, EmptyTableError):
        return
    for row in table.rows:
        assert checked(row.entry.written, row.entry.spoken, row.entry.note) == row.entry
