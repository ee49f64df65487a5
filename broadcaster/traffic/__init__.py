"""Traffic: what is approved, what is booked, and the cue sheet that playout goes by.

Knows programmes as sounds with a hash; knows no script text, speech or output device.
"""

from broadcaster.traffic.department import Traffic
from broadcaster.traffic.errors import (
    AiringOverError,
    ApprovalError,
    BookingError,
    ClashError,
    NotApprovedError,
    NotHeardError,
    NotReadyError,
    OutsideHoursError,
    OwnWorkError,
    PastError,
    ProgrammeGoneError,
    RemarkMissingError,
    SlotError,
    TooLongError,
    TrafficError,
    ZoneError,
)
from broadcaster.traffic.view import AiringView

__all__ = [
    "AiringOverError",
    "AiringView",
    "ApprovalError",
    "BookingError",
    "ClashError",
    "NotApprovedError",
    "NotHeardError",
    "NotReadyError",
    "OutsideHoursError",
    "OwnWorkError",
    "PastError",
    "ProgrammeGoneError",
    "RemarkMissingError",
    "SlotError",
    "TooLongError",
    "Traffic",
    "TrafficError",
    "ZoneError",
]
