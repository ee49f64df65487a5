"""The kit: the pieces of music a station dresses its programmes with, read from one folder.

Knows file names and sounds; knows nothing of where in a programme a piece is used.

    KitError
    └── JingleMissingError   a piece the kit must have, or a jingle a script names, is not there

A piece that is there but cannot be read raises UnreadableSoundError.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.vault import sha_of

NEEDED = ("ident", "stinger", "bed", "closing")
"""The pieces without which no programme can be dressed."""

_SUFFIXES = (".wav", ".flac", ".mp3", ".ogg")


class KitError(Exception):
    """Root of what can go wrong with the station's music."""


class JingleMissingError(KitError):
    """A piece of music is not in the folder."""

    def __init__(self, name: str, known: tuple[str, ...], folder: str) -> None:
        """`name` is what was looked for, `known` what there is in `folder`."""
        self.name = name
        self.known = known
        self.folder = folder
        super().__init__(f"no {name!r} in {folder}; there are: {', '.join(known) or 'none'}")


@dataclass(frozen=True, slots=True)
class Kit:
    """The station's music, every piece at the station's rate.

    `key` is a hash of all names and files: another kit makes another programme.
    """

    pieces: MappingProxyType[str, Sound]
    key: str
    folder: str

    @classmethod
    def load(cls, folder: Path) -> Kit:
        """Read every piece in `folder`, named by its file without the ending.

        Raises JingleMissingError for one of `NEEDED`, UnreadableSoundError for a broken file.
        """
        pieces: dict[str, Sound] = {}
        facts: list[str] = []
        for path in _files(folder):
            pieces[path.stem] = Sound.read(path).resampled(RATE)
            facts.append(f"{path.stem} {sha_of(pieces[path.stem].wav())}")
        key = hashlib.sha256("\n".join(facts).encode()).hexdigest()
        kit = cls(MappingProxyType(pieces), key, folder.name)
        for name in NEEDED:
            kit.jingle(name)
        return kit

    @property
    def ident(self) -> Sound:
        """What opens a programme."""
        return self.jingle("ident")

    @property
    def stinger(self) -> Sound:
        """What parts two items."""
        return self.jingle("stinger")

    @property
    def bed(self) -> Sound:
        """What lies under greeting, contents and closing, as often as it must."""
        return self.jingle("bed")

    @property
    def closing(self) -> Sound:
        """What ends a programme."""
        return self.jingle("closing")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pieces, sorted."""
        return tuple(sorted(self.pieces))

    def jingle(self, name: str) -> Sound:
        """Return the piece called `name`. Raises JingleMissingError."""
        if name not in self.pieces:
            raise JingleMissingError(name, self.names, self.folder)
        return self.pieces[name]


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
