"""Roman numerals: quý IV, khóa XIII, Đại hội XI, hạng iv.

Knows the words after which I, V and X count; elsewhere only longer numerals do.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import cardinal, ordinal, roman, year
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import rows

_NUMERAL = re.compile(
    r"([IVXL]{1,8}|[ivx]{1,6})(?:\.(\d{1,2}))?(?![^\W_])(?: ?/ ?((?:19|20)\d\d))?"
)
_AFTER = frozenset(row[0] for row in rows("roman"))


_PLACE = re.compile(r"(?:phường|xã|thôn|ấp|bản|làng|xóm|tiểu học|mầm non)(?: [^\W\d_]+){1,3} $")
""""phường Hải Châu I": one of two places of a name."""


def numeral(spot: Spot) -> Found | None:
    """Read a Roman numeral as a number, with "/2024" after it as a year."""
    found = spot.match(_NUMERAL)
    if found is None:
        return None
    written, part, year_ = found.groups()
    value = roman(written)
    if not value or not _counts(spot, written):
        return None
    spoken = ordinal(value) if spot.word_before == "thứ" else cardinal(value)
    if part:
        spoken += f" chấm {cardinal(int(part))}"
    if year_:
        spoken += f" năm {year(year_)}"
    return Found(found.end(), spoken)


def _counts(spot: Spot, written: str) -> bool:
    if spot.word_before in _AFTER:
        return True
    # "HK I": what counts is how the abbreviation before was said ("học kỳ").
    if spot.rules_before() == ("abbreviation",) and spot.said.split()[-1] in _AFTER:
        return True
    last = spot.pieces[-1] if spot.pieces else None
    series = [piece.rule for piece in spot.pieces[-3:] if piece.found.text][-2:]
    if last and "roman" in series and spot.word_before in ("và", "đến", "hoặc", *_numerals(spot)):
        return True
    if written == "I" and _PLACE.search(spot.near):
        return True
    return len(written) > 1 and written.isupper() and "L" not in written and not spot.shouting


def _numerals(spot: Spot) -> tuple[str, ...]:
    word = spot.word_before
    return (word,) if word and set(word) <= set("ivx") else ()
