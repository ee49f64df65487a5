"""Knows in which font and style each run of a Word document is set; not what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from broadcaster.words.intake.legacy import Legacy, legacy_of_font

_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Styles:
    """The named styles of one document: fonts, parents and heading levels by style id."""

    fonts: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, Any] = field(default_factory=dict)
    default: str = ""
    normal: str = ""

    def encoding(self, run: Any, paragraph: Any) -> tuple[Legacy, bool] | None:
        """Return the old encoding the run is drawn in and whether in capitals; None for Unicode."""
        own = run.find(qn("w:rPr"))
        font = _font(own) or self._styled(_value(own, "w:rStyle"))
        if not font:
            style = _value(paragraph.find(qn("w:pPr")), "w:pStyle") or self.normal
            font = self._styled(style) or self.default
        return legacy_of_font(font) if font else None

    def heading(self, paragraph: Any) -> int:
        """Return the heading level of a paragraph's style: 1 for the title, 0 for plain text."""
        return self.headings.get(_value(paragraph.find(qn("w:pPr")), "w:pStyle"), 0)

    def numbering(self, paragraph: Any) -> Any:
        """Return the numPr element that numbers the paragraph, its own or its style's, or None."""
        own = paragraph.find(qn("w:pPr"))
        found = own.find(qn("w:numPr")) if own is not None else None
        if found is not None:
            return found
        for style in self._line_of(_value(own, "w:pStyle")):
            if style in self.numbers:
                return self.numbers[style]
        return None

    def _styled(self, style: str) -> str:
        return next((self.fonts[s] for s in self._line_of(style) if s in self.fonts), "")

    def _line_of(self, style: str) -> Iterator[str]:
        for _ in range(_MOST_PARENTS):
            if not style:
                return
            yield style
            style = self.parents.get(style, "")


def styles_of(root: Any) -> Styles:
    """Return the styles under the w:styles element `root`."""
    default = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    styles = Styles(default=_font(default), normal=_normal(root))
    for style in root.iter(qn("w:style")):
        name = style.get(qn("w:styleId"), "")
        if font := _font(style.find(qn("w:rPr"))):
            styles.fonts[name] = font
        if parent := _value(style, "w:basedOn"):
            styles.parents[name] = parent
        if level := _level(_value(style, "w:name")):
            styles.headings[name] = level
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None:
            styles.numbers[name] = numbered
    return styles


def _normal(root: Any) -> str:
    for style in root.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            return str(style.get(qn("w:styleId"), ""))
    return ""


def _level(name: str) -> int:
    plain = name.lower().strip()
    if plain == "title":
        return 1
    last = plain.removeprefix("heading ")
    return int(last) if last != plain and last in "123456789" else 0


def _font(properties: Any) -> str:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return ""
    return str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")


def _value(parent: Any, child: str) -> str:
    found = parent.find(qn(child)) if parent is not None else None
    return "" if found is None else str(found.get(qn("w:val"), ""))
