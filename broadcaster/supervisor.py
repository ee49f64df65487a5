"""The supervisor: starts the parts of the station as processes, and starts again what died.

Knows processes and their log files; knows nothing of what a part does.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

SHORTEST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
LARGEST_LOG = 10_000_000
"""A log longer than this many bytes is put aside when its part starts; one old one is kept."""
_STEADY_S = 60.0
_TELL_AGAIN_S = 3600.0
_GRACE_S = 15.0
_LEAVE = b"q"

OnDeath = Callable[[str, int], None]


@dataclass(slots=True)
class _Part:
    name: str
    command: Sequence[str]
    log_path: Path
    child: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait_s: float = field(default_factory=lambda: SHORTEST_WAIT_S)
    start_at: float = field(default=0.0)
    told_at: float | None = None


class Supervisor:
    """Keeps its parts alive until told to stop.

    A part that dies is started again, at once the first time and then after a doubling wait, so
    that one that cannot start does not eat the machine. Each part holds the reading end of a
    pipe as its standard input: when the supervisor is gone the pipe closes, and the part ends
    itself when it safely can.
    """

    def __init__(self, on_death: OnDeath = lambda _name, _code: None) -> None:
        """Report an unexpected death to `on_death`, with the exit code.

        A part that goes on dying, or that cannot be started (code -1), is reported once an hour.
        """
        self._on_death = on_death
        self._parts: list[_Part] = []
        self._stop = threading.Event()

    def add(self, name: str, command: Sequence[str], log_path: Path) -> None:
        """Keep `command` running; what it prints is appended to `log_path`."""
        self._parts.append(_Part(name, command, log_path))

    def stop(self) -> None:
        """Ask `run` to end; safe from a signal handler or another thread."""
        self._stop.set()

    def run(self) -> None:
        """Start the parts in their order and watch them; on the way out stop them in reverse."""
        try:
            while not self._stop.is_set():
                for part in self._parts:
                    self._look_after(part)
                self._stop.wait(0.2)
        finally:
            for part in reversed(self._parts):
                self._end(part)

    def pids(self) -> dict[str, int]:
        """Return the process id of each part that runs."""
        return {part.name: part.child.pid for part in self._parts if part.child is not None}

    def _look_after(self, part: _Part) -> None:
        now = time.monotonic()
        if part.child is None:
            if now >= part.start_at:
                try:
                    self._start(part, now)
                except OSError:
                    # No memory, no process, no disk: the other parts must not die of it.
                    log.exception("%s cannot be started", part.name)
                    self._again_later(part, now, -1)
            return
        code = part.child.poll()
        if code is None:
            if now - part.started_at > _STEADY_S:
                part.wait_s = SHORTEST_WAIT_S
                part.told_at = None
            return
        log.error("%s ended with %s; starting it again in %.1f s", part.name, code, part.wait_s)
        _close_input(part.child)
        part.child = None
        self._again_later(part, now, code)

    def _again_later(self, part: _Part, now: float, code: int) -> None:
        part.start_at = now + part.wait_s
        part.wait_s = min(part.wait_s * 2, LONGEST_WAIT_S)
        if part.told_at is None or now - part.told_at > _TELL_AGAIN_S:
            part.told_at = now
            self._on_death(part.name, code)

    def _start(self, part: _Part, now: float) -> None:
        part.log_path.parent.mkdir(parents=True, exist_ok=True)
        _put_aside(part.log_path)
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        with part.log_path.open("ab") as out:
            part.child = subprocess.Popen(  # noqa: S603 - our own parts, no shell
                part.command,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                creationflags=flags,
                start_new_session=os.name == "posix",
            )
        part.started_at = now
        log.info("%s started as %d", part.name, part.child.pid)

    def _end(self, part: _Part) -> None:
        if part.child is not None:
            leave(part.child)
            part.child = None


def _put_aside(log_path: Path) -> None:
    """Give a log that has grown long another name, unless somebody holds it open (Windows)."""
    with contextlib.suppress(OSError):
        if log_path.stat().st_size > LARGEST_LOG:
            log_path.replace(log_path.with_name(f"{log_path.name}.1"))


def leave(child: subprocess.Popen[bytes]) -> None:
    """Ask a part to end, and kill it only when it does not."""
    _close_input(child)
    try:
        child.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        log.error("process %d did not end in %.0f s; killing it", child.pid, _GRACE_S)
        child.kill()
        child.wait()


def _close_input(child: subprocess.Popen[bytes]) -> None:
    """Tell the part to end: a word first, so that it knows this from our own death."""
    if child.stdin is None:
        return
    with contextlib.suppress(OSError):
        child.stdin.write(_LEAVE)
        child.stdin.flush()
    with contextlib.suppress(OSError):
        child.stdin.close()


def leave_with_parent(stop: threading.Event, orphaned: threading.Event | None = None) -> None:
    """Set `stop` when the supervisor asks us to end, and `orphaned` (else `stop`) when it died.

    Called by a part at its start; does nothing when a person or a service runs the part alone,
    since only a supervisor gives it a pipe.
    """
    if sys.stdin is None or not stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        return

    def watch() -> None:
        asked = os.read(sys.stdin.fileno(), 1) == _LEAVE
        (stop if asked or orphaned is None else orphaned).set()

    threading.Thread(target=watch, name="parent", daemon=True).start()


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Call `stop` on Ctrl-C and on a service's request to end."""

    def ask(_number: int, _frame: object) -> None:
        stop()

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
