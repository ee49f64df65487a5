"""Books of either kind, copied into a file to look ahead with."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from broadcaster.model import Priority, Role, ZoneName
from broadcaster.store import Store
from tests.broadcaster.values import NOON


def test_a_copy_says_the_same_and_is_apart(store: Store, tmp_path: Path) -> None:
    with store.write() as books:
        user = books.users.add("canbo", "Cán bộ", frozenset({Role.STAFF}), "x", NOON)
        for number in range(1_100):
            books.marks.set(f"mark {number}", str(number))
        airing = books.airings.add(
            programme=None,
            slot=None,
            zone=ZoneName("Toàn xã"),
            title="Bản tin",
            starts_at=NOON,
            latest=NOON,
            priority=Priority.ORDINARY,
            reason="",
            booked_by=user.id,
        )
    with closing(Store.open(f"sqlite:///{tmp_path / 'copy.db'}")) as copy:
        copy.upgrade()
        store.copy_to(copy)
        with store.write() as books:
            books.marks.set("mark 0", "changed since")
        with copy.write() as books:
            assert books.users.all() == (user,)
            assert airing is not None
            assert books.airings.get(airing.id) == airing
            assert books.marks.get("mark 0") == "0"
            assert books.marks.get("mark 1099") == "1099"
            assert books.users.add("hai", "Hai", frozenset(), "x", NOON).id > user.id
