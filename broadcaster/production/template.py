"""The template of a programme: what is said and played around the scripts, as data in one file.

Knows sentences with blanks in them and choices; knows no sound and not how a text is read aloud.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from broadcaster.production.own_template import replaced
from broadcaster.words import lunar

AT_ONCE = "at-once"
"""The choice to tell an important item again right after itself."""


@dataclass(frozen=True, slots=True)
class FillRule:
    """What fills a programme up: `by` is "none", "music" or "important"; `music` names the piece.

    Never more than `longest_ms`.
    """

    by: str = "none"
    music: str = "bed"
    longest_ms: int = 60_000


@dataclass(frozen=True, slots=True)
class Template:
    """The sentences, names, pauses and choices of a programme; `key` is a hash of them all.

    `important` is "end" or "at-once"; `notice`: a programme says first that no human speaks;
    `columns` names the ident of a column; `under` are the kinds of speech over the bed.
    """

    said: Mapping[str, Any]
    names: Mapping[str, str]
    title_ms: int
    paragraph_ms: int
    important: str
    notice: bool
    columns: Mapping[str, str]
    under: frozenset[str]
    fill: FillRule
    key: str

    def station(self, name: str) -> str:
        """Return how the station calls itself: its name after the prefix, unless it has one."""
        prefix = str(self.said["prefix"])
        return name if name.casefold().startswith("đài") else f"{prefix} {name}"

    def around(self, station: str, titles: Sequence[str], day: date | None) -> tuple[str, ...]:
        """Return all that is said around scripts of these `titles`. Errors as `greeting`."""
        notice = (str(self.said["notice"]),) if self.notice else ()
        listed = (self.contents(titles),) if len(titles) > 1 else ()
        return (*notice, self.greeting(station, day), *listed, self.closing(station))

    def greeting(self, station: str, day: date | None) -> str:
        """Return the greeting, with weekday and date when the programme is for a day.

        Raises LunarRangeError for a day whose lunar date is asked for and not known.
        """
        if day is None:
            return str(self.said["greeting"]).format(station=self.station(station))
        sentence = str(self.said["greeting_dated"])
        spoken = str(self.said["date"]).format(day=day.day, month=day.month, year=day.year)
        return sentence.format(
            station=self.station(station),
            weekday=self.said["weekdays"][day.weekday()],
            date=spoken,
            lunar=lunar.said(lunar.lunar(day)) if "{lunar}" in sentence else "",
        )

    def contents(self, titles: Sequence[str]) -> str:
        """Return the list of contents, each title a sentence of its own."""
        entries = (str(self.said["entry"]).format(title=_bare(title)) for title in titles)
        return "\n".join((str(self.said["contents"]), *entries))

    def title(self, title: str) -> str:
        """Return a title as a sentence."""
        return str(self.said["entry"]).format(title=_bare(title))

    def repeat(self) -> str:
        """Return what announces that something is said again."""
        return str(self.said["repeat"])

    def again(self) -> str:
        """Return what announces that the important items are told again."""
        return str(self.said["again"])

    def column(self, name: str) -> str:
        """Return what announces a column."""
        return str(self.said["column"]).format(column=_bare(name))

    def closing(self, station: str) -> str:
        """Return the words that end a programme."""
        return str(self.said["closing"]).format(station=self.station(station))


def template(own: Path | None = None) -> Template:
    """Return the template that ships with the program, with what the file `own` replaces in it.

    A file that is not there replaces nothing. Raises TemplateError.
    """
    tables = _shipped() if own is None else replaced(_shipped(), own)
    meaning = json.dumps(tables, sort_keys=True).encode()
    fit = tables["fit"]
    return Template(
        said=tables["said"],
        names=tables["names"],
        title_ms=tables["pauses"]["title_ms"],
        paragraph_ms=tables["pauses"]["paragraph_ms"],
        important=tables["items"]["important"],
        notice=tables["items"]["notice"],
        columns=tables["columns"],
        under=frozenset(tables["bed"]["under"]),
        fill=FillRule(fit["fill"], fit["music"], fit["longest_s"] * 1000),
        key=hashlib.sha256(meaning).hexdigest(),
    )


@cache
def _shipped() -> Mapping[str, Mapping[str, Any]]:
    content = files(__package__).joinpath("template.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def _bare(title: str) -> str:
    return title.strip().rstrip(".;:,").rstrip()
