"""Knows the two font encodings Vietnamese was typed in before Unicode; not where they are used.

The letters are in tcvn3.tsv and vni.tsv beside this file, each with its source. A text typed in
such a font is stored as if it were Windows-1252.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Legacy = Literal["tcvn3", "vni"]
LEGACY: tuple[Legacy, ...] = ("tcvn3", "vni")

_LINE = re.compile(r"[^\r\n\f]+")
_WORD = re.compile(r"[^\W\d_]+")
# TCVN3 has codes for these small letters and for their capitals: seeing one means small letters.
_PLAIN_SMALL = re.compile("[a-zăâđêôơư]")


@cache
def letters(legacy: Legacy) -> Mapping[str, str]:
    """Return the table of `legacy`: how a letter looks in Windows-1252, and the letter."""
    text = files(__package__).joinpath(f"{legacy}.tsv").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.splitlines() if not row.startswith("#")]
    return {bytes.fromhex(row[0]).decode("latin-1"): row[1] for row in rows[1:]}


@cache
def _pattern(legacy: Legacy) -> re.Pattern[str]:
    longest_first = sorted(letters(legacy), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def unicode_of(text: str, legacy: Legacy) -> str:
    """Return `text`, read as Windows-1252, as the Unicode its typist meant."""
    table = letters(legacy)
    meant = _pattern(legacy).sub(lambda found: table[found.group()], text)
    if legacy == "tcvn3":
        meant = _WORD.sub(_in_capitals, _LINE.sub(_in_capitals, meant))
    return unicodedata.normalize("NFC", meant)


def _in_capitals(found: re.Match[str]) -> str:
    """Raise the toned letters of a stretch in capitals: TCVN3 has no codes for toned capitals."""
    text = found.group()
    if _PLAIN_SMALL.search(text) or sum(map(str.isupper, text)) < 2:
        return text
    return text.upper()


def legacy_of_font(font: str) -> tuple[Legacy, bool] | None:
    """Return the encoding a font of that name draws, and whether it draws capitals only.

    None for a font of Unicode. The ABC fonts are named .Vn…, and …H when they draw capitals;
    the VNI fonts are named VNI-….
    """
    bare = font.strip()
    if bare.lower().startswith(".vn"):
        return "tcvn3", bare.endswith("H")
    if re.match(r"vni[- ]", bare, re.IGNORECASE):
        return "vni", False
    return None
