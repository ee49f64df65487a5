"""What one text says twice, differently: a document with two dates, letters for two names.

Looks at all parts of a text together; judges no single place, but for telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadcaster.words.proof.remark import Kind, Remark, Severity
from broadcaster.words.proof.text import Text
from broadcaster.words.reading.letters import toneless
from broadcaster.words.spelling import folded

_PAPER = re.compile(
    r"(?<!\w)(?P<kind>nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|chỉ thị|luật|"
    r"công văn|kế hoạch|thông báo) (?:số ?:? ?)?(?P<number>\d{1,5})"
    r"(?:/(?P<year>(?:19|20)\d\d))?(?P<suffix>/[A-ZĐ][\w-]*)?"
    r"(?:,? (?:ký )?ngày (?P<date>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?![\d/])",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"(?<!\w)(?P<words>(?:[^\W\d_]{1,14} ){2,12})\("
    r"(?:(?:sau đây )?(?:gọi|viết) (?:chung |tắt )*là:? ?)?\"?"
    r"(?P<short>[A-ZĐ]{2,8})\"?\)"
)
_PHONE = re.compile(
    r"(?<!\w)(?:điện thoại|đt|sđt|hotline|đường dây nóng|zalo|di động|số máy|tel)"
    r"(?: số| liên hệ)?[ :.(]{1,3}(?P<number>(?:\+84|0)(?:[ .()-]{0,2}\d){5,13})",
    re.IGNORECASE,
)
_MOBILE = 10
_LANDLINE = (10, 11)


def two_dates(texts: Sequence[Text]) -> Iterator[Remark]:
    """Remark on a document that has another year, or another day, than before in this text."""
    known: dict[tuple[str, str, str], tuple[str, str]] = {}
    for text in texts:
        for found in _PAPER.finditer(text.page.text):
            kind, number = found["kind"].lower(), found["number"].lstrip("0")
            suffix = (found["suffix"] or "").upper()
            year, day = found["year"] or "", _figures(found["date"] or "")
            key = (kind, number, suffix)
            before = known.setdefault(key, (year, day))
            other = _differs(before, (year, day))
            if other:
                yield text.remark(
                    Kind.TWO_DATES, *found.span(), severity=Severity.MAY, facts={"other": other}
                )
            known[key] = (before[0] or year, before[1] or day)


def _figures(day: str) -> str:
    return "/".join(str(int(part)) for part in re.findall(r"\d+", day))


def _differs(before: tuple[str, str], now: tuple[str, str]) -> str:
    """Return what was said before where now something else is said, "" where nothing is."""
    if before[0] and now[0] and before[0] != now[0]:
        return before[0]
    return before[1] if before[1] and now[1] and before[1] != now[1] else ""


def two_expansions(texts: Sequence[Text]) -> Iterator[Remark]:
    """Remark on "… (HTX)" where HTX was said to be short for something else."""
    known: dict[str, str] = {}
    for text in texts:
        for found in _SHORTENED.finditer(text.page.text):
            short = found["short"]
            words = found["words"].split()[-len(short) :]
            if [toneless(word)[0] for word in words] != list(toneless(short)):
                continue
            name = folded(" ".join(words))
            other = known.setdefault(short, name)
            if other != name:
                start = found.end("words") - len(" ".join(words)) - 1
                yield text.remark(
                    Kind.TWO_EXPANSIONS, start, found.end(), facts={"short": short, "other": other}
                )


def phone(texts: Sequence[Text]) -> Iterator[Remark]:
    """Remark on telephone numbers with a figure too many or too few.

    Mobile numbers (03, 05, 07, 08, 09) have ten figures, landlines (02) eleven, in few places
    ten; 01 is given out no more (plan of numbers of the Ministry of Information, 2018).
    """
    for text in texts:
        for found in _PHONE.finditer(text.page.text):
            figures = "0" + re.sub(r"\D", "", found["number"]).removeprefix("84").lstrip("0")
            wanted = _LANDLINE if figures[1:2] == "2" else (_MOBILE,)
            if len(figures) in wanted and figures[1:2] not in ("1", "4", "6"):
                continue
            yield text.remark(
                Kind.PHONE,
                *found.span("number"),
                reason="old" if figures[1:2] == "1" else "",
                facts={"digits": str(len(figures)), "wanted": str(wanted[-1])},
            )
