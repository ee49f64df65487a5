"""Results and scales: tỷ số 2-1, thắng Thái Lan 3-2, 6-4, 7-6, tỷ lệ 1:10, NPK 16-16-8.

Knows the words of matches around two numbers, where a dash is no range.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import NUMBER, amount
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue

_SCORE = re.compile(r"(\d{1,4}) ?[:-] ?(\d{1,4})(?![\d:/-]|\.\d)")
_SCALE = re.compile(rf"(\d{{1,4}}) ?: ?({NUMBER})(?![\d:/-])")
_MATCH = re.compile(
    r"(?<![^\W\d_])(?:thắng|thua|hòa(?: nhau)?(?= \d)|tỷ số|tỉ số|hiệp (?:\d|một|hai|phụ)|"
    r"trận(?! mưa| bão| lũ| địa)|chung kết|bán kết|tứ kết|luân lưu|cầm chân|dẫn(?= \d)|dẫn trước|"
    r"gỡ(?= hòa| \d)|set|ván|bóng đá|bóng chuyền|clb|u\d\d|world cup|sea games|aff cup|"
    r"huy chương|hcv|fc|city|united|milan|đội tuyển)(?![^\W\d_])"
)
_RESULT = re.compile(r"(\d{1,3}) ?- ?(\d{1,3})(?: ?- ?(\d{1,3}))?(?![\d/%-]|[.,]\d)")
_PLAYED = cue("counted-in-matches")
_AND_SO = re.compile(
    r" (?:trước|sau|cho|nghiêng|trong|và|ở|tại|chung|khi|để|là|nhưng|ngay|trên|đầy|đậm|ngược)\b"
)
_SPAN = cue("no-result")
_NEXT_WORD = re.compile(r" ?([^\W\d_]+)")
_GOALS = re.compile(
    r"(\d{1,2}) ?- ?(\d{1,2})"
    r"(?= ?(?:[,.;)\n](?!\d)|$)| (?:trước|sau|nghiêng|cho|trong|và|ở|tại|chung)\b)"
)
_WON = (("thắng",), ("thua",), ("hòa",), ("quả",), ("séc",), ("trước",))


def score(spot: Spot) -> Found | None:
    """Read "tỷ số 2-1" and "tỷ lệ 1:10"."""
    before = spot.words_before(3)
    if "lệ" in before and (scale := spot.match(_SCALE)):
        return Found(scale.end(), f"{amount(scale.group(1))} trên {amount(scale.group(2))}")
    found = spot.match(_SCORE)
    if found is None:
        return _result(spot)
    for kind, link in (("số", " "), ("lệ", " trên ")):
        if kind in before and {"tỷ", "tỉ"} & set(before):
            return Found(found.end(), amount(found.group(1)) + link + amount(found.group(2)))
    if before[-1:] in _WON and (goals := spot.match(_GOALS)):
        return Found(goals.end(), " ".join(map(amount, goals.groups())))
    return _result(spot)


def _result(spot: Spot) -> Found | None:
    """Read "Thái Lan 3-2", "6-4, 7-6" and "12-8-15" in a line about a match."""
    found = spot.match(_RESULT)
    if found is None or spot.word_before in _SPAN or _counted_in_play(spot, found.end()):
        return None
    counted = spot.after(found.end(), 3)[1:2].islower() and not _AND_SO.match(
        spot.after(found.end())
    )
    if _formula(found):
        return Found(found.end(), " ".join(map(amount, found.groups())))
    if counted and int(found.group(1)) < int(found.group(2)):
        return None
    if not _MATCH.search(spot.near) and not _MATCH.search(spot.after(found.end()).lower()):
        return None
    return Found(found.end(), " ".join(amount(one) for one in found.groups() if one))


def _formula(found: re.Match[str]) -> bool:
    """Say whether three figures do not rise: "NPK 16-16-8" is no range."""
    first, second, third = (int(one or 0) for one in found.groups())
    return bool(found.group(3)) and not first < second < third and not second < first


def _counted_in_play(spot: Spot, end: int) -> bool:
    """Say whether what follows is counted in any match: "2-3 bàn" is a range."""
    following = _NEXT_WORD.match(spot.after(end))
    return following is not None and following.group(1) in _PLAYED
