"""Web and mail addresses: "chấm", "a còng", and parts a listener can type.

Knows the shape of addresses and the table `web`; a path after the address is left out.
"""

from __future__ import annotations

import re

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
_PATH = re.compile(r"[/?#][^\s\"'()<>,;]{0,300}")
_PAGE = re.compile(r"/[a-z][a-z0-9._-]{0,29}(?=[.,;!)]*(?:\s|$))")
_RUNS = re.compile(r"[a-z]+|\d+|-|_")
_PLATFORMS = cue("platforms")
_LABELS = {row[0]: row[1] for row in rows("web")}
_OFFICES = ("ubnd", "hdnd", "mttq", "thcs", "thpt")
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
    labels = spot.text[last.start : spot.at].lower().split(".")
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
    office = next((name for name in _OFFICES if run.startswith(name)), "")
    if office:
        return f"{spelled(office)} {_run(run[len(office) :])}".strip()
    parts = syllables(run)
    if parts and len(run) >= 2 * len(parts):
        return " ".join(parts)
    return run if has_vowel(run) or run in ("vn",) else spelled(run)
