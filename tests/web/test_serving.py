"""`python -m web FOLDER`: a real process on a real port, ended as the supervisor ends it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from broadcaster.station import make_station
from tests.web.conftest import SETTINGS

PATIENCE_S = 60


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answer_of(url: str, process: subprocess.Popen[bytes]) -> tuple[int, str]:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, "the face ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the face did not answer")


def test_the_face_serves_until_its_supervisor_is_gone(tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "dai"
    make_station(folder, "Đài thử", f"{SETTINGS}\n[web]\nport = {port}\n")
    face = subprocess.Popen([sys.executable, "-m", "web", str(folder)], stdin=subprocess.PIPE)
    try:
        status, page = answer_of(f"http://127.0.0.1:{port}/", face)
        assert status == 200
        assert "Đăng nhập" in page
        assert face.stdin is not None
        face.stdin.close()
        assert face.wait(PATIENCE_S) == 0
    finally:
        face.kill()
        face.wait()
