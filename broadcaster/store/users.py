"""Who can sign in. Knows password hashes as opaque text; checks no password and no permission."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from broadcaster.model import Role, User, UserId
from broadcaster.store._rows import AnyRow, Rows, found
from broadcaster.store._tables import user_account
from broadcaster.store.errors import TakenError

_KIND = "user"


class Users:
    """The users' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        login: str,
        full_name: str,
        roles: Collection[Role],
        password_hash: str,
        at: datetime,
    ) -> User:
        """Add an active user; raises TakenError("login") when that very login exists."""
        row = self._rows.insert_absent(
            user_account,
            {
                "login": login,
                "full_name": full_name,
                "roles": _texts(roles),
                "active": True,
                "password_hash": password_hash,
                "created_at": at,
            },
            unique=["login"],
        )
        if row is None:
            raise TakenError("login")
        return _user(row)

    def get(self, id: UserId) -> User:
        """Return the user; raises NotFoundError."""
        return _user(self._rows.by_id(user_account, id, _KIND))

    def by_login(self, login: str) -> tuple[User, str] | None:
        """Return the user of that login with the password hash, or None."""
        row = self._rows.one(select(user_account).where(user_account.c.login == login))
        return None if row is None else (_user(row), row.password_hash)

    def all(self) -> tuple[User, ...]:
        """Return every user, active or not, in the order of their logins."""
        rows = self._rows.all(select(user_account).order_by(user_account.c.login))
        return tuple(_user(row) for row in rows)

    def set_password(self, id: UserId, password_hash: str) -> None:
        """Replace the password hash; raises NotFoundError."""
        self._set(id, password_hash=password_hash)

    def set_roles(self, id: UserId, roles: Collection[Role]) -> None:
        """Replace the roles; raises NotFoundError."""
        self._set(id, roles=_texts(roles))

    def set_active(self, id: UserId, active: bool) -> None:
        """Let the user sign in, or not any more; raises NotFoundError."""
        self._set(id, active=active)

    def count(self) -> int:
        """Return how many users there are, active or not."""
        row = self._rows.one(select(func.count()).select_from(user_account))
        return 0 if row is None else int(row[0])

    def _set(self, id: UserId, **values: object) -> None:
        update = user_account.update().where(user_account.c.id == id).values(values)
        found(self._rows.update(update), _KIND, id)


def _texts(roles: Collection[Role]) -> list[str]:
    return sorted({role.value for role in roles})


def _user(row: AnyRow) -> User:
    return User(
        id=UserId(row.id),
        login=row.login,
        full_name=row.full_name,
        roles=frozenset(Role(text) for text in row.roles),
        active=row.active,
        created_at=row.created_at,
    )
