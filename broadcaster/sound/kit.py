"""The kit: the music and the recordings a station may put into programmes, each loaded when asked.

Knows file names and sounds; knows nothing of where in a programme a piece is used. Nothing here
holds samples: a piece knows its digest and length beforehand, and reads its file for its sound.

    KitError
    ├── JingleMissingError     a piece the kit must have, or a jingle a script names, is not there
    ├── RecordingMissingError  a recording that a script names is not in the library
    └── PieceChangedError      the file of a piece is another one since the kit was put together

A piece that is there but cannot be read raises UnreadableSoundError.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.vault import sha_of

NEEDED = ("ident", "stinger", "bed", "closing")
"""The pieces without which no programme can be dressed."""

_SUFFIXES = (".wav", ".flac", ".mp3", ".ogg")
_REMEMBERED = 256
"""How many files' digests are remembered, so that a kit is put together at once."""


class KitError(Exception):
    """Root of what can go wrong with the station's music and recordings."""


class JingleMissingError(KitError):
    """A piece of music is not in the folder."""

    def __init__(self, name: str, known: tuple[str, ...], folder: str) -> None:
        """`name` is what was looked for, `known` what there is in `folder`."""
        self.name = name
        self.known = known
        self.folder = folder
        super().__init__(f"no {name!r} in {folder}; there are: {', '.join(known) or 'none'}")


class RecordingMissingError(KitError):
    """No recording of that name is in the library."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """`name` is what was looked for, `known` what there is."""
        self.name = name
        self.known = known
        super().__init__(f"no recording {name!r}; there are: {', '.join(known) or 'none'}")


class PieceChangedError(KitError):
    """The piece called `name` is not the one that the kit was put together with."""

    def __init__(self, name: str) -> None:
        """`name` is the piece's."""
        self.name = name
        super().__init__(f"the file of {name!r} was changed meanwhile")


@dataclass(frozen=True, slots=True)
class KitPiece:
    """A piece by its name; `digest` tells one content from another, `load` reads it.

    `cut` reads so many samples from one on, at the station's rate, of what is too long to be read
    whole.
    """

    name: str
    digest: str
    length_ms: int
    load: Callable[[], Sound] = field(compare=False, repr=False)
    cut: Callable[[int, int], Sound] | None = field(default=None, compare=False, repr=False)

    @property
    def sound(self) -> Sound:
        """The piece at the station's rate, read anew each time: nothing keeps it but the caller.

        Raises UnreadableSoundError, PieceChangedError, vault.VaultError.
        """
        return self.load().resampled(RATE)

    def stretch(self, first: int, count: int) -> Sound:
        """Return `count` samples from the sample `first` on; errors as of `sound`."""
        if self.cut is not None:
            return self.cut(first, count)
        return Sound.from_pcm(self.sound.pcm[first : first + count])


def plainly(name: str) -> str:
    """Return `name` as names are compared: one form of its letters, small, single blanks."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


@dataclass(frozen=True, slots=True)
class Kit:
    """The station's music and recordings, looked up by name as `fold` compares names.

    `key` is a hash of all names and contents: another kit makes another programme.
    """

    pieces: MappingProxyType[str, KitPiece]
    recordings: MappingProxyType[str, KitPiece]
    folder: str
    fold: Callable[[str], str] = field(default=plainly, compare=False)

    @classmethod
    def load(cls, folder: Path) -> Kit:
        """Know every piece of music in `folder`, named by its file without the ending.

        Raises JingleMissingError for one of `NEEDED`, UnreadableSoundError for a broken file.
        """
        kit = cls.of((_piece_of(path) for path in _files(folder)), folder=folder.name)
        for name in NEEDED:
            kit.jingle(name)
        return kit

    @classmethod
    def of(
        cls,
        pieces: Iterable[KitPiece],
        recordings: Iterable[KitPiece] = (),
        folder: str = "",
        fold: Callable[[str], str] = plainly,
    ) -> Kit:
        """Put a kit together; of several pieces with one name the last counts."""
        return cls(
            MappingProxyType({fold(piece.name): piece for piece in pieces}),
            MappingProxyType({fold(piece.name): piece for piece in recordings}),
            folder,
            fold,
        )

    @property
    def key(self) -> str:
        """A hash of all names and contents, whatever order and folder they have."""
        facts = [
            f"{kind} {name} {piece.digest}"
            for kind, pieces in (("music", self.pieces), ("recording", self.recordings))
            for name, piece in sorted(pieces.items())
        ]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()

    @property
    def ident(self) -> KitPiece:
        """What opens a programme."""
        return self.jingle("ident")

    @property
    def stinger(self) -> KitPiece:
        """What parts two items."""
        return self.jingle("stinger")

    @property
    def bed(self) -> KitPiece:
        """What lies under greeting, contents and closing, as often as it must."""
        return self.jingle("bed")

    @property
    def closing(self) -> KitPiece:
        """What ends a programme."""
        return self.jingle("closing")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pieces of music, sorted."""
        return tuple(sorted(piece.name for piece in self.pieces.values()))

    @property
    def recording_names(self) -> tuple[str, ...]:
        """The names of all recordings, sorted."""
        return tuple(sorted(piece.name for piece in self.recordings.values()))

    def jingle(self, name: str) -> KitPiece:
        """Return the piece of music called `name`. Raises JingleMissingError."""
        found = self.pieces.get(self.fold(name))
        if found is None:
            raise JingleMissingError(name, self.names, self.folder)
        return found

    def recording(self, name: str) -> KitPiece:
        """Return the recording called `name`. Raises RecordingMissingError."""
        found = self.recordings.get(self.fold(name))
        if found is None:
            raise RecordingMissingError(name, self.recording_names)
        return found


def _piece_of(path: Path) -> KitPiece:
    state = path.stat()
    digest, length_ms = _facts(path, state.st_mtime_ns, state.st_size)

    def load() -> Sound:
        content = path.read_bytes()
        # What is remembered under the digest must be this sound and no other.
        if sha_of(content) != digest:
            # It may look the same from outside, size and time: the next kit must read it anew.
            _facts.cache_clear()
            raise PieceChangedError(path.stem)
        return Sound.decoded(content, path.name)

    return KitPiece(path.stem, digest, length_ms, load)


@lru_cache(_REMEMBERED)
def _facts(path: Path, _changed_ns: int, _size: int) -> tuple[str, int]:
    """Return digest and length of a file, read once for as long as it stays the same."""
    content = path.read_bytes()
    return sha_of(content), Sound.decoded(content, path.name).resampled(RATE).length_ms


def _files(folder: Path) -> list[Path]:
    """Return the sound files in `folder`, one for each name, sorted."""
    if not folder.is_dir():
        return []
    found: dict[str, Path] = {}
    for suffix in _SUFFIXES:
        for path in folder.iterdir():
            if path.suffix.lower() == suffix:
                found.setdefault(path.stem, path)
    return [found[name] for name in sorted(found)]
