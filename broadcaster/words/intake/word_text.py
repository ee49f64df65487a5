"""Knows how the text of a Word paragraph lies in its XML; not how paragraphs follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from broadcaster.words.intake.encodings import Mend
from broadcaster.words.intake.legacy import LEGACY, Legacy, unicode_of
from broadcaster.words.intake.looks import looks
from broadcaster.words.intake.word_fonts import Styles

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RUN, _PARAGRAPH, _BOX = qn("w:r"), qn("w:p"), qn("w:txbxContent")
_GONE = frozenset((qn("w:del"), qn("w:moveFrom"), _FALLBACK, _PARAGRAPH))
_WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}


@dataclass(slots=True)
class Writing:
    """Reads paragraphs of one document, turning letters of old fonts into Unicode."""

    styles: Styles
    trusted: frozenset[Legacy] = frozenset()
    mend: Mend | None = None
    converted: set[Legacy] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)

    def text(self, paragraph: Any) -> str:
        """Return the text of a w:p element, line breaks as newlines, text boxes left aside."""
        pieces = [(run_text(run), self._legacy(run, paragraph)) for run in runs(paragraph, self)]
        written = ""
        for legacy, group in groupby(pieces, key=lambda piece: piece[1]):
            stretch = "".join(text for text, _ in group)
            written += self._meant(stretch, legacy)
        return self.mend(written) if self.mend else written

    def _legacy(self, run: Any, paragraph: Any) -> tuple[Legacy, bool] | None:
        found = self.styles.encoding(run, paragraph)
        return found if found and found[0] in self.trusted else None

    def _meant(self, stretch: str, legacy: tuple[Legacy, bool] | None) -> str:
        if legacy is None:
            return stretch
        meant = unicode_of(stretch, legacy[0])
        if meant != stretch:
            self.converted.add(legacy[0])
        return meant.upper() if legacy[1] else meant


def runs(element: Any, writing: Writing | None = None) -> Iterator[Any]:
    """Yield the runs of a paragraph in order, deleted ones left out, hidden ones noted."""
    for child in element:
        if child.tag == _RUN:
            if _is_hidden(child):
                if writing is not None:
                    writing.hidden.append(run_text(child))
            else:
                yield child
        elif child.tag == _MATH:
            yield child
        elif child.tag not in _GONE:
            yield from runs(child, writing)


def run_text(run: Any) -> str:
    """Return what one run writes."""
    if run.tag == _MATH:
        return run.text or ""
    written = ""
    for child in run:
        if child.tag == qn("w:t"):
            written += child.text or ""
        elif child.tag == qn("w:sym"):
            written += _symbol(child.get(qn("w:char"), ""))
        else:
            written += _WRITTEN.get(child.tag, "")
    return written


def boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the outermost text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from boxes(child)


def trusted_fonts(root: Any, styles: Styles) -> frozenset[Legacy]:
    """Return the old encodings whose fonts really hold old letters.

    A document converted to Unicode long ago often keeps the names of its old fonts.
    """
    texts: dict[Legacy, list[str]] = {legacy: [] for legacy in LEGACY}
    for paragraph in root.iter(_PARAGRAPH):
        for run in runs(paragraph):
            if found := styles.encoding(run, paragraph):
                texts[found[0]].append(run_text(run))
    return frozenset(legacy for legacy, parts in texts.items() if _is_old("".join(parts), legacy))


def _is_old(text: str, legacy: Legacy) -> bool:
    if any("\u0300" <= letter < "\u0370" or "\u1ea0" <= letter < "\u1f00" for letter in text):
        return looks(unicode_of(text, legacy)).share > looks(text).share
    return bool(text) and looks(unicode_of(text, legacy)).share >= looks(text).share


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Any) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")
