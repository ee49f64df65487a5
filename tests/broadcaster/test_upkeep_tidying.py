"""The disk of a real station kept in bounds: what goes, what stays, and who is told."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.config import DiskSection
from broadcaster.model import JobKind, Verdict
from broadcaster.sound.memories import Memories
from broadcaster.sound.vault import Sha
from broadcaster.store.sounds import NEEDED
from broadcaster.upkeep import Tidying
from broadcaster.upkeep.tidying import LOOK, MB
from tests.broadcaster.house import WHOLE, House

PLENTY = 50_000 * MB


def tidying(house: House, room: list[int] | None = None, **limits: int) -> Tidying:
    left = room if room is not None else [PLENTY]
    return Tidying(
        store=house.store,
        vault=house.vault,
        spool=house.spool,
        memories=Memories.within(house.folder),
        limits=DiskSection(**limits),
        free=lambda _folder: left[0],
    )


def aged(house: House, sha: Sha, **age: float) -> Path:
    """Let the sound have been kept so long ago by the house's clock."""
    path = house.vault.path(sha, ".mp3")
    at = (house.clock.at - timedelta(**age)).timestamp()
    os.utime(path, (at, at))
    return path


def test_every_column_that_names_a_sound_is_known() -> None:
    """Whoever adds one says here whether pruning must heed it."""
    assert {f"{column.table.name}.{column.name}" for column in NEEDED} == {
        "programme.master_sha",
        "approval.sha",
        "as_run.sound",
        "recording.sha",
        "recording.source_sha",
    }


def test_masters_that_were_superseded_unheard_go_and_all_others_stay(house: House) -> None:
    programme = house.ready()
    forgotten = programme.master
    house.remade(programme.id, pitch=1)
    returned = house.production.get(programme.id).master
    assert forgotten is not None and returned is not None
    house.traffic.return_(programme.id, returned.sha, house.approver, "Đọc nhanh quá.")
    house.remade(programme.id, pitch=2)
    approved = house.production.get(programme.id)
    house.approve(approved)
    house.remade(programme.id, pitch=3)
    present = house.production.get(programme.id).master
    assert approved.master is not None and present is not None
    withdrawn = house.ready("Đã rút")
    house.production.withdraw(withdrawn.id, house.operator)
    assert withdrawn.master is not None
    masters = (forgotten, returned, approved.master, present, withdrawn.master)
    paths = [aged(house, master.sha, days=61) for master in masters]
    tidying(house).nightly(house.clock.at)
    assert [path.exists() for path in paths] == [False, True, True, True, True]
    with house.store.read() as books:
        (note,) = (event for event in books.events.latest(50) if event.what == "vault-pruned")
    count, size = note.detail.split()
    assert count == "1" and int(size) > 1000


def test_the_young_stay_and_the_days_are_the_stations_choice(house: House) -> None:
    programme = house.ready()
    former = programme.master
    assert former is not None
    house.remade(programme.id, pitch=1)
    path = aged(house, former.sha, days=20)
    tidying(house).nightly(house.clock.at)
    assert path.exists()
    tidying(house, keep_days=19).nightly(house.clock.at)
    assert not path.exists()


def test_what_is_on_the_sheet_or_in_the_spool_stays(house: House) -> None:
    programme = house.approved()
    house.traffic.book(programme.id, house.clock.at + timedelta(hours=1), WHOLE, house.operator)
    house.traffic.turn(house.clock.at)
    master = programme.master
    assert master is not None and house.spool.sounds() == {master.sha}
    house.remade(programme.id, pitch=1)
    path = aged(house, master.sha, days=100)
    tidying(house).nightly(house.clock.at)
    assert path.exists()


def test_a_preview_goes_after_a_week_and_is_made_again(house: House) -> None:
    record = house.script()
    job = house.production.preview(record.id, house.writer)
    house.production.build(job.id)
    result = house.production.job(job.id).result
    assert result is not None
    path = aged(house, result, days=6)
    tidying(house).nightly(house.clock.at)
    assert path.exists()
    aged(house, result, days=8)
    tidying(house).nightly(house.clock.at)
    assert not path.exists()
    again = house.production.preview(record.id, house.writer)
    house.production.build(again.id)
    assert house.production.job(again.id).result == result
    assert path.exists()


