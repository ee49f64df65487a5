"""What the lexicon's keepers refuse, with the facts the screen needs.

LexicographyError
├── KnownEntryError      another entry is for the same word, but for case or tone placement
├── FullLexiconError     more entries than a reading should look through
├── NotWholeError        a table with bad rows cannot take the lexicon's place
├── OutdatedPlanError    somebody changed the lexicon since the table was looked at
└── CannotUndoError      what the act made has been changed since
"""

from __future__ import annotations

from broadcaster.model import LexiconActId
from broadcaster.words.entry import Entry


class LexicographyError(Exception):
    """Root of what the lexicon's keepers refuse."""


class KnownEntryError(LexicographyError):
    """`written` stands in the lexicon already, as `entry`."""

    def __init__(self, written: str, entry: Entry) -> None:
        """`entry` is the one that stands."""
        self.written = written
        self.entry = entry
        super().__init__(f"{written!r} stands in the lexicon as {entry.written!r}")


class FullLexiconError(LexicographyError):
    """There would be more than `most` entries."""

    def __init__(self, most: int) -> None:
        """`most` is how many there may be."""
        self.most = most
        super().__init__(f"more than {most} entries")


class NotWholeError(LexicographyError):
    """A table with `refused` bad rows would remove entries that it only spells wrongly."""

    def __init__(self, refused: int) -> None:
        """`refused` is how many rows are bad."""
        self.refused = refused
        super().__init__(f"{refused} bad rows in a table that is to replace the lexicon")


class OutdatedPlanError(LexicographyError):
    """The lexicon was changed after it was compared with the table."""

    def __init__(self) -> None:
        """Carry nothing: the new comparison says it all."""
        super().__init__("the lexicon was changed meanwhile")


class CannotUndoError(LexicographyError):
    """What the act made is no longer so."""

    def __init__(self, act: LexiconActId) -> None:
        """`act` is the one that was to be taken back."""
        self.act = act
        super().__init__(f"what act {act} made was changed since")
