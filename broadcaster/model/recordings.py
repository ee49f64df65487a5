"""The station's sound library: what was recorded or made elsewhere, for use in programmes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcaster.model.ids import ArrivalId, Ms, RecordingId, UserId
from broadcaster.sound.vault import Sha

Fact = str | int | float | bool | None
"""What a finding may say about a sound: a measure, a place in ms, a word."""


class Use(StrEnum):
    """What a recording is for; it decides how the recording is levelled."""

    MUSIC = "music"
    """A jingle, a column's ident, a bed."""
    VOICE = "voice"
    """A person's recorded voice, in place of read text."""
    PROGRAMME = "programme"
    """A whole programme made elsewhere."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a listener would notice; `code` names it, `facts` measure it."""

    code: str
    facts: Mapping[str, Fact]
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class TakenSound:
    """A sound as it was kept: `sha` names it in the vault, `source_sha` is the file that came."""

    sha: Sha
    source_sha: Sha
    length_ms: Ms
    lufs: float
    dbtp: float
    findings: tuple[Finding, ...]
    repaired: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """One sound of the library; among those not retired no two names are alike.

    `note` says where it comes from and who holds its rights. `instead_of` is the recording whose
    place it took. A retired one keeps its sound: what was made of it stays.
    """

    id: RecordingId
    name: str
    title: str
    use: Use
    sound: TakenSound
    source_name: str
    note: str
    instead_of: RecordingId | None
    created_by: UserId
    created_at: datetime
    retired_by: UserId | None
    retired_at: datetime | None

    @property
    def live(self) -> bool:
        """Whether scripts can name it."""
        return self.retired_at is None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came and what shall become of it; `recording` is there when it was taken in.

    `file` names it in the folder of uploads, `size` is in bytes. `put_away_at`: nobody needs to
    be told of it any more.
    """

    id: ArrivalId
    file: str
    size: int
    source_name: str
    name: str
    title: str
    use: Use
    note: str
    instead_of: RecordingId | None
    by: UserId
    at: datetime
    recording: RecordingId | None
    put_away_at: datetime | None
