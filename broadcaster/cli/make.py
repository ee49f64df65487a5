"""Words and sound from the command line: read a document, say a text, produce a programme.

Works without a station too, with the settings a new one would have.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from broadcaster.cli import explain as explanation
from broadcaster.cli.base import AsJson, Exit, app, err, fail, folder, out, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.cli.export import ENDINGS, expect_ending
from broadcaster.clock import wall_now
from broadcaster.config import FILE_NAME, Config, StationSection, load
from broadcaster.production import Item, Made, ScriptText, Studio, fit_of, plainly
from broadcaster.sentences import stage_words, vietnamese
from broadcaster.sentences.fitting import fitting
from broadcaster.sentences.remarks import omission as words_for
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.formats import SOUND_SUFFIXES, Tags, export, save
from broadcaster.sound.sound import RATE
from broadcaster.sound.vault import Vault
from broadcaster.station import AUDIO, manner_in, open_announcer, open_studio
from broadcaster.words.intake import Document, take_in
from broadcaster.words.parse import parse
from broadcaster.words.proof import proof
from broadcaster.words.reading import USUAL, Manner, Reading, read
from broadcaster.words.script import Say, opens_with

DEFAULT_NAME = "Đài truyền thanh xã"
_SOUNDS = ", ".join(SOUND_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a command needs of the studio, with or without a station."""

    config: Config
    announcer: Announcer
    studio: Studio
    manner: Manner


@contextmanager
def workshop() -> Iterator[Workshop]:
    """Open the studio of the station asked for, or one with first settings in a passing folder.

    A station's has the music and recordings of its library too.
    """
    if (folder() / FILE_NAME).exists():
        with the_station() as station:
            manner = station.lexicography.manner()
            yield Workshop(station.config, station.announcer, station.studio, manner)
        return
    with tempfile.TemporaryDirectory(prefix="broadcaster-") as passing:
        config, place = Config(StationSection(DEFAULT_NAME)), Path(passing)
        shutil.copytree(AUDIO, place / config.production.audio)
        announcer = open_announcer(config, place)
        studio = open_studio(config, place, announcer, Vault(place / "vault"), lambda: USUAL)
        yield Workshop(config, announcer, studio, USUAL)


def manner_of(home: Path) -> Manner:
    """Return how the station in `home` reads; the usual manner where there is no station."""
    if not (home / FILE_NAME).exists():
        return USUAL
    return manner_in(home, load(home))


def document_at(path: Path) -> Document:
    """Take in the file at `path`, or standard input for "-"."""
    if str(path) == "-":
        return take_in(sys.stdin.buffer.read(), "stdin.txt")
    try:
        return take_in(path.read_bytes(), path.name)
    except OSError as error:
        fail(Exit.BAD_INPUT, vietnamese(error))


def readings(document: Document, manner: Manner) -> list[Reading]:
    """Return what is said of `document`, item by item."""
    script = parse(document.body, document.title)
    return [read(item.text, manner) for item in script.items if isinstance(item, Say)]


def _announced(document: Document) -> tuple[str, ...]:
    """Return the title that is said before the text, unless there is none or the text has it."""
    title = document.title or ""
    said = not title or opens_with(parse(document.body, title).items, title)
    return () if said else (title,)


