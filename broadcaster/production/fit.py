"""The fit: which whole items to leave out of a programme that is longer than its room.

Knows lengths and what matters; knows no sound, and never cuts a sentence. Pure arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from broadcaster.model import Master, SegmentTime
from broadcaster.sound.rundown import Kind

_Counts = tuple[int, int]
"""How many of the usual and how many of the important parts are chosen."""
_Reach = dict[_Counts, int]
"""For each choice of counts the sums that can be reached: bit n is set for n milliseconds."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a programme: `length_ms` is how much shorter it is without it.

    What is not `droppable` stays whatever happens; what is `important` goes last.
    """

    title: str
    length_ms: int
    important: bool = False
    droppable: bool = True


@dataclass(frozen=True, slots=True)
class Fit:
    """How a programme fits its room: its length, what to drop, and its length then.

    `dropped` are places among the parts. Everything droppable is there when even that is not
    enough.
    """

    room_ms: int
    length_ms: int
    dropped: tuple[int, ...]
    kept_ms: int

    @property
    def over_ms(self) -> int:
        """How much too long the whole is."""
        return max(0, self.length_ms - self.room_ms)

    @property
    def still_over_ms(self) -> int:
        """How much too long it is without what is dropped: then no choice of items helps."""
        return max(0, self.kept_ms - self.room_ms)

    @property
    def lacking_ms(self) -> int:
        """How much of the room is not used."""
        return max(0, self.room_ms - self.kept_ms)


def fit(parts: Sequence[Part], room_ms: int) -> Fit:
    """Return which parts to drop so that the rest lasts `room_ms` at most.

    Of all choices: the one that drops the fewest important parts, then the fewest parts, then
    leaves the least room unused. Nothing is dropped where all fit.
    """
    whole = sum(part.length_ms for part in parts)
    may_go = [n for n, part in enumerate(parts) if part.droppable and part.length_ms > 0]
    over = whole - room_ms
    if over <= 0:
        chosen: tuple[int, ...] = ()
    elif over > sum(parts[n].length_ms for n in may_go):
        chosen = tuple(may_go)
    else:
        chosen = _chosen([(n, parts[n].length_ms, parts[n].important) for n in may_go], over)
    return Fit(room_ms, whole, chosen, whole - sum(parts[n].length_ms for n in chosen))


_Candidate = tuple[int, int, bool]
"""The place of a part, its length, and whether it is important."""


def _chosen(candidates: Sequence[_Candidate], least: int) -> tuple[int, ...]:
    """Return the places of the best choice that lasts at least `least` in all."""
    usual = sorted((one for one in candidates if not one[2]), key=_length, reverse=True)
    important = sorted((one for one in candidates if one[2]), key=_length, reverse=True)
    drop = _fewest(usual, important, least)
    keep = len(usual) - drop[0], len(important) - drop[1]
    if _ways(keep) < _ways(drop):
        most = sum(map(_length, candidates)) - least
        total = _reached(candidates, keep, most)[keep].bit_length() - 1
        kept = set(_making(candidates, keep, total))
        return tuple(place for place, _, _ in candidates if place not in kept)
    # The longest of each surely reach `least`; shorter ones in their place as far as they do.
    most = _exchanged(usual, important, drop, least)
    sums = _reached(candidates, drop, most)[drop] >> least
    total = least + (sums & -sums).bit_length() - 1
    return tuple(sorted(_making(candidates, drop, total)))


def _ways(counts: _Counts) -> int:
    """Return how many counts are met on the way to `counts`: what it costs to get there."""
    return (counts[0] + 1) * (counts[1] + 1)


def _length(one: _Candidate) -> int:
    return one[1]


def _fewest(usual: Sequence[_Candidate], important: Sequence[_Candidate], least: int) -> _Counts:
    """Return how many of each must go at the least: the important only when all others do not do.

    Both are sorted, the longest first.
    """
    rest = least - sum(map(_length, usual))
    above = 0
    while rest > 0:
        rest -= important[above][1]
        above += 1
    rest = least - sum(map(_length, important[:above]))
    below = 0
    while rest > 0:
        rest -= usual[below][1]
        below += 1
    return below, above


def _exchanged(
    usual: Sequence[_Candidate], important: Sequence[_Candidate], counts: _Counts, least: int
) -> int:
    """Return the length of some choice of `counts` that reaches `least`: none better is longer."""
    total = 0
    for ranked, count in ((usual, counts[0]), (important, counts[1])):
        total += sum(map(_length, ranked[:count]))
    for ranked, count in ((usual, counts[0]), (important, counts[1])):
        spare = list(ranked[count:])
        for one in ranked[:count]:
            room = total - least
            less = next((other for other in spare[::-1] if one[1] - other[1] <= room), None)
            if less is not None and less[1] < one[1]:
                total -= one[1] - less[1]
                spare.remove(less)
    return total


def _reached(candidates: Sequence[_Candidate], counts: _Counts, most: int) -> _Reach:
    """Return which sums up to `most` each choice of at most `counts` candidates reaches."""
    mask = (1 << (most + 1)) - 1
    return reduce(lambda found, one: _with(found, one, counts, mask), candidates, {(0, 0): 1})


def _with(found: _Reach, one: _Candidate, counts: _Counts, mask: int) -> _Reach:
    _, length, important = one
    more = dict(found)
    for (below, above), sums in found.items():
        key = (below, above + 1) if important else (below + 1, above)
        if key[0] <= counts[0] and key[1] <= counts[1] and (moved := (sums << length) & mask):
            more[key] = more.get(key, 0) | moved
    return more


def _making(candidates: Sequence[_Candidate], counts: _Counts, total: int) -> list[int]:
    """Return the places of `counts` candidates that last `total` together; they exist.

    Halving the candidates until one is left needs no memory of every step on the way.
    """
    if counts == (0, 0):
        return []
    if len(candidates) == 1:
        return [candidates[0][0]]
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    left = _reached(first, counts, total)
    right = _reached(second, counts, total)
    for taken in sorted(left):
        other = (counts[0] - taken[0], counts[1] - taken[1])
        if other in right and (part := _split(left[taken], right[other], total)) is not None:
            return _making(first, taken, part) + _making(second, other, total - part)
    raise AssertionError("the sum was reached before")


def _split(left: int, right: int, total: int) -> int | None:
    """Return the least sum of `left` that a sum of `right` completes to `total`, None for none."""
    turned = int(format(right, f"0{total + 1}b")[::-1], 2) if right else 0
    both = left & turned
    return (both & -both).bit_length() - 1 if both else None


@dataclass(frozen=True, slots=True)
class Item:
    """A script of a programme, as far as its place in a room is concerned."""

    title: str
    important: bool = False


def fit_of(master: Master, items: Sequence[Item], room_ms: int) -> tuple[Fit, tuple[int, ...]]:
    """Return how a master of `items` fits into `room_ms`, and how long each item is.

    At least one item stays: where only none would do, nothing is dropped. Items whose lengths the
    master does not tell stay too, and are told to last 0 ms.
    """
    found = lengths(master.segments, len(items)) or (0,) * len(items)
    parts = [
        Part(item.title, length, item.important) for item, length in zip(items, found, strict=True)
    ]
    around = Part("", max(0, master.length_ms - sum(found)), droppable=False)
    best = fit([*parts, around], room_ms)
    if len(best.dropped) == len(items):
        best = Fit(room_ms, best.length_ms, (), best.length_ms)
    return best, found


_PARTING = frozenset({Kind.STINGER, Kind.COLUMN})
_ITEMS = frozenset({Kind.ITEM, Kind.REPEAT, Kind.JINGLE, Kind.RECORDING, Kind.STINGER, Kind.COLUMN})


def lengths(segments: Sequence[SegmentTime], scripts: int) -> tuple[int, ...] | None:
    """Return by how much a master with these `segments` is shorter without each of its scripts.

    What parts an item from the next goes with it, and so does its repetition at the end. None
    where the segments do not tell whose they are.
    """
    runs = _runs(segments, scripts)
    firsts: dict[int, int] = {}
    for number, (script, _, _) in enumerate(runs):
        firsts.setdefault(script, number)
    if sorted(firsts) != list(range(scripts)):
        return None
    found = [0] * scripts
    for number, (script, start, end) in enumerate(runs):
        main = firsts[script] == number
        after, before = firsts.get(script + 1), firsts.get(script - 1)
        if main and after is not None:
            found[script] += runs[after][1] - start
        elif main and before is not None:
            found[script] += end - runs[before][2]
        else:
            found[script] += end - start
    return tuple(found)


def _runs(segments: Sequence[SegmentTime], scripts: int) -> list[tuple[int, int, int]]:
    """Return script, start and end of every unbroken row of segments of one script."""
    owners = [segment.script for segment in segments]
    if all(owner is None for owner in owners):
        owners = _guessed(segments)
    runs: list[tuple[int, int, int]] = []
    before: int | None = None
    for segment, owner in zip(segments, owners, strict=True):
        if owner is not None and owner == before:
            runs[-1] = (owner, runs[-1][1], segment.end_ms)
        elif owner is not None:
            runs.append((owner, segment.start_ms, segment.end_ms))
        before = owner
    return [run for run in runs if run[0] < scripts]


def _guessed(segments: Sequence[SegmentTime]) -> list[int | None]:
    """Return whose each segment is, counted by what parts items: older masters do not say it."""
    owners: list[int | None] = []
    number, begun = 0, False
    for segment in segments:
        known = segment.kind in _ITEMS
        if segment.kind in _PARTING and begun:
            number, begun = number + 1, False
        ours = known and segment.kind not in _PARTING
        begun = begun or ours
        owners.append(number if ours else None)
    return owners
