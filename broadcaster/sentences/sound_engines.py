"""Vietnamese sentences for what goes wrong with one kind of speech engine.

Knows the error classes of the engines; decides nothing.
"""

from __future__ import annotations

from broadcaster.sound.engines.answers import BrokenAnswerError
from broadcaster.sound.engines.files import EngineFileError
from broadcaster.sound.engines.line import UntrustedServerError
from broadcaster.sound.engines.piper_model import PiperMissingError

TABLE: dict[type[BaseException], str] = {
    BrokenAnswerError: (
        "Máy chủ của {error.engine} trả về lời đọc hỏng hoặc thiếu nên máy không dùng. "
        "Hãy thử lại sau ít phút."
    ),
    UntrustedServerError: (
        "Không tin được máy chủ của {error.engine}: chứng chỉ sai hoặc hết hạn. "
        "Hãy xem đồng hồ của máy có đúng không."
    ),
    EngineFileError: (
        "Máy đọc {error.engine} không dùng được “{error.path}”: không có ở đó, hoặc bị hỏng. "
        "Hãy báo cán bộ kỹ thuật."
    ),
    PiperMissingError: (
        "Máy đọc {error.engine} chưa được cài. Cán bộ kỹ thuật cài bằng lệnh: "
        "pip install broadcaster[piper]."
    ),
}
