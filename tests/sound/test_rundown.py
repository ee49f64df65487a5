"""Where segments lie: order, gaps, cross-fades and beds, whatever the programme."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.rundown import (
    BED_LEAD_MS,
    BED_TAIL_MS,
    CROSS_FADE_MS,
    MUSIC,
    OVER_BED,
    SPEECH,
    Kind,
    Segment,
    gap_ms,
    lay_out,
)

segments = st.lists(
    st.builds(Segment, st.sampled_from(list(Kind)), st.integers(0, 60_000)), max_size=30
)


@given(segments)
def test_segments_keep_order_and_length(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    assert [place.segment for place in placed] == row
    assert all(place.end_ms - place.start_ms == place.segment.length_ms for place in placed)
    starts = [place.start_ms for place in placed]
    assert starts == sorted(starts)
    assert not starts or starts[0] == 0


@given(segments)
def test_only_music_reaches_into_speech_and_only_by_the_cross_fade(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for before, after in pairwise(placed):
        overlap = before.end_ms - after.start_ms
        if before.segment.kind in MUSIC and after.segment.kind in SPEECH:
            assert overlap <= CROSS_FADE_MS
        else:
            assert overlap <= 0


@given(segments)
def test_never_three_at_once(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for index, place in enumerate(placed[2:], 2):
        assert all(earlier.end_ms <= place.start_ms for earlier in placed[: index - 1])


@given(segments)
def test_gaps_are_the_rules(row: list[Segment]) -> None:
    placed = lay_out(row).placed
    for before, after in pairwise(placed):
        wanted = gap_ms(before.segment.kind, after.segment.kind)
        gap = after.start_ms - before.end_ms
        assert gap == wanted if wanted >= 0 else wanted <= gap <= 0


@given(segments)
def test_the_length_is_the_last_end(row: list[Segment]) -> None:
    rundown = lay_out(row)
    ends = [place.end_ms for place in rundown.placed] + [span.end_ms for span in rundown.beds]
    assert rundown.length_ms == max(ends, default=0)


@given(segments)
def test_the_bed_lies_under_its_speech_and_no_other(row: list[Segment]) -> None:
    rundown = lay_out(row)
    for place in rundown.placed:
        under = [
            span
            for span in rundown.beds
            if span.start_ms <= place.start_ms and place.end_ms <= span.end_ms
        ]
        if place.segment.kind in OVER_BED:
            assert under
        elif place.segment.kind in SPEECH and place.segment.length_ms:
            for span in rundown.beds:
                assert span.end_ms <= place.start_ms or place.end_ms <= span.start_ms


@given(segments)
def test_beds_come_one_after_the_other(row: list[Segment]) -> None:
    beds = lay_out(row).beds
    assert all(span.start_ms <= span.end_ms for span in beds)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(beds))


def test_a_whole_programme() -> None:
    rundown = lay_out(
        [
            Segment(Kind.IDENT, 4_200),
            Segment(Kind.GREETING, 5_000),
            Segment(Kind.CONTENTS, 8_000),
            Segment(Kind.STINGER, 1_200),
            Segment(Kind.ITEM, 60_000),
            Segment(Kind.PAUSE, 2_000),
            Segment(Kind.REPEAT, 60_000),
            Segment(Kind.CLOSING, 4_000),
            Segment(Kind.CLOSING_MUSIC, 4_600),
        ]
    )
    starts = [place.start_ms for place in rundown.placed]
    assert starts == [0, 4_000, 9_600, 17_950, 18_950, 78_950, 80_950, 141_550, 145_900]
    first, last = rundown.beds
    assert first.start_ms == 4_000 - BED_LEAD_MS
    assert first.end_ms == 17_950
    assert (last.start_ms, last.end_ms) == (140_950, 145_900)
    assert rundown.length_ms == 150_500


def test_a_bed_with_nothing_after_it_rings_out() -> None:
    rundown = lay_out([Segment(Kind.CLOSING, 3_000)])
    assert rundown.length_ms == 3_000 + BED_TAIL_MS


def test_an_empty_programme_has_no_length() -> None:
    assert lay_out([]).length_ms == 0


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 ms"):
        Segment(Kind.ITEM, -1)
