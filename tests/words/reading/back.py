"""Spoken Vietnamese → what it means: numbers, decimals, digits, days and times, read back strictly.

Knows how announcers speak, from the other side: nothing of the reader is used here. A word in a
wrong place is an AssertionError, so that a test cannot pass by leniency.
"""

from __future__ import annotations

from datetime import date

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "triệu": 1_000_000}
_MONTHS = (
    "một", "hai", "ba", "tư", "năm", "sáu",
    "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip


def value_of(words: str) -> int:
    """Read number words back: "một nghìn không trăm linh năm" → 1005."""
    parts = words.split(" tỷ")
    total = 0
    for index, part in enumerate(parts):
        if part.strip():
            below = _below_billion(part.split(), full=index > 0)
            total += below * 1_000_000_000 ** (len(parts) - 1 - index)
    return total


def _below_billion(words: list[str], *, full: bool) -> int:
    total, group = 0, []
    last = 1_000_000_000
    for word in words:
        if word not in _SCALES:
            group.append(word)
            continue
        assert last > _SCALES[word], words
        last = _SCALES[word]
        total += _below_thousand(group, full=full) * last
        group, full = [], True
    return total + (_below_thousand(group, full=full) if group else 0)


def _below_thousand(words: list[str], *, full: bool) -> int:
    """`full`: something larger was said before, so the hundreds are said even when none."""
    total = 0
    assert not full or "trăm" in words, words
    if "trăm" in words:
        assert words[1] == "trăm", words
        assert full or words[0] != "không", words
        total, words = _UNITS[words[0]] * 100, words[2:]
    if words[:1] == ["linh"]:
        assert len(words) == 2 and words[1] not in ("mốt", "lăm", "bốn", "không"), words
        return total + _UNITS[words[1]]
    if words[:1] == ["mười"]:
        assert len(words) < 3 and words[1:] not in (["mốt"], ["tư"], ["năm"], ["không"]), words
        return total + 10 + sum(_UNITS[word] for word in words[1:])
    if words[1:2] == ["mươi"]:
        assert len(words) < 4 and words[0] not in ("không", "một", "mốt", "tư", "lăm"), words
        assert words[2:] not in (["một"], ["bốn"], ["năm"], ["không"]), words
        return total + _UNITS[words[0]] * 10 + sum(_UNITS[word] for word in words[2:])
    assert len(words) == 1 or (total and not words), words
    assert words[:1] not in (["mốt"], ["tư"], ["lăm"]), words
    return total + sum(_UNITS[word] for word in words)


def ordinal_of(words: str) -> int:
    """Read back what is said after "thứ"."""
    assert words not in ("một", "bốn")
    return {"nhất": 1, "tư": 4}.get(words) or value_of(words)


def digits_of(words: str) -> str:
    """Read back digits said one by one: "không chín một" → "091"."""
    said = words.split()
    assert not {"mốt", "tư", "lăm"} & set(said), words
    return "".join(str(_UNITS[word]) for word in said)


def decimals_of(words: str) -> str:
    """Read back what is said after "phẩy": a number of two or three digits, or digits."""
    one_by_one = all(word in _UNITS for word in words.split())
    return digits_of(words) if one_by_one else str(value_of(words))


def month_of(words: str) -> int:
    """Read back the number of a month; the fourth is "tư"."""
    return _MONTHS.index(words) + 1


def day_of(words: str) -> date:
    """Read back "ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm"."""
    assert words.startswith("ngày "), words
    day, _, rest = words.removeprefix("ngày ").partition(" tháng ")
    # "tháng năm năm hai nghìn …": the year follows the last "năm" that leaves a month before it.
    for month in sorted(_MONTHS, key=len, reverse=True):
        if rest.startswith(f"{month} năm "):
            year = value_of(rest.removeprefix(f"{month} năm "))
            return date(year, month_of(month), value_of(day))
    raise AssertionError(words)


def time_of(words: str) -> tuple[int, int]:
    """Read back "bảy giờ ba mươi phút" as (7, 30); a full hour has no minutes."""
    hour, _, rest = words.partition(" giờ")
    if not rest:
        return value_of(hour), 0
    assert rest.endswith(" phút"), words
    minute = value_of(rest.removesuffix(" phút").strip())
    assert minute, words
    return value_of(hour), minute
