"""Caring for a station: run it, check it, back it up."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout
from rich.table import Table
from rich.text import Text

from broadcaster.checks import Finding, Grade, check_station
from broadcaster.cli.base import AsJson, Exit, app, err, fail, folder, out, show_json
from broadcaster.cli.base import station as the_station
from broadcaster.cli.setup import first_administrator
from broadcaster.clock import wall_now
from broadcaster.config import load
from broadcaster.model import EventLevel
from broadcaster.parts import run_desk, run_playout, run_worker
from broadcaster.station import Station, beside
from broadcaster.store import Store, StoreError
from broadcaster.supervisor import OnDeath, Supervisor, stop_on_signals

log = logging.getLogger(__name__)

_LEAVING_S = 5.0
"""How long a supervisor that is just leaving is waited for."""
_MARKS = {
    Grade.GOOD: Text("tốt", "green"),
    Grade.DOUBTFUL: Text("lưu ý", "yellow"),
    Grade.BAD: Text("hỏng", "red"),
}


class Part(StrEnum):
    """A part of the station that runs as a process of its own."""

    PLAYOUT = "playout"
    DESK = "desk"
    WORKER = "worker"


_PARTS = {Part.PLAYOUT: run_playout, Part.DESK: run_desk, Part.WORKER: run_worker}


@app.command(hidden=True)
def run(part: Part) -> None:
    """Run one part of the station in this process."""
    _PARTS[part](folder())


@app.command()
def serve(
    admin: Annotated[str, typer.Option(help="Đăng nhập của quản trị viên đầu tiên.")] = "quantri",
) -> None:
    """Chạy đài: trang web, dựng chương trình và máy phát, có giám sát tự khởi động lại."""
    logging.getLogger("broadcaster").setLevel(logging.INFO)
    with the_station() as station, _alone(folder()):
        if not station.people.all():
            first_administrator(station, admin, None)
        web = station.config.web
        _warn_of_taken_port(web.host, web.port)
        tell = _teller(station)
        supervisor = supervise(folder(), tell)
        stop_on_signals(supervisor.stop)
        out.print(f"Trang web: http://{web.host}:{web.port}   (Ctrl-C để dừng)")
        out.print(f"Nhật ký máy: {folder() / 'logs'}")
        supervisor.run()


def _warn_of_taken_port(host: str, port: int) -> None:
    """Say so when the page will not open; playout does not wait for it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        if os.name == "posix":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            err.print(
                f"Lưu ý: cổng {port} của {host} đang có chương trình khác dùng (đài đã chạy rồi?); "
                "trang web chưa mở được. Hãy tắt chương trình kia, hoặc đổi [web] port trong "
                "station.toml. Việc phát sóng vẫn chạy.",
                style="yellow",
            )


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Hold the station for this supervisor; a second one would fight the first for its page."""
    lock = FileLock(place / "serve.lock")
    try:
        lock.acquire(timeout=_LEAVING_S)
    except Timeout:
        fail(Exit.REFUSED, f"Đài trong thư mục {place} đang chạy rồi (broadcaster serve).")
    try:
        yield
    finally:
        lock.release()


def supervise(place: Path, on_death: OnDeath) -> Supervisor:
    """Return a supervisor of the station's four parts, playout first."""
    supervisor = Supervisor(on_death)
    logs = place / "logs"
    for part in Part:
        words = [sys.executable, "-m", "broadcaster", "--verbose", "--station", str(place), "run"]
        supervisor.add(part, [*words, part], logs / f"{part}.log")
    face = [sys.executable, "-m", "web", str(place)]
    supervisor.add("face", face, logs / "face.log")
    return supervisor


def _teller(station: Station) -> OnDeath:
    """Return what tells the people that a part died."""

    def tell(part: str, code: int) -> None:
        try:
            with station.store.write() as books:
                books.events.add(
                    EventLevel.ALERT, "part-died", None, part, f"exit {code}", wall_now()
                )
        except StoreError:
            log.exception("the death of %s could not be recorded", part)

    return tell


@app.command()
def check(as_json: AsJson = False) -> None:
    """Kiểm tra đài: đồng hồ, ổ đĩa, thiết bị phát, giọng đọc, cơ sở dữ liệu, lịch ngày mai."""
    findings = check_station(folder())
    if as_json:
        show_json(findings)
    else:
        out.print(_findings_table(findings))
    if any(finding.grade is Grade.BAD for finding in findings):
        raise typer.Exit(Exit.WANTING)


def _findings_table(findings: list[Finding]) -> Table:
    table = Table("Mục", "", "Chi tiết kỹ thuật")
    for finding in findings:
        table.add_row(finding.subject, _MARKS[finding.grade], finding.text)
    return table


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="Tệp sao lưu, hoặc thư mục để tự đặt tên.")],
) -> None:
    """Sao lưu cơ sở dữ liệu, an toàn cả khi đài đang chạy."""
    config = load(folder())
    name = f"station-{wall_now().astimezone(config.tz):%Y%m%d-%H%M%S}.db"
    target = to / name if to.is_dir() else to
    store = Store.open(beside(config.store.url, folder()))
    try:
        with err.status("Đang sao lưu…"):
            store.backup(target)
    finally:
        store.close()
    out.print(f"Đã sao lưu vào {target} ({target.stat().st_size / 1e6:.1f} MB).")
