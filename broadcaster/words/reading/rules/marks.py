"""Punctuation and signs: which marks part the speech, which are said, which are silent.

Knows single marks; what they mean inside numbers and dates is read by the rules before this one.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import amount
from broadcaster.words.reading.rules.senses import surname_before
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import rows

_END = re.compile(r"\.? ?/ ?\./?\.?|[.!?…]{2,}|[.!?…]")
_CLAUSE = re.compile(r"[,;:()\[\]{}|]")
_ORNAMENT = re.compile(r"[.·•|-]{0,40}[=*_~#+<>^][=*_~#+<>|^.·•-]{3,}|([=*_~#+<>^])\1\1|-{4,}")
"""A line drawn with signs; points alone are dots to be filled in, a pause."""
_GAIN = re.compile(r"\d+(?:[.,]\d+)? ?(?:%|°|độ)")
_NUMBER_SIGN = re.compile(r"#(?=\d)")
_POWER = re.compile(r"\^(\d{1,3})")
_FIGURES_AROUND = re.compile(r"\d:\d")
_INITIAL_AFTER = re.compile(r" [A-ZĐ](?![^\W_])")
_TOGETHER = re.compile(r"(?:tổ|thôn|xóm|khu|ấp|đội|bản|lớp|khối) (?:\d{1,3} ?\+ ?){0,9}\d{1,3} ?$")
""""tổ 13+16+17" names three groups."""
_SYMBOLS = {row[0]: row[1] for row in rows("symbols")}


def stop(spot: Spot) -> Found | None:
    """Read a mark of punctuation as the pause it stands for."""
    text = spot.text
    if text[spot.at] == "\n":
        return Found(spot.at + 1, stop="\n")
    if found := spot.match(_END):
        return Found(found.end(), stop=_sentence_end(spot, found))
    if found := spot.match(_CLAUSE):
        mark = found.group()
        if mark == ":" and _FIGURES_AROUND.search(spot.near[-1:] + spot.after(spot.at, 2)):
            mark = ","
        return Found(found.end(), stop=mark if mark in ",;:" else ",")
    return None


def ornament(spot: Spot) -> Found | None:
    """Pass over a line drawn with signs: "=====***====="."""
    found = spot.match(_ORNAMENT)
    return Found(found.end()) if found else None


def symbol(spot: Spot) -> Found | None:
    """Read a sign that has a name."""
    if _NUMBER_SIGN.match(spot.text, spot.at):
        return Found(spot.at + 1, "số")
    if power := spot.match(_POWER):
        return Found(power.end(), f"mũ {amount(power.group(1))}")
    char = spot.text[spot.at]
    if char == "+" and _TOGETHER.search(spot.near):
        return Found(spot.at + 1, stop=",")
    pair = spot.text[spot.at : spot.at + 2]
    if len(pair) == 2 and pair in _SYMBOLS:
        return Found(spot.at + 2, _SYMBOLS[pair])
    spoken = _SYMBOLS.get(char)
    if spoken is None or (char in "+~" and not _before_amount(spot, char)):
        return None
    return Found(spot.at + 1, spoken)


def _sentence_end(spot: Spot, found: re.Match[str]) -> str:
    mark = found.group()
    for strong in "?!":
        if strong in mark:
            return strong
    following = spot.text[found.end() : found.end() + 1]
    before = spot.text[max(0, spot.at - 2) : spot.at]
    if mark == "." and following and following in ",;:":
        return following
    initial = before[-1:].isupper() and not before[:1].isalnum()
    after = spot.text[found.end() : found.end() + 2]
    # After an initial: "chị T. (35 tuổi)", "em K. bị thương"; between two: "PCT.UBND".
    if mark == "." and initial and after[:1] == " " and (after[1:] == "(" or after[1:].islower()):
        return ""
    if mark == "." and initial and _INITIAL_AFTER.match(spot.text, found.end()):
        return ""
    if mark == "." and initial and surname_before(spot, spot.at - 1):
        return "" if following.isupper() else ","
    if mark == "." and before.isupper() and before.isalpha() and after.isupper():
        return "" if len(after) > 1 and after.isalpha() else "."
    if mark == "." and following.isalnum():
        if initial:
            return ""
        return "." if following.isupper() else ","
    # Small letters go on: after "..." the same thought, after "." a writer who saves capitals.
    if "/" not in mark and spot.after(found.end()).lstrip(" )\"'")[:1].islower():
        return ";" if mark == "." else ","
    return "."


def _before_amount(spot: Spot, char: str) -> bool:
    following = spot.after(spot.at + 1).lstrip()[:1]
    if char == "+" and _GAIN.match(spot.after(spot.at + 1)):
        return True
    if char == "~":
        return following.isdigit()
    return following.isalnum() and spot.near.rstrip()[-1:].isalnum()
