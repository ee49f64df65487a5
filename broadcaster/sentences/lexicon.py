"""What the screen says of entries and tables that the lexicon does not take. Knows the errors."""

from __future__ import annotations

from broadcaster.lexicography import (
    CannotUndoError,
    FullLexiconError,
    KnownEntryError,
    LexicographyError,
    NotWholeError,
    OtherCaseError,
    OutdatedPlanError,
)
from broadcaster.words.entry import (
    EntryError,
    LongEntryError,
    MendableError,
    UnsayableError,
    UnspokenError,
    UnwrittenError,
)
from broadcaster.words.entry_table import (
    ColumnsError,
    EmptyTableError,
    LongTableError,
    RepeatedRowError,
    RowError,
    TableError,
    UnreadTableError,
)
from broadcaster.words.lexicon import LexiconError

TABLE: dict[type[BaseException], str] = {
    LexiconError: "Từ điển phát âm không nhận mục này.",
    EntryError: "Từ điển phát âm không nhận mục này.",
    UnwrittenError: (
        "Cách viết “{error.written}” không dùng được: phải bắt đầu bằng chữ cái hoặc chữ số."
    ),
    UnspokenError: "Hãy ghi cách đọc của “{error.written}”.",
    UnsayableError: (
        "Máy không đọc thẳng được “{error.bad}”. Cách đọc chỉ gồm tiếng Việt, viết rời từng tiếng, "
        "không có chữ số hay dấu; ví dụ: “phây búc”, “quốc lộ năm”."
    ),
    MendableError: (
        "Máy không đọc thẳng được “{error.bad}”. Hãy viết cách đọc thành lời: “{error.mend}”."
    ),
    LongEntryError: "Dài quá: phần này chỉ nhận tối đa {error.longest} ký tự.",
    TableError: "Không đọc được bảng từ điển.",
    LongTableError: ("Tệp quá lớn: chỉ nhận tối đa 20.000 dòng và 2 MB. Hãy chia thành nhiều tệp."),
    EmptyTableError: "Tệp này không có mục nào.",
    UnreadTableError: (
        "Tệp này không phải bảng chữ đọc được. Trong Excel, hãy lưu bằng kiểu "
        "“CSV UTF-8 (Comma delimited)” rồi nhập lại."
    ),
    RowError: "Dòng này không phải một mục từ điển.",
    ColumnsError: (
        "Cần cột cách viết và cột cách đọc, có thể thêm cột ghi chú; "
        "dòng này có {error.found} ô có chữ."
    ),
    RepeatedRowError: (
        "“{error.written}” đã có ở dòng {error.first} của tệp; hãy giữ lại một dòng."
    ),
    OtherCaseError: (
        "Từ điển đã có “{error.known}”, chỉ khác chữ hoa, chữ thường; hãy sửa mục ấy. "
        "Mục viết toàn chữ thường thì khớp với mọi cách viết hoa."
    ),
    LexicographyError: "Không làm được việc này với từ điển phát âm.",
    KnownEntryError: (
        "Từ điển đã có “{error.entry.written}”, đọc là “{error.entry.spoken}”; hãy sửa mục ấy. "
        "Mục viết toàn chữ thường thì khớp với mọi cách viết hoa."
    ),
    FullLexiconError: "Từ điển chỉ giữ tối đa {error.most} mục.",
    NotWholeError: (
        "Còn {error.refused} dòng chưa đúng: thay toàn bộ lúc này sẽ làm mất mục. "
        "Hãy sửa các dòng ấy, hoặc chọn nhập thêm."
    ),
    OutdatedPlanError: "Có người vừa sửa từ điển; hãy xem lại những gì sẽ đổi rồi nhập.",
    CannotUndoError: "Không hoàn tác được: mục này đã được sửa tiếp sau đó.",
}
