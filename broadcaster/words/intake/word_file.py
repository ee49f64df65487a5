"""Knows how to get the lines of a Word document, tables in their place; not what they mean."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from broadcaster.words.intake import marks
from broadcaster.words.intake.encodings import mending
from broadcaster.words.intake.errors import DamagedError, IntakeError
from broadcaster.words.intake.lines import Line, Source, line
from broadcaster.words.intake.packed import refuse_hostile
from broadcaster.words.intake.word_fonts import Styles, styles_of
from broadcaster.words.intake.word_numbers import Numbers, numbers_of
from broadcaster.words.intake.word_text import Writing, boxes, trusted_fonts
from broadcaster.words.omission import Omission

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_GONE = frozenset((qn("w:del"), qn("w:moveFrom")))
_ASIDE = {
    "header+xml": "page-furniture",
    "footer+xml": "page-furniture",
    "footnotes+xml": "footnote",
    "endnotes+xml": "footnote",
    "comments+xml": "comment",
}
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_LAYOUT_LINES = 3


def source_of_docx(content: bytes, name: str) -> Source:
    """Return the lines of a Word document, one for each paragraph or table row.

    Raises HostileError, EncryptedError, DamagedError, or UnknownEncodingError when its letters
    are not those it shows.
    """
    refuse_hostile(content, name)
    try:
        document = docx.Document(io.BytesIO(content))
        return _Reader.of(document).source(name)
    except IntakeError:
        raise
    except Exception as cause:
        raise DamagedError(name, ".docx") from cause


@dataclass(slots=True)
class _Reader:
    document: Any
    styles: Styles
    numbers: Numbers
    writing: Writing
    count: int = 0
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Any) -> _Reader:
        styles = styles_of(document.styles.element)
        trusted = trusted_fonts(document.element.body, styles)
        numbering = _numbering(document)
        return cls(document, styles, numbers_of(numbering), Writing(styles, trusted))

    def source(self, name: str) -> Source:
        body = self.document.element.body
        raw = "\n".join(self.writing.text(paragraph) for paragraph in body.iter(_PARAGRAPH))
        self.writing.hidden.clear()
        self.writing.mend, notes = mending(raw, name)
        lines = tuple(self._blocks(body))
        omitted = [*self._aside(), *_omissions(self.writing.hidden, "hidden-text")]
        converted = tuple(f"encoding:{one}" for one in sorted(self.writing.converted))
        pictures = sum(1 for _ in body.iter(_PICTURE))
        shown = (f"pictures:{pictures}",) if pictures else ()
        return Source(lines, tuple(omitted), (*converted, *notes, *shown))

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _GONE:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        self.count += 1
        number = self.count
        text = self.writing.text(paragraph)
        level = self.styles.heading(paragraph)
        mark = self.numbers.mark(self.styles.numbering(paragraph)) if text.strip() else ""
        for part in f"{mark}{text}".split("\n"):
            made = line(part, number)
            yield replace(made, heading=level, whole=level > 0) if made.text else made
        for box in boxes(paragraph):
            yield from self._blocks(box)

    def _table(self, table: Any) -> Iterator[Line]:
        rows = [[list(self._blocks(cell)) for cell in _cells(row)] for row in _rows(table)]
        written = [[[one for one in cell if one.text] for cell in row] for row in rows]
        if _is_layout(written):
            for row in rows:
                for cell in row:
                    yield from cell
            return
        for row in written:
            cells = [" ".join(one.text for one in cell) for cell in row if cell]
            if cells:
                first = next(cell[0] for cell in row if cell)
                yield Line("; ".join(cells), first.number, whole=True)

    def _aside(self) -> Iterator[Omission]:
        for part in self.document.part.package.iter_parts():
            kind = part.content_type.rsplit(".", 1)[-1]
            if kind not in _ASIDE:
                continue
            root = parse_xml(part.blob)
            texts = [self.writing.text(paragraph) for paragraph in root.iter(_PARAGRAPH)]
            yield from _omissions(texts, _ASIDE[kind])


def _omissions(texts: Sequence[str], reason: str) -> Iterator[Omission]:
    for text in texts:
        plain = line(" ".join(text.split()), 0).text
        if plain:
            yield Omission(plain, reason, None)


def _numbering(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype == REL.NUMBERING and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag not in _GONE and child.tag != _TABLE:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag not in _GONE and child.tag != _ROW:
            yield from _cells(child)


def _is_layout(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """A table that only places text on the page: a header, a signature, a column of prose."""
    cells = [cell for row in rows for cell in row]
    if all(len([cell for cell in row if cell]) <= 1 for row in rows):
        return True
    if any(len(cell) > _LAYOUT_LINES for cell in cells):
        return True
    texts = [one.text for cell in cells for one in cell]
    return any(
        marks.is_motto(text) or marks.is_recipients(text) or marks.is_signature_start(text)
        for text in texts[:20]
    )
