"""How an airing looks to the desk: its programme and approval, what is in its way, how it went.

Reads the books; changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcaster.model import (
    Airing,
    AiringId,
    Approval,
    AsRun,
    Ms,
    Programme,
    ProgrammeId,
    Reason,
    Slot,
    SlotId,
    UserId,
    Verdict,
)
from broadcaster.rules import breach
from broadcaster.sound.vault import Sha, SoundMissingError
from broadcaster.spool import SOUND_SUFFIX
from broadcaster.store import Books
from broadcaster.traffic.clash import length_of
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.verdicts import last_verdict


@dataclass(frozen=True, slots=True)
class AiringView:
    """One airing with what the page shows beside it.

    `standing` is the verdict on the programme's present sound (None: not judged). `obstacle` is
    why it would not be played as things stand, None when it would. `length_ms` is the length
    reckoned with: the master's, or an estimate while there is none. `as_runs` has one row for
    each output that is done with it.
    """

    airing: Airing
    programme: Programme | None
    standing: Verdict | None
    obstacle: Reason | None
    length_ms: Ms
    as_runs: tuple[AsRun, ...]


class Looker:
    """Looks at airings within one transaction, reading each programme and slot once."""

    def __init__(self, desk: Desk, books: Books) -> None:
        """Look with the rules of `desk` into `books`."""
        self._desk = desk
        self._books = books
        self._programmes: dict[ProgrammeId, tuple[Programme, Approval | None]] = {}
        self._names: dict[UserId, str] = {}
        self._slots: dict[SlotId, Slot] = {}

    def view(self, airing: Airing, as_runs: Iterable[AsRun] = ()) -> AiringView:
        """Return `airing` as the desk sees it."""
        programme, approval = self._programme(airing.programme)
        verdict = approval.verdict if approval else None
        length = length_of(programme, self._slot(airing.slot))
        obstacle = self._obstacle(airing, programme, verdict, length)
        return AiringView(airing, programme, verdict, obstacle, length, tuple(as_runs))

    def approved_by(self, programme: ProgrammeId) -> str:
        """Return the full name of who judged the programme's present sound, "" when nobody did."""
        _, approval = self._programme(programme)
        if approval is None:
            return ""
        if approval.by not in self._names:
            self._names[approval.by] = self._books.users.get(approval.by).full_name
        return self._names[approval.by]

    def _obstacle(
        self, airing: Airing, programme: Programme | None, verdict: Verdict | None, length: Ms
    ) -> Reason | None:
        if programme is None:
            return Reason.NO_PROGRAMME
        if verdict is not Verdict.APPROVED or programme.master is None:
            return Reason.NOT_APPROVED
        if not self._desk.outputs(airing.zone):
            return Reason.OUTPUT_FAILED
        slot = self._slot(airing.slot)
        if slot is not None and length > slot.longest_ms:
            return Reason.TOO_LONG
        desk = self._desk
        found = breach(desk.rules, airing.starts_at, length, desk.tz, airing.priority)
        return found or self._lost(programme.master.sha)

    def _lost(self, sha: Sha) -> Reason | None:
        if self._desk.spool.has_sound(sha):
            return None
        try:
            self._desk.vault.path(sha, SOUND_SUFFIX)
        except SoundMissingError:
            return Reason.SOUND_MISSING
        return None

    def _programme(self, id: ProgrammeId | None) -> tuple[Programme | None, Approval | None]:
        if id is None:
            return None, None
        if id not in self._programmes:
            programme = self._books.programmes.get(id)
            self._programmes[id] = programme, last_verdict(self._books, programme)
        return self._programmes[id]

    def _slot(self, id: SlotId | None) -> Slot | None:
        if id is None:
            return None
        if id not in self._slots:
            self._slots[id] = self._books.slots.get(id)
        return self._slots[id]


def week(desk: Desk, monday: date) -> tuple[AiringView, ...]:
    """Return the airings of the seven local days from `monday`, cancelled ones too."""
    return span(desk, desk.midnight(monday), desk.midnight(monday + timedelta(days=7)))


def span(desk: Desk, since: datetime, until: datetime) -> tuple[AiringView, ...]:
    """Return the airings that start from `since` until `until` (excluded), cancelled ones too."""
    with desk.store.read() as books:
        # By number and instant: restored books give a number a second time.
        rows: defaultdict[tuple[AiringId, datetime], list[AsRun]] = defaultdict(list)
        for row in books.asruns.between(since, until):
            rows[row.airing, row.planned_at].append(row)
        looker = Looker(desk, books)
        airings = books.airings.between(since, until, include_cancelled=True)
        return tuple(looker.view(airing, rows[airing.id, airing.starts_at]) for airing in airings)


def one(desk: Desk, airing: AiringId) -> AiringView:
    """Return one airing as the desk sees it. Raises store.NotFoundError."""
    with desk.store.read() as books:
        found = books.airings.get(airing)
        rows = books.asruns.of_airing(airing)
        own = (row for row in rows if row.planned_at == found.starts_at)
        return Looker(desk, books).view(found, own)
