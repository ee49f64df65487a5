"""Who speaks: a role before a line is followed, an ordinary word before a colon is said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.words.parse import parse
from broadcaster.words.roles import role, voice_name
from broadcaster.words.script import Say


def said(body: str) -> list[tuple[str | None, str]]:
    return [(item.voice, item.text) for item in parse(body).items if isinstance(item, Say)]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("PTV1", "ptv1"),
        ("PTV 2 ", "ptv2"),
        ("ptv số 2", "ptv2"),
        ("MC A", "ptv1"),
        ("Phát thanh viên 1", "ptv1"),
        ("PHÁT THANH VIÊN NAM", "nam"),
        ("MC Nữ", "nữ"),
        ("PTV Nu", "nữ"),
        ("Nữ", "nữ"),
        ("PTV", "ptv"),
        ("Người dẫn chương trình", "ptv"),
        ("Nu", None),
        ("Nam Định", None),
        ("PTV 10", None),
        ("Bác sĩ", None),
        ("", None),
    ],
)
def test_a_role_has_one_name_however_it_is_written(written: str, known: str | None) -> None:
    for form in ("NFC", "NFD"):
        assert role(unicodedata.normalize(form, written)) == known


def test_a_voice_that_is_no_role_keeps_its_own_name() -> None:
    assert (voice_name("Thu  Hà"), voice_name("PTV Nam")) == ("thu hà", "nam")


@pytest.mark.parametrize(
    "body",
    [
        "PTV1: Kính chào bà con.\n\nPTV2: Mời bà con nghe tin.",
        "PTV 1 : Kính chào bà con.\nPTV 2: Mời bà con nghe tin.",
        "- PTV1: Kính chào bà con.\n\n**PTV2:** Mời bà con nghe tin.",
        "Phát thanh viên 1:\nKính chào bà con.\n\nphát thanh viên 2:\nMời bà con nghe tin.",
    ],
)
def test_roles_are_followed_and_not_read_aloud(body: str) -> None:
    for form in ("NFC", "NFD"):
        found = said(unicodedata.normalize(form, body))
        assert [voice for voice, _ in found] == ["ptv1", "ptv2"]
        assert [unicodedata.normalize("NFC", text) for _, text in found] == [
            "Kính chào bà con.",
            "Mời bà con nghe tin.",
        ]


def test_a_role_speaks_on_until_another_does() -> None:
    body = "PTV Nam: Một.\n\nHai\nba.\n[nhạc cắt]\nBốn.\n\nPTV Nữ: Năm."
    assert said(body) == [
        ("nam", "Một."),
        ("nam", "Hai\nba."),
        ("nam", "Bốn."),
        ("nữ", "Năm."),
    ]


def test_nam_and_nu_talk_to_each_other_when_they_open_the_script() -> None:
    body = "Nam: Chào chị Hoa.\nNữ: Chào anh.\n\nNam: Hôm nay có tin gì?"
    assert [voice for voice, _ in said(body)] == ["nam", "nữ", "nam"]


def test_nam_and_nu_count_beside_other_roles_and_directions() -> None:
    beside = "PTV1: Mời bà con nghe câu chuyện.\n\nNam: Chào chị.\n\nNữ: 15 giờ rồi anh ạ."
    assert [voice for voice, _ in said(beside)] == ["ptv1", "nam", "nữ"]
    asked = "[giọng PTV 1]\nMời nghe.\n\nNữ: Chào anh."
    assert [voice for voice, _ in said(asked)] == ["ptv1", "nữ"]


@pytest.mark.parametrize(
    "body",
    [
        "Số người dự:\nNam: 12 người\nNữ: 15 người",
        "Nam: 12 người\n\nNữ: 15 người",
        "Kết quả:\n\nNam: Nguyễn Văn An giải nhất.\n\nNữ: Trần Thị Bình giải nhất.",
        "Trang phục\n\n- Nam: áo sơ mi trắng.\n- Nữ: áo dài.",
        "Nam: từ đủ 18 tuổi đến hết 25 tuổi.",
        "Mời bà con.\n\nPhát thanh viên: Thu Hà",
        "Mời bà con.\n\nMC: Nguyễn Văn An",
        "Nam Định: mưa to.\n\nHà Nam: có mưa.",
        "Lưu ý: mang theo căn cước.",
    ],
)
def test_ordinary_words_before_a_colon_are_said(body: str) -> None:
    found = said(body)
    assert all(voice is None for voice, _ in found)
    assert "\n".join(text for _, text in found).split() == body.split()


def test_a_table_in_a_script_of_roles_is_still_said() -> None:
    body = "PTV1: Số người dự.\n\nNam: 12 người\nNữ: 15 người\n\nPTV2: Xin cảm ơn."
    assert said(body) == [
        ("ptv1", "Số người dự."),
        ("ptv1", "Nam: 12 người\nNữ: 15 người"),
        ("ptv2", "Xin cảm ơn."),
    ]
    within = "PTV1: Xe chạy tuyến Hà\nNam: dừng ở bến."
    assert said(within) == [("ptv1", "Xe chạy tuyến Hà\nNam: dừng ở bến.")]


def test_one_announcer_may_head_a_whole_script() -> None:
    assert said("PTV: Kính chào.\n\nMời bà con.") == [("ptv", "Kính chào."), ("ptv", "Mời bà con.")]


@given(
    st.lists(
        st.sampled_from(["PTV1: a.", "Nam: b.", "Nữ: 3", "MC:", "Nam:", "", "c d", "[giọng nữ]"]),
        max_size=12,
    )
)
def test_nothing_but_roles_and_directions_is_left_unsaid(lines: list[str]) -> None:
    texts = [text for _, text in said("\n".join(lines))]
    heard = " ".join(texts).replace(":", " ").split()
    for word in ("a.", "b.", "3", "c", "d"):
        assert heard.count(word) == " ".join(lines).split().count(word)
