"""What the screen says when the sound library refuses something. Knows the errors."""

from __future__ import annotations

from broadcaster.library import (
    BadNameError,
    EmptyFileError,
    KnownFileError,
    LargeFileError,
    LibraryError,
    LongPartError,
    NameAwaitedError,
    NameTakenError,
    NoRoomError,
    RecordingRetiredError,
    StandInError,
)

TABLE: dict[type[BaseException], str] = {
    LibraryError: "Không làm được việc này với kho âm thanh.",
    BadNameError: (
        "Không gọi băng là “{error.name}” được. Tên cần có chữ cái hoặc chữ số, "
        "không có dấu ngoặc vuông, viết trên một dòng."
    ),
    LongPartError: "Dài quá: phần này chỉ nhận tối đa {error.longest} ký tự.",
    NameTakenError: (
        "Kho đã có băng tên “{error.recording.name}”. Hãy đặt tên khác; "
        "muốn thay âm thanh của băng ấy thì mở trang của nó và chọn thay bằng bản mới."
    ),
    NameAwaitedError: (
        "Một tệp khác tên “{error.name}” đang được lấy vào kho. Hãy đặt tên khác, hoặc chờ nó xong."
    ),
    KnownFileError: (
        "Tệp “{error.source_name}” đã có trong kho với tên “{error.recording.name}”. "
        "Hãy dùng băng ấy, hoặc đổi tên nó."
    ),
    EmptyFileError: "Tệp “{error.name}” trống, không có gì bên trong. Hãy chọn lại tệp.",
    LargeFileError: (
        "Tệp “{error.name}” lớn hơn {error.most_mb} MB. "
        "Hãy lưu lại thành MP3, hoặc cắt làm nhiều phần."
    ),
    NoRoomError: (
        "Máy của đài chỉ còn trống {error.free_mb} MB, không đủ chỗ cho tệp “{error.name}”. "
        "Hãy báo cán bộ kỹ thuật dọn ổ đĩa."
    ),
    RecordingRetiredError: (
        "Băng “{error.recording.name}” đã bỏ khỏi kho. Hãy đưa trở lại kho trước."
    ),
    StandInError: (
        "Kho đang có băng khác cùng tên “{error.recording.name}”. "
        "Hãy đổi tên hoặc bỏ băng ấy rồi đưa băng này trở lại."
    ),
}
