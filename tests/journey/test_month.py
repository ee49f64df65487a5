"""The centrepiece: a month on the manual clock, with all that goes wrong in a commune in a month.

Real books on SQLite, a real studio, real masters, the real desk and playout. Power cuts at random
instants, a database locked by someone else, an output unplugged, a clock set forward and back, a
script changed after its approval. At the end every cue is accounted for exactly once, what was
heard is what was approved, never twice and never at night.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster.clock import ManualClock
from broadcaster.logbook import Logbook
from broadcaster.model import (
    AsRun,
    CueId,
    Ms,
    Outcome,
    OutputName,
    Programme,
    Reason,
    Role,
    Rules,
    User,
    ZoneName,
    cue_id,
)
from broadcaster.newsroom import Newsroom
from broadcaster.people import People
from broadcaster.production import Production, Studio
from broadcaster.queue import Queue
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.cast import Cast
from broadcaster.sound.formats import decode
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.vault import Sha, Vault
from broadcaster.spool import Spool
from broadcaster.station import AUDIO
from broadcaster.store import Store, StoreBusyError
from broadcaster.traffic import Traffic
from broadcaster.words.reading import USUAL
from tests.broadcaster.air import Air, FailableOutput

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 1, 0, 0, tzinfo=HANOI)
DAYS = 30
MINUTE = timedelta(minutes=1)
NORTH, SOUTH = ZoneName("Thôn Bắc"), ZoneName("Thôn Nam")
LOA, RECORDER, HORN = OutputName("loa"), OutputName("ghi"), OutputName("loa nam")
ZONES = {NORTH: (LOA, RECORDER), SOUTH: (HORN,)}
TIMES = (time(5, 30), time(11, 30), time(17, 0))
DECODE = lru_cache(maxsize=8)(decode)


@dataclass(slots=True)
class Month:
    """A commune's station on a manual clock."""

    folder: Path
    clock: ManualClock
    store: Store
    vault: Vault
    people: People
    newsroom: Newsroom
    production: Production
    traffic: Traffic
    logbook: Logbook
    air: Air
    staff: User
    operator: User
    approver: User
    turn_failures: list[Exception]

    def programme(self, title: str, body: str) -> Programme:
        """Write a script, hand it in, have it built."""
        record = self.newsroom.write(title, body, self.staff.id)
        wanted = self.newsroom.submit(record.id, self.staff.id)
        return self.built(wanted)

    def built(self, wanted: Programme) -> Programme:
        """Let the desk want the job and a worker do it."""
        self.production.turn(self.clock.now())
        job = self.production.job_of(wanted.id)
        assert job is not None
        self.production.build(job.id)
        made = self.production.get(wanted.id)
        assert made.master is not None, made.error
        return made

    def approve(self, programme: Programme) -> Sha:
        """Listen and approve."""
        assert programme.master is not None
        self.traffic.approve(programme.id, programme.master.sha, self.approver.id)
        return programme.master.sha


