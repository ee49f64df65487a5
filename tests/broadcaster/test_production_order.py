"""The running order of a programme, and what decides how it sounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.production import RecipeError, ScriptText, SilentScriptError
from broadcaster.production.order import Orderer
from broadcaster.production.pieces import Piece, sayings
from broadcaster.production.template import template
from broadcaster.sound.recipes import RECIPES
from broadcaster.words.lexicon import Lexicon
from broadcaster.words.reading import USUAL
from broadcaster.words.spelling import folded
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
        ORDERER.item(ScriptText("…", "[nghỉ 2 giây]\n\n[tin quan trọng]"))


def kinds(pieces: Iterable[Piece]) -> list[str]:
    return [piece.kind.value for piece in pieces]


def orderer(folder: Path, own: str = "", jingles: Iterable[str] = ()) -> Orderer:
    path = folder / "template.toml"
    path.write_text(own, encoding="utf-8")
    return Orderer(template(path), USUAL, "xã Tân Phú", frozenset(jingles))


@pytest.mark.parametrize("body", ["[nhạc Quốc ca]", "[băng Lời chúc Tết]"])
def test_music_or_a_recording_alone_is_something_to_hear(body: str) -> None:
    (piece,) = ORDERER.item(ScriptText("…", body))
    assert (piece.jingle, piece.recording) in {("Quốc ca", None), (None, "Lời chúc Tết")}


def test_a_recording_stands_where_it_was_asked_for_under_its_own_name() -> None:
    pieces = ORDERER.item(ScriptText("Chúc Tết", "Mời nghe.\n\n[băng Lời chúc Tết]\n\nHết."), 3)
    assert kinds(pieces) == ["item", "recording", "item"]
    assert (pieces[1].title, pieces[1].recording) == ("Lời chúc Tết", "Lời chúc Tết")
    assert {piece.script for piece in pieces} == {3}


def test_music_is_found_by_its_name_without_marks() -> None:
    pieces = Orderer(template(), USUAL, "x", frozenset({"quoc-ca", "ident"})).item(
        ScriptText("Chào cờ", "[nhạc Quốc Ca]\n\n[nhạc Tiến lên]")
    )
    assert [piece.jingle for piece in pieces] == [None, "quoc-ca", "Tiến lên"]


def test_a_piece_is_said_by_one_voice_and_the_first_says_the_title() -> None:
    body = "PTV1: Một.\n\nHai.\n\nPTV2: Ba.\n\n[đọc lại]\n\n[giọng mặc định]\n\nBốn."
    pieces = ORDERER.item(ScriptText("Câu chuyện", body))
    assert [(piece.kind.value, piece.voice) for piece in pieces] == [
        ("item", "ptv1"),
        ("pause", None),
        ("item", "ptv2"),
        ("repeat", "ptv2"),
        ("item", None),
    ]
    assert pieces[1].pause_ms == template().paragraph_ms
    assert said(pieces)[0][1] == "câu chuyện. một. hai."
    assert "ptv" not in " ".join(words for _, words in said(pieces))


def test_every_sentence_brings_the_writing_it_was_read_from() -> None:
    body = "UBND xã họp lúc 8h00 ngày 5/3 (thứ Năm).\nÔng nói: “Đã xong!” Bà con\nyên tâm…"
    written = [one.written for one in ORDERER.item(ScriptText("Tin", body))[0].utterances]
    assert written[0] == "Tin."
    assert written[1] == "UBND xã họp lúc 8h00 ngày 5/3 (thứ Năm)."
    assert " ".join(written[1:]) == " ".join(body.split())


@given(st.text(st.sampled_from("Aá1 .,:“”(!\n5/%đ"), max_size=60))
def test_what_is_written_of_sentences_stands_in_the_script_in_its_order(body: str) -> None:
    text, at = " ".join(body.split()), 0
    for utterance in sayings(body, USUAL):
        assert utterance.written
        at = text.index(utterance.written, at)


def test_items_go_alone_without_dress() -> None:
    assert kinds(ORDERER.programme([ONE, TWO], None, dressed=False)) == ["item", "stinger", "item"]
    assert kinds(ORDERER.programme([ONE], None, dressed=False)) == ["item"]


def test_a_column_with_an_ident_begins_with_it_and_is_announced_once(tmp_path: Path) -> None:
    own = '[columns]\n"Sức khỏe" = "ident-y-te"\n'
    station = orderer(tmp_path, own, {"ident-y-te", "cai-cach-hanh-chinh"})
    columns = ["Sức khỏe", " sức  khoẻ", "Cải cách hành chính", "Văn nghệ", "", "Sức khỏe"]
    scripts = [ScriptText(f"Tin {n}", "Lời.", column) for n, column in enumerate(columns)]
    pieces = station.programme(scripts, None, dressed=False)
    assert [(piece.kind.value, piece.jingle) for piece in pieces if piece.jingle] == [
        ("column", "ident-y-te"),
        ("stinger", "stinger"),
        ("column", "cai-cach-hanh-chinh"),
        ("stinger", "stinger"),
        ("stinger", "stinger"),
        ("column", "ident-y-te"),
    ]
    spoken = [words for kind, words in said(pieces) if kind == "item"]
    assert [words.startswith("chuyên mục") for words in spoken] == [1, 0, 1, 0, 0, 1]
    assert spoken[2] == "chuyên mục cải cách hành chính. tin hai. lời."


def test_a_recording_alone_and_undressed_is_not_introduced(tmp_path: Path) -> None:
    station, alone = orderer(tmp_path, ""), ScriptText("Chèo làng", "[băng Chèo]")
    assert kinds(station.programme([alone], None, dressed=False)) == ["recording"]
    assert kinds(station.item(alone)) == ["item", "recording"]
    told = ScriptText("Chèo làng", "Mời nghe.\n\n[băng Chèo]")
    assert kinds(station.programme([told], None, dressed=False)) == ["item", "recording"]


def test_a_column_may_begin_with_a_recording(tmp_path: Path) -> None:
    station = orderer(tmp_path, "", {"van-nghe"})
    pieces = station.programme([ScriptText("…", "[băng Chèo]", "Văn nghệ")], None, dressed=False)
    assert kinds(pieces) == ["column", "item", "recording"]


IMPORTANT = ScriptText("Bão gần bờ", "PTV1: Bà con ở yên.\n\n[băng Còi]\n\n[tin quan trọng]", "Gấp")


def test_what_is_important_is_told_again_after_all() -> None:
    pieces = ORDERER.programme([IMPORTANT, ONE], None)[3:-2]
    assert kinds(pieces) == [
        "item",
        "recording",
        "stinger",
        "item",
        "stinger",
        "repeat",
        "repeat",
        "recording",
    ]
    assert said(pieces)[5][1].startswith("sau đây, xin nhắc lại một số thông tin quan trọng.")
    assert said(pieces)[6][1] == said(pieces)[0][1]
    assert [piece.script for piece in pieces] == [0, 0, None, 1, None, None, 0, 0]


def test_a_station_may_have_it_told_again_at_once(tmp_path: Path) -> None:
    station = orderer(tmp_path, '[items]\nimportant = "at-once"', {"gap"})
    pieces = station.programme([IMPORTANT, ONE], None, dressed=False)
    assert kinds(pieces) == [
        "column",
        "item",
        "recording",
        "repeat",
        "recording",
        "stinger",
        "item",
    ]
    assert said(pieces)[1][1] == "chuyên mục gấp. bão gần bờ. bà con ở yên."
    assert said(pieces)[3][1] == "xin nhắc lại. bão gần bờ. bà con ở yên."
    assert pieces[3].voice == "ptv1"


def test_each_important_item_is_told_again_only_once(tmp_path: Path) -> None:
    station = orderer(tmp_path, '[items]\nimportant = "at-once"')
    again = [
        piece.script
        for piece in station.programme([IMPORTANT, ONE, IMPORTANT], None)
        if piece.kind.value == "repeat"
    ]
    assert again == [0, 2]


def test_the_notice_is_said_first_where_the_station_asks_for_it(tmp_path: Path) -> None:
    pieces = orderer(tmp_path, "[items]\nnotice = true").programme([ONE], None)
    assert kinds(pieces)[:3] == ["notice", "ident", "greeting"]
    assert "giọng" in said(pieces)[0][1]
    assert "notice" not in kinds(ORDERER.programme([ONE], None))


def test_the_bed_lies_under_what_the_template_says(tmp_path: Path) -> None:
    def under(station: Orderer) -> set[str]:
        pieces = station.programme([IMPORTANT, ONE], None)
        return {piece.kind.value for piece in pieces if piece.over_bed}

    assert under(ORDERER) == {"greeting", "contents", "closing"}
    assert under(orderer(tmp_path, '[bed]\nunder = ["item", "repeat"]')) == {"item", "repeat"}
    talk = ScriptText("Chuyện", "PTV1: Chào.\n\nPTV2: Chào.\n\n[nghỉ 2 giây]\n\nHết.")
    spoken = orderer(tmp_path, '[bed]\nunder = ["item"]').item(talk)
    assert kinds(spoken) == ["item", "pause", "item", "pause", "item"]
    assert all(piece.over_bed for piece in spoken), "the bed goes on in the pauses of an item"
    assert under(orderer(tmp_path, "[bed]\nunder = []")) == set()


def test_everything_that_decides_the_sound_decides_the_key(tmp_path: Path) -> None:
    house = House(tmp_path)
    studio = house.studio
    same = studio.build_key("Tin", [ONE, TWO], None, "horn")
    assert studio.build_key("Tin", [ONE, TWO], None, "horn") == same
    house.lexicon = Lexicon({"UBND": "ủy ban"})
    other_lexicon = house.make_studio()
    keys = {
        same,
        studio.build_key("Tin khác", [ONE, TWO], None, "horn"),
        studio.build_key("Tin", [TWO, ONE], None, "horn"),
        studio.build_key("Tin", [ONE], None, "horn"),
        studio.build_key("Tin", [ONE, ScriptText("Phòng cháy", "Khác.")], None, "horn"),
        studio.build_key("Tin", [ONE, TWO], date(2026, 11, 24), "horn"),
        studio.build_key("Tin", [ONE, TWO], None, "hall"),
        studio.build_key("Tin", [ONE, TWO], None, "horn", dressed=False),
        studio.build_key("Tin", [ONE, replace(TWO, column="An toàn")], None, "horn"),
        other_lexicon.build_key("Tin", [ONE, TWO], None, "horn"),
    }
    assert len(keys) == 10
    house.close()


def test_a_recipe_there_is_not_is_refused(tmp_path: Path) -> None:
    house = House(tmp_path)
    with pytest.raises(RecipeError) as refused:
        house.studio.build_key("Tin", [ONE], None, "horm")
    assert refused.value.known == tuple(RECIPES)
    house.close()


BODIES = ("Lời.", "PTV1: Một.\n\nPTV2: Hai.", "[băng Chèo]", "Một.\n\n[nhạc cắt]\n\n[đọc hai lần]")


@given(
    st.lists(
        st.builds(
            ScriptText,
            st.sampled_from(["Tin một", "Tin hai"]),
            st.sampled_from(BODIES),
            st.sampled_from(["", "Văn nghệ", "Sức khỏe", "văn  nghệ"]),
        ),
        min_size=1,
        max_size=7,
    ),
    st.booleans(),
    st.sampled_from(["end", "at-once"]),
)
def test_every_script_is_heard_in_its_turn_as_often_as_it_should(
    tmp_path_factory: pytest.TempPathFactory,
    scripts: list[ScriptText],
    dressed: bool,
    important: str,
) -> None:
    own = f'[items]\nimportant = "{important}"'
    station = orderer(tmp_path_factory.mktemp("dai"), own, {"van-nghe"})
    pieces = station.programme(scripts, None, dressed)
    again = [n for n, script in enumerate(scripts) if "hai lần" in script.body]
    heard = [piece.script for piece in pieces if piece.script is not None]
    turns = [number for n, number in enumerate(heard) if n == 0 or heard[n - 1] != number]
    first = list(range(len(scripts)))
    # What is told again at once, or last of all and again at the end, has no turn of its own.
    told_last = again[1:] if again[:1] == [len(scripts) - 1] else again
    assert turns == (first if important == "at-once" else first + told_last)
    for number, script in enumerate(scripts):
        alone = station.item(script, number, titled=dressed)
        mine = [piece for piece in pieces if piece.script == number]
        times = 2 if number in again else 1
        assert sum(bool(piece.jingle) for piece in mine) == times * sum(
            bool(piece.jingle) for piece in alone
        )
        last = [words for _, words in said(alone) if words][-1:]
        for words in last:
            assert sum(one.endswith(words) for _, one in said(mine)) == times
    parting = [piece for piece in pieces if piece.kind.value in ("stinger", "column")]
    opens = 1 if folded(scripts[0].column) == "văn nghệ" else 0
    reminder = 1 if again and important == "end" else 0
    assert len(parting) == len(scripts) - 1 + opens + reminder
    assert (pieces[0].kind.value == "ident") is dressed
