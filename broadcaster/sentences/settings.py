"""Vietnamese sentences for a station's settings, and for files the machine refuses.

Knows the error classes of the settings and of the system; decides nothing.
"""

from __future__ import annotations

from broadcaster.config import ConfigError, ConfigKeyError, ConfigMissingError

TABLE: dict[type[BaseException], str] = {
    ConfigError: "Không đọc được cấu hình {error.path}: {error.problem}.",
    ConfigKeyError: "Cấu hình {error.path}, mục {error.place} chưa đúng: {error.problem}.",
    ConfigMissingError: (
        "Không thấy đài nào ở đây (thiếu tệp {error.path}). Hãy thêm --station THƯ-MỤC ngay sau "
        "chữ broadcaster, hoặc tạo đài mới bằng broadcaster init."
    ),
    OSError: "Máy không làm được việc này: {error.strerror} ({error.filename}).",
    FileNotFoundError: "Không có tệp hoặc thư mục “{error.filename}”.",
    FileExistsError: "“{error.filename}” đã có sẵn và không phải là thư mục.",
    IsADirectoryError: "“{error.filename}” là một thư mục, không phải tệp.",
    NotADirectoryError: "“{error.filename}” không nằm trong một thư mục.",
    PermissionError: "Không được phép mở hoặc ghi “{error.filename}”.",
}
