"""Vietnamese sentences for what goes wrong with speech, music, mixing and files of sound.

Knows the error classes of the sound room; decides nothing.
"""

from __future__ import annotations

from broadcaster.sound.assembly import AssemblyError, PeakError, UnreachableError
from broadcaster.sound.kit import (
    JingleMissingError,
    KitError,
    PieceChangedError,
    RecordingMissingError,
)
from broadcaster.sound.lame import BitRateError
from broadcaster.sound.loudness import LoudnessError, SilentError, TooShortError
from broadcaster.sound.mix import MixError
from broadcaster.sound.sound import SoundError, SoundShapeError, UnreadableSoundError
from broadcaster.sound.speech import (
    EngineUnavailableError,
    NobodySpeaksError,
    NoNetworkError,
    RefusedTextError,
    SpeechError,
    SpeechLostError,
    TooManyRequestsError,
    UnknownVoiceError,
    VoiceError,
)
from broadcaster.sound.vault import SoundChangedError, SoundMissingError, VaultError

TABLE: dict[type[BaseException], str] = {
    SoundError: "Không xử lý được âm thanh: {error}",
    UnreadableSoundError: (
        "Không đọc được tệp âm thanh “{error.name}”. "
        "Tệp có thể bị hỏng, hoặc không phải WAV, MP3, FLAC hay OGG."
    ),
    SoundShapeError: "Âm thanh không đúng dạng một kênh, 16 bit.",
    LoudnessError: "Không đo được độ to của âm thanh.",
    TooShortError: (
        "Âm thanh chỉ dài {error.length_ms} ms, quá ngắn để làm chương trình "
        "(ít nhất {error.shortest_ms} ms)."
    ),
    SilentError: "Âm thanh im lặng hoàn toàn, không có gì để phát.",
    AssemblyError: "Không hoàn thiện được âm thanh của chương trình.",
    PeakError: (
        "Âm thanh có đỉnh {error.got_dbtp:.1f} dBTP, không hạ xuống được dưới "
        "{error.ceiling_dbtp:.0f} dBTP. Hãy xem lại bản nhạc hay băng đã dùng."
    ),
    UnreachableError: (
        "Không đưa được âm thanh về độ to {error.wanted.target_lufs:.0f} LUFS "
        "mà không vượt đỉnh {error.wanted.ceiling_dbtp:.0f} dBTP."
    ),
    MixError: "Các đoạn âm thanh không khớp với bố cục chương trình.",
    BitRateError: "Không có mức nén {error.kbps} kbit/s.",
    KitError: "Bộ nhạc của đài không dùng được.",
    JingleMissingError: (
        "Không có bản nhạc “{error.name}” trong Kho âm thanh và trong thư mục {error.folder}. "
        "Hãy tải bản nhạc lên Kho âm thanh, hoặc sửa lại tên cho đúng."
    ),
    RecordingMissingError: (
        "Không có băng “{error.name}” trong Kho âm thanh. "
        "Hãy tải băng lên, hoặc sửa lại tên cho đúng."
    ),
    PieceChangedError: "Tệp nhạc “{error.name}” vừa bị thay. Hãy dựng lại.",
    SpeechError: "Máy đọc {error.engine} không đọc được. Hãy thử lại sau ít phút.",
    NoNetworkError: "Máy đọc {error.engine} cần mạng Internet nhưng hiện không kết nối được.",
    TooManyRequestsError: (
        "Máy chủ của {error.engine} báo đã gọi quá nhiều lần. Hãy thử lại sau ít phút."
    ),
    RefusedTextError: "Máy đọc {error.engine} không đọc được đoạn: “{error.text}”.",
    EngineUnavailableError: (
        "Máy đọc {error.engine} chưa dùng được trên máy này. Hãy báo cán bộ kỹ thuật."
    ),
    VoiceError: "Giọng đọc đặt sai: {error.setting} = {error.value}. Cho phép: {error.allowed}.",
    UnknownVoiceError: "Đài không có giọng “{error.asked}”. Có các giọng: {error.known_in_words}.",
    NobodySpeaksError: (
        "Không máy đọc nào đọc được. Hãy kiểm tra mạng Internet và mục máy đọc trong cấu hình."
    ),
    SpeechLostError: (
        "Lời đọc đã nhớ bị hỏng và máy đọc {error.engine} nay đọc khác đi. Hãy dựng lại."
    ),
    VaultError: "Kho âm thanh không dùng được.",
    SoundMissingError: "Không tìm thấy tệp âm thanh trong kho.",
    SoundChangedError: "Tệp âm thanh trong kho đã bị thay đổi, không còn đúng bản đã lưu.",
}
