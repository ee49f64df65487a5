"""Places a writer meant to fill in later: dots, forms, nouns without their name or number.

Knows the marks people leave; knows nothing of what belongs there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from broadcaster.words.proof.remark import Kind, Remark
from broadcaster.words.proof.text import Text

_PAPERS = (
    "nghị định|nghị quyết|quyết định|thông tư|chỉ thị|công văn|kế hoạch|thông báo|tờ trình|"
    "báo cáo|hướng dẫn|giấy mời"
)
_NAMED = "xã|phường|thị trấn|thôn|xóm|ấp|khu phố|tổ dân phố|huyện|quận|tỉnh|ông|bà|đồng chí"
_DOTS = r"(?:\.{2,}|_{2,})"
_FORMS = re.compile(
    r"\[ ?(?:\.{2,}|_{2,}) ?\]|\( ?(?:\.{2,}|_{2,}) ?\)|[\[(<](?:ghi rõ|điền|nhập|bổ sung|"
    r"tên|họ và tên|số|ngày|địa điểm|địa chỉ|thời gian)(?: [^\])>\n]{0,60})?\.{0,3}…?[\])>]"
    r"|(?<!\w)[xX]{3,}(?!\w)|(?<!\w)[xX]{1,2}/[xX]{1,2}(?:/[xX\d]{2,4})?(?!\w)|\?{3,}",
    re.IGNORECASE,
)
_STRICT = re.compile(r"[\[<]|\( ?[.…_]|\(ghi rõ|\(điền|\(nhập|x|\?", re.IGNORECASE)
_DOTTED = re.compile(
    rf"(?:ngày|tháng|năm)(?: ?(?:\.{{2,}}|_{{2,}}|/)){{1,4}}"
    r"(?: ?(?:ngày|tháng|năm|\d+|\.{2,}|_+|/))*"
    rf"|(?<!\w)(?:số|{_NAMED}|tại|lúc|hồi|điện thoại|đt)\)?(?: số)? ?:? ?{_DOTS}"
    rf"|{_DOTS}(?: ?[/-] ?(?:{_DOTS}|\d+|[A-ZĐ-]{{2,}}))+|\.{{5,}}|_{{3,}}",
    re.IGNORECASE,
)
_OPEN = re.compile(_DOTS)
_NO_NAME = re.compile(
    rf"(?<!\w)(?:(?:ubnd|hđnd|ủy ban nhân dân) )?(?:{_NAMED})[ \t\u00a0]+(?=[.,;](?:\s|$))",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    rf"(?<!\w)(?:{_PAPERS}) số ?:?(?= ?(?:[.,;)]|$)| (?:của|ngày|về|do|ban hành)(?!\w))"
    r"|(?<!\w)(?:số )?điện thoại(?: số)? ?:(?= ?(?:[.,;)]|$))"
    r"|(?<!\w)(?:từ|đến|trước|vào|hết) (?:ngày|lúc|hồi)(?= ?(?:[.,;)]|$)| (?:đến|tại|của)(?!\w))"
    r"|(?<!\w)(?:lúc|hồi)(?= (?:giờ|h)(?!\w))",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY_DATE = re.compile(
    r"(?<!\w)ngày[ \t\u00a0]{2,}tháng(?:[ \t\u00a0]{2,}|\s+\d)?|"
    r"(?<!\w)ngày[ \t\u00a0]*tháng[ \t\u00a0]*năm[ \t\u00a0]+(?=(?:19|20)\d\d)|"
    r"tháng[ \t\u00a0]{2,}năm(?!\w)",
    re.IGNORECASE,
)


def to_fill(text: Text) -> Iterator[Remark]:
    """Remark on every place left open, each once."""
    end = 0
    for start, stop, reason in sorted(_found(text)):
        if start >= end:
            yield text.remark(Kind.TO_FILL, start, stop, reason=reason)
            end = stop


def _found(text: Text) -> Iterator[tuple[int, int, str]]:
    page = text.page.text
    for found in _FORMS.finditer(page):
        if _STRICT.match(found.group()):
            yield *found.span(), "form"
    for found in _DOTTED.finditer(page):
        if _OPEN.search(found.group()):
            yield *found.span(), "dots"
    for found in _NO_NUMBER.finditer(page):
        yield *found.span(), "number"
    for pattern, reason in ((_NO_NAME, "name"), (_EMPTY_DATE, "dots")):
        for found in pattern.finditer(text.reading.source):
            yield *_on_page(text, found.start(), len(found.group().rstrip())), reason


def _on_page(text: Text, start: int, size: int) -> tuple[int, int]:
    """Return where `source[start:start + size]` (not empty) lies on the page."""
    first = bisect_right(text.page.ends, start)
    last = bisect_left(text.page.starts, start + size)
    return (first, last) if first < last else (0, 1)
