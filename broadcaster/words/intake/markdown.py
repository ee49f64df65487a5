"""Knows the marks of Markdown and drops them; keeps list markers and directions in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from broadcaster.words.intake.joining import is_direction
from broadcaster.words.intake.lines import Line, Source, line, split
from broadcaster.words.omission import Omission

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_CLOSING_MARKS = re.compile(r"\s+#+$")
_UNDERLINE = re.compile(r"=+|-+")
_FENCE = re.compile(r"(?:```|~~~)[^`]*")
_RULE = re.compile(r"(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}")
_LIST = re.compile(r"(?:[-*+]|\d{1,9}[.)]|[a-zđ]\))\s+")
_DIVIDER = re.compile(r"\|?[\s:|-]*-[\s:|-]*")
_DEFINITION = re.compile(r"\[[^\[\]]+\]:\s*\S+.*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()<>\s]*)>?[^()]*\)")
_REFERENCE = re.compile(r"!?\[([^\[\]]+)\]\[([^\[\]]*)\]")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = (
    re.compile(r"\*{1,3}(?=[^\s*])([^*]*[^\s*])\*{1,3}"),
    re.compile(r"(?<!\w)_{1,3}(?=[^\s_])([^_]*[^\s_])_{1,3}(?!\w)"),
    re.compile(r"~~([^~]+)~~"),
    re.compile(r"`+([^`]+)`+"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_LONGEST_MARKED = 20_000


def source_of_markdown(text: str) -> Source:
    """Return the paragraphs of a Markdown `text`, one line each."""
    return _Reader(text).source()


@dataclass(slots=True)
class _Reader:
    text: str
    lines: list[Line] = field(default_factory=list)
    omitted: list[Omission] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    pending_from: int = 0
    fenced: bool = False

    def source(self) -> Source:
        rows = split(self._without_comments(self.text.replace("\f", "\n")))
        start = self._front_matter(rows)
        for number, raw in enumerate(rows[start:], start=start + 1):
            self._row(raw, number)
        self._flush()
        return Source(tuple(self.lines), tuple(self.omitted), (), "never")

    def _front_matter(self, rows: list[str]) -> int:
        if rows[0].strip("\ufeff \t") != "---":
            return 0
        for index, raw in enumerate(rows[1:60], start=1):
            if raw.strip() == "---":
                for number, kept in enumerate(rows[: index + 1], start=1):
                    self._omit(kept, "front-matter", number)
                return index + 1
            if raw.strip() and ":" not in raw and not raw.startswith((" ", "-", "#")):
                return 0
        return 0

    def _row(self, raw: str, number: int) -> None:
        text = raw.strip()
        if _FENCE.fullmatch(text):
            self._flush()
            self.fenced = not self.fenced
            self._omit(text, "mark", number)
        elif self.fenced:
            self._add(text, number)
        elif not text:
            self._flush()
            self.lines.append(Line("", number))
        else:
            self._written(text, number, raw)

    def _written(self, text: str, number: int, raw: str) -> None:
        text = text.lstrip(">").lstrip() if text.startswith(">") else text
        heading = _HEADING.fullmatch(text)
        if heading:
            self._flush()
            self._add(_CLOSING_MARKS.sub("", heading[2]), number, len(heading[1]))
        elif self.pending and len(self.pending) == 1 and _UNDERLINE.fullmatch(text):
            level = 1 if text[0] == "=" else 2
            self._add(self.pending.pop(), self.pending_from, level)
            self._omit(text, "mark", number)
        elif _RULE.fullmatch(text[:200]) or ("|" in text and _DIVIDER.fullmatch(text[:2000])):
            self._flush()
            self._omit(text, "rule", number)
        elif _DEFINITION.fullmatch(text[:2000]):
            self._omit(text, "link-target", number)
        elif text.startswith("|") and text.endswith("|"):
            self._flush()
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            self._add("; ".join(cell for cell in cells if cell), number)
        else:
            self._prose(text, number, hard_break=raw.endswith(("  ", "\\")))

    def _prose(self, text: str, number: int, *, hard_break: bool) -> None:
        if _LIST.match(text) or is_direction(text):
            self._flush()
        if not self.pending:
            self.pending_from = number
        self.pending.append(text.removesuffix("\\"))
        if hard_break or is_direction(text):
            self._flush()

    def _flush(self) -> None:
        if self.pending:
            text = " ".join(self.pending)
            if text[:2] in ("* ", "+ "):
                text = f"- {text[2:]}"
            self.pending.clear()
            self._add(text, self.pending_from)

    def _add(self, text: str, number: int, heading: int = 0) -> None:
        plain = line("".join(self._unmarked(text, number)), number)
        if plain.text:
            made = Line(plain.text, number, whole=bool(heading), heading=heading)
            self.lines.append(made)

    def _unmarked(self, text: str, number: int) -> Iterator[str]:
        if self.fenced or len(text) > _LONGEST_MARKED:
            yield text
            return
        for found in _LINK.finditer(text):
            self._omit(found[2], "link-target", number)
        text = _BARE_LINK.sub(r"\1", _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text)))
        for _ in range(2):
            for marks in _EMPHASIS:
                text = marks.sub(r"\1", text)
        yield _ESCAPED.sub(r"\1", text)

    def _without_comments(self, text: str) -> str:
        kept: list[str] = []
        at = number = 0
        while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
            kept.append(text[at:start])
            number += kept[-1].count("\n")
            comment = text[start + 4 : end]
            self._omit(" ".join(comment.split()), "comment", number + 1)
            kept.append("\n" * comment.count("\n"))
            number += kept[-1].count("\n")
            at = end + 3
        return "".join((*kept, text[at:]))

    def _omit(self, text: str, reason: str, number: int) -> None:
        if text.strip():
            self.omitted.append(Omission(line(text, number).text, reason, number))
