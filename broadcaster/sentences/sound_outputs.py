"""What the screen says when an output cannot be opened. Knows the errors; knows no page."""

from __future__ import annotations

from broadcaster.sound.output import (
    OutputAddressError,
    OutputError,
    OutputUnavailableError,
    UnknownPluginError,
)
from broadcaster.sound.outputs.address import BadOptionError, NoFolderError, UnknownOptionError
from broadcaster.sound.outputs.card import DeviceRefusedError, NoSoundcardError, NoSuchDeviceError
from broadcaster.sound.outputs.recorder import FolderUnusableError

TABLE: dict[type[BaseException], str] = {
    OutputError: "Đầu ra âm thanh gặp lỗi: {error}",
    OutputUnavailableError: "Đầu ra âm thanh hiện không phát được: {error}",
    NoSoundcardError: (
        "Đầu ra “{error.output}”: máy này không có thiết bị âm thanh nào phát được. "
        "Hãy cắm loa hoặc bật dịch vụ âm thanh rồi thử lại."
    ),
    NoSuchDeviceError: (
        "Đầu ra “{error.output}”: không tìm thấy thiết bị âm thanh “{error.device}”. "
        "Thiết bị hiện có: {error.choices}."
    ),
    DeviceRefusedError: (
        "Đầu ra “{error.output}”: thiết bị “{error.device}” không mở được. "
        "Hệ thống báo: {error.cause}."
    ),
    FolderUnusableError: (
        "Đầu ra “{error.output}”: không ghi được vào thư mục {error.folder}. "
        "Hệ thống báo: {error.cause}."
    ),
    OutputAddressError: "Địa chỉ của đầu ra trong station.toml không đúng: {error}",
    UnknownPluginError: (
        "Đầu ra “{error.output}”: không có loại đầu ra “{error.scheme}”. "
        "Các loại hiện có: {error.choices}."
    ),
    UnknownOptionError: (
        "Đầu ra “{error.output}”: không có tùy chọn “{error.option}”. "
        "Các tùy chọn hiện có: {error.choices}."
    ),
    BadOptionError: (
        "Đầu ra “{error.output}”: giá trị “{error.value}” của tùy chọn “{error.option}” "
        "không dùng được."
    ),
    NoFolderError: "Đầu ra “{error.output}”: địa chỉ “{error.url}” không nêu thư mục.",
}
