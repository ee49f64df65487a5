"""Voices and announcers in station.toml: what comes of them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.config import ConfigKeyError, load
from broadcaster.sentences import vietnamese
from broadcaster.sound.cast import Cast
from broadcaster.sound.speech import VOICE_NAMES, Voice

HEAD = '[station]\nname = "Đài"\n'


def cast_of(folder: Path, text: str) -> Cast:
    (folder / "station.toml").write_text(HEAD + text, encoding="utf-8")
    return load(folder).cast


def test_a_station_that_says_nothing_has_one_announcer_and_voices_to_ask_for(
    tmp_path: Path,
) -> None:
    cast = cast_of(tmp_path, '[speech]\nvoice = "south"\nspeed_wpm = 140\npitch = 45\n')
    assert [cast.of(number, None) for number in range(3)] == [Voice("south", 140, 45)] * 3
    assert cast.of(0, "nam") == Voice("south", 140, 45)
    assert cast.of(0, "nữ") == Voice("south-woman", 140, 45)
    assert cast.of(0, "miền bắc") == Voice("north", 140, 45)
    for name in VOICE_NAMES:
        assert cast.of(0, name) == Voice(name, 140, 45)


def test_announcers_take_turns_and_what_a_voice_leaves_out_is_as_usual(tmp_path: Path) -> None:
    cast = cast_of(
        tmp_path,
        """
        [speech]
        engines = ["espeak://vi", "gtts://vi", "recorded://loi-doc"]
        announcers = ["Lan", "Minh", "nữ"]
        speed_wpm = 145
        [voices.Lan]
        engine = "gtts"
        [voices.Minh]
        voice = "south"
        pitch = 40
        [voices."Cô Hoa"]
        voice = "hoa"
        engine = "recorded"
        """,
    )
    lan, minh = Voice(speed_wpm=145, engine="gtts"), Voice("south", 145, 40)
    woman = Voice("north-woman", 145)
    assert [cast.of(number) for number in range(4)] == [lan, minh, woman, lan]
    assert cast.of(0, "ptv2") == minh
    assert cast.of(0, "co hoa") == Voice("hoa", 145, engine="recorded")


def test_the_usual_voice_may_be_one_of_the_stations_own(tmp_path: Path) -> None:
    cast = cast_of(tmp_path, '[speech]\nvoice = "Minh"\n[voices.Minh]\nvoice = "central"\n')
    assert cast.of(7) == Voice("central")
    assert cast.of(0, "nam") == Voice("north")


def test_a_voice_of_the_station_takes_the_place_of_a_built_in_one(tmp_path: Path) -> None:
    cast = cast_of(tmp_path, "[voices.nam]\npitch = 30\n")
    assert cast.of(0, "nam") == Voice(pitch=30)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        (
            '[speech]\nannouncers = ["Lann"]\n[voices.Lan]\n',
            "speech.announcers",
            "did you mean 'Lan'",
        ),
        ('[speech]\nvoice = "nort"', "speech.voice", "did you mean 'north'"),
        ("[speech]\nspeed_wpm = 20", "speech.speed_wpm", "80 to 400"),
        ("[voices.Lan]\npitch = 100", "voices.Lan.pitch", "0 to 99"),
        ('[voices.Lan]\nvoice = "south-man"', "voices.Lan.voice", "did you mean"),
        ('[voices.Lan]\nvoice = ""', "voices.Lan.voice", "allowed"),
        ('[voices.Lan]\nengine = "gtt"', "voices.Lan.engine", "known: espeak"),
        ("[voices.Lan]\npich = 4", "voices.Lan.pich", "did you mean 'pitch'"),
        ('[voices.Lan]\npitch = "4"', "voices.Lan.pitch", "expected int"),
        ("[voices]\nLan = 3", "voices.Lan", "table"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_a_hint(
    tmp_path: Path, text: str, place: str, hint: str
) -> None:
    with pytest.raises(ConfigKeyError, match=hint) as caught:
        cast_of(tmp_path, text)
    assert caught.value.place == place
    assert place in vietnamese(caught.value)
