"""Vietnamese sentences for what people, newsroom, production and traffic refuse to do.

Knows the departments' error classes; decides nothing.
"""

from __future__ import annotations

from broadcaster import newsroom, people, production, traffic
from broadcaster.permission import NotAllowedError, PermissionDeniedError

TABLE: dict[type[BaseException], str] = {
    PermissionDeniedError: "Bạn không có quyền làm việc này.",
    NotAllowedError: (
        "Tài khoản của bạn chưa được giao vai trò cho việc này; hãy nhờ người quản trị."
    ),
    people.PeopleError: "Không thay đổi được tài khoản.",
    people.WeakPasswordError: (
        "Mật khẩu phải có ít nhất {error.shortest} ký tự và khác tên đăng nhập."
    ),
    people.WrongPasswordError: "Mật khẩu hiện tại không đúng.",
    people.BadLoginError: (
        "Tên đăng nhập “{error.login}” không dùng được: cần từ 2 đến 32 ký tự gồm chữ thường "
        "không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới."
    ),
    people.BlankNameError: "Tài khoản “{error.login}” cần có họ và tên.",
    people.LoginTakenError: "Tên đăng nhập “{error.login}” đã có người dùng.",
    people.LastAdministratorError: (
        "“{error.login}” là quản trị duy nhất; hãy giao quyền cho người khác trước."
    ),
    newsroom.NewsroomError: "Không xử lý được tin bài.",
    newsroom.EmptyScriptError: "Tin bài cần có tiêu đề và lời đọc.",
    newsroom.NotYoursError: "Tin bài này của người khác; chỉ tác giả hoặc người vận hành được sửa.",
    newsroom.ScriptClosedError: "Tin bài đã nộp hoặc đã rút nên không làm việc này được nữa.",
    production.ProductionError: "Không dựng được chương trình.",
    production.EmptyProgrammeError: "Chương trình cần có tên và ít nhất một tin bài.",
    production.ScriptWithdrawnError: "Tin bài “{error.title}” đã được rút lại.",
    production.ProgrammeGoneError: "Chương trình “{error.title}” đã được rút lại.",
    production.SilentScriptError: (
        "Tin bài “{error.title}” không có lời đọc, nhạc hay băng nào để phát."
    ),
    production.RecipeError: (
        "Không có cách xử lý âm thanh “{error.name}”; có thể chọn: {error.choices}."
    ),
    production.LeaseLostError: "Một máy khác đã nhận dựng chương trình này.",
    production.NotBeingMadeError: "Không có việc dựng nào đang chờ hay đang chạy để dừng.",
    production.CancelledError: "{error.by} đã dừng việc dựng. Bấm “Dựng lại” để dựng tiếp.",
    production.DiskFullError: (
        "Ổ đĩa đã đầy nên chưa dựng được; không có tệp nào bị ghi dở. "
        "Hãy dọn bớt ổ đĩa rồi dựng lại."
    ),
    production.CrashedError: (
        "Việc dựng chương trình đã bị dừng đột ngột {error.attempts} lần; hãy báo kỹ thuật viên."
    ),
    production.TemplateError: "Không dùng được lời xướng riêng của đài, tệp {error.path}.",
    production.TemplateTextError: (
        "Không đọc được lời xướng {error.path} ở dòng {error.line}: mỗi mục viết là "
        'tên = "lời", tệp lưu bằng mã UTF-8.'
    ),
    production.TemplateKeyError: (
        "Lời xướng {error.path}: không có mục “{error.key}”; ở chỗ ấy có thể viết: {error.choices}."
    ),
    production.TemplateValueError: (
        "Lời xướng {error.path}, mục “{error.key}” chưa đúng; hãy viết theo mẫu {error.example}."
    ),
    production.TemplateChoiceError: (
        "Lời xướng {error.path}, mục “{error.key}” chỉ nhận: {error.choices}; "
        "hãy viết theo mẫu {error.example}."
    ),
    production.TemplateBlankError: (
        "Lời xướng {error.path}, mục “{error.key}”: không điền được “{error.blank}”; "
        "trong dấu ngoặc nhọn có thể viết: {error.choices}."
    ),
    production.TemplatePlainError: (
        "Lời xướng {error.path}, mục “{error.key}”: không điền được “{error.blank}”; "
        "câu này được đọc nguyên văn, hãy bỏ dấu ngoặc nhọn."
    ),
    traffic.TrafficError: "Không làm được việc này với lịch phát.",
    traffic.ApprovalError: "Không ghi nhận được ý kiến duyệt.",
    traffic.NotReadyError: "Chương trình chưa có bản âm thanh hoàn chỉnh để duyệt.",
    traffic.NotHeardError: (
        "Chương trình đã được dựng lại sau khi bạn nghe; hãy nghe bản mới rồi duyệt."
    ),
    traffic.OwnWorkError: "Bạn không thể tự duyệt chương trình do mình viết hoặc dựng.",
    traffic.RemarkMissingError: "Cần ghi rõ lý do.",
    traffic.BookingError: "Không đặt được lịch phát.",
    traffic.PastError: "Giờ phát đã qua.",
    traffic.ClashError: (
        "Trùng với “{error.airing.title}” lúc {error.at:%H:%M ngày %d/%m/%Y} trên cùng thiết bị; "
        "hãy chọn giờ hoặc khu vực khác."
    ),
    traffic.OutsideHoursError: (
        "Chương trình sẽ không nằm trọn trong khung giờ được phép phát thanh."
    ),
    traffic.TooLongError: "Chương trình dài quá {error.minutes} phút được phép.",
    traffic.NotApprovedError: "Chỉ chương trình đã duyệt mới được phát chen ngang.",
    traffic.ProgrammeGoneError: "Chương trình “{error.title}” đã được rút lại.",
    traffic.ZoneError: "Không có khu vực phát “{error.zone}”.",
    traffic.SlotError: (
        "Khung giờ chưa hợp lý: hãy xem lại tên, các ngày trong tuần, thời lượng và thời hạn."
    ),
    traffic.AiringOverError: "Lượt phát “{error.title}” đã xong hoặc đã bị hủy.",
}
