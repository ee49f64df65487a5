"""The nightly round: one copy of the books a night, the newest week kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.clock import ManualClock
from broadcaster.config import DiskSection
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.memories import Memories
from broadcaster.sound.memory import Memory
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.upkeep import COPIES, Tidying, Upkeep

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def tidying(folder: Path, store: Store) -> Tidying:
    return Tidying(
        store=store,
        vault=Vault(folder / "vault"),
        spool=Spool(folder / "spool"),
        memories=Memories.within(folder),
        limits=DiskSection(),
    )


def test_each_night_one_copy_that_opens_and_a_week_of_them(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'books.db'}")
    store.upgrade()
    with store.write() as books:
        books.marks.set("kept", "yes")
    announcer = Announcer([open_engine("tone://")], Memory(tmp_path / "speech"))
    announcer.speak("xin chào", Voice())
    backups = tmp_path / "backups"
    upkeep = Upkeep(store=store, tidying=tidying(tmp_path, store), backups=backups, tz=HANOI)
    clock = ManualClock(datetime(2026, 2, 20, 17, 30, tzinfo=UTC))
    clock.add("upkeep", upkeep.turn)
    clock.advance_to(clock.now() + timedelta(hours=1))
    assert not backups.exists()
    clock.advance_to(clock.now() + timedelta(days=10))
    names = sorted(path.name for path in backups.iterdir())
    assert len(names) == COPIES
    assert names[-1] == "station-20260302.db"
    copy = Store.open(f"sqlite:///{backups / names[-1]}")
    with copy.read() as books:
        assert books.marks.get("kept") == "yes"
    copy.close()
    store.close()
    assert announcer.speak("xin chào", Voice()).remembered


def test_a_round_that_fails_is_made_again_an_hour_later(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'books.db'}")
    store.upgrade()
    backups = tmp_path / "backups"
    backups.write_text("no folder", encoding="utf-8")
    upkeep = Upkeep(store=store, tidying=tidying(tmp_path, store), backups=backups, tz=HANOI)
    failed: list[datetime] = []
    clock = ManualClock(
        datetime(2026, 2, 20, 19, 0, tzinfo=UTC), lambda _name, _error: failed.append(clock.now())
    )
    clock.add("upkeep", upkeep.turn)
    clock.advance_to(clock.now() + timedelta(minutes=150))
    assert len(failed) == 3
    backups.unlink()
    clock.advance_to(clock.now() + timedelta(hours=1))
    assert len(failed) == 3
    assert len(list(backups.iterdir())) == 1
    store.close()
