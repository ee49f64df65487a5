"""Booking and slots: hours, clashes, urgency, and the airings a slot becomes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from broadcaster.model import (
    Airing,
    AiringState,
    AsRun,
    Ms,
    Outcome,
    OutputName,
    Priority,
    Reason,
    Role,
    cue_id,
)
from broadcaster.permission import NotAllowedError
from broadcaster.sentences import vietnamese
from broadcaster.spool import OutputStatus, Status
from broadcaster.traffic import (
    AiringOverError,
    ClashError,
    NotApprovedError,
    OutsideHoursError,
    PastError,
    ProgrammeGoneError,
    RemarkMissingError,
    SlotError,
    TooLongError,
    ZoneError,
)
from tests.broadcaster.house import FAR, HAMLET, HANOI, WHOLE, ZONES, House

MINUTE = timedelta(minutes=1)
DAILY = range(7)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of November 2026 by the clock of Hà Nội."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def test_only_operators_book_and_make_slots(house: House) -> None:
    programme = house.approved()
    slot = house.traffic.add_slot("Sáng", DAILY, time(5, 30), WHOLE, house.operator)
    for other in (house.writer, house.approver, house.admin):
        with pytest.raises(NotAllowedError):
            house.traffic.book(programme.id, local(24, 8), WHOLE, other)
        with pytest.raises(NotAllowedError):
            house.traffic.add_slot("Tối", DAILY, time(17), WHOLE, other)
        with pytest.raises(NotAllowedError):
            house.traffic.set_slot_programme(slot.id, programme.id, other)
        with pytest.raises(NotAllowedError):
            house.traffic.stop_slot(slot.id, other)
        with pytest.raises(NotAllowedError):
            house.traffic.interrupt(programme.id, WHOLE, other, "Bão")


def test_an_approver_may_cancel_and_a_writer_may_not(house: House) -> None:
    airing = house.traffic.book(house.approved().id, local(24, 8), WHOLE, house.operator)
    for other in (house.writer, house.admin):
        with pytest.raises(NotAllowedError) as refused:
            house.traffic.cancel(airing.id, other, "")
        assert refused.value.need is Role.OPERATOR
    cancelled = house.traffic.cancel(airing.id, house.approver, "Mất điện toàn thôn")
    assert cancelled.state is AiringState.CANCELLED
    with pytest.raises(AiringOverError):
        house.traffic.cancel(airing.id, house.operator, "")
    sheet = house.traffic.sheet(house.clock.at)
    assert sheet.cancelled == {cue_id(airing, output) for output in ZONES[WHOLE]}
    assert sheet.cues == () and sheet.gaps == ()


def test_the_past_cannot_be_booked(house: House) -> None:
    with pytest.raises(PastError):
        house.traffic.book(
            house.approved().id, house.clock.at - timedelta(seconds=1), WHOLE, house.operator
        )


def test_an_unknown_zone_cannot_be_booked(house: House) -> None:
    programme = house.approved()
    with pytest.raises(ZoneError):
        house.traffic.book(programme.id, local(24, 8), type(WHOLE)("Thôn 99"), house.operator)


def test_hours_hold_for_the_whole_sound(house: House) -> None:
    programme = house.approved(seconds=600)
    with pytest.raises(OutsideHoursError):
        house.traffic.book(programme.id, local(24, 3, 15), WHOLE, house.operator)
    with pytest.raises(OutsideHoursError):
        house.traffic.book(programme.id, local(24, 21, 51), WHOLE, house.operator)
    house.traffic.book(programme.id, local(24, 21, 50), WHOLE, house.operator)


def test_too_long_is_too_long(house: House) -> None:
    programme = house.approved(seconds=3601)
    with pytest.raises(TooLongError) as refused:
        house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    assert refused.value.minutes == 60


def test_urgent_passes_the_hours_with_a_reason_only(house: House) -> None:
    programme = house.approved()
    at_night = local(24, 3, 15)
    with pytest.raises(RemarkMissingError):
        house.traffic.book(
            programme.id, at_night, WHOLE, house.operator, priority=Priority.URGENT, reason=" "
        )
    house.traffic.book(
        programme.id, at_night, WHOLE, house.operator, priority=Priority.URGENT, reason="Lũ quét"
    )
    house.traffic.turn(house.clock.at)
    sheet = house.spool.sheet()
    assert sheet is not None
    assert {(cue.priority, cue.reason) for cue in sheet.cues} == {(Priority.URGENT, "Lũ quét")}


def test_two_airings_never_share_an_output_at_one_time(house: House) -> None:
    first = house.approved("Bản tin", seconds=600)
    other = house.approved("Thông báo", seconds=60)
    airing = house.traffic.book(first.id, local(24, 8), WHOLE, house.operator)
    for start in (local(24, 8), local(24, 8, 9), local(24, 8) - timedelta(seconds=59)):
        with pytest.raises(ClashError) as refused:
            house.traffic.book(other.id, start, HAMLET, house.operator)
        assert refused.value.airing == airing
        assert "08:00 ngày 24/11/2026" in vietnamese(refused.value)
    house.traffic.book(other.id, local(24, 8), FAR, house.operator)
    house.traffic.book(other.id, local(24, 8, 10), WHOLE, house.operator)
    house.traffic.book(other.id, local(24, 7, 59), HAMLET, house.operator)


def test_a_cancelled_airing_is_in_nobody_s_way(house: House) -> None:
    programme = house.approved()
    airing = house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    house.traffic.cancel(airing.id, house.operator, "")
    house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)


def test_urgent_cuts_in_but_not_into_urgent(house: House) -> None:
    programme = house.approved()
    house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    urgent = {"priority": Priority.URGENT, "reason": "Bão"}
    house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator, **urgent)
    with pytest.raises(ClashError):
        house.traffic.book(programme.id, local(24, 8), HAMLET, house.operator, **urgent)


def test_at_once_means_seconds_and_only_what_is_approved(house: House) -> None:
    programme = house.ready()
    with pytest.raises(NotApprovedError):
        house.traffic.interrupt(programme.id, WHOLE, house.operator, "Vỡ đê")
    house.approve(programme)
    with pytest.raises(RemarkMissingError):
        house.traffic.interrupt(programme.id, WHOLE, house.operator, "")
    airing = house.traffic.interrupt(programme.id, WHOLE, house.operator, "Vỡ đê")
    assert timedelta(0) < airing.starts_at - house.clock.at <= timedelta(seconds=10)
    assert airing.priority is Priority.URGENT


def test_a_withdrawn_programme_is_not_booked_and_what_was_booked_falls_away(house: House) -> None:
    programme = house.approved()
    house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    house.production.withdraw(programme.id, house.operator)
    with pytest.raises(ProgrammeGoneError):
        house.traffic.book(programme.id, local(24, 9), WHOLE, house.operator)
    house.traffic.turn(house.clock.at)
    sheet = house.spool.sheet()
    assert sheet is not None and sheet.cues == ()
    assert {gap.reason for gap in sheet.gaps} == {Reason.NOT_APPROVED}


def test_it_may_be_booked_before_it_is_approved_and_the_week_says_so(house: House) -> None:
    programme = house.submitted()
    airing = house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    (view,) = house.traffic.week(date(2026, 11, 23))
    assert (view.airing, view.obstacle, view.standing) == (airing, Reason.NOT_APPROVED, None)
    house.approve(house.remade(programme.id))
    (view,) = house.traffic.week(date(2026, 11, 23))
    assert view.obstacle is None and view.length_ms == 60_000
    assert house.traffic.week(date(2026, 11, 30)) == ()


def test_an_empty_slot_is_a_gap_with_its_reason(house: House) -> None:
    slot = house.traffic.add_slot("Bản tin sáng", DAILY, time(5, 30), WHOLE, house.operator)
    house.traffic.turn(house.clock.at)
    sheet = house.spool.sheet()
    assert sheet is not None
    assert {(gap.title, gap.reason) for gap in sheet.gaps} == {
        ("Bản tin sáng", Reason.NO_PROGRAMME)
    }
    assert {gap.starts_at for gap in sheet.gaps} == {local(24, 5, 30), local(25, 5, 30)}
    programme = house.approved()
    airing = next(view.airing for view in house.traffic.week(date(2026, 11, 23)))
    assert (airing.slot, airing.starts_at) == (slot.id, local(24, 5, 30))
    house.traffic.fill(airing.id, programme.id, house.operator)
    house.traffic.turn(house.clock.tick(seconds=2))
    sheet = house.spool.sheet()
    assert sheet is not None
    assert {(cue.starts_at, cue.title) for cue in sheet.cues} == {
        (local(24, 5, 30), "Lịch tiêm chủng")
    }


def test_a_slot_becomes_one_airing_each_day_however_often_it_is_turned(house: House) -> None:
    house.traffic.add_slot("Sáng", {0, 2, 4}, time(5, 30), WHOLE, house.operator)
    for _ in range(5):
        house.traffic.turn(house.clock.tick(seconds=2))
    # Another desk that was started beside it, as after a crash.
    house.make_traffic().turn(house.clock.tick(seconds=2))
    views = house.traffic.between(local(23, 0), local(23, 0) + timedelta(days=8))
    assert [view.airing.starts_at for view in views] == [
        local(25, 5, 30),
        local(27, 5, 30),
        local(30, 5, 30),
    ]


def test_next_week_is_whole_on_any_day_of_this_one(house: House) -> None:
    house.traffic.add_slot("Sáng", DAILY, time(5, 30), WHOLE, house.operator)
    for _ in range(7):
        house.traffic.turn(house.clock.at)
        monday = house.clock.at.astimezone(HANOI).date()
        monday += timedelta(days=7 - monday.weekday())
        assert len(house.traffic.week(monday)) == 7
        house.clock.tick(days=1)


def test_a_slot_holds_for_its_dates_only(house: House) -> None:
    house.traffic.add_slot(
        "Tết",
        DAILY,
        time(6),
        WHOLE,
        house.operator,
        valid_from=date(2026, 11, 25),
        valid_to=date(2026, 11, 26),
    )
    house.traffic.turn(house.clock.at)
    views = house.traffic.week(date(2026, 11, 23))
    assert [view.airing.starts_at for view in views] == [local(25, 6), local(26, 6)]


def test_a_slot_that_makes_no_sense_is_refused(house: House) -> None:
    def add(name: str = "Sáng", days: object = DAILY, **more: object) -> None:
        house.traffic.add_slot(name, days, time(6), WHOLE, house.operator, **more)  # type: ignore[arg-type]

    for wrong in (
        {"name": " "},
        {"days": ()},
        {"days": (7,)},
        {"longest_ms": Ms(0)},
        {"late_ms": Ms(-1)},
        {"valid_from": date(2026, 12, 2), "valid_to": date(2026, 12, 1)},
    ):
        with pytest.raises(SlotError):
            add(**wrong)  # type: ignore[arg-type]
    with pytest.raises(OutsideHoursError):
        house.traffic.add_slot("Đêm", DAILY, time(3, 15), WHOLE, house.operator)
    with pytest.raises(TooLongError):
        add(longest_ms=Ms(2 * 3_600_000))
    assert house.traffic.slots() == ()


def test_a_slot_clashes_with_slots_and_with_far_bookings(house: House) -> None:
    add = house.traffic.add_slot
    add("Sáng", DAILY, time(6), WHOLE, house.operator, longest_ms=Ms(1_800_000))
    with pytest.raises(ClashError):
        add("Thôn", {6}, time(6, 29), HAMLET, house.operator)
    add("Xa", {6}, time(6, 29), FAR, house.operator)
    programme = house.approved()
    far = datetime(2027, 3, 8, 17, 10, tzinfo=HANOI)
    booked = house.traffic.book(programme.id, far, WHOLE, house.operator)
    with pytest.raises(ClashError) as refused:
        add("Chiều", {0}, time(17), WHOLE, house.operator)
    assert refused.value.airing == booked
    add("Chiều thứ ba", {1}, time(17), WHOLE, house.operator)


def test_a_far_booking_meets_the_slot_of_its_day(house: House) -> None:
    house.traffic.add_slot("Sáng", DAILY, time(6), WHOLE, house.operator)
    programme = house.approved()
    with pytest.raises(ClashError):
        house.traffic.book(
            programme.id, datetime(2027, 3, 8, 6, 5, tzinfo=HANOI), WHOLE, house.operator
        )


def test_a_stopped_slot_cancels_what_it_had_to_come(house: House) -> None:
    slot = house.traffic.add_slot("Sáng", DAILY, time(6), WHOLE, house.operator)
    house.clock.tick(days=2)
    house.traffic.turn(house.clock.at)
    house.traffic.stop_slot(slot.id, house.operator)
    house.traffic.turn(house.clock.tick(seconds=2))
    states = [view.airing.state for view in house.traffic.week(date(2026, 11, 23))]
    assert states == [AiringState.PLANNED] * 2 + [AiringState.CANCELLED] * 4
    assert house.traffic.slots() == ()
    assert len(house.traffic.slots(active_only=False)) == 1


def test_a_slot_s_programme_reaches_its_coming_airings_but_not_those_filled_by_hand(
    house: House,
) -> None:
    slot = house.traffic.add_slot("Sáng", DAILY, time(6), WHOLE, house.operator)
    by_hand, fixed = house.approved("Riêng"), house.approved("Chung")
    first = house.traffic.week(date(2026, 11, 23))[0].airing
    house.traffic.fill(first.id, by_hand.id, house.operator)
    house.traffic.set_slot_programme(slot.id, fixed.id, house.operator)
    titles = [view.airing.title for view in house.traffic.week(date(2026, 11, 23))]
    assert titles == ["Riêng"] + ["Chung"] * 5


def test_a_programme_longer_than_its_slot_does_not_fit(house: House) -> None:
    slot = house.traffic.add_slot(
        "Sáng", DAILY, time(6), WHOLE, house.operator, longest_ms=Ms(300_000)
    )
    long = house.approved("Dài", seconds=301)
    first = house.traffic.week(date(2026, 11, 23))[0].airing
    with pytest.raises(TooLongError):
        house.traffic.fill(first.id, long.id, house.operator)
    with pytest.raises(TooLongError):
        house.traffic.set_slot_programme(slot.id, long.id, house.operator)
    grown = house.approved("Vừa", seconds=300)
    house.traffic.fill(first.id, grown.id, house.operator)
    house.remade(grown.id, seconds=301)
    assert house.traffic.airing(first.id).obstacle is Reason.TOO_LONG


def test_an_airing_that_is_over_is_neither_filled_nor_cancelled(house: House) -> None:
    programme = house.approved()
    airing = house.traffic.book(
        programme.id, house.clock.at + MINUTE, WHOLE, house.operator, late_ms=Ms(60_000)
    )
    house.clock.tick(minutes=4)
    with pytest.raises(AiringOverError):
        house.traffic.fill(airing.id, programme.id, house.operator)
    with pytest.raises(AiringOverError):
        house.traffic.cancel(airing.id, house.operator, "")


def test_bookings_are_on_record(house: House) -> None:
    programme = house.approved()
    airing = house.traffic.book(programme.id, local(24, 8), WHOLE, house.operator)
    house.traffic.cancel(airing.id, house.approver, "Mưa to")
    events = house.logbook.events(2)
    assert [(event.what, event.by, event.subject, event.detail) for event in events] == [
        ("airing-cancelled", house.approver, f"airing:{airing.id}", "Lịch tiêm chủng: Mưa to"),
        ("airing-booked", house.operator, f"airing:{airing.id}", "Lịch tiêm chủng"),
    ]


def test_what_has_been_heard_or_is_on_air_is_not_given_another_programme(house: House) -> None:
    """The other programme would never be heard, and no row would say so."""
    first, second = house.approved("Một"), house.approved("Hai")
    heard = house.traffic.book(first.id, local(23, 13), FAR, house.operator)
    live = house.traffic.book(first.id, local(23, 14), FAR, house.operator)
    (output,) = ZONES[FAR]
    house.clock.at = local(23, 13) + 2 * MINUTE
    with house.store.write() as books:
        books.asruns.add(played(heard, output))
    with pytest.raises(AiringOverError):
        house.traffic.fill(heard.id, second.id, house.operator)
    house.clock.at = local(23, 14) + 2 * MINUTE
    on_air = OutputStatus(output, True, "", cue_id(live, output), "Một", local(23, 14))
    house.spool.write_status(Status(house.clock.at, "may-chinh", (on_air,), None, None))
    with pytest.raises(AiringOverError):
        house.traffic.fill(live.id, second.id, house.operator)


def played(airing: Airing, output: OutputName) -> AsRun:
    """Return the record of an airing that was heard whole."""
    return AsRun(
        cue_id(airing, output),
        airing.id,
        "may-chinh",
        output,
        airing.zone,
        airing.title,
        None,
        airing.starts_at,
        airing.starts_at,
        airing.starts_at + MINUTE,
        Ms(60_000),
        Ms(60_000),
        Outcome.PLAYED,
        None,
        "",
    )
