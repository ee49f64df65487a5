"""The parent's side of decoding: starts the process, listens to it, ends it. Decodes nothing.

The process gets three handles: the sound to read, the file to write, the line to tell. It is ended
when its time is up, when it says nothing for long, and when whoever waits changes their mind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, BinaryIO

import broadcaster
from broadcaster.sound.decoder.orders import Orders

STILL_S = 20.0
"""After so many seconds without a sign of life the process is taken for stuck."""

_LONGEST_LINE = 65_536
_KEPT = ("SYSTEMROOT", "PATH", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_LOOK_S = 0.25
_GRACE_S = 5.0


@dataclass(frozen=True, slots=True)
class Refused:
    """The process would not or could not: `code` and its figures."""

    code: str
    figures: dict[str, Any]


def decode(
    source: BinaryIO, target: BinaryIO, orders: Orders, told: Callable[[int], None]
) -> dict[str, Any] | Refused:
    """Return the facts of the sound in `source`, written as WAV into `target`, or why not.

    `told` hears the percentage several times a second; what it raises ends the process and passes.
    """
    source.seek(0)
    process = subprocess.Popen(  # noqa: S603 - our own program, its orders made here
        [sys.executable, "-P", "-B", "-m", "broadcaster.sound.decoder", json.dumps(asdict(orders))],
        stdin=source,
        stdout=target,
        stderr=subprocess.PIPE,
        env=_surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stderr is not None
    lines: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    listener = Thread(target=_listen, args=(process.stderr, lines), daemon=True)
    listener.start()
    try:
        return _outcome(process, lines, orders.seconds, told)
    finally:
        process.kill()
        process.wait()
        listener.join()
        process.stderr.close()


def _outcome(
    process: subprocess.Popen[bytes],
    lines: SimpleQueue[dict[str, Any] | None],
    seconds: float,
    told: Callable[[int], None],
) -> dict[str, Any] | Refused:
    until = time.monotonic() + seconds + _GRACE_S
    heard, percent = time.monotonic(), 0
    while True:
        now = time.monotonic()
        if now > until or now - heard > STILL_S:
            return Refused("time", {})
        try:
            message = lines.get(timeout=_LOOK_S)
        except Empty:
            told(percent)
            continue
        if message is None:
            return Refused("crash", {"status": process.wait()})
        heard = now
        if isinstance(message.get("done"), dict):
            return dict(message["done"])
        if isinstance(message.get("refused"), str):
            return Refused(message.pop("refused"), message)
        if isinstance(message.get("at"), int):
            percent = max(percent, min(99, message["at"]))
        told(percent)


def _listen(line: IO[bytes], lines: SimpleQueue[dict[str, Any] | None]) -> None:
    """Put what is said on the line into `lines`, None at its end."""
    while text := line.readline(_LONGEST_LINE):
        try:
            message = json.loads(text)
        except ValueError:
            continue
        if isinstance(message, dict):
            lines.put(message)
    lines.put(None)


def _surroundings() -> dict[str, str]:
    """Return the environment of the process: none of ours but what libraries need to load."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    home = str(Path(broadcaster.__file__).parents[1])
    single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return kept | single | {"PYTHONPATH": home, "PYTHONUTF8": "1"}
