"""What the screen says when something went wrong: errors carry facts, these tables make sentences.

Knows the error classes of every room; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from broadcaster.model import Outcome, Reason, Stage

UNKNOWN = "Có lỗi không lường trước: {error}"

REASONS: dict[Reason, str] = {
    Reason.NO_PROGRAMME: "Khung giờ chưa có chương trình",
    Reason.NOT_APPROVED: "Chương trình chưa được duyệt",
    Reason.SOUND_MISSING: "Không tìm thấy tệp âm thanh đã duyệt",
    Reason.SOUND_CHANGED: "Tệp âm thanh không còn đúng bản đã duyệt",
    Reason.SOUND_UNREADABLE: "Không giải mã được tệp âm thanh",
    Reason.OUTSIDE_HOURS: "Ngoài giờ được phép phát",
    Reason.TOO_LONG: "Dài quá thời lượng cho phép",
    Reason.TOO_LATE: "Đã quá giờ phát muộn nhất",
    Reason.OUTPUT_FAILED: "Thiết bị phát không hoạt động",
    Reason.OUTPUT_BUSY: "Thiết bị đang phát chương trình khác",
    Reason.PLAYOUT_STOPPED: "Máy phát bị dừng giữa chừng (mất điện hoặc khởi động lại)",
    Reason.CANCELLED: "Đã hủy lịch phát",
    Reason.CLOCK_JUMPED: "Đồng hồ máy bị chỉnh nhảy giờ",
    Reason.INTERRUPTED: "Nhường cho tin khẩn cấp",
}

OUTCOMES: dict[Outcome, str] = {
    Outcome.PLAYED: "Đã phát",
    Outcome.CUT: "Phát thiếu",
    Outcome.MISSED: "Không phát",
    Outcome.REFUSED: "Từ chối phát",
}

LOG_WORDS: dict[str, str] = {
    **{outcome.value: words for outcome, words in OUTCOMES.items()},
    **{reason.value: words for reason, words in REASONS.items()},
}
"""What the codes in the log are called, for the log as a table."""

STAGES: dict[Stage, str] = {
    Stage.ORDER: "Sắp các phần",
    Stage.SPEECH: "Đọc thành tiếng",
    Stage.TREAT: "Chỉnh âm từng đoạn",
    Stage.ENCODE: "Ghép nhạc, lời và nén",
    Stage.WRITE: "Ghi tệp",
    Stage.TAKE_IN: "Giải mã và kiểm tra",
    Stage.PRESS: "Ghi vào kho",
}
_STEPS = {Stage.SPEECH: "câu"}


def stage_words(stage: str) -> str:
    """Return what a job's `stage` is called, with its count: "Đọc thành tiếng, 12/60 câu"."""
    name, _, count = stage.partition(" ")
    if name not in STAGES:
        return ""
    found = Stage(name)
    return f"{STAGES[found]}, {count} {_STEPS.get(found, 'phần')}" if count else STAGES[found]


def _tables() -> Iterator[dict[type[BaseException], str]]:
    for module in iter_modules(__path__):
        yield import_module(f"{__name__}.{module.name}").TABLE


def vietnamese(error: BaseException) -> str:
    """Return the Vietnamese sentence for `error`, by its class or the nearest parent's."""
    merged: dict[type[BaseException], str] = {}
    for table in _tables():
        merged.update(table)
    for kind in type(error).__mro__:
        if kind in merged:
            return merged[kind].format(error=error)
    return UNKNOWN.format(error=error)
