"""What templates may call: filters for time, lengths and words, and who is who.

Knows the station's zone and its people; makes no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask, g, has_request_context
from flask_login import current_user

from broadcaster.library import as_found
from broadcaster.model import Event, Finding, Reason, Role, User, UserId
from broadcaster.sentences import REASONS, stage_words, vietnamese
from broadcaster.sentences.sound_intake import finding
from web import moments, pace, wording
from web.desk import the_station

TABLES = (
    "SCRIPT_STATES",
    "VERDICTS",
    "OUTCOME_BADGES",
    "JOB_STATES",
    "ROLES",
    "ROLE_DUTIES",
    "LEXICON_ACTS",
    "USES",
    "USE_DUTIES",
    "PRIORITIES",
    "SEGMENT_KINDS",
    "OMISSIONS",
    "EVENTS",
)
"""The tables of `wording` that templates look words up in."""
_COUNTED = re.compile(r"\+(\d+) ~(\d+) -(\d+)")
"""How many entries an act on the lexicon added, changed and removed."""


def _people() -> dict[UserId, User]:
    """Return everybody, read once per request."""
    if "people_by_id" not in g:
        g.people_by_id = {user.id: user for user in the_station().people.all()}
    found: dict[UserId, User] = g.people_by_id
    return found


def name_of(user: UserId | None) -> str:
    """Return the full name of `user`; the station itself when None."""
    if user is None:
        return "Hệ thống"
    found = _people().get(user)
    return found.full_name if found else f"Người dùng số {user}"


def roles_text(roles: Iterable[Role]) -> str:
    """Return roles as words, in the order of the roles."""
    held = set(roles)
    return ", ".join(wording.ROLES[role] for role in Role if role in held) or "Chưa có vai trò"


def told_text(event: Event) -> str:
    """Return an event's detail, with the codes of reasons and roles put into words."""
    if event.what == "roles-set":
        return roles_text(role for role in Role if role in event.detail.split(", "))
    if event.detail.startswith("programme:"):
        return f"Chương trình số {event.detail.removeprefix('programme:')}"
    if event.what == "vault-pruned":
        count, size = event.detail.split()
        return f"{count} bản, {int(size) // 1_000_000} MB"
    if event.what == "disk-low":
        return f"còn trống {moments.decimal_text(int(event.detail) / 1e9)} GB"
    if counted := _COUNTED.fullmatch(event.detail):
        return "{} mục mới, {} mục đổi, {} mục bỏ".format(*counted.groups())
    head, _, code = event.detail.rpartition(": ")
    return f"{head}: {REASONS[Reason(code)].lower()}" if code in set(Reason) else event.detail


def finding_text(found: Finding) -> str:
    """Return what was found about a recording, in words."""
    known = as_found(found)
    return f"Có điều cần nghe lại ({found.code})." if known is None else finding(known)


def _holds(roles: Iterable[Role], *wanted: str) -> bool:
    return not set(roles).isdisjoint(Role(name) for name in wanted)


def _common() -> dict[str, Any]:
    station = the_station()
    person = None
    if has_request_context() and current_user.is_authenticated:
        person = current_user.user
    return {
        "person": person,
        "now": station.now(),
        "station_name": station.config.station.name,
        "several_zones": len(station.config.zones) > 1,
    }


def teach(app: Flask) -> None:
    """Give the templates of `app` their filters and common values."""
    tables = {name: getattr(wording, name) for name in TABLES}
    app.jinja_env.globals.update(tables, REASONS=REASONS)

    def zoned(write: Any) -> Any:
        return lambda instant: write(instant, the_station().tz)

    app.jinja_env.filters.update(
        clock=zoned(moments.clock_text),
        exact=zoned(moments.exact_clock_text),
        moment=zoned(moments.moment_text),
        local_day=lambda instant: instant.astimezone(the_station().tz).date(),
        iso=moments.iso_text,
        day=moments.day_text,
        weekday=moments.weekday_text,
        long_day=moments.long_day_text,
        time_of_day=moments.time_text,
        duration=moments.length_text,
        position=moments.position_text,
        decimal=moments.decimal_text,
        stage=stage_words,
        pace=lambda job: pace.of(job, the_station().now()),
        name=name_of,
        pairs=lambda names: [(one, one) for one in names],
        choices=lambda table: [(key.value, words) for key, words in table.items()],
        week_before=lambda day: day - timedelta(days=7),
        week_after=lambda day: day + timedelta(days=7),
        day_before=lambda day: day - timedelta(days=1),
        roles=roles_text,
        sentence=vietnamese,
        told=told_text,
        holds=_holds,
        finding=finding_text,
    )
    app.context_processor(_common)
