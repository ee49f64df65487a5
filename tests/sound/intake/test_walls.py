"""The process that decodes: what it cannot do, and that it never outlives its use."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.decoder.orders import Orders
from broadcaster.sound.intake import HostileError, UnreachableError, Use, take_in
from broadcaster.sound.intake.taken import Limits
from tests.sound.intake.bombs import mp3_bomb
from tests.sound.intake.foreign import FORMS, file_of, tone, wave_of
from tests.sound.intake.test_hostile import children

ORDERS = Orders(
    demuxer="mp3",
    rate=44_100,
    longest_ms=3 * 3_600_000,
    most_channels=8,
    least_rate=4_000,
    most_rate=384_000,
    most_ratio=10**9,
    seconds=60,
    memory=1 << 29,
    mend=True,
)
TRIES = """
import socket, subprocess, sys
from broadcaster.sound.decoder.confine import confine
from broadcaster.sound.decoder.orders import Orders
confine(Orders.parsed(sys.argv[1]), 1 << 20)
def tried(act):
    try:
        act()
    except OSError:
        return "refused"
    return "done"
print(tried(lambda: open("/etc/hostname")), tried(socket.socket),
      tried(lambda: subprocess.run(["true"], stdout=subprocess.PIPE)), file=sys.stdout)
"""


def started(demuxer: str, source: Path, target: Path) -> subprocess.Popen[bytes]:
    orders = json.dumps(asdict(ORDERS) | {"demuxer": demuxer})
    with source.open("rb") as there, target.open("w+b") as here:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "broadcaster.sound.decoder", orders],
            stdin=there,
            stdout=here,
            stderr=subprocess.PIPE,
        )


def last_word(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stderr
    with process.stderr:
        said = process.stderr.read().splitlines()
    assert process.wait(10) == 0
    return dict(json.loads(said[-1]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no handles")
def test_behind_its_walls_it_opens_no_file_and_no_connection() -> None:
    run = [sys.executable, "-c", TRIES, json.dumps(asdict(ORDERS))]
    assert subprocess.run(run, capture_output=True, text=True).stdout.split() == ["refused"] * 3


def test_it_imports_nothing_of_the_project_but_itself() -> None:
    program = (
        "import sys, broadcaster.sound.decoder.__main__;"
        "print([m for m in sys.modules if m.startswith('broadcaster.')"
        " and not m.startswith('broadcaster.sound.decoder') and m != 'broadcaster.sound'],"
        " [m for m in ('scipy', 'pydub', 'miniaudio') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip() == "[] []"


@pytest.mark.parametrize("demuxer", ["hls", "concat", "sdp", "dash", "image2", "mov"])
def test_whatever_a_file_refers_to_nobody_is_asked(demuxer: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"
        secret = tmp_path / "secret.mp3"
        secret.write_bytes(file_of(FORMS["mp3"]))
        lines = {
            "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n{secret}\n",
            "concat": f"ffconcat version 1.0\nfile {secret}\nfile {address}\n",
            "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\n"
            "m=audio 5004 RTP/AVP 0\n",
            "dash": f"<MPD><Period><BaseURL>{address}</BaseURL></Period></MPD>",
            "image2": str(secret),
        }
        content = lines[demuxer].encode() if demuxer in lines else referring(address)
        source = tmp_path / "a"
        source.write_bytes(content)
        process = started(demuxer, source, tmp_path / "b")
        assert last_word(process)["refused"]
        with pytest.raises(TimeoutError):
            server.accept()


def referring(address: str) -> bytes:
    """Return an MP4 file whose samples are said to lie elsewhere."""
    whole = file_of(FORMS["m4a"], tone(0.5))
    place = f"{address}\0".encode()
    there = (12 + len(place)).to_bytes(4, "big") + b"url \0\0\0\0" + place
    assert b"\0\0\0\x0curl \0\0\0\x01" in whole
    return whole.replace(b"mdat", b"free").replace(b"\0\0\0\x0curl \0\0\0\x01", there)


def test_it_ends_when_nobody_listens_any_more(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(mp3_bomb(9_000))
    process = started("mp3", source, tmp_path / "b")
    assert process.stderr
    process.stderr.read(1)
    process.stderr.close()
    assert process.wait(10) == 1


@pytest.mark.parametrize(
    ("why", "limits"),
    [("time", Limits(seconds=0.3, ratio=10**9)), ("memory", Limits(memory=3 << 20))],
)
def test_time_and_memory_end(why: str, limits: Limits, tmp_path: Path) -> None:
    source = tmp_path / "a"
    eight = np.repeat(tone(20, rate=192_000)[None], 8, axis=0)
    source.write_bytes(mp3_bomb(10_000) if why == "time" else wave_of(eight, 192_000))
    before = children()
    with pytest.raises(HostileError) as refused:
        take_in(source, "a.mp3", Use.VOICE, tmp_path / "into", limits)
    assert refused.value.why == why
    assert list((tmp_path / "into").iterdir()) == []
    assert children() == before


@pytest.mark.parametrize("at", [0, 1, 40, 75, 99])
def test_whoever_changes_their_mind_leaves_nothing_behind(at: int, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def told(percent: int) -> None:
        if percent >= at:
            raise Enough

    source = tmp_path / "a.mp3"
    source.write_bytes(mp3_bomb(600) + file_of(FORMS["mp3 8 kHz"]))
    before = children()
    begun = time.monotonic()
    with pytest.raises(Enough):
        take_in(source, "a.mp3", Use.VOICE, tmp_path / "into", told=told)
    assert time.monotonic() - begun < 30
    assert children() == before
    assert not (tmp_path / "into").exists() or list((tmp_path / "into").iterdir()) == []


def _missing(path: Path) -> None:
    """Leave nothing there."""


ODD: dict[str, Callable[[Path], object]] = {
    "nothing there": _missing,
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path),
    "a pipe": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("odd", ODD)
def test_only_ordinary_files_are_read(odd: str, tmp_path: Path) -> None:
    source = tmp_path / "a"
    ODD[odd](source)
    with pytest.raises(UnreachableError):
        take_in(source, "a.mp3", Use.VOICE, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_a_path_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError):
        take_in(tmp_path / "a\0b", "a.mp3", Use.VOICE, tmp_path / "into")
