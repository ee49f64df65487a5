"""The laws that import-linter cannot say: who alone may import a library, and the size of files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*ROOT.glob("broadcaster/**/*.py"), *ROOT.glob("web/**/*.py")])
ALONE = {
    "pydub": "broadcaster/sound/sound.py",
    "sqlalchemy": "broadcaster/store/",
    "alembic": "broadcaster/store/",
    "apscheduler": "broadcaster/clock.py",
    "huey": "broadcaster/queue.py",
    "gtts": "broadcaster/sound/engines/google.py",
    "espeakng_loader": "broadcaster/sound/engines/libespeak.py",
    "piper": "broadcaster/sound/engines/piper",
    "numpy": "broadcaster/sound/",
    "flask": "web/",
    "typer": "broadcaster/cli/",
    "docx": "broadcaster/words/intake/",
    "pypdfium2": "broadcaster/words/intake/",
}
FORBIDDEN_NAMES = {"manager", "helper", "util", "utils", "handler"}
LONGEST_FILE = 300


def imported(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize(("library", "home"), ALONE.items())
def test_a_library_is_imported_only_in_its_home(library: str, home: str) -> None:
    users = {s.relative_to(ROOT).as_posix() for s in SOURCES if library in imported(s)}
    assert users, f"{library} is imported nowhere"
    assert all(user.startswith(home) for user in users), users


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.relative_to(ROOT).as_posix())
def test_every_file_says_what_room_it_is_and_stays_readable(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "no docstring in the first lines"
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not FORBIDDEN_NAMES & set(source.stem.split("_"))


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "except Exception: pass")
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        found = [mark for mark in marks if mark in text]
        assert not found, f"{source}: {found}"
