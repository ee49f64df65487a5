"""Vietnamese for what the proof-reader remarks on: a sentence for every kind and every doubt.

Knows words for the screen only; what is remarked on is decided in `broadcaster.words.proof`.
"""

from __future__ import annotations

from broadcaster.sentences.words_intake import OMISSIONS
from broadcaster.words.proof import Kind, Remark, Severity
from broadcaster.words.reading import Doubt

TABLE: dict[type[BaseException], str] = {}
"""No errors here: a remark is never one."""

SEVERITIES: dict[Severity, str] = {Severity.MUST: "Phải xem", Severity.MAY: "Nên xem"}

DOUBTS: dict[Doubt, str] = {
    Doubt.NONE: "Đọc như viết.",
    Doubt.UNKNOWN_ABBREVIATION: (
        "Không rõ “{written}” là chữ viết tắt gì nên máy đọc từng chữ cái: “{said}”."
    ),
    Doubt.GUESSED_ABBREVIATION: "Máy đoán “{written}” là “{said}”.",
    Doubt.AMBIGUOUS_ABBREVIATION: (
        "“{written}” có thể là nhiều thứ; máy đọc là “{said}”. Nên viết đủ chữ."
    ),
    Doubt.SMALL_LETTERS: "Chữ tắt “{written}” viết thường; máy đọc là “{said}”.",
    Doubt.DATE_OR_RATIO: (
        "“{written}” có thể là ngày hoặc là tỷ lệ; máy đọc là “{said}”. "
        "Nếu là ngày, hãy viết “ngày {written}”."
    ),
    Doubt.SHORT_YEAR: "“{written}” viết năm hai chữ số; máy đọc là “{said}”.",
    Doubt.NO_SUCH_DAY: "“{written}” không phải là ngày có thật nên máy đọc từng số: “{said}”.",
    Doubt.HOUR_OR_GRAM: "“{written}” có thể là giờ hoặc gam; máy đọc là “{said}”.",
    Doubt.CODE: "“{written}” giống một mã số; máy đọc là “{said}”.",
    Doubt.FOREIGN_NAME: (
        "“{written}” không phải tiếng Việt, máy có thể đọc chưa đúng. "
        "Nên ghi cách đọc vào từ điển của đài."
    ),
    Doubt.RUN_TOGETHER: "“{written}” viết dính nhau; máy đọc là “{said}”.",
}
"""Why the reading was not sure."""

KINDS: dict[Kind, str] = {
    Kind.DOUBTFUL: "Máy đoán cách đọc",
    Kind.LEFT_OUT: "Không đọc",
    Kind.LONG: "Câu dài",
    Kind.NO_SUCH_DATE: "Ngày không có thật",
    Kind.WRONG_WEEKDAY: "Sai thứ",
    Kind.PAST_DATE: "Ngày đã qua",
    Kind.NO_SUCH_TIME: "Giờ không có thật",
    Kind.BACKWARDS: "Ngược thứ tự",
    Kind.RELATIVE_DAY: "Ngày chưa rõ",
    Kind.TO_FILL: "Chỗ chưa điền",
    Kind.SPELLING: "Chính tả",
    Kind.DOUBLED_WORD: "Lặp từ",
    Kind.SPACING: "Thiếu dấu cách",
    Kind.UNPAIRED: "Thiếu dấu đóng, mở",
    Kind.DOUBLED_MARK: "Thừa dấu",
    Kind.TWO_EXPANSIONS: "Chữ tắt hai nghĩa",
    Kind.TWO_DATES: "Hai số khác nhau",
    Kind.PHONE: "Số điện thoại",
}
"""What each kind of remark is called."""

