"""Where segments lie: order, gaps, cross-fades and beds, whatever the programme."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.rundown import (
    BED_LEAD_MS,
    BED_TAIL_MS,
    CROSS_FADE_MS,
    MUSIC,
    SPEECH,
    Kind,
    Segment,
    gap_ms,
    lay_out,
    milliseconds,
    on_grid,
    samples,
)
from broadcaster.sound.sound import FRAME, RATE

segments = st.lists(
    st.builds(
        Segment, st.sampled_from(list(Kind)), st.integers(0, 60 * RATE), over_bed=st.booleans()
    ).filter(lambda segment: segment.kind in SPEECH or not segment.over_bed),
    max_size=30,
)


@given(segments)
def test_segments_keep_order_and_length(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    assert [place.segment for place in placed] == row
    assert all(place.end - place.start == place.segment.length for place in placed)
    starts = [place.start for place in placed]
    assert starts == sorted(starts)
    assert not starts or starts[0] == 0


@given(segments)
def test_only_music_reaches_into_speech_and_only_by_the_cross_fade(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for before, after in pairwise(placed):
        overlap = before.end - after.start
        if before.segment.kind in MUSIC and after.segment.kind in SPEECH:
            assert overlap <= samples(CROSS_FADE_MS)
        else:
            assert overlap <= 0


@given(segments)
def test_never_three_at_once(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for index, place in enumerate(placed[2:], 2):
        assert all(earlier.end <= place.start for earlier in placed[: index - 1])


@given(segments)
def test_gaps_are_the_rules(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for before, after in pairwise(placed):
        wanted = samples(gap_ms(before.segment.kind, after.segment.kind))
        gap = after.start - before.end
        late = gap - wanted
        assert 0 <= late < FRAME if wanted >= 0 else wanted <= gap < FRAME


@given(segments)
def test_everything_begins_at_a_whole_frame(row: list[Segment]) -> None:
    rundown = lay_out(row)
    starts = [place.start for place in rundown.placed] + [span.start for span in rundown.beds]
    assert all(start % FRAME == 0 for start in [*starts, rundown.length])


@given(segments, st.integers(0, 10 * RATE))
def test_what_follows_a_longer_segment_moves_by_whole_frames(
    row: list[Segment], longer: int
) -> None:
    if not row:
        return
    first = lay_out(row)
    second = lay_out([replace(row[0], length=row[0].length + longer), *row[1:]])
    moved = {b.start - a.start for a, b in zip(first.placed, second.placed, strict=True)}
    assert all(step % FRAME == 0 for step in moved)


@given(segments)
def test_the_length_is_the_last_end(row: list[Segment]) -> None:
    rundown = lay_out(row)
    ends = [place.end for place in rundown.placed] + [span.end for span in rundown.beds]
    assert rundown.length == on_grid(max(ends, default=0))


@given(segments)
def test_the_bed_lies_under_its_speech_and_no_other(row: list[Segment]) -> None:
    rundown = lay_out(row)
    for place in rundown.placed:
        under = [
            span for span in rundown.beds if span.start <= place.start and place.end <= span.end
        ]
        if place.segment.over_bed:
            assert under
        elif place.segment.kind in SPEECH and place.segment.length:
            for span in rundown.beds:
                assert span.end <= place.start or place.end <= span.start


@given(segments)
def test_beds_come_one_after_the_other(row: list[Segment]) -> None:
    beds = lay_out(row).beds
    assert all(span.start <= span.end for span in beds)
    assert all(one.end <= other.start for one, other in pairwise(beds))


def test_a_whole_programme() -> None:
    kinds = {
        Kind.IDENT: 4_200,
        Kind.GREETING: 5_000,
        Kind.CONTENTS: 8_000,
        Kind.STINGER: 1_200,
        Kind.ITEM: 60_000,
        Kind.PAUSE: 2_000,
        Kind.REPEAT: 60_000,
        Kind.CLOSING: 4_000,
        Kind.CLOSING_MUSIC: 4_600,
    }
    over = {Kind.GREETING, Kind.CONTENTS, Kind.CLOSING}
    rundown = lay_out(
        Segment(kind, samples(ms), over_bed=kind in over) for kind, ms in kinds.items()
    )
    near = [4_000, 9_600, 17_950, 18_950, 78_950, 80_950, 141_550, 145_900]
    starts = [milliseconds(place.start) for place in rundown.placed]
    assert starts[0] == 0
    # Each is later by less than a frame, and what was late before it moves it along.
    for number, (start, least) in enumerate(zip(starts[1:], near, strict=True), 1):
        assert least <= start <= least + 27 * number
    first, last = rundown.beds
    assert first.start == rundown.placed[1].start - on_grid(samples(BED_LEAD_MS))
    assert first.end == rundown.placed[3].start
    assert last.end == rundown.placed[-1].start
    assert rundown.length == on_grid(rundown.placed[-1].end)


def test_a_bed_with_nothing_after_it_rings_out() -> None:
    rundown = lay_out([Segment(Kind.CLOSING, samples(3_000), over_bed=True)])
    assert rundown.length == on_grid(samples(3_000) + samples(BED_TAIL_MS))


def test_an_empty_programme_has_no_length() -> None:
    assert lay_out([]).length == 0


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 samples"):
        Segment(Kind.ITEM, -1)
