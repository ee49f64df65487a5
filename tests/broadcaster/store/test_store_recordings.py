"""The sound library's books: recordings by name, retired and restored; files that wait."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, make_url
from sqlalchemy.exc import IntegrityError

from broadcaster.model import (
    ArrivalId,
    Finding,
    Ms,
    Recording,
    RecordingId,
    ScriptState,
    TakenSound,
    Use,
    User,
)
from broadcaster.sound.vault import Sha
from broadcaster.store import Books, NotFoundError, Store, TakenError
from broadcaster.store._tables import recording
from broadcaster.store._upgrade import MIGRATIONS, upgrade

LATER = timedelta(hours=1)
SOUND = TakenSound(
    sha=Sha("a" * 64),
    source_sha=Sha("b" * 64),
    length_ms=Ms(3_600_000),
    lufs=-16.02,
    dbtp=-1.1,
    findings=(Finding("hum", {"hz": 50, "db": -31.5, "note": "tiếng ù"}, repaired=True),),
    repaired=True,
)


def a_recording(
    books: Books, by: User, at: datetime, name: str = "Chào", instead_of: int | None = None
) -> Recording:
    replaced = None if instead_of is None else RecordingId(instead_of)
    return books.recordings.add(
        name, "Lời chào", Use.VOICE, SOUND, "chào.m4a", "Tự ghi", by.id, at, replaced
    )


def test_a_recording_is_found_by_its_name_however_it_is_typed(
    store: Store, lan: User, now: datetime
) -> None:
    with store.write() as books:
        added = a_recording(books, lan, now, "Nhạc Hoà Bình")
    with store.read() as books:
        assert books.recordings.get(added.id) == added
        assert (added.sound, added.live, added.created_at) == (SOUND, True, now)
        for name in ("Nhạc Hoà Bình", "nhạc  hòa bình", "NHẠC HÒA BÌNH"):
            assert books.recordings.by_name(name) == added
        assert books.recordings.by_name("Nhạc Hoa Binh") is None
        assert books.recordings.from_source(SOUND.source_sha) == added
        assert books.recordings.from_source(SOUND.sha) is None
        assert books.recordings.all() == (added,)


def test_a_name_is_free_again_once_its_recording_is_retired(
    store: Store, lan: User, now: datetime
) -> None:
    with store.write() as books:
        first = a_recording(books, lan, now)
        other = a_recording(books, lan, now, "Khác")
        with pytest.raises(TakenError, match="Chào"):
            a_recording(books, lan, now, "CHÀO")
        with pytest.raises(TakenError, match="Chào"):
            books.recordings.describe(other.id, "chào", "", "")
        assert books.recordings.retire(first.id, lan.id, now)
        assert not books.recordings.retire(first.id, lan.id, now + LATER)
        second = a_recording(books, lan, now, "chào", instead_of=first.id)
        with pytest.raises(TakenError, match="chào"):
            books.recordings.restore(first.id)
        retired = books.recordings.get(first.id)
        assert (retired.live, retired.retired_by, retired.retired_at) == (False, lan.id, now)
        assert books.recordings.all() == (second, other)
        assert books.recordings.all(live_only=False) == (second, other, retired)
        books.recordings.retire(second.id, lan.id, now)
        assert books.recordings.restore(first.id) == first == books.recordings.by_name("chào")
        assert books.recordings.restore(first.id) == first


def test_what_is_said_of_it_changes_and_its_sound_does_not(
    store: Store, lan: User, now: datetime
) -> None:
    with store.write() as books:
        first = a_recording(books, lan, now)
        changed = books.recordings.describe(first.id, "CHÀO", "Chào buổi sáng", "Đài huyện")
        assert (changed.name, changed.title, changed.note) == (
            "CHÀO",
            "Chào buổi sáng",
            "Đài huyện",
        )
        assert changed.sound == first.sound
        with pytest.raises(NotFoundError, match="no recording 99"):
            books.recordings.describe(RecordingId(99), "x", "", "")
        with pytest.raises(NotFoundError):
            books.recordings.retire(RecordingId(99), lan.id, now)


def test_the_database_itself_keeps_live_names_apart(
    store: Store, url: str, lan: User, now: datetime
) -> None:
    with store.write() as books:
        a_recording(books, lan, now)
    engine = create_engine(url)
    with engine.connect() as connection, pytest.raises(IntegrityError):
        row = connection.execute(recording.select()).mappings().one()
        connection.execute(insert(recording).values({**row, "id": 77}))
    engine.dispose()


def test_an_arrival_waits_until_it_is_settled_or_put_away(
    store: Store, lan: User, now: datetime
) -> None:
    with store.write() as books:
        first, second = (
            books.arrivals.add(file, 5 << 30, "a.wav", file, "T", Use.MUSIC, "", lan.id, now)
            for file in ("one", "two")
        )
        assert books.arrivals.open() == (second, first)
        made = a_recording(books, lan, now)
        books.arrivals.settle(first.id, made.id, now + LATER)
        settled = books.arrivals.get(first.id)
        assert (settled.recording, settled.put_away_at) == (made.id, now + LATER)
        assert books.arrivals.open() == (second,)
        assert books.arrivals.put_away(second.id, now)
        assert not books.arrivals.put_away(second.id, now)
        assert books.arrivals.open() == ()
        with pytest.raises(NotFoundError):
            books.arrivals.settle(ArrivalId(9), made.id, now)
        with pytest.raises(NotFoundError):
            books.arrivals.put_away(ArrivalId(9), now)


def test_scripts_are_found_by_what_they_hold(store: Store, lan: User, now: datetime) -> None:
    with store.write() as books:
        one, two, gone = (
            books.scripts.add(body, body, None, None, None, None, None, [], lan.id, now)
            for body in ("[băng Chào]", "100 % không có", "[băng cũ]")
        )
        books.scripts.set_state(gone.id, ScriptState.WITHDRAWN, now)
        states = frozenset({ScriptState.DRAFT})
        assert [found.id for found in books.scripts.holding("[", states)] == [one.id]
        assert [found.id for found in books.scripts.holding("%", states)] == [two.id]
        assert books.scripts.holding("_", states) == ()


def test_programmes_of_former_versions_are_dressed_and_get_the_recipe_of_now(
    url: str, tmp_path: Path, now: datetime
) -> None:
    former = tmp_path / "former"
    shutil.copytree(MIGRATIONS, former, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (former / "versions").glob("000[3-9]_*.py"):
        later.unlink()
    upgrade(make_url(url), former)
    with closing(Store.open(url)) as store:
        with store.write() as books:
            lan = books.users.add("lan", "Lan", [], "hash", now)
        engine = create_engine(url)
        with engine.begin() as connection:
            for recipe in ("standard", "horn"):
                connection.exec_driver_sql(
                    "INSERT INTO programme (title, recipe, state, created_by, created_at,"
                    f" changed_at) VALUES ('Bản tin', '{recipe}', 'wanted', {lan.id}, 1, 1)"
                )
        engine.dispose()
        store.upgrade()
        with store.write() as books:
            horn, stream = books.programmes.all()
            assert (stream.recipe, horn.recipe) == ("stream", "horn")
            assert (stream.dressed, stream.room_ms) == (True, None)
            bare = books.programmes.add(
                "Băng", (), None, "horn", lan.id, now, dressed=False, room_ms=Ms(900_000)
            )
            assert (bare.dressed, bare.room_ms) == (False, 900_000)
            assert books.programmes.get(bare.id) == bare


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
facts = st.dictionaries(texts, st.none() | texts | st.booleans() | st.integers(-(2**31), 2**31))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=texts, source=texts, code=texts, facts=facts, use=st.sampled_from(Use))
def test_whatever_it_holds_comes_back(
    store: Store,
    lan: User,
    now: datetime,
    title: str,
    source: str,
    code: str,
    facts: dict[str, str | int | bool | None],
    use: Use,
) -> None:
    found = (Finding(code, facts), Finding(code, {}, repaired=True))
    sound = TakenSound(SOUND.sha, SOUND.source_sha, Ms(1), -70.0, -0.5, found, False)
    with store.write() as books:
        for present in books.recordings.all():
            books.recordings.retire(present.id, lan.id, now)
        added = books.recordings.add("x", title, use, sound, source, title, lan.id, now)
        assert books.recordings.get(added.id) == added
        assert (added.sound, added.title, added.source_name) == (sound, title, source)
