"""Lexicography: how the station's own names and abbreviations are said, and who taught it so.

Knows the lexicon and the texts it touches; knows no sound, approval or schedule of its own.
"""

from broadcaster.lexicography.department import MOST_ENTRIES, Known, Lexicography, Preview
from broadcaster.lexicography.effect import DraftTouched, Effect, ProgrammeTouched
from broadcaster.lexicography.errors import (
    CannotUndoError,
    FullLexiconError,
    KnownEntryError,
    LexicographyError,
    NotWholeError,
    OutdatedPlanError,
)
from broadcaster.lexicography.legacy import take_over
from broadcaster.lexicography.plan import Mode, OtherCaseError, Plan

__all__ = [
    "MOST_ENTRIES",
    "CannotUndoError",
    "DraftTouched",
    "Effect",
    "FullLexiconError",
    "Known",
    "KnownEntryError",
    "Lexicography",
    "LexicographyError",
    "Mode",
    "NotWholeError",
    "OtherCaseError",
    "OutdatedPlanError",
    "Plan",
    "Preview",
    "ProgrammeTouched",
    "take_over",
]
