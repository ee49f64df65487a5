"""What the process is told at its start and what it says on its line; knows nothing of sound.

The line carries one JSON object for each message: {"at": percent}, {"refused": code, ...figures} or
{"done": {...facts}}. Whatever else arrives there is the noise of a library.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from threading import Lock
from typing import NoReturn

LINE = 2
"""The handle of the line: standard error."""

_speaking = Lock()


@dataclass(frozen=True, slots=True)
class Orders:
    """What to read, how, and what not to go beyond; sizes in bytes, lengths in milliseconds."""

    demuxer: str
    rate: int
    longest_ms: int
    most_channels: int
    least_rate: int
    most_rate: int
    most_ratio: int
    seconds: float
    memory: int
    mend: bool

    @classmethod
    def parsed(cls, text: str) -> Orders:
        """Return the orders written as JSON in `text`."""
        return cls(**json.loads(text))


class Refusal(Exception):
    """The sound is refused: `code` names the reason, `figures` hold its measures."""

    def __init__(self, code: str, **figures: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures


def tell(**message: object) -> None:
    """Write one message on the line. Ends the process when nobody listens any more."""
    line = json.dumps(message).encode() + b"\n"
    try:
        with _speaking:
            os.write(LINE, line)
    except OSError:
        os._exit(1)


def give_up(code: str) -> NoReturn:
    """Say that the sound is refused and end at once, whatever other threads are doing."""
    tell(refused=code)
    os._exit(1)
