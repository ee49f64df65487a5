"""Every value comes back from the database as it went in, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.model import (
    AiringId,
    AsRun,
    CueId,
    EventLevel,
    LeftOut,
    Master,
    Ms,
    Outcome,
    OutputName,
    Priority,
    Reason,
    Role,
    SegmentTime,
    User,
    ZoneName,
)
from broadcaster.sound.vault import Sha
from broadcaster.store import Store

# One store serves all examples: each adds rows of its own and looks at no others.
many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# PostgreSQL holds no NUL; half a surrogate pair is no letter anywhere.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
instants = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=offsets)  # noqa: DTZ001
lengths = st.integers(0, 2**31 - 1).map(Ms)
levels = st.floats(allow_nan=False, width=64)
shas = st.text("0123456789abcdef", min_size=64, max_size=64).map(Sha)
numbers = st.none() | st.integers(0, 99)
segments = st.builds(SegmentTime, texts, lengths, lengths, texts, numbers)


@many
@given(
    as_run=st.builds(
        AsRun,
        cue=st.just(CueId("")),
        airing=st.integers(1, 2**31 - 1).map(AiringId),
        node=texts,
        output=texts.map(OutputName),
        zone=texts.map(ZoneName),
        title=texts,
        sound=st.none() | shas,
        planned_at=instants,
        started_at=st.none() | instants,
        ended_at=instants,
        length_ms=lengths,
        sent_ms=lengths,
        outcome=st.sampled_from(Outcome),
        reason=st.none() | st.sampled_from(Reason),
        detail=texts,
    )
)
def test_an_as_run(store: Store, as_run: AsRun) -> None:
    as_run = replace(as_run, cue=CueId(uuid4().hex))
    with store.write() as books:
        assert books.asruns.add(as_run)
    with store.read() as books:
        (found,) = [run for run in books.asruns.of_airing(as_run.airing) if run.cue == as_run.cue]
    assert found == as_run
    assert found.planned_at.tzinfo is UTC


@many
@given(
    title=texts,
    body=texts,
    column=st.none() | texts,
    issued_by=st.none() | texts,
    issued_on=st.none() | st.dates(),
    document_number=st.none() | texts,
    source_name=st.none() | texts,
    left_out=st.lists(st.builds(LeftOut, texts, texts), max_size=3).map(tuple),
    at=instants,
)
def test_a_script(store: Store, lan: User, **fields: object) -> None:
    with store.write() as books:
        added = books.scripts.add(author=lan.id, **fields)  # type: ignore[arg-type]
        assert books.scripts.get(added.id) == added
    at = fields.pop("at")
    assert {name: getattr(added, name) for name in fields} == fields
    assert added.created_at == added.changed_at == at


@many
@given(
    title=texts,
    for_date=st.none() | st.dates(),
    master=st.builds(
        Master,
        sha=shas,
        length_ms=lengths,
        loudness_lufs=levels,
        true_peak_dbtp=levels,
        voices=st.lists(texts, max_size=3).map(tuple),
        segments=st.lists(segments, max_size=3).map(tuple),
        build_key=texts,
        made_at=instants,
    ),
    at=instants,
)
def test_a_programme_and_its_master(
    store: Store, lan: User, title: str, for_date: object, master: Master, at: datetime
) -> None:
    with store.write() as books:
        id = books.programmes.add(title, (), for_date, "standard", lan.id, at).id  # type: ignore[arg-type]
        books.programmes.set_master(id, master, at)
        found = books.programmes.get(id)
    assert (found.title, found.for_date, found.master) == (title, for_date, master)
    assert found.changed_at == at


@many
@given(
    name=texts,
    weekdays=st.frozensets(st.integers(0, 6)),
    start=st.times(),
    zone=texts.map(ZoneName),
    longest_ms=lengths,
    late_ms=lengths,
    valid_from=st.dates(),
    valid_to=st.none() | st.dates(),
    active=st.booleans(),
)
def test_a_slot(store: Store, **fields: object) -> None:
    with store.write() as books:
        added = books.slots.add(programme=None, **fields)  # type: ignore[arg-type]
        assert books.slots.get(added.id) == added
    assert {name: getattr(added, name) for name in fields} == fields


@many
@given(
    zone=texts.map(ZoneName),
    title=texts,
    starts_at=instants,
    latest=instants,
    priority=st.sampled_from(Priority),
    reason=texts,
)
def test_an_airing(store: Store, lan: User, **fields: object) -> None:
    with store.write() as books:
        added = books.airings.add(
            programme=None,
            slot=None,
            booked_by=lan.id,
            **fields,  # type: ignore[arg-type]
        )
        assert added is not None
        assert books.airings.get(added.id) == added
    assert {name: getattr(added, name) for name in fields} == fields


@many
@given(
    full_name=texts,
    roles=st.frozensets(st.sampled_from(Role)),
    password_hash=texts,
    at=instants,
)
def test_a_user(store: Store, **fields: object) -> None:
    with store.write() as books:
        added = books.users.add(login=uuid4().hex, **fields)  # type: ignore[arg-type]
        assert books.users.by_login(added.login) == (added, fields["password_hash"])
    assert (added.full_name, added.roles, added.created_at) == (
        fields["full_name"],
        fields["roles"],
        fields["at"],
    )


@many
@given(what=texts, subject=texts, detail=texts, at=instants, name=texts, value=texts)
def test_an_event_and_a_mark(
    store: Store, what: str, subject: str, detail: str, at: datetime, name: str, value: str
) -> None:
    with store.write() as books:
        added = books.events.add(EventLevel.NOTE, what, None, subject, detail, at)
        books.marks.set(name, value)
        assert books.events.latest(1) == (added,)
        assert books.marks.get(name) == value
    assert (added.what, added.subject, added.detail, added.at) == (what, subject, detail, at)
