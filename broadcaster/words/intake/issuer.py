"""Knows how an issuing body's name is written and where a text names its own issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadcaster.words.intake.looks import is_syllable
from broadcaster.words.intake.marks import is_body, is_capitals, is_place

# Words of a body's name that are not names themselves, longest first.
_COMMON = (
    "ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|ủy ban mặt trận tổ quốc|ban chỉ đạo"
    "|uỷ ban mặt trận tổ quốc|ban chỉ huy|quân sự|ban chấp hành|đảng bộ|đảng ủy|đảng uỷ|chi bộ"
    "|thị trấn|thị xã|thành phố|đặc khu|xã|phường|huyện|quận|tỉnh|thôn|tổ dân phố|phòng chống|phòng"
    "|ban|văn phòng|trạm y tế|trung tâm|công an|hội nông dân|hội cựu chiến binh|hội chữ thập đỏ"
    "|hợp tác xã|trường tiểu học|trường mầm non|trường trung học cơ sở|sở|văn hóa|thông tin"
    "|nông nghiệp|thiên tai|và|đoàn thanh niên|hội người cao tuổi|hội liên hiệp phụ nữ|nhân dân"
    "|đài truyền thanh|tài chính|kế hoạch|nội vụ|y tế|giáo dục|đào tạo|kinh tế"
)
_COMMON_WORDS = re.compile(rf"\b(?:{_COMMON})\b")
_WORD = r"[A-ZĐÀ-ỸƠƯĂÂÊÔ][^\W\d_]*"
_SELF = (
    r"(?P<who>(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Đảng ủy|Đảng uỷ|Công an|Trạm Y tế)\s+"
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố)\s+"
    rf"{_WORD}(?:\s+{_WORD}){{0,3}})"
)
_CLOSING = re.compile(rf"Trên đây là [^.]{{0,400}}?\bcủa {_SELF}(?=\s*(?:[;,./:]|$))")
_OPENING = re.compile(
    rf"(?:^|[;,.:]\s*){_SELF}\s+(?:ban hành|thông báo|xây dựng|trân trọng|đề nghị|yêu cầu|báo cáo"
    r"|kêu gọi|tổ chức|triển khai|kính mời)\b"
)
_LONGEST = 3000


def issuer_in(header: Sequence[str]) -> str | None:
    """Return the issuing body of a header's lines, the superior body above it left away."""
    last = max((i for i, text in enumerate(header) if is_body(text)), default=None)
    if last is None:
        return None
    lines = header[last:]
    if not all(is_capitals(text) for text in lines):
        lines = [text for text in lines if is_capitals(text) or is_body(text) or is_place(text)]
    return in_small_letters(" ".join(" ".join(lines).split()))


def in_small_letters(name: str) -> str:
    """Return a body's `name` written in capitals as it is written within a sentence."""
    if not is_capitals(name):
        return name
    titled = " ".join(w.capitalize() if is_syllable(w) else w for w in name.split())
    lowered = titled.lower()
    letters = list(titled)
    for found in _COMMON_WORDS.finditer(lowered):
        letters[found.start() : found.end()] = lowered[found.start() : found.end()]
    result = "".join(letters)
    return result[0].upper() + result[1:]


def issuer_named_in(paragraphs: Sequence[str]) -> str | None:
    """Return the body that says of itself, in its closing or opening sentence, that it issues this.

    None when no such sentence is there: a body that is merely mentioned is not the issuer.
    """
    for text in reversed(paragraphs):
        if found := _CLOSING.search(text[:_LONGEST]):
            return found["who"]
    for text in paragraphs[:6]:
        if found := _OPENING.search(text[:_LONGEST]):
            return found["who"]
    return None
