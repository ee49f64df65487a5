"""The scripts that ship with the station: whole, speakable, and true to the plan they publicise."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from broadcaster.words.parse import parse
from broadcaster.words.reading import speakable
from broadcaster.words.script import Jingle, Repeat, Say

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "scripts"
BULLETIN = FOLDER / "ban-tin-cai-cach-hanh-chinh.md"
SCRIPTS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
LONG = [path for path in SCRIPTS if path != BULLETIN]
PLAN: dict[str, Any] = tomllib.loads((FOLDER / "plan.toml").read_text(encoding="utf-8"))

NUMBER = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ]+-[A-ZĐ]+[a-z]?[a-z]?")
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
FIGURES = re.compile(r"\d[\d/]*")


def _in_one_line(text: str) -> str:
    """Undo the plan's broken lines, also those that fall inside "NĐ-CP"."""
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    return re.sub(r"(?<=\w)- (?=[A-ZĐ])", "-", joined)


SEED = _in_one_line((ROOT / "tests/corpus/seed-plan.txt").read_text(encoding="utf-8"))


def _named(path: Path) -> str:
    return path.stem


def _speech(path: Path) -> str:
    items = parse(path.read_text(encoding="utf-8")).items
    return "\n\n".join(item.text for item in items if isinstance(item, Say))


def _cited(text: str) -> set[str]:
    return set(NUMBER.findall(text))


every_script = pytest.mark.parametrize("path", SCRIPTS, ids=_named)


def test_there_are_at_least_nine_long_scripts_and_a_bulletin() -> None:
    assert len(LONG) >= 9
    assert BULLETIN in SCRIPTS


@every_script
def test_name_is_plain_ascii(path: Path) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)


@every_script
def test_first_line_is_the_title(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    title = parse(text).title
    assert title
    assert text.splitlines()[0] == f"# {title}"


@every_script
def test_text_is_composed_unicode_without_stray_spaces(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search(r"[ \t]$|  ", text, re.MULTILINE)


@pytest.mark.parametrize("path", LONG, ids=_named)
def test_long_script_fills_its_place_in_a_programme(path: Path) -> None:
    assert 150 <= len(_speech(path).split()) <= 500


def test_bulletin_is_two_short_items_parted_by_a_stinger() -> None:
    items = parse(BULLETIN.read_text(encoding="utf-8")).items
    assert [type(item) for item in items] == [Say, Jingle, Say]
    assert 60 <= len(_speech(BULLETIN).split()) <= 75


@every_script
def test_sentences_are_short_enough_for_the_ear(path: Path) -> None:
    for sentence in re.split(r"(?<=[.?!:])\s+", _speech(path)):
        quotes_a_title = re.search(r"\d", sentence)
        assert len(sentence.split()) <= (60 if quotes_a_title else 30), sentence


@every_script
def test_repeats_follow_speech_worth_hearing_twice(path: Path) -> None:
    items = parse(path.read_text(encoding="utf-8")).items
    for before, item in itertools.pairwise(items):
        if isinstance(item, Repeat):
            assert isinstance(before, Say)
            assert len(before.text.split()) <= 45


@every_script
def test_everything_is_spoken_in_words(path: Path) -> None:
    spoken = speakable(_speech(path))
    assert not re.search(r"\d", spoken)
    assert not re.search(r"\b(?:UBND|HĐND|NĐ|QĐ|CT|NQ|TTg|VPCP)\b", spoken)
    assert len(spoken.split()) >= len(_speech(path).split())


@every_script
def test_no_address_of_the_net_or_telephone_is_given(path: Path) -> None:
    text = _speech(path)
    assert not re.search(r"@|https?:|www\.|\.vn\b", text)
    assert not re.search(r"\d{3}[ .]?\d{3}", text)


@every_script
def test_every_figure_is_one_of_the_plan(path: Path) -> None:
    for figure in FIGURES.findall(_speech(path)):
        assert re.search(rf"(?<![\d/]){re.escape(figure)}(?!\d)", SEED), figure


@every_script
def test_legal_texts_are_cited_as_in_the_plan(path: Path) -> None:
    text = _speech(path)
    known = {row["number"]: row for row in PLAN["reference"]}
    for number in _cited(text):
        row = known[number]
        assert re.search(rf"{row['kind']} số {re.escape(number)}", text), number
        for dated in re.findall(rf"{re.escape(number)} ngày ({DATE.pattern})", text):
            assert dated == row["date"], number
    dates = {row["date"] for row in known.values() if row["number"] in _cited(text)}
    assert set(DATE.findall(text)) <= dates


@pytest.mark.parametrize("row", PLAN["reference"], ids=lambda row: row["key"])
def test_reference_is_that_of_the_printed_plan(row: dict[str, str]) -> None:
    assert re.search(
        rf"{row['kind']} (?:số )?{re.escape(row['number'])} ngày {row['date']}", SEED, re.IGNORECASE
    )


def test_plan_holds_every_legal_text_of_the_printed_plan() -> None:
    assert {row["number"] for row in PLAN["reference"]} == _cited(SEED)


def test_every_topic_has_a_script_or_says_what_is_missing() -> None:
    for topic in PLAN["topic"]:
        assert bool(topic["scripts"]) != ("needs" in topic), topic["key"]
        for name in topic["scripts"]:
            assert (FOLDER / name).is_file(), name


def test_every_script_is_told_by_the_plan_and_by_the_table() -> None:
    told = {name for topic in PLAN["topic"] for name in topic["scripts"]}
    assert told == {path.name for path in SCRIPTS}
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", table)) == told


def test_topics_name_known_references_and_their_scripts_cite_them() -> None:
    numbers = {row["key"]: row["number"] for row in PLAN["reference"]}
    for topic in PLAN["topic"]:
        told = "\n".join(_speech(FOLDER / name) for name in topic["scripts"])
        for key in topic["references"]:
            assert numbers[key] in told, (topic["key"], key)
