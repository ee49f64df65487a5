"""What the screen says when a sound cannot become a file. Knows the errors; knows no page."""

from __future__ import annotations

from broadcaster.sound.formats import (
    FormatError,
    NothingToSaveError,
    NoTranscriptError,
    UnknownFormatError,
)

TABLE: dict[type[BaseException], str] = {
    FormatError: "Không ghi được tệp âm thanh: {error}",
    UnknownFormatError: (
        "Không biết ghi tệp “{error.name}” theo dạng nào. "
        "Tên tệp phải kết thúc bằng một trong: {error.offered}."
    ),
    NothingToSaveError: "Không có âm thanh nào để ghi vào tệp “{error.name}”.",
    NoTranscriptError: (
        "Bản âm thanh này không mang lời kèm mốc giờ, nên không ghi được tệp lời. "
        "Hãy dựng lại chương trình rồi thử lại."
    ),
}
