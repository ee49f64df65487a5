"""What announcers say, class by class: one phrase for each way of writing."""

from __future__ import annotations

import pytest

from broadcaster.words.reading import read, speakable

_CASES = {
    "innocent": [
        ("Ngày 30/2 âm lịch", "Ngày ba mươi tháng hai âm lịch"),
        ("Họp trong tháng 4.2024", "Họp trong tháng tư năm hai nghìn không trăm hai mươi tư"),
        ("Số điểm đạt 3.5. Mai họp", "Số điểm đạt ba phẩy năm. Mai họp"),
        ("chào mừng 30.4 và 1.5", "chào mừng ngày ba mươi tháng tư và ngày một tháng năm"),
        ("14/04/2017 - 05:16", "ngày mười bốn tháng tư năm hai nghìn không trăm mười bảy, "
         "năm giờ mười sáu phút"),
        ("vòng 1/8 diễn ra", "vòng một phần tám diễn ra"),
        ("tổ 13+16+17 phường", "tổ mười ba, mười sáu, mười bảy phường"),
        ("thu 6T/2025", "thu sáu tháng năm hai nghìn không trăm hai mươi lăm"),
        ("thu 9T đầu năm", "thu chín tháng đầu năm"),
        ("chị Lê Thị T. (35 tuổi)", "chị Lê Thị tê, ba mươi lăm tuổi"),
        ("viêm gan b ở trẻ", "viêm gan bê ở trẻ"),
        ("bên b ủy quyền", "bên bê ủy quyền"),
        ("cấp x ã, tiết k iệm, hàng n ăm", "cấp xã, tiết kiệm, hàng năm"),
        ("vitamin c ở cam", "vitamin xê ở cam"),
        ("10 triệu đ ủng hộ", "mười triệu đồng ủng hộ"),
        ("ở p. 5 và ở t. Nghệ An", "ở phường năm và ở tỉnh Nghệ An"),
        ("tỷ lệ t ốt", "tỷ lệ tốt"),
        ("thương binh 2/4", "thương binh hai trên bốn"),
        ("do thiếu vốn (khoảng 1/3)", "do thiếu vốn, khoảng một phần ba"),
        ("2/3 chặng đường, 3/4 diện tích",
         "hai phần ba chặng đường, ba phần tư diện tích"),
        ("lúc 8 giờ, ngày 5-8, Công an xã", "lúc tám giờ, ngày năm tháng tám, Công an xã"),
        ("em Vũ K. đạt giải", "em Vũ ca đạt giải"),
    ],
    "documents": [
        ("Nghị quyết số 12/NQ-HĐND", "Nghị quyết số mười hai"),
        ("theo NĐ 100/2019/NĐ-CP", "theo nghị định một trăm năm hai nghìn không trăm mười chín"),
        ("Căn cứ 15/QĐ-UBND", "Căn cứ quyết định số mười lăm"),
        ("Kết luận số 7-KL/TW", "Kết luận số bảy"),
        ("điểm đ khoản 2 Điều 8", "điểm đê khoản hai Điều tám"),
        ("tổng số 02 thôn", "tổng số hai thôn"),
    ],
    "times": [
        ("từ 7h30-11h", "từ bảy giờ ba mươi phút đến mười một giờ"),
        ("lúc 14:05", "lúc mười bốn giờ năm phút"),
        ("9g15 sáng", "chín giờ mười lăm phút sáng"),
        ("12g trưa", "mười hai giờ trưa"),
        ("50g muối", "năm mươi gam muối"),
        ("tỷ lệ 1:10", "tỷ lệ một trên mười"),
    ],
    "ranges": [
        ("thứ 2 - thứ 6", "thứ hai đến thứ sáu"),
        ("trẻ từ 6 tháng - 5 tuổi", "trẻ từ sáu tháng đến năm tuổi"),
        ("giá 65.000-70.000 đồng/kg",
         "giá sáu mươi lăm nghìn đến bảy mươi nghìn đồng một ki lô gam"),
        ("từ -2 đến 5 độ C", "từ âm hai đến năm độ xê"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa Vũng Tàu"),
    ],
    "roman": [
        ("quý II-III/2023", "quý hai đến ba năm hai nghìn không trăm hai mươi ba"),
        ("lần thứ IV", "lần thứ tư"),
        ("khóa X, vitamin C", "khóa mười, vitamin xê"),
    ],
    "lists in a row": [
        ("ngày 5,6,7/10", "ngày năm, sáu, bảy tháng mười"),
        ("thôn 1,2,3", "thôn một, hai, ba"),
        ("mỗi ngày 1,5 giờ", "mỗi ngày một phẩy năm giờ"),
        ("cách thôn 1,5 km", "cách thôn một phẩy năm ki lô mét"),
        ("mục 3.1.2", "mục ba chấm một chấm hai"),
        ("hẻm 45/12/3", "hẻm bốn mươi lăm xuyệt mười hai xuyệt ba"),
    ],
    "dashes": [
        ("01/01/2025-31/12/2025",
         "ngày một tháng một năm hai nghìn không trăm hai mươi lăm đến ngày ba mươi mốt "
         "tháng mười hai năm hai nghìn không trăm hai mươi lăm"),
        ("đợt 2 (20-22/6)", "đợt hai, ngày hai mươi đến hai mươi hai tháng sáu"),
        ("T2-T6", "thứ hai đến thứ sáu"),
        ("thắng 2-1 trước đội bạn", "thắng hai một trước đội bạn"),
        ("kết quả 2-3 hộ", "kết quả hai đến ba hộ"),
        ("tăng trưởng -3,1%", "tăng trưởng âm ba phẩy một phần trăm"),
        ("khoảng 20~25 hộ", "khoảng hai mươi đến hai mươi lăm hộ"),
    ],
    "amounts": [
        ("1tr2", "một triệu hai"),
        ("1 250 000 đồng", "một triệu hai trăm năm mươi nghìn đồng"),
        ("100,000 VND", "một trăm nghìn đồng"),
        ("số tiền 500.\n000 đồng", "số tiền năm trăm nghìn đồng"),
        ("20°51'30\"B", "hai mươi độ năm mươi mốt phút ba mươi giây vĩ độ bắc"),
        ("góc 45°", "góc bốn mươi lăm độ"),
        ("PM2.5", "pê em mờ hai chấm năm"),
        ("2,5 tr.đ/ha/vụ", "hai phẩy năm triệu đồng một héc ta một vụ"),
        ("1.500.000đ x 6 tháng", "một triệu năm trăm nghìn đồng nhân sáu tháng"),
        ("cao 1m65", "cao một mét sáu mươi lăm"),
        ("trên 1.000 m³", "trên một nghìn mét khối"),
        ("$1.5 triệu", "một phẩy năm triệu đô la"),
        ("lớp 5A", "lớp năm a"),
    ],
    "phones and addresses": [
        ("gọi 113 hoặc 114", "gọi một một ba hoặc một một bốn"),
        ("ĐT: 0225.3.871.234", "điện thoại: không hai hai năm ba tám bảy một hai ba bốn"),
        ("mã số thuế 0200109106", "mã số thuế không hai không không một không chín một không sáu"),
        ("ubnd.tanphu@gmail.com", "u bê en nờ dê chấm tan phu a còng gờ meo chấm com"),
    ],
    "abbreviations": [
        ("Chi hội PN, Chi đoàn TN", "Chi hội phụ nữ, Chi đoàn thanh niên"),
        ("45 ĐV máu", "bốn mươi lăm đơn vị máu"),
        ("Sở VH,TT&DL", "Sở văn hóa thể thao và du lịch"),
        ("xe BKS 29H-12345", "xe biển kiểm soát hai mươi chín hát một hai ba bốn năm"),
        ("bậc 3/9; 1/5 nghỉ lễ", "bậc ba trên chín; ngày một tháng năm nghỉ lễ"),
        ("SĐT: 113 - 114", "số điện thoại: một một ba, một một bốn"),
        ("ở 17.2N, 110.5E",
         "ở mười bảy phẩy hai độ vĩ độ bắc, một trăm mười phẩy năm độ kinh độ đông"),
        ("fb.com/tanphu", "ép phờ bê chấm com gạch chéo tan phu"),
        ("P. Chủ tịch xã", "phó Chủ tịch xã"),
        ("P. Tài chính", "phòng Tài chính"),
        ("P. Hòa Bình", "phường Hòa Bình"),
        ("Các đ/c: An, Bình", "Các đồng chí: An, Bình"),
        ("Đ/c: thôn 2", "địa chỉ: thôn hai"),
        ("X. Tân Lập, H. Vũ Thư", "xã Tân Lập, huyện Vũ Thư"),
        ("X. TỔ CHỨC THỰC HIỆN", "mười, tổ chức thực hiện"),
        ("BCH Quân sự xã", "ban chỉ huy Quân sự xã"),
        ("DT đất: 120 m2", "diện tích đất: một trăm hai mươi mét vuông"),
        ("mẫu CT01", "mẫu xê tê không một"),
        ("TT. Núi Đèo", "thị trấn Núi Đèo"),
        ("TT HĐND xã", "thường trực hội đồng nhân dân xã"),
        ("Sở TT&TT", "Sở thông tin và truyền thông"),
        ("CA SÁNG", "ca sáng"),
        ("CA xã", "công an xã"),
        ("Quỳ Hợp, quý khách", "Quỳ Hợp, quý khách"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "spoken"), [case for cases in _CASES.values() for case in cases]
)
def test_each_way_of_writing_is_said_as_announcers_say_it(written: str, spoken: str) -> None:
    assert speakable(written) == f"{spoken}."


def test_a_word_stands_for_all_it_was_written_as() -> None:
    reading = read("Số 61/2018/NĐ-\n\nCP của CP")
    document = next(word for word in reading.words if word.rule == "document")
    assert reading.source[document.start : document.end] == "61/2018/NĐ-\n\nCP"


def test_unknown_capitals_are_spelled_and_queried() -> None:
    (doubt,) = read("hội XKTQ").doubts
    assert (doubt.text, doubt.rule) == ("ích xì ca tê quy", "spelled")


def test_a_foreign_script_is_left_out_and_shown_with_its_line() -> None:
    (omission,) = read("Xin chào.\n您好 bà con").left_out
    assert (omission.text, omission.reason, omission.line) == ("您好", "foreign-script", 2)
