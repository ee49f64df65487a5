"""Vietnamese sentences for how a programme fits its room, and what to leave out of it.

Knows the fit; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadcaster.production import Fit
from broadcaster.sentences.lengths import length_text, position_text

TABLE: dict[type[BaseException], str] = {}
"""No errors here: advice is never one."""

SMALL_MS = 15_000
"""A rest that nobody would call empty air."""


def fitting(fit: Fit, titles: Sequence[str], lengths: Sequence[int], where: str = "khung") -> str:
    """Return what to say of `fit`, "" where the programme fits and fills its room.

    `titles` and `lengths` (ms) are those of the items, in their order; `where` names the room.
    """
    room = f"{where} {length_text(fit.room_ms)}"
    if fit.over_ms:
        over = length_text(max(1000, fit.over_ms))
        return f"Dài hơn {room} là {over}. {_advice(fit, titles, lengths)}"
    if fit.lacking_ms > SMALL_MS:
        return f"Ngắn hơn {room} là {length_text(fit.lacking_ms)}."
    return ""


def _advice(fit: Fit, titles: Sequence[str], lengths: Sequence[int]) -> str:
    if fit.still_over_ms or not fit.dropped:
        return "Bỏ bớt tin cũng không vừa; hãy rút gọn lời hoặc chọn khung dài hơn."
    named = [f"“{titles[n]}” ({position_text(lengths[n])})" for n in fit.dropped]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} và {named[-1]}"
    rest = f", còn dư {length_text(fit.lacking_ms)}" if fit.lacking_ms > SMALL_MS else ""
    return f"Bỏ {listed} là vừa{rest}."
