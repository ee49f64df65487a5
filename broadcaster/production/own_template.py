"""A station's own template: what it replaces of ours, refused by name when it cannot be said.

Knows which blanks each sentence fills; knows neither station nor day.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from broadcaster.production.errors import (
    TemplateBlankError,
    TemplateChoiceError,
    TemplateKeyError,
    TemplatePlainError,
    TemplateTextError,
    TemplateValueError,
)

BLANKS: Mapping[str, tuple[str, ...]] = {
    "said.greeting": ("station",),
    "said.greeting_dated": ("station", "weekday", "date", "lunar"),
    "said.entry": ("title",),
    "said.column": ("column",),
    "said.closing": ("station",),
    "said.date": ("day", "month", "year"),
}
"""What may stand in braces; any other sentence is said as it stands."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "items.important": ("end", "at-once"),
    "bed.under": ("notice", "greeting", "contents", "item", "repeat", "closing"),
    "fit.fill": ("none", "music", "important"),
}
"""Values of which one may be written, or several where ours is a list."""

OPEN = "columns"
"""The table whose keys are the station's own."""

LONGEST_PAUSE_MS = 60_000
"""As long as a pause in a script may be."""

LONGEST_FILL_S = 600
"""As long as music may fill a programme up."""

_LARGEST: Mapping[str, int] = {"fit.longest_s": LONGEST_FILL_S}
_NAME = "ident-cchc"
"""What the ident of a column may be called, for an example."""

Tables = Mapping[str, Mapping[str, Any]]


def replaced(ours: Tables, path: Path) -> Tables:
    """Return `ours` with the values of the file at `path` in place of our own.

    A file that is not there replaces nothing. Raises TemplateError.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ours
    own = _parsed(path, content)
    found = {name: dict(table) for name, table in ours.items()}
    for name, table in own.items():
        if name not in ours or not isinstance(table, dict):
            raise TemplateKeyError(path, name, [f"[{known}]" for known in ours])
        for key, value in table.items():
            place = f"{name}.{key}"
            if name != OPEN and key not in ours[name]:
                raise TemplateKeyError(path, place, list(ours[name]))
            _check(path, place, value, _NAME if name == OPEN else ours[name][key])
            found[name][key] = value
    return found


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TemplateTextError(path, line, "not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else max(1, len(content.splitlines()))
        raise TemplateTextError(path, line, f"not TOML: {error}") from error


def _check(path: Path, place: str, value: Any, ours: Any) -> None:
    if place in CHOICES:
        _check_choice(path, place, value, ours)
        return
    if not _like(place, value, ours):
        raise TemplateValueError(path, place, json.dumps(ours, ensure_ascii=False))
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            _check_blanks(path, place, text)


def _check_choice(path: Path, place: str, value: Any, ours: Any) -> None:
    """Refuse what is none of the choices; where ours is a list, several or none may be chosen."""
    chosen = value if isinstance(ours, list) and isinstance(value, list) else [value]
    known = CHOICES[place]
    several = isinstance(ours, list)
    if several is not isinstance(value, list) or any(one not in known for one in chosen):
        raise TemplateChoiceError(path, place, known, several)


def _like(place: str, value: Any, ours: Any) -> bool:
    """Tell whether `value` can stand where `ours` does: words, as many words, yes or no, a time."""
    if isinstance(ours, list):
        alike = isinstance(value, list) and len(value) == len(ours)
        return alike and all(
            _like(place, one, other) for one, other in zip(value, ours, strict=True)
        )
    if isinstance(ours, str):
        return isinstance(value, str) and any(sign.isalnum() for sign in value)
    if isinstance(ours, bool):
        return isinstance(value, bool)
    return type(value) is int and 0 <= value <= _LARGEST.get(place, LONGEST_PAUSE_MS)


def _check_blanks(path: Path, place: str, text: str) -> None:
    known = BLANKS.get(place, ())
    kind = TemplateBlankError if known else TemplatePlainError
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise kind(path, place, text, known) from None
    for _, blank, form, conversion in parts:
        if blank is not None and (blank not in known or form or conversion):
            raise kind(path, place, blank, known)
