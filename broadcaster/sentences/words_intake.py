"""Vietnamese for what the intake refuses, leaves out and notes; decides nothing."""

from __future__ import annotations

from broadcaster.words.intake import (
    ArchiveError,
    DamagedError,
    EmptyFileError,
    EncryptedError,
    HostileError,
    IntakeError,
    NoTextError,
    OldWordError,
    OpenDocumentError,
    PictureError,
    RecordingError,
    RichTextError,
    TooLargeError,
    TooManyPagesError,
    TooMuchTextError,
    UnknownEncodingError,
    UnsupportedKindError,
    WebPageError,
    WrongKindError,
)

TABLE: dict[type[BaseException], str] = {
    IntakeError: "Không đọc được tệp {error.name}.",
    TooLargeError: (
        "Tệp {error.name} nặng {error.size_mb} MB, hệ thống chỉ nhận tới {error.limit_mb} MB. "
        "Hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp."
    ),
    EmptyFileError: "Tệp {error.name} không có chữ nào. Hãy kiểm tra xem đã chọn đúng tệp chưa.",
    UnsupportedKindError: (
        "Tệp {error.name} thuộc loại {error.found}, hệ thống chưa đọc được. "
        "Hãy gửi văn bản dạng .docx, .pdf hoặc .txt."
    ),
    OldWordError: (
        "Tệp {error.name} là tệp Office đời cũ ({error.found}). "
        "Hãy mở bằng Word rồi lưu lại dạng .docx."
    ),
    OpenDocumentError: (
        "Tệp {error.name} là tệp LibreOffice ({error.found}). "
        "Hãy mở bằng LibreOffice rồi lưu lại dạng .docx."
    ),
    RichTextError: (
        "Tệp {error.name} là tệp RTF ({error.found}). Hãy mở bằng Word rồi lưu lại dạng .docx."
    ),
    PictureError: (
        "Tệp {error.name} là ảnh ({error.found}), chữ trong ảnh không đọc được. "
        "Hãy gõ lại nội dung hoặc gửi tệp văn bản gốc."
    ),
    RecordingError: (
        "Tệp {error.name} là âm thanh hoặc phim ({error.found}). Ở đây chỉ nhận văn bản."
    ),
    ArchiveError: (
        "Tệp {error.name} là tệp nén ({error.found}). Hãy giải nén rồi gửi văn bản bên trong."
    ),
    WebPageError: (
        "Tệp {error.name} là trang web. Hãy chép phần chữ vào tệp .docx hoặc .txt rồi gửi lại."
    ),
    WrongKindError: (
        "Tệp {error.name} mang đuôi {error.expected} nhưng nội dung là {error.found}. "
        "Hãy đổi đuôi tệp thành {error.found} rồi gửi lại."
    ),
    EncryptedError: (
        "Tệp {error.name} bị khóa bằng mật khẩu. Hãy mở ra, bỏ mật khẩu rồi lưu và gửi lại."
    ),
    DamagedError: (
        "Tệp {error.name} bị hỏng, không mở được như một tệp {error.kind}. "
        "Hãy mở trên máy của mình, lưu lại rồi gửi lại."
    ),
    HostileError: (
        "Tệp {error.name} có cấu tạo bất thường nên bị từ chối để giữ an toàn cho máy. "
        "Hãy mở bằng Word, lưu thành tệp .docx mới rồi gửi lại."
    ),
    NoTextError: (
        "Tệp {error.name} có {error.pages} trang nhưng không có chữ, có lẽ là bản quét. "
        "Hãy gửi tệp văn bản gốc hoặc gõ lại nội dung."
    ),
    TooManyPagesError: (
        "Tệp {error.name} có {error.pages} trang, hệ thống chỉ nhận tới {error.most} trang. "
        "Hãy tách lấy phần cần phát."
    ),
    TooMuchTextError: (
        "Tệp {error.name} có {error.characters} ký tự, hệ thống chỉ nhận tới {error.most} ký tự. "
        "Hãy tách lấy phần cần phát."
    ),
    UnknownEncodingError: (
        "Không nhận ra bảng mã tiếng Việt của tệp {error.name}. "
        "Hãy mở tệp, lưu lại với bảng mã Unicode (UTF-8) rồi gửi lại."
    ),
}

OMISSIONS: dict[str, str] = {
    "page-number": "Số trang",
    "page-furniture": "Đầu trang, chân trang",
    "rule": "Đường kẻ",
    "motto": "Quốc hiệu, tiêu ngữ",
    "issuer": "Tên cơ quan ban hành",
    "number": "Số, ký hiệu văn bản",
    "place-date": "Địa danh, ngày tháng",
    "stamp": "Dấu chỉ độ khẩn, độ mật, dự thảo",
    "signature": "Chữ ký",
    "recipients": "Nơi nhận",
    "footnote": "Chú thích cuối trang",
    "comment": "Ghi chú của người soạn",
    "hidden-text": "Chữ ẩn",
    "link-target": "Địa chỉ liên kết",
    "front-matter": "Phần khai báo đầu tệp",
    "mark": "Dấu định dạng",
}
"""What each reason code of the intake is called on the screen."""

NOTES: dict[str, str] = {
    "encoding:utf-16": "Tệp dùng bảng mã UTF-16.",
    "encoding:utf-32": "Tệp dùng bảng mã UTF-32.",
    "encoding:windows-1258": "Đã chuyển từ bảng mã Windows-1258 sang Unicode.",
    "encoding:tcvn3": "Đã chuyển từ phông TCVN3 (ABC, .VnTime) sang Unicode.",
    "encoding:vni": "Đã chuyển từ phông VNI sang Unicode.",
    "encoding:utf-8-twice": "Đã sửa chữ bị mã hóa UTF-8 hai lần.",
    "lines-joined": "Đã nối các dòng bị ngắt theo bề rộng trang.",
    "not-vietnamese": "Văn bản có vẻ không phải tiếng Việt.",
    "pictures": "Có {count} hình không đọc được chữ bên trong.",
    "pages-without-text": "Có {count} trang không có chữ.",
    "controls-dropped": "Đã bỏ {count} ký tự điều khiển.",
}
"""What each note of a document says; a code that counts carries its number after a colon."""


def note(code: str) -> str:
    """Return the Vietnamese sentence for one of a document's notes."""
    name, _, count = code.partition(":")
    return NOTES.get(code) or NOTES.get(name, "{count}").format(count=count or code)
