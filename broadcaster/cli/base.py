"""The command line's frame: the app, where the station lies, how answers and errors are shown."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from broadcaster import __version__
from broadcaster.cli.usage import UsageError, usage_sentence
from broadcaster.codec import plain
from broadcaster.config import FILE_NAME, ConfigError
from broadcaster.lexicography import LexicographyError
from broadcaster.library import LibraryError, NoRoomError
from broadcaster.model import Role, User
from broadcaster.newsroom import NewsroomError
from broadcaster.people import PeopleError
from broadcaster.permission import PermissionDeniedError
from broadcaster.production import DiskFullError, ProductionError, TemplateError
from broadcaster.sentences import vietnamese
from broadcaster.sound.kit import KitError
from broadcaster.sound.output import OutputError
from broadcaster.sound.sound import SoundError
from broadcaster.sound.speech import SpeechError, UnknownVoiceError, VoiceError
from broadcaster.sound.vault import VaultError
from broadcaster.station import Station, StationExistsError, open_station
from broadcaster.store import StoreError
from broadcaster.traffic import TrafficError
from broadcaster.words.intake import IntakeError
from broadcaster.words.lexicon import LexiconError
from broadcaster.words.parse import ScriptError


class Exit(IntEnum):
    """What the exit code means."""

    DONE = 0
    WANTING = 1
    USAGE = 2
    BAD_INPUT = 3
    REFUSED = 4
    UNAVAILABLE = 5
    STOPPED = 130
    """By Ctrl-C; the number is the one shells and our library give it."""


_EXITS: dict[type[BaseException], Exit] = {
    ConfigError: Exit.BAD_INPUT,
    IntakeError: Exit.BAD_INPUT,
    LexiconError: Exit.BAD_INPUT,
    ScriptError: Exit.BAD_INPUT,
    SoundError: Exit.BAD_INPUT,
    KitError: Exit.BAD_INPUT,
    VoiceError: Exit.BAD_INPUT,
    UnknownVoiceError: Exit.BAD_INPUT,
    TemplateError: Exit.BAD_INPUT,
    StationExistsError: Exit.REFUSED,
    LexicographyError: Exit.REFUSED,
    LibraryError: Exit.REFUSED,
    NoRoomError: Exit.UNAVAILABLE,
    NewsroomError: Exit.REFUSED,
    PeopleError: Exit.REFUSED,
    PermissionDeniedError: Exit.REFUSED,
    ProductionError: Exit.REFUSED,
    DiskFullError: Exit.UNAVAILABLE,
    TrafficError: Exit.REFUSED,
    StoreError: Exit.UNAVAILABLE,
    SpeechError: Exit.UNAVAILABLE,
    OutputError: Exit.UNAVAILABLE,
    VaultError: Exit.UNAVAILABLE,
    OSError: Exit.UNAVAILABLE,
}

_WIDE = 160


class _Console(Console):
    """A console that leaves a closed pipe to `main`: `| head -1` is no failure."""

    def on_broken_pipe(self) -> None:
        """Go on with the error, which the console is handling as it calls this."""
        raise


# No markup: titles and file names may hold square brackets, and "[nhạc cắt]" is common here.
out = _Console(
    highlight=False, markup=False, soft_wrap=True, width=None if sys.stdout.isatty() else _WIDE
)
err = _Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class _ClosedPipeError(Exception):
    """Nobody reads what we print any more."""


class _Commands(TyperGroup):
    """The commands, with a closed pipe told apart before the library calls it a failure."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ClosedPipeError from error


app = typer.Typer(
    cls=_Commands,
    name="broadcaster",
    help="Đài truyền thanh xã trong một chương trình: từ văn bản đến sóng, đúng giờ, có nhật ký.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON cho máy đọc.")]
By = Annotated[
    str | None,
    typer.Option("--by", envvar="BROADCASTER_USER", help="Tên đăng nhập của người thực hiện."),
]

_folder = Path()


@app.callback()
def _begin(
    station: Annotated[
        Path | None,
        typer.Option(envvar="BROADCASTER_STATION", help="Thư mục của đài (mặc định: ở đây)."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Ghi chi tiết.")] = False,
) -> None:
    global _folder
    _folder = station or _default_folder()
    level = logging.INFO if verbose else logging.WARNING
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=level, format=form, stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _default_folder() -> Path:
    here = Path()
    return here if (here / FILE_NAME).exists() else here / "station"


def folder() -> Path:
    """Return the station's folder, as asked on the command line."""
    return _folder


@app.command()
def version() -> None:
    """In số phiên bản."""
    out.print(__version__)


@contextmanager
def station() -> Iterator[Station]:
    """Open the station asked for."""
    with open_station(_folder) as opened:
        yield opened


def person(opened: Station, login: str | None, role: Role) -> User:
    """Return who acts: `login`, or the only active person with `role`."""
    people = [p for p in opened.people.all() if p.active]
    named = [p for p in people if p.login == login]
    if login is not None and not named:
        fail(Exit.REFUSED, f"Không có người dùng “{login}” đang hoạt động.")
    able = named or [p for p in people if role in p.roles]
    if len(able) != 1:
        fail(Exit.USAGE, f"Hãy cho biết ai thực hiện: --by TÊN (vai trò cần có: {role}).")
    return able[0]


def some_day(day: date) -> date:
    """Return `day` when it lies in the years anybody means; ends the command otherwise."""
    if not 2000 <= day.year < 2200:
        fail(Exit.USAGE, f"Năm {day.year} ở quá xa.")
    return day


def local(opened: Station, instant: datetime) -> str:
    """Return `instant` as the station's people write it."""
    return f"{instant.astimezone(opened.tz):%d/%m/%Y %H:%M:%S}"


def show_json(value: object) -> None:
    """Print `value` as JSON."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2, default=str)
    print(text)  # noqa: T201 - no markup here


def fail(code: Exit, sentence: str) -> NoReturn:
    """End the command with a sentence on standard error."""
    _tell(sentence)
    raise typer.Exit(code)


def _tell(sentence: str) -> None:
    err.print("Lỗi:", style="bold red", end=" ")
    err.print(sentence)


def main() -> None:
    """Run the command line; every known error becomes a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(standalone_mode=False)
        if code == Exit.STOPPED:
            err.print("\nĐã dừng theo yêu cầu; không có tệp nào bị ghi dở.")
        sys.stdout.flush()
    except (_ClosedPipeError, BrokenPipeError):
        os._exit(Exit.DONE)
    except tuple(_EXITS) as error:
        _tell(vietnamese(error))
        code = next(_EXITS[kind] for kind in type(error).__mro__ if kind in _EXITS)
    except typer.Abort:
        err.print()
        _tell("Đã thôi: không có câu trả lời.")
        code = Exit.USAGE
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error)  # noqa: T201 - the help itself
        else:
            _tell(usage_sentence(error))
        code = Exit.USAGE
    sys.exit(code)
