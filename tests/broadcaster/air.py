"""A small air for tests: a real spool and director on a manual clock, and outputs that can fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from broadcaster.clock import ManualClock
from broadcaster.model import AsRun, Cue, CueSheet, OutputName
from broadcaster.playout import Director
from broadcaster.playout.director import Decode
from broadcaster.sound.formats import Tags, decode, mp3
from broadcaster.sound.output import Health, Now, OutputUnavailableError, Playing, Progress
from broadcaster.sound.outputs.null import NullOutput
from broadcaster.sound.sound import Sound
from broadcaster.sound.vault import Sha, sha_of
from broadcaster.spool import Ended, Spool, Started


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of one sound that really left an output."""

    label: str
    began: datetime
    skip_ms: int
    sent_ms: int


class _FailablePlaying:
    def __init__(self, output: FailableOutput, inner: Playing, label: str, skip_ms: int) -> None:
        self._output = output
        self._inner = inner
        self._label = label
        self._skip_ms = skip_ms
        self._last: Progress | None = None

    def progress(self, now: datetime) -> Progress:
        if self._last is None:
            progress = self._inner.progress(now)
            if self._output.broken:
                self.stop(now)
                self._last = Progress(progress.started_at, progress.sent_ms, False, "unplugged")
                return self._last
            return progress
        return self._last

    def stop(self, now: datetime) -> None:
        self._inner.stop(now)

    def heard(self, now: datetime) -> Heard | None:
        progress = self._last or self._inner.progress(now)
        if progress.started_at is None:
            return None
        return Heard(self._label, progress.started_at, self._skip_ms, progress.sent_ms)


class FailableOutput:
    """A null output that can be unplugged, and that remembers what left it."""

    def __init__(self, name: str, now: Now) -> None:
        self.name = name
        self.broken = False
        self._now = now
        self._inner = NullOutput(name, now)
        self._plays: list[_FailablePlaying] = []

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        if self.broken:
            raise OutputUnavailableError(f"{self.name}: unplugged")
        inner = self._inner.start(sound, at, skip_ms=skip_ms, label=label)
        playing = _FailablePlaying(self, inner, label, skip_ms)
        self._plays.append(playing)
        return playing

    def pump(self, now: datetime) -> None:
        self._inner.pump(now)

    def health(self, now: datetime) -> Health:
        return Health(not self.broken, "unplugged" if self.broken else "fine")

    def close(self) -> None:
        self._inner.close()

    def power_off(self) -> None:
        """Stop dead, as in a power cut."""
        self._inner.pump(self._now())
        self._inner.close()

    def heard(self) -> list[Heard]:
        """Return everything that left this output."""
        stretches = (playing.heard(self._now()) for playing in self._plays)
        return [stretch for stretch in stretches if stretch is not None]


def tone_mp3(seconds: float, hertz: float = 440.0) -> bytes:
    """Return an MP3 file of a tone of about `seconds`."""
    samples = np.arange(round(44_100 * seconds))
    pcm = (8_000 * np.sin(2 * np.pi * hertz * samples / 44_100)).astype(np.int16)
    return mp3(Sound.from_pcm(pcm, 44_100), Tags("Thử", "Đài thử"))


@dataclass(slots=True)
class Air:
    """A spool, a clock and a director that can be killed and started again."""

    folder: Path
    clock: ManualClock
    names: tuple[OutputName, ...]
    decode: Decode = decode
    look_every: timedelta = timedelta(seconds=30)
    outputs: dict[OutputName, FailableOutput] = field(default_factory=dict)
    director: Director | None = None
    past: list[tuple[OutputName, Heard]] = field(default_factory=list)

    @property
    def spool(self) -> Spool:
        return Spool(self.folder)

    def keep(self, content: bytes) -> Sha:
        """Put a sound into the spool."""
        sha = sha_of(content)
        source = self.folder.parent / f"{sha}.source"
        source.write_bytes(content)
        self.spool.add_sound(sha, source)
        return sha

    def start(self) -> None:
        """Start playout, as after the power has come back."""
        broken = {name for name, output in self.outputs.items() if output.broken}
        self.outputs = {name: FailableOutput(name, self.clock.now) for name in self.names}
        for name in broken:
            self.outputs[name].broken = True
        director = Director(
            spool=self.spool,
            outputs=self.outputs,
            decode=self.decode,
            look_every=self.look_every,
        )
        self.director = director
        self.clock.add("playout", director.turn)

    def kill(self) -> None:
        """Kill -9: nothing is written, nothing is closed."""
        self.clock.remove("playout")
        for output in self.outputs.values():
            output.power_off()
        self._collect()
        self.director = None

    def heard(self) -> list[tuple[OutputName, Heard]]:
        """Return everything that was ever heard, oldest first."""
        now = [(name, heard) for name, output in self.outputs.items() for heard in output.heard()]
        return sorted((*self.past, *now), key=lambda pair: pair[1].began)

    def publish(self, sheet: CueSheet) -> None:
        """Publish a cue sheet."""
        self.spool.publish(sheet)

    def rows(self) -> list[AsRun]:
        """Return the as-run records of the journal."""
        lines, _ = self.spool.journal.lines_after(0)
        return [line.entry.as_run for line in lines if isinstance(line.entry, Ended)]

    def starts(self, cue: Cue) -> list[Started]:
        """Return the journalled starts of `cue`."""
        lines, _ = self.spool.journal.lines_after(0)
        found = [line.entry for line in lines if isinstance(line.entry, Started)]
        return [entry for entry in found if entry.cue == cue.id]

    def _collect(self) -> None:
        for name, output in self.outputs.items():
            self.past.extend((name, heard) for heard in output.heard())
        self.outputs = {name: output for name, output in self.outputs.items() if output.broken}
        for output in self.outputs.values():
            output._plays = []
