"""The week, its slots, and what may be on the air."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.calendar import expand, week_of
from broadcaster.model import Ms, Priority, Reason, Rules, Slot, SlotId, ZoneName
from broadcaster.rules import breach

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def slot(**facts: object) -> Slot:
    given_: dict[str, object] = {
        "id": SlotId(1),
        "name": "Sáng",
        "weekdays": frozenset(range(7)),
        "start": time(5, 30),
        "zone": ZoneName("Toàn xã"),
        "programme": None,
        "longest_ms": Ms(1_800_000),
        "late_ms": Ms(300_000),
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "active": True,
    }
    return Slot(**(given_ | facts))  # type: ignore[arg-type]


def test_local_half_past_five_is_the_evening_before_in_utc() -> None:
    (one,) = expand([slot()], date(2026, 11, 24), date(2026, 11, 25), HANOI)
    assert one.starts_at == datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def test_only_the_chosen_weekdays_within_validity_and_only_while_active() -> None:
    weekdays = slot(weekdays=frozenset({0, 2}), valid_from=date(2026, 11, 24))
    days = [p.starts_at.astimezone(HANOI).date() for p in weeks(weekdays)]
    assert days == [date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 2)]
    assert weeks(slot(valid_to=date(2026, 11, 23), weekdays=frozenset({0, 1})))[-1].starts_at < (
        datetime(2026, 11, 24, tzinfo=HANOI)
    )
    assert weeks(slot(active=False)) == ()


def weeks(one: Slot):  # type: ignore[no-untyped-def]
    return expand([one], date(2026, 11, 23), date(2026, 12, 6), HANOI)


def test_the_29th_of_february_is_a_day_like_any_other() -> None:
    found = expand([slot()], date(2028, 2, 28), date(2028, 3, 2), HANOI)
    assert [p.starts_at.astimezone(HANOI).day for p in found] == [28, 29, 1]


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 40),
    st.frozensets(st.integers(0, 6)),
    st.times().map(lambda t: t.replace(microsecond=0)),
)
def test_an_expansion_can_be_cut_anywhere(
    since: date, days: int, weekdays: frozenset[int], start: time
) -> None:
    one = slot(weekdays=weekdays, start=start, valid_from=date(1999, 1, 1))
    until = since + timedelta(days=days)
    middle = since + timedelta(days=days // 2)
    whole = expand([one], since, until, HANOI)
    assert whole == expand([one], since, middle, HANOI) + expand([one], middle, until, HANOI)
    assert len(whole) == sum((since + timedelta(n)).weekday() in weekdays for n in range(days))
    assert all(p.starts_at.astimezone(HANOI).time() == start for p in whole)


def test_a_week_begins_on_monday() -> None:
    assert week_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert week_of(date(2026, 11, 23)) == date(2026, 11, 23)


RULES = Rules(hours=((time(5), time(6, 30)), (time(16), time(22))), longest_ms=Ms(3_600_000))


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        (time(5, 0), 30, None),
        (time(4, 59, 59), 1, Reason.OUTSIDE_HOURS),
        (time(3, 15), 20, Reason.OUTSIDE_HOURS),
        (time(6, 0), 30, None),
        (time(6, 0), 31, Reason.OUTSIDE_HOURS),
        (time(12, 0), 5, Reason.OUTSIDE_HOURS),
        (time(17, 0), 60, None),
        (time(17, 0), 61, Reason.TOO_LONG),
        (time(23, 59), 5, Reason.OUTSIDE_HOURS),
    ],
)
def test_the_whole_sound_must_lie_in_the_hours(
    start: time, minutes: int, expected: Reason | None
) -> None:
    at = datetime.combine(date(2026, 11, 23), start, HANOI)
    assert breach(RULES, at, Ms(minutes * 60_000), HANOI, Priority.ORDINARY) is expected
    assert breach(RULES, at, Ms(minutes * 60_000), HANOI, Priority.URGENT) is None


def test_hours_may_cross_midnight_and_may_be_the_whole_day() -> None:
    night = Rules(hours=((time(22), time(2)),))
    for hour, allowed in ((23, True), (1, True), (3, False), (21, False)):
        at = datetime(2026, 11, 23, hour, tzinfo=HANOI)
        assert (breach(night, at, Ms(60_000), HANOI, Priority.ORDINARY) is None) is allowed
    whole = Rules(hours=((time(0), time(0)),))
    late = datetime(2026, 11, 23, 23, 59, tzinfo=HANOI)
    assert breach(whole, late, Ms(600_000), HANOI, Priority.ORDINARY) is None
    till_midnight = Rules(hours=((time(20), time(0)),))
    assert breach(till_midnight, late, Ms(60_000), HANOI, Priority.ORDINARY) is None
    assert breach(till_midnight, late, Ms(61_000), HANOI, Priority.ORDINARY) is not None
