"""The running order of a programme, and what decides how it sounds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from broadcaster.production import RecipeError, ScriptText, SilentScriptError
from broadcaster.production.order import Orderer
from broadcaster.production.template import template
from broadcaster.words.lexicon import Lexicon
from broadcaster.words.reading import USUAL
from tests.broadcaster.house import BODY, House

ORDERER = Orderer(template(), USUAL, "xã Tân Phú")
ONE = ScriptText("Lịch tiêm chủng", BODY)
TWO = ScriptText("Phòng cháy", "Bà con chú ý.")


def said(pieces: object) -> list[tuple[str, str]]:
    return [
        (piece.kind.value, " ".join(utterance.text for utterance in piece.utterances).lower())
        for piece in pieces  # type: ignore[attr-defined]
    ]


def test_one_script_stands_between_greeting_and_closing() -> None:
    kinds = [kind for kind, _ in said(ORDERER.programme([ONE], None))]
    assert kinds == ["ident", "greeting", "item", "closing", "closing-music"]


def test_two_scripts_are_announced_and_parted() -> None:
    order = said(ORDERER.programme([ONE, TWO], None))
    assert [kind for kind, _ in order] == [
        "ident",
        "greeting",
        "contents",
        "item",
        "stinger",
        "item",
        "closing",
        "closing-music",
    ]
    contents = order[2][1]
    assert contents.index("lịch tiêm chủng") < contents.index("phòng cháy")


def test_the_greeting_names_station_weekday_and_date_in_words() -> None:
    greeting = said(ORDERER.programme([ONE], date(2026, 11, 24)))[1][1]
    assert "đây là đài truyền thanh xã tân phú" in greeting
    assert "thứ ba" in greeting
    assert "ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu" in greeting
    assert not any(sign.isdigit() for sign in greeting)
    undated = said(ORDERER.programme([ONE], None))[1][1]
    assert "thứ" not in undated and "ngày" not in undated


def test_a_station_that_calls_itself_one_is_not_called_so_twice() -> None:
    named = Orderer(template(), USUAL, "Đài truyền thanh phường Bến Nghé")
    greeting = said(named.programme([ONE], None))[1][1]
    assert greeting.count("đài truyền thanh") == 1


def test_a_title_is_said_first_and_only_once() -> None:
    assert said(ORDERER.item(ONE))[0][1].startswith("lịch tiêm chủng. trạm y tế")
    opened = ScriptText("Lịch tiêm chủng", "LỊCH TIÊM CHỦNG\n\nMời bà con.")
    assert said(ORDERER.item(opened))[0][1].count("lịch tiêm chủng") == 1


def test_directions_part_a_script() -> None:
    body = "Một.\n\n[nhạc cắt]\n\nHai.\n\n[nghỉ 2 giây]\n\nBa.\n\n[đọc lại 2 lần]"
    pieces = ORDERER.item(ScriptText("Tin", body))
    assert [piece.kind.value for piece in pieces] == [
        "item",
        "jingle",
        "item",
        "pause",
        "item",
        "repeat",
    ]
    assert (pieces[1].jingle, pieces[3].pause_ms) == ("stinger", 2000)
    again = said(pieces)[-1][1]
    assert again.count("ba.") == 2 and again.count("xin nhắc lại") == 2
    assert "hai." not in again


def test_the_templates_pauses_follow_titles_and_paragraphs() -> None:
    item = ORDERER.item(ScriptText("Tin mới", "Một đoạn. Hai câu.\n\nĐoạn sau."))[0]
    pauses = [utterance.pause_ms for utterance in item.utterances]
    assert pauses[0] == template().title_ms
    assert pauses[2:] == [template().paragraph_ms] * 2
    assert 250 <= pauses[1] < template().paragraph_ms <= 900


def test_a_paragraph_that_announces_its_repetition_is_not_announced_twice() -> None:
    body = "Tin.\n\nXin nhắc lại: giữ kín mật khẩu.\n\n[đọc lại 2 lần]"
    again = said(ORDERER.item(ScriptText("Mật khẩu", body)))[-1][1]
    assert again.count("xin nhắc lại") == 2 and again.count("giữ kín") == 2


def test_a_script_with_nothing_for_the_ear_is_refused() -> None:
    with pytest.raises(SilentScriptError):
        ORDERER.item(ScriptText("…", "[nhạc cắt]"))


def test_everything_that_decides_the_sound_decides_the_key(tmp_path: Path) -> None:
    house = House(tmp_path)
    studio = house.studio
    same = studio.build_key("Tin", [ONE, TWO], None, "standard")
    assert studio.build_key("Tin", [ONE, TWO], None, "standard") == same
    house.lexicon = Lexicon({"UBND": "ủy ban"})
    other_lexicon = house.make_studio()
    keys = {
        same,
        studio.build_key("Tin khác", [ONE, TWO], None, "standard"),
        studio.build_key("Tin", [TWO, ONE], None, "standard"),
        studio.build_key("Tin", [ONE], None, "standard"),
        studio.build_key("Tin", [ONE, ScriptText("Phòng cháy", "Khác.")], None, "standard"),
        studio.build_key("Tin", [ONE, TWO], date(2026, 11, 24), "standard"),
        studio.build_key("Tin", [ONE, TWO], None, "horn"),
        other_lexicon.build_key("Tin", [ONE, TWO], None, "standard"),
    }
    assert len(keys) == 8
    house.close()


def test_a_recipe_there_is_not_is_refused(tmp_path: Path) -> None:
    house = House(tmp_path)
    with pytest.raises(RecipeError) as refused:
        house.studio.build_key("Tin", [ONE], None, "horm")
    assert refused.value.known == ("standard", "horn")
    house.close()
