"""Real files for the intake's tests, made while they run."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import docx
from docx.oxml.ns import qn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fpdf import FPDF

from broadcaster.words.intake.legacy import Legacy, letters

CORPUS = Path(__file__).parents[2] / "corpus"
SEED = CORPUS / "seed-plan.txt"

NOTICE = (
    "ỦY BAN NHÂN DÂN",
    "XÃ DƯƠNG QUAN",
    "-------",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "---------------",
    "Số: 12/TB-UBND",
    "Dương Quan, ngày 15 tháng 01 năm 2024",
    "THÔNG BÁO",
    "Về việc thu gom rác thải sinh hoạt",
    "Ủy ban nhân dân xã thông báo đến toàn thể nhân dân lịch thu gom rác thải.",
    "1. Thứ Hai, thứ Năm: thôn Bắc Vang.",
    "2. Thứ Ba, thứ Sáu: thôn Nam Phong.",
    "Đề nghị bà con để rác đúng nơi quy định./.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "(Đã ký)",
    "Nguyễn Văn An",
)
NOTICE_BODY = NOTICE[10:14]
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_font(text: str, legacy: Legacy) -> str:
    """Return `text` as a typist of that font stored it, capitals with a tone in small letters."""
    codes = {letter: code for code, letter in letters(legacy).items()}
    return "".join(codes.get(one, codes.get(one.lower(), one)) for one in text)


def in_windows_1258(text: str) -> bytes:
    """Return `text` in Windows-1258: letters with their tone as a code of its own."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in _TONES)
        base = unicodedata.normalize("NFC", "".join(m for m in apart if m not in _TONES))
        written += (base + tone).encode("cp1258")
    return written


def bytes_of(document: object) -> bytes:
    """Return the bytes of a python-docx document."""
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def word(paragraphs: Sequence[str], font: str = "") -> bytes:
    """Return a Word file of `paragraphs`, in `font` when one is named."""
    document = docx.Document()
    for text in paragraphs:
        run = document.add_paragraph().add_run(text)
        if font:
            run.font.name = font
    return bytes_of(document)


def numbered(document: object, texts: Sequence[str], style: str) -> None:
    """Add `texts` as a list Word numbers by itself."""
    for text in texts:
        document.add_paragraph(text, style=style)  # type: ignore[attr-defined]


def hidden_run(document: object, text: str) -> None:
    """Add a paragraph of hidden text."""
    run = document.add_paragraph().add_run(text)  # type: ignore[attr-defined]
    run.font.hidden = True
    assert run._element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None


@cache
def boxes_font() -> bytes:
    """Return a TrueType font of our own that draws every letter used here as a plain box."""
    text = SEED.read_text(encoding="utf-8") + "".join(NOTICE)
    used = sorted(set(unicodedata.normalize("NFC", text)) | {chr(code) for code in range(32, 127)})
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in used if letter.isprintable())]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 600), (450, 600), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(name[1:], 16): name for name in names[1:]})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({name: empty if name == "u0020" else box for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def pdf(pages: Sequence[Sequence[str]], folder: Path) -> bytes:
    """Return a PDF with one line of text for each string, drawn with a font of our own."""
    font = folder / "boxes.ttf"
    font.write_bytes(boxes_font())
    document = FPDF()
    document.set_auto_page_break(False)
    document.add_font("Boxes", "", str(font))
    for lines in pages:
        document.add_page()
        document.set_font("Boxes", size=8)
        for text in lines:
            document.cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def letters_of(*texts: str) -> list[str]:
    """Return every letter and mark of `texts` but blanks, in small letters, sorted."""
    return sorted("".join("".join(texts).lower().split()))
