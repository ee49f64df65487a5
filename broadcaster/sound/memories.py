"""The memories of a station: which folders remember what, so that each can be kept in bounds.

Knows their names; knows nothing of what makes or uses what is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from broadcaster.sound.memory import Memory


@dataclass(frozen=True, slots=True)
class Memories:
    """What was spoken, what was treated, the encoded pieces, and programmes in other formats."""

    speech: Memory
    treated: Memory
    pieces: Memory
    exports: Memory

    @classmethod
    def within(cls, folder: Path) -> Memories:
        """Return the memories of the station in `folder`."""
        return cls(*(Memory(folder / name) for name in cls.__slots__))

    def by_name(self) -> Mapping[str, Memory]:
        """Return the memories by the names of their folders."""
        return {name: getattr(self, name) for name in self.__slots__}
