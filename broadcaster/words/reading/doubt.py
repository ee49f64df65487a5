"""Why a reading deserves an editor's look.

Names only; the rules use them, the screen has a sentence for each.
"""

from __future__ import annotations

from enum import StrEnum


class Doubt(StrEnum):
    """What the rule was not sure of."""

    NONE = ""
    UNKNOWN_ABBREVIATION = "unknown-abbreviation"
    """Letters in no table: spelled."""
    GUESSED_ABBREVIATION = "guessed-abbreviation"
    """Put together from the parts it seems to be made of."""
    AMBIGUOUS_ABBREVIATION = "ambiguous-abbreviation"
    """Stands for several things and nothing around it tells which."""
    SMALL_LETTERS = "small-letters"
    """An abbreviation typed without capitals."""
    DATE_OR_RATIO = "date-or-ratio"
    """ "3/4" with nothing around it that tells a day from a proportion."""
    SHORT_YEAR = "short-year"
    """Two figures for a year: the century is a guess."""
    NO_SUCH_DAY = "no-such-day"
    """Written as a date that is in no calendar: read as figures."""
    HOUR_OR_GRAM = "hour-or-gram"
    """ "9g" where either could be meant."""
    CODE = "code"
    """Letters and figures run together that name something unknown."""
    FOREIGN_NAME = "foreign-name"
    """No Vietnamese word: the voice will try it."""
    RUN_TOGETHER = "run-together"
    """Two readings share one written character."""