@pytest.fixture
def month(tmp_path: Path) -> Iterator[Month]:
    failures: list[Exception] = []
    clock = ManualClock(START, lambda _name, error: failures.append(error))
    store = Store.open(f"sqlite:///{tmp_path / 'station.db'}", busy_s=0.05)
    store.upgrade()
    vault = Vault(tmp_path / "vault")
    spool = Spool(tmp_path / "spool")
    announcer = Announcer([open_engine("tone://")], Memory(tmp_path / "speech"))
    studio = Studio(
        announcer=announcer,
        kit=lambda: Kit.load(AUDIO),
        vault=vault,
        treated=Memory(tmp_path / "treated"),
        encoded=Memory(tmp_path / "pieces"),
        cast=Cast({"một": Voice()}, ("một",)),
        recipe="stream",
        station_name="Đài truyền thanh xã Dương Quan",
        manner=lambda: USUAL,
    )
    queue = Queue.open(f"sqlite:///{tmp_path / 'queue.db'}", None)
    people = People(store=store, now=clock.now)
    admin = people.add("quantri", "Quản trị", {Role.ADMINISTRATOR}, "mat-khau-dai-1", None)
    staff = people.add("canbo", "Cán bộ", {Role.STAFF}, "mat-khau-dai-2", admin.id)
    operator = people.add("trucdai", "Trực đài", {Role.OPERATOR}, "mat-khau-dai-3", admin.id)
    approver = people.add("lanhdao", "Lãnh đạo", {Role.APPROVER}, "mat-khau-dai-4", admin.id)
    yield Month(
        folder=tmp_path,
        clock=clock,
        store=store,
        vault=vault,
        people=people,
        newsroom=Newsroom(store=store, now=clock.now, manner=lambda: USUAL),
        production=Production(store=store, queue=queue, studio=studio, now=clock.now),
        traffic=Traffic(
            store=store,
            vault=vault,
            spool=spool,
            now=clock.now,
            zones=ZONES,
            rules=Rules(),
            station="Đài truyền thanh xã Dương Quan",
            node="main",
            tz=HANOI,
        ),
        logbook=Logbook(
            store=store, spool=spool, now=clock.now, node="main", tz=HANOI, zones=ZONES
        ),
        air=Air(tmp_path / "spool", clock, (LOA, RECORDER, HORN), DECODE, 5 * MINUTE),
        staff=staff,
        operator=operator,
        approver=approver,
        turn_failures=failures,
    )
    store.close()


