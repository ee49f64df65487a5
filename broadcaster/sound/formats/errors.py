"""What can go wrong when a sound becomes a file.

FormatError
├── UnknownFormatError   no format we write ends like that
├── NothingToSaveError   there is not one sample
└── NoTranscriptError    a transcript is asked of a sound that carries none
"""

from __future__ import annotations

from broadcaster.sound.sound import SoundError


class FormatError(SoundError):
    """Root of what can go wrong when a sound becomes a file."""


class UnknownFormatError(FormatError):
    """A file's ending that no format of ours has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """`name` is the file's name, `known` the endings there are, with their dots."""
        self.name = name
        self.known = known
        self.offered = ", ".join(known)
        super().__init__(f"cannot tell a format from {name!r}; there are {self.offered}")


class NothingToSaveError(FormatError):
    """Not one sample is there to be saved."""

    def __init__(self, name: str) -> None:
        """`name` is the file's name."""
        self.name = name
        super().__init__(f"there is no sound to save as {name!r}")


class NoTranscriptError(FormatError):
    """A transcript is asked of a sound that carries none."""

    def __init__(self, name: str) -> None:
        """`name` is the name of the file that has no transcript in it."""
        self.name = name
        super().__init__(f"{name!r} carries no transcript")
