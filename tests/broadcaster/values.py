"""Values that playout's tests share: a sheet, cues and gaps with only what a test cares about."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from broadcaster.model import (
    AiringId,
    Cue,
    CueId,
    CueSheet,
    Gap,
    Ms,
    OutputName,
    Priority,
    Reason,
    Rules,
    ZoneName,
)
from broadcaster.sound.vault import Sha

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""12:00 in Việt Nam."""
ALL_DAY = Rules(hours=((time(0), time(0)),))
LOA = OutputName("loa")


def cue(
    number: int,
    starts_at: datetime,
    *,
    output: OutputName = LOA,
    length: timedelta = timedelta(minutes=5),
    late: timedelta = timedelta(minutes=5),
    sound: str = "a" * 64,
    priority: Priority = Priority.ORDINARY,
) -> Cue:
    """Return a cue of airing `number` on `output`."""
    return Cue(
        id=CueId(f"{number}@{output}"),
        airing=AiringId(number),
        output=output,
        zone=ZoneName("Toàn xã"),
        title=f"Bản tin {number}",
        sound=Sha(sound),
        length_ms=Ms(round(length / timedelta(milliseconds=1))),
        starts_at=starts_at,
        latest=starts_at + late,
        priority=priority,
        approved_by="Lãnh đạo",
        reason="",
    )


def gap(number: int, starts_at: datetime, reason: Reason, output: OutputName = LOA) -> Gap:
    """Return a gap of airing `number` on `output`, given up after five minutes."""
    return Gap(
        id=CueId(f"{number}@{output}"),
        airing=AiringId(number),
        output=output,
        zone=ZoneName("Toàn xã"),
        title=f"Bản tin {number}",
        starts_at=starts_at,
        latest=starts_at + timedelta(minutes=5),
        reason=reason,
    )


def sheet(*cues: Cue, **facts: Any) -> CueSheet:
    """Return a sheet of `cues`, allowed at all hours unless `rules` say otherwise."""
    given: dict[str, Any] = {
        "station": "Đài truyền thanh xã thử",
        "node": "main",
        "time_zone": "Asia/Ho_Chi_Minh",
        "made_at": NOON,
        "until": NOON + timedelta(hours=48),
        "rules": ALL_DAY,
        "cues": tuple(cues),
    }
    return CueSheet(**(given | facts))
