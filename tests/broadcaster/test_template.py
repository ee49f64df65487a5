"""What is said around the scripts, and how a station puts its own words there."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster import production
from broadcaster.checks import Grade, check_station
from broadcaster.config import load
from broadcaster.production import ScriptText, TemplateError
from broadcaster.production.order import Orderer
from broadcaster.production.own_template import BLANKS, CHOICES, replaced
from broadcaster.production.template import Template, template
from broadcaster.sentences import vietnamese
from broadcaster.sound.vault import Vault
from broadcaster.station import make_station, open_announcer, open_station, open_studio
from broadcaster.words.lunar import LunarRangeError
from broadcaster.words.reading import USUAL

DOCS = Path(__file__).resolve().parents[2] / "docs"
LUNAR = (
    '[said]\ngreeting_dated = "Đây là {station}. Hôm nay là {weekday}, {date}, tức {lunar} âm lịch.'
    ' Kính chào bà con."\n'
)
SETTINGS = '[station]\nname = "xã Tân Phú"\n[speech]\nengines = ["tone://"]\n'
NOTICE = ScriptText("Tin", "Mời bà con.")
SHIPPED = files("broadcaster.production").joinpath("template.toml").read_text(encoding="utf-8")


def owned(folder: Path, text: str) -> Path:
    path = folder / "template.toml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def greeting(words: Template, day: date | None) -> str:
    piece = Orderer(words, USUAL, "xã Tân Phú").programme([NOTICE], day)[1]
    return " ".join(utterance.text for utterance in piece.utterances).lower()


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (
            date(2026, 2, 21),
            "hôm nay là thứ bảy, ngày hai mươi mốt tháng hai năm hai nghìn không trăm hai mươi sáu,"
            " tức mùng năm tháng giêng năm bính ngọ âm lịch.",
        ),
        (date(2025, 7, 25), "tức mùng một tháng sáu nhuận năm ất tỵ âm lịch."),
        (date(2025, 9, 6), "tức ngày rằm tháng bảy năm ất tỵ âm lịch."),
        (date(2025, 1, 28), "tức ngày hai mươi chín tháng chạp năm giáp thìn âm lịch."),
    ],
)
def test_a_station_that_asks_for_it_says_the_lunar_date(
    tmp_path: Path, day: date, spoken: str
) -> None:
    assert spoken in greeting(template(owned(tmp_path, LUNAR)), day)


def test_nobody_hears_a_lunar_date_unasked(tmp_path: Path) -> None:
    for words in (template(), template(tmp_path / "template.toml")):
        assert "bính ngọ" not in greeting(words, date(2026, 2, 21))
        assert "thứ bảy" in greeting(words, date(2026, 2, 21))
        assert "năm hai nghìn hai trăm" in greeting(words, date(2200, 1, 1))


def test_a_day_without_a_lunar_date_is_refused_only_where_it_is_said(tmp_path: Path) -> None:
    words = template(owned(tmp_path, LUNAR))
    with pytest.raises(LunarRangeError):
        greeting(words, date(2200, 1, 1))
    assert "âm lịch" not in greeting(words, None)


def test_what_a_station_leaves_alone_stays_ours(tmp_path: Path) -> None:
    words = template(owned(tmp_path, "[pauses]\ntitle_ms = 1200\n"))
    assert (words.title_ms, words.paragraph_ms) == (1200, template().paragraph_ms)
    assert (words.said, words.names) == (template().said, template().names)


def test_other_words_are_another_template_and_a_remark_is_not(tmp_path: Path) -> None:
    assert template(owned(tmp_path, LUNAR)).key != template().key
    for text in ("", "# chưa đổi gì\r\n[said]\r\n", SHIPPED, "\ufeff" + SHIPPED):
        assert template(owned(tmp_path, text)) == template()


def test_every_blank_is_one_of_a_shipped_sentence() -> None:
    said = tomllib.loads(SHIPPED)["said"]
    assert {place.removeprefix("said.") for place in BLANKS} <= set(said)


@pytest.mark.parametrize(
    ("text", "kind", "key", "told"),
    [
        ("[said\n", production.TemplateTextError, "", "dòng 1:"),
        ('[said]\ngreeting = "Chào', production.TemplateTextError, "", "dòng 2:"),
        ('greeting = "Chào"', production.TemplateKeyError, "greeting", "[said]"),
        ("[music]\n", production.TemplateKeyError, "music", "[said], [items], [columns]"),
        ('[said]\ngreting = "Chào"', production.TemplateKeyError, "said.greting", "greeting"),
        ("[said]\nentry = 5", production.TemplateValueError, "said.entry", '"{title}."'),
        ('[said]\nclosing = " — "', production.TemplateValueError, "said.closing", "đến đây là"),
        ('[said]\nweekdays = ["hai"]', production.TemplateValueError, "said.weekdays", "thứ Hai"),
        ("[pauses]\ntitle_ms = -1", production.TemplateValueError, "pauses.title_ms", "800"),
        ("[pauses]\ntitle_ms = true", production.TemplateValueError, "pauses.title_ms", "800"),
        ("[pauses]\ntitle_ms = 60001", production.TemplateValueError, "pauses.title_ms", "800"),
        ("[items]\nnotice = 1", production.TemplateValueError, "items.notice", "false"),
        ("[fit]\nlongest_s = 601", production.TemplateValueError, "fit.longest_s", "60"),
        ("[fit]\nmusic = true", production.TemplateValueError, "fit.music", '"bed"'),
        ('[columns]\n"Sức khỏe" = 3', production.TemplateValueError, "columns.Sức khỏe", "ident-"),
        ('[items]\nimportant = "x"', production.TemplateChoiceError, "items.important", "at-once"),
        (
            '[items]\nimportant = ["end"]',
            production.TemplateChoiceError,
            "items.important",
            '"end"',
        ),
        ('[bed]\nunder = "item"', production.TemplateChoiceError, "bed.under", '["notice"]'),
        ('[bed]\nunder = ["stinger"]', production.TemplateChoiceError, "bed.under", '"closing"'),
        ("[bed]\nunder = [1]", production.TemplateChoiceError, "bed.under", '"closing"'),
        ("[fit]\nfill = false", production.TemplateChoiceError, "fit.fill", '"music"'),
        (
            '[said]\ncolumn = "Mục {title}"',
            production.TemplateBlankError,
            "said.column",
            "“title”",
        ),
        (
            '[said]\ngreeting = "Hôm nay {lunar}"',
            production.TemplateBlankError,
            "said.greeting",
            "“lunar”",
        ),
        (
            '[said]\ngreeting_dated = "{lunar:>9}"',
            production.TemplateBlankError,
            "said.greeting_dated",
            "station, weekday, date, lunar",
        ),
        (
            '[said]\nclosing = "{station.__class__}"',
            production.TemplateBlankError,
            "said.closing",
            "“station.__class__”",
        ),
        ('[said]\ndate = "ngày {day"', production.TemplateBlankError, "said.date", "{day"),
        ('[said]\nrepeat = "Lại {title}"', production.TemplatePlainError, "said.repeat", "title"),
        ('[names]\nident = "Nhạc {}"', production.TemplatePlainError, "names.ident", "names.ident"),
    ],
)
def test_what_cannot_be_said_is_refused_by_file_and_key(
    tmp_path: Path, text: str, kind: type[TemplateError], key: str, told: str
) -> None:
    path = owned(tmp_path, text)
    with pytest.raises(kind) as caught:
        template(path)
    assert (type(caught.value), caught.value.path, caught.value.key) == (kind, path, key)
    sentence = vietnamese(caught.value)
    assert all(fact in sentence for fact in (str(path), key, told))


def test_a_file_in_another_encoding_is_refused_by_its_line(tmp_path: Path) -> None:
    path = owned(tmp_path, "")
    path.write_bytes('[said]\r\ngreeting = "Chào"'.encode("cp1258"))
    with pytest.raises(production.TemplateTextError) as caught:
        template(path)
    assert "dòng 2:" in vietnamese(caught.value)
    path.write_bytes('[said]\r\ngreeting = "Chào"'.encode("utf-16"))
    with pytest.raises(production.TemplateTextError):
        template(path)


@given(st.text(st.sampled_from("{}:!.a lunar"), max_size=12).map(lambda text: f"bà con {text}"))
def test_a_greeting_that_was_taken_can_always_be_said(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("dai") / "template.toml"
    path.write_text(f'[said]\ngreeting_dated = "{text}"\n', encoding="utf-8")
    try:
        words = template(path)
    except TemplateError as error:
        assert error.key == "said.greeting_dated"
    else:
        assert words.greeting("xã Tân Phú", date(2026, 2, 21))


def test_replacing_leaves_our_own_tables_as_they_were(tmp_path: Path) -> None:
    ours = tomllib.loads(SHIPPED)
    replaced(ours, owned(tmp_path, LUNAR))
    assert ours == tomllib.loads(SHIPPED)


def test_the_template_in_a_stations_folder_is_what_its_programmes_say(tmp_path: Path) -> None:
    make_station(tmp_path, "xã Tân Phú", SETTINGS)
    config = load(tmp_path)
    keys = []
    for text in ("", LUNAR):
        owned(tmp_path, text)
        with open_station(tmp_path) as station:
            key = station.studio.build_key("Tin", [NOTICE], date(2026, 2, 21), "stream")
        announcer = open_announcer(config, tmp_path)
        alone = open_studio(config, tmp_path, announcer, Vault(tmp_path / "v"), lambda: USUAL)
        assert alone.build_key("Tin", [NOTICE], date(2026, 2, 21), "stream") == key
        keys.append(key)
    assert keys[0] != keys[1]


def test_check_notices_a_template_that_cannot_be_used(tmp_path: Path) -> None:
    make_station(tmp_path, "xã Tân Phú", SETTINGS)
    owned(tmp_path, '[said]\ngreeting = "{luna}"\n')
    found = {finding.subject: finding for finding in check_station(tmp_path)}
    assert found["Phòng dựng"].grade is Grade.BAD
    assert "said.greeting" in found["Phòng dựng"].text


def test_the_documented_example_says_what_is_promised_there(tmp_path: Path) -> None:
    page = (DOCS / "station-toml.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(\[said\].*?)```", page, re.DOTALL)
    promised = " ".join(page.split()).split("máy sẽ đọc: “")[1].split("”")[0].lower()
    assert promised in greeting(template(owned(tmp_path, example)), date(2026, 2, 21))
    shipped = tomllib.loads(SHIPPED)["said"]
    assert set(re.findall(r"^\| `said\.(\w+)`", page, re.MULTILINE)) == set(shipped)
    choices = {
        f"{table}.{key}"
        for table in ("items", "bed", "fit")
        for key in tomllib.loads(SHIPPED)[table]
    }
    assert set(re.findall(r"^\| `((?:items|bed|fit)\.\w+)`", page, re.MULTILINE)) == choices
    for place, known in CHOICES.items():
        (row,) = re.findall(rf"^\| `{re.escape(place)}` .*$", page, re.MULTILINE)
        assert [one for one in known if f'`"{one}"`' not in row] == []
    for place, blanks in BLANKS.items():
        (row,) = re.findall(rf"^\| `{re.escape(place)}` .*\| (.*) \|$", page, re.MULTILINE)
        assert row == ", ".join(f"`{{{blank}}}`" for blank in blanks)
