"""What a misspelled syllable may have been meant to be, likeliest first.

Knows how far two spellings are apart and which syllables go together; judges no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from broadcaster.words.proof.slips import typed
from broadcaster.words.proof.syllables import (
    by_skeleton,
    common,
    exists,
    frequent,
    known_pair,
    parted,
)
from broadcaster.words.reading.letters import toneless

MOST = 3
_LETTERS = "abcdeghiklmnopqrstuvxy"
_ALIKE = (
    ("ngh", "ng"), ("gh", "g"), ("k", "c"), ("qu", "q"), ("qui", "quy"), ("y", "i"), ("ch", "tr"),
    ("x", "s"), ("d", "gi"), ("r", "d"), ("r", "gi"), ("n", "l"), ("nh", "n"), ("t", "c"),
    ("ng", "n"), ("f", "ph"), ("j", "gi"), ("z", "d"), ("w", "u"),
)  # fmt: skip
_SAME_KEY, _ALIKE_COST, _SWAP_COST, _EDIT_COST = 0.5, 1.0, 1.0, 2.0
_NEAR = 1.0
"""The cost up to which a correction is one slip: a tone, a mark, a pair of letters alike."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A syllable, or two, that `cost` slips away; `pairs` neighbours make a common word with it."""

    text: str
    cost: float
    pairs: int

    @property
    def score(self) -> float:
        """Lower is likelier."""
        known = 1.0 if " " in self.text else 0.5 * common(self.text) + 0.8 * frequent(self.text)
        bonus = 2.5 * self.pairs + known
        return self.cost - bonus

    @property
    def near(self) -> bool:
        """Whether one slip explains it."""
        return self.cost <= _NEAR


def corrections(written: str, before: str, after: str, *, slight: bool = False) -> list[Correction]:
    """Return what small-letter `written` between two words may be meant to be, likeliest first.

    `slight` looks for slips of marks and of letters alike only.
    """
    costs = dict(_costs(written, slight))
    costs.pop(written, None)
    found = [Correction(text, cost, _pairs(before, text, after)) for text, cost in costs.items()]
    found += [] if slight else _run_together(written, before, after)
    return sorted(found, key=lambda one: (one.score, one.cost, one.text))


def best(found: list[Correction]) -> tuple[str, ...]:
    """Return the few corrections worth showing."""
    near = [one for one in found if one.score <= found[0].score + 1.5]
    return tuple(one.text for one in near[:MOST])


def _pairs(before: str, text: str, after: str) -> int:
    left = bool(before) and known_pair(before, text.split()[0])
    return left + (bool(after) and known_pair(text.split()[-1], after))


@lru_cache(maxsize=4096)
def _costs(written: str, slight: bool) -> dict[str, float]:
    costs: dict[str, float] = {}

    def offer(text: str, cost: float) -> None:
        costs[text] = min(cost, costs.get(text, cost))

    key, _ = typed(written)
    if key:
        offer(key, _SAME_KEY)
    for skeleton, cost in _skeletons(toneless(written), slight).items():
        for text in by_skeleton().get(skeleton, ()):
            offer(text, cost + _marks_apart(written, text, same=cost == 0))
    return {text: cost for text, cost in costs.items() if cost <= 3}


def _skeletons(bare: str, slight: bool) -> dict[str, float]:
    """Return spellings without marks near `bare`, and what it costs to come there."""
    found: dict[str, float] = {}
    for at in range(0 if slight else len(bare) + 1):
        head, tail = bare[:at], bare[at:]
        found.update(dict.fromkeys((head + char + tail for char in _LETTERS), _EDIT_COST))
        if tail:
            found[head + tail[1:]] = _EDIT_COST
            found.update(dict.fromkeys((head + char + tail[1:] for char in _LETTERS), _EDIT_COST))
        if len(tail) > 1:
            found[head + tail[1] + tail[0] + tail[2:]] = _SWAP_COST
    for first, second in (*_ALIKE, *((two, one) for one, two in _ALIKE)):
        at = bare.find(first)
        while at >= 0:
            found[bare[:at] + second + bare[at + len(first) :]] = _ALIKE_COST
            at = bare.find(first, at + 1)
    found[bare] = 0.0
    return found


def _marks_apart(written: str, text: str, *, same: bool) -> float:
    """Return how many slips part the marks of two spellings; `same`: their letters are alike."""
    one, two = parted(written), parted(text)
    tones = 0.0 if one.tone == two.tone else 0.7 if {one.tone, two.tone} == {"hỏi", "ngã"} else 1.0
    first, second = one.onset + one.rime, two.onset + two.rime
    if not same:
        odd = set(second) - set(first) - set(toneless(second))
        return tones + min(len(odd), 1)
    differ = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    return tones + (1.0 if differ else 0.0) + max(0, len(differ) - 2)


def _run_together(written: str, before: str, after: str) -> list[Correction]:
    found = []
    for at in range(1, len(written)):
        head, tail = written[:at], written[at:]
        if not (exists(head) and exists(tail)):
            continue
        text = f"{head} {tail}"
        around = _pairs(before, text, after)
        if around == 2 or known_pair(head, tail):
            found.append(Correction(text, 1.0, around + known_pair(head, tail)))
    return found
