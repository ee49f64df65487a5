"""The Vietnamese words for the station's states, roles and reasons, and how each one looks.

A badge is (words, tone): the tone only helps the eye, the words carry the meaning.
"""

from __future__ import annotations

from broadcaster.model import (
    JobState,
    LexiconActKind,
    Outcome,
    Priority,
    ProgrammeState,
    Role,
    ScriptState,
    Use,
    Verdict,
)
from broadcaster.sentences import OUTCOMES

Badge = tuple[str, str]

SCRIPT_STATES: dict[ScriptState, Badge] = {
    ScriptState.DRAFT: ("Đang soạn", "quiet"),
    ScriptState.SUBMITTED: ("Đã nộp", "ok"),
    ScriptState.WITHDRAWN: ("Đã rút", "bad"),
}

WANTED: Badge = ("Chờ dựng", "quiet")
TO_APPROVE: Badge = ("Chờ duyệt", "wait")
FAILED: Badge = ("Dựng lỗi", "bad")
CANCELLED: Badge = ("Đã dừng dựng", "quiet")
TAKEN_BACK: Badge = ("Đã rút", "quiet")

PROGRAMME_STATES: dict[ProgrammeState, Badge] = {
    ProgrammeState.WANTED: WANTED,
    ProgrammeState.READY: TO_APPROVE,
    ProgrammeState.FAILED: FAILED,
    ProgrammeState.WITHDRAWN: TAKEN_BACK,
}

VERDICTS: dict[Verdict, Badge] = {
    Verdict.APPROVED: ("Đã duyệt", "ok"),
    Verdict.RETURNED: ("Trả lại", "bad"),
}

OUTCOME_TONES: dict[Outcome, str] = {
    Outcome.PLAYED: "ok",
    Outcome.CUT: "wait",
    Outcome.MISSED: "bad",
    Outcome.REFUSED: "bad",
}

OUTCOME_BADGES: dict[Outcome, Badge] = {
    outcome: (OUTCOMES[outcome], tone) for outcome, tone in OUTCOME_TONES.items()
}

JOB_STATES: dict[JobState, Badge] = {
    JobState.QUEUED: ("Đang chờ đến lượt", "quiet"),
    JobState.RUNNING: ("Đang dựng", "wait"),
    JobState.DONE: ("Xong", "ok"),
    JobState.FAILED: ("Lỗi", "bad"),
    JobState.CANCELLED: ("Đã dừng", "quiet"),
}

ROLES: dict[Role, str] = {
    Role.STAFF: "Người soạn tin",
    Role.OPERATOR: "Người xếp lịch",
    Role.APPROVER: "Người duyệt",
    Role.ADMINISTRATOR: "Quản trị",
}

ROLE_DUTIES: dict[Role, str] = {
    Role.STAFF: "soạn, sửa, nộp và rút tin bài của mình",
    Role.OPERATOR: "như người soạn tin; ghép chương trình, xếp và hủy lịch phát, phát khẩn cấp",
    Role.APPROVER: "nghe và duyệt hoặc trả lại chương trình",
    Role.ADMINISTRATOR: "quản lý người dùng của đài",
}

LEXICON_ACTS: dict[LexiconActKind, str] = {
    LexiconActKind.ADDED: "Đã thêm",
    LexiconActKind.CHANGED: "Đã sửa",
    LexiconActKind.REMOVED: "Đã bỏ",
    LexiconActKind.IMPORTED: "Đã nhập bảng",
    LexiconActKind.TAKEN_IN: "Đã chuyển từ tệp lexicon.csv",
    LexiconActKind.UNDONE: "Đã hoàn tác",
}

USES: dict[Use, str] = {
    Use.MUSIC: "Nhạc",
    Use.VOICE: "Giọng ghi",
    Use.PROGRAMME: "Chương trình",
}

USE_DUTIES: dict[Use, str] = {
    Use.MUSIC: "nhạc hiệu, nhạc cắt, nhạc nền, nhạc của chuyên mục",
    Use.VOICE: "lời người thật, thay cho giọng máy trong tin bài",
    Use.PROGRAMME: "chương trình trọn vẹn nhận từ nơi khác, phát nguyên như thế",
}

PRIORITIES: dict[Priority, str] = {
    Priority.ORDINARY: "Thông thường",
    Priority.PRIORITY: "Ưu tiên",
    Priority.URGENT: "Khẩn cấp",
}

