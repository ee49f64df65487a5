"""A station's departments on real books in a folder, and a clock the test turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from broadcaster.library import Library, Reception
from broadcaster.logbook import Logbook
from broadcaster.model import (
    JobKind,
    Master,
    Ms,
    OutputName,
    Programme,
    ProgrammeId,
    ProgrammeState,
    Role,
    Rules,
    ScriptRecord,
    UserId,
    ZoneName,
)
from broadcaster.newsroom import Newsroom
from broadcaster.people import People
from broadcaster.production import Production, Studio
from broadcaster.production.template import Template
from broadcaster.queue import Queue
from broadcaster.sentences import vietnamese
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.cast import Cast
from broadcaster.sound.formats import Tags, mp3
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import SpeechEngine, Voice, open_engine
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.traffic import Traffic
from broadcaster.words.lexicon import EMPTY, Lexicon
from broadcaster.words.reading import Manner

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AUDIO = Path(__file__).parents[2] / "audio"
MONDAY_NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""Monday 23 November 2026, 12:00 in Việt Nam."""
WHOLE = ZoneName("Toàn xã")
HAMLET = ZoneName("Thôn 1")
FAR = ZoneName("Thôn 9")
ZONES = {
    WHOLE: (OutputName("loa-1"), OutputName("loa-2")),
    HAMLET: (OutputName("loa-1"),),
    FAR: (OutputName("loa-9"),),
}
PASSWORD = "mot mat khau dai"

BODY = "Trạm y tế xã tiêm chủng cho trẻ em.\n\nMời bà con đưa trẻ đến đúng giờ."


@dataclass
class Clock:
    """An instant that stands still until the test moves it."""

    at: datetime = MONDAY_NOON

    def now(self) -> datetime:
        return self.at

    def tick(self, **parts: float) -> datetime:
        self.at += timedelta(**parts)
        return self.at


@dataclass
class House:
    """Every department over one SQLite file; `who` holds one person for each role."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    engines: tuple[SpeechEngine, ...] = ()
    lexicon: Lexicon = EMPTY
    self_approval: bool = False
    rules: Rules = field(default_factory=lambda: Rules(((time(5), time(22)),), Ms(3_600_000)))

    def __post_init__(self) -> None:
        now = self.clock.now
        self.store = Store.open(f"sqlite:///{self.folder / 'station.db'}")
        self.store.upgrade()
        self.vault = Vault(self.folder / "vault")
        self.spool = Spool(self.folder / "spool")
        self.queue = Queue.open(f"sqlite:///{self.folder / 'queue.db'}", None)
        self.people = People(store=self.store, now=now)
        self.newsroom = Newsroom(store=self.store, now=now, manner=lambda: Manner(self.lexicon))
        self.library = self.make_library()
        self.studio = self.make_studio()
        self.production = Production(
            store=self.store,
            queue=self.queue,
            studio=self.studio,
            now=now,
            explain=vietnamese,
            crafts={JobKind.INTAKE: self.library.reception.work},
        )
        self.traffic = self.make_traffic()
        self.logbook = self.make_logbook()
        self.who = self._staff()

    def make_library(self) -> Library:
        recordings = Vault(self.folder / "library")
        reception = Reception(
            store=self.store,
            queue=self.queue,
            vault=recordings,
            uploads=self.folder / "uploads",
            now=self.clock.now,
        )
        return Library(
            store=self.store,
            vault=recordings,
            reception=reception,
            now=self.clock.now,
            recipe="stream",
        )

    def make_studio(self, around: Template | None = None) -> Studio:
        engines = self.engines or (open_engine("tone://"),)
        manner = Manner(self.lexicon)
        return Studio(
            announcer=Announcer(engines, Memory(self.folder / "speech")),
            kit=lambda: self.library.kit(Kit.load(AUDIO)),
            vault=self.vault,
            treated=Memory(self.folder / "treated"),
            encoded=Memory(self.folder / "pieces"),
            cast=Cast({"một": Voice()}, ("một",)),
            recipe="stream",
            station_name="xã Tân Phú",
            manner=lambda: manner,
            around=around,
        )

    def make_traffic(
        self, zones: Mapping[ZoneName, tuple[OutputName, ...]] | None = None
    ) -> Traffic:
        return Traffic(
            store=self.store,
            vault=self.vault,
            spool=self.spool,
            now=self.clock.now,
            zones=ZONES if zones is None else zones,
            rules=self.rules,
            station="Đài truyền thanh xã Tân Phú",
            node="may-chinh",
            tz=HANOI,
            self_approval=self.self_approval,
        )

    def make_logbook(self) -> Logbook:
        return Logbook(
            store=self.store,
            spool=self.spool,
            now=self.clock.now,
            node="may-chinh",
            tz=HANOI,
            zones=ZONES,
        )

    def _staff(self) -> dict[Role, UserId]:
        # Roles are what counts here; passwords are the people tests' matter.
        with self.store.write() as books:
            return {
                role: books.users.add(
                    role.value, f"Bà {role}", frozenset({role}), "x", self.clock.now()
                ).id
                for role in Role
            }

    @property
    def writer(self) -> UserId:
        return self.who[Role.STAFF]

    @property
    def operator(self) -> UserId:
        return self.who[Role.OPERATOR]

    @property
    def approver(self) -> UserId:
        return self.who[Role.APPROVER]

    @property
    def admin(self) -> UserId:
        return self.who[Role.ADMINISTRATOR]

    def script(self, title: str = "Lịch tiêm chủng", body: str = BODY) -> ScriptRecord:
        return self.newsroom.write(title, body, self.writer)

    def submitted(self, title: str = "Lịch tiêm chủng", body: str = BODY) -> Programme:
        return self.newsroom.submit(self.script(title, body).id, self.writer)

    def ready(self, title: str = "Lịch tiêm chủng", seconds: float = 60) -> Programme:
        """Return a programme with a master of that length, put there without being spoken."""
        programme = self.submitted(title)
        self.remade(programme.id, seconds=seconds)
        return self.production.get(programme.id)

    def remade(self, programme: ProgrammeId, seconds: float = 60, pitch: int = 0) -> Programme:
        """Give a programme another master: the same `pitch` gives the same sound."""
        title = self.production.get(programme).title
        sha = self.vault.keep(_beep(title, pitch), ".mp3")
        length = Ms(round(seconds * 1000))
        master = Master(sha, length, -16.0, -1.5, ("tone",), (), "key", self.clock.now())
        with self.store.write() as books:
            books.programmes.set_master(programme, master, self.clock.now())
        return self.production.get(programme)

    def approved(self, title: str = "Lịch tiêm chủng", seconds: float = 60) -> Programme:
        programme = self.ready(title, seconds)
        self.approve(programme)
        return programme

    def approve(self, programme: Programme) -> None:
        assert programme.master is not None
        self.traffic.approve(programme.id, programme.master.sha, self.approver)

    def build_all(self) -> None:
        """Let production take its turn and do every job that waits."""
        self.production.turn(self.clock.now())
        with self.store.read() as books:
            waiting = books.jobs.waiting(self.clock.now())
        for job in waiting:
            self.production.build(job.id)

    def wanted(self) -> tuple[Programme, ...]:
        return self.production.all(frozenset({ProgrammeState.WANTED}))

    def close(self) -> None:
        self.queue.close()
        self.store.close()


def _beep(title: str, pitch: int) -> bytes:
    wave = 0.2 * np.sin(2 * np.pi * (400 + 40 * pitch) / 44_100 * np.arange(22_050))
    return mp3(Sound.from_float(wave), Tags(title, "Đài"))
