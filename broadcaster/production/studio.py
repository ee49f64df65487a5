"""The studio: texts in, a master in the vault out.

Knows words and sound; knows no database, clock, approval or schedule. Equal orders give equal
bytes, as long as the same engines speak.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from broadcaster.model import Master, Ms, SegmentTime
from broadcaster.production.errors import RecipeError
from broadcaster.production.order import Orderer, Piece, ScriptText
from broadcaster.production.template import Template, template
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.formats import Chapter, Tags, decode, tagged
from broadcaster.sound.kit import Kit
from broadcaster.sound.master import RECIPES, Recipe, mastered
from broadcaster.sound.mix import mix
from broadcaster.sound.rundown import Kind, Placed, Segment, lay_out
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import Voice
from broadcaster.sound.vault import Sha, SoundMissingError, Vault
from broadcaster.words.reading import Manner

SUFFIX = ".mp3"
"""How masters end in the vault."""

OnProgress = Callable[[str, int], None]
"""Told the stage ("speech", "mix", "master", "measure") and permille of the whole."""

_SPEECH_SHARE = 700


@dataclass(frozen=True, slots=True)
class Made:
    """A master and where it lies in the vault."""

    master: Master
    path: Path


@dataclass(frozen=True, slots=True)
class _Heard:
    """A piece with its sound; a pause has none."""

    piece: Piece
    sound: Sound | None

    @property
    def segment(self) -> Segment:
        """The piece as the rundown sees it."""
        length = self.sound.length_ms if self.sound else self.piece.pause_ms
        return Segment(self.piece.kind, length, self.piece.title)


class Studio:
    """Makes programmes: speaks, assembles, masters, encodes and measures."""

    def __init__(
        self,
        *,
        announcer: Announcer,
        kit: Kit,
        vault: Vault,
        voices: Sequence[Voice],
        recipe: str,
        station_name: str,
        manner: Callable[[], Manner],
        kbps: int = 128,
        around: Template | None = None,
    ) -> None:
        """`voices` take turns, script by script; `recipe` masters previews and what names none.

        `manner` is asked at every programme, since the station's names change from day to day.
        `around` is what is said around the scripts, ours when None.

        Raises RecipeError for a recipe there is not.
        """
        self.recipe = _recipe(recipe).name
        self._announcer = announcer
        self._kit = kit
        self._vault = vault
        self._voices = tuple(voices)
        self._manner = manner
        self._kbps = kbps
        self._template = around or template()
        self._station_name = station_name

    def check(self, script: ScriptText) -> None:
        """Raise ScriptError, SilentScriptError or JingleMissingError for what cannot be made."""
        for piece in self._orderer(self._manner()).item(script):
            if piece.jingle is not None:
                self._kit.jingle(piece.jingle)

    def kept(self, sha: Sha) -> bool:
        """Tell whether the master named `sha` is in the vault."""
        try:
            self._vault.path(sha, SUFFIX)
        except SoundMissingError:
            return False
        return True

    def build_key(
        self, title: str, scripts: Sequence[ScriptText], for_date: date | None, recipe: str
    ) -> str:
        """Return a hash of everything that decides how the programme sounds."""
        return self._key(title, scripts, for_date, recipe, self._manner())

    def _orderer(self, manner: Manner) -> Orderer:
        return Orderer(self._template, manner, self._station_name)

    def _key(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        manner: Manner,
    ) -> str:
        facts = [
            title,
            [[script.title, script.body] for script in scripts],
            manner.key,
            self._kit.key,
            _recipe(recipe).key,
            [asdict(voice) for voice in self._voices],
            self._announcer.identity,
            self._template.key,
            for_date.isoformat() if for_date else None,
            self._station_name,
            self._kbps,
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def make(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        progress: OnProgress,
        made_at: datetime,
    ) -> Made:
        """Make the programme and keep it in the vault.

        Raises ScriptError, SilentScriptError, RecipeError, SpeechError, SoundError, KitError;
        OSError when the disk does not take it.
        """
        manner = self._manner()
        pieces = self._orderer(manner).programme(scripts, for_date)
        key = self._key(title, scripts, for_date, recipe, manner)
        return self._produce(title, pieces, for_date, recipe, key, progress, made_at)

    def preview_key(self, script: ScriptText) -> str:
        """Return a hash of everything that decides how the script alone sounds."""
        return self.build_key("", [script], None, self.recipe)

    def preview(self, script: ScriptText, progress: OnProgress, made_at: datetime) -> Made:
        """Make one script alone, without greeting and music around it; errors as `make`."""
        manner = self._manner()
        pieces = self._orderer(manner).item(script)
        key = self._key("", [script], None, self.recipe, manner)
        return self._produce(script.title, pieces, None, self.recipe, key, progress, made_at)

    def _produce(
        self,
        title: str,
        pieces: Sequence[Piece],
        for_date: date | None,
        recipe: str,
        key: str,
        progress: OnProgress,
        made_at: datetime,
    ) -> Made:
        heard, engines = self._heard(pieces, progress)
        rundown = lay_out(one.segment for one in heard)
        progress("mix", _SPEECH_SHARE)
        whole = mix(rundown, [one.sound for one in heard], self._kit.bed.sound)
        progress("master", 780)
        finished = mastered(whole, _recipe(recipe), self._kbps)
        progress("measure", 950)
        station = self._template.station(self._station_name)
        chapters = _chapters(pieces, rundown.placed)
        tags = Tags(title, station, for_date, ", ".join(engines), chapters)
        sha = self._vault.keep(tagged(finished.frames, tags), SUFFIX)
        path = self._vault.path(sha, SUFFIX)
        made = Master(
            sha=sha,
            length_ms=Ms(decode(path).length_ms),
            loudness_lufs=round(finished.loudness.lufs, 2),
            true_peak_dbtp=round(finished.loudness.dbtp, 2),
            voices=engines,
            segments=_times(rundown.placed),
            build_key=key,
            made_at=made_at,
        )
        return Made(made, path)

    def _heard(
        self, pieces: Sequence[Piece], progress: OnProgress
    ) -> tuple[list[_Heard], tuple[str, ...]]:
        """Return every piece with its sound, and the engines in the order they spoke first."""
        total = sum(len(piece.utterances) for piece in pieces) or 1
        engines: dict[str, None] = {}
        done = 0
        heard = []
        for piece in pieces:
            if piece.jingle is not None:
                heard.append(_Heard(piece, self._kit.jingle(piece.jingle).sound))
                continue
            voice = self._voices[(piece.script or 0) % len(self._voices)]
            parts: list[Sound] = []
            for utterance in piece.utterances:
                progress("speech", _SPEECH_SHARE * done // total)
                spoken = self._announcer.speak(utterance.text, voice)
                engines.setdefault(spoken.engine)
                parts += [spoken.sound, Sound.silence(utterance.pause_ms, spoken.rate)]
                done += 1
            # The rundown says how long nothing sounds after a piece.
            heard.append(_Heard(piece, Sound.joined(parts[:-1]) if parts else None))
        return heard, tuple(engines)


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise RecipeError(name, tuple(RECIPES))
    return RECIPES[name]


def _times(placed: Sequence[Placed]) -> tuple[SegmentTime, ...]:
    return tuple(
        SegmentTime(
            place.segment.title, Ms(place.start_ms), Ms(place.end_ms), place.segment.kind.value
        )
        for place in placed
        if place.segment.kind is not Kind.PAUSE
    )


def _chapters(pieces: Sequence[Piece], placed: Sequence[Placed]) -> tuple[Chapter, ...]:
    """Return a chapter for each script, and one for each part around them that is spoken."""
    found: dict[str, Chapter] = {}
    for piece, place in zip(pieces, placed, strict=True):
        if piece.script is None and not piece.utterances:
            continue
        name = piece.kind.value if piece.script is None else f"script {piece.script}"
        first = found.get(name)
        title, start = (first.title, first.start_ms) if first else (piece.title, place.start_ms)
        found[name] = Chapter(title, start, place.end_ms)
    return tuple(found.values())
