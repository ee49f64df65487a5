"""What the books of users, scripts, programmes and approvals promise, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from broadcaster.model import (
    LeftOut,
    Master,
    Ms,
    ProgrammeId,
    ProgrammeState,
    Role,
    ScriptId,
    ScriptRecord,
    ScriptState,
    SegmentTime,
    User,
    UserId,
    Verdict,
)
from broadcaster.sound.vault import Sha
from broadcaster.store import (
    Books,
    NotFoundError,
    StaleError,
    Store,
    StoreRefusedError,
    TakenError,
)

LATER = timedelta(minutes=5)
FIRST, SECOND = Sha("a" * 64), Sha("b" * 64)


def a_script(books: Books, author: User, at: datetime, title: str = "Lịch tiêm") -> ScriptRecord:
    return books.scripts.add(
        title,
        "Sáng mai tiêm vắc-xin.",
        "Y tế",
        "Trạm y tế xã",
        date(2026, 11, 20),
        "12/TB-TYT",
        "lich-tiem.docx",
        [LeftOut("Nơi nhận: Lưu VT", "recipients")],
        author.id,
        at,
    )


def a_master(at: datetime, sha: Sha = FIRST) -> Master:
    return Master(
        sha,
        Ms(61_000),
        -16.1,
        -1.2,
        ("north", "south"),
        (SegmentTime("Nhạc hiệu", Ms(0), Ms(4_000), "ident"),),
        "key",
        at,
    )


class TestUsers:
    def test_a_user_is_found_by_id_and_by_login_with_the_hash(
        self, store: Store, lan: User
    ) -> None:
        with store.read() as books:
            assert books.users.get(lan.id) == lan
            assert books.users.by_login("lan") == (lan, "hash-1")
            assert books.users.by_login("Lan") is None
            assert books.users.count() == 1

    def test_a_login_is_given_once_and_the_transaction_can_go_on(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            with pytest.raises(TakenError) as caught:
                books.users.add("lan", "Người khác", {Role.APPROVER}, "hash-2", now)
            books.users.add("an", "Nguyễn Văn An", {Role.APPROVER}, "hash-3", now)
        assert caught.value.what == "login"
        with store.read() as books:
            assert [user.login for user in books.users.all()] == ["an", "lan"]

    def test_password_roles_and_activity_are_replaced(self, store: Store, lan: User) -> None:
        with store.write() as books:
            books.users.set_password(lan.id, "hash-9")
            books.users.set_roles(lan.id, {Role.OPERATOR, Role.APPROVER})
            books.users.set_active(lan.id, False)
        with store.read() as books:
            found = books.users.by_login("lan")
        changed = replace(lan, roles=frozenset({Role.OPERATOR, Role.APPROVER}), active=False)
        assert found == (changed, "hash-9")

    def test_nobody_is_changed_who_is_not_there(self, store: Store) -> None:
        with store.write() as books, pytest.raises(NotFoundError) as caught:
            books.users.set_active(UserId(404), True)
        assert (caught.value.kind, caught.value.id) == ("user", 404)


class TestScripts:
    def test_a_script_begins_as_a_draft_at_revision_one(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            added = a_script(books, lan, now)
        assert (added.state, added.revision, added.author) == (ScriptState.DRAFT, 1, lan.id)
        assert added.left_out == (LeftOut("Nơi nhận: Lưu VT", "recipients"),)
        with store.read() as books:
            assert books.scripts.get(added.id) == added

    def test_revising_keeps_every_earlier_revision(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            first = a_script(books, lan, now)
            second = books.scripts.revise(first.id, 1, "Hai", "Bản hai", None, now + LATER)
            third = books.scripts.revise(first.id, 2, "Ba", "Bản ba", "Y tế", now + 2 * LATER)
        assert (third.revision, third.title, third.body) == (3, "Ba", "Bản ba")
        assert third.created_at == now
        assert third.changed_at == now + 2 * LATER
        with store.read() as books:
            assert books.scripts.get(first.id) == third
            assert books.scripts.revisions(first.id) == (second, first)

    def test_revising_what_somebody_else_has_revised_changes_nothing(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            first = a_script(books, lan, now)
            second = books.scripts.revise(first.id, 1, "Hai", "Bản hai", None, now)
        with store.write() as books, pytest.raises(StaleError) as caught:
            books.scripts.revise(first.id, 1, "Của tôi", "Bản của tôi", None, now)
        assert (caught.value.kind, caught.value.id, caught.value.revision) == (
            "script",
            first.id,
            2,
        )
        with store.read() as books:
            assert books.scripts.get(first.id) == second
            assert books.scripts.revisions(first.id) == (first,)

    def test_the_newest_come_first_page_by_page_and_by_state(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            ids = [a_script(books, lan, now, title=str(number)).id for number in range(5)]
            books.scripts.set_state(ids[1], ScriptState.SUBMITTED, now + LATER)
            books.scripts.set_state(ids[3], ScriptState.WITHDRAWN, now + LATER)
        with store.read() as books:
            assert [script.id for script in books.scripts.all()] == ids[::-1]
            page = books.scripts.all(limit=2, offset=1)
            assert [script.id for script in page] == [ids[3], ids[2]]
            kept = books.scripts.all(states=[ScriptState.DRAFT, ScriptState.SUBMITTED])
            assert [script.id for script in kept] == [ids[4], ids[2], ids[1], ids[0]]
            assert books.scripts.get(ids[1]).changed_at == now + LATER

    def test_a_script_needs_an_author_who_exists(self, store: Store, now: datetime) -> None:
        with store.write() as books, pytest.raises(StoreRefusedError):
            books.scripts.add("T", "B", None, None, None, None, None, [], UserId(404), now)

    @pytest.mark.parametrize("call", ["get", "revisions"])
    def test_what_is_not_there_is_named(self, store: Store, call: str) -> None:
        with store.read() as books, pytest.raises(NotFoundError) as caught:
            getattr(books.scripts, call)(ScriptId(7))
        assert str(caught.value) == "no script 7"


class TestProgrammes:
    def test_scripts_keep_their_order_and_may_come_twice(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            one, two = a_script(books, lan, now), a_script(books, lan, now)
            order = (two.id, one.id, two.id)
            added = books.programmes.add(
                "Bản tin", order, date(2026, 11, 24), "standard", lan.id, now
            )
            empty = books.programmes.add("Trống", (), None, "standard", lan.id, now)
        assert added.scripts == order
        assert (added.state, added.master) == (ProgrammeState.WANTED, None)
        with store.read() as books:
            assert books.programmes.get(added.id) == added
            assert books.programmes.all() == (empty, added)
            assert books.programmes.containing(two.id) == (added,)
            assert books.programmes.containing(ScriptId(404)) == ()

    def test_a_master_makes_it_ready_and_a_wish_keeps_the_master_on_record(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        master = a_master(now)
        with store.write() as books:
            id = books.programmes.add("Bản tin", (), None, "standard", lan.id, now).id
            assert books.programmes.set_failed(id, "mất mạng", now)
            assert books.programmes.get(id).error == "mất mạng"
            assert books.programmes.set_master(id, master, now + LATER)
            ready = books.programmes.get(id)
            assert books.programmes.set_wanted(id, now + 2 * LATER)
            wanted = books.programmes.get(id)
        assert (ready.state, ready.master, ready.error) == (ProgrammeState.READY, master, None)
        assert (wanted.state, wanted.master) == (ProgrammeState.WANTED, master)
        with store.read() as books:
            assert books.programmes.all(states=[ProgrammeState.READY]) == ()
            assert books.programmes.all(states=[ProgrammeState.WANTED], limit=1) == (wanted,)

    def test_what_is_withdrawn_stays_withdrawn(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            id = books.programmes.add("Bản tin", (), None, "standard", lan.id, now).id
            assert books.programmes.withdraw(id, now)
            assert not books.programmes.withdraw(id, now)
            assert not books.programmes.set_master(id, a_master(now), now)
            assert not books.programmes.set_failed(id, "x", now)
            assert not books.programmes.set_wanted(id, now)
            withdrawn = books.programmes.get(id)
        assert (withdrawn.state, withdrawn.master) == (ProgrammeState.WITHDRAWN, None)

    def test_what_is_not_there_is_named(self, store: Store, now: datetime) -> None:
        with store.write() as books, pytest.raises(NotFoundError, match="no programme 9"):
            books.programmes.set_wanted(ProgrammeId(9), now)


class TestApprovals:
    def test_a_verdict_holds_for_one_sound_of_one_programme(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            one = books.programmes.add("Một", (), None, "standard", lan.id, now).id
            two = books.programmes.add("Hai", (), None, "standard", lan.id, now).id
            returned = books.approvals.add(one, FIRST, Verdict.RETURNED, lan.id, now, "Đọc sai")
            passed = books.approvals.add(one, FIRST, Verdict.APPROVED, lan.id, now + LATER, "")
        with store.read() as books:
            assert books.approvals.latest(one, FIRST) == passed
            assert books.approvals.latest(one, SECOND) is None
            assert books.approvals.latest(two, FIRST) is None
            assert books.approvals.of(one) == (passed, returned)
