"""Ears for tests: records what a PulseAudio null sink plays, and dates every sample of it."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from threading import Event, Thread

import numpy as np
import numpy.typing as npt

RATE = 44_100
_FRAME_BYTES = 4
_WINDOW_S = 1.0


@dataclass(frozen=True)
class Heard:
    """What was recorded: both channels, and when every chunk of it had arrived."""

    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    arrivals: npt.NDArray[np.float64]

    def find(self, pcm: npt.NDArray[np.int16]) -> int | None:
        """Return the frame at which `pcm` was heard, every sample of it equal."""
        starts = np.flatnonzero(self.left[: len(self.left) - len(pcm) + 1] == pcm[0])
        for start in starts:
            if np.array_equal(self.left[start : start + len(pcm)], pcm):
                return int(start)
        return None

    def instant(self, frame: int) -> float:
        """Return when `frame` sounded, in seconds since 1970.

        A chunk arrives after its last sample has sounded, sometimes much after: the earliest
        arrival around, relative to its frames, is the nearest to the truth.
        """
        ends, moments = self.arrivals.T
        dated = moments - ends / RATE
        near = np.abs(moments - (dated.min() + frame / RATE)) < _WINDOW_S + np.ptp(dated)
        return float(dated[near].min() + frame / RATE)


class Monitor:
    """Listens to the sink called "loa" of the server named in PULSE_SERVER."""

    def __init__(self) -> None:
        command = ["parec", "--raw", "--latency-msec=10", "-d", "loa.monitor"]
        command += [f"--rate={RATE}", "--channels=2", "--format=s16le"]
        self._recording = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ))
        self._pieces: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []
        self._hearing = Event()
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._hearing.wait(10), "parec hears nothing"

    def stop(self) -> Heard:
        """End listening and return what was heard."""
        self._recording.terminate()
        self._recording.wait()
        self._thread.join()
        content = b"".join(self._pieces)
        frames = np.frombuffer(content[: len(content) // _FRAME_BYTES * _FRAME_BYTES], "<i2")
        both = frames.reshape(-1, 2)
        return Heard(both[:, 0], both[:, 1], np.array(self._arrivals))

    def _listen(self) -> None:
        assert self._recording.stdout is not None
        count = 0
        while chunk := os.read(self._recording.stdout.fileno(), 65_536):
            count += len(chunk)
            self._pieces.append(chunk)
            self._arrivals.append((count // _FRAME_BYTES, time.time()))
            self._hearing.set()
