"""Spoken text in clauses, and how long a reader pauses after each.

Knows marks; knows nothing of words or of who speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

PAUSES_MS = {",": 220, ";": 380, ":": 380, "-": 220, ".": 600, "…": 600, "?": 600, "!": 600}
"""Silence after each mark at the usual speed of 150 words a minute."""

_CLOSING = r")\]}”’\"'»"
_END = re.compile(rf"[,;:.…?!]+(?:[{_CLOSING}]+[,;:.…?!]*)?(?=\s|$)|(?<=\s)[-–—]+(?=\s)|[()]")
_INSIDE = re.compile(r"(?<![^\W_])[-'’]+|[-'’]+(?![^\W_])|[-'’]{2,}")


def clauses(text: str) -> Iterator[tuple[str, int]]:
    """Yield each clause of `text` with its mark, and the milliseconds of silence after it.

    A mark ends a clause only before a space or the end: in "3,5" and "a.b" nobody pauses. A dash
    does between spaces; a bracket always. What has no letter or digit is no clause: its mark
    counts for the clause before. Of several marks the one with the longest silence counts. Words
    come out `harmless`.
    """
    held, pause = "", 0
    start = 0
    for end in (*_END.finditer(text), None):
        words = harmless(text[start : end.start() if end else len(text)])
        mark = _strongest(end.group()) if end else ""
        if any(c.isalnum() for c in words):
            if held:
                yield held, pause
            held, pause = f"{words}{',' if mark == '-' else mark}", PAUSES_MS.get(mark, 0)
        elif held:
            pause = max(pause, PAUSES_MS.get(mark, 0))
        else:
            held = words
        start = end.end() if end else len(text)
    if held:
        yield held, pause


def harmless(text: str) -> str:
    """Return `text` with nothing in it but words, signs that stand alone, and spaces.

    Kept are letters, digits, hyphens and apostrophes between them, and pictures apart from words:
    odd sequences of marks, such as ",-a", end the process that gives them to espeak-ng.
    """
    apart = "".join(
        c if (kind := unicodedata.category(c))[0] in "LMN" or c in "-'’" else _sign(c, kind)
        for c in text
    )
    return " ".join(_INSIDE.sub(" ", apart).split())


def _sign(character: str, kind: str) -> str:
    return f" {character} " if kind == "So" else " "


def _strongest(marks: str) -> str:
    """Return the mark of the longest silence among `marks`; brackets and dashes count as "-"."""
    row = ["-" if c not in PAUSES_MS else c for c in marks]
    return max(row, key=lambda mark: PAUSES_MS[mark])