SEGMENT_KINDS: dict[str, str] = {
    "ident": "Nhạc hiệu",
    "greeting": "Lời chào",
    "contents": "Giới thiệu nội dung",
    "item": "Lời đọc",
    "repeat": "Đọc lại",
    "stinger": "Nhạc cắt",
    "jingle": "Nhạc",
    "pause": "Khoảng nghỉ",
    "closing": "Lời kết",
    "closing-music": "Nhạc kết",
    "column": "Nhạc chuyên mục",
    "notice": "Báo có giọng máy",
    "fill": "Nhạc chêm cho đủ giờ",
    "recording": "Băng ghi âm",
}

OMISSIONS: dict[str, str] = {
    "motto": "Quốc hiệu, tiêu ngữ",
    "issuer": "Tên cơ quan ban hành",
    "number": "Số, ký hiệu văn bản",
    "place-date": "Nơi và ngày ký",
    "subject": "Trích yếu, loại văn bản",
    "stamp": "Dấu của văn thư",
    "signature": "Chữ ký, chức vụ người ký",
    "recipients": "Nơi nhận",
    "page-number": "Số trang",
    "page-furniture": "Đầu trang, chân trang",
    "heading-number": "Số mục",
    "rule": "Đường kẻ trang trí",
    "header": "Đầu trang",
    "footer": "Chân trang",
    "footnote": "Chú thích cuối trang",
    "endnote": "Chú thích cuối văn bản",
    "comment": "Lời bình của người soạn",
    "hidden-text": "Chữ ẩn trong tệp",
    "textbox": "Khung chữ rời",
    "front-matter": "Phần khai báo đầu tệp",
    "mark": "Ký hiệu trình bày",
    "link-target": "Địa chỉ liên kết",
    "table": "Bảng biểu",
    "picture": "Hình ảnh",
}
"""Why a piece of a document is not read; an unknown code is told in general words."""

EVENTS: dict[str, str] = {
    "airing-booked": "Xếp lịch phát",
    "airing-cancelled": "Hủy buổi phát",
    "airing-cut": "Buổi phát bị thiếu",
    "airing-filled": "Chọn chương trình cho khung giờ",
    "airing-missed": "Buổi phát đã lỡ",
    "airing-refused": "Buổi phát bị từ chối",
    "airing-urgent": "Cho phát khẩn cấp",
    "alert-seen": "Đã xem cảnh báo",
    "disk-low": "Ổ đĩa sắp đầy",
    "lexicon-added": "Thêm mục từ điển",
    "lexicon-changed": "Sửa mục từ điển",
    "lexicon-imported": "Nhập bảng từ điển",
    "lexicon-removed": "Bỏ mục từ điển",
    "lexicon-rows-refused": "Có dòng từ điển cũ không nhận được; hãy mở tệp và thêm lại trên trang",
    "lexicon-taken-in": "Chuyển tệp lexicon.csv vào sổ",
    "lexicon-undone": "Hoàn tác thay đổi từ điển",
    "part-died": "Một phần của chương trình bị dừng và đã được khởi động lại",
    "password-changed": "Tự đổi mật khẩu",
    "password-reset": "Đặt lại mật khẩu cho người khác",
    "person-added": "Thêm người dùng",
    "person-let-in": "Cho đăng nhập lại",
    "person-shut-out": "Ngừng cho đăng nhập",
    "production-failed": "Dựng chương trình bị lỗi",
    "programme-approved": "Duyệt chương trình",
    "programme-cancelled": "Dừng dựng chương trình",
    "programme-composed": "Ghép chương trình",
    "programme-made": "Dựng xong chương trình",
    "programme-returned": "Trả lại chương trình",
    "programme-wanted": "Yêu cầu dựng lại",
    "programme-withdrawn": "Rút chương trình",
    "recording-added": "Thêm vào kho âm thanh",
    "recording-described": "Sửa tên, nguồn trong kho âm thanh",
    "recording-replaced": "Thay bản mới trong kho âm thanh",
    "recording-restored": "Đưa trở lại kho âm thanh",
    "recording-retired": "Bỏ khỏi kho âm thanh",
    "roles-set": "Đổi vai trò",
    "script-revised": "Sửa tin bài",
    "script-submitted": "Nộp tin bài",
    "script-taken-in": "Tải lên văn bản",
    "script-withdrawn": "Rút tin bài",
    "script-written": "Soạn tin bài",
    "slot-added": "Thêm khung giờ",
    "slot-programme-set": "Đổi chương trình của khung giờ",
    "slot-stopped": "Dừng khung giờ",
    "sound-trouble": "Tệp âm thanh đã duyệt có vấn đề",
    "turn-failed": "Một việc định kỳ bị lỗi",
    "vault-pruned": "Dọn âm thanh cũ không còn cần",
}
"""What happened, by the code the departments write into the books."""
