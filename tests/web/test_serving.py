"""`python -m web FOLDER`: a real process on a real port, ended as the supervisor ends it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadcaster.station import make_station, open_station
from tests.web.conftest import SETTINGS
from web.__main__ import FaceDiedError, PortTakenError, serve

PATIENCE_S = 60
FDS = Path("/proc/self/fd")


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


def test_a_taken_port_ends_the_face_with_a_clear_word(tmp_path: Path) -> None:
    folder = tmp_path / "dai"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        make_station(folder, "Đài thử", f"{SETTINGS}\n[web]\nport = {port}\n")
        words = [sys.executable, "-m", "web", str(folder)]
        ended = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert ended.returncode == 1
    assert f"127.0.0.1 port {port}" in ended.stderr
    assert "Traceback" not in ended.stderr
    with open_station(folder) as station, socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(PortTakenError):
            serve(station, threading.Event())


def listening(port: int) -> int | None:
    """Return the descriptor of this process that listens on `port`."""
    for found in FDS.iterdir():
        number = int(found.name)
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(number)) as one:
            if one.getsockname()[1:2] == (port,) and one.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN
            ):
                return number
    return None


@pytest.mark.skipif(not FDS.is_dir(), reason="needs Linux's /proc")
def test_a_face_whose_server_died_does_not_live_on(tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "dai"
    make_station(folder, "Đài thử", f"{SETTINGS}\n[web]\nport = {port}\n")
    stop = threading.Event()
    with open_station(folder) as station, ThreadPoolExecutor(1) as beside:
        face = beside.submit(serve, station, stop)
        try:
            end = time.monotonic() + PATIENCE_S
            while (door := listening(port)) is None and time.monotonic() < end:
                time.sleep(0.05)
            assert door is not None
            os.close(door)
            with pytest.raises(FaceDiedError):
                face.result(PATIENCE_S)
        finally:
            stop.set()
