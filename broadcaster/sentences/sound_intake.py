"""Vietnamese for what the intake of sound refuses and finds; decides nothing."""

from __future__ import annotations

from broadcaster.sound.intake import (
    CutOffError,
    DamagedError,
    EmptyFileError,
    Finding,
    HostileError,
    Kind,
    NoRoomError,
    NothingHeardError,
    NotSoundError,
    OtherSoundError,
    PlaylistError,
    ProtectedError,
    SoundIntakeError,
    StrangeRateError,
    TooHeavyError,
    TooLongError,
    TooManyChannelsError,
    TooShortError,
    UnreachableError,
    Use,
    WithoutSoundError,
)
from broadcaster.sound.intake.errors import clock

TABLE: dict[type[BaseException], str] = {
    SoundIntakeError: "Không nhận được tệp âm thanh {error.name}.",
    UnreachableError: "Không mở được tệp {error.name}. Hãy chọn tệp và gửi lại.",
    EmptyFileError: "Tệp {error.name} trống, không có gì bên trong. Hãy chọn lại tệp.",
    TooHeavyError: (
        "Tệp {error.name} nặng {error.size_mb} MB, hệ thống chỉ nhận tới {error.limit_mb} MB. "
        "Hãy xuất riêng phần âm thanh (MP3) rồi gửi lại."
    ),
    NotSoundError: (
        "Tệp {error.name} không phải là âm thanh. Hãy gửi tệp ghi âm, ví dụ MP3, WAV hoặc M4A."
    ),
    PlaylistError: (
        "Tệp {error.name} chỉ là danh sách phát, không chứa âm thanh. "
        "Hãy gửi chính tệp âm thanh được ghi trong danh sách."
    ),
    OtherSoundError: (
        "Tệp {error.name} dùng kiểu mã hóa âm thanh chưa hỗ trợ ({error.found}). "
        "Hãy chuyển sang MP3 rồi gửi lại."
    ),
    WithoutSoundError: "Tệp {error.name} không có tiếng nào bên trong. Hãy kiểm tra lại tệp.",
    ProtectedError: (
        "Tệp {error.name} bị khóa bản quyền, không được phép phát lại. "
        "Hãy xin bản không khóa từ đơn vị sở hữu."
    ),
    TooManyChannelsError: (
        "Tệp {error.name} có {error.channels} kênh tiếng, hệ thống chỉ nhận tới {error.most} kênh. "
        "Hãy xuất lại thành một hoặc hai kênh."
    ),
    StrangeRateError: (
        "Tệp {error.name} có tần số lấy mẫu bất thường ({error.rate} Hz). "
        "Hãy xuất lại ở 44.100 Hz hoặc 48.000 Hz."
    ),
    TooLongError: (
        "Tệp {error.name} dài hơn mức cho phép ({error.limit}). Hãy cắt ngắn hoặc chia nhỏ."
    ),
    TooShortError: (
        "Tệp {error.name} chỉ dài {error.length_ms} mili giây, ngắn quá không dùng được."
    ),
    NothingHeardError: (
        "Tệp {error.name} im lặng từ đầu đến cuối ({error.length}). "
        "Hãy kiểm tra lại micrô hoặc bản ghi."
    ),
    CutOffError: (
        "Tệp {error.name} bị cụt: chỉ còn {error.whole} trên {error.promised}. "
        "Hãy sao chép hoặc tải lại cho đủ rồi gửi lại."
    ),
    DamagedError: (
        "Tệp {error.name} bị hỏng, không giải mã được. Hãy nghe thử trên máy của mình rồi gửi lại."
    ),
    HostileError: (
        "Tệp {error.name} có cấu tạo bất thường nên bị từ chối để giữ an toàn cho máy. "
        "Hãy xuất lại thành MP3 rồi gửi lại."
    ),
    NoRoomError: "Ổ đĩa của máy đã đầy nên không nhận được tệp {error.name}.",
}

USES: dict[Use, str] = {
    Use.VOICE: "Giọng nói",
    Use.PROGRAMME: "Chương trình",
    Use.MUSIC: "Nhạc",
    Use.JINGLE: "Nhạc cắt",
}
"""What each use is called on the screen."""

FINDINGS: dict[Kind, str] = {
    Kind.CUT_OFF: "Tệp bị cụt, thiếu {length} ở cuối.",
    Kind.DAMAGED_PLACES: "Có {figure} chỗ hỏng không giải mã được, đã bỏ qua.",
    Kind.WRONG_SAMPLES: "Có {figure} mẫu tiếng sai giá trị, đã thay bằng khoảng lặng.",
    Kind.SEVERAL_TRACKS: "Tệp có {figure} đường tiếng, chỉ lấy một.",
    Kind.DEAD_CHANNEL: "Một kênh không có tiếng, đã dùng kênh còn lại.",
    Kind.OUT_OF_PHASE: "Hai kênh ngược pha nhau (đấu sai dây), đã dùng một kênh.",
    Kind.OFFSET: "Tín hiệu lệch khỏi mức không {figure} %.",
    Kind.TURNED_DOWN: "Đã giảm {figure} dB để khỏi vỡ tiếng.",
    Kind.CLIPPED: "Tiếng bị vỡ do thu quá to ({figure} % số mẫu).",
    Kind.HUM: "Có tiếng ù điện lưới, cao hơn nền {figure} dB.",
    Kind.NOISE: "Tiếng nền lớn: giọng nói chỉ cao hơn nền {figure} dB.",
    Kind.NARROW: "Chất lượng như điện thoại: chỉ có tiếng tới {figure} Hz.",
    Kind.QUIET: "Thu quá nhỏ ({figure} LUFS).",
    Kind.LOUD: "Thu quá to ({figure} LUFS).",
    Kind.SILENT_START: "Có {length} im lặng ở đầu.",
    Kind.SILENT_END: "Có {length} im lặng ở cuối.",
    Kind.SILENT_PLACE: "Có {length} im lặng giữa chừng.",
}
"""What each finding says; one about a place is followed by where it is."""

MENDED = "Đã sửa."
"""What follows a finding that was mended."""

PERHAPS_CUT = "Tệp có thể bị cụt ở cuối."
"""What is said when nothing tells how much is missing."""

_IN_MS = {Kind.CUT_OFF, Kind.SILENT_START, Kind.SILENT_END, Kind.SILENT_PLACE}


def finding(found: Finding) -> str:
    """Return the Vietnamese sentence for what was found about a sound."""
    figure = f"{found.figure:.1f}".removesuffix(".0").replace(".", ",")
    length = _length(found.figure) if found.kind in _IN_MS else ""
    sentence = FINDINGS[found.kind].format(figure=figure, length=length)
    if found.kind is Kind.CUT_OFF and not found.figure:
        sentence = PERHAPS_CUT
    if found.kind is Kind.SILENT_PLACE and found.start_ms is not None:
        sentence = f"{sentence[:-1]}, từ {clock(found.start_ms)}."
    return f"{sentence} {MENDED}" if found.mended else sentence


def _length(ms: float) -> str:
    """Return a length in seconds, or in minutes when it is that long."""
    if ms >= 60_000:
        return clock(round(ms))
    return f"{ms / 1000:.1f} giây".replace(".0 ", " ").replace(".", ",")
