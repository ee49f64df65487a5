"""The logbook: every cue told once, whatever restarts, and a person told of what went wrong."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from broadcaster.logbook import Logbook
from broadcaster.model import (
    AiringId,
    AsRun,
    CueId,
    EventLevel,
    Ms,
    Outcome,
    OutputName,
    Reason,
    UserId,
    ZoneName,
    cue_id,
)
from broadcaster.permission import NotAllowedError
from broadcaster.sentences import OUTCOMES, REASONS
from broadcaster.sound.vault import Sha
from broadcaster.spool import Armed, Ended, Started, Status
from broadcaster.store import NotFoundError, StoreError
from tests.broadcaster.house import HANOI, MONDAY_NOON, ZONES, House


def row(number: int, outcome: Outcome = Outcome.PLAYED, **more: Any) -> AsRun:
    planned = MONDAY_NOON + timedelta(minutes=number)
    facts: dict[str, Any] = {
        "cue": CueId(f"{number}@loa-1"),
        "airing": AiringId(number),
        "node": "may-chinh",
        "output": OutputName("loa-1"),
        "zone": ZoneName("Toàn xã"),
        "title": f"Bản tin {number}",
        "sound": Sha("a" * 64),
        "planned_at": planned,
        "started_at": planned,
        "ended_at": planned + timedelta(seconds=60),
        "length_ms": Ms(60_000),
        "sent_ms": Ms(60_000),
        "outcome": outcome,
        "reason": None,
        "detail": "",
    }
    return AsRun(**{**facts, **more})


def write(house: House, *rows: AsRun) -> None:
    for one in rows:
        house.spool.journal.append(Armed(one.cue, Sha("a" * 64), one.planned_at))
        if one.started_at is not None:
            house.spool.journal.append(Started(one.cue, one.started_at, Ms(0)))
        house.spool.journal.append(Ended(one))


def everything(house: House) -> tuple[AsRun, ...]:
    return house.logbook.log(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def test_the_journal_reaches_the_books_once(house: House) -> None:
    rows = (row(1), row(2, Outcome.MISSED, started_at=None, reason=Reason.TOO_LATE), row(3))
    for one in rows:
        write(house, one)
        house.logbook.turn(house.clock.at)
        house.logbook.turn(house.clock.tick(seconds=2))
    assert everything(house) == rows
    assert len(house.logbook.alerts()) == 1


def test_a_journal_read_again_from_its_beginning_changes_nothing(house: House) -> None:
    write(house, row(1), row(2, Outcome.CUT, reason=Reason.PLAYOUT_STOPPED))
    house.logbook.turn(house.clock.at)
    with house.store.write() as books:
        books.marks.set("journal:may-chinh", "0")
    house.make_logbook().turn(house.clock.at)
    assert everything(house) == (
        row(1),
        row(2, Outcome.CUT, reason=Reason.PLAYOUT_STOPPED),
    )
    assert len(house.logbook.alerts()) == 1


def test_rows_and_mark_change_together(house: House) -> None:
    too_big = row(2, sent_ms=Ms(2**70))
    write(house, row(1), too_big)
    with pytest.raises((StoreError, OverflowError)):
        house.logbook.turn(house.clock.at)
    assert everything(house) == (), "the first row was not kept without its mark"
    with house.store.read() as books:
        assert books.marks.get("journal:may-chinh") is None


def test_another_journal_is_read_from_its_beginning(house: House) -> None:
    write(house, row(1), row(2), row(3))
    house.logbook.turn(house.clock.at)
    path = house.spool.folder / "journal.jsonl"
    path.unlink()
    write(house, row(4))
    house.logbook.turn(house.clock.at)
    assert everything(house) == (row(1), row(2), row(3), row(4))
    path.unlink()
    house.logbook.turn(house.clock.at)
    write(house, row(5))
    house.logbook.turn(house.clock.at)
    assert len(everything(house)) == 5


def test_a_torn_line_is_left_until_it_is_closed(house: House) -> None:
    write(house, row(1))
    path = house.spool.folder / "journal.jsonl"
    with path.open("ab") as file:
        file.write(b'{"ended":{"as_run":{"airing":9')
    house.logbook.turn(house.clock.at)
    assert everything(house) == (row(1),)
    write(house, row(2))
    house.logbook.turn(house.clock.at)
    assert everything(house) == (row(1), row(2))


def test_what_went_wrong_alerts_and_what_a_person_wanted_does_not(house: House) -> None:
    write(
        house,
        row(1),
        row(2, Outcome.MISSED, started_at=None, reason=Reason.PLAYOUT_STOPPED),
        row(3, Outcome.REFUSED, started_at=None, reason=Reason.SOUND_CHANGED),
        row(4, Outcome.CUT, reason=Reason.OUTPUT_FAILED),
        row(5, Outcome.CUT, reason=Reason.CANCELLED),
        row(6, Outcome.CUT, reason=Reason.INTERRUPTED),
    )
    house.logbook.turn(house.clock.at)
    alerts = house.logbook.alerts()
    assert [(one.what, one.subject) for one in reversed(alerts)] == [
        ("airing-missed", "airing:2"),
        ("airing-refused", "airing:3"),
        ("airing-cut", "airing:4"),
    ]
    assert "12:02 23/11/2026" in alerts[-1].detail
    assert sum(event.level is EventLevel.NOTE for event in house.logbook.events()) == 2


def test_an_alert_is_taken_off_by_any_person_and_only_by_one(house: House) -> None:
    write(house, row(1, Outcome.MISSED, started_at=None, reason=Reason.TOO_LATE))
    house.logbook.turn(house.clock.at)
    (alert,) = house.logbook.alerts()
    with pytest.raises(NotAllowedError):
        house.logbook.mark_seen(alert.id, UserId(99))
    house.logbook.mark_seen(alert.id, house.writer)
    house.logbook.mark_seen(alert.id, house.admin)
    assert house.logbook.alerts() == ()
    assert [event.by for event in house.logbook.events() if event.what == "alert-seen"] == [
        house.writer
    ]
    with pytest.raises(NotFoundError):
        house.logbook.mark_seen(type(alert.id)(999), house.writer)


def test_a_week_is_seven_local_days(house: House) -> None:
    monday_0000 = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    second = timedelta(seconds=1)
    write(
        house,
        row(1, planned_at=monday_0000 - second),
        row(2, planned_at=monday_0000),
        row(3, planned_at=monday_0000 + timedelta(days=7) - second),
        row(4, planned_at=monday_0000 + timedelta(days=7)),
    )
    house.logbook.turn(house.clock.at)
    assert [one.airing for one in house.logbook.week(date(2026, 11, 23))] == [2, 3]


def test_the_table_opens_in_excel_with_local_times_and_no_formula(house: House) -> None:
    rows = [
        row(1),
        row(
            2,
            Outcome.MISSED,
            title='=HYPERLINK("http://x")',
            started_at=None,
            reason=Reason.TOO_LATE,
            sent_ms=Ms(0),
        ),
    ]
    content = house.logbook.csv(rows, {**OUTCOMES, **REASONS})
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [line["Giờ theo lịch"] for line in table] == ["12:01:00", "12:02:00"]
    assert table[0]["Ngày"] == "23/11/2026"
    assert (table[0]["Bắt đầu"], table[0]["Kết thúc"]) == ("12:01:00", "12:02:00")
    assert (table[1]["Bắt đầu"], table[1]["Kết thúc"]) == ("", "")
    assert (table[1]["Kết quả"], table[1]["Lý do"]) == ("Không phát", "Đã quá giờ phát muộn nhất")
    assert table[1]["Chương trình"] == '\'=HYPERLINK("http://x")'
    assert table[0]["Đã phát (giây)"] == "60"
    assert len(table) == 2


def test_a_silent_playout_is_not_on_air(house: House) -> None:
    assert house.logbook.on_air() is None
    status = Status(house.clock.at, "may-chinh", (), None, None)
    house.spool.write_status(status)
    assert house.logbook.on_air() == status
    house.clock.tick(seconds=31)
    assert house.logbook.on_air() is None


def test_an_airing_that_playout_never_spoke_of_gets_its_row_a_day_later(house: House) -> None:
    programme = house.ready()
    zone = ZoneName("Toàn xã")
    start = house.clock.at + timedelta(hours=1)
    airing = house.traffic.book(programme.id, start, zone, house.operator)
    told = house.traffic.book(programme.id, start + timedelta(hours=1), zone, house.operator)
    outputs = ZONES[zone]
    for output in outputs:
        cue = cue_id(told, output)
        write(house, row(1, cue=cue, airing=told.id, output=output, planned_at=told.starts_at))
    house.clock.at = start + timedelta(hours=23)
    house.logbook.turn(house.clock.at)
    assert {one.airing for one in everything(house)} == {told.id}
    for _ in range(8):
        house.logbook.turn(house.clock.tick(hours=1))
    silent = [one for one in everything(house) if one.airing == airing.id]
    assert [(one.outcome, one.reason) for one in silent] == [
        (Outcome.MISSED, Reason.PLAYOUT_STOPPED)
    ] * len(outputs)
    assert len(everything(house)) == 2 * len(outputs)
    assert len(house.logbook.alerts()) == len(outputs)


def test_books_restored_from_a_copy_take_no_old_airing_for_a_new_one(house: House) -> None:
    """Its number comes again after books are restored; the journal still has the one it was."""
    programme = house.approved()
    zone = ZoneName("Thôn 1")
    start = house.clock.at + timedelta(hours=3)
    lost = start - timedelta(hours=1)
    (output,) = ZONES[zone]
    old = row(1, output=output, zone=zone, planned_at=lost)
    airing = house.traffic.book(programme.id, start, zone, house.operator)
    write(house, replace(old, cue=cue_id(replace(airing, starts_at=lost), output)))
    assert airing.id == old.airing
    house.logbook.turn(house.clock.at)
    assert house.traffic.airing(airing.id).as_runs == ()
    day = house.clock.at.date()
    assert [view.as_runs for view in house.traffic.week(day)] == [()]
    for _ in range(40):
        house.logbook.turn(house.clock.tick(hours=1))
    assert [(one.planned_at, one.outcome) for one in everything(house)] == [
        (lost, Outcome.PLAYED),
        (start, Outcome.MISSED),
    ]


def test_a_zone_that_left_the_settings_gets_its_row_too(house: House) -> None:
    programme = house.ready()
    start = house.clock.at + timedelta(hours=1)
    airing = house.traffic.book(programme.id, start, ZoneName("Thôn 1"), house.operator)
    gone = Logbook(
        store=house.store,
        spool=house.spool,
        now=house.clock.now,
        node="may-chinh",
        tz=HANOI,
        zones={},
    )
    house.clock.at = start + timedelta(hours=30)
    gone.turn(house.clock.at)
    assert [(one.airing, one.output) for one in everything(house)] == [(airing.id, "Thôn 1")]


def test_a_clock_that_ran_ahead_for_a_while_makes_no_airing_of_the_future_missed(
    house: House,
) -> None:
    programme = house.ready()
    start = house.clock.at + timedelta(days=2)
    zone = ZoneName("Thôn 1")
    house.traffic.book(programme.id, start, zone, house.operator)
    true = house.clock.at
    house.logbook.turn(house.clock.at)
    house.clock.tick(days=1000)
    house.logbook.turn(house.clock.at)
    house.clock.at = true + timedelta(minutes=1)
    house.logbook.turn(house.clock.at)
    assert everything(house) == ()
    for _ in range(80):
        house.logbook.turn(house.clock.tick(hours=1))
    (silent,) = everything(house)
    assert (silent.planned_at, silent.outcome) == (start, Outcome.MISSED)


def test_a_clock_that_was_ahead_when_the_station_came_up_hides_no_later_silence(
    house: House,
) -> None:
    programme = house.ready()
    true = house.clock.at
    house.clock.tick(days=1000)
    house.logbook.turn(house.clock.at)
    house.clock.at = true
    start = true + timedelta(days=2)
    house.traffic.book(programme.id, start, ZoneName("Thôn 1"), house.operator)
    for _ in range(80):
        house.logbook.turn(house.clock.tick(hours=1))
    assert [one.planned_at for one in everything(house)] == [start]
