"""What can go wrong at the traffic desk, with the facts the screen needs.

TrafficError
├── ApprovalError
│   ├── NotReadyError        no finished sound to judge
│   ├── NotHeardError        another sound was heard than the one that stands
│   ├── OwnWorkError         nobody approves their own work
│   └── RemarkMissingError   a return needs a remark, an urgent airing a reason
└── BookingError
    ├── PastError            the time has passed
    ├── ClashError           another airing is on that output then
    ├── OutsideHoursError    outside the hours of the station
    ├── TooLongError         longer than the station allows
    ├── NotApprovedError     only an approved sound may interrupt
    ├── ProgrammeGoneError   the programme was withdrawn
    ├── ZoneError            no such zone
    ├── SlotError            a slot without a name, a day, or an end after its beginning
    └── AiringOverError      cancelled already, or already on the air
"""

from __future__ import annotations

from datetime import datetime

from broadcaster.model import Airing, AiringId, Ms, ProgrammeId, ZoneName
from broadcaster.sound.vault import Sha


class TrafficError(Exception):
    """Root of what can go wrong at the traffic desk."""


class ApprovalError(TrafficError):
    """A verdict that cannot be taken."""


class NotReadyError(ApprovalError):
    """The programme has no finished sound to judge."""

    def __init__(self, programme: ProgrammeId) -> None:
        """`programme` is still being made, failed, or was withdrawn."""
        self.programme = programme
        super().__init__(f"programme {programme} has no finished sound")


class NotHeardError(ApprovalError):
    """The approver heard another sound than the one that stands now."""

    def __init__(self, programme: ProgrammeId, heard: Sha, master: Sha) -> None:
        """`heard` is what was listened to, `master` what stands."""
        self.programme = programme
        self.heard = heard
        self.master = master
        super().__init__(f"programme {programme} is now {master[:12]}, heard was {heard[:12]}")


class OwnWorkError(ApprovalError):
    """The approver wrote one of the scripts or made the programme."""

    def __init__(self, programme: ProgrammeId) -> None:
        """`programme` is the approver's own work."""
        self.programme = programme
        super().__init__(f"programme {programme} is the approver's own work")


class RemarkMissingError(ApprovalError):
    """A word of explanation is required; `act` is "return" or "urgent"."""

    def __init__(self, act: str) -> None:
        """`act` is "return" or "urgent"."""
        self.act = act
        super().__init__(f"{act} needs a reason")


class BookingError(TrafficError):
    """An airing or slot that cannot be had."""


class PastError(BookingError):
    """The time has passed."""

    def __init__(self, starts_at: datetime) -> None:
        """`starts_at` is the time asked for."""
        self.starts_at = starts_at
        super().__init__(f"{starts_at.isoformat()} has passed")


class ClashError(BookingError):
    """Another airing is on an output of the zone at that time."""

    def __init__(self, airing: Airing, at: datetime) -> None:
        """`airing` is the one in the way, which starts `at` local time."""
        self.airing = airing
        self.at = at
        super().__init__(f"airing {airing.id} ({airing.title}) is at {airing.starts_at}")


class OutsideHoursError(BookingError):
    """The sound would not lie wholly within the hours of the station."""

    def __init__(self, starts_at: datetime, length_ms: Ms) -> None:
        """`length_ms` is the length that was reckoned with."""
        self.starts_at = starts_at
        self.length_ms = length_ms
        super().__init__(f"{starts_at.isoformat()} + {length_ms} ms is outside the hours")


class TooLongError(BookingError):
    """The programme is longer than may be aired."""

    def __init__(self, length_ms: Ms, longest_ms: Ms) -> None:
        """`longest_ms` is what is allowed."""
        self.length_ms = length_ms
        self.longest_ms = longest_ms
        super().__init__(f"{length_ms} ms is longer than {longest_ms} ms")

    @property
    def minutes(self) -> int:
        """The allowed length in whole minutes."""
        return self.longest_ms // 60_000


class NotApprovedError(BookingError):
    """Only an approved sound may interrupt what is on the air."""

    def __init__(self, programme: ProgrammeId) -> None:
        """`programme` still lacks its approval."""
        self.programme = programme
        super().__init__(f"programme {programme} is not approved")


class ProgrammeGoneError(BookingError):
    """The programme was withdrawn."""

    def __init__(self, programme: ProgrammeId, title: str) -> None:
        """`title` names the programme on the screen."""
        self.programme = programme
        self.title = title
        super().__init__(f"programme {programme} ({title}) was withdrawn")


class ZoneError(BookingError):
    """The station has no such zone."""

    def __init__(self, zone: ZoneName) -> None:
        """`zone` is the name asked for."""
        self.zone = zone
        super().__init__(f"no zone {zone!r}")


class SlotError(BookingError):
    """A slot that makes no sense; `field` is "name", "weekdays", "valid_to" or "longest_ms"."""

    def __init__(self, field: str) -> None:
        """`field` is the setting that is wrong."""
        self.field = field
        super().__init__(f"the slot's {field} makes no sense")


class AiringOverError(BookingError):
    """The airing no longer stands, so it can be neither cancelled nor filled."""

    def __init__(self, airing: AiringId, title: str) -> None:
        """`title` names the airing on the screen."""
        self.airing = airing
        self.title = title
        super().__init__(f"airing {airing} ({title}) no longer stands")