@app.command("read")
def read_(
    file: Annotated[
        Path, typer.Argument(help="Tệp .txt, .md, .docx, .pdf, hoặc - để đọc từ stdin.")
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Chữ viết và lời đọc cạnh nhau, kèm chỗ cần soát.")
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Ngày bài được đọc, khi soát ngày tháng."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Cho xem văn bản sẽ được đọc lên như thế nào, và soát lỗi."""
    document = document_at(file)
    manner = manner_of(folder())
    said = readings(document, manner)
    titled = [read(title, manner) for title in _announced(document)]
    day = (today or wall_now().astimezone()).date()
    if as_json:
        shown = [*titled, *said]
        facts = {"document": document, "spoken": [reading.text for reading in said]}
        show_json({**facts, **explanation.values(shown, proof(*shown, today=day))})
        return
    if explain:
        remarks = proof(*titled, *said, today=day)
        explanation.show(out, [*titled, *said], remarks, document.left_out)
        return
    for reading in (*titled, *said):
        if reading.text:
            print(reading.text)  # noqa: T201 - spoken text goes out as it is
    for omission in document.left_out:
        err.print(f"không đọc ({words_for(omission.reason)}): {omission.text}", style="dim")


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="Câu cần đọc.")],
    output: Annotated[Path, typer.Option("-o", "--output", help=f"Tệp {_SOUNDS}.")],
    voice: Annotated[
        str,
        typer.Option(help="Giọng: nam, nữ, miền Bắc, miền Trung, miền Nam, hay tên giọng của đài."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Đọc một câu thành tệp âm thanh."""
    expect_ending(output, SOUND_SUFFIXES)
    with workshop() as shop:
        chosen = shop.config.cast.of(0, voice or None)
        words = read(text, shop.manner).text
        if not words:
            fail(Exit.BAD_INPUT, "Không có lời nào để đọc.")
        spoken = shop.announcer.speak(words, chosen)
        tags = Tags(text[:60], shop.config.station.name, None, spoken.engine)
        pcm = spoken.sound.resampled(RATE).pcm
        save([pcm], output, tags, shop.config.production.kbps)
    facts = {"file": output, "length_ms": spoken.sound.length_ms, "engine": spoken.engine}
    if as_json:
        show_json(facts)
    else:
        out.print(f"{output}: {spoken.sound.length_ms / 1000:.1f} giây, giọng {spoken.engine}.")


@app.command()
def produce(
    files: Annotated[list[Path], typer.Argument(help="Một hay nhiều tệp tin bài.")],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help=f"Tệp của chương trình: {ENDINGS}. MP3 là bản dùng để phát sóng; "
            "các dạng khác làm từ bản đó.",
        ),
    ],
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Ngày phát.")
    ] = None,
    room: Annotated[
        int,
        typer.Option(min=0, max=600, help="Khung, tính bằng phút: dài hơn thì chỉ ra tin nên bỏ."),
    ] = 0,
    bare: Annotated[
        bool, typer.Option("--bare", help="Chỉ các tin, không nhạc hiệu, lời chào, lời kết.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Dựng một chương trình hoàn chỉnh từ các tệp: nhạc hiệu, lời chào, tin bài, nhạc kết."""
    expect_ending(output)
    documents = [document_at(path) for path in files]
    scripts = [ScriptText(_title(document), document.body) for document in documents]
    with workshop() as shop:
        asked = (day.date() if day else None, not bare, room * 60_000 or None)
        made = build_shown(shop.studio, scripts, *asked)
        export(made.path, output)
    advice = _advice(made, scripts, room) if room else ""
    if as_json:
        facts = {"file": output, "master": made.master, "documents": documents}
        show_json({**facts, "advice": advice} if room else facts)
        return
    out.print(facts_of(made, output))
    if advice:
        out.print(advice)
    for document in documents:
        for omission in document.left_out:
            err.print(f"không đọc ({words_for(omission.reason)}): {omission.text}", style="dim")


def _title(document: Document) -> str:
    return document.title or Path(document.name).stem


def _advice(made: Made, scripts: list[ScriptText], room: int) -> str:
    """Return what to say of a programme for which there are `room` minutes."""
    items = [Item(one.title, parse(one.body, one.title).important) for one in scripts]
    found, lengths = fit_of(made.master, items, room * 60_000)
    return fitting(found, [item.title for item in items], lengths)


def build_shown(
    studio: Studio,
    scripts: list[ScriptText],
    day: date | None,
    dressed: bool = True,
    room_ms: int | None = None,
) -> Made:
    """Make a programme while a progress bar says how far it has come."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %"),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("…", total=1000)

        def show(stage: str, permille: int) -> None:
            bar.update(task, description=stage_words(stage), completed=permille)

        title = scripts[0].title
        try:
            recipe = studio.recipe
            return studio.make(title, scripts, day, recipe, show, wall_now(), dressed, room_ms)
        except OSError as error:
            raise plainly(error) from error


def facts_of(made: Made, path: Path) -> str:
    """Return the facts of a master as a line for people."""
    master = made.master
    minutes, seconds = divmod(master.length_ms / 1000, 60)
    return (
        f"{path}: {int(minutes)} phút {seconds:04.1f} giây; độ to {master.loudness_lufs:.1f} LUFS; "
        f"đỉnh thật {master.true_peak_dbtp:.1f} dBTP; giọng {', '.join(master.voices)}"
    )
