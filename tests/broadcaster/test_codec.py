"""Values that lie on disk come back as they were, and nothing else is let in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.codec import CodecError, from_json, to_json
from broadcaster.model import (
    AsRun,
    Cue,
    CueSheet,
    Gap,
    Master,
    Priority,
    Rules,
    ScriptRecord,
    SegmentTime,
)
from broadcaster.spool import Status
from tests.broadcaster.values import NOON, cue, sheet

instants = st.integers(0, 4_000_000_000_000_000).map(
    lambda us: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
)
st.register_type_strategy(datetime, instants)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize(
    "kind",
    [AsRun, Cue, Gap, Master, Rules, ScriptRecord, SegmentTime, Status],
)
@given(drawn=st.data())
def test_every_value_comes_back_as_it_was(kind: type[Any], drawn: st.DataObject) -> None:
    value = drawn.draw(st.from_type(kind))
    assert from_json(kind, to_json(value)) == value


@given(drawn=st.data())
def test_a_sheet_comes_back_as_it_was(drawn: st.DataObject) -> None:
    plan = sheet(
        *drawn.draw(st.lists(st.from_type(Cue), max_size=3)),
        gaps=tuple(drawn.draw(st.lists(st.from_type(Gap), max_size=3))),
        cancelled=frozenset(drawn.draw(st.lists(st.text(), max_size=3))),
    )
    assert from_json(CueSheet, to_json(plan)) == plan


@given(st.text())
def test_text_that_is_no_sheet_is_refused_with_one_error(text: str) -> None:
    with pytest.raises(CodecError):
        from_json(CueSheet, text)


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"starts_at": "2026-11-23T05:00:00"}, "zone"),
        ({"length_ms": "long"}, "int"),
        ({"length_ms": True}, "int"),
        ({"priority": "very"}, "very"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], hint: str) -> None:
    raw = json.loads(to_json(cue(1, NOON))) | change
    with pytest.raises(CodecError, match=hint):
        from_json(Cue, json.dumps(raw))


def test_a_missing_field_is_refused() -> None:
    raw = json.loads(to_json(cue(1, NOON)))
    del raw["sound"]
    with pytest.raises(CodecError, match="sound"):
        from_json(Cue, json.dumps(raw))


def test_one_value_is_one_line() -> None:
    text = to_json(cue(1, NOON, priority=Priority.URGENT, length=timedelta(seconds=1)))
    assert "\n" not in text
    assert to_json(Rules(((time(5), time(22)),))).startswith('{"hours":[["05:00:00","22:00:00"]]')
