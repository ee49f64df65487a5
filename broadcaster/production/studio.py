"""The studio: texts in, a master in the vault out.

Knows words and sound; knows no database, clock, approval or schedule. Equal orders give equal
bytes, as long as the same engines speak.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from broadcaster.production.errors import RecipeError
from broadcaster.production.filling import Filling
from broadcaster.production.making import SUFFIX, Made, OnProgress, Order, Workbench
from broadcaster.production.order import Orderer, Piece, ScriptText
from broadcaster.production.template import Template, template
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.cast import Cast
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.recipes import RECIPES, Recipe
from broadcaster.sound.vault import Sha, SoundMissingError, Vault
from broadcaster.words.reading import Manner

__all__ = ["SUFFIX", "Made", "OnProgress", "Studio"]


@dataclass(frozen=True, slots=True)
class Offered:
    """The names a script may call for."""

    music: tuple[str, ...]
    recordings: tuple[str, ...]
    voices: tuple[str, ...]


class Studio:
    """Makes programmes: orders their pieces and has them made."""

    def __init__(
        self,
        *,
        announcer: Announcer,
        kit: Callable[[], Kit],
        vault: Vault,
        treated: Memory,
        encoded: Memory,
        cast: Cast,
        recipe: str,
        station_name: str,
        manner: Callable[[], Manner],
        kbps: int = 128,
        around: Template | None = None,
    ) -> None:
        """`recipe` masters previews and what names none; `cast` says who speaks what.

        `manner` and `kit` are asked at every programme, since the station's names and music change
        from day to day. `around` is what is said around the scripts, ours when None. `treated` and
        `encoded` remember what a rebuild can use again.

        Raises RecipeError for a recipe there is not.
        """
        self.recipe = _recipe(recipe).name
        self._announcer = announcer
        self._kit = kit
        self._vault = vault
        self._treated = treated
        self._encoded = encoded
        self._cast = cast
        self._manner = manner
        self._kbps = kbps
        self._template = around or template()
        self._station_name = station_name

    def offered(self) -> Offered:
        """Return which music, recordings and voices the station has today. Raises KitError."""
        kit = self._kit()
        return Offered(kit.names, kit.recording_names, tuple(self._cast.voices))

    def check(self, script: ScriptText) -> None:
        """Raise for a script that cannot be made.

        ScriptError, SilentScriptError, JingleMissingError, RecordingMissingError, or SpeechError
        for a voice there is not.
        """
        kit = self._kit()
        for piece in self._orderer(self._manner(), kit).item(script):
            if piece.jingle is not None:
                kit.jingle(piece.jingle)
            if piece.recording is not None:
                kit.recording(piece.recording)
            self._cast.of(piece.script or 0, piece.voice)

    def kept(self, sha: Sha) -> bool:
        """Tell whether the master named `sha` is in the vault."""
        try:
            self._vault.path(sha, SUFFIX)
        except SoundMissingError:
            return False
        return True

    def build_key(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        dressed: bool = True,
        room_ms: int | None = None,
    ) -> str:
        """Return a hash of everything that decides how the programme sounds."""
        kit, manner = self._kit(), self._manner()
        return self._key(title, scripts, for_date, recipe, dressed, manner, kit, room_ms)

    def make(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        progress: OnProgress,
        made_at: datetime,
        dressed: bool = True,
        room_ms: int | None = None,
    ) -> Made:
        """Make the programme and keep it in the vault; not `dressed`, the scripts stand alone.

        What is shorter than `room_ms` is filled up as the template says; nothing is cut.
        Raises ScriptError, SilentScriptError, RecipeError, SpeechError, SoundError, KitError;
        OSError when the disk does not take it, and whatever `progress` raises to stop it.
        """
        kit, manner = self._kit(), self._manner()
        orderer = self._orderer(manner, kit)
        pieces = orderer.programme(scripts, for_date, dressed)
        key = self._key(title, scripts, for_date, recipe, dressed, manner, kit, room_ms)
        filling = orderer.filling(scripts, room_ms) if room_ms is not None else None
        return self._make(title, pieces, for_date, recipe, key, kit, progress, made_at, filling)

    def preview_key(self, script: ScriptText) -> str:
        """Return a hash of everything that decides how the script alone sounds."""
        return self.build_key("", [script], None, self.recipe, dressed=False)

    def preview(self, script: ScriptText, progress: OnProgress, made_at: datetime) -> Made:
        """Make one script alone, without greeting and music around it; errors as `make`."""
        kit, manner = self._kit(), self._manner()
        pieces = self._orderer(manner, kit).item(script)
        key = self._key("", [script], None, self.recipe, False, manner, kit)
        return self._make(script.title, pieces, None, self.recipe, key, kit, progress, made_at)

    def _orderer(self, manner: Manner, kit: Kit) -> Orderer:
        return Orderer(self._template, manner, self._station_name, frozenset(kit.names))

    def _key(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        dressed: bool,
        manner: Manner,
        kit: Kit,
        room_ms: int | None = None,
    ) -> str:
        facts = [
            title,
            [[script.title, script.body, script.column] for script in scripts],
            manner.key,
            kit.key,
            _recipe(recipe).key,
            self._cast.key,
            self._announcer.identity,
            self._template.key,
            for_date.isoformat() if for_date else None,
            dressed,
            room_ms,
            self._station_name,
            self._kbps,
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def _make(
        self,
        title: str,
        pieces: Sequence[Piece],
        for_date: date | None,
        recipe: str,
        key: str,
        kit: Kit,
        progress: OnProgress,
        made_at: datetime,
        filling: Filling | None = None,
    ) -> Made:
        bench = Workbench(
            self._announcer, self._cast, kit, self._vault, self._treated, self._encoded
        )
        station = self._template.station(self._station_name)
        chosen = _recipe(recipe)
        order = Order(title, station, pieces, for_date, chosen, self._kbps, key, made_at, filling)
        return bench.make(order, progress)


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise RecipeError(name, tuple(RECIPES))
    return RECIPES[name]
