"""People as the administrator meets them: added, given roles, shut out, given a password."""

from __future__ import annotations

from collections.abc import Callable

from broadcaster.model import Role
from tests.web.conftest import Browser, Desk

SignedIn = Callable[[str], Browser]


def test_a_person_is_added_and_can_sign_in(signed_in: SignedIn, stranger: Browser) -> None:
    admin = signed_in("quantri")
    form = {"login": "lan.nt", "full_name": "Nguyễn Thị Lan", "password": "mot-cau-dai-moi"}
    answer = admin.post("/people/new", follow=True, **form, roles=["staff", "approver"])
    assert "Nguyễn Thị Lan" in answer.text
    assert "Người soạn tin, Người duyệt" in answer.text
    assert stranger.sign_in("lan.nt", "mot-cau-dai-moi").status_code == 303


def test_a_refused_person_keeps_the_form_but_never_the_password(signed_in: SignedIn) -> None:
    admin = signed_in("quantri")
    form = {"full_name": "Lan", "roles": ["operator"], "password": "mot-cau-dai-moi"}
    taken = admin.post("/people/new", login="canbo", **form)
    assert taken.status_code == 422
    assert "đã có người dùng" in taken.text
    assert 'value="Lan"' in taken.text
    assert "mot-cau-dai-moi" not in taken.text
    assert 'value="operator" checked' in taken.text
    weak = admin.post("/people/new", login="lan", full_name="Lan", roles=["staff"], password="x")
    assert "ít nhất 10 ký tự" in weak.text
    nothing = admin.post("/people/new", login="lan", full_name="Lan", password="mot-cau-dai-moi")
    assert "ít nhất một vai trò" in nothing.text


def test_roles_are_set_and_the_last_administrator_stays(desk: Desk, signed_in: SignedIn) -> None:
    admin, staff = signed_in("quantri"), desk.users["canbo"]
    admin.post(f"/people/{staff.id}/roles", roles=["operator"])
    assert desk.station.people.get(staff.id).roles == {Role.OPERATOR}
    own = desk.users["quantri"].id
    refused = admin.post(f"/people/{own}/roles", roles=["staff"])
    assert refused.status_code == 422
    assert "quản trị duy nhất" in refused.text
    kept = admin.post(f"/people/{own}/active", follow=True, active="no")
    assert "quản trị duy nhất" in kept.text


def test_a_person_is_shut_out_and_let_in_again(
    desk: Desk, signed_in: SignedIn, stranger: Browser
) -> None:
    admin, staff = signed_in("quantri"), desk.users["canbo"]
    admin.post(f"/people/{staff.id}/active", active="no")
    assert stranger.sign_in("canbo").status_code == 401
    assert "Đã ngừng" in admin.page("/people/")
    admin.post(f"/people/{staff.id}/active", active="yes")
    assert stranger.sign_in("canbo").status_code == 303


def test_a_new_password_from_the_administrator_ends_the_sessions(
    desk: Desk, signed_in: SignedIn
) -> None:
    admin, worker = signed_in("quantri"), signed_in("canbo")
    path = f"/people/{desk.users['canbo'].id}/password"
    assert admin.post(path, password="ngan").status_code == 422
    assert admin.post(path, password="mot-cau-dai-moi").status_code == 303
    assert worker.get("/").status_code == 302
    assert worker.sign_in("canbo", "mot-cau-dai-moi").status_code == 303


def test_an_administrator_resetting_their_own_password_stays_in(
    desk: Desk, signed_in: SignedIn
) -> None:
    admin = signed_in("quantri")
    path = f"/people/{desk.users['quantri'].id}/password"
    admin.post(path, password="mot-cau-dai-moi")
    assert admin.get("/people/").status_code == 200