def test_a_preview_that_became_a_master_has_a_masters_patience(house: House) -> None:
    programme = house.ready()
    master = programme.master
    assert master is not None
    with house.store.write() as books:
        for kind in (JobKind.PREVIEW, JobKind.PROGRAMME):
            job = books.jobs.want(f"{kind}", kind, 1, 1, house.clock.at)
            claimed = books.jobs.claim(job.id, house.clock.at + LOOK, house.clock.at)
            assert claimed is not None
            books.jobs.finish(job.id, master.sha, house.clock.at)
    house.remade(programme.id, pitch=1)
    path = aged(house, master.sha, days=8)
    tidying(house).nightly(house.clock.at)
    assert path.exists()
    aged(house, master.sha, days=61)
    tidying(house).nightly(house.clock.at)
    assert not path.exists()


def test_the_approved_sound_is_heard_after_years_of_nights(house: House) -> None:
    programme = house.approved()
    for _ in range(30):
        house.clock.tick(days=40)
        tidying(house).nightly(house.clock.at)
    assert house.traffic.standing(house.production.get(programme.id)) is Verdict.APPROVED
    assert programme.master is not None
    house.vault.checked(programme.master.sha, ".mp3")


def remembered(house: House, megabytes: int, hours: float) -> None:
    """Fill every memory with entries of one megabyte that were used `hours` ago."""
    for memory in Memories.within(house.folder).by_name().values():
        for number in range(megabytes):
            memory.remember(f"{number:064x}", bytes(MB - 40))
        for path in memory.folder.rglob("*"):
            if path.is_file():
                used = path.stat().st_mtime - hours * 3600
                os.utime(path, (used, used))


def sizes(house: House) -> dict[str, int]:
    named = Memories.within(house.folder).by_name().items()
    return {name: memory.bytes_kept // MB for name, memory in named}


def test_each_memory_keeps_to_its_limit(house: House) -> None:
    remembered(house, 8, hours=2)
    tidying(house, speech_mb=6, treated_mb=4, pieces_mb=2, exports_mb=0).nightly(house.clock.at)
    assert sizes(house) == {"speech": 6, "treated": 4, "pieces": 2, "exports": 0}


def test_what_was_used_within_the_hour_stays_whatever_the_limit(house: House) -> None:
    remembered(house, 3, hours=0.5)
    tidying(house, speech_mb=0, treated_mb=0, pieces_mb=0, exports_mb=0).nightly(house.clock.at)
    assert set(sizes(house).values()) == {3}


def test_a_disk_that_runs_low_is_given_room_and_people_are_told_once(house: House) -> None:
    remembered(house, 8, hours=2)
    room = [PLENTY]
    keeper = tidying(house, room, speech_mb=8, treated_mb=8, pieces_mb=8, exports_mb=8)
    assert keeper.turn(house.clock.at) - house.clock.at <= timedelta(minutes=10)
    assert set(sizes(house).values()) == {8}, "nothing is forgotten while there is room"
    room[0] = 900 * MB
    for _ in range(5):
        keeper.turn(house.clock.tick(minutes=10))
    assert all(size <= 2 for size in sizes(house).values())
    (alert,) = house.logbook.alerts()
    assert (alert.what, alert.detail) == ("disk-low", str(900 * MB))
    room[0] = PLENTY
    keeper.turn(house.clock.tick(minutes=10))
    room[0] = 10 * MB
    tidying(house, room).turn(house.clock.tick(minutes=10))
    assert len(house.logbook.alerts()) == 2, "it ran low anew"
    tidying(house, room).turn(house.clock.tick(minutes=10))
    assert len(house.logbook.alerts()) == 2, "a restart tells nothing twice"


def test_no_alarm_when_what_went_has_made_room_enough(house: House) -> None:
    rooms = iter([900 * MB, 1500 * MB])
    keeper = Tidying(
        store=house.store,
        vault=house.vault,
        spool=house.spool,
        memories=Memories.within(house.folder),
        limits=DiskSection(),
        free=lambda _folder: next(rooms),
    )
    keeper.turn(house.clock.at)
    assert house.logbook.alerts() == ()


@pytest.mark.parametrize("where", ["vault/ab", "spool/sounds", "speech/ab", "pieces/ab"])
def test_left_overs_are_swept_when_the_desk_starts(house: House, where: str) -> None:
    part = house.folder / where / ".left.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"half")
    at = house.clock.at.timestamp() - 3_700
    os.utime(part, (at, at))
    keeper = tidying(house)
    keeper.turn(house.clock.at)
    assert not part.exists()
