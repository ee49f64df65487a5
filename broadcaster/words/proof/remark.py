"""What an editor is told about a place in a text: values only, no sentence and no change.

Knows kinds, grades and places; `broadcaster.sentences.remarks` knows the words for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a remark is about."""

    DOUBTFUL = "doubtful"
    """The reading had to guess; `reason` is the Doubt."""
    LEFT_OUT = "left-out"
    """Not read aloud; `reason` is the Omission's."""
    LONG = "long"
    """A sentence no listener can follow; suggestions are words that could open a new one."""
    NO_SUCH_DATE = "no-such-date"
    """`reason` is "month", "day" or "leap"; facts: month, last, year."""
    WRONG_WEEKDAY = "wrong-weekday"
    """The date falls on another day of the week."""
    PAST_DATE = "past-date"
    """Something to come, on a day that is over."""
    NO_SUCH_TIME = "no-such-time"
    """`reason` is "hour" or "minute"."""
    BACKWARDS = "backwards"
    """A range whose end lies before its beginning; `reason` is "time", "date" or "year"."""
    RELATIVE_DAY = "relative-day"
    """ "ngày mai" without a date: true on one day only."""
    TO_FILL = "to-fill"
    """A place left open; `reason` is "dots", "form", "name" or "number"."""
    SPELLING = "spelling"
    """ `reason` is "unknown", "older", "typing", "together" or "unusual"."""
    DOUBLED_WORD = "doubled-word"
    SPACING = "spacing"
    """No blank where one belongs."""
    UNPAIRED = "unpaired"
    """A bracket or quotation mark without its other half."""
    DOUBLED_MARK = "doubled-mark"
    TWO_EXPANSIONS = "two-expansions"
    """One abbreviation said to stand for two things; facts: other."""
    TWO_DATES = "two-dates"
    """One document with two years or days; facts: other."""
    PHONE = "phone"
    """A telephone number of a length there is not; facts: digits, wanted."""


class Severity(StrEnum):
    """How much a remark matters."""

    MUST = "must"
    """Read as it stands, listeners would hear something wrong."""
    MAY = "may"
    """Probably right; worth a glance."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`source[start:end]` of the reading number `part`, counted from 0."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about `written` for an editor to look at, at every one of `places`.

    `said` is how it is read aloud where that matters ("" otherwise), `suggestions` what may have
    been meant, best first, `reason` a code that refines `kind`, `facts` what its sentence needs.
    """

    kind: Kind
    severity: Severity
    places: tuple[Place, ...]
    written: str
    said: str = ""
    reason: str = ""
    suggestions: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def part(self) -> int:
        """The reading its first place is in."""
        return self.places[0].part

    @property
    def start(self) -> int:
        """Where it stands first."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """Where the first place ends."""
        return self.places[0].end

    @property
    def count(self) -> int:
        """How many times it stands in the text."""
        return len(self.places)
