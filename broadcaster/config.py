"""station.toml: what a technician sets. Read once into frozen values; knows no database.

    ConfigError
    ├── ConfigMissingError   no station in this folder
    └── ConfigKeyError       a key that is unknown, missing or of the wrong type

What a clerk changes is in the database; nothing is in both.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadcaster.model import Ms, OutputName, Rules, ZoneName
from broadcaster.sound.cast import Cast
from broadcaster.voices import SpeechSection, VoiceSection, cast, faults
from broadcaster.words.reading import DocumentSuffix

FILE_NAME = "station.toml"
_FORMER_RECIPES = {"standard": "stream"}
"""Recipes as station.toml of former versions has them, and what they are called now."""


class ConfigError(Exception):
    """Root of what can be wrong with the settings; names the file, the place and the mend."""

    def __init__(self, path: Path, place: str, problem: str) -> None:
        """`place` is the key with its section; `problem` says what is wrong and what to write."""
        self.path = path
        self.place = place
        self.problem = problem
        super().__init__(f"{path}: {place}: {problem}" if place else f"{path}: {problem}")


class ConfigMissingError(ConfigError):
    """The folder holds no station."""


class ConfigKeyError(ConfigError):
    """A key that is unknown, missing or of the wrong type."""


@dataclass(frozen=True, slots=True)
class StationSection:
    """Who we are. `name` is spoken in the greeting and written into every file."""

    name: str
    node: str = "main"
    time_zone: str = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class StoreSection:
    """Where the books are kept: `sqlite:///file` (beside station.toml) or `postgresql+psycopg://`."""

    url: str = "sqlite:///station.db"


@dataclass(frozen=True, slots=True)
class QueueSection:
    """Where long work waits: `sqlite:///file`, `postgresql://` or `redis://`; workers beside it."""

    url: str = "sqlite:///queue.db"
    workers: int = 1


@dataclass(frozen=True, slots=True)
class ReadingSection:
    """How texts are read where announcers differ: what becomes of "NQ-CP" in "số 76/NQ-CP"."""

    document_suffix: DocumentSuffix = DocumentSuffix.DROPPED


@dataclass(frozen=True, slots=True)
class ProductionSection:
    """How a programme is made: mastering recipe, jingles' folder, MP3 bit rate in kbit/s."""

    recipe: str = "horn"
    audio: str = "audio"
    kbps: int = 128

    def __post_init__(self) -> None:
        """Take a recipe by its former name."""
        object.__setattr__(self, "recipe", _FORMER_RECIPES.get(self.recipe, self.recipe))


@dataclass(frozen=True, slots=True)
class RulesSection:
    """What may be on the air: hours as "05:00-22:00", the longest programme, self-approval."""

    hours: tuple[str, ...] = ("05:00-22:00",)
    longest_minutes: int = 60
    self_approval: bool = False


@dataclass(frozen=True, slots=True)
class DiskSection:
    """What may lie on the disk: megabytes for each memory, days for sounds that nothing needs.

    Below `least_free_mb` of free disk the memories shrink further and people are told.
    """

    speech_mb: int = 1000
    treated_mb: int = 2000
    pieces_mb: int = 500
    exports_mb: int = 500
    keep_days: int = 60
    least_free_mb: int = 1000


@dataclass(frozen=True, slots=True)
class WebSection:
    """Where the page is served. `behind_https` is true behind a proxy that speaks https."""

    host: str = "127.0.0.1"
    port: int = 8080
    behind_https: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """All of station.toml.

    `outputs` maps a name to a URL, `zones` a name to output names, `voices` a name to a voice.
    """

    station: StationSection
    store: StoreSection = StoreSection()
    queue: QueueSection = QueueSection()
    speech: SpeechSection = field(default_factory=SpeechSection)
    reading: ReadingSection = ReadingSection()
    production: ProductionSection = ProductionSection()
    rules: RulesSection = RulesSection()
    disk: DiskSection = DiskSection()
    web: WebSection = WebSection()
    voices: Mapping[str, VoiceSection] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=lambda: {"recorder": "file:recordings"})
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"Toàn xã": ("recorder",)})

    @property
    def zone_outputs(self) -> dict[ZoneName, tuple[OutputName, ...]]:
        """The zones, as the departments know them; an output that is named twice counts once."""
        return {
            ZoneName(name): tuple(OutputName(output) for output in dict.fromkeys(outputs))
            for name, outputs in self.zones.items()
        }

    @property
    def cast(self) -> Cast:
        """The voices and the announcers who take turns."""
        return cast(self.speech, self.voices)

    @property
    def tz(self) -> ZoneInfo:
        """The station's time zone."""
        return ZoneInfo(self.station.time_zone)

    @property
    def air_rules(self) -> Rules:
        """The rules of the air, as playout and the booking desk know them."""
        hours = tuple(_span(text) for text in self.rules.hours)
        return Rules(hours, Ms(self.rules.longest_minutes * 60_000))


