"""A file's name as it may be shown: never used to open anything. Knows tricks of writing only."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""The most characters of a name that are shown."""

_NAMELESS = "(?)"


def shown(name: str) -> str:
    """Return the last part of the path `name` without what could deceive a reader or break a line.

    Left out: control characters, marks that turn the direction of writing, lone surrogates.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = re.sub(r"\s+", " ", kept).strip()
    if len(kept) > LONGEST:
        kept = f"{kept[: LONGEST - 12]}…{kept[-11:]}"
    return kept or _NAMELESS
