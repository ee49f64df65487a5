"""Web and mail addresses: "chấm", "a còng", and parts a listener can type.

Knows the shape of addresses and the table `web`; a path after the address is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.letters import has_vowel, spelled, syllables
from broadcaster.words.reading.numerals import digit_by_digit
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue, rows

_LABEL = r"[A-Za-z0-9_-]{1,63}"
_ENDINGS = "vn|com|net|org|gov|edu|info|biz|asia|io|me|tv|app|online|site|xyz|gl|ly|be|page|dev"
_ADDRESS = re.compile(
    rf"(?:https?:/{{0,2}})?(?:(?P<user>{_LABEL}(?:\.{_LABEL}){{0,5}}) ?@ ?)?"
    rf"(?P<host>(?:{_LABEL}\.){{1,6}}(?:{_ENDINGS}))(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_SHORTENERS = frozenset({"bit", "tinyurl", "goo", "forms", "shorturl", "me-qr", "linktr", "by"})
"""Hosts whose path is the whole of the address."""
_SHORT_PATH = re.compile(r"/([A-Za-z0-9_-]{1,40})(?:/([A-Za-z0-9_-]{1,40}))?/?(?![\w/?#])")
_FILE = re.compile(
    r"([A-Za-z0-9_-]{1,60}(?:\.[A-Za-z0-9_-]{1,40}){0,3})"
    r"\.(docx?|xlsx?|pptx?|pdf|jpe?g|png|mp[34]|wav|zip|rar|csv|txt|apk|exe)(?![\w-])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"@([A-Za-z][A-Za-z0-9_]{1,40}(?:\.[A-Za-z0-9_]{1,30}){0,3})")
_PATH = re.compile(r"[/?#][^\s\"'()<>,;]{0,300}")
_PAGE = re.compile(r"/[a-z0-9][a-z0-9._-]{0,29}(?=[.,;!)]*(?:\s|$))")
_RUNS = re.compile(r"[a-z]+|\d+|-|_")
_PLATFORMS = cue("platforms")
_LABELS = {row[0]: row[1] for row in rows("web")}
_OFFICES = frozenset({"ubnd", "hdnd", "mttq", "thcs", "thpt", "tthc", "bhxh", "cntt"})
_LONGEST_WORD = 20
"""Offices whose abbreviation opens a label, spelled for who types it: ubndxatanlap."""
_SIGNS = {"-": "gạch ngang", "_": "gạch dưới"}
_WWW = re.compile(r"www\d?\.", re.IGNORECASE)


def address(spot: Spot) -> Found | None:
    """Read a web or mail address; "https://" and "www." are silent."""
    found = spot.match(_ADDRESS)
    if found is None or (spot.at and spot.text[spot.at - 1] in "@._"):
        return None
    host = _WWW.sub("", found.group("host")).split(".")
    said = " chấm ".join(_label(label) for label in host)
    user = found.group("user")
    if user:
        said = " chấm ".join(_label(label) for label in user.split(".")) + f" a còng {said}"
    return Found(found.end(), said)


def path(spot: Spot) -> Found | None:
    """Read the name of a page on a platform (fb.com/tanlap); leave out any other path."""
    last = spot.pieces[-1] if spot.pieces else None
    if last is None or last.rule != "web":
        return None
    labels = spot.text[last.start : spot.at].lower().removeprefix("https://").split(".")
    if not _SHORTENERS.isdisjoint(labels) and (short := spot.match(_SHORT_PATH)):
        parts = [_label(label) for label in short.groups() if label]
        doubt = Doubt.CODE if any(map(_random, short.groups(""))) else Doubt.NONE
        return Found(short.end(), "gạch chéo " + " gạch chéo ".join(parts), doubt)
    page = None if _PLATFORMS.isdisjoint(labels) else spot.match(_PAGE)
    if page:
        name = page.group()[1:].rstrip(".")
        said = " chấm ".join(_label(label) for label in name.split("."))
        return Found(spot.at + 1 + len(name), f"gạch chéo {said}")
    found = spot.match(_PATH)
    if found is None:
        return None
    end = found.end()
    while spot.text[end - 1] in ".!?:" and end > spot.at + 1:
        end -= 1
    return Found(end, reason="web-path") if end > spot.at else None


def file_name(spot: Spot) -> Found | None:
    """Read the name of a file as who looks for it needs: "baocao_2025.docx"."""
    found = spot.match(_FILE)
    if found is None:
        return None
    name, ending = found.groups()
    said = " chấm ".join(_label(label) for label in name.split("."))
    return Found(found.end(), f"{said} chấm {_ending(ending.lower())}")


def account(spot: Spot) -> Found | None:
    """Read the name of an account: "@tuoitre.tanlap"."""
    found = None if spot.near[-1:].isalnum() else spot.match(_ACCOUNT)
    if found is None:
        return None
    said = " chấm ".join(_label(label) for label in found.group(1).split("."))
    return Found(found.end(), f"a còng {said}")


def _ending(written: str) -> str:
    return _LABELS.get(written) or " ".join(
        digit_by_digit(run) if run.isdigit() else spelled(run) for run in _RUNS.findall(written)
    )


def _random(label: str) -> bool:
    """Say whether a label is a code rather than words: capitals or figures among small letters."""
    return bool(re.search(r"[a-z][A-Z0-9][a-z]|[A-Z][a-z][A-Z]", label))


def _label(written: str) -> str:
    label = written.lower()
    if label in _LABELS:
        return _LABELS[label]
    return " ".join(_run(run) for run in _RUNS.findall(label))


def _run(run: str) -> str:
    if run in _SIGNS:
        return _SIGNS[run]
    if run.isdigit():
        return digit_by_digit(run)
    if run in _LABELS:
        return _LABELS[run]
    return _parted(run) or (run if has_vowel(run) or run in ("vn",) else spelled(run))


@lru_cache(maxsize=512)
def _parted(run: str) -> str:
    """Return letters run together as the words they are: "khaosatxatanlap"; "" if they are none.

    Known words are best, then syllables, fewest first; one office may be among them, spelled.
    """
    best: list[tuple[float, str] | None] = [(0.0, "")]
    for end in range(1, len(run) + 1):
        options = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            before, part = best[start], run[start:end]
            if before is None:
                continue
            if part in _LABELS:
                options.append((before[0] + 0.9, f"{before[1]} {_LABELS[part]}"))
            elif part in _OFFICES:
                options.append((before[0] + 1.0, f"{before[1]} {spelled(part)}"))
            elif len(part) > 1 and syllables(part) == (part,):
                bare = 0.5 if start and part[0] in "aeiouy" else 0.0
                options.append((before[0] + 1.0 + bare, f"{before[1]} {part}"))
        best.append(min(options) if options else None)
    last = best[-1]
    short = last is not None and last[0] > len(run) / 2
    return "" if last is None or short else last[1].strip()
