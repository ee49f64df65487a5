"""Filling up: what is added to a programme that is shorter than the room it was given.

Knows pieces and how long they are; knows no sound. Pure: what is added never makes it too long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.production.pieces import Piece
from broadcaster.production.template import FillRule
from broadcaster.sound.rundown import Kind

LEAST_MS = 5_000
"""Music shorter than this is no music; so little room may stay empty."""

MARGIN_MS = 1_500
"""Left for the gaps around what is added, and for the frame grid."""

SYLLABLE_MS = 500
"""Longer than any announcer takes for a syllable: the announcement is not spoken yet."""

_TAIL = frozenset({Kind.CLOSING, Kind.CLOSING_MUSIC})


@dataclass(frozen=True, slots=True)
class Filling:
    """How a programme of `room_ms` is filled up, by the template's `rule`.

    `title` is what the music is called; `announced` is said before what is told `again`: the
    pieces of each important item as they are heard once more.
    """

    room_ms: int
    rule: FillRule
    title: str
    announced: Piece
    again: tuple[tuple[Piece, ...], ...] = ()

    def filled(
        self, pieces: Sequence[Piece], lengths_ms: Sequence[int], whole_ms: int
    ) -> tuple[Piece, ...]:
        """Return `pieces` with what fills the room up before the closing.

        `lengths_ms` are those of the pieces, `whole_ms` that of the programme with its gaps.
        """
        lacking = self.room_ms - whole_ms - MARGIN_MS
        at = next((n for n, piece in enumerate(pieces) if piece.kind in _TAIL), len(pieces))
        if self.rule.by == "music":
            more = self._music(lacking)
        elif self.rule.by == "important":
            more = self._told_again(lacking, dict(zip(pieces, lengths_ms, strict=True)))
        else:
            more = ()
        return (*pieces[:at], *more, *pieces[at:])

    def _music(self, lacking: int) -> tuple[Piece, ...]:
        play_ms = min(lacking, self.rule.longest_ms)
        if play_ms < LEAST_MS:
            return ()
        return (Piece(Kind.FILL, self.title, jingle=self.rule.music, play_ms=play_ms),)

    def _told_again(self, lacking: int, known: dict[Piece, int]) -> tuple[Piece, ...]:
        """Return the announcement and the items that still fit, in their order; or nothing."""
        syllables = sum(len(one.text.split()) for one in self.announced.utterances)
        lacking -= syllables * SYLLABLE_MS + MARGIN_MS
        chosen: list[Piece] = []
        for item in self.again:
            length = sum(_length(piece, known) for piece in item)
            if length <= lacking:
                lacking -= length
                chosen += item
        return (self.announced, *chosen) if chosen else ()


def _length(piece: Piece, known: dict[Piece, int]) -> int:
    """Return how long a piece is that was heard before, as an item or already told again."""
    same = [ms for one, ms in known.items() if _sounds_alike(one, piece)]
    # What begins with an announcement of its own is longer than what is meant, never shorter.
    return MARGIN_MS + (max(same) if same else _guess(piece))


def _sounds_alike(one: Piece, other: Piece) -> bool:
    if one.script != other.script or one.voice != other.voice:
        return False
    said = tuple(utterance.text for utterance in other.utterances)
    heard = tuple(utterance.text for utterance in one.utterances)
    if said:
        return heard[-len(said) :] == said
    return (one.jingle, one.recording, one.pause_ms) == (
        other.jingle,
        other.recording,
        other.pause_ms,
    )


def _guess(piece: Piece) -> int:
    syllables = sum(len(one.text.split()) for one in piece.utterances)
    return syllables * SYLLABLE_MS + sum(one.pause_ms for one in piece.utterances)
