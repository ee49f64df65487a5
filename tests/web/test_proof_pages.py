"""What a clerk is told to look at: beside the text, in a list, and at the programme."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

from broadcaster.model import Ms, ZoneName
from broadcaster.newsroom import SpokenItem
from broadcaster.words.reading import read
from broadcaster.words.script import Jingle, Say
from tests.web.conftest import Browser, Desk
from web.beside import MAY, MUST, Beside, beside

SignedIn = Callable[[str], Browser]

SLIPS = (
    "Kính mời bà con dự họp ngày 31/11 tại nhà văn hóa thôn ……\n\n"
    "UBND xã sẽ thưc hiện. Mời XKTQ và ông Jonathan. XKTQ họp."
)


def shown(*texts: str) -> Beside:
    return beside([SpokenItem(Say(text, 1), read(text)) for text in texts], date(2026, 11, 23))


def ids(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def test_every_letter_is_shown_once_and_every_remark_has_its_place() -> None:
    text = "Kính mời họp ngày 31/11 ở thôn …… Mời XKTQ. XKTQ  họp.\nXem baophuyen.vn/tin nhé."
    side = shown(text)
    assert "".join(piece.text for line in side.lines for piece in line.written) == text
    numbers = [n for line in side.lines for piece in line.written for n in piece.notes]
    assert numbers == [note.number for note in side.notes]


def test_a_mark_tells_how_grave_it_is_and_why() -> None:
    pieces = {piece.text: piece for line in shown(SLIPS).lines for piece in line.written}
    assert pieces["31/11"].look == MUST
    assert pieces["31/11"].title == "Phải xem: “31/11”: tháng 11 có 30 ngày."
    assert pieces["Jonathan"].look == MAY
    assert pieces["Jonathan"].title.startswith("Nên xem: ")


def test_a_remark_on_two_parts_is_marked_in_both_and_numbered_once() -> None:
    side = shown("Mời XKTQ họp.", "Kính báo XKTQ.")
    marked = [p for line in side.lines for p in line.written if p.look == MUST]
    assert [piece.text for piece in marked] == ["XKTQ", "XKTQ"]
    assert [piece.notes for piece in marked] == [(1,), ()]
    assert side.notes[0].count == 2


def test_a_direction_between_texts_does_not_shift_the_places() -> None:
    items = [
        SpokenItem(Say("Kính chào.", 1), read("Kính chào.")),
        SpokenItem(Jingle("stinger", 2), None),
        SpokenItem(Say("Họp ngày 31/11.", 3), read("Họp ngày 31/11.")),
    ]
    side = beside(items)
    assert [line.direction for line in side.lines] == ["", "Nhạc cắt", ""]
    assert [piece.text for piece in side.lines[2].written if piece.notes] == ["31/11"]


def test_only_what_a_lexicon_can_teach_is_offered_to_it() -> None:
    taught = {note.lexicon for note in shown(SLIPS).notes}
    assert taught == {"", "XKTQ", "Jonathan"}


def test_the_list_leads_to_the_places_and_back(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body=SLIPS)
    page = signed_in("canbo").page(f"/scripts/{record.id}")
    assert "4 chỗ phải xem lại" in page
    assert "1 chỗ nên xem qua" in page
    assert "Có lẽ là “thực”." in page
    assert "(có 2 chỗ)" in page
    targets = set(re.findall(r'href="#((?:cho|ghi-chu)-\d+)"', page))
    assert targets == {f"{name}-{n}" for name in ("cho", "ghi-chu") for n in range(1, 6)}
    assert targets <= set(ids(page))
    assert len(ids(page)) == len(set(ids(page)))


def test_an_unknown_abbreviation_can_be_taught_by_those_who_may(
    desk: Desk, signed_in: SignedIn
) -> None:
    record = desk.script(body="Mời XKTQ họp.")
    link = "/lexicon/?written=XKTQ"
    browser = signed_in("canbo")
    assert link in browser.page(f"/scripts/{record.id}")
    assert 'value="XKTQ"' in browser.page(link)
    assert link not in signed_in("lanhdao").page(f"/scripts/{record.id}")


def test_a_text_without_a_slip_says_so(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body="Kính mời bà con đến họp.")
    assert "Không có gì phải xem lại." in signed_in("canbo").page(f"/scripts/{record.id}")


def test_after_saving_a_draft_its_slips_are_shown(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body="Kính mời bà con đến họp.")
    answer = signed_in("canbo").post(
        f"/scripts/{record.id}/edit", follow=True, revision=1, title="Tin", body="Họp ngày 31/11."
    )
    assert "Đã lưu nội dung mới." in answer.text
    assert "tháng 11 có 30 ngày" in answer.text


def test_what_a_clerk_types_is_never_markup(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body='Họp ngày 31/11 "<b>của của</b>" <script>xxx</script> “"\'')
    page = signed_in("canbo").page(f"/scripts/{record.id}")
    assert "<b>" not in page
    assert "<script>xxx" not in page


def test_a_text_longer_than_the_rules_allow_is_told_before_it_is_made(
    desk: Desk, signed_in: SignedIn
) -> None:
    record = desk.script(body="Kính mời bà con trong thôn đến họp bàn việc chung. " * 1200)
    page = signed_in("canbo").page(f"/scripts/{record.id}")
    assert "so với mức dài nhất được phát" in page


def test_the_approver_sees_the_remarks_of_every_text_with_places_of_its_own(
    desk: Desk, signed_in: SignedIn
) -> None:
    newsroom, clerk = desk.station.newsroom, desk.users["canbo"].id
    records = [desk.script(title=title, body=SLIPS) for title in ("Tin một", "Tin hai")]
    for record in records:
        newsroom.submit(record.id, clerk)
    programme = desk.station.production.compose(
        "Bản tin", [record.id for record in records], date(2026, 11, 24), desk.users["trucdai"].id
    )
    page = signed_in("lanhdao").page(f"/programmes/{programme.id}")
    assert page.count("4 chỗ phải xem lại") == 2
    assert len(ids(page)) == len(set(ids(page)))
    assert f'href="#tin-{records[1].id}-cho-1"' in page


def test_a_programme_too_long_for_its_slot_is_told_on_its_page(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.submitted(body="Kính mời bà con trong thôn đến họp bàn việc chung. " * 40)
    desk.station.traffic.add_slot(
        name="Bản tin sáng",
        weekdays=frozenset(range(7)),
        start=time(6, 0),
        zone=ZoneName("Toàn xã"),
        programme=programme.id,
        longest_ms=Ms(60_000),
        by=desk.users["trucdai"].id,
    )
    page = signed_in("lanhdao").page(f"/programmes/{programme.id}")
    assert "so với khung giờ “Bản tin sáng” (1 phút" in page
