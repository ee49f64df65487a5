"""The pages for what went wrong, in plain Vietnamese; knows statuses, no subject.

What a department refused on a plain button is told by the view; here lands what no view caught.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from broadcaster.permission import NotAllowedError
from broadcaster.sentences import vietnamese
from broadcaster.store import NotFoundError
from web.refusals import EXPECTED

log = logging.getLogger(__name__)

Page = tuple[str, int]


class _Words(NamedTuple):
    title: str
    text: str


_PAGES = {
    400: _Words(
        "Yêu cầu không hợp lệ",
        "Máy chủ không đọc được những gì trình duyệt gửi lên. Hãy quay lại và thử lần nữa.",
    ),
    403: _Words(
        "Không có quyền",
        "Tài khoản của bạn không được làm việc này. Nếu cần, hãy nhờ người quản trị của đài.",
    ),
    404: _Words("Không tìm thấy trang", "Trang này không có, hoặc nội dung đã được gỡ đi."),
    405: _Words("Không mở được trang", "Trang này chỉ dùng để gửi biểu mẫu. Hãy quay lại."),
    413: _Words(
        "Tệp quá lớn",
        "Nội dung gửi lên lớn hơn {limit} MB. Hãy chia nhỏ văn bản hoặc chọn tệp khác.",
    ),
    429: _Words(
        "Thử quá nhiều lần",
        "Đã có quá nhiều lần đăng nhập sai. Hãy chờ ít phút rồi thử lại. "
        "Nếu quên mật khẩu, hãy nhờ người quản trị của đài đặt lại.",
    ),
    500: _Words(
        "Lỗi của chương trình",
        "Có lỗi không lường trước, đã được ghi vào nhật ký kỹ thuật của máy chủ. "
        "Việc phát sóng chạy riêng và không bị ảnh hưởng. Hãy thử lại sau ít phút.",
    ),
}

_EXPIRED = _Words(
    "Trang đã để quá lâu",
    "Để giữ an toàn, biểu mẫu chỉ có giá trị trong phiên làm việc của nó. "
    "Hãy quay lại, tải lại trang rồi gửi lần nữa.",
)


def _page(status: int, words: _Words) -> Page:
    page = render_template("trouble/page.html", words=words, status=status)
    return page, status


def _http(error: HTTPException) -> Page | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    words = _PAGES.get(status, _PAGES[400 if status < 500 else 500])
    limit = (request.max_content_length or 0) // (1 << 20)
    return _page(status, words._replace(text=words.text.format(limit=limit)))


def _forged(error: CSRFError) -> Page:
    return _page(400, _EXPIRED)


def _not_allowed(error: NotAllowedError) -> Page:
    return _page(403, _Words(_PAGES[403].title, vietnamese(error)))


def _missing(error: NotFoundError) -> Page:
    return _page(404, _PAGES[404])


def _refused(error: Exception) -> Page:
    return _page(409, _Words("Chưa làm được", vietnamese(error)))


def _unexpected(error: Exception) -> Page:
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    return _page(500, _PAGES[500])


def tell_mishaps(app: Flask) -> None:
    """Let `app` answer every mishap with a page people understand."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _forged)
    for kind in EXPECTED:
        app.register_error_handler(kind, _refused)
    app.register_error_handler(NotAllowedError, _not_allowed)
    app.register_error_handler(NotFoundError, _missing)
    app.register_error_handler(Exception, _unexpected)
