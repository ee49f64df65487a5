"""What the keepers of the sound library refuse, with the facts the screen needs.

LibraryError
├── BadNameError          no script could call a recording so
├── LongPartError         a name, title or note beyond what is kept
├── NameTakenError        a recording has that name
├── NameAwaitedError      a file that is being taken in will have that name
├── KnownFileError        the very file is in the library already
├── EmptyFileError        nothing came
├── LargeFileError        more bytes than the library takes
├── NoRoomError           the disk could not hold it
├── RecordingRetiredError the recording was taken out of use
└── StandInError          another recording has the name of the one to be brought back
"""

from __future__ import annotations

from broadcaster.model import Recording


class LibraryError(Exception):
    """Root of what the keepers of the sound library refuse."""


class BadNameError(LibraryError):
    """A name that a line "[băng TÊN]" could not carry."""

    def __init__(self, name: str) -> None:
        """`name` is what was typed."""
        self.name = name
        super().__init__(f"no recording can be called {name!r}")


class LongPartError(LibraryError):
    """`part` ("name", "title" or "note") has more than `longest` characters."""

    def __init__(self, part: str, longest: int) -> None:
        """`longest` is how many characters are kept."""
        self.part = part
        self.longest = longest
        super().__init__(f"{part} has more than {longest} characters")


class NameTakenError(LibraryError):
    """`recording` has that name."""

    def __init__(self, recording: Recording) -> None:
        """`recording` is the one that stands."""
        self.recording = recording
        super().__init__(f"recording {recording.id} is called {recording.name!r}")


class NameAwaitedError(LibraryError):
    """A file that is being taken in will be called `name`."""

    def __init__(self, name: str) -> None:
        """`name` is what it will be called."""
        self.name = name
        super().__init__(f"{name!r} is being taken in")


class KnownFileError(LibraryError):
    """The file `source_name` is in the library as `recording`."""

    def __init__(self, source_name: str, recording: Recording) -> None:
        """`source_name` is what the file is called now."""
        self.source_name = source_name
        self.recording = recording
        super().__init__(f"{source_name!r} is in the library as {recording.name!r}")


class EmptyFileError(LibraryError):
    """The file called `name` has no bytes."""

    def __init__(self, name: str) -> None:
        """`name` is the file's."""
        self.name = name
        super().__init__(f"{name!r} is empty")


class LargeFileError(LibraryError):
    """The file called `name` has more than `most` bytes."""

    def __init__(self, name: str, most: int) -> None:
        """`most` is how many bytes are taken."""
        self.name = name
        self.most = most
        super().__init__(f"{name!r} has more than {most} bytes")

    @property
    def most_mb(self) -> int:
        """The limit in megabytes, as the screen tells it."""
        return self.most // (1 << 20)


class NoRoomError(LibraryError):
    """The disk has `free` bytes, too few for the file called `name` and what is made of it."""

    def __init__(self, name: str, free: int) -> None:
        """`free` is how many bytes there are."""
        self.name = name
        self.free = free
        super().__init__(f"no room for {name!r}: {free} bytes are free")

    @property
    def free_mb(self) -> int:
        """What is free in megabytes."""
        return self.free // (1 << 20)


class RecordingRetiredError(LibraryError):
    """The recording was taken out of use, and nothing is changed about it."""

    def __init__(self, recording: Recording) -> None:
        """`recording` is the retired one."""
        self.recording = recording
        super().__init__(f"recording {recording.id} is retired")


class StandInError(LibraryError):
    """`recording` has the name of the one that was to be brought back."""

    def __init__(self, recording: Recording) -> None:
        """`recording` is the one that stands now."""
        self.recording = recording
        super().__init__(f"recording {recording.id} is called {recording.name!r} by now")
