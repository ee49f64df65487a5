"""The newsroom: documents come in, scripts are written, revised, handed in and taken back."""

from __future__ import annotations

import pytest

from broadcaster.model import ProgrammeState, Role, ScriptState
from broadcaster.newsroom import EmptyScriptError, NotYoursError, ScriptClosedError
from broadcaster.permission import NotAllowedError
from broadcaster.store import NotFoundError, StaleError
from broadcaster.words.parse import UnknownDirectionError
from broadcaster.words.script import Jingle, Say
from tests.broadcaster.house import BODY, House

DOCUMENT = """ỦY BAN NHÂN DÂN
XÃ TÂN PHÚ
Số: 15/TB-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Phú, ngày 20 tháng 11 năm 2026

THÔNG BÁO
Về việc tiêm chủng mở rộng tháng 11

Ủy ban nhân dân xã thông báo lịch tiêm chủng mở rộng tại trạm y tế xã.

Đề nghị bà con đưa trẻ đến đúng giờ.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def test_a_document_becomes_a_draft_that_says_what_was_left_out(house: House) -> None:
    record = house.newsroom.take_in("thong-bao.txt", DOCUMENT.encode(), house.writer)
    assert record.state is ScriptState.DRAFT
    assert record.source_name == "thong-bao.txt"
    assert "lịch tiêm chủng mở rộng tại trạm y tế xã" in record.body
    assert "Nơi nhận" not in record.body
    assert any("Độc lập" in piece.text for piece in record.left_out)
    assert record.document_number == "15/TB-UBND"
    assert house.newsroom.get(record.id) == record


def test_a_document_without_a_title_is_called_by_its_file(house: House) -> None:
    record = house.newsroom.take_in("bang-tin.txt", "bà con chú ý.".encode(), house.writer)
    assert record.title


def test_only_writers_write(house: House) -> None:
    for outsider in (house.approver, house.admin):
        with pytest.raises(NotAllowedError) as refused:
            house.newsroom.write("Tiêu đề", BODY, outsider)
        assert refused.value.need is Role.STAFF
        with pytest.raises(NotAllowedError):
            house.newsroom.take_in("a.txt", b"Xin ch\xc3\xa0o.", outsider)
    assert house.newsroom.all() == ()


def test_a_script_needs_title_and_words(house: House) -> None:
    for title, body, missing in (("  ", BODY, "title"), ("Tiêu đề", " \n ", "body")):
        with pytest.raises(EmptyScriptError) as refused:
            house.newsroom.write(title, body, house.writer)
        assert refused.value.missing == missing
    silent = house.newsroom.write("Tiêu đề", "[nghỉ 2 giây]", house.writer)
    with pytest.raises(EmptyScriptError):
        house.newsroom.submit(silent.id, house.writer)


def test_a_script_is_its_author_s_and_the_operator_s(house: House) -> None:
    record = house.script()
    with house.store.write() as books:
        other = books.users.add("hoa", "Hoa", {Role.STAFF}, "x", house.clock.now()).id
    with pytest.raises(NotYoursError):
        house.newsroom.revise(record.id, 1, "Khác", BODY, other)
    with pytest.raises(NotYoursError):
        house.newsroom.submit(record.id, other)
    with pytest.raises(NotYoursError):
        house.newsroom.withdraw(record.id, other)
    assert house.newsroom.revise(record.id, 1, "Khác", BODY, house.operator).revision == 2


def test_two_writers_do_not_overwrite_one_another(house: House) -> None:
    record = house.script()
    house.newsroom.revise(record.id, 1, "Bản một", BODY, house.writer)
    with pytest.raises(StaleError) as refused:
        house.newsroom.revise(record.id, 1, "Bản hai", BODY, house.operator)
    assert refused.value.revision == 2
    assert house.newsroom.get(record.id).title == "Bản một"


def test_handing_in_makes_a_programme_of_the_script_once(house: House) -> None:
    record = house.script()
    programme = house.newsroom.submit(record.id, house.writer)
    assert programme.state is ProgrammeState.WANTED
    assert programme.scripts == (record.id,)
    assert house.newsroom.get(record.id).state is ScriptState.SUBMITTED
    with pytest.raises(ScriptClosedError):
        house.newsroom.submit(record.id, house.writer)
    assert len(house.production.all()) == 1


def test_a_direction_nobody_can_follow_is_refused_when_handing_in(house: House) -> None:
    draft = house.newsroom.write("Tiêu đề", "Bà con chú ý.\n\n[múa lân]", house.writer)
    with pytest.raises(UnknownDirectionError):
        house.newsroom.submit(draft.id, house.writer)
    assert house.newsroom.get(draft.id).state is ScriptState.DRAFT
    assert house.production.all() == ()


def test_a_revision_wants_every_programme_that_holds_the_script_anew(house: House) -> None:
    programme = house.approved()
    script = programme.scripts[0]
    house.clock.tick(minutes=1)
    house.newsroom.revise(script, 1, "Lịch mới", BODY, house.writer)
    assert house.production.get(programme.id).state is ProgrammeState.WANTED
    with pytest.raises(UnknownDirectionError):
        house.newsroom.revise(script, 2, "Lịch mới", "[múa lân]", house.writer)
    assert house.newsroom.get(script).revision == 2


def test_taking_a_script_back_takes_its_programmes_back(house: House) -> None:
    programme = house.approved()
    house.newsroom.withdraw(programme.scripts[0], house.writer)
    assert house.production.get(programme.id).state is ProgrammeState.WITHDRAWN
    with pytest.raises(ScriptClosedError):
        house.newsroom.revise(programme.scripts[0], 1, "Lại", BODY, house.writer)
    with pytest.raises(ScriptClosedError):
        house.newsroom.withdraw(programme.scripts[0], house.writer)


def test_the_editor_sees_the_script_as_it_will_be_spoken(house: House) -> None:
    record = house.newsroom.write(
        "Tin UBND", "Họp lúc 7h30.\n\n[nhạc cắt]\n\nMời bà con.", house.writer
    )
    spoken = house.newsroom.spoken(record)
    assert [type(one.item) for one in spoken] == [Say, Say, Jingle, Say]
    said = [one.reading.text if one.reading else None for one in spoken]
    assert said[0] == "Tin ủy ban nhân dân."
    assert said[1] is not None and "7h30" not in said[1]
    assert said[2] is None


def test_the_first_announcer_says_the_title_and_names_of_roles_are_not_said(house: House) -> None:
    record = house.newsroom.write("Tin", "PTV1: Một.\n\nPTV2: Hai.", house.writer)
    items = [one.item for one in house.newsroom.spoken(record)]
    assert items == [Say("Tin", 0, "ptv1"), Say("Một.", 1, "ptv1"), Say("Hai.", 3, "ptv2")]


def test_a_script_of_one_recording_may_be_handed_in_and_one_of_silence_may_not(
    house: House,
) -> None:
    assert house.submitted("Lời chúc Tết", "[băng Lời chúc Tết]").scripts
    silent = house.script("Im lặng", "[nghỉ 2 giây]")
    with pytest.raises(EmptyScriptError):
        house.newsroom.submit(silent.id, house.writer)


def test_a_title_the_text_opens_with_is_shown_once_as_it_is_said_once(house: House) -> None:
    record = house.newsroom.write("Tin UBND", "TIN UBND: họp lúc 7 giờ.", house.writer)
    assert len(house.newsroom.spoken(record)) == 1


def test_acts_are_on_record(house: House) -> None:
    record = house.script()
    house.newsroom.submit(record.id, house.writer)
    house.newsroom.withdraw(record.id, house.operator)
    events = house.logbook.events()
    assert [(event.what, event.by) for event in reversed(events)] == [
        ("script-written", house.writer),
        ("script-submitted", house.writer),
        ("script-withdrawn", house.operator),
    ]
    assert {event.subject for event in events} == {f"script:{record.id}"}


def test_a_script_that_is_not_there_is_not_found(house: House) -> None:
    record = house.script()
    with pytest.raises(NotFoundError):
        house.newsroom.get(type(record.id)(record.id + 1))
