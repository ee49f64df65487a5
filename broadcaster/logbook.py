"""The logbook (sổ nhật ký): what was really heard, once each, and what a person must be told.

Knows the spool's journal and the books; changes no schedule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from broadcaster.model import (
    Airing,
    AsRun,
    Event,
    EventId,
    EventLevel,
    Ms,
    Outcome,
    OutputName,
    Reason,
    Role,
    UserId,
    ZoneName,
    cue_id,
)
from broadcaster.permission import require
from broadcaster.spool import Ended, Spool, Status
from broadcaster.store import Books, Store

TURN = timedelta(seconds=2)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
RECKON_EVERY = timedelta(hours=1)
RECKON_AFTER = timedelta(hours=24)
"""The cue sheet looks back so far; what has no row by then will not get one from playout."""
SILENT_AFTER = timedelta(seconds=30)
"""Playout writes its status about once a second; one this old comes from a playout that is gone."""

COLUMNS = (
    "Ngày",
    "Giờ theo lịch",
    "Bắt đầu",
    "Kết thúc",
    "Chương trình",
    "Khu vực",
    "Thiết bị",
    "Kết quả",
    "Lý do",
    "Thời lượng (giây)",
    "Đã phát (giây)",
    "Chi tiết",
    "Máy phát",
    "Mã âm thanh (SHA-256)",
)
"""The header of the log as a table."""

_ALERTS = {
    Outcome.MISSED: "airing-missed",
    Outcome.REFUSED: "airing-refused",
    Outcome.CUT: "airing-cut",
}
_MEANT = frozenset({Reason.CANCELLED, Reason.INTERRUPTED})
"""Ends that a person wanted: they are in the log, but nobody needs to be alarmed."""


class Logbook:
    """Brings the journal into the books and answers for what was aired."""

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        now: Callable[[], datetime],
        node: str,
        tz: tzinfo,
        zones: Mapping[ZoneName, Sequence[OutputName]],
    ) -> None:
        """`node` names the mark in its journal; `tz` is where days begin; `zones` have outputs."""
        self._store = store
        self._spool = spool
        self._now = now
        self._node = node
        self._mark = f"journal:{node}"
        self._reckoned_mark = f"reckoned:{node}"
        self._reckoned_at: datetime | None = None
        self._tz = tz
        self._zones = zones

    def turn(self, now: datetime) -> datetime:
        """Bring new journal entries into the books, once; raise alerts for what went wrong.

        Rows, alerts and the mark change together, so a crash in between repeats nothing.
        """
        with self._store.read() as books:
            mark = int(books.marks.get(self._mark) or 0)
        rows, end = self._new_rows(mark)
        if end != mark:
            with self._store.write() as books:
                for row in rows:
                    # A row that is there already was told of then.
                    if books.asruns.add(row):
                        self._tell(books, row, now)
                books.marks.set(self._mark, str(end))
        last = self._reckoned_at
        if last is None or not timedelta(0) <= now - last < RECKON_EVERY:
            # Only as far as the clock stood an hour ago, lest one that is set ahead by mistake
            # make missed what is still to come.
            self._reckon(now, min(now, last or now) - RECKON_AFTER)
            self._reckoned_at = now
        return now + TURN

    def _reckon(self, now: datetime, until: datetime) -> None:
        """Give every airing before `until` that playout never spoke of its row: it was missed.

        So it is after a station was off for longer than a cue sheet looks back.
        """
        with self._store.write() as books:
            told = books.marks.get(self._reckoned_mark)
            since = datetime.fromisoformat(told) if told else EPOCH
            for airing in books.airings.between(since, until):
                # A zone that left the settings counts as one output, as on the cue sheet.
                outputs = self._zones.get(airing.zone) or (OutputName(airing.zone),)
                for row in (self._silence(airing, output) for output in outputs):
                    if books.asruns.add(row):
                        self._tell(books, row, now)
            if until != since:
                books.marks.set(self._reckoned_mark, until.isoformat())

    def _silence(self, airing: Airing, output: OutputName) -> AsRun:
        return AsRun(
            cue=cue_id(airing, output),
            airing=airing.id,
            node=self._node,
            output=output,
            zone=airing.zone,
            title=airing.title,
            sound=None,
            planned_at=airing.starts_at,
            started_at=None,
            ended_at=airing.latest,
            length_ms=Ms(0),
            sent_ms=Ms(0),
            outcome=Outcome.MISSED,
            reason=Reason.PLAYOUT_STOPPED,
            detail="",
        )

    def log(self, since: datetime, until: datetime) -> tuple[AsRun, ...]:
        """Return the as-run records planned from `since` until `until` (excluded)."""
        with self._store.read() as books:
            return tuple(books.asruns.between(since, until))

    def latest(self, limit: int = 20) -> tuple[AsRun, ...]:
        """Return the newest as-run records, newest first."""
        with self._store.read() as books:
            return tuple(books.asruns.latest(limit))

    def week(self, monday: date) -> tuple[AsRun, ...]:
        """Return the as-run records of the seven local days from `monday`."""
        return self.log(self._midnight(monday), self._midnight(monday + timedelta(days=7)))

    def csv(self, rows: Iterable[AsRun], words: Mapping[str, str] | None = None) -> bytes:
        """Return `rows` as CSV: UTF-8 with a mark for Excel, Vietnamese header, local times.

        `words` says what outcomes and reasons are called; their codes are written without it.
        """
        called = words or {}
        text = io.StringIO(newline="")
        table = csv.writer(text)
        table.writerow(COLUMNS)
        for row in rows:
            table.writerow([_harmless(cell) for cell in self._cells(row, called)])
        return text.getvalue().encode("utf-8-sig")

    def on_air(self) -> Status | None:
        """Return what playout last said of itself; None when it never did or has fallen silent."""
        status = self._spool.status()
        if status is None or self._now() - status.at > SILENT_AFTER:
            return None
        return status

    def alerts(self) -> tuple[Event, ...]:
        """Return the alerts nobody has marked as seen, newest first."""
        with self._store.read() as books:
            return tuple(books.events.unseen_alerts())

    def events(self, limit: int = 100) -> tuple[Event, ...]:
        """Return the newest events: who did what, and what went wrong."""
        with self._store.read() as books:
            return tuple(books.events.latest(limit))

    def mark_seen(self, event: EventId, by: UserId) -> None:
        """Take an alert off the page; any person who may sign in may do so.

        Raises NotAllowedError, store.NotFoundError.
        """
        with self._store.write() as books:
            require(books, by, *Role)
            if books.events.mark_seen(event, self._now()):
                subject = f"event:{event}"
                books.events.add(EventLevel.NOTE, "alert-seen", by, subject, "", self._now())

    def _new_rows(self, mark: int) -> tuple[list[AsRun], int]:
        """Return the finished cues after `mark`, and the mark after them.

        Read from one byte before, the end of a line: a journal that ends earlier is another one
        (a new disk, a copied station) and is read from its beginning.
        """
        lines, end = self._spool.journal.lines_after(max(0, mark - 1))
        if end < mark:
            lines, end = self._spool.journal.lines_after(0)
        rows = [line.entry.as_run for line in lines if isinstance(line.entry, Ended)]
        return rows, end

    def _tell(self, books: Books, row: AsRun, now: datetime) -> None:
        what = _ALERTS.get(row.outcome)
        if what is None:
            return
        level = EventLevel.NOTE if row.reason in _MEANT else EventLevel.ALERT
        when = row.planned_at.astimezone(self._tz)
        detail = f"{row.title} {when:%H:%M %d/%m/%Y} {row.output}: {row.reason} {row.detail}"
        books.events.add(level, what, None, f"airing:{row.airing}", detail.strip(), now)

    def _cells(self, row: AsRun, called: Mapping[str, str]) -> list[str]:
        planned = row.planned_at.astimezone(self._tz)
        return [
            f"{planned:%d/%m/%Y}",
            f"{planned:%H:%M:%S}",
            self._clock(row.started_at),
            self._clock(row.ended_at) if row.started_at else "",
            row.title,
            row.zone,
            row.output,
            called.get(row.outcome, row.outcome),
            called.get(row.reason, row.reason) if row.reason else "",
            _seconds(row.length_ms),
            _seconds(row.sent_ms),
            row.detail,
            row.node,
            row.sound or "",
        ]

    def _clock(self, instant: datetime | None) -> str:
        return f"{instant.astimezone(self._tz):%H:%M:%S}" if instant else ""

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._tz).astimezone(UTC)


def _seconds(ms: int) -> str:
    """Return milliseconds as whole seconds: a decimal mark would depend on the reader's Excel."""
    return str(round(ms / 1000))


def _harmless(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
