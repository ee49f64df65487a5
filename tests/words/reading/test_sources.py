"""Rows say where they come from, in the short names their table's first lines explain."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.reading.tables import rows

_TABLES = ("codes", "documents", "issuers", "letters", "parts", "rates", "roman", "symbols",
           "units")  # fmt: skip
_NAMED = re.compile(r"#   ([^\s,]+(?:, [^\s,]+)*) ")


@pytest.mark.parametrize("name", _TABLES)
def test_a_source_is_explained_at_the_head_of_its_table(name: str) -> None:
    text = files("broadcaster.words.reading").joinpath("tables", f"{name}.tsv").read_text("utf-8")
    lines = [found.group(1) for found in map(_NAMED.match, text.splitlines()) if found]
    named = {one.rstrip(".") for line in lines for one in line.split(", ")}
    for row in rows(name):
        first = row[-1].split()[0].rstrip(";")
        assert first in named or (first[:2] == "U+" and "U+" in named), row


@pytest.mark.parametrize("name", _TABLES)
def test_nothing_stands_twice_in_a_table(name: str) -> None:
    written = [row[0] for row in rows(name)]
    assert len(written) == len(set(written))


def test_every_unit_is_said_as_its_row_says() -> None:
    for written, spoken, alone, _ in rows("units"):
        blank = "" if written[0] in "^'" else " "
        assert speakable(f"gồm 7{blank}{written} nữa") == f"gồm bảy {spoken} nữa.", written
        if alone:
            assert speakable(f"tính bằng {written} thôi") == f"tính bằng {spoken} thôi.", written


def test_every_kind_of_document_is_said_from_its_number() -> None:
    for written, spoken, _ in rows("documents"):
        if "-" not in written:
            said = speakable(f"theo 127/{written}-UBND nhé")
            assert said == f"theo {spoken} số một trăm hai mươi bảy nhé.", written


def test_every_issuer_is_said_where_the_number_is_missing() -> None:
    for written, spoken, _ in rows("issuers"):
        assert speakable(f"theo QĐ-{written} nhé") == f"theo quyết định của {spoken} nhé.", written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gồm 12 đ/c", "gồm mười hai đồng chí."),
        ("theo NQ57", "theo nghị quyết năm mươi bảy."),
        ("nút giao cao tốc CT.08", "nút giao cao tốc không tám."),
        ("dọc đường ĐT.743", "dọc đường tỉnh bảy trăm bốn mươi ba."),
        ("dọc đường, ĐT.743", "dọc đường, đường tỉnh bảy trăm bốn mươi ba."),
        ("mực nước trên báo động I", "mực nước trên báo động một."),
        ("các trưởng thôn/tổ dân phố", "các trưởng thôn, tổ dân phố."),
    ],
)
def test_rows_in_their_surroundings(written: str, said: str) -> None:
    assert speakable(written) == said
