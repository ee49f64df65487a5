"""The whole policy of the air, as one pure function.

`decide(sheet, traces, on_air, now)` tells what to do now and when to ask again. It reads no clock,
disk or device, so a year of it can be simulated in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from broadcaster.model import (
    Cue,
    CueId,
    CueSheet,
    Gap,
    Ms,
    Outcome,
    OutputName,
    Priority,
    Reason,
)
from broadcaster.rules import breach
from broadcaster.sound.vault import Sha

ARM_AHEAD = timedelta(seconds=20)
"""How long before its instant a sound is hashed again and decoded."""
START_AHEAD = timedelta(seconds=2)
"""How long before its instant a sound is handed to the output, which places it exactly."""
RETRY = timedelta(seconds=1)
SHORTEST_REST = timedelta(seconds=5)
"""A broken sound is taken up again only when at least this much of it is left."""
JUMP = timedelta(seconds=60)
"""Turns are a second apart; a longer gap between two means that the clock was set or slept."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of one cue that has been touched.

    `started_at` is when its first sample left, `sound` what was made ready or sent, `sent_ms` how
    much was sent before the present attempt, `trouble` and `detail` what went wrong last.
    """

    armed: bool = False
    started_at: datetime | None = None
    sound: Sha | None = None
    sent_ms: Ms = Ms(0)
    trouble: Reason | None = None
    detail: str = ""
    retry_at: datetime | None = None
    ended: bool = False


UNTOUCHED = Trace()


@dataclass(frozen=True, slots=True)
class Arm:
    """Check the file against the approved hash and decode it."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Start:
    """Hand the sound to its output; `skip_ms` of its beginning are past."""

    cue: Cue
    at: datetime
    skip_ms: Ms


@dataclass(frozen=True, slots=True)
class Cut:
    """Stop what is on air and close it."""

    cue: CueId
    reason: Reason


@dataclass(frozen=True, slots=True)
class Close:
    """Write the row of a cue (or gap) that will not be heard, or not any more."""

    cue: Cue | Gap
    outcome: Outcome
    reason: Reason
    detail: str


