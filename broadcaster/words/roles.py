"""Who speaks: the names of roles that clerks put before what each announcer says ("PTV1: …").

Knows roles and when a line begins with one; knows neither the station's voices nor directions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadcaster.words.spelling import folded

_FAMILY = (
    r"ptv|mc|btv|phát thanh viên|biên tập viên|"
    r"(?:người )?dẫn chương trình|người dẫn"
)
_GENDERS = {"nam": "nam", "nữ": "nữ", "nu": "nữ"}
_PLACES = {"a": "1", "b": "2", "c": "3", "d": "4"}
_ROLE = re.compile(
    rf"(?P<family>{_FAMILY}) ?(?:số )?(?P<which>[1-9]|[abcd]|nam|nữ|nu)?|(?P<alone>nam|nữ)"
)
_LONGEST = 40
"""Characters a name with its bullet may have before the colon."""
_BULLETS = " \t-–—•*"
_MARKS_OF_SPEECH = (".", "!", "?", "…", ".”", '."', "!”", "?”")


@dataclass(frozen=True, slots=True)
class Head:
    """A line that begins with the name of a `role`, and the `rest` of it.

    `sure`: the name means a speaker wherever it stands. `alone`: only "Nam" or "Nữ".
    """

    role: str
    rest: str
    sure: bool
    alone: bool

    @property
    def speaks(self) -> bool:
        """Whether what follows may be said by somebody, rather than be a number in a list."""
        return not self.rest or self.rest[0].isalpha() or self.rest.endswith(_MARKS_OF_SPEECH)


def role(name: str) -> str | None:
    """Return the one name of a role for the many ways it is written, None for no role.

    "PTV 1", "MC1", "Phát thanh viên A" → "ptv1"; "PTV Nữ", "MC nữ", "Nữ" → "nữ"; "PTV" → "ptv".
    """
    found = _ROLE.fullmatch(folded(name))
    if found is None:
        return None
    which = found["alone"] or found["which"] or ""
    if which in _GENDERS:
        return _GENDERS[which]
    return f"ptv{_PLACES.get(which, which)}"


def voice_name(name: str) -> str:
    """Return what a voice that is asked for is called: the role, or the name folded."""
    return role(name) or folded(name)


def head(line: str) -> Head | None:
    """Return the role at the head of `line`, None where there is none."""
    before, colon, after = line.partition(":")
    if not colon or len(before) > _LONGEST:
        return None
    name = before.strip(_BULLETS)
    named = _ROLE.fullmatch(folded(name))
    if named is None:
        return None
    return Head(
        role=role(name) or "",
        rest=after.strip().lstrip("* ").rstrip(),
        sure=bool(named["which"]),
        alone=bool(named["alone"]),
    )


def speakers(lines: Sequence[str], asked: bool) -> Mapping[int, Head]:
    """Return the role at the head of each of `lines` that begins with one, by its index.

    `lines` holds "" for what is no text. A role counts so:

    - "PTV1:", "MC Nữ:", "Phát thanh viên 2:" always.
    - "PTV:" or "MC:" alone when it heads the script or is not the only role in it: at the end of
      a script "Phát thanh viên: Thu Hà" tells who spoke.
    - "Nam:" and "Nữ:" beside one of those or where a voice is `asked` for by a direction; with
      neither, only when both occur, each before words, and the script begins with one: in a
      table, a list of winners or a dress code they do not open the text. One before a mere
      figure ("Nam: 12 người") never does, nor one within a paragraph that nobody is named for.
    """
    heads = {number: found for number, line in enumerate(lines) if (found := head(line))}
    first = next((number for number, line in enumerate(lines) if line.strip()), -1)
    named = {number: one for number, one in heads.items() if not one.alone}
    if len(named) == 1 and not asked:
        named = {number: one for number, one in named.items() if one.sure or number == first}
    pair = {number: one for number, one in heads.items() if one.alone and one.speaks}
    if not (named or asked):
        words = all(one.rest[:1].isalpha() for one in heads.values() if one.alone and one.rest)
        both = {one.role for one in pair.values()} == {"nam", "nữ"}
        pair = pair if words and both and first in pair else {}
    return _leading(lines, {**named, **pair})


def _leading(lines: Sequence[str], found: Mapping[int, Head]) -> Mapping[int, Head]:
    """Return `found` without "Nam:" and "Nữ:" in the midst of what somebody else says.

    Within a paragraph they count after a whole sentence, if its first line names a speaker too.
    """
    kept: dict[int, Head] = {}
    led = False
    before = ""
    for number, line in enumerate(lines):
        one = found.get(number)
        opens = not before
        led = led and not opens
        ended = before.endswith((":", *_MARKS_OF_SPEECH))
        if one is not None and (opens or not one.alone or (led and ended)):
            kept[number] = one
            led = True
        before = line.strip()
    return kept
