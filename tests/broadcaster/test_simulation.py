"""The look ahead: what would be heard, without touching the station."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.model import Outcome, Reason, ZoneName
from broadcaster.simulation import simulate
from broadcaster.spool import Spool
from broadcaster.station import open_station
from tests.journey.running import new_station

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_it_tells_what_would_play_and_what_would_not_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    new_station(folder)
    with open_station(folder) as station:
        people = {person.login: person.id for person in station.people.all()}
        record = station.newsroom.write("Bản tin", "Tin thử.", people["canbo"])
        programme = station.newsroom.submit(record.id, people["canbo"])
        station.production.turn(station.now())
        job = station.production.job_of(programme.id)
        assert job is not None
        station.production.build(job.id)
        master = station.production.get(programme.id).master
        assert master is not None
        station.traffic.approve(programme.id, master.sha, people["lanhdao"])
        zone = ZoneName(next(iter(station.config.zones)))
        daily, by = range(7), people["trucdai"]
        station.traffic.add_slot("Sáng", daily, time(5, 30), zone, by, programme.id)
        station.traffic.add_slot("Trống", daily, time(18), zone, by, None)
        with station.store.write() as books:
            books.marks.set("journal:main", "12345")
        begin = station.now() + timedelta(seconds=1)
        before = station.logbook.log(datetime(2000, 1, 1, tzinfo=HANOI), begin + timedelta(days=9))
        rows = simulate(folder, 3, begin)
        after = station.logbook.log(datetime(2000, 1, 1, tzinfo=HANOI), begin + timedelta(days=9))
    assert before == after == ()
    assert Spool(folder / "spool").sheet() is None
    played = [row for row in rows if row.outcome is Outcome.PLAYED]
    refused = [row for row in rows if row.reason is Reason.NO_PROGRAMME]
    assert len(played) == len(refused) == 3
    assert {row.planned_at.astimezone(HANOI).time() for row in played} == {time(5, 30)}
    days: set[date] = {row.planned_at.astimezone(HANOI).date() for row in played}
    assert len(days) == 3
