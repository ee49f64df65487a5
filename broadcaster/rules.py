"""What may be on the air at all: pure, the same at the booking desk and as the last guard.

Knows hours and lengths; knows no clock, schedule or output.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from broadcaster.model import Ms, Priority, Reason, Rules

_MIDNIGHT = time(0, 0)


def breach(
    rules: Rules, starts_at: datetime, length_ms: Ms, zone: tzinfo, priority: Priority
) -> Reason | None:
    """Return why a sound of `length_ms` may not begin at `starts_at`, or None when it may.

    The whole sound must lie within one of the allowed hours of the station's `zone`. Only an
    urgent one passes (TT 39/2020/TT-BTTTT: khẩn cấp is played at once); its person and reason
    are the booking desk's matter.
    """
    if priority is Priority.URGENT:
        return None
    if length_ms > rules.longest_ms:
        return Reason.TOO_LONG
    begins = starts_at.astimezone(zone)
    ends = (starts_at + timedelta(milliseconds=length_ms)).astimezone(zone)
    if any(_within(span, begins, ends) for span in rules.hours):
        return None
    return Reason.OUTSIDE_HOURS


def _within(span: tuple[time, time], begins: datetime, ends: datetime) -> bool:
    opens, closes = span
    if opens == closes == _MIDNIGHT:
        return True
    first = datetime.combine(begins.date(), opens, begins.tzinfo)
    last = datetime.combine(begins.date(), closes, begins.tzinfo)
    if closes <= opens:
        last += timedelta(days=1)
        if begins < first:
            first -= timedelta(days=1)
            last -= timedelta(days=1)
    return first <= begins and ends <= last
