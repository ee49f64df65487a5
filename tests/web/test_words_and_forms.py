"""The pure pieces of the face: how time is written, how typed fields are read, beside-lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.model import Outcome, ProgrammeState, Role, ScriptState, Verdict
from broadcaster.newsroom import SpokenItem
from broadcaster.words.reading import read
from broadcaster.words.script import Important, Jingle, Pause, Recording, Repeat, Say
from web import beside, form, moments, wording

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_instants_are_written_in_the_stations_zone() -> None:
    instant = datetime(2026, 11, 22, 22, 30, 5, 7_900, tzinfo=UTC)
    assert moments.moment_text(instant, HANOI) == "05:30:05 23/11/2026"
    assert moments.exact_clock_text(instant, HANOI) == "05:30:05,007"
    assert moments.iso_text(instant) == "2026-11-22T22:30:05.007Z"
    assert moments.long_day_text(date(2026, 11, 29)) == "Chủ nhật, 29/11/2026"


@pytest.mark.parametrize(
    ("length_ms", "text"),
    [
        (400, "0 giây"),
        (59_600, "1 phút"),
        (309_000, "5 phút 09 giây"),
        (1_800_000, "30 phút"),
        (3_720_000, "1 giờ 02 phút"),
        (7_200_000, "2 giờ"),
    ],
)
def test_lengths_are_written_in_words(length_ms: int, text: str) -> None:
    assert moments.length_text(length_ms) == text


def test_numbers_carry_a_comma_and_a_true_minus() -> None:
    assert moments.decimal_text(-16.04) == "−16,0"


@pytest.fixture
def bare() -> Iterator[Flask]:
    yield Flask(__name__)


@given(st.dates(form.EARLIEST, form.LATEST))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    app = Flask(__name__)
    for text in (moments.day_text(day), day.isoformat(), f"{day.day}-{day.month}-{day.year:04}"):
        with app.test_request_context(method="POST", data={"d": text}):
            assert form.needed_day("d") == day


@given(st.times().map(lambda t: t.replace(microsecond=0)))
def test_a_time_is_read_as_it_is_written(moment: time) -> None:
    with Flask(__name__).test_request_context(data={"t": moments.time_text(moment)}, method="POST"):
        assert form.needed_time("t") == moment


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_value_or_a_sentence(text: str) -> None:
    with Flask(__name__).test_request_context(data={"f": text}, method="POST"):
        for reader in (form.day, form.needed_time, lambda f: form.whole(f, least=0, most=9)):
            try:
                reader("f")
            except form.FieldError as error:
                assert error.sentence.endswith(".")
                assert error.field == "f"


def test_text_is_kept_composed_with_plain_line_ends(bare: Flask) -> None:
    with bare.test_request_context(data={"b": "  a\u0301\r\nb\rc "}, method="POST"):
        assert form.typed("b") == "á\nb\nc"


@given(st.text(alphabet="abcđươ 0123456789/.,;()%\n-", max_size=120))
def test_beside_lines_show_every_written_letter_once(text: str) -> None:
    shown = beside.beside([SpokenItem(Say(text, 1), read(text))]).lines
    written = "".join(piece.text for line in shown for piece in line.written)
    assert written == text or not text.strip()


def test_a_changed_word_is_marked_on_both_sides() -> None:
    text = "Họp ngày 25/11/2026."
    (line,) = beside.beside([SpokenItem(Say(text, 1), read(text))]).lines
    assert beside.Piece("25/11/2026", beside.CHANGED) in line.written
    assert any(p.look == beside.CHANGED and "hai mươi lăm" in p.text for p in line.spoken)
    assert "".join(piece.text for piece in line.spoken).strip() == read(text).text


def test_the_expected_length_counts_repetitions_and_pauses() -> None:
    say = SpokenItem(Say("Một hai ba.", 1), read("Một hai ba."))
    once = beside.expected_length_ms([say])
    assert once > 0
    assert beside.expected_length_ms([say, SpokenItem(Repeat(2, 3), None)]) == 3 * once
    assert beside.expected_length_ms([say, SpokenItem(Pause(1500, 3), None)]) == once + 1500


def test_directions_are_told_in_words() -> None:
    items = (
        Jingle("stinger", 1),
        Pause(1500, 2),
        Repeat(2, 3),
        Recording("Lời chúc Tết", 4),
        Jingle("quoc-ca", 5),
        Important(6),
    )
    shown = beside.beside([SpokenItem(item, None) for item in items]).lines
    assert [line.direction for line in shown] == [
        "Nhạc cắt",
        "Nghỉ 1,5 giây",
        "Đọc lại 2 lần",
        "Băng “Lời chúc Tết”",
        "Nhạc “quoc-ca”",
        "Tin quan trọng: trong chương trình, cả tin được phát hai lần",
    ]


def test_a_line_tells_where_another_voice_begins() -> None:
    voices = ("ptv1", "ptv1", "nữ", None)
    items = [SpokenItem(Say("Một.", 1, voice), read("Một.")) for voice in voices]
    assert [line.direction for line in beside.beside(items).lines] == [
        "Giọng PTV1",
        "",
        "",
        "Giọng nữ",
        "",
        "Giọng mặc định",
        "",
    ]
    plain = [SpokenItem(Say("Một.", 1), read("Một."))]
    assert [line.direction for line in beside.beside(plain).lines] == [""]


def test_an_important_script_is_expected_to_take_twice_as_long() -> None:
    say = SpokenItem(Say("Một hai ba.", 1), read("Một hai ba."))
    once = beside.expected_length_ms([say])
    assert beside.expected_length_ms([say, SpokenItem(Important(2), None)]) == 2 * once


def test_every_state_has_its_words() -> None:
    assert set(wording.SCRIPT_STATES) == set(ScriptState)
    assert set(wording.PROGRAMME_STATES) == set(ProgrammeState)
    assert set(wording.VERDICTS) == set(Verdict)
    assert set(wording.OUTCOME_BADGES) == set(Outcome)
    assert set(wording.ROLES) == set(wording.ROLE_DUTIES) == set(Role)
