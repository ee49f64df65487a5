"""Knows how the fixed pieces of an administrative document are written; not where they stand.

Source of the layout: Decree 30/2020/NĐ-CP, appendix I (national motto, issuing body, number,
place and date, type and subject, signature, recipients).
"""

from __future__ import annotations

import re
from datetime import date

_MOTTO = (
    "cộng hòa xã hội chủ nghĩa việt nam",
    "cộng hoà xã hội chủ nghĩa việt nam",
    "độc lập tự do hạnh phúc",
    "đảng cộng sản việt nam",
)
_BODIES = (
    "UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|ĐẢNG ỦY|ĐẢNG UỶ|ĐẢNG BỘ|CHI BỘ|UBMTTQ|UBMT|MẶT TRẬN"
    "|HỘI|ĐOÀN|BAN|BỘ|SỞ|PHÒNG|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|CÔNG AN|TRẠM|TRUNG TÂM|TRƯỜNG"
    "|ĐÀI|HỢP TÁC XÃ|HTX|LIÊN ĐOÀN|CÔNG ĐOÀN|TỔ|QUỸ|NGÂN HÀNG|ĐIỆN LỰC|CÔNG TY|THÔN|CHÍNH PHỦ"
    "|THỦ TƯỚNG|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|BỆNH VIỆN|TÒA ÁN|VIỆN"
)
_PLACES = "XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|TỈNH|THÀNH PHỐ|TP|ĐẶC KHU"
_BODY = re.compile(rf"(?:{_BODIES})\b", re.IGNORECASE)
_PLACE = re.compile(rf"(?:{_PLACES})\b", re.IGNORECASE)
_TYPES = frozenset(
    """
    nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình
    |kế hoạch|phương án|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công điện|bản ghi nhớ
    |bản thỏa thuận|giấy ủy quyền|giấy mời|giấy giới thiệu|giấy nghỉ phép|phiếu gửi|thư công
    |thư ngỏ|thư kêu gọi|lời kêu gọi|kết luận|quy trình|nội quy|bản tin|tin bài|bài tuyên truyền
    |bài phát thanh|kịch bản|thông tư|nghị định|diễn văn|bài viết|thư chúc mừng|thể lệ
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_NUMBER = re.compile(r"Số\s*[:.]?\s*(?P<number>\d[\dA-ZĐƯ &./-]*)?(?P<rest>.*)", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<place>\S[^,;:.]{0,40}),\s*ngày\s*(?P<day>[\d.…_ ]{0,12}?)\s*(?:tháng|[/-])\s*"
    r"(?P<month>[\d.…_ ]{0,12}?)\s*(?:năm|[/-])\s*(?P<year>[\d.…_ ]{0,8})\.?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—_=*~.·•#+<>|/\\\s]{3,}|[-–—_=*~]+")
_SIGNED_FOR = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|Q)\s*\.|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s)\s*(?=[^\W\d_])"
)
_POSTS = frozenset(
    """
    chủ tịch|phó chủ tịch|quyền chủ tịch|bí thư|phó bí thư|trưởng ban|phó trưởng ban|trưởng phòng
    |phó trưởng phòng|giám đốc|phó giám đốc|trưởng công an|phó trưởng công an|trưởng trạm
    |phó trưởng trạm|chánh văn phòng|phó chánh văn phòng|hiệu trưởng|phó hiệu trưởng|chủ nhiệm
    |trưởng đài|tổ trưởng|trưởng thôn|đội trưởng|chỉ huy trưởng|chính trị viên|bí thư chi bộ
    |bí thư đảng ủy|bí thư đảng uỷ|người soạn|người viết|người lập|thủ trưởng đơn vị|bộ trưởng
    |thứ trưởng|thủ tướng|phó thủ tướng|cục trưởng|phó cục trưởng|chi cục trưởng
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã ký|đã kí|ký tên.*|ký, .*|chữ ký.*|ký và .*|signed)\s*[\])]?", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"nơi nhận\s*(?::|$)", re.IGNORECASE)
_DEGREE = re.compile(r"(?:ThS|TS|BS|PGS|GS|KS|CN|CK[I]+|Bác sĩ|Thiếu tá|Trung tá|Đại úy)\.?\s+")
_STAMP = frozenset(
    ["dự thảo", "khẩn", "hỏa tốc", "hoả tốc", "thượng khẩn", "mật", "tối mật", "tuyệt mật"]
)
_LETTERS = re.compile(r"[\W\d_]+")