_SENTENCES: dict[str, str] = {
    "left-out": "“{written}” không được đọc: {omission}.",
    "long": (
        "Câu dài {syllables} tiếng, người nghe khó theo kịp. "
        "Nên tách thành câu dưới {longest} tiếng."
    ),
    "no-such-date:month": "“{written}”: không có tháng {month}.",
    "no-such-date:day": "“{written}”: tháng {month} có {last} ngày.",
    "no-such-date:leap": "“{written}”: năm {year}, tháng {month} chỉ có {last} ngày.",
    "wrong-weekday": "“{written}”: ngày {date} là {weekday}.",
    "past-date": "“{written}”: câu nói về việc sắp tới, nhưng ngày {date} đã qua {days} ngày.",
    "no-such-time:hour": "“{written}”: một ngày chỉ có 24 giờ.",
    "no-such-time:minute": "“{written}”: một giờ chỉ có 60 phút.",
    "backwards:time": "“{written}”: giờ kết thúc đến trước giờ bắt đầu.",
    "backwards:date": "“{written}”: ngày kết thúc đến trước ngày bắt đầu.",
    "backwards:year": "“{written}”: năm sau nhỏ hơn năm trước.",
    "relative-day": "“{written}” chỉ đúng trong một ngày. Nên ghi rõ ngày tháng.",
    "to-fill:dots": "“{written}”: còn chỗ trống chưa điền.",
    "to-fill:form": "“{written}”: còn chữ của mẫu chưa thay.",
    "to-fill:name": "Sau “{written}” thiếu tên.",
    "to-fill:number": "Sau “{written}” thiếu số, ngày hoặc giờ.",
    "spelling:unknown": "“{written}” không phải là một tiếng của tiếng Việt.",
    "spelling:older": "“{written}” là cách viết cũ.",
    "spelling:typing": "“{written}” còn nguyên phím gõ dấu.",
    "spelling:together": "“{written}”: hai tiếng viết dính nhau.",
    "spelling:unusual": "“{written}” ít khi đi với chữ bên cạnh.",
    "doubled-word": "“{written}”: viết lặp.",
    "spacing": "“{written}”: thiếu dấu cách sau dấu câu.",
    "unpaired": "Dấu {written} ở “{around}” không có dấu đi cặp với nó.",
    "doubled-mark": "“{written}”: dấu câu viết lặp.",
    "two-expansions": "“{written}”: trước đó {short} là “{other}”.",
    "two-dates": "“{written}”: chỗ khác trong bài ghi {other}.",
    "phone": "Số {written} có {digits} chữ số; số đúng có {wanted}.",
    "phone:old": "Số {written}: đầu số 01 đã thôi dùng từ năm 2018.",
}

_LEFT_OUT: dict[str, str] = {
    "web-path": "phần sau của địa chỉ trang web",
    "foreign-script": "chữ nước ngoài máy không đọc được",
}


def sentence(remark: Remark) -> str:
    """Return what the clerk is told about `remark`, without its suggestions."""
    fields = {"written": _short(remark.written), "said": remark.said, **remark.facts}
    if remark.kind is Kind.DOUBTFUL:
        return DOUBTS[Doubt(remark.reason)].format(**fields)
    if remark.kind is Kind.LEFT_OUT:
        fields["omission"] = omission(remark.reason)
    template = _SENTENCES.get(f"{remark.kind}:{remark.reason}") or _SENTENCES[remark.kind]
    return template.format(**fields)


def omission(reason: str) -> str:
    """Return why a piece is not read, in small letters."""
    words = _LEFT_OUT.get(reason) or OMISSIONS.get(reason, "Không dành cho người nghe")
    return words[0].lower() + words[1:]


def suggestion(remark: Remark) -> str:
    """Return what may have been meant, or where to part a long sentence; "" when unknown."""
    if not remark.suggestions:
        return ""
    meant = ", ".join(f"“{one}”" for one in remark.suggestions)
    if remark.kind is Kind.LONG:
        return f"Có thể ngắt trước {meant}."
    return f"Có lẽ là {meant}."


def _short(written: str) -> str:
    """Return `written` in one line of at most 80 characters."""
    line = " ".join(written.split())
    return line if len(line) <= 80 else line[:77].rstrip() + "…"
