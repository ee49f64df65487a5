"""The documents keep up with the program: commands, settings, plugins, licences, reasons, links."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import typing
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from broadcaster.cli import app
from broadcaster.config import Config, load
from broadcaster.model import Outcome, Reason
from broadcaster.sentences import OUTCOMES, REASONS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WITH_PAGES = (ROOT, ROOT / "scripts", ROOT / "audio", ROOT / "benchmarks", ROOT / "changelog.d")
PAGES = sorted(
    [*DOCS.rglob("*.md"), *(page for folder in WITH_PAGES for page in folder.glob("*.md"))]
)
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))


def _text(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _rows(path: Path) -> dict[str, list[str]]:
    """Return the table rows of a page by their first cell, without back-ticks; the first counts."""
    found: dict[str, list[str]] = {}
    for line in _text(path).splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.setdefault(cells[0].strip("`"), cells)
    return found


def _package(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def _direct() -> set[str]:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    return {_package(one) for one in wanted} - {PROJECT["name"]}


def _locked() -> set[str]:
    locks = _text(*(ROOT / "requirements").glob("*.txt"))
    return {_package(name) for name in re.findall(r"^([A-Za-z][\w.-]*)==", locks, re.MULTILINE)}


def _commands(group: Any, before: str = "") -> list[str]:
    """Return the commands people are shown, with the words before them; groups are opened."""
    found = []
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            found += _commands(command, f"{before}{name} ")
        else:
            found.append(f"{before}{name}")
    return found


def _settings(kind: type, before: str = "") -> dict[str, object]:
    """Return every key of station.toml with its default, sections opened."""
    hints = typing.get_type_hints(kind)
    found: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        inner = hints[field.name]
        if dataclasses.is_dataclass(inner) and isinstance(inner, type):
            found |= _settings(inner, f"{before}{field.name}.")
        else:
            found[f"{before}{field.name}"] = field.default
    return found


def _toml(value: object) -> str:
    """Return `value` as station.toml writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return str(value)


COMMANDS = _commands(typer.main.get_command(app))
SETTINGS = _settings(Config)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_in_the_operators_book(command: str) -> None:
    assert f"broadcaster {command}" in _rows(DOCS / "van-hanh.md")


def test_operators_book_names_no_command_that_is_gone() -> None:
    rows = _rows(DOCS / "van-hanh.md")
    named = {row.removeprefix("broadcaster ") for row in rows if row.startswith("broadcaster ")}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("key", SETTINGS)
def test_setting_is_documented_with_its_default(key: str) -> None:
    row = _rows(DOCS / "station-toml.md")[key]
    default = SETTINGS[key]
    if isinstance(default, str | int | tuple):
        assert row[1] == f"`{_toml(default)}`"


def test_no_setting_is_documented_that_is_gone() -> None:
    sections = {key.split(".")[0] for key in SETTINGS}
    keys = {key for key in _rows(DOCS / "station-toml.md") if re.fullmatch(r"[a-z_.]+", key)}
    assert {key for key in keys if key.split(".")[0] in sections} == set(SETTINGS)


def test_example_of_settings_can_be_loaded(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", _text(DOCS / "station-toml.md"), re.DOTALL)
    assert example
    (tmp_path / "station.toml").write_text(example.group(1), encoding="utf-8")
    assert load(tmp_path).zones == {"Toàn xã": ("soundcard", "recorder")}


@pytest.mark.parametrize("group", ["broadcaster.engines", "broadcaster.outputs"])
def test_plugins_are_documented_for_technicians_and_developers(group: str) -> None:
    settings, developers = _text(DOCS / "station-toml.md"), _text(DOCS / "developers.md")
    assert f"`{group}`" in developers
    for scheme in PROJECT["entry-points"][group]:
        assert re.search(rf"^\| `{scheme}:", settings, re.MULTILINE), scheme
        assert f"`{scheme}`" in developers, scheme


@pytest.mark.parametrize("code", [*Outcome, *Reason])
def test_operators_book_says_what_to_make_of_it(code: Outcome | Reason) -> None:
    rows = [row for row in _rows(DOCS / "van-hanh.md").values() if f"`{code.value}`" in row]
    assert len(rows) == 1
    assert len(rows[0][-1].split()) >= 3


def test_operators_book_uses_the_words_of_the_screen() -> None:
    rows = _rows(DOCS / "van-hanh.md")
    words = {**OUTCOMES, **REASONS}
    for code, said in words.items():
        assert rows[said][1] == f"`{code.value}`"


@pytest.mark.parametrize("package", sorted(_direct()))
def test_direct_dependency_has_its_licence_and_reason(package: str) -> None:
    row = _rows(DOCS / "licences.md")[package]
    assert all(row[1:4])
    try:
        stated = metadata(package).get("License-Expression")
    except PackageNotFoundError:
        return
    assert stated is None or row[2] == stated


def test_every_locked_package_is_in_the_licence_tables() -> None:
    rows = set(_rows(DOCS / "licences.md"))
    assert _locked() - rows == set()
    assert "espeak-ng-data" in _text(DOCS / "licences.md")


def test_licence_is_the_one_declared() -> None:
    assert PROJECT["license"] == "GPL-3.0-or-later"
    first = _text(ROOT / "LICENSE").split("\n", 2)
    assert first[0].strip() == "GNU GENERAL PUBLIC LICENSE"
    assert "Version 3" in first[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", _text(page), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        assert (page.parent / unquote(target.partition("#")[0])).exists(), target


def test_paths_named_in_the_map_exist() -> None:
    named = re.findall(r"`((?:broadcaster|tests|web|scripts)/[\w./-]*)`", _text(*DOCS.glob("*.md")))
    assert named
    for path in named:
        assert (ROOT / path).exists(), path


def test_decisions_are_numbered_listed_and_whole() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    index = _text(DOCS / "decisions" / "README.md")
    for path in DECISIONS:
        text = _text(path)
        assert f"[{path.name[:4]}]({path.name})" in index
        assert text.startswith(f"# {path.name[:4]} ")
        for part in ("**Question.**", "**Decision.**", "**Consequences.**"):
            assert part in text, (path.name, part)


def test_glossary_gives_each_word_once_with_its_vietnamese() -> None:
    lines = [line for line in _text(DOCS / "glossary.md").splitlines() if line.startswith("| ")]
    words = [line.strip("|").split("|")[0].strip() for line in lines[1:]]
    assert len(words) == len(set(words))
    assert all(all(cell.strip() for cell in line.strip("|").split("|")) for line in lines)


def test_example_of_a_turn_runs() -> None:
    example = re.search(r"```python\n(.*?)```", _text(DOCS / "developers.md"), re.DOTALL)
    assert example
    exec(compile(example.group(1), "developers.md", "exec"), {})