def rarely(
    turn: Callable[[datetime], datetime], period: timedelta, failures: list[Exception]
) -> Callable[[datetime], datetime]:
    """Take `turn` once a period, so that a month takes seconds; a failed one comes round again."""

    def taken(now: datetime) -> datetime:
        try:
            turn(now)
        except StoreBusyError as error:
            failures.append(error)
        return now + period

    return taken


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the database's write lock from another connection, as a stuck backup tool would."""
    other = sqlite3.connect(folder / "station.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def play_the_month(month: Month, chance: random.Random, column: Programme) -> Sha:
    """Thirty days, one after the other, each with what fate has in store for it.

    Returns the sound that took the place of the column's.
    """
    for day in range(DAYS):
        midnight = START + timedelta(days=day)
        fate = day % 10
        if day == 25:
            column = change_the_column(month, column)
        elif day == 26:
            month.approve(column)
        if fate in (1, 6):
            power_cut(month, midnight, chance)
        elif fate == 2:
            month.clock.advance_to(midnight + timedelta(hours=5, minutes=20))
            month.air.outputs[LOA].broken = True
            month.clock.advance_to(midnight + timedelta(hours=5, minutes=45))
            month.air.outputs[LOA].broken = False
        elif fate == 4:
            month.clock.advance_to(midnight + timedelta(hours=5))
            with locked(month.folder):
                month.clock.advance_to(midnight + timedelta(hours=18))
        elif fate == 7:
            month.clock.advance_to(midnight + timedelta(hours=11))
            month.clock.step(timedelta(hours=1))
        elif fate == 8:
            month.clock.advance_to(midnight + timedelta(hours=11, minutes=40))
            month.clock.step(timedelta(minutes=-20))
        month.clock.advance_to(midnight + timedelta(days=1))
    assert column.master is not None
    return column.master.sha


def power_cut(month: Month, midnight: datetime, chance: random.Random) -> None:
    """Cut the power somewhere around a programme, for anything from a blink to hours."""
    around = datetime.combine(midnight.date(), chance.choice(TIMES), HANOI)
    month.clock.advance_to(around + timedelta(seconds=chance.uniform(-60, 60)))
    month.air.kill()
    month.clock.advance_to(month.clock.now() + timedelta(seconds=chance.uniform(0.1, 600)))
    month.air.start()


def change_the_column(month: Month, column: Programme) -> Programme:
    """Change an approved script: the new sound has not been heard by anyone."""
    record = month.newsroom.get(column.scripts[0])
    month.newsroom.revise(
        record.id, record.revision, record.title, "Lời mới của chuyên mục.", month.staff.id
    )
    return month.built(column)


def expected_cues(month: Month) -> set[CueId]:
    """Return the cue of every planned airing of the month on every output of its zone."""
    with month.store.read() as books:
        airings = books.airings.between(START, START + timedelta(days=DAYS))
    return {
        cue_id(airing, output)
        for airing in airings
        if airing.starts_at < month.clock.now() - timedelta(minutes=30)
        for output in ZONES[airing.zone]
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_every_cue_of_a_month_is_accounted_for_exactly_once(month: Month, seed: int) -> None:
    news = month.programme("Bản tin sáng", "Tin thứ nhất của xã.\n\nTin thứ hai của xã.")
    column = month.programme("Chuyên mục", "Cải cách hành chính phục vụ người dân.")
    unheard = month.programme("Chưa duyệt", "Bài này chưa ai nghe.")
    approved = {month.approve(news), month.approve(column)}
    everyday = range(7)
    by = month.operator.id
    slot = month.traffic.add_slot
    for zone in ZONES:
        slot("Sáng", everyday, TIMES[0], zone, by, news.id)
        slot("Trưa", everyday, TIMES[1], zone, by, column.id)
    slot("Chiều", {0, 2, 4}, TIMES[2], NORTH, by, unheard.id)
    slot("Trống", {5}, time(20, 0), SOUTH, by, None)
    failures = month.turn_failures
    month.clock.add("traffic", rarely(month.traffic.turn, 30 * MINUTE, failures))
    month.clock.add("logbook", rarely(month.logbook.turn, 30 * MINUTE, failures))
    month.air.start()

    replaced = column.master.sha if column.master else None
    approved.add(play_the_month(month, random.Random(seed), column))
    end = START + timedelta(days=DAYS)
    month.clock.advance_to(end + timedelta(hours=1))
    month.logbook.turn(month.clock.now())

    rows = month.logbook.log(START, end)
    told = Counter(row.cue for row in rows)
    assert set(told) == expected_cues(month)
    assert set(told.values()) == {1}
    assert any(isinstance(error, StoreBusyError) for error in month.turn_failures)
    check_what_was_heard(month, rows, approved)
    changed = START + timedelta(days=25)
    assert not any(row.sound == replaced and row.planned_at > changed for row in rows)
    check_reasons(rows, month, unheard)


def check_what_was_heard(month: Month, rows: tuple[AsRun, ...], approved: set[Sha]) -> None:
    """The log and the loudspeakers tell the same story."""
    heard = month.air.heard()
    assert heard
    shorts = {sha[:8] for sha in approved}
    for _, stretch in heard:
        assert stretch.label.split()[-1] in shorts
        began = stretch.began.astimezone(HANOI)
        assert time(5) <= began.time() < time(22)
    played = Counter((row.output) for row in rows if row.started_at is not None)
    first_stretches = Counter(name for name, stretch in heard if stretch.skip_ms == 0)
    assert played == first_stretches
    per_output: dict[OutputName, Ms] = {}
    for row in rows:
        per_output[row.output] = Ms(per_output.get(row.output, 0) + row.sent_ms)
    for name, sent_ms in per_output.items():
        left = sum(stretch.sent_ms for output, stretch in heard if output == name)
        assert abs(left - sent_ms) <= 1_000 * DAYS / 10 + 150 * played[name]


def check_reasons(rows: tuple[AsRun, ...], month: Month, unheard: Programme) -> None:
    """Whatever was not simply played says why, and what should have played did."""
    for row in rows:
        assert (row.reason is None) == (row.outcome is Outcome.PLAYED)
    quiet = [r for r in rows if r.planned_at.astimezone(HANOI).day % 10 in (1, 4, 6, 0)]
    for row in quiet:
        if row.reason not in (Reason.NOT_APPROVED, Reason.NO_PROGRAMME):
            assert row.outcome is Outcome.PLAYED
            assert row.started_at == row.planned_at
    reasons = Counter(row.reason for row in rows)
    assert reasons[Reason.NOT_APPROVED] == 2 * 13 + 3
    assert reasons[Reason.NO_PROGRAMME] == 4
    assert reasons[Reason.OUTPUT_FAILED] == 3
    assert reasons[Reason.CLOCK_JUMPED] == 9
    assert not any(isinstance(o, FailableOutput) and o.broken for o in month.air.outputs.values())
    alerts = month.logbook.alerts()
    assert len(alerts) >= reasons[Reason.OUTPUT_FAILED]
