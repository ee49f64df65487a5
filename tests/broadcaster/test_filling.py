"""What fills a programme up that is shorter than its room: music, or what matters once more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.model import Master
from broadcaster.production.order import Orderer
from broadcaster.production.pieces import Piece, ScriptText
from broadcaster.production.template import FillRule, template
from broadcaster.sound.rundown import Kind, Segment, lay_out, milliseconds, samples
from broadcaster.words.reading import USUAL
from tests.broadcaster.house import House

STORM = ScriptText("Bão gần bờ", "Bà con ở yên trong nhà.\n\n[băng Còi báo]\n\n[tin quan trọng]")
FAIR = ScriptText("Hội chợ", "Mời bà con đến chơi. " * 6)
FLOOD = ScriptText("Nước lên", "Nước lên nhanh, bà con sơ tán. " * 9 + "\n\n[đọc hai lần]")
SCRIPTS = (STORM, FAIR, FLOOD)


def length_ms(piece: Piece) -> int:
    """Return how long a piece is with an announcer who takes 0.3 s for a syllable."""
    if piece.play_ms is not None:
        return piece.play_ms
    if piece.jingle or piece.recording:
        return 4_000 if piece.jingle else 20_000
    words = sum(len(one.text.split()) for one in piece.utterances)
    return piece.pause_ms + words * 300 + sum(one.pause_ms for one in piece.utterances[:-1])


def whole_ms(pieces: Sequence[Piece]) -> int:
    segments = [
        Segment(piece.kind, samples(length_ms(piece)), over_bed=piece.over_bed) for piece in pieces
    ]
    return milliseconds(lay_out(segments).length)


def ordered(folder: Path, fill: str, important: str = "end", longest_s: int = 60) -> Orderer:
    path = folder / "template.toml"
    path.write_text(
        f'[fit]\nfill = "{fill}"\nmusic = "nhac-cho"\nlongest_s = {longest_s}\n'
        f'[items]\nimportant = "{important}"\n',
        encoding="utf-8",
    )
    return Orderer(template(path), USUAL, "xã Tân Phú")


def filled(station: Orderer, room_ms: int, dressed: bool = True) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of a programme, and those that were added for the room."""
    pieces = station.programme(SCRIPTS, None, dressed)
    lengths = [length_ms(piece) for piece in pieces]
    filling = station.filling(SCRIPTS, room_ms)
    assert filling is not None
    more = filling.filled(pieces, lengths, whole_ms(pieces))
    at = next(
        (n for n, pair in enumerate(zip(pieces, more, strict=False)) if pair[0] != pair[1]),
        len(pieces),
    )
    added = list(more[at : at + len(more) - len(pieces)])
    assert (*more[:at], *more[at + len(added) :]) == pieces
    return list(more), added


def test_nothing_is_added_unless_the_template_asks_for_it(tmp_path: Path) -> None:
    assert template().fill == FillRule()
    assert ordered(tmp_path, "none").filling(SCRIPTS, 900_000) is None


def test_music_is_played_before_the_closing_and_no_longer_than_the_rule_allows(
    tmp_path: Path,
) -> None:
    more, added = filled(ordered(tmp_path, "music", longest_s=40), 900_000)
    (music,) = added
    assert (music.kind, music.jingle, music.play_ms) == (Kind.FILL, "nhac-cho", 40_000)
    assert music.title == template().names["fill"]
    assert more[more.index(music) + 1].kind is Kind.CLOSING
    alone, _ = filled(ordered(tmp_path, "music"), 900_000, dressed=False)
    assert alone[-1].kind is Kind.FILL


def test_a_room_that_is_almost_used_gets_no_scrap_of_music(tmp_path: Path) -> None:
    station = ordered(tmp_path, "music")
    whole = whole_ms(station.programme(SCRIPTS, None))
    assert filled(station, whole + 6_000)[1] == []
    assert filled(station, whole + 7_000)[1] != []


@pytest.mark.parametrize("important", ["end", "at-once"])
def test_what_matters_is_told_once_more_as_far_as_it_fits(tmp_path: Path, important: str) -> None:
    station = ordered(tmp_path, "important", important)
    whole = whole_ms(station.programme(SCRIPTS, None))
    _, both = filled(station, whole + 200_000)
    assert both[0].utterances[0].text.startswith("Sau đây, xin nhắc lại")
    assert [piece.script for piece in both] == [None, 0, 0, 2]
    assert {piece.kind for piece in both} == {Kind.REPEAT, Kind.RECORDING}
    _, one = filled(station, whole + 50_000)
    assert [piece.script for piece in one] == [None, 0, 0]
    assert filled(station, whole + 20_000)[1] == []


@given(
    st.integers(0, 400_000),
    st.sampled_from(["music", "important"]),
    st.sampled_from(["end", "at-once"]),
    st.booleans(),
)
def test_what_is_added_never_makes_a_programme_too_long(
    tmp_path_factory: pytest.TempPathFactory,
    spare_ms: int,
    fill: str,
    important: str,
    dressed: bool,
) -> None:
    station = ordered(tmp_path_factory.mktemp("dai"), fill, important, longest_s=600)
    room_ms = whole_ms(station.programme(SCRIPTS, None, dressed)) + spare_ms
    more, _ = filled(station, room_ms, dressed)
    assert room_ms - spare_ms <= whole_ms(more) <= room_ms


@pytest.mark.parametrize("fill", ["music", "important"])
def test_a_made_programme_fills_its_room_and_never_more(tmp_path: Path, fill: str) -> None:
    house = House(tmp_path)
    own = tmp_path / "template.toml"
    own.write_text(f'[fit]\nfill = "{fill}"\nlongest_s = 600\n', encoding="utf-8")
    studio = house.make_studio(template(own))
    urgent = ScriptText("Bão gần bờ", "Bà con ở yên trong nhà.\n\n[tin quan trọng]")

    def made(room_ms: int | None) -> Master:
        at = house.clock.now()
        return studio.make(
            "Tin", [urgent, FAIR], None, "horn", lambda *_: None, at, room_ms=room_ms
        ).master

    plain = made(None)
    room_ms = plain.length_ms + 30_000
    full = made(room_ms)
    assert plain.length_ms + 5_000 < full.length_ms <= room_ms
    assert made(plain.length_ms - 1_000).sha == plain.sha
    added = "fill" if fill == "music" else "repeat"
    before, after = (
        [segment.kind for segment in master.segments].count(added) for master in (plain, full)
    )
    assert after > before
    house.close()
