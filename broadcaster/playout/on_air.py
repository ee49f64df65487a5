"""One sound on one output: what is known of it while it plays, and how the page is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from broadcaster.model import Cue, CueId, Ms, OutputName
from broadcaster.playout.decide import UNTOUCHED, Trace
from broadcaster.sound.output import Health, Playing
from broadcaster.spool import OutputStatus


@dataclass(slots=True)
class OnAir:
    """A cue that was handed to its output; `begins` and `ends` are where it should lie in time."""

    cue: Cue
    playing: Playing
    skip_ms: Ms
    begins: datetime
    ends: datetime
    journalled: bool = False


def output_status(
    name: OutputName,
    health: Health,
    held: OnAir | None,
    traces: Mapping[CueId, Trace],
    now: datetime,
) -> OutputStatus:
    """Return what one output does at `now`; `sent_ms` counts earlier attempts too."""
    if held is None:
        return OutputStatus(name, health.ok, health.text)
    cue, progress = held.cue, held.playing.progress(now)
    sent = Ms(traces.get(cue.id, UNTOUCHED).sent_ms + progress.sent_ms)
    return OutputStatus(
        name, health.ok, health.text, cue.id, cue.title, progress.started_at, sent, cue.length_ms
    )
