"""The cue sheet and the spool: published when there is news, fed with checked sounds."""

from __future__ import annotations

from datetime import timedelta

from broadcaster.model import EventLevel, OutputName, Programme, Reason, cue_id
from broadcaster.sound.vault import Sha, sha_of_file
from tests.broadcaster.house import FAR, WHOLE, House

HOUR = timedelta(hours=1)


def booked(house: House, after: timedelta = HOUR) -> tuple[Programme, Sha]:
    programme = house.approved()
    house.traffic.book(programme.id, house.clock.at + after, WHOLE, house.operator)
    assert programme.master is not None
    return programme, programme.master.sha


def test_a_sheet_without_news_is_left_alone_for_a_minute(house: House) -> None:
    booked(house)
    house.traffic.turn(house.clock.at)
    mark = house.spool.sheet_mark()
    for _ in range(20):
        assert house.traffic.turn(house.clock.tick(seconds=2)) - house.clock.at == timedelta(
            seconds=2
        )
    assert house.spool.sheet_mark() == mark
    house.traffic.turn(house.clock.tick(seconds=30))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.made_at == house.clock.at


def test_a_clock_set_back_publishes_anew(house: House) -> None:
    house.traffic.turn(house.clock.at)
    house.traffic.turn(house.clock.tick(hours=-3))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.made_at == house.clock.at


def test_the_sheet_spans_a_day_behind_and_two_ahead(house: House) -> None:
    start = house.clock.at
    booked(house, 47 * HOUR)
    booked(house, 53 * HOUR)
    house.traffic.turn(start)
    sheet = house.spool.sheet()
    assert sheet is not None
    assert {cue.starts_at for cue in sheet.cues} == {start + 47 * HOUR}
    house.traffic.turn(house.clock.tick(hours=70))
    sheet = house.spool.sheet()
    assert sheet is not None
    assert {cue.starts_at for cue in sheet.cues} == {start + 47 * HOUR, start + 53 * HOUR}
    house.traffic.turn(house.clock.tick(hours=4))
    assert house.spool.sounds() == {cue.sound for cue in sheet.cues}
    house.traffic.turn(house.clock.tick(hours=4))
    assert house.spool.sounds() == frozenset()


def test_a_lost_sound_is_a_gap_and_one_alert_and_comes_back(house: House) -> None:
    _, sha = booked(house)
    path = house.vault.path(sha, ".mp3")
    content = path.read_bytes()
    path.unlink()
    for _ in range(3):
        house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == ()
    assert {gap.reason for gap in sheet.gaps} == {Reason.SOUND_MISSING}
    (alert,) = house.logbook.alerts()
    assert (alert.level, alert.what) == (EventLevel.ALERT, "sound-trouble")
    house.vault.keep(content, ".mp3")
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None and len(sheet.cues) == 2


def test_a_changed_sound_never_reaches_the_spool(house: House) -> None:
    _, sha = booked(house)
    path = house.vault.path(sha, ".mp3")
    path.write_bytes(path.read_bytes() + b"\0")
    house.traffic.turn(house.clock.at)
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == ()
    assert {gap.reason for gap in sheet.gaps} == {Reason.SOUND_CHANGED}
    assert house.spool.sounds() == frozenset()


def test_a_rotten_copy_in_the_spool_is_replaced_before_air(house: House) -> None:
    _, sha = booked(house, 20 * HOUR)
    house.traffic.turn(house.clock.at)
    copy = house.spool.sound_path(sha)
    copy.write_bytes(b"rot")
    house.traffic.turn(house.clock.tick(hours=7))
    assert sha_of_file(copy) == sha


def test_a_started_desk_brings_back_what_somebody_deleted(house: House) -> None:
    _, sha = booked(house)
    house.traffic.turn(house.clock.at)
    house.spool.drop_sound(sha)
    house.traffic.turn(house.clock.tick(seconds=2))
    assert house.spool.has_sound(sha)


def test_an_airing_whose_zone_left_the_settings_still_gets_its_row(house: House) -> None:
    booked(house)
    traffic = house.make_traffic({FAR: (OutputName("loa-9"),)})
    sheet = traffic.sheet(house.clock.at)
    assert sheet.cues == ()
    assert [(gap.zone, gap.reason) for gap in sheet.gaps] == [(WHOLE, Reason.OUTPUT_FAILED)]


def test_an_airing_cancelled_after_its_instant_stays_on_the_sheet_as_a_gap(house: House) -> None:
    """A sound that broke off and was then cancelled must still get its row."""
    programme = house.approved()
    start = house.clock.at + HOUR
    airing = house.traffic.book(programme.id, start, FAR, house.operator)
    house.clock.at = start + timedelta(seconds=20)
    house.traffic.cancel(airing.id, house.operator, "")
    sheet = house.traffic.sheet(house.clock.at)
    assert [(gap.id, gap.reason) for gap in sheet.gaps] == [
        (cue_id(airing, OutputName("loa-9")), Reason.CANCELLED)
    ]
    assert sheet.cancelled == {gap.id for gap in sheet.gaps}
