"""What a clerk types becomes a script; what cannot be followed is shown with its line."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sentences.words import TABLE
from broadcaster.words.parse import (
    KNOWN,
    NothingToRepeatError,
    ScriptError,
    TooMuchError,
    UnknownDirectionError,
    parse,
)
from broadcaster.words.script import (
    Important,
    Jingle,
    Pause,
    Recording,
    Repeat,
    Say,
    Script,
    is_heard,
)


def voices(body: str) -> list[tuple[str | None, str]]:
    return [(item.voice, item.text) for item in parse(body).items if isinstance(item, Say)]


_BODY = """\
# Bản tin sáng

[nhạc hiệu]
Kính thưa bà con.
Hôm nay trời đẹp.

Tin thứ hai.
[Nghỉ 2 giây]
[đọc lại]
[NHẠC KẾT]
"""


def test_paragraphs_and_directions_keep_their_order_and_lines() -> None:
    assert parse(_BODY) == Script(
        "Bản tin sáng",
        (
            Jingle("ident", 3),
            Say("Kính thưa bà con.\nHôm nay trời đẹp.", 4),
            Say("Tin thứ hai.", 7),
            Pause(2000, 8),
            Repeat(1, 9),
            Jingle("closing", 10),
        ),
    )


def test_a_given_title_wins_and_the_written_one_is_not_said() -> None:
    script = parse("# Bản tin\nNội dung.", title="Tên khác")
    assert script.title == "Tên khác"
    assert script.items == (Say("Nội dung.", 2),)


def test_only_the_first_line_is_a_title() -> None:
    assert parse("Mở đầu.\n# Không phải tên").title is None


@pytest.mark.parametrize(
    ("line", "ms"),
    [
        ("[nghỉ 2 giây]", 2000),
        ("[ nghỉ  1,5 giây ]", 1500),
        ("[NGHỈ 500 mili giây]", 500),
        ("[dừng ba giây]", 3000),
        ("[nghỉ 1 phút]", 60_000),
    ],
)
def test_silence_is_counted_in_figures_or_words(line: str, ms: int) -> None:
    assert parse(line).items == (Pause(ms, 1),)


def test_directions_are_known_however_their_letters_are_composed() -> None:
    for known in KNOWN:
        for form in ("NFC", "NFD"):
            line = unicodedata.normalize(form, known.upper())
            items = parse(f"Lời.\n\n{line}\n\nLời sau.").items
            assert [item.text for item in items if isinstance(item, Say)] == ["Lời.", "Lời sau."]
            assert len(items) == (2 if known.startswith("[giọng") else 3)


def test_an_unknown_direction_is_shown_with_its_line_and_the_known_ones() -> None:
    with pytest.raises(UnknownDirectionError) as caught:
        parse("Lời.\n\n[chờ khách]")
    error = caught.value
    assert (error.line, error.text, error.known) == (3, "[chờ khách]", KNOWN)
    sentence = TABLE[UnknownDirectionError].format(error=error)
    assert "Dòng 3" in sentence and "[nhạc cắt]" in sentence


@pytest.mark.parametrize(
    "line", ["[nghỉ 0 giây]", "[nghỉ 2 phút]", "[đọc lại 6 lần]", "[đọc lại 0 lần]"]
)
def test_a_silence_or_repetition_has_a_limit(line: str) -> None:
    with pytest.raises(TooMuchError):
        parse(f"Lời.\n{line}")


def test_nothing_can_be_repeated_before_anything_is_said() -> None:
    with pytest.raises(NothingToRepeatError):
        parse("[nhạc hiệu]\n[đọc lại]")


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("[nhạc Quốc ca]", Jingle("Quốc ca", 1)),
        ("[NHẠC: nhac-tet-2]", Jingle("nhac-tet-2", 1)),
        ("[ nhạc “Tiến về Sài Gòn” ]", Jingle("Tiến về Sài Gòn", 1)),
        ("[nhạc nền]", Jingle("bed", 1)),
        ("[băng Phỏng vấn lúc 10:30]", Recording("Phỏng vấn lúc 10:30", 1)),
        ("[Băng:lời chúc Tết]", Recording("lời chúc Tết", 1)),
        ("[tin quan trọng]", Important(1)),
        ("[Đọc hai lần]", Important(1)),
        ("[đọc 2 lần]", Important(1)),
    ],
)
def test_music_and_recordings_are_named_as_the_clerk_names_them(line: str, item: object) -> None:
    assert parse(line).items == (item,)


@pytest.mark.parametrize("line", ["[nhạc]", "[băng: ]", "[giọng]", f"[băng {'a' * 121}]"])
def test_a_direction_that_needs_a_name_is_not_followed_without_one(line: str) -> None:
    with pytest.raises(UnknownDirectionError) as caught:
        parse(f"Lời.\n{line}")
    assert (caught.value.line, caught.value.text) == (2, line)


def test_a_voice_speaks_until_the_next_is_asked_for() -> None:
    body = "Một.\n\n[giọng Nữ]\nHai.\n\nBa.\n[giọng MC 2]\nBốn.\n[giọng Thu Hà]\nNăm.\n"
    assert voices(body + "[giọng mặc định]\nSáu.") == [
        (None, "Một."),
        ("nữ", "Hai."),
        ("nữ", "Ba."),
        ("ptv2", "Bốn."),
        ("thu hà", "Năm."),
        (None, "Sáu."),
    ]


def test_an_important_script_says_so_wherever_the_direction_stands() -> None:
    assert parse("Một.\n\n[tin quan trọng]").important
    assert parse("[đọc hai lần]\nMột.").important
    assert not parse("Một.\n\n[đọc lại]").important


def test_words_music_and_recordings_are_heard_and_silence_is_not() -> None:
    assert is_heard(parse("[nhạc Quốc ca]").items)
    assert is_heard(parse("[băng Lời chúc]").items)
    assert not is_heard(parse("[nghỉ 2 giây]\n[tin quan trọng]").items)


def test_every_direction_is_in_the_book_for_operators() -> None:
    page = (Path(__file__).parents[2] / "docs" / "van-hanh.md").read_text(encoding="utf-8")
    assert [known for known in KNOWN if f"`{known}`" not in page] == []


def test_brackets_inside_a_line_are_said() -> None:
    assert parse("Theo [phụ lục] này.").items == (Say("Theo [phụ lục] này.", 1),)


@given(st.text(max_size=80))
def test_any_text_is_a_script_or_an_error_with_a_line(body: str) -> None:
    try:
        script = parse(body)
    except ScriptError as error:
        assert 1 <= error.line <= len(body.splitlines())
        return
    said = "".join(item.text for item in script.items if isinstance(item, Say))
    kept = said + (script.title or "")
    for line in body.removeprefix("\ufeff").splitlines():
        assert line.strip().removeprefix("# ").strip() in kept or line.strip().startswith("[")
