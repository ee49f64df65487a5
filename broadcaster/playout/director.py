"""The director (trực phát sóng tự động): carries out what `decide` says, one turn at a time.

Writes the intent before the sound and the row after it; knows the spool and the outputs, no
database. Turned by hand: `turn(now)`, on any clock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.codec import CodecError
from broadcaster.model import (
    Cue,
    CueId,
    CueSheet,
    Gap,
    Ms,
    Outcome,
    OutputName,
    Reason,
)
from broadcaster.playout.decide import (
    RETRY,
    UNTOUCHED,
    Arm,
    Close,
    Cut,
    Start,
    Trace,
    decide,
)
from broadcaster.playout.guard import Guarded, described
from broadcaster.playout.jump import JumpWatch
from broadcaster.playout.on_air import OnAir, output_status
from broadcaster.playout.pen import Pen
from broadcaster.playout.recall import as_run, recall, troubled, upcoming
from broadcaster.sound.output import Output, OutputError, Progress
from broadcaster.sound.sound import Sound
from broadcaster.sound.vault import sha_of_file
from broadcaster.spool import Armed, Ended, Spool, Started, Status

log = logging.getLogger(__name__)

Decode = Callable[[Path], Sound]

WHOLE_MS = 150
"""A sound counts as whole when no more than this is missing: below it lies codec padding."""
_WATCH = timedelta(milliseconds=500)
_SETTLE = timedelta(milliseconds=20)


class Director:
    """Plays a node's cue sheet on its outputs."""

    def __init__(
        self,
        *,
        spool: Spool,
        outputs: Mapping[OutputName, Output],
        decode: Decode,
        look_every: timedelta = timedelta(seconds=1),
    ) -> None:
        """Take up the journal where the last run left it.

        `decode` turns a file into sound; `look_every` is how often an idle director looks for a
        new sheet.
        """
        self._spool = spool
        self._outputs = {name: Guarded(output) for name, output in outputs.items()}
        self._decode = decode
        self._look_every = look_every
        self._sheet: CueSheet | None = None
        self._sheet_mark: tuple[int, int, int] | None = None
        self._zone: tzinfo = ZoneInfo("UTC")
        self._sounds: dict[CueId, Sound] = {}
        self._on_air: dict[OutputName, OnAir] = {}
        self._traces = recall(spool)
        self._pen = Pen(spool.journal)
        self._jump = JumpWatch()

    @property
    def idle(self) -> bool:
        """Tell whether nothing is on air."""
        return not self._on_air

    def turn(self, now: datetime) -> datetime:
        """Do what is due at `now`; return when to be called next."""
        self._pen.write_waiting()
        sheet = self._newest_sheet()
        self._watch(now)
        if sheet is None:
            self._report(now, None)
            return now + self._look_every
        playing = {name: held.cue for name, held in self._on_air.items()}
        since, patient = self._jump.look(now)
        decision = decide(sheet, self._traces, playing, now, self._zone, since, patient)
        for action in decision.actions:
            self._carry_out(action, now, sheet)
        self._report(now, sheet)
        if any(isinstance(action, Arm) for action in decision.actions):
            return now + _SETTLE
        return min([decision.next, now + self._look_every, *self._ends(now)])

    def close(self, now: datetime) -> None:
        """Stop what is on air, so that the journal says how far it came; used at a shutdown.

        Nothing is closed in the log: a restart within the sound takes it up again.
        """
        for held in self._on_air.values():
            held.playing.stop(now)
            self._note_begun(held, held.playing.progress(now))
        self._report(now, self._sheet)
        for output in self._outputs.values():
            output.close()

    def _newest_sheet(self) -> CueSheet | None:
        mark = self._spool.sheet_mark()
        if mark is not None and mark != self._sheet_mark:
            try:
                self._sheet = self._spool.sheet()
            except (CodecError, OSError):
                log.exception("cue sheet unreadable; keeping the one before")
            else:
                self._sheet_mark = mark
                if self._sheet is not None:
                    self._zone = ZoneInfo(self._sheet.time_zone)
                    self._forget_sounds(self._sheet)
        return self._sheet

    def _forget_sounds(self, sheet: CueSheet) -> None:
        """Let go of what was decoded for a cue that is no longer planned."""
        wanted = {cue.id for cue in sheet.cues}
        for cue_id in self._sounds.keys() - wanted:
            del self._sounds[cue_id]

    def _watch(self, now: datetime) -> None:
        """Let the outputs work, and journal what has begun, ended or broken."""
        for name, output in self._outputs.items():
            output.pump(now)
            held = self._on_air.get(name)
            if held is None:
                continue
            progress = held.playing.progress(now)
            self._note_begun(held, progress)
            if progress.failed is not None:
                self._broken(held, progress, now)
            elif progress.finished:
                self._finished(held, progress, now)

    def _note_begun(self, held: OnAir, progress: Progress) -> None:
        started_at = progress.started_at
        if started_at is None or held.journalled:
            return
        self._pen.write(Started(held.cue.id, started_at, held.skip_ms))
        held.journalled = True
        trace = self._traces[held.cue.id]
        if trace.started_at is None:
            sound = held.cue.sound
            self._traces[held.cue.id] = replace(trace, started_at=started_at, sound=sound)

    def _broken(self, held: OnAir, progress: Progress, now: datetime) -> None:
        """The output died under the sound: keep the sum, try again as long as it makes sense."""
        log.error("output %s failed: %s", held.cue.output, progress.failed)
        del self._on_air[held.cue.output]
        trace = self._traces[held.cue.id]
        self._traces[held.cue.id] = replace(
            trace,
            sent_ms=Ms(trace.sent_ms + progress.sent_ms),
            trouble=Reason.OUTPUT_FAILED,
            detail=progress.failed or "",
            retry_at=now + RETRY,
        )

    def _finished(self, held: OnAir, progress: Progress, now: datetime) -> None:
        cue, trace = held.cue, self._traces[held.cue.id]
        sent = Ms(min(trace.sent_ms + progress.sent_ms, cue.length_ms))
        whole = sent >= cue.length_ms - WHOLE_MS
        reason = None if whole else trace.trouble or Reason.PLAYOUT_STOPPED
        outcome = Outcome.PLAYED if whole else Outcome.CUT
        detail = "" if whole else trace.detail
        del self._on_air[cue.output]
        self._end(cue, outcome, reason, detail, sent, now)

    def _carry_out(self, action: Arm | Start | Cut | Close, now: datetime, sheet: CueSheet) -> None:
        match action:
            case Arm(cue=cue):
                self._arm(cue, now)
            case Start(cue=cue, at=at, skip_ms=skip):
                self._start(cue, at, skip, now)
            case Cut(cue=cue_id, reason=reason):
                self._cut(cue_id, reason, now)
            case Close(cue=cue, outcome=outcome, reason=reason, detail=detail):
                sent = self._traces.get(cue.id, UNTOUCHED).sent_ms
                self._end(cue, outcome, reason, detail, sent, now)

    def _arm(self, cue: Cue, now: datetime) -> None:
        """Hash the file again and decode it: the last look before the air."""
        path = self._spool.sound_path(cue.sound)
        trace = self._traces.get(cue.id, UNTOUCHED)
        try:
            if sha_of_file(path) != cue.sound:
                trace = troubled(trace, Reason.SOUND_CHANGED, path.name, now)
                # Traffic brings a good copy where there is none.
                self._spool.drop_sound(cue.sound)
            else:
                self._sounds[cue.id] = self._decode(path)
                trace = replace(trace, armed=True, sound=cue.sound, retry_at=None)
        except FileNotFoundError:
            dropped = trace.trouble is Reason.SOUND_CHANGED
            reason = Reason.SOUND_CHANGED if dropped else Reason.SOUND_MISSING
            trace = troubled(trace, reason, path.name, now)
        except Exception as error:
            # Whatever a decoder raises, even for want of memory, must not silence the others.
            log.exception("sound %s cannot be made ready", cue.sound[:12])
            trace = troubled(trace, Reason.SOUND_UNREADABLE, described(error), now)
        self._traces[cue.id] = trace

    def _start(self, cue: Cue, at: datetime, skip_ms: Ms, now: datetime) -> None:
        trace = self._traces[cue.id]
        output = self._outputs.get(cue.output)
        if output is None:
            self._traces[cue.id] = troubled(trace, Reason.OUTPUT_FAILED, "no such output", now)
            return
        sound = self._sounds.get(cue.id)
        if sound is None:
            self._traces[cue.id] = replace(trace, armed=False)
            return
        self._pen.write(Armed(cue.id, cue.sound, now))
        try:
            label = f"{cue.title} {cue.sound[:8]}"
            playing = output.start(sound, at, skip_ms=skip_ms, label=label)
        except OutputError as error:
            log.warning("output %s cannot start: %s", cue.output, error)
            trouble = troubled(trace, Reason.OUTPUT_FAILED, str(error), now)
            self._traces[cue.id] = replace(trouble, armed=True)
            return
        ends = at + timedelta(milliseconds=cue.length_ms - skip_ms)
        self._on_air[cue.output] = OnAir(cue, playing, skip_ms, at, ends)

    def _cut(self, cue_id: CueId, reason: Reason, now: datetime) -> None:
        for name, held in list(self._on_air.items()):
            if held.cue.id != cue_id:
                continue
            held.playing.stop(now)
            progress = held.playing.progress(now)
            self._note_begun(held, progress)
            del self._on_air[name]
            sent = Ms(self._traces[cue_id].sent_ms + progress.sent_ms)
            self._end(held.cue, Outcome.CUT, reason, "", sent, now)

    def _end(
        self,
        cue: Cue | Gap,
        outcome: Outcome,
        reason: Reason | None,
        detail: str,
        sent_ms: Ms,
        now: datetime,
    ) -> None:
        """Write the one row of this cue, and remember that it has it."""
        trace = self._traces.get(cue.id, UNTOUCHED)
        node = self._sheet.node if self._sheet else ""
        row = as_run(cue, node, trace.started_at, now, sent_ms, outcome, reason, detail)
        self._pen.write(Ended(row))
        self._traces[cue.id] = Trace(ended=True)
        self._sounds.pop(cue.id, None)
        log.info("%s %s on %s: %s %s", cue.title, cue.id, cue.output, outcome, reason or "")

    def _ends(self, now: datetime) -> list[datetime]:
        """Return when something on air wants to be looked at."""
        wakes = []
        for held in self._on_air.values():
            wakes.append(now + _WATCH)
            moments = (held.begins + _SETTLE, held.ends + _SETTLE)
            wakes.extend(moment for moment in moments if moment > now)
        return wakes

    def _report(self, now: datetime, sheet: CueSheet | None) -> None:
        outputs = tuple(
            output_status(name, output.health(now), self._on_air.get(name), self._traces, now)
            for name, output in self._outputs.items()
        )
        node = sheet.node if sheet else ""
        made_at = sheet.made_at if sheet else None
        status = Status(now, node, outputs, upcoming(sheet, now), made_at)
        try:
            self._spool.write_status(status)
        except OSError:
            log.exception("status cannot be written")
