"""What to leave out of a programme that is too long: the best choice, whatever the items are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.model import Master, Ms, SegmentTime
from broadcaster.production import Item, ScriptText, fit_of
from broadcaster.production.fit import Fit, Part, fit, lengths
from broadcaster.sentences.fitting import fitting
from broadcaster.sound.vault import Sha
from tests.broadcaster.house import House

PARTS = st.lists(
    st.builds(
        Part,
        st.just("Tin"),
        st.integers(0, 12) | st.integers(0, 400_000),
        st.booleans(),
        st.sampled_from([True, True, True, False]),
    ),
    max_size=8,
)


def best(parts: Sequence[Part], room_ms: int) -> tuple[int, int, int] | None:
    """Try every choice: important ones dropped, parts dropped, room left unused."""
    free = [n for n, part in enumerate(parts) if part.droppable]
    tried = []
    for count in range(len(free) + 1):
        for choice in combinations(free, count):
            kept = sum(part.length_ms for n, part in enumerate(parts) if n not in choice)
            if kept <= room_ms:
                tried.append((sum(parts[n].important for n in choice), count, room_ms - kept))
    return min(tried, default=None)


def cost(parts: Sequence[Part], found: Fit) -> tuple[int, int, int]:
    important = sum(parts[n].important for n in found.dropped)
    return important, len(found.dropped), found.lacking_ms


@given(PARTS, st.integers(0, 40) | st.integers(0, 2_000_000))
def test_no_choice_of_items_is_better(parts: list[Part], room_ms: int) -> None:
    found = fit(parts, room_ms)
    assert found.length_ms == sum(part.length_ms for part in parts)
    assert found.kept_ms == found.length_ms - sum(parts[n].length_ms for n in found.dropped)
    assert all(parts[n].droppable for n in found.dropped)
    assert list(found.dropped) == sorted(set(found.dropped))
    wanted = best(parts, room_ms)
    if wanted is None:
        assert found.still_over_ms == found.kept_ms - room_ms > 0
        assert found.kept_ms == sum(part.length_ms for part in parts if not part.droppable)
    else:
        assert found.still_over_ms == 0
        assert cost(parts, found) == wanted


@given(PARTS, st.integers(0, 2_000_000))
def test_the_same_programme_gets_the_same_advice(parts: list[Part], room_ms: int) -> None:
    assert fit(parts, room_ms) == fit(list(parts), room_ms)


def test_sixty_items_of_two_hours_are_weighed_to_the_millisecond() -> None:
    chance = random.Random(7)
    parts = [Part(f"Tin {n}", chance.randint(30_000, 240_000), n % 9 == 0) for n in range(60)]
    longest = sorted((part.length_ms for part in parts if not part.important), reverse=True)
    exactly = sum(longest[:15]) + sum(longest[16:20]) + longest[24]
    assert exactly > sum(longest[:19]), "so that nineteen are not enough"
    found = fit(parts, sum(part.length_ms for part in parts) - exactly)
    assert len(found.dropped) == 20
    assert not any(parts[n].important for n in found.dropped)
    assert (found.lacking_ms, found.still_over_ms) == (0, 0)


def test_an_important_item_goes_last() -> None:
    parts = [Part("Bão", 100_000, important=True), Part("Thơ", 60_000), Part("Nhạc", 50_000)]
    assert fit(parts, 150_000).dropped == (1,)
    assert fit(parts, 100_000).dropped == (1, 2)
    assert fit(parts, 90_000).dropped == (0, 2)


def test_what_cannot_go_stays_and_the_rest_is_told() -> None:
    parts = [Part("Lời chào", 30_000, droppable=False), Part("Tin", 60_000)]
    found = fit(parts, 20_000)
    assert (found.dropped, found.still_over_ms, found.over_ms) == ((1,), 10_000, 70_000)


def segment(kind: str, start_s: float, end_s: float, script: int | None = None) -> SegmentTime:
    return SegmentTime(kind, Ms(round(start_s * 1000)), Ms(round(end_s * 1000)), kind, script)


BULLETIN = (
    segment("ident", 0, 8),
    segment("greeting", 8, 20),
    segment("item", 20, 50, 0),
    segment("jingle", 50, 55, 0),
    segment("item", 55, 80, 0),
    segment("stinger", 81, 84),
    segment("item", 84, 150, 1),
    segment("column", 151, 156),
    segment("recording", 156, 200, 2),
    segment("closing", 201, 210),
)


def test_an_item_is_as_long_as_what_goes_with_it() -> None:
    wanted = (64_000, 72_000, 50_000)
    assert lengths(BULLETIN, 3) == wanted
    unsaid = [segment(one.kind, one.start_ms / 1000, one.end_ms / 1000) for one in BULLETIN]
    assert lengths(unsaid, 3) == wanted


def test_what_is_told_again_at_the_end_goes_with_its_item() -> None:
    again = (
        segment("stinger", 200, 203),
        segment("repeat", 203, 208),
        segment("repeat", 209, 239, 0),
        segment("closing", 240, 250),
    )
    assert lengths(BULLETIN[:-1] + again, 3) == (94_000, 72_000, 50_000)


def test_segments_that_do_not_tell_whose_they_are_tell_nothing() -> None:
    assert lengths((segment("ident", 0, 8), segment("greeting", 8, 20)), 2) is None
    assert lengths(BULLETIN, 4) is None
    assert lengths((), 1) is None


def test_a_made_programme_tells_how_long_each_of_its_items_is(house: House) -> None:
    bodies = ("Một đoạn ngắn.", "Tin dài hơn. " * 12, "Tin vừa phải. " * 4)
    texts = [ScriptText(f"Tin số {n}", body) for n, body in enumerate(bodies, start=1)]

    def made(scripts: Sequence[ScriptText]) -> Master:
        at = house.clock.now()
        return house.studio.make("Bản tin", scripts, None, "horn", lambda *_: None, at).master

    whole = made(texts)
    each = lengths(whole.segments, 3)
    assert each is not None
    assert each[1] > each[2] > each[0] > 0
    without = whole.length_ms - made([texts[0], texts[2]]).length_ms
    # The list of contents is shorter too, by the title that goes.
    assert each[1] <= without <= each[1] + 4_000


def master(length_s: float, segments: tuple[SegmentTime, ...] = BULLETIN) -> Master:
    length = Ms(round(length_s * 1000))
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Master(Sha("a" * 64), length, -16.0, -1.0, ("tone",), segments, "key", at)


ITEMS = (Item("Chào cờ"), Item("Bão gần bờ", important=True), Item("Chèo"))


def advised(room_s: float, length_s: float = 215) -> str:
    found, each = fit_of(master(length_s), ITEMS, round(room_s * 1000))
    return fitting(found, [item.title for item in ITEMS], each)


def test_the_advice_names_what_goes_and_what_is_left() -> None:
    assert advised(170) == ("Dài hơn khung 2 phút 50 giây là 45 giây. Bỏ “Chèo” (0:50) là vừa.")
    assert advised(110) == (
        "Dài hơn khung 1 phút 50 giây là 1 phút 45 giây. "
        "Bỏ “Chào cờ” (1:04) và “Chèo” (0:50) là vừa."
    )
    assert advised(185).endswith("Bỏ “Chèo” (0:50) là vừa, còn dư 20 giây.")


def test_the_last_item_is_never_advised_away() -> None:
    found, _ = fit_of(master(215), ITEMS, 40_000)
    assert found.dropped == () and found.still_over_ms == 175_000
    assert advised(40).endswith("hãy rút gọn lời hoặc chọn khung dài hơn.")


def test_what_fits_is_told_only_when_much_of_the_room_is_empty() -> None:
    assert advised(225) == ""
    assert advised(300) == "Ngắn hơn khung 5 phút là 1 phút 25 giây."


def test_a_master_that_does_not_tell_lengths_gets_no_advice_which_to_drop() -> None:
    found, each = fit_of(master(215, ()), ITEMS, 100_000)
    assert (found.dropped, found.over_ms, each) == ((), 115_000, (0, 0, 0))
