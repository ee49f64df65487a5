"""The main job from end to end, on a real script, in real time, with nothing asked.

A demonstration on a station of its own: every step is the one the page and the desk use.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from broadcaster.cli.air import log_table
from broadcaster.cli.base import AsJson, Exit, app, err, fail, local, out, show_json
from broadcaster.cli.make import facts_of
from broadcaster.cli.setup import settings_text
from broadcaster.config import FILE_NAME
from broadcaster.model import (
    Airing,
    AsRun,
    Job,
    JobState,
    Master,
    Outcome,
    Programme,
    Role,
    User,
    ZoneName,
)
from broadcaster.production import Made
from broadcaster.sentences import stage_words
from broadcaster.sound.outputs.soundcard import has_soundcard
from broadcaster.station import Station, make_station, open_station
from broadcaster.supervisor import leave

SCRIPT = Path(__file__).parents[2] / "scripts" / "ban-tin-cai-cach-hanh-chinh.md"
NAME = "Đài truyền thanh xã Dương Quan"
AHEAD = timedelta(seconds=8)
_PEOPLE = {
    "trucdai": ("Trực đài (mẫu)", {Role.OPERATOR, Role.ADMINISTRATOR}),
    "canbo": ("Cán bộ văn hóa (mẫu)", {Role.STAFF}),
    "lanhdao": ("Lãnh đạo UBND (mẫu)", {Role.APPROVER}),
}


@app.command()
def demo(
    place: Annotated[Path, typer.Option("--in", help="Thư mục của đài mẫu.")] = Path(
        "demo-station"
    ),
    script: Annotated[Path, typer.Option(help="Tin bài để phát.")] = SCRIPT,
    as_json: AsJson = False,
) -> None:
    """Làm trọn việc chính trên một đài mẫu: từ văn bản đến sóng, đúng giờ, có nhật ký."""
    if not (place / FILE_NAME).exists():
        settings = settings_text(NAME, soundcard=has_soundcard(), hours="00:00-24:00")
        make_station(place, NAME, settings)
    with open_station(place) as station:
        operator, staff, approver = _people(station)
        record = station.newsroom.take_in(script.name, script.read_bytes(), staff.id)
        err.print(f"1. Nhận tin bài: {record.title}")
        programme = station.newsroom.submit(record.id, staff.id)
        programme, master = _built(station, programme)
        path = station.vault.path(master.sha, ".mp3")
        err.print(f"2. Dựng xong: {facts_of(Made(master, path), path)}")
        station.traffic.approve(programme.id, master.sha, approver.id, "Đã nghe, đồng ý phát.")
        err.print(f"3. {approver.full_name} duyệt bản {master.sha[:12]}")
        zone = ZoneName(next(iter(station.config.zones)))
        start = (station.now() + AHEAD).replace(microsecond=0) + timedelta(seconds=1)
        airing = station.traffic.book(programme.id, start, zone, operator.id)
        err.print(f"4. Đặt lịch phát lúc {local(station, airing.starts_at)}")
        rows = _aired(station, airing, master)
        _tell(station, path, master, rows, as_json)
    if not rows or any(row.outcome is not Outcome.PLAYED for row in rows):
        raise typer.Exit(Exit.WANTING)


def _people(station: Station) -> list[User]:
    """Return three sample people, made on the first run with passwords printed once."""
    known = {person.login: person for person in station.people.all()}
    people: list[User] = []
    for login, (name, roles) in _PEOPLE.items():
        if login not in known:
            password = secrets.token_urlsafe(12)
            by = people[0].id if people else None
            known[login] = station.people.add(login, name, frozenset(roles), password, by)
            err.print(f"   Người dùng mẫu: {login}, mật khẩu (chỉ in một lần): {password}")
        people.append(known[login])
    return people


def _built(station: Station, programme: Programme) -> tuple[Programme, Master]:
    """Let the desk find the wanted programme, do its job here, and show how far it has come."""
    station.production.turn(station.now())
    job = station.production.job_of(programme.id)
    if job is None:
        fail(Exit.WANTING, "Không có việc dựng nào cho chương trình.")
    with worker(station, job) as progress:
        for seen in progress:
            if seen.state not in (JobState.QUEUED, JobState.RUNNING):
                break
    made = station.production.get(programme.id)
    if made.master is None:
        fail(Exit.WANTING, f"Dựng không thành: {made.error}")
    return made, made.master


@contextmanager
def worker(station: Station, job: Job) -> Iterator[Iterator[Job]]:
    """Run a worker process, and yield the job as it goes on, with a bar for people."""
    child = _part(station, "worker")
    columns = (
        TextColumn("   {task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %"),
    )
    try:
        with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
            task = bar.add_task("…", total=1000)

            def steps() -> Iterator[Job]:
                while child.poll() is None:
                    seen = station.production.job(job.id)
                    bar.update(task, description=stage_words(seen.stage), completed=seen.progress)
                    yield seen
                    time.sleep(0.1)

            yield steps()
    finally:
        leave(child)


def _part(station: Station, part: str) -> Popen[bytes]:
    """Start one part of the station as `serve` would."""
    words = [executable, "-m", "broadcaster", "--station", str(station.folder), "run", part]
    logs = station.folder / "logs"
    logs.mkdir(exist_ok=True)
    with (logs / f"{part}.log").open("ab") as log:
        return Popen(words, stdin=PIPE, stdout=log, stderr=log)  # noqa: S603 - our own part


def _aired(station: Station, airing: Airing, master: Master) -> list[AsRun]:
    """Let playout play the airing in real time, and bring what it journalled into the log."""
    station.traffic.turn(station.now())
    playout = _part(station, "playout")
    ends = airing.starts_at + timedelta(milliseconds=master.length_ms)
    outputs = len(station.config.zone_outputs[airing.zone])
    columns = (TextColumn("5. {task.description}"), BarColumn(), TextColumn("{task.fields[clock]}"))
    try:
        with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
            task = bar.add_task("Chờ đến giờ", total=master.length_ms, clock="")
            while True:
                now = station.now()
                rows = _rows(station, airing, now)
                if len(rows) == outputs or now > ends + timedelta(seconds=20):
                    return rows
                played = max(0, round((now - airing.starts_at) / timedelta(milliseconds=1)))
                clock = f"{played / 1000:.0f}/{master.length_ms / 1000:.0f} giây"
                title = "Đang phát" if played else "Chờ đến giờ"
                bar.update(task, description=title, completed=played, clock=clock)
                time.sleep(0.2)
    finally:
        leave(playout)


def _rows(station: Station, airing: Airing, now: datetime) -> list[AsRun]:
    station.logbook.turn(now)
    found = station.logbook.log(airing.starts_at, airing.starts_at + timedelta(seconds=1))
    return [row for row in found if row.airing == airing.id]


def _tell(station: Station, path: Path, master: Master, rows: list[AsRun], as_json: bool) -> None:
    if as_json:
        show_json({"file": path, "master": master, "as_run": rows})
        return
    minutes, seconds = divmod(master.length_ms / 1000, 60)
    out.print(f"Bản phát (master):   {path}")
    out.print(f"Thời lượng:          {int(minutes)} phút {seconds:.1f} giây")
    out.print(f"Độ to (loudness):    {master.loudness_lufs:.1f} LUFS")
    out.print(f"Đỉnh thật:           {master.true_peak_dbtp:.1f} dBTP")
    for row in rows:
        out.print(f"Giờ định:            {local(station, row.planned_at)}.000")
        if row.started_at is not None:
            exact = row.started_at.astimezone(station.tz)
            late = (row.started_at - row.planned_at) / timedelta(milliseconds=1)
            out.print(f"Giờ phát thật:       {exact:%d/%m/%Y %H:%M:%S.%f} (lệch {late:+.1f} ms)")
    out.print("Nhật ký phát sóng (as-run):")
    out.print(log_table(station, rows))
    out.print(f"Mở trang web:        {executable} -m broadcaster --station {station.folder} serve")
