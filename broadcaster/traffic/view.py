"""How an airing looks to the desk: its programme, its approval, what stands in its way, how it went.

Values only; decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.model import Airing, AsRun, Ms, Programme, Reason, Verdict


@dataclass(frozen=True, slots=True)
class AiringView:
    """One airing with what the page shows beside it.

    `standing` is the verdict on the programme's present sound (None: not judged). `obstacle` is
    why it would not be played as things stand, None when it would. `length_ms` is the length
    reckoned with: the master's, or an estimate while there is none. `as_runs` has one row for
    each output that is done with it.
    """

    airing: Airing
    programme: Programme | None
    standing: Verdict | None
    obstacle: Reason | None
    length_ms: Ms
    as_runs: tuple[AsRun, ...]
