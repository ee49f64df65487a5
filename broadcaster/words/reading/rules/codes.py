"""Names made of letters and figures: QL1A, H5N1, 5G, Covid-19, Km12+500.

Knows the letters that stand for a kind of road or place; spells the rest.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.letters import has_vowel, spelled, syllables, toneless
from broadcaster.words.reading.numerals import (
    amount,
    cardinal,
    digit_by_digit,
    month,
    ordinal,
    year,
)
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue, rows

_MIXED = re.compile(r"[A-Za-zĐđ]{1,12}+[-.]?\d{1,9}+(?:[-.]?+[A-Za-zĐđ\d]{1,9}+){0,4}+(?![^\W_])")
_FIGURE_FIRST = re.compile(r"\d{1,9}+[A-Za-zĐđ]{1,3}+(?:[-.]?+[A-ZĐ\d]{1,9}+){0,4}+(?![^\W_])")
_RUNS = re.compile(r"[A-Za-zĐđ]+|\d+|(?<=\d)\.(?=\d{1,2}(?!\d))")
"""A dot is said before one or two figures (PM2.5); before more it only parts a number."""
_TRIP = re.compile(r"(\d{1,2})N(\d{1,2})Đ(?![^\W_])")
_NEXT_ALIKE = re.compile(r"([A-Za-zĐđ]{1,4})\.?\d{1,4}(?=-\1\.?\d)")
""""BĐ2-BĐ3" is two codes and a range."""
_LANGUAGE = re.compile(r"C(?:\+\+|#)(?![^\W_])")
_TENTHS = re.compile(r"([A-ZĐ])(\d,\d)(?![^\W_])")
_QUARTER = re.compile(r"Q([1-4])/((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"T(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?!\d)")
_WEEK = re.compile(r"T([2-7]) ?- ?(?:T([2-7])|CN)(?![^\W_])")
_WEEKDAYS = [[figure] for figure in "234567"]
_PLATE = re.compile(r"\d{2}[A-Z]\d?[- ]?\d{3}\.?\d{2}(?!\d)")
_POST = re.compile(r"(?:[Kk]m|KM|K) ?(\d{1,4}) ?\+ ?(\d{1,4})(?!\d)")
_ROAD = re.compile(
    r"(QL|TL|LTL|ĐT|DT|HL|ĐH|ĐX|CT(?=\.\d\d?(?![\d/])))"
    r"[ .]? ?-?(0?[1-9]\d{0,2})([A-ZĐ]?)(?![^\W_]|[.,]\d|[ -]\d{3}| ?(?:ha|m2|km2|sào|mẫu)\b)"
)
_FORM = re.compile(r"([A-ZĐ]{1,4})[.-]?(\d{1,3})(?![^\W_])")
_FORMS = cue("forms")
_KINDS = {row[0]: row[1] for row in rows("codes")}


def road(spot: Spot) -> Found | None:
    """Read the number of a road: "QL.1A", "ĐT 743"; or of a form: "mẫu CT.01"."""
    if spot.word_before in _FORMS and (form := spot.match(_FORM)):
        return Found(form.end(), f"{spelled(form.group(1))} {_figures(form.group(2))}")
    found = spot.match(_ROAD)
    if found is None:
        return None
    letter = f" {spelled(found.group(3))}" if found.group(3) else ""
    kind = _unsaid(spot, _KINDS[found.group(1)])
    return Found(found.end(), f"{kind} {_figures(found.group(2))}{letter}".lstrip())


def letters_first(spot: Spot) -> Found | None:
    """Read a code that begins with letters."""
    if post := spot.match(_POST):
        said = f"ki lô mét {cardinal(int(post.group(1)))} cộng {_figures(post.group(2))}"
        return Found(post.end(), said)
    if found := spot.match(_MONTH):
        spoken = f"tháng {month(int(found.group(1)))}"
        return Found(found.end(), f"{spoken} năm {year(found.group(2))}")
    if week := spot.match(_WEEK):
        last = f"thứ {ordinal(int(week.group(2)))}" if week.group(2) else "chủ nhật"
        return Found(week.end(), f"thứ {ordinal(int(week.group(1)))} đến {last}")
    if found := spot.match(_QUARTER):
        spoken = f"quý {cardinal(int(found.group(1)))}"
        return Found(found.end(), f"{spoken} năm {year(found.group(2))}")
    if language := spot.match(_LANGUAGE):
        return Found(language.end(), "xê cộng cộng" if "+" in language.group() else "xê thăng")
    if tenths := spot.match(_TENTHS):
        return Found(tenths.end(), f"{spelled(tenths.group(1))} {amount(tenths.group(2))}")
    found = spot.match(_NEXT_ALIKE) or spot.match(_MIXED)
    if found is None:
        return None
    runs = _RUNS.findall(found.group())
    first = runs[0]
    if "-" in found.group() and has_vowel(first) and len(first) > 2:
        return None
    kind = None if spot.word_before in _FORMS else _KINDS.get(first)
    if first == "T" and runs[1:] in _WEEKDAYS and not spot.after(found.end()).startswith("/"):
        return Found(found.end(), f"thứ {ordinal(int(runs[1]))}", Doubt.CODE)
    sayable = len(first) > 2 or (len(first) == 2 and first.istitle())
    if kind is None and sayable and syllables(toneless(first)):
        opening = first.lower()
    else:
        opening = kind or spelled(first)
    doubt = Doubt.CODE if kind is None and len(first) > 2 else Doubt.NONE
    return Found(found.end(), _said(opening, runs[1:]), doubt)


def plate(spot: Spot) -> Found | None:
    """Read the plate of a vehicle: 29A-123.45, 29H-12345 (H is no hour there)."""
    found = spot.match(_PLATE)
    if found is None:
        return None
    runs = _RUNS.findall(found.group().replace(".", ""))
    return Found(found.end(), _said("", runs), Doubt.CODE)


def figure_first(spot: Spot) -> Found | None:
    """Read a code that begins with figures: 5G, 4A."""
    if trip := spot.match(_TRIP):
        days, nights = (cardinal(int(count)) for count in trip.groups())
        return Found(trip.end(), f"{days} ngày {nights} đêm")
    found = spot.match(_FIGURE_FIRST)
    if found is None or not any(char.isalpha() for char in found.group()):
        return None
    runs = _RUNS.findall(found.group())
    letters = found.group().lstrip("0123456789")
    if len(letters) > 1 and letters.islower() and len(syllables(letters)) == 1:
        return None
    if max(map(len, (run for run in runs if run.isalpha()))) > 3:
        return None
    return Found(found.end(), _said("", runs), Doubt.CODE if len(runs) > 3 else Doubt.NONE)


def _said(opening: str, runs: list[str]) -> str:
    words = [opening] if opening else []
    for run in runs:
        words.append("chấm" if run == "." else _figures(run) if run.isdigit() else spelled(run))
    return " ".join(word for word in words if word)


def _unsaid(spot: Spot, kind: str) -> str:
    """Return what is left to say of `kind`: the writer of "cao tốc CT.01" has begun with it."""
    words, said = kind.split(), spot.said.split() if spot.near.rstrip()[-1:].isalpha() else []
    count = next((n for n in range(len(words), 0, -1) if said[-n:] == words[:n]), 0)
    return " ".join(words[count:])


def _figures(written: str) -> str:
    if written.startswith("0") or len(written) > 4:
        return digit_by_digit(written)
    return cardinal(int(written))
