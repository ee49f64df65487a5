"""What holds for any bytes and for any text."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sentences import words_intake
from broadcaster.words.intake import Document, IntakeError, take_in
from broadcaster.words.intake.looks import is_syllable, looks
from tests.words.intake.intake_files import NOTICE, SEED, letters_of, word

NAMES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["a.txt", "a.md", "a.docx", "a.pdf", "a", "a.doc", "C:\\x\\a.TXT", ".txt"]),
)
PIECES = st.sampled_from(
    [
        *NOTICE, "", "", "  ", "\f", "2", "- 3 -", "kinh tế", "- xã hội", "a, Việc một",
        "21/CT-", "UBND", "[nhạc cắt]", "KẾ HOẠCH", "Trang 2/5", "# Tin", "**đậm** và _nhạt_",
        "[chữ](http://a.b)", "| a | b |", "Nơi nhận:", "V/v họp", "Trên đây là kế hoạch của",
        "toàn thể cán bộ, đảng viên và nhân dân trong xã cùng nhau thực hiện nếp sống mới,",
    ]
)  # fmt: skip
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"MZ"])


@given(STARTS, st.binary(max_size=300), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_document_or_a_refusal(start: bytes, rest: bytes, name: str) -> None:
    with suppress(IntakeError):
        assert isinstance(take_in(start + rest, name), Document)


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_damaged_word_file_gives_a_document_or_a_refusal(at: int, spoilt: bytes) -> None:
    content = word(NOTICE[8:14])
    at %= len(content)
    with suppress(IntakeError):
        take_in(content[:at] + spoilt + content[at + len(spoilt) :], "hong.docx")


@given(st.binary(max_size=200), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_xml_inside_a_word_file_gives_a_document_or_a_refusal(xml: bytes, wrap: bool) -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(["Tin"]))) as old,
        zipfile.ZipFile(file, "w") as packed,
    ):
        for entry in old.namelist():
            body = old.read(entry)
            if entry == "word/document.xml":
                body = body.replace(b"<w:t>Tin</w:t>", xml) if wrap else xml
            packed.writestr(entry, body)
    with suppress(IntakeError):
        take_in(file.getvalue(), "la.docx")


@given(st.lists(PIECES, min_size=1, max_size=30))
@settings(max_examples=400, deadline=None)
def test_no_letter_of_a_text_is_lost_or_invented(pieces: list[str]) -> None:
    source = "\n".join(pieces)
    if not source.strip():
        return
    document = take_in(source.encode(), "tin.txt")
    taken = [*document.paragraphs, document.title or "", *(one.text for one in document.left_out)]
    assert letters_of(source) == letters_of(*taken)
    assert document.paragraphs


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_any_readable_text_is_lost(text: str) -> None:
    with suppress(IntakeError):
        document = take_in(text.encode("utf-8", "ignore"), "tin.txt")
        if any(note.startswith("encoding") for note in document.notes):
            return
        kept = [*document.paragraphs, document.title or "", *(o.text for o in document.left_out)]
        seen = {one for one in unicodedata.normalize("NFC", text) if one.isalpha()}
        assert {one.lower() for one in seen} <= set("".join(kept).lower())


@given(st.lists(PIECES, min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_markdown_never_fails(pieces: list[str]) -> None:
    with suppress(IntakeError):
        take_in("\n".join(pieces).encode(), "tin.md")


def test_taking_a_body_in_again_changes_nothing() -> None:
    body = take_in(SEED.read_bytes(), SEED.name).body
    assert take_in(body.encode(), "lai.txt").body == body


def test_every_code_has_its_vietnamese_name() -> None:
    document = take_in("\n".join((*NOTICE, "Trang 2")).encode("utf-16"), "tin.txt")
    assert document.left_out
    assert all(one.reason in words_intake.OMISSIONS for one in document.left_out)
    assert [words_intake.note(one) for one in document.notes] == ["Tệp dùng bảng mã UTF-16."]
    assert words_intake.note("pictures:3") == "Có 3 hình không đọc được chữ bên trong."


def test_syllables_are_told_from_what_only_looks_like_them() -> None:
    for syllable in ("nghiêng", "quốc", "giếng", "gì", "Khuỷu", "ĐƯỜNG", "hoà", "hòa", "yêu"):
        assert is_syllable(syllable), syllable
    for other in ("§¶ng", "thoâng", "cạx", "mốc̀", "quàt", "ngắt̃", "xwý"):
        assert not is_syllable(other), other
    assert looks("Đảng và nhân dân").share == 1.0
