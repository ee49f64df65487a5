"""The lexicon's book: acts carried out whole or not at all, each with what was before and after."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.model import EntryChange, EntryId, LexiconActId, LexiconActKind, User
from broadcaster.store import NotFoundError, StaleError, Store, TakenError
from broadcaster.words.entry import Entry

ADDED, CHANGED, REMOVED = (
    LexiconActKind.ADDED,
    LexiconActKind.CHANGED,
    LexiconActKind.REMOVED,
)
HTX = Entry("HTX", "hợp tác xã")
HOA = Entry("Hoà Bình", "hòa bình", "thôn")


def said(store: Store) -> dict[str, str]:
    with store.read() as books:
        return {one.entry.written: one.entry.spoken for one in books.lexicon.all()}


def test_an_entry_is_added_changed_and_removed(store: Store, lan: User, now: datetime) -> None:
    with store.write() as books:
        assert books.lexicon.latest() == 0
        act = books.lexicon.change(ADDED, [EntryChange(None, HOA)], lan.id, now)
    with store.read() as books:
        (kept,) = books.lexicon.all()
        assert (kept.entry, kept.changed_by, kept.changed_at) == (HOA, lan.id, now)
        assert kept.act == act.id == books.lexicon.latest()
        assert books.lexicon.get(kept.id) == kept
        assert books.lexicon.act(act.id) == act
    later = now + timedelta(days=1)
    other = Entry("Hòa Bình 2", "hòa bình hai")
    with store.write() as books:
        second = books.lexicon.change(CHANGED, [EntryChange(HOA, other)], None, later)
        present = books.lexicon.get(kept.id)
        assert (present.entry, present.changed_by, present.act) == (other, None, second.id)
        assert second.changes == (EntryChange(HOA, other),)
        third = books.lexicon.change(REMOVED, [EntryChange(other, None)], lan.id, later)
        assert books.lexicon.count() == 0
        assert third.id > second.id > act.id
        with pytest.raises(NotFoundError):
            books.lexicon.get(kept.id)
        with pytest.raises(NotFoundError):
            books.lexicon.act(LexiconActId(third.id + 1))


def test_one_word_stands_once_however_it_is_typed(store: Store, lan: User, now: datetime) -> None:
    with store.write() as books:
        books.lexicon.change(ADDED, [EntryChange(None, HOA), EntryChange(None, HTX)], lan.id, now)
    for again in (Entry("Hòa  Bình", "khác"), Entry("Hoà Bình", "khác")):
        with pytest.raises(TakenError), store.write() as books:
            books.lexicon.change(ADDED, [EntryChange(None, again)], lan.id, now)
        with pytest.raises(TakenError), store.write() as books:
            books.lexicon.change(CHANGED, [EntryChange(HTX, again)], lan.id, now)
    assert said(store) == {"Hoà Bình": "hòa bình", "HTX": "hợp tác xã"}


@pytest.mark.parametrize("after", [None, Entry("HTX", "hát tê ích")])
def test_a_change_of_what_is_no_longer_so_is_stale(
    store: Store, lan: User, now: datetime, after: Entry | None
) -> None:
    seen = Entry("HTX", "hợp tác xã", "cũ")
    with pytest.raises(StaleError), store.write() as books:
        books.lexicon.change(CHANGED, [EntryChange(seen, after)], lan.id, now)
    with store.write() as books:
        books.lexicon.change(ADDED, [EntryChange(None, HTX)], lan.id, now)
    with pytest.raises(StaleError), store.write() as books:
        books.lexicon.change(CHANGED, [EntryChange(seen, after)], lan.id, now)
    assert said(store) == {"HTX": "hợp tác xã"}
    with store.read() as books:
        assert {one.act for one in books.lexicon.all()} == {books.lexicon.latest()}


def test_thousands_come_and_go_in_one_act(store: Store, lan: User, now: datetime) -> None:
    many = [Entry(f"Thôn {number}", "một hai") for number in range(1_300)]
    with store.write() as books:
        books.lexicon.change(
            LexiconActKind.IMPORTED, [EntryChange(None, e) for e in many], lan.id, now
        )
    with store.write() as books:
        assert books.lexicon.count() == 1_300
        gone = [EntryChange(entry, None) for entry in many[1:]]
        act = books.lexicon.change(LexiconActKind.IMPORTED, gone, lan.id, now)
        assert books.lexicon.act(act.id).changes == tuple(gone)
    assert said(store) == {"Thôn 0": "một hai"}


def test_a_copy_of_the_books_has_the_lexicon(
    store: Store, tmp_path: Path, lan: User, now: datetime
) -> None:
    with store.write() as books:
        books.lexicon.change(ADDED, [EntryChange(None, HTX)], lan.id, now)
    with closing(Store.open(f"sqlite:///{tmp_path / 'copy.db'}")) as copy:
        copy.upgrade()
        store.copy_to(copy)
        with copy.read() as books, store.read() as original:
            assert books.lexicon.all() == original.lexicon.all() != ()
            assert books.lexicon.act(LexiconActId(1)) == original.lexicon.act(LexiconActId(1))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(note=texts, spoken=texts)
def test_whatever_it_holds_comes_back(
    store: Store, lan: User, now: datetime, note: str, spoken: str
) -> None:
    with store.write() as books:
        number = books.lexicon.latest()
        entry = Entry(f"mục {number}", spoken, note)
        act = books.lexicon.change(ADDED, [EntryChange(None, entry)], lan.id, now)
        found = next(one for one in books.lexicon.all() if one.act == act.id)
        assert books.lexicon.get(EntryId(found.id)).entry == entry
        assert books.lexicon.act(act.id).changes == (EntryChange(None, entry),)