Action = Arm | Start | Cut | Close


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do now, in order, and when to ask again at the latest."""

    actions: tuple[Action, ...]
    next: datetime


def decide(
    sheet: CueSheet,
    traces: Mapping[CueId, Trace],
    on_air: Mapping[OutputName, Cue],
    now: datetime,
    zone: tzinfo,
    since: datetime | None = None,
    patient: bool = False,
) -> Decision:
    """Return what playout must do at `now`.

    `on_air` holds the cue that each busy output is playing or about to play. `since` is the
    instant of the turn before in this run, None after a start: it tells a jump of the clock from
    a machine that was off. `patient`: what was not too late at `since` is not given up yet.
    """
    actions: list[Action] = [
        Cut(cue.id, Reason.CANCELLED) for cue in on_air.values() if cue.id in sheet.cancelled
    ]
    wakes = [now + timedelta(hours=1)]
    free = set(on_air_names(sheet)) - set(on_air)
    playing_ids = {cue.id for cue in on_air.values()}
    for gap in sheet.gaps:
        trace = traces.get(gap.id, UNTOUCHED)
        cancelled = gap.id in sheet.cancelled
        if trace.ended or gap.id in playing_ids or (cancelled and trace.started_at is None):
            continue
        if patient and since is not None and since <= gap.latest < now:
            wakes.append(now + RETRY)
        elif cancelled or now > gap.latest:
            outcome = Outcome.REFUSED if trace.started_at is None else Outcome.CUT
            actions.append(Close(gap, outcome, gap.reason, trace.detail))
        else:
            wakes.append(gap.latest + timedelta(milliseconds=1))
    for cue in _in_order(sheet.cues):
        trace = traces.get(cue.id, UNTOUCHED)
        playing = on_air.get(cue.output)
        if trace.ended or (playing is not None and playing.id == cue.id):
            continue
        step = _step(sheet, cue, trace, now, zone, since)
        if isinstance(step, Close) and step.outcome is Outcome.MISSED:
            if patient and since is not None and since <= cue.latest:
                step = now + RETRY
            elif step.reason is Reason.TOO_LATE and playing is not None:
                step = replace(step, reason=Reason.OUTPUT_BUSY, detail=playing.title)
        if isinstance(step, Start):
            if playing is not None and _cuts_in(cue, playing):
                actions.append(Cut(playing.id, Reason.INTERRUPTED))
            elif cue.output not in free:
                wakes.append(now + RETRY)
                continue
            free.discard(cue.output)
        if isinstance(step, datetime):
            wakes.append(step)
        elif step is not None:
            actions.append(step)
            wakes.append(now + RETRY)
    return Decision(tuple(actions), max(min(wakes), now + timedelta(milliseconds=1)))


def on_air_names(sheet: CueSheet) -> frozenset[OutputName]:
    """Return every output that `sheet` speaks of."""
    return frozenset(cue.output for cue in sheet.cues)


def _in_order(cues: Iterable[Cue]) -> list[Cue]:
    """Urgent first, then by instant: the order in which cues ask for an output."""
    rank = {Priority.URGENT: 0, Priority.PRIORITY: 1, Priority.ORDINARY: 2}
    return sorted(cues, key=lambda cue: (rank[cue.priority], cue.starts_at, cue.id))


def _cuts_in(cue: Cue, playing: Cue) -> bool:
    return cue.priority is Priority.URGENT and playing.priority is not Priority.URGENT


def _step(
    sheet: CueSheet,
    cue: Cue,
    trace: Trace,
    now: datetime,
    zone: tzinfo,
    since: datetime | None,
) -> Action | datetime | None:
    """Return what this cue needs now, or when it will need something, or None."""
    if trace.started_at is not None:
        return _broken(cue, trace, trace.started_at, now)
    if cue.id in sheet.cancelled:
        return None
    if now > cue.latest:
        return _missed(cue, trace, now, since)
    if trace.retry_at is not None and now < trace.retry_at:
        return trace.retry_at
    begins = max(now, cue.starts_at)
    if now >= cue.starts_at - ARM_AHEAD:
        reason = breach(sheet.rules, begins, cue.length_ms, zone, cue.priority)
        if reason is not None:
            return Close(cue, Outcome.REFUSED, reason, "")
        if not trace.armed or trace.sound not in (None, cue.sound):
            return Arm(cue)
        if now >= cue.starts_at - START_AHEAD:
            return Start(cue, begins, Ms(0))
        return cue.starts_at - START_AHEAD
    return cue.starts_at - ARM_AHEAD


def _broken(cue: Cue, trace: Trace, started_at: datetime, now: datetime) -> Action | datetime:
    """Take a broken sound up where it would be by now, so that it ends when it should.

    What was not heard stays unheard: nothing is played twice, and the row will say what is
    missing. Another sound that was approved meanwhile does not continue this one.
    """
    position = now - started_at
    rest = timedelta(milliseconds=cue.length_ms) - position
    if trace.sound not in (None, cue.sound):
        return Close(cue, Outcome.CUT, Reason.SOUND_CHANGED, trace.detail)
    if rest < SHORTEST_REST or position < timedelta(0):
        reason = trace.trouble or Reason.PLAYOUT_STOPPED
        return Close(cue, Outcome.CUT, reason, trace.detail)
    if trace.retry_at is not None and now < trace.retry_at:
        return trace.retry_at
    if not trace.armed:
        return Arm(cue)
    return Start(cue, now, Ms(round(position / timedelta(milliseconds=1))))


def _missed(cue: Cue, trace: Trace, now: datetime, since: datetime | None) -> Close:
    if trace.trouble is not None:
        refused = trace.trouble in (
            Reason.SOUND_CHANGED,
            Reason.SOUND_MISSING,
            Reason.SOUND_UNREADABLE,
        )
        outcome = Outcome.REFUSED if refused else Outcome.MISSED
        return Close(cue, outcome, trace.trouble, trace.detail)
    if since is not None and since < cue.starts_at and now - since > JUMP:
        return Close(cue, Outcome.MISSED, Reason.CLOCK_JUMPED, _between(since, now))
    reason = Reason.PLAYOUT_STOPPED if since is None else Reason.TOO_LATE
    return Close(cue, Outcome.MISSED, reason, "")


def _between(since: datetime, now: datetime) -> str:
    return f"{since.isoformat(timespec='seconds')} → {now.isoformat(timespec='seconds')}"
