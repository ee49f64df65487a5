"""The sound library from the command line: list, add, retire, restore, check.

Knows how to ask and to show; what may be kept and who may change it is the department's.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from broadcaster.cli.base import AsJson, By, Exit, app, err, fail, out, person, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.library import Label, as_found, look, suggested
from broadcaster.model import Arrival, JobState, Recording, Role, Use
from broadcaster.sentences import vietnamese
from broadcaster.sentences.lengths import length_text
from broadcaster.sentences.sound_intake import finding
from broadcaster.sound.vault import VaultError
from broadcaster.station import Station

USES = {Use.MUSIC: "nhạc", Use.VOICE: "giọng ghi", Use.PROGRAMME: "chương trình"}
_LOOK_S = 0.3

sounds_app = typer.Typer(help="Kho âm thanh của đài.", no_args_is_help=True)
app.add_typer(sounds_app, name="sounds")

Name = Annotated[str, typer.Argument(help="Tên gọi của băng.")]
For = Annotated[Use, typer.Option("--use", help="Loại: music (nhạc), voice (giọng), programme.")]


@sounds_app.command("list")
def list_(
    retired: Annotated[bool, typer.Option("--retired", help="Cả băng đã bỏ.")] = False,
    as_json: AsJson = False,
) -> None:
    """Các băng trong kho: tên, loại, thời lượng, độ to, nguồn."""
    with the_station() as station:
        recordings = station.library.all(live_only=not retired)
    if as_json:
        show_json(recordings)
        return
    table = Table("Tên", "Loại", "Thời lượng", "LUFS", "Lưu ý", "Nguồn")
    for one in recordings:
        table.add_row(
            one.name if one.live else f"{one.name} (đã bỏ)",
            USES[one.use],
            length_text(one.sound.length_ms),
            f"{one.sound.lufs:.1f}".replace(".", ","),
            str(len(one.sound.findings) or ""),
            one.note or one.source_name,
        )
    out.print(table if recordings else "Kho âm thanh chưa có băng nào.")


@sounds_app.command()
def add(
    file: Annotated[Path, typer.Argument(help="Tệp âm thanh, hoặc phim có tiếng.")],
    name: Annotated[str, typer.Option(help="Tên gọi (mặc định: theo tên tệp).")] = "",
    title: Annotated[str, typer.Option(help="Tiêu đề (mặc định: như tên gọi).")] = "",
    use: For = Use.VOICE,
    note: Annotated[str, typer.Option(help="Nguồn, bản quyền.")] = "",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Lấy một tệp vào kho: giải mã, kiểm tra, đo độ to, rồi lưu."""
    with the_station() as station:
        who = person(station, by, Role.OPERATOR)
        label = Label(name or suggested(file.name), title, use, note)
        reception = station.library.reception
        with file.open("rb") as source:
            part, target = reception.uploads.begin()
            with target:
                shutil.copyfileobj(source, target, 1 << 20)
        made = _taken_in(station, reception.receive(part, file.name, label, who.id))
    if as_json:
        show_json(made)
        return
    out.print(f"Đã lưu “{made.name}”: {length_text(made.sound.length_ms)}.")
    _show_findings(made)


def _taken_in(station: Station, arrival: Arrival) -> Recording:
    """Do the work here, or wait for the worker that was quicker."""
    reception = station.library.reception
    with err.status(f"Đang giải mã và kiểm tra {arrival.source_name}…"):
        while (coming := reception.arrival(arrival.id)).job and coming.live:
            assert coming.job is not None
            station.production.build(coming.job.id)
            if reception.arrival(arrival.id).live:
                time.sleep(_LOOK_S)
    if coming.arrival.recording is None:
        reception.put_away(arrival.id, arrival.by)
        stopped = coming.job is not None and coming.job.state is JobState.CANCELLED
        why = "Có người đã dừng việc này." if stopped or coming.job is None else coming.job.error
        fail(Exit.BAD_INPUT, why or "Không rõ nguyên nhân.")
    return station.library.get(coming.arrival.recording)


@sounds_app.command()
def retire(name: Name, by: By = None, as_json: AsJson = False) -> None:
    """Bỏ một băng khỏi kho; chương trình đã dựng giữ nguyên âm thanh."""
    with the_station() as station:
        found = station.library.by_name(name)
        if found is None:
            fail(Exit.REFUSED, f"Kho không có băng “{name}”.")
        callers = station.library.callers(found)
        gone = station.library.retire(found.id, person(station, by, Role.OPERATOR).id)
    if as_json:
        show_json({"retired": gone, "called_by": callers})
        return
    out.print(f"Đã bỏ “{gone.name}” khỏi kho.")
    for script in callers:
        out.print(f"  tin bài còn gọi băng này: {script.title}")


@sounds_app.command()
def restore(name: Name, by: By = None, as_json: AsJson = False) -> None:
    """Đưa trở lại băng bỏ gần nhất có tên này."""
    with the_station() as station:
        gone = station.library.last_retired(name)
        if gone is None:
            fail(Exit.REFUSED, f"Không có băng “{name}” nào đã bỏ.")
        back = station.library.restore(gone.id, person(station, by, Role.OPERATOR).id)
    if as_json:
        show_json(back)
        return
    out.print(f"Đã đưa “{back.name}” trở lại kho.")


@sounds_app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="Tệp cần xem thử; không ghi thì kiểm tra cả kho.")
    ] = None,
    use: For = Use.VOICE,
    as_json: AsJson = False,
) -> None:
    """Xem thử một tệp mà không lưu; hoặc kiểm tra mọi băng trong kho còn nguyên vẹn."""
    if file is not None:
        _check_file(file, use, as_json)
        return
    wrong: dict[str, str] = {}
    with the_station() as station:
        recordings = station.library.all()
        for one in recordings:
            try:
                station.library.check(one)
            except VaultError as error:
                wrong[one.name] = vietnamese(error)
        unknown = station.library.unknown_calls()
    if as_json:
        show_json({"checked": len(recordings), "wrong": wrong, "unknown": unknown})
    else:
        out.print(f"Đã kiểm tra {len(recordings)} băng; {len(wrong)} băng có vấn đề.")
        for name, sentence in wrong.items():
            out.print(f"  {name}: {sentence}")
        for name, scripts in unknown.items():
            out.print(f"  Không có băng “{name}”, tin bài gọi: {', '.join(scripts)}")
    if wrong or unknown:
        raise typer.Exit(Exit.WANTING)


def _check_file(file: Path, use: Use, as_json: bool) -> None:
    with err.status(f"Đang giải mã và kiểm tra {file.name}…"):
        found = look(file, use)
    if as_json:
        facts = {"loudness": found.loudness, "source": found.source, "findings": found.findings}
        show_json({"file": file, "length_ms": found.length_ms, **facts})
    else:
        out.print(f"{file.name}: {length_text(found.length_ms)}, dùng được.")
        for one in found.findings:
            out.print(f"  {finding(one)}")


def _show_findings(made: Recording) -> None:
    for one in made.sound.findings:
        known = as_found(one)
        out.print(f"  {finding(known) if known else one.code}")
