"""Abbreviations that stand for several things: what stands around them tells which."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from broadcaster.words.reading import read, speakable
from broadcaster.words.reading.doubt import Doubt

_CASES = """
Ban QL chợ => Ban quản lý chợ
đi theo QL 18 => đi theo quốc lộ mười tám
trên QL qua xã => trên quốc lộ qua xã
TT. Đảng ủy xã => thường trực Đảng ủy xã
TT.HĐND xã => thường trực hội đồng nhân dân xã
TT. Núi Đèo => thị trấn Núi Đèo
Sở TT và truyền thông => Sở thông tin và truyền thông
TT Y tế khu vực => trung tâm y tế khu vực
đảm bảo TT đô thị => đảm bảo trật tự đô thị
nộp phí DVC TT => nộp phí dịch vụ công trực tuyến
Tổ BV dân phố => Tổ bảo vệ dân phố
lực lượng tham gia BV ANTT => lực lượng tham gia bảo vệ an ninh trật tự
đưa vào BV cấp cứu => đưa vào bệnh viện cấp cứu
từng KH qua ứng dụng CSKH => từng khách hàng qua ứng dụng chăm sóc khách hàng
KH của UBND xã => kế hoạch của ủy ban nhân dân xã
Sở KH và công nghệ => Sở khoa học và công nghệ
giấy đăng ký KH => giấy đăng ký kết hôn
Ban TG&DV Tỉnh ủy => Ban tuyên giáo và dân vận Tỉnh ủy
BÍ THƯ CB => bí thư chi bộ
HỘI NGHỊ BCH ĐẢNG BỘ => hội nghị ban chấp hành đảng bộ
AI CHƯA ĐĂNG KÝ => ai chưa đăng ký
CB, CC xã => cán bộ, công chức xã
CB thôn 3 họp => chi bộ thôn ba họp
01 NV y tế => một nhân viên y tế
Sở NV => Sở nội vụ
NV năm 2025 => nhiệm vụ năm hai nghìn không trăm hai mươi lăm
khám NV quân sự => khám nghĩa vụ quân sự
xuất HĐ điện tử => xuất hóa đơn điện tử
ký HĐ thuê đất => ký hợp đồng thuê đất
kế hoạch HĐ hè => kế hoạch hoạt động hè
HĐ thi => hội đồng thi
Đ/c Lê Hùng - TP Kinh tế xã => đồng chí Lê Hùng trưởng phòng Kinh tế xã
TP Vinh => thành phố Vinh
(OCOP) TP Hà Nội => ô cốp, thành phố Hà Nội
UBND TP Thái Nguyên => ủy ban nhân dân thành phố Thái Nguyên
TP Hồ Chí Minh => thành phố Hồ Chí Minh
ông Q. trú Q. 3 => ông quy trú quận ba
thầy Lê Q. Anh => thầy Lê quy, Anh
cô Trần T.H. Nhung => cô Trần tê hát, Nhung
trú tại Q. Lê Chân => trú tại quận Lê Chân
CV 345 ngày 9/10 => công văn ba trăm bốn mươi lăm ngày chín tháng mười
ông Hải, Tr. thôn => ông Hải, trưởng thôn
phát hiện H.V.N có => phát hiện hát vê en nờ có
phát hiện H. V. N có => phát hiện hát vê en nờ có
PCT.UBND xã => phó chủ tịch ủy ban nhân dân xã
công chức TP hộ tịch => công chức tư pháp hộ tịch
an toàn TP => an toàn thực phẩm
Chủ ĐT => Chủ đầu tư
khu ĐT mới => khu đô thị mới
hai ĐT trộm chó => hai đối tượng trộm chó
cơ quan ĐT => cơ quan điều tra
PCTN Võ Thị Ánh Xuân => phó chủ tịch nước Võ Thị Ánh Xuân
công tác PCTN => công tác phòng chống tham nhũng
VP nồng độ cồn => vi phạm nồng độ cồn
VP HĐND => văn phòng hội đồng nhân dân
NQ của BCT về KHCN => nghị quyết của bộ chính trị về khoa học và công nghệ
BCT ban hành biểu giá => bộ công thương ban hành biểu giá
BCH BĐBP => ban chỉ huy bộ đội biên phòng
BCH đoàn xã => ban chấp hành đoàn xã
TCXH cho người KT => trợ cấp xã hội cho người khuyết tật
phát triển KT => phát triển kinh tế
chuyển giao KT nuôi gà => chuyển giao kỹ thuật nuôi gà
đoàn KT liên ngành => đoàn kiểm tra liên ngành
thi đua KT => thi đua khen thưởng
16/19 TC nông thôn mới => mười sáu trên mười chín tiêu chí nông thôn mới
Sở TC => Sở tài chính
phòng TC cán bộ => phòng tổ chức cán bộ
điểm TC mở rộng => điểm tiêm chủng mở rộng
căn hộ P.1204, tòa CT2 => căn hộ phòng một nghìn hai trăm linh tư, tòa xê tê hai
P. 3, Q. 10 => phường ba, quận mười
3 BN => ba bệnh nhân
tỉnh BN => tỉnh bắc ninh
LL tham gia => lực lượng tham gia
trung cấp LL chính trị => trung cấp lý luận chính trị
tối CN tuần này => tối chủ nhật tuần này
3.200 CN khu CN => ba nghìn hai trăm công nhân khu công nghiệp
CN ngân hàng huyện => chi nhánh ngân hàng huyện
tập thể, CN xuất sắc => tập thể, cá nhân xuất sắc
CN Trần Thị Hoa => cử nhân Trần Thị Hoa
hộ nghèo, hộ CN => hộ nghèo, hộ cận nghèo
Tổ TK&VV => Tổ tiết kiệm và vay vốn
số TK ngân hàng => số tài khoản ngân hàng
hội nghị TK nghị quyết => hội nghị triển khai nghị quyết
cuối TK XVIII => cuối thế kỷ mười tám
nhận tiền BT => nhận tiền bồi thường
BT Đảng ủy => bí thư Đảng ủy
đường BT => đường bê tông
khu BT thiên nhiên => khu bảo tồn thiên nhiên
TH Kim Đồng => tiểu học Kim Đồng
Đài TH tỉnh => Đài truyền hình tỉnh
TH nghị quyết => thực hiện nghị quyết
03 TH mắc sởi => ba trường hợp mắc sởi
báo cáo TH => báo cáo tổng hợp
người HĐKCT => người hoạt động không chuyên trách
86 TN (NVQS) => tám mươi sáu thanh niên, nghĩa vụ quân sự
vụ TN giao thông => vụ tai nạn giao thông
kỳ thi TN THPT => kỳ thi tốt nghiệp trung học phổ thông
nước, TN khoáng sản => nước, tài nguyên khoáng sản
bảo hiểm TN => bảo hiểm thất nghiệp
17 CS KD => mười bảy cơ sở kinh doanh
CS giao thông => cảnh sát giao thông
CBCS và 20 CS mới => cán bộ chiến sĩ và hai mươi chiến sĩ mới
tín dụng CS => tín dụng chính sách
hộ GĐCS => hộ gia đình chính sách
lập BB => lập biên bản
giáo dục BB => giáo dục bắt buộc
CĐS QG => chuyển đổi số quốc gia
ĐB HĐND xã => đại biểu hội đồng nhân dân xã
ĐB dân tộc => đồng bào dân tộc
xã ĐB khó khăn => xã đặc biệt khó khăn
BCH ĐB xã => ban chấp hành đảng bộ xã
Điểm GD xã => Điểm giao dịch xã
Sở GD => Sở giáo dục
giải KK => giải khuyến khích
hoàn cảnh KK => hoàn cảnh khó khăn
UBND tỉnh (b/c) => ủy ban nhân dân tỉnh, báo cáo
ATK Định Hóa => an toàn khu Định Hóa
CSQLHC về TTXH => cảnh sát quản lý hành chính về trật tự xã hội
đội MBH => đội mũ bảo hiểm
ngày BC đại biểu => ngày bầu cử đại biểu
BC của UBND => báo cáo của ủy ban nhân dân
02 đ/c => hai đồng chí
gặp a. Tùng => gặp anh Tùng
nhà c. Lan => nhà chị Lan
ô. Hùng và b. Mai => ông Hùng và bà Mai
ở x.Võng Xuyên => ở xã Võng Xuyên
ở q. Hà Đông => ở quận Hà Đông
tp. Hải Dương => thành phố Hải Dương
số đ.thoại => số điện thoại
khoản 2 Đ.5 => khoản hai điều năm
đ.c k.1 Đ.12 => điểm xê khoản một điều mười hai
K4 Điều 7 => khoản bốn Điều bảy
Thường vụ U.B.N.D xã => Thường vụ ủy ban nhân dân xã
em N.V.A bị ngã => em en nờ vê a bị ngã
DĐ 0912345678 => di động không chín một hai ba bốn năm sáu bảy tám
CQ 02503888999 => cơ quan không hai năm không ba tám tám tám chín chín chín
cấp ủy, CQ địa phương => cấp ủy, chính quyền địa phương
người HN và cận nghèo => người hộ nghèo và cận nghèo
dự HN tổng kết => dự hội nghị tổng kết
TP HN => thành phố hà nội
sinh viên ĐH Huế => sinh viên đại học Huế
ĐH Đảng bộ xã => đại hội Đảng bộ xã
ban ĐH => ban điều hành
kim ngạch NK => kim ngạch nhập khẩu
NK 2026-2031 => nhiệm kỳ hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm ba mươi mốt
4 NK thường trú => bốn nhân khẩu thường trú
NS nhà nước => ngân sách nhà nước
NS lúa đạt 60 tạ => năng suất lúa đạt sáu mươi tạ
tiêu thụ NS => tiêu thụ nông sản
nhân dân dùng NS => nhân dân dùng nước sạch
hội viên ND => hội viên nông dân
ND: họp dân => nội dung: họp dân
quân đội ND => quân đội nhân dân
VN đạt giải => việt nam đạt giải
nộp HS đúng hạn => nộp hồ sơ đúng hạn
HS lớp 5 => học sinh lớp năm
cảnh sát HS => cảnh sát hình sự
vụ HT 2025 => vụ hè thu hai nghìn không trăm hai mươi lăm
HT trường THCS => hiệu trưởng trường trung học cơ sở
HT kinh phí cho hộ => hỗ trợ kinh phí cho hộ
hội viên, HV chi hội => hội viên, hội viên chi hội
20 HV lớp nghề => hai mươi học viên lớp nghề
lãi suất TD chính sách => lãi suất tín dụng chính sách
tập TD buổi sáng => tập thể dục buổi sáng
thông báo TD viên chức => thông báo tuyển dụng viên chức
TB của UBND xã => thông báo của ủy ban nhân dân xã
gia đình TB, liệt sĩ => gia đình thương binh, liệt sĩ
mua TB dạy học => mua thiết bị dạy học
điểm TB môn => điểm trung bình môn
TV BTC => thành viên ban tổ chức
xem TV => xem ti vi
công ty TV thiết kế => công ty tư vấn thiết kế
ban TV Đảng ủy => ban thường vụ Đảng ủy
giấy XN của xã => giấy xác nhận của xã
lấy mẫu XN => lấy mẫu xét nghiệm
XN may => xí nghiệp may
giá XD tăng => giá xăng dầu tăng
giấy phép XD => giấy phép xây dựng
đấu giá TS => đấu giá tài sản
nuôi trồng TS => nuôi trồng thủy sản
thông báo TS lớp 10 => thông báo tuyển sinh lớp mười
TS Nguyễn Văn An => tiến sĩ Nguyễn Văn An
giám đốc NH CSXH => giám đốc ngân hàng chính sách xã hội
trong NH 2025-2026 => trong năm học hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm hai mươi sáu
miễn HP => miễn học phí
TP. HP => thành phố hải phòng
phát TL tuyên truyền => phát tài liệu tuyên truyền
công trình TL => công trình thủy lợi
kỷ niệm ngày TL Đảng => kỷ niệm ngày thành lập Đảng
KL của thanh tra => kết luận của thanh tra
hạt KL => hạt kiểm lâm
thi hành KL => thi hành kỷ luật
KP 3 => khu phố ba
nguồn KP thực hiện => nguồn kinh phí thực hiện
KP hậu quả => khắc phục hậu quả
QH khóa mới => quốc hội khóa mới
bản đồ QH => bản đồ quy hoạch
QC làm việc => quy chế làm việc
biển QC => biển quảng cáo
PT kinh tế => phát triển kinh tế
đ/c PT khối => đồng chí phụ trách khối
người điều khiển PT => người điều khiển phương tiện
họp PH lớp => họp phụ huynh lớp
PH với công an => phối hợp với công an
DS hộ nghèo => danh sách hộ nghèo
DS Trần Văn Ba => dược sĩ Trần Văn Ba
phòng thủ DS => phòng thủ dân sự
giao DT ngân sách => giao dự toán ngân sách
đồng bào DT => đồng bào dân tộc
khu DT đình làng => khu di tích đình làng
khách DL => khách du lịch
ngày rằm theo DL => ngày rằm theo dương lịch
CĐ cơ sở => công đoàn cơ sở
trường CĐ nghề => trường cao đẳng nghề
CĐ số => chuyển đổi số
so với CK năm trước => so với cùng kỳ năm trước
cam đoan và ký CK không vi phạm => cam đoan và ký cam kết không vi phạm
bắt 2 ĐT mua bán MT => bắt hai đối tượng mua bán ma túy
MT Tổ quốc xã => mặt trận Tổ quốc xã
bảo vệ MT => bảo vệ môi trường
GĐ 2021-2025 => giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm
hộ GĐ => hộ gia đình
GĐ Sở Y tế => giám đốc Sở y tế
LĐ xã dự họp => lãnh đạo xã dự họp
người LĐ => người lao động
gia đình LS => gia đình liệt sĩ
LS Trần Hải bào chữa => luật sư Trần Hải bào chữa
di tích LS => di tích lịch sử
HK I năm học => học kỳ một năm học
tàu chở 40 HK => tàu chở bốn mươi hành khách
trên BĐ3 0,5 m => trên báo động ba không phẩy năm mét
KV III => khu vực ba
ĐH XIV của Đảng => đại hội mười bốn của Đảng
số 15 đ. Trần Phú => số mười lăm đường Trần Phú
giá 20 đ. Mời bà con => giá hai mươi đồng. Mời bà con
BĐ2-BĐ3 => báo động hai đến báo động ba
TT | Thôn | Số liều => số thứ tự, Thôn, Số liều
"""


@pytest.mark.parametrize("case", _CASES.strip().splitlines())
def test_the_words_around_an_abbreviation_tell_its_sense(case: str) -> None:
    written, spoken = case.split(" => ")
    assert speakable(written) == f"{spoken}."


@pytest.mark.parametrize("written", ["xem CĐ này", "xem TN này", "xem DT đó", "xem TD đó"])
def test_a_sense_without_a_cue_is_marked_for_the_editor(written: str) -> None:
    assert any(word.doubt is Doubt.AMBIGUOUS_ABBREVIATION for word in read(written).words)


@pytest.mark.parametrize("written", ["khám NV quân sự", "họp PH lớp 3", "UBND xã", "TP Vinh"])
def test_a_sense_with_a_cue_is_not_marked(written: str) -> None:
    assert not read(written).doubts


def test_a_cue_beyond_the_sentence_is_none() -> None:
    words = read("Chúng tôi về trường học. Nay xem HS đó").words
    assert words[-2].text == "học sinh"
    assert speakable("mua cá nuôi ở ao. Đấu giá TS đó").endswith("tài sản đó.")
