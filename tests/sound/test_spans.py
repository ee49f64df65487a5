"""Where programmes are cut: everywhere once, and at the same sounds after a change before them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.mix import Layer, Strip
from broadcaster.sound.sound import FRAME
from broadcaster.sound.spans import LONGEST, SHORTEST, spans

lengths = st.lists(st.integers(1, 1_500), min_size=1, max_size=20)


def programme(row: list[int], first: int = 0) -> tuple[list[Layer], int]:
    """Return sounds of so many frames one after the other, and the frames in all."""
    layers, at = [], first
    for number, frames in enumerate(row):
        layers.append(Layer(Strip(str(number), frames * FRAME), at * FRAME))
        at += frames
    return layers, at + 2


@given(lengths)
def test_spans_cover_everything_once_and_are_neither_tiny_nor_huge(row: list[int]) -> None:
    layers, frames = programme(row)
    found = spans(layers, frames)
    assert (found[0].first, found[-1].last) == (0, frames)
    assert all(one.last == other.first for one, other in pairwise(found))
    assert all(span.count <= LONGEST for span in found)
    assert all(span.count >= SHORTEST for span in found[:-1])


@given(lengths, st.integers(SHORTEST, 700), st.integers(SHORTEST, 700))
def test_what_lies_behind_a_change_is_cut_at_the_same_sounds(
    row: list[int], before: int, after: int
) -> None:
    row = [max(SHORTEST, frames) for frames in row]
    one, other = (spans(*programme([first, *row])) for first in (before, after))
    behind = [(span.first - before, span.count) for span in one if span.first >= before]
    assert behind == [(span.first - after, span.count) for span in other if span.first >= after]


def test_an_empty_programme_is_one_short_span() -> None:
    assert [(span.first, span.last) for span in spans([], 2)] == [(0, 2)]
