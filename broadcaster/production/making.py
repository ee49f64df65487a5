"""Making: pieces of a programme in, its master in the vault out.

Knows speech, music and assembly; knows neither scripts nor templates. Speech that is remembered is
not spoken again, and what sounds as before is not encoded again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from broadcaster.model import Master, Ms, SegmentTime
from broadcaster.production.filling import Filling
from broadcaster.production.pieces import Piece
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.assembly import Assembled, Assembly
from broadcaster.sound.cast import Cast
from broadcaster.sound.formats import Chapter, Line, Tags, id3
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.mix import layers
from broadcaster.sound.rack import Rack
from broadcaster.sound.recipes import Part, Recipe
from broadcaster.sound.rundown import (
    Kind,
    Placed,
    Rundown,
    Segment,
    lay_out,
    milliseconds,
    samples,
)
from broadcaster.sound.speech import Voice
from broadcaster.sound.spoken import Spoken
from broadcaster.sound.strips import (
    Row,
    Uttered,
    kept_strip,
    music_row,
    recording_row,
    speech_row,
)
from broadcaster.sound.vault import Vault

SUFFIX = ".mp3"
"""How masters end in the vault."""

OnProgress = Callable[[str, int], None]
"""Told the stage, with its count where it has one ("speech 3/12", "encode", "write"), and permille
of the whole."""

_SPEECH_SHARE = 400
_WRITE_FROM = 980


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: its pieces, in which manner, and what its file says of it.

    `filling` adds to the pieces once it is known how long they are.
    """

    title: str
    station: str
    pieces: Sequence[Piece]
    for_date: date | None
    recipe: Recipe
    kbps: int
    build_key: str
    made_at: datetime
    filling: Filling | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A master, where it lies in the vault, and what could be taken from memory."""

    master: Master
    path: Path
    spoken: int = 0
    remembered_pieces: int = 0
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Workbench:
    """Where programmes are made: who speaks, what is played, and what is remembered."""

    announcer: Announcer
    cast: Cast
    kit: Kit
    vault: Vault
    treated: Memory
    encoded: Memory

    def make(self, order: Order, progress: OnProgress) -> Made:
        """Make the master and keep it in the vault.

        What `progress` raises stops the work: nothing half-made is kept. Raises SpeechError,
        SoundError, KitError, OSError.
        """
        spoken = self._spoken(order.pieces, progress)
        rack = Rack(self.treated, order.recipe)
        rows = self._rows(order.pieces, spoken, rack)
        segments = [
            Segment(piece.kind, row.length, piece.title, piece.over_bed)
            for piece, row in zip(order.pieces, rows, strict=True)
        ]
        rundown = lay_out(segments)
        if order.filling is not None:
            lengths = [milliseconds(row.length) for row in rows]
            length = milliseconds(rundown.length)
            pieces = order.filling.filled(order.pieces, lengths, length)
            return self.make(replace(order, pieces=pieces, filling=None), progress)
        bed = kept_strip(self.kit.bed, Part.MUSIC, rack, loop=True)
        heard = layers(rundown, [row.strips for row in rows], bed)
        assembly = Assembly(
            heard, rundown.length, rack.fetch, order.recipe, order.kbps, self.encoded
        )
        voices = tuple(dict.fromkeys(one.engine for one in spoken))
        chapters = _chapters(order.pieces, rundown.placed)
        lines = _lines(order.pieces, rows, rundown.placed)
        mark = ", ".join(name for name in voices if name in self._synthetic)
        tags = Tags(order.title, order.station, order.for_date, mark, chapters, lines)
        return self._kept(order, assembly, tags, voices, rundown, spoken, progress)

    def _kept(
        self,
        order: Order,
        assembly: Assembly,
        tags: Tags,
        voices: tuple[str, ...],
        rundown: Rundown,
        spoken: Sequence[Spoken],
        progress: OnProgress,
    ) -> Made:
        found: list[Assembled] = []

        def write(file: BinaryIO) -> None:
            file.write(id3(tags))
            room = _WRITE_FROM - _SPEECH_SHARE
            found.append(
                assembly.write(
                    file,
                    lambda done, frames: progress("encode", _SPEECH_SHARE + room * done // frames),
                )
            )
            progress("write", _WRITE_FROM)

        sha = self.vault.keep_written(write, SUFFIX)
        made = found[0]
        master = Master(
            sha=sha,
            length_ms=Ms(milliseconds(rundown.length)),
            loudness_lufs=round(made.loudness.lufs, 2),
            true_peak_dbtp=round(made.loudness.dbtp, 2),
            voices=voices,
            segments=_times(order.pieces, rundown.placed),
            build_key=order.build_key,
            made_at=order.made_at,
        )
        anew = sum(not one.remembered for one in spoken)
        return Made(master, self.vault.path(sha, SUFFIX), anew, made.remembered, made.pieces)

    @property
    def _synthetic(self) -> frozenset[str]:
        return frozenset(engine.name for engine in self.announcer.engines if engine.synthetic)

    def _spoken(self, pieces: Sequence[Piece], progress: OnProgress) -> list[Spoken]:
        """Return every sentence spoken, in order."""
        orders: list[tuple[str, Voice]] = []
        for piece in pieces:
            voice = self.cast.of(piece.script or 0, piece.voice)
            orders += [(utterance.text, voice) for utterance in piece.utterances]
        total = len(orders) or 1
        return self.announcer.speak_all(
            orders,
            lambda done: progress(f"speech {done}/{len(orders)}", _SPEECH_SHARE * done // total),
        )

    def _rows(self, pieces: Sequence[Piece], spoken: Sequence[Spoken], rack: Rack) -> list[Row]:
        """Return what each piece is heard as."""
        coming = iter(spoken)
        rows = []
        for piece in pieces:
            if piece.jingle is not None:
                rows.append(music_row(self.kit.jingle(piece.jingle), rack, piece.play_ms))
            elif piece.recording is not None:
                rows.append(recording_row(self.kit.recording(piece.recording), rack))
            elif piece.utterances:
                uttered = [Uttered(next(coming), one.pause_ms) for one in piece.utterances]
                rows.append(speech_row(uttered, rack))
            else:
                rows.append(Row((), samples(piece.pause_ms)))
        return rows


def _times(pieces: Sequence[Piece], placed: Sequence[Placed]) -> tuple[SegmentTime, ...]:
    return tuple(
        SegmentTime(
            place.segment.title,
            Ms(milliseconds(place.start)),
            Ms(milliseconds(place.end)),
            place.segment.kind.value,
            piece.script,
        )
        for piece, place in zip(pieces, placed, strict=True)
        if place.segment.kind is not Kind.PAUSE
    )


def _chapters(pieces: Sequence[Piece], placed: Sequence[Placed]) -> tuple[Chapter, ...]:
    """Return a chapter for each script, and one for each part around them that is spoken.

    A script that is heard again later gets a chapter of its own there.
    """
    found: list[tuple[str, Chapter]] = []
    for piece, place in zip(pieces, placed, strict=True):
        if piece.script is None and not piece.utterances:
            continue
        name = piece.kind.value if piece.script is None else f"script {piece.script}"
        end = milliseconds(place.end)
        if found and found[-1][0] == name:
            begun = found.pop()[1]
            found.append((name, Chapter(begun.title, begun.start_ms, end)))
        else:
            found.append((name, Chapter(piece.title, milliseconds(place.start), end)))
    return tuple(chapter for _, chapter in found)


def _lines(
    pieces: Sequence[Piece], rows: Sequence[Row], placed: Sequence[Placed]
) -> tuple[Line, ...]:
    """Return the transcript: every sentence as it was written, and when it is heard."""
    lines: list[Line] = []
    for piece, row, place in zip(pieces, rows, placed, strict=True):
        for one, (start, end) in zip(piece.utterances, row.sentences, strict=False):
            begin, until = milliseconds(place.start + start), milliseconds(place.start + end)
            lines.append(Line(one.written or one.text, begin, until))
    return tuple(lines)
