"""The sound library from the command line: what is kept, shown, refused and found wanting."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.cli.base import Exit
from tests.broadcaster.test_cli import Ask, ask, furnished, place
from tests.sound.making import sine

__all__ = ["ask", "furnished", "place"]

BY = ("--by", "truc")


@pytest.fixture
def tune(tmp_path: Path) -> str:
    """A file of three seconds, and its name."""
    (tmp_path / "lời chào.wav").write_bytes(sine(440, 3_000).wav())
    return "lời chào.wav"


def test_a_file_is_added_listed_retired_and_brought_back(ask: Ask, tune: str) -> None:
    assert "chưa có băng" in ask("sounds", "list").out
    added = ask("sounds", "add", tune, "--note", "tự ghi", *BY, "--json")
    assert (added.code, added.told["name"], added.told["note"]) == (0, "lời chào", "tự ghi")
    assert added.told["sound"]["length_ms"] == 3_000
    assert "lời chào" in ask("sounds", "list").out
    gone = ask("sounds", "retire", "LỜI CHÀO", *BY)
    assert (gone.code, "Đã bỏ “lời chào”" in gone.out) == (Exit.DONE, True)
    assert ask("sounds", "list", "--json").told == []
    assert "đã bỏ" in ask("sounds", "list", "--retired").out
    assert ask("sounds", "retire", "lời chào", *BY).code == Exit.REFUSED
    assert ask("sounds", "restore", "Lời chào", *BY).code == Exit.DONE
    assert ask("sounds", "restore", "Lời chào", *BY).code == Exit.REFUSED
    (back,) = ask("sounds", "list", "--json").told
    assert (back["name"], back["retired_at"]) == ("lời chào", None)


def test_a_file_that_is_no_sound_is_told_and_nothing_is_left(
    ask: Ask, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "ảnh.mp3").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900))
    answer = ask("sounds", "add", "ảnh.mp3", *BY)
    assert (answer.code, "ảnh.mp3" in answer.err) == (Exit.BAD_INPUT, True)
    assert ask("sounds", "list", "--json").told == []
    assert ask("sounds", "check", "ảnh.mp3").code == Exit.BAD_INPUT
    assert ask("sounds", "add", "không có.mp3", *BY).code == Exit.UNAVAILABLE


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--name", "a]b", *BY), Exit.REFUSED, "ngoặc vuông"),
        (("--by", "duyet"), Exit.REFUSED, "vai trò"),
        (("--use", "video", *BY), Exit.USAGE, "music"),
    ],
)
def test_it_refuses_in_a_sentence(
    ask: Ask, tune: str, place: Path, words: tuple[str, ...], code: Exit, sentence: str
) -> None:
    answer = ask("sounds", "add", tune, *words)
    assert (answer.code, sentence in answer.err) == (code, True)
    assert list((place / "uploads").glob("*")) == []


def test_a_file_is_looked_at_without_being_kept(ask: Ask, tune: str) -> None:
    shown = ask("sounds", "check", tune, "--use", "music")
    assert (shown.code, "3 giây, dùng được" in shown.out) == (Exit.DONE, True)
    told = ask("sounds", "check", tune, "--json").told
    assert (told["length_ms"], told["source"]["channels"]) == (3_000, 1)
    assert ask("sounds", "list", "--json").told == []


def test_a_damaged_recording_and_an_unknown_call_are_found(
    ask: Ask, tune: str, place: Path, tmp_path: Path
) -> None:
    assert ask("sounds", "add", tune, *BY).code == Exit.DONE
    assert ask("sounds", "check").code == Exit.DONE
    (kept,) = (place / "library").rglob("*.flac")
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    found = ask("sounds", "check")
    assert (found.code, "lời chào: " in found.out) == (Exit.WANTING, True)
    told = ask("sounds", "check", "--json").told
    assert (told["checked"], list(told["wrong"]), told["unknown"]) == (1, ["lời chào"], {})


def test_a_programme_from_files_may_call_for_recordings(
    ask: Ask, tune: str, tmp_path: Path
) -> None:
    (tmp_path / "tin.md").write_text("# Chào\n\nMời nghe.\n\n[băng Lời chào]\n", encoding="utf-8")
    missing = ask("produce", "tin.md", "-o", "ra.mp3")
    assert (missing.code, "“Lời chào”" in missing.err) == (Exit.BAD_INPUT, True)
    ask("sounds", "add", tune, *BY)
    made = ask("produce", "tin.md", "-o", "ra.mp3", "--json")
    assert made.code == Exit.DONE, made.err
    assert "recording" in [part["kind"] for part in made.told["master"]["segments"]]