def is_capitals(text: str) -> bool:
    """Tell whether `text` has letters and all of them are capitals."""
    return text.isupper()


def is_motto(text: str) -> bool:
    """Tell whether `text` is a line of the national motto or the Party's name above it."""
    plain = _LETTERS.sub(" ", text.lower()).strip()
    return plain in _MOTTO


def starts_motto(text: str) -> bool:
    """Tell whether `text` is only the beginning of the motto, broken across two lines."""
    plain = _LETTERS.sub(" ", text.lower()).strip()
    return len(plain) >= 8 and any(motto.startswith(plain) for motto in _MOTTO)


def is_body(text: str) -> bool:
    """Tell whether `text` begins like the name of an issuing body."""
    return len(text) <= 90 and _BODY.match(text) is not None


def is_place(text: str) -> bool:
    """Tell whether `text` begins like the name of a commune, district, province or city."""
    return len(text) <= 60 and _PLACE.match(text) is not None


def is_type(text: str) -> bool:
    """Tell whether `text` is nothing but a type of document, in capitals."""
    if len(text) > 40 or not is_capitals(text):
        return False
    plain = text.rstrip(" :.").lower()
    return plain in _TYPES or any(plain.removesuffix(f" {stamp}") in _TYPES for stamp in _STAMP)


def is_rule(text: str) -> bool:
    """Tell whether `text` is a drawn line: only dashes, dots, stars and the like."""
    return 0 < len(text) <= 200 and _RULE.fullmatch(text) is not None


def is_stamp(text: str) -> bool:
    """Tell whether `text` is a stamp of urgency, secrecy or draft, in capitals."""
    return is_capitals(text) and text.strip(" .!*[]()").lower() in _STAMP


def number_line(text: str) -> tuple[bool, str | None]:
    """Tell whether `text` is the number line, and the number when it is filled in."""
    found = _NUMBER.fullmatch(text) if len(text) <= 60 else None
    if not found:
        return False, None
    number = "".join((found["number"] or "").split()).strip(".")
    rest = found["rest"].strip(" .…_")
    if number and not rest and ("/" in number or "-" in number):
        return True, number
    blank = not number and (not rest or rest.startswith(("/", "-")))
    return blank and len(text) > 2 and ":" in text, None


def place_date(text: str) -> tuple[bool, date | None]:
    """Tell whether `text` is the place-and-date line, and the date when it is filled in."""
    found = _DATE.fullmatch(text) if len(text) <= 120 else None
    if not found:
        return False, None
    try:
        return True, date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return True, None


def is_signature_start(text: str) -> bool:
    """Tell whether `text` begins a signature: "on behalf of", "for", "by order of"."""
    return len(text) <= 90 and _SIGNED_FOR.match(text) is not None and text[-1] not in ".;,"


def is_post(text: str) -> bool:
    """Tell whether `text` is nothing but a post someone signs in, in capitals."""
    if not is_capitals(text) or len(text) > 60:
        return False
    plain = text.lower().rstrip(" ,.")
    return plain in _POSTS or any(
        plain.startswith(f"{post} ") and is_body(text[len(post) + 1 :]) for post in _POSTS
    )


def is_signed(text: str) -> bool:
    """Tell whether `text` says only that it was signed."""
    return len(text) <= 60 and _SIGNED.fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Tell whether `text` is written like a person's full name and nothing else."""
    words = _DEGREE.sub("", text).split()
    return (
        2 <= len(words) <= 6
        and len(text) <= 45
        and all(word.isalpha() and word[0].isupper() for word in words)
        and not is_type(text)
        and words[0].lower() != "phụ"
    )


def is_recipients(text: str) -> bool:
    """Tell whether `text` opens the list of recipients."""
    return _RECIPIENTS.match(text) is not None
