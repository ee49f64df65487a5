"""The lexicon's keepers: who may, what it changes, what it leaves, how it is taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from broadcaster.lexicography import (
    CannotUndoError,
    FullLexiconError,
    KnownEntryError,
    Lexicography,
    Mode,
    NotWholeError,
    OutdatedPlanError,
)
from broadcaster.lexicography import department as department_room
from broadcaster.lexicography import effect as effect_room
from broadcaster.model import EntryChange, LexiconActKind, ProgrammeState, Verdict
from broadcaster.permission import NotAllowedError
from broadcaster.store import StaleError, Store
from broadcaster.words.entry import Entry, MendableError
from broadcaster.words.entry_table import read_table
from broadcaster.words.reading import DocumentSuffix, read
from tests.broadcaster.house import WHOLE, House

ME = Entry("bản Mế", "bản mệ")
BODY = "Bà con bản Mế họp lúc 19 giờ.\n\nMời đến đúng giờ."


def around(titles: object, for_date: object) -> tuple[str, ...]:
    return ("Đây là đài xã D.Quan.",)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(House(tmp_path)) as opened:
        yield opened


@pytest.fixture
def keepers(house: House) -> Lexicography:
    return Lexicography(store=house.store, now=house.clock.now, around=around)


def said(keepers: Lexicography) -> dict[str, str]:
    return {one.entry.written: one.entry.spoken for one in keepers.known().entries}


def test_what_one_process_teaches_another_reads_next(house: House, keepers: Lexicography) -> None:
    with closing(Store.open(f"sqlite:///{house.folder / 'station.db'}")) as theirs:
        other = Lexicography(
            store=theirs, now=house.clock.now, document_suffix=DocumentSuffix.LETTERS
        )
        assert "bản Mế" in read(BODY, other.manner()).text
        keepers.add(ME, house.writer)
        assert "bản mệ" in read(BODY, other.manner()).text
        assert other.manner().document_suffix is DocumentSuffix.LETTERS


def test_entries_are_read_only_after_a_change(house: House, keepers: Lexicography) -> None:
    keepers.add(ME, house.writer)
    keepers.manner()
    asked: list[str] = []
    engine = house.store._engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    manners = {id(keepers.manner()) for _ in range(1_000)}
    assert len(manners) == 1
    assert not [statement for statement in asked if "lexicon_entry" in statement]


def test_many_threads_read_while_one_teaches(house: House, keepers: Lexicography) -> None:
    wrong: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            known = keepers.known()
            if len(known.entries) != len(known.manner.lexicon.entries):
                wrong.append(f"{len(known.entries)} at {known.latest}")

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(25):
        keepers.add(Entry(f"Thôn {number}", "thôn bản"), house.writer)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(keepers.known().entries) == 25


def test_writers_teach_and_nobody_else(house: House, keepers: Lexicography) -> None:
    act = keepers.add(ME, house.writer)
    changed = Entry("bản Mế", "bản mệ ơi")
    for outsider in (house.approver, house.admin):
        with pytest.raises(NotAllowedError):
            keepers.add(Entry("A", "a"), outsider)
        with pytest.raises(NotAllowedError):
            keepers.change(ME, changed, outsider)
        with pytest.raises(NotAllowedError):
            keepers.remove(ME, outsider)
        with pytest.raises(NotAllowedError):
            keepers.undo(act.id, outsider)
    keepers.change(ME, changed, house.operator)
    keepers.remove(changed, house.writer)
    assert said(keepers) == {}


def test_every_act_is_in_the_trail(house: House, keepers: Lexicography) -> None:
    act = keepers.add(ME, house.writer)
    keepers.change(ME, Entry("bản Mế", "mệ"), house.writer)
    keepers.undo(keepers.remove(Entry("bản Mế", "mệ"), house.writer).id, house.operator)
    table = read_table("A,a\nB,bê\n".encode())
    keepers.import_(table, Mode.REPLACE, keepers.known().latest, house.operator)
    told = [(one.what, one.by, one.detail) for one in house.logbook.events(5)]
    assert told == [
        ("lexicon-imported", house.operator, "+2 ~0 -1"),
        ("lexicon-undone", house.operator, "bản Mế → mệ"),
        ("lexicon-removed", house.writer, "bản Mế → mệ"),
        ("lexicon-changed", house.writer, "bản Mế → mệ"),
        ("lexicon-added", house.writer, "bản Mế → bản mệ"),
    ]
    assert keepers.act(act.id).kind is LexiconActKind.ADDED


def test_an_entry_is_checked_and_stands_once(house: House, keepers: Lexicography) -> None:
    with pytest.raises(MendableError):
        keepers.add(Entry("QL5", "quốc lộ 5"), house.writer)
    keepers.add(Entry("Hoà Bình", "hòa bình"), house.writer)
    for again in ("Hòa Bình", "hoà bình", "HÒA  BÌNH"):
        with pytest.raises(KnownEntryError) as caught:
            keepers.add(Entry(again, "khác"), house.writer)
        assert caught.value.entry.written == "Hoà Bình"
    keepers.change(Entry("Hoà Bình", "hòa bình"), Entry("hòa bình", "hòa"), house.writer)
    assert said(keepers) == {"hòa bình": "hòa"}
    with pytest.raises(StaleError):
        keepers.remove(Entry("hòa bình", "hòa", "ghi chú khác"), house.writer)


def test_there_is_an_end(
    house: House, keepers: Lexicography, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(department_room, "MOST_ENTRIES", 2)
    table = read_table("A,a\nB,bê\n".encode())
    keepers.import_(table, Mode.MERGE, keepers.known().latest, house.operator)
    with pytest.raises(FullLexiconError):
        keepers.add(ME, house.writer)
    more = read_table("A,a\nC,xê\n".encode())
    with pytest.raises(FullLexiconError):
        keepers.import_(more, Mode.MERGE, keepers.known().latest, house.operator)
    keepers.import_(more, Mode.REPLACE, keepers.known().latest, house.operator)
    assert said(keepers) == {"A": "a", "C": "xê"}


def test_what_was_changed_since_is_not_undone(house: House, keepers: Lexicography) -> None:
    added = keepers.add(ME, house.writer)
    changed = keepers.change(ME, Entry("bản Mế", "mệ"), house.writer)
    with pytest.raises(CannotUndoError):
        keepers.undo(added.id, house.writer)
    keepers.undo(changed.id, house.writer)
    keepers.undo(added.id, house.writer)
    assert said(keepers) == {}
    with pytest.raises(CannotUndoError):
        keepers.undo(added.id, house.writer)


def test_a_table_is_compared_then_carried_out_once(house: House, keepers: Lexicography) -> None:
    keepers.add(Entry("A", "a", "giữ"), house.writer)
    keepers.add(Entry("B", "bê"), house.writer)
    table = read_table("A,á\nC,xê\nb,bờ\nD,5\n".encode())
    plan = keepers.plan(table, Mode.MERGE)
    assert [entry.written for entry in plan.new] == ["C"]
    assert plan.changed == (EntryChange(Entry("A", "a", "giữ"), Entry("A", "á", "giữ")),)
    assert (plan.removed, plan.same) == ((), 1)
    assert [row.line for row in plan.refused] == [3, 4]
    with pytest.raises(NotAllowedError):
        keepers.import_(table, Mode.MERGE, plan.latest, house.writer)
    with pytest.raises(NotWholeError):
        keepers.import_(table, Mode.REPLACE, plan.latest, house.operator)
    act = keepers.import_(table, Mode.MERGE, plan.latest, house.operator)
    with pytest.raises(OutdatedPlanError):
        keepers.import_(table, Mode.MERGE, plan.latest, house.operator)
    assert said(keepers) == {"A": "á", "B": "bê", "C": "xê"}
    with pytest.raises(NotAllowedError):
        keepers.undo(act.id, house.writer)
    keepers.undo(act.id, house.operator)
    assert said(keepers) == {"A": "a", "B": "bê"}


def test_what_is_exported_comes_back_the_same(house: House, keepers: Lexicography) -> None:
    keepers.add(Entry("B", "bê", "=HYPERLINK(0)"), house.writer)
    keepers.add(Entry("a-1", "a một"), house.writer)
    plan = keepers.plan(read_table(keepers.export()), Mode.REPLACE)
    assert (plan.changes, plan.same, plan.refused) == ((), 2, ())


def test_it_tells_which_drafts_and_programmes_are_read_otherwise(
    house: House, keepers: Lexicography
) -> None:
    draft = house.script("Nháp", BODY)
    house.submitted("Tin khác", "Không có gì cả.")
    waiting = house.submitted("Tin chờ", BODY)
    ready = house.submitted("Tin dựng xong", BODY)
    house.remade(ready.id)
    approved = house.submitted("Tin đã duyệt", BODY)
    house.approve(house.remade(approved.id))
    late, soon = timedelta(hours=6), timedelta(hours=2)
    now = house.clock.now()
    house.traffic.book(waiting.id, now + late, WHOLE, house.operator)
    airing = house.traffic.book(approved.id, now + soon, WHOLE, house.operator)
    house.newsroom.withdraw(house.script("Rút", BODY).id, house.writer)

    effect = keepers.preview(EntryChange(None, ME)).effect
    assert [one.script.id for one in effect.drafts] == [draft.id]
    found = effect.programmes
    assert [one.programme.id for one in found] == [approved.id, waiting.id, ready.id]
    assert [one.verdict for one in found] == [Verdict.APPROVED, None, None]
    assert found[0].airing == airing
    (sentence,) = found[0].otherwise
    assert (sentence.before, sentence.after) == (
        "Bà con bản Mế họp lúc mười chín giờ.",
        "Bà con bản mệ họp lúc mười chín giờ.",
    )
    assert sentence.parts == ("Bà con bản", "Mế", "mệ", "họp lúc mười chín giờ.")
    assert said(keepers) == {}

    act = keepers.add(ME, house.writer)
    after = keepers.effect_of(act)
    assert after == effect
    assert house.production.get(approved.id).state is ProgrammeState.READY
    keepers.change(ME, Entry("bản Mế", "bản mê"), house.writer)
    assert keepers.effect_of(act).is_none
    removal = keepers.effect([EntryChange(Entry("bản Mế", "bản mê"), None)])
    assert removal.programmes[0].otherwise[0].before.startswith("Bà con bản mê họp")


def test_what_was_aired_and_will_not_be_again_is_left_alone(
    house: House, keepers: Lexicography
) -> None:
    programme = house.submitted("Tin cũ", BODY)
    house.approve(house.remade(programme.id))
    starts = house.clock.now() + timedelta(hours=1)
    house.traffic.book(programme.id, starts, WHOLE, house.operator)
    assert len(keepers.preview(EntryChange(None, ME)).effect.programmes) == 1
    house.clock.tick(hours=3)
    assert keepers.preview(EntryChange(None, ME)).effect.is_none
    house.traffic.book(programme.id, starts + timedelta(days=1), WHOLE, house.operator)
    assert len(keepers.preview(EntryChange(None, ME)).effect.programmes) == 1


def test_a_name_in_the_greeting_touches_every_programme(
    house: House, keepers: Lexicography
) -> None:
    one, other = house.submitted("Tin một"), house.submitted("Tin hai")
    effect = keepers.preview(EntryChange(None, Entry("D.Quan", "Dương Quan"))).effect
    assert {touched.programme.id for touched in effect.programmes} == {one.id, other.id}


def test_of_very_many_only_some_are_read_and_the_rest_counted(
    house: House, keepers: Lexicography, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effect_room, "MOST_READ", 2)
    programmes = [house.submitted(f"Tin {number}", BODY) for number in range(4)]
    last = timedelta(hours=5)
    house.traffic.book(programmes[0].id, house.clock.now() + last, WHOLE, house.operator)
    effect = keepers.preview(EntryChange(None, ME)).effect
    assert [one.programme.id for one in effect.programmes] == [programmes[0].id, programmes[3].id]
    assert effect.unread == 2


def test_a_text_with_a_wrong_direction_is_still_looked_at(
    house: House, keepers: Lexicography
) -> None:
    house.script("Nháp", "[lệnh lạ]\n\nBà con bản Mế họp.")
    (draft,) = keepers.preview(EntryChange(None, ME)).effect.drafts
    assert "bản mệ" in draft.otherwise[0].after


def test_a_sound_is_right_when_the_lexicon_says_what_it_said_then(
    house: House, keepers: Lexicography
) -> None:
    early = house.remade(house.submitted("Tin sớm", BODY).id)
    other = house.remade(house.submitted("Tin khác", "Không có gì.").id)
    both = [early, other]
    assert keepers.still_right(both) == {early.id, other.id}
    house.clock.tick(minutes=1)
    keepers.add(Entry("Krông", "krông"), house.writer)
    act = keepers.add(ME, house.writer)
    house.clock.tick(minutes=1)
    late = house.remade(house.submitted("Tin muộn", BODY).id)
    assert keepers.still_right([*both, late]) == {other.id, late.id}
    house.clock.tick(minutes=1)
    keepers.undo(act.id, house.writer)
    assert keepers.still_right([*both, late]) == {early.id, other.id}
    assert keepers.still_right([house.submitted("Chưa dựng", BODY)]) == frozenset()
