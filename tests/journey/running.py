"""A real station under a real supervisor, for tests that meet it from outside."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadcaster.cli.setup import settings_text
from broadcaster.model import Role
from broadcaster.station import make_station, open_station

NAME = "Đài truyền thanh xã Dương Quan"
PASSWORDS = {
    "quantri": "mat-khau-quan-tri-1",
    "canbo": "mat-khau-can-bo-2",
    "trucdai": "mat-khau-truc-dai-3",
    "lanhdao": "mat-khau-lanh-dao-4",
}
_ROLES = {
    "quantri": {Role.ADMINISTRATOR},
    "canbo": {Role.STAFF},
    "trucdai": {Role.OPERATOR},
    "lanhdao": {Role.APPROVER},
}
_NAMES = {
    "quantri": "Quản trị viên",
    "canbo": "Nguyễn Thị Cán Bộ",
    "trucdai": "Trần Văn Trực",
    "lanhdao": "Bùi Văn Tiến",
}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_station(folder: Path, *, store_url: str | None = None) -> int:
    """Make a station that may play at any hour, with four people; return the port of its page."""
    port = free_port()
    text = settings_text(NAME, soundcard=False, hours="00:00-24:00")
    text = text.replace("port = 8080", f"port = {port}")
    if store_url is not None:
        text = text.replace("sqlite:///station.db", store_url)
    make_station(folder, NAME, text)
    with open_station(folder) as station:
        by = None
        for login, password in PASSWORDS.items():
            user = station.people.add(login, _NAMES[login], frozenset(_ROLES[login]), password, by)
            by = by or user.id
    return port


def command(folder: Path, *words: str) -> list[str]:
    """Return the command line for the station in `folder`."""
    return [sys.executable, "-m", "broadcaster", "--station", str(folder), *words]


def asked(folder: Path, *words: str) -> Any:
    """Run a command with --json and return its answer."""
    done = subprocess.run(command(folder, *words, "--json"), capture_output=True, check=True)
    return json.loads(done.stdout)


@dataclass(slots=True)
class Running:
    """A station that serves."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}"

    def pids(self, part: str) -> list[int]:
        """Return the processes of one part, by their command line."""
        wanted = re.compile(
            rf"{re.escape(str(self.folder))}\x00run\x00{part}\x00"
            if part != "face"
            else rf"-m\x00web\x00{re.escape(str(self.folder))}"
        )
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    line = (entry / "cmdline").read_bytes().decode()
                except OSError:
                    continue
                if wanted.search(line):
                    found.append(int(entry.name))
        return found

    def start_part(self, part: str) -> subprocess.Popen[bytes]:
        """Start one more process of a part, as a person might by mistake."""
        with (self.folder / "logs" / f"twin-{part}.log").open("ab") as out:
            return subprocess.Popen(
                command(self.folder, "run", part), stdin=subprocess.PIPE, stdout=out, stderr=out
            )

    def kill(self, part: str) -> None:
        """Kill -9 one part."""
        for pid in self.pids(part):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[Running]:
    """Run `broadcaster serve` until the block ends, and wait until its page answers."""
    log = folder / "serve.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command(folder, "serve"), stdout=out, stderr=out)
    running = Running(folder, port, process)
    try:
        wait_until(lambda: _answers(running.url), 60, f"the page of {folder}")
        yield running
    finally:
        process.terminate()
        process.wait(60)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until `holds`; fail with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}")
