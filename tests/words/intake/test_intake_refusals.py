"""A file that cannot be read truly is refused, and the refusal says what it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from docx import Document as new_document

from broadcaster.sentences import vietnamese, words_intake
from broadcaster.words import intake
from broadcaster.words.intake import IntakeError, take_in
from tests.words.intake.intake_files import bytes_of, in_font, pdf, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "error", "fact"),
    [
        (b"", "trong.txt", "EmptyFileError", "trong.txt"),
        (b" \r\n\t ", "trong.txt", "EmptyFileError", "trong.txt"),
        ("\u00a0\u200b\n".encode(), "trong.md", "EmptyFileError", "trong.md"),
        (word([]), "trong.docx", "EmptyFileError", "trong.docx"),
        (word(["Tin"]), "tin.pdf", "WrongKindError", ".docx"),
        (word(["Tin"]), "tin.doc", "WrongKindError", ".docx"),
        (b"Tin trong ng\xc3\xa0y", "tin.pdf", "WrongKindError", ".txt"),
        (b"Tin trong ng\xc3\xa0y", "tin.csv", "UnsupportedKindError", ".csv"),
        (zipped({"a.txt": b"a"}), "tin.txt", "ArchiveError", ".zip"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "bang.docx", "UnsupportedKindError", ".xlsx"),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "tin.odt",
            "OpenDocumentError",
            ".odt",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "tin.txt", "PictureError", ".png"),
        (b"MZ\x90\x00\x03" + bytes(60), "tin.txt", "UnsupportedKindError", ".exe"),
        (b"ID3\x04" + bytes(60), "tin.txt", "RecordingError", ".mp3"),
        (rb"{\rtf1\ansi Tin}", "tin.rtf", "RichTextError", ".rtf"),
        (b"<!DOCTYPE html><p>Tin", "tin.txt", "WebPageError", ".html"),
        (OLE + "WordDocument".encode("utf-16-le"), "tin.doc", "OldWordError", ".doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "tin.docx", "EncryptedError", "tin.docx"),
        (word(["Tin"])[:900], "tin.docx", "DamagedError", ".docx"),
        (zipped({"word/document.xml": b"<a/>"}), "tin.docx", "DamagedError", ".docx"),
        (b"%PDF-1.7\n1 0 obj", "tin.pdf", "DamagedError", ".pdf"),
        (b"\x81\x8d\x8f\x90" * 40, "tin.txt", "UnknownEncodingError", "UTF-8"),
        (bytes(range(1, 255)) * 4, "tin.txt", "UnknownEncodingError", "UTF-8"),
        ("日本語の文書です。".encode("shift-jis") * 9, "tin.txt", "UnknownEncodingError", "VNI"),
        (
            in_font("trong cơ quan", "vni").encode("cp1252"),
            "ngan.txt",
            "UnknownEncodingError",
            "VNI",
        ),
        (b"tin\x00\x00\x00\x01\x02", "tin.txt", "UnknownEncodingError", "UTF-16"),
    ],
)
def test_each_kind_of_unreadable_file_has_its_own_refusal(
    content: bytes, name: str, error: str, fact: str
) -> None:
    with pytest.raises(getattr(intake, error)) as caught:
        take_in(content, name)
    assert type(caught.value).__name__ == error
    assert fact in str(caught.value)
    assert name in vietnamese(caught.value)


def test_the_limit_is_the_last_size_that_is_read() -> None:
    content = b"Tin trong ng\xc3\xa0y."
    assert take_in(content, "tin.txt", limit=len(content)).paragraphs
    with pytest.raises(intake.TooLargeError) as caught:
        take_in(content, "tin.txt", limit=len(content) - 1)
    assert (caught.value.size, caught.value.limit) == (len(content), len(content) - 1)


def test_two_hundred_megabytes_are_refused() -> None:
    with pytest.raises(intake.TooLargeError) as caught:
        take_in(bytes(200 * 1024 * 1024), "to.txt")
    assert "200,0 MB" in vietnamese(caught.value)
    assert "tới 20 MB" in vietnamese(caught.value)


def test_too_much_text_is_refused() -> None:
    with pytest.raises(intake.TooMuchTextError):
        take_in("Tin nối tin. ".encode() * 90_000, "dai.txt")


def test_a_pdf_without_letters_is_called_a_scan(tmp_path: Path) -> None:
    with pytest.raises(intake.NoTextError) as caught:
        take_in(pdf([[], []], tmp_path), "quet.pdf")
    assert caught.value.pages == 2


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(intake.TooManyPagesError) as caught:
        take_in(pdf([[]] * 301, tmp_path), "day.pdf")
    assert (caught.value.pages, caught.value.most) == (301, 300)


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["Tin trong ngày"]], tmp_path)))
    locked.encrypt("bí mật", algorithm="RC4-128")
    file = io.BytesIO()
    locked.write(file)
    with pytest.raises(intake.EncryptedError):
        take_in(file.getvalue(), "khoa.pdf")


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ({f"word/rac{n}.bin": b"" for n in range(2_100)}, "entries"),
        ({"word/rac.bin": bytes(20 * 1024 * 1024)}, "ratio"),
        ({"word/rac.xml": b"<a>" + b" " * (61 * 1024 * 1024) + b"</a>"}, "size"),
        (
            {"word/rac.xml": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'},
            "entities",
        ),
    ],
)
def test_a_word_file_built_to_exhaust_the_machine_is_refused(
    extra: dict[str, bytes], why: str
) -> None:
    document = new_document()
    document.add_paragraph("Tin")
    file = io.BytesIO(bytes_of(document))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in extra.items():
            packed.writestr(name, content)
    with pytest.raises(intake.HostileError) as caught:
        take_in(file.getvalue(), "bom.docx")
    assert caught.value.why == why


def test_every_error_has_its_vietnamese_sentence() -> None:
    pending = [IntakeError]
    while pending:
        kind = pending.pop()
        assert kind in words_intake.TABLE
        pending += kind.__subclasses__()


def test_a_name_does_not_decide_when_it_has_no_ending() -> None:
    assert take_in(word(["Tin trong ngày."]), "tin").paragraphs == ("Tin trong ngày.",)
    assert take_in(b"Tin trong ng\xc3\xa0y.", "tin").paragraphs == ("Tin trong ngày.",)
