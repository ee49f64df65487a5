"""What the screen says when the store or the queue could not do its part. Knows their errors."""

from __future__ import annotations

from broadcaster.queue import (
    QueueAddressError,
    QueueError,
    QueueLibraryError,
    QueueUnavailableError,
)
from broadcaster.store import (
    BackupError,
    BackupToolError,
    NaiveInstantError,
    NotFoundError,
    StaleError,
    StoreAddressError,
    StoreBusyError,
    StoreError,
    StoreNewerError,
    StoreRefusedError,
    StoreUnavailableError,
    TakenError,
)

TABLE: dict[type[BaseException], str] = {
    StoreError: "Cơ sở dữ liệu báo lỗi: {error}",
    StoreAddressError: (
        "Địa chỉ cơ sở dữ liệu không đúng: {error.url}. "
        "Dùng sqlite:///tên-tệp hoặc postgresql+psycopg://người-dùng@máy-chủ/tên."
    ),
    StoreBusyError: (
        "Cơ sở dữ liệu đang bận, đã đợi {error.waited_s:g} giây. Xin thử lại sau ít phút."
    ),
    StoreUnavailableError: (
        "Không đọc ghi được cơ sở dữ liệu. Xin báo cán bộ kỹ thuật: {error.cause}"
    ),
    StoreNewerError: (
        "Cơ sở dữ liệu do phiên bản mới hơn tạo ra (bản {error.found}, chương trình này chỉ biết "
        "đến bản {error.known}). Hãy cài lại phiên bản mới hoặc khôi phục bản sao lưu."
    ),
    StoreRefusedError: "Không lưu được vì nội dung không hợp lệ: {error.cause}",
    NaiveInstantError: "Thời điểm {error.value} thiếu múi giờ.",
    BackupError: "Chưa sao lưu được vào {error.path}: {error.cause}",
    BackupToolError: (
        "Chưa sao lưu được vào {error.path}: máy chưa cài {error.tool}. "
        "Hãy cài bộ công cụ PostgreSQL rồi thử lại."
    ),
    NotFoundError: "Không tìm thấy mục số {error.id}.",
    StaleError: (
        "Có người khác vừa sửa nội dung này (bản hiện tại là bản {error.revision}). "
        "Xin mở lại bản mới rồi sửa tiếp."
    ),
    TakenError: "Đã có mục trùng tên: {error.what}.",
    QueueError: "Hàng đợi công việc báo lỗi: {error}",
    QueueAddressError: (
        "Địa chỉ hàng đợi không đúng: “{error.scheme}”. Dùng sqlite:///tên-tệp, "
        "postgresql://… hoặc redis://…"
    ),
    QueueLibraryError: (
        "Hàng đợi {error.scheme}:// cần thư viện Python “{error.library}” chưa được cài."
    ),
    QueueUnavailableError: "Không dùng được hàng đợi công việc: {error.cause}",
}
