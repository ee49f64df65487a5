"""station.toml: read once, refused with the place and the mend."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from broadcaster.cli.setup import settings_text
from broadcaster.config import ConfigError, ConfigKeyError, ConfigMissingError, load


def station(folder: Path, text: str) -> Path:
    (folder / "station.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_settings_of_a_new_station_are_good_and_say_what_the_defaults_are(
    tmp_path: Path,
) -> None:
    config = load(station(tmp_path, settings_text('Đài "thử" \\ xã', soundcard=True)))
    assert config.station.name == 'Đài "thử" \\ xã'
    bare = load(station(tmp_path, '[station]\nname = "Đài"'))
    for section in ("store", "queue", "speech", "production", "rules", "web"):
        assert getattr(config, section) == getattr(bare, section)
    assert config.zones == {"Toàn xã": ("soundcard", "recorder")}
    assert config.air_rules.hours == ((time(5), time(22)),)


def test_without_a_soundcard_only_the_recorder_is_there(tmp_path: Path) -> None:
    config = load(station(tmp_path, settings_text("Đài", soundcard=False)))
    assert config.outputs == {"recorder": "file:recordings"}
    assert config.zones == {"Toàn xã": ("recorder",)}


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ('[station]\nnane = "x"', "station.nane", "did you mean 'name'"),
        ('[station]\nname = "x"\n[disk]\nkeep_days = 0', "disk.keep_days", "expected 1 or more"),
        ('[station]\nname = "x"\n[disk]\nspeech_mb = -1', "disk.speech_mb", "expected 0 or more"),
        ('[station]\nname = "x"\n[ruls]\n', "ruls", "did you mean 'rules'"),
        ("[station]\n", "station.name", "missing"),
        ('[station]\nname = "x"\n[web]\nport = "80"', "web.port", "expected int"),
        ('[station]\nname = "x"\n[web]\nport = true', "web.port", "expected int"),
        ('[station]\nname = "x"\n[rules]\nhours = "05:00"', "rules.hours", "list"),
        ('[station]\nname = "x"\n[rules]\nhours = ["5 giờ"]', "rules.hours", "05:00-22:00"),
        ('[station]\nname = "x"\ntime_zone = "Mars"', "station.time_zone", "Mars"),
        ('[station]\nname = "x"\n[zones]\nA = ["recoder"]', "zones.A", "did you mean 'recorder'"),
        ('[station]\nname = "${NO_SUCH_VARIABLE_HERE}"', "station.name", "NO_SUCH_VARIABLE_HERE"),
        ("station = 3", "station", "table"),
    ],
)
def test_a_wrong_key_names_its_place_and_the_mend(
    tmp_path: Path, text: str, place: str, hint: str
) -> None:
    with pytest.raises(ConfigKeyError, match=hint) as caught:
        load(station(tmp_path, text))
    assert caught.value.place == place


def test_a_recipe_of_a_former_version_is_taken_as_what_it_became(tmp_path: Path) -> None:
    text = '[station]\nname = "x"\n[production]\nrecipe = "standard"'
    assert load(station(tmp_path, text)).production.recipe == "stream"


def test_no_station_and_no_toml_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigMissingError):
        load(tmp_path)
    with pytest.raises(ConfigError, match="not TOML"):
        load(station(tmp_path, "[station"))


def test_secrets_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKS_PASSWORD", "s3cret")
    text = '[station]\nname = "x"\n[store]\nurl = "postgresql+psycopg://u:${BOOKS_PASSWORD}@h/d"'
    assert load(station(tmp_path, text)).store.url == "postgresql+psycopg://u:s3cret@h/d"


def test_an_output_named_twice_in_a_zone_counts_once(tmp_path: Path) -> None:
    text = '[station]\nname = "Đài"\n[outputs]\nloa = "null:"\n[zones]\n"Thôn 1" = ["loa", "loa"]'
    assert load(station(tmp_path, text)).zone_outputs == {"Thôn 1": ("loa",)}
