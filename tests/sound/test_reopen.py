"""An output that is absent is looked for again, whatever the clock does meanwhile."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from broadcaster.sound.output import Output, OutputUnavailableError
from broadcaster.sound.outputs.null import NullOutput
from broadcaster.sound.reopen import RETRY, Reopening

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
S = timedelta(seconds=1)


class Socket:
    """Where a card may be plugged in."""

    def __init__(self) -> None:
        self.plugged = False
        self.looked = 0

    def open(self) -> Output:
        self.looked += 1
        if not self.plugged:
            raise OutputUnavailableError("no card")
        return NullOutput("loa", lambda: NOON)


def test_it_is_looked_for_every_ten_seconds_and_the_log_says_it_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    socket = Socket()
    output = Reopening("loa", socket.open)
    with caplog.at_level(logging.WARNING):
        for second in range(60):
            output.pump(NOON + second * S)
    assert socket.looked == 60 // RETRY.seconds
    assert len(caplog.records) == 1
    socket.plugged = True
    output.pump(NOON + 61 * S)
    assert output.health(NOON).ok


def test_a_clock_set_back_does_not_stop_the_looking() -> None:
    socket = Socket()
    output = Reopening("loa", socket.open)
    output.pump(NOON)
    socket.plugged = True
    output.pump(NOON - timedelta(hours=1))
    assert output.health(NOON).ok
