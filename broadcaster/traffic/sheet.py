"""The cue sheet: what playout is told. Drawn from the books, fed with sounds, published when new.

Knows the books, the vault and the spool; whether a sound may be heard is decided here for the
first time, and in playout for the last.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from broadcaster.model import (
    Airing,
    AiringState,
    Cue,
    CueId,
    CueSheet,
    EventLevel,
    Gap,
    OutputName,
    Reason,
    cue_id,
)
from broadcaster.sound.vault import Sha, SoundChangedError, SoundMissingError, sha_of_file
from broadcaster.spool import SOUND_SUFFIX
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.slots import materialise, missing
from broadcaster.traffic.view import AiringView, Looker

log = logging.getLogger(__name__)

BEHIND = timedelta(hours=24)
AHEAD = timedelta(hours=48)
SLOTS_AHEAD = timedelta(days=15)
"""So far are slots expanded: the whole of next week can be looked at from any day of this one."""
TURN = timedelta(seconds=2)
AT_LEAST_EVERY = timedelta(seconds=60)
"""A sheet without news is published again so often, so that its window moves on."""
_LOOK_AGAIN = timedelta(hours=6)
"""So often is a sound in the spool hashed again, so that a rotten one is replaced before air."""

Troubles = Mapping[Sha, Reason]


def draw(desk: Desk, now: datetime, troubles: Troubles) -> CueSheet:
    """Return the sheet as it should be at `now`; a sound in `troubles` cannot be had."""
    cues: list[Cue] = []
    gaps: list[Gap] = []
    cancelled: set[CueId] = set()
    with desk.store.read() as books:
        looker = Looker(desk, books)
        for airing in books.airings.between(now - BEHIND, now + AHEAD, include_cancelled=True):
            # A zone that left the settings still gets its row in the log, under its own name.
            outputs = desk.outputs(airing.zone) or (OutputName(airing.zone),)
            if airing.state is AiringState.CANCELLED:
                cancelled.update(cue_id(airing, output) for output in outputs)
                if airing.starts_at <= now:
                    # What was broken off and then cancelled still gets its row.
                    gaps.extend(_gap(airing, output, Reason.CANCELLED) for output in outputs)
                continue
            view = looker.view(airing)
            reason = _reason(desk, view, troubles)
            if reason is not None:
                gaps.extend(_gap(airing, output, reason) for output in outputs)
            else:
                cues.extend(_cue(looker, view, output) for output in outputs)
    return CueSheet(
        station=desk.station,
        node=desk.node,
        time_zone=str(desk.tz),
        made_at=now,
        until=now + AHEAD,
        rules=desk.rules,
        cues=tuple(cues),
        gaps=tuple(gaps),
        cancelled=frozenset(cancelled),
    )


class Feed:
    """Keeps the spool supplied: airings from slots, sounds from the vault, a sheet when new."""

    def __init__(self, desk: Desk) -> None:
        """Begin with whatever sheet lies in the spool."""
        self._desk = desk
        self._published: CueSheet | None = None
        self._looked_at: dict[Sha, datetime] = {}
        self._told: set[Sha] = set()

    def turn(self, now: datetime) -> datetime:
        """See Traffic.turn."""
        self._expand(now)
        troubles = self._bring(now)
        sheet = draw(self._desk, now, troubles)
        if self._is_news(sheet):
            self._desk.spool.publish(sheet)
            self._published = sheet
            self._clear(sheet)
        return now + TURN

    def _expand(self, now: datetime) -> None:
        desk = self._desk
        since, until = desk.day_of(now), desk.day_of(now + SLOTS_AHEAD)
        with desk.store.read() as books:
            wanted = missing(desk, books, since, until, now)
        if wanted:
            with desk.store.write() as books:
                materialise(desk, books, since, until, now)

    def _bring(self, now: datetime) -> Troubles:
        """Copy every approved sound of the window into the spool; tell what cannot be had."""
        troubles: dict[Sha, Reason] = {}
        for sha, title in self._wanted(now).items():
            looked_at = self._looked_at.get(sha)
            fresh = looked_at is not None and timedelta(0) <= now - looked_at < _LOOK_AGAIN
            if fresh and self._desk.spool.has_sound(sha):
                continue
            reason = self._bring_one(sha)
            if reason is None:
                self._looked_at[sha] = now
            else:
                troubles[sha] = reason
                self._tell(sha, title, reason, now)
        return troubles

    def _wanted(self, now: datetime) -> dict[Sha, str]:
        with self._desk.store.read() as books:
            looker = Looker(self._desk, books)
            views = map(looker.view, books.airings.between(now - BEHIND, now + AHEAD))
            return {
                view.programme.master.sha: view.airing.title
                for view in views
                if view.obstacle in (None, Reason.SOUND_MISSING)
                and view.programme is not None
                and view.programme.master is not None
            }

    def _bring_one(self, sha: Sha) -> Reason | None:
        spool, vault = self._desk.spool, self._desk.vault
        try:
            if spool.has_sound(sha) and sha_of_file(spool.sound_path(sha)) == sha:
                return None
            spool.add_sound(sha, vault.checked(sha, SOUND_SUFFIX))
        except SoundMissingError:
            return Reason.SOUND_MISSING
        except SoundChangedError:
            return Reason.SOUND_CHANGED
        except OSError as error:
            # A full or broken disk: the next turn tries again, the page shows why until then.
            if sha not in self._told:
                log.error("sound %s cannot be brought to the spool: %s", sha[:12], error)
            return Reason.SOUND_MISSING
        return None

    def _tell(self, sha: Sha, title: str, reason: Reason, now: datetime) -> None:
        """Raise one alert for a sound that cannot be had, long before its airing is missed."""
        if sha in self._told:
            return
        with self._desk.store.write() as books:
            what, detail = "sound-trouble", f"{title}: {reason}"
            books.events.add(EventLevel.ALERT, what, None, f"sound:{sha}", detail, now)
        self._told.add(sha)

    def _is_news(self, sheet: CueSheet) -> bool:
        if self._published is None:
            return True
        last = self._published
        if not timedelta(0) <= sheet.made_at - last.made_at < AT_LEAST_EVERY:
            return True
        return replace(sheet, made_at=last.made_at, until=last.until) != last

    def _clear(self, sheet: CueSheet) -> None:
        """Remove sounds that no cue of the published sheet asks for."""
        wanted = {cue.sound for cue in sheet.cues}
        for sha in self._desk.spool.sounds() - wanted:
            try:
                self._desk.spool.drop_sound(sha)
            except OSError as error:
                # Windows keeps a file that is being read; it goes with a later sheet.
                log.info("sound %s stays for now: %s", sha[:12], error)


def _reason(desk: Desk, view: AiringView, troubles: Troubles) -> Reason | None:
    if view.obstacle is not None:
        return view.obstacle
    assert view.programme is not None and view.programme.master is not None, "nothing in the way"
    sha = view.programme.master.sha
    if sha in troubles:
        return troubles[sha]
    return None if desk.spool.has_sound(sha) else Reason.SOUND_MISSING


def _cue(looker: Looker, view: AiringView, output: OutputName) -> Cue:
    airing, programme = view.airing, view.programme
    assert programme is not None and programme.master is not None, "a cue has a sound"
    return Cue(
        id=cue_id(airing, output),
        airing=airing.id,
        output=output,
        zone=airing.zone,
        title=airing.title,
        sound=programme.master.sha,
        length_ms=programme.master.length_ms,
        starts_at=airing.starts_at,
        latest=airing.latest,
        priority=airing.priority,
        approved_by=looker.approved_by(programme.id),
        reason=airing.reason,
    )


def _gap(airing: Airing, output: OutputName, reason: Reason) -> Gap:
    return Gap(
        id=cue_id(airing, output),
        airing=airing.id,
        output=output,
        zone=airing.zone,
        title=airing.title,
        starts_at=airing.starts_at,
        latest=airing.latest,
        reason=reason,
    )