def load(folder: Path) -> Config:
    """Read `folder`/station.toml.

    `${NAME}` in a text is replaced by that environment variable, so that secrets stay outside.
    Raises ConfigMissingError, ConfigKeyError or, for text that is not TOML, ConfigError.
    """
    path = folder / FILE_NAME
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problem = "no station here; `broadcaster init` makes one"
        raise ConfigMissingError(path, "", problem) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, "", f"not TOML: {error}") from error
    config: Config = _build(Config, raw, path, "")
    _check(config, path)
    return config


def _check(config: Config, path: Path) -> None:
    for zone, outputs in config.zones.items():
        for output in outputs:
            if output not in config.outputs:
                hint = _hint(output, config.outputs)
                raise ConfigKeyError(path, f"zones.{zone}", f"no output {output!r}{hint}")
    for fault in faults(config.speech, config.voices):
        hint = _hint(fault.written, list(fault.known)) if fault.known else ""
        raise ConfigKeyError(path, fault.place, f"{fault.problem}{hint}")
    try:
        _ = config.tz
    except (ZoneInfoNotFoundError, ValueError):
        zone = config.station.time_zone
        raise ConfigKeyError(path, "station.time_zone", f"no zone {zone!r}") from None
    for part in fields(config.disk):
        least = 1 if part.name == "keep_days" else 0
        if getattr(config.disk, part.name) < least:
            raise ConfigKeyError(path, f"disk.{part.name}", f"expected {least} or more")
    for span in config.rules.hours:
        try:
            _span(span)
        except ValueError:
            problem = f'{span!r} is not like "05:00-22:00"'
            raise ConfigKeyError(path, "rules.hours", problem) from None


def _span(text: str) -> tuple[time, time]:
    opens, closes = text.split("-")
    midnight = {"24:00": "00:00"}
    closes = closes.strip()
    return time.fromisoformat(opens.strip()), time.fromisoformat(midnight.get(closes, closes))


def _hint(word: str, known: Mapping[str, object] | list[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"


def _build(kind: Any, raw: Any, path: Path, place: str) -> Any:
    if is_dataclass(kind):
        return _build_section(kind, raw, path, place)
    origin = get_origin(kind)
    if origin is types.UnionType:
        # "int | None": what is not written is None.
        return _build(get_args(kind)[0], raw, path, place)
    if origin is tuple:
        if not isinstance(raw, list):
            raise ConfigKeyError(path, place, 'expected a list, such as ["a", "b"]')
        inner = get_args(kind)[0]
        return tuple(_build(inner, item, path, place) for item in raw)
    if origin is not None:
        if not isinstance(raw, dict):
            raise ConfigKeyError(path, place, "expected a table of name = value")
        inner = get_args(kind)[1]
        return {key: _build(inner, item, path, f"{place}.{key}") for key, item in raw.items()}
    if issubclass(kind, StrEnum):
        names = [str(one) for one in kind]
        if raw not in names:
            raise ConfigKeyError(path, place, f"expected one of {', '.join(names)}, found {raw!r}")
        return kind(raw)
    if type(raw) is not kind:
        raise ConfigKeyError(path, place, f"expected {kind.__name__}, found {raw!r}")
    return _filled(raw, path, place) if isinstance(raw, str) else raw


def _build_section(kind: Any, raw: Any, path: Path, place: str) -> Any:
    if not isinstance(raw, dict):
        raise ConfigKeyError(path, place, "expected a table")
    hints = get_type_hints(kind)
    dot = f"{place}." if place else ""
    for key in raw:
        if key not in hints:
            raise ConfigKeyError(path, f"{dot}{key}", f"unknown key{_hint(key, list(hints))}")
    required = {f.name for f in fields(kind) if _needed(f)}
    for name in sorted(required - raw.keys()):
        raise ConfigKeyError(path, f"{dot}{name}", "missing")
    built = {key: _build(hints[key], item, path, f"{dot}{key}") for key, item in raw.items()}
    return kind(**built)


def _needed(field_: Any) -> bool:
    return field_.default is MISSING and field_.default_factory is MISSING


def _filled(text: str, path: Path, place: str) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in os.environ:
            raise ConfigKeyError(path, place, f"environment variable {name} is not set")
        return os.environ[name]

    return re.sub(r"\$\{(\w+)\}", value, text)
