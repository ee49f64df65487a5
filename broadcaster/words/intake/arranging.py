"""Knows the order in which a source's lines become a document; not how a file is read."""

from __future__ import annotations

from collections.abc import Sequence

from broadcaster.words.intake.document import Document
from broadcaster.words.intake.furniture import without_furniture
from broadcaster.words.intake.head import apart, read_head
from broadcaster.words.intake.issuer import issuer_named_in
from broadcaster.words.intake.joining import joined
from broadcaster.words.intake.lines import Source
from broadcaster.words.intake.tail import without_tail
from broadcaster.words.intake.title import read_title
from broadcaster.words.omission import Omission


def arranged(source: Source, name: str) -> Document:
    """Return the document that `source`, which holds some text, is."""
    lines, furniture = without_furniture(source.lines)
    lines = apart(lines)
    head = read_head(lines)
    title = read_title(lines, head.end)
    subject_as_title = head.subject and not title.lines
    below = [
        line for index, line in enumerate(lines) if index >= head.end and index not in title.lines
    ]
    tail = without_tail(below)
    paragraphs, was_joined = joined(tail.kept, source.wrapping)
    if not paragraphs:
        return _whole(source, name)
    omitted = [*source.left_out, *furniture, *head.omitted, *tail.omitted]
    if head.subject and not subject_as_title:
        paragraphs.insert(0, head.subject)
    return Document(
        name=name,
        title=head.subject if subject_as_title else title.text,
        issued_by=head.issued_by or issuer_named_in(paragraphs),
        issued_on=head.issued_on or tail.issued_on,
        number=head.number,
        paragraphs=tuple(paragraphs),
        left_out=_in_order(omitted),
        notes=(*source.notes, *(("lines-joined",) if was_joined else ())),
    )


def _whole(source: Source, name: str) -> Document:
    """When everything would be left out, the recognition was wrong: keep everything."""
    paragraphs, _ = joined(source.lines, "never")
    return Document(
        name, None, None, None, None, tuple(paragraphs), _in_order(source.left_out), source.notes
    )


def _in_order(omitted: Sequence[Omission]) -> tuple[Omission, ...]:
    last = max((one.line or 0 for one in omitted), default=0) + 1
    return tuple(sorted(omitted, key=lambda one: one.line or last))
