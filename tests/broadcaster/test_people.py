"""People: who is let in, who may let others in, and what a password must be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from broadcaster.model import Role, User, UserId
from broadcaster.people import (
    BadLoginError,
    BlankNameError,
    LastAdministratorError,
    LoginTakenError,
    People,
    WeakPasswordError,
    WrongPasswordError,
)
from broadcaster.permission import NotAllowedError
from broadcaster.store import Store
from tests.broadcaster.house import PASSWORD, Clock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(f"sqlite:///{tmp_path / 'station.db'}")
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def people(store: Store) -> People:
    return People(store=store, now=Clock().now)


@pytest.fixture
def admin(people: People) -> User:
    return people.add("lan", "Nguyễn Thị Lan", {Role.ADMINISTRATOR}, PASSWORD, None)


def test_the_first_person_needs_nobody_s_leave(people: People, admin: User) -> None:
    assert people.all() == (admin,)
    assert admin.active and admin.roles == {Role.ADMINISTRATOR}


def test_nobody_adds_a_second_person_without_being_administrator(
    people: People, admin: User
) -> None:
    binh = people.add("binh", "Trần Bình", {Role.STAFF}, PASSWORD, admin.id)
    with pytest.raises(NotAllowedError) as refused:
        people.add("chi", "Lê Chi", {Role.ADMINISTRATOR}, PASSWORD, None)
    assert refused.value.need is Role.ADMINISTRATOR
    with pytest.raises(NotAllowedError):
        people.add("chi", "Lê Chi", {Role.ADMINISTRATOR}, PASSWORD, binh.id)
    with pytest.raises(NotAllowedError):
        people.set_roles(binh.id, {Role.APPROVER}, binh.id)
    with pytest.raises(NotAllowedError):
        people.reset_password(admin.id, "mat khau cua toi", binh.id)
    with pytest.raises(NotAllowedError):
        people.add("chi", "Lê Chi", set(), PASSWORD, UserId(99))
    assert [person.login for person in people.all()] == ["binh", "lan"]


def test_the_right_password_lets_in_and_no_other(people: People, admin: User) -> None:
    assert people.sign_in("lan", PASSWORD) == admin
    assert people.sign_in("  LAN ", PASSWORD) == admin
    assert people.sign_in("lan", PASSWORD + " ") is None
    assert people.sign_in("lan", "") is None
    assert people.sign_in("khong", PASSWORD) is None
    assert people.sign_in("khong", "nobody has this password") is None
    assert people.sign_in("lan", PASSWORD + "x" * 1_000_000) is None


def test_passwords_are_kept_as_argon2id_only(people: People, admin: User, store: Store) -> None:
    with store.read() as books:
        found = books.users.by_login("lan")
    assert found is not None
    assert found[1].startswith("$argon2id$")
    assert PASSWORD not in found[1]


def test_a_hash_of_older_settings_is_renewed_at_the_next_sign_in(
    people: People, admin: User, store: Store
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with store.write() as books:
        books.users.set_password(admin.id, weak)
    assert people.sign_in("lan", PASSWORD) is not None
    with store.read() as books:
        found = books.users.by_login("lan")
    assert found is not None and found[1] != weak
    assert people.sign_in("lan", PASSWORD) is not None


@pytest.mark.parametrize("password", ["", "ngan", "chinkytu9", "nguyen.thi.lan", "x" * 257])
def test_weak_passwords_are_refused(people: People, password: str) -> None:
    with pytest.raises(WeakPasswordError) as refused:
        people.add("nguyen.thi.lan", "Lan", {Role.STAFF}, password, None)
    assert refused.value.shortest == 10
    assert people.all() == ()


@pytest.mark.parametrize("login", ["", "a", "hai từ", "Đạt", "-lan", "x" * 33, "a/b"])
def test_logins_are_small_and_plain(people: People, login: str) -> None:
    with pytest.raises(BadLoginError):
        people.add(login, "Lan", {Role.STAFF}, PASSWORD, None)


def test_a_login_belongs_to_one_person(people: People, admin: User) -> None:
    with pytest.raises(LoginTakenError):
        people.add("LAN", "Lan khác", {Role.STAFF}, PASSWORD, admin.id)
    with pytest.raises(BlankNameError):
        people.add("chi", "  ", {Role.STAFF}, PASSWORD, admin.id)


def test_one_changes_one_s_own_password_by_knowing_it(people: People, admin: User) -> None:
    with pytest.raises(WrongPasswordError):
        people.change_password(admin.id, "khong phai", "mat khau moi tinh")
    with pytest.raises(WeakPasswordError):
        people.change_password(admin.id, PASSWORD, "ngan")
    people.change_password(admin.id, PASSWORD, "mat khau moi tinh")
    assert people.sign_in("lan", PASSWORD) is None
    assert people.sign_in("lan", "mat khau moi tinh") == admin


def test_whoever_is_shut_out_neither_enters_nor_acts(people: People, admin: User) -> None:
    binh = people.add("binh", "Trần Bình", {Role.ADMINISTRATOR}, PASSWORD, admin.id)
    people.set_active(binh.id, False, admin.id)
    assert people.sign_in("binh", PASSWORD) is None
    with pytest.raises(NotAllowedError):
        people.add("chi", "Lê Chi", {Role.STAFF}, PASSWORD, binh.id)
    people.set_active(binh.id, True, admin.id)
    assert people.sign_in("binh", PASSWORD) is not None


def test_the_last_administrator_stays(people: People, admin: User) -> None:
    people.add("binh", "Trần Bình", {Role.STAFF}, PASSWORD, admin.id)
    with pytest.raises(LastAdministratorError):
        people.set_roles(admin.id, {Role.OPERATOR}, admin.id)
    with pytest.raises(LastAdministratorError):
        people.set_active(admin.id, False, admin.id)
    chi = people.add("chi", "Lê Chi", {Role.ADMINISTRATOR}, PASSWORD, admin.id)
    people.set_active(chi.id, False, admin.id)
    with pytest.raises(LastAdministratorError):
        people.set_roles(admin.id, {Role.OPERATOR}, admin.id)
    people.set_active(chi.id, True, admin.id)
    people.set_roles(admin.id, {Role.OPERATOR}, chi.id)
    assert people.get(admin.id).roles == {Role.OPERATOR}


def test_every_act_is_on_record_without_a_password(
    people: People, admin: User, store: Store
) -> None:
    people.change_password(admin.id, PASSWORD, "mat khau moi tinh")
    people.set_roles(admin.id, {Role.ADMINISTRATOR, Role.STAFF}, admin.id)
    with store.read() as books:
        events = books.events.latest(10)
    assert [(event.what, event.by, event.subject) for event in events] == [
        ("roles-set", admin.id, f"user:{admin.id}"),
        ("password-changed", admin.id, f"user:{admin.id}"),
        ("person-added", None, f"user:{admin.id}"),
    ]
    assert not any("mat khau" in event.detail for event in events)
