"""Knows every reason a sound from outside is refused, as values; not the sentence the screen makes.

SoundIntakeError (a SoundError)
├── UnreachableError       no file that can be opened and read
├── EmptyFileError         no bytes in it
├── TooHeavyError          more bytes than allowed
├── NotSoundError          a file of another kind
│   ├── PlaylistError      a list of addresses instead of sound
│   └── OtherSoundError    sound of a kind, or in a coding, that is not taken in
├── WithoutSoundError      a film or a picture without any sound
├── ProtectedError         locked to its buyer's player
├── TooManyChannelsError
├── StrangeRateError       a sampling rate that makes no sense
├── TooLongError
├── TooShortError
├── NothingHeardError      silence from beginning to end
├── CutOffError            the end is missing
├── DamagedError           cannot be decoded
├── HostileError           would exhaust or crash the machine that decodes it
└── NoRoomError            the disk has no room for it
"""

from __future__ import annotations

from broadcaster.sound.sound import SoundError

_MB = 1024 * 1024


def clock(ms: int) -> str:
    """Return a length as people read it: 3:00:00, 5:00, 0:07."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class SoundIntakeError(SoundError):
    """Root of what can go wrong when a sound is taken in; `name` is the file's, fit to be shown."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name!r} {sentence}")
        self.name = name


class UnreachableError(SoundIntakeError):
    """There is no ordinary file there, or it cannot be read; `cause` says why."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(name, f"cannot be opened: {cause}.")
        self.cause = cause


class EmptyFileError(SoundIntakeError):
    """The file has no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is empty: choose the file that was meant.")


class TooHeavyError(SoundIntakeError):
    """The file has `size` bytes and only `limit` are allowed."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, f"has {size} bytes and at most {limit} are taken in.")
        self.size = size
        self.limit = limit

    @property
    def size_mb(self) -> str:
        """The size in megabytes, one decimal."""
        return f"{self.size / _MB:.1f}".replace(".", ",")

    @property
    def limit_mb(self) -> str:
        """The limit in megabytes, without a needless decimal."""
        return f"{self.limit / _MB:.1f}".removesuffix(".0").replace(".", ",")


class NotSoundError(SoundIntakeError):
    """The file is of another kind: `found` is the code of that kind, "unknown" when nobody knows.

    Codes: text, web-page, document, picture, archive, program, database, unknown.
    """

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, f"is no sound ({found}): send a recording, for instance MP3.")
        self.found = found


class PlaylistError(NotSoundError):
    """The file only says where sound is."""


class OtherSoundError(NotSoundError):
    """Sound whose kind or coding, `found`, is not among those that are taken in."""


class WithoutSoundError(SoundIntakeError):
    """The file may hold sound but there is none in it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "holds no sound, only pictures or nothing.")


class ProtectedError(SoundIntakeError):
    """The sound is locked to the player of whoever bought it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is copy-protected: ask its owner for an open file.")


class TooManyChannelsError(SoundIntakeError):
    """The sound has `channels` channels and at most `most` are mixed."""

    def __init__(self, name: str, channels: int, most: int) -> None:
        super().__init__(name, f"has {channels} channels and at most {most} are taken in.")
        self.channels = channels
        self.most = most


class StrangeRateError(SoundIntakeError):
    """The sound has `rate` samples a second; from `least` to `most` make sense."""

    def __init__(self, name: str, rate: int, least: int, most: int) -> None:
        super().__init__(name, f"has a rate of {rate} Hz; {least} to {most} Hz are taken in.")
        self.rate = rate
        self.least = least
        self.most = most


class TooLongError(SoundIntakeError):
    """The sound is longer than `limit_ms`."""

    def __init__(self, name: str, limit_ms: int) -> None:
        super().__init__(name, f"is longer than {clock(limit_ms)}: cut it.")
        self.limit_ms = limit_ms

    @property
    def limit(self) -> str:
        """The limit as people read it."""
        return clock(self.limit_ms)


class TooShortError(SoundIntakeError):
    """The sound has `length_ms` and at least `shortest_ms` are needed."""

    def __init__(self, name: str, length_ms: int, shortest_ms: int) -> None:
        super().__init__(name, f"is {length_ms} ms long; {shortest_ms} ms are needed.")
        self.length_ms = length_ms
        self.shortest_ms = shortest_ms


class NothingHeardError(SoundIntakeError):
    """Nothing but silence for `length_ms`."""

    def __init__(self, name: str, length_ms: int) -> None:
        super().__init__(name, f"is silent from beginning to end ({clock(length_ms)}).")
        self.length_ms = length_ms

    @property
    def length(self) -> str:
        """The length as people read it."""
        return clock(self.length_ms)


class CutOffError(SoundIntakeError):
    """The file ends after `whole_ms` where its header promises `promised_ms`."""

    def __init__(self, name: str, whole_ms: int, promised_ms: int) -> None:
        super().__init__(
            name, f"ends after {clock(whole_ms)} of {clock(promised_ms)}: send it again."
        )
        self.whole_ms = whole_ms
        self.promised_ms = promised_ms

    @property
    def whole(self) -> str:
        """What is there, as people read it."""
        return clock(self.whole_ms)

    @property
    def promised(self) -> str:
        """What should be there, as people read it."""
        return clock(self.promised_ms)


class DamagedError(SoundIntakeError):
    """The file looks like `kind` but cannot be decoded."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, f"is a damaged {kind} file: save or send it again.")
        self.kind = kind


class HostileError(SoundIntakeError):
    """Decoding took too much: `why` is "time", "memory", "ratio", "crash" or "line"."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, f"is refused because of its {why}: save it again as MP3.")
        self.why = why


class NoRoomError(SoundIntakeError):
    """The disk has no room for the sound."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "cannot be kept: the disk is full.")
