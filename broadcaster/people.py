"""The people department: who works here, what they may do, and signing in.

Knows passwords only as argon2id hashes; knows nothing of sessions or pages.

    PeopleError
    ├── WeakPasswordError        shorter than the station allows, or the login itself
    ├── WrongPasswordError       the present password given does not fit
    ├── BadLoginError            a login with letters we do not take
    ├── BlankNameError           no full name, which the log would need
    ├── LoginTakenError          somebody has this login already
    └── LastAdministratorError   nobody would be left to let people in
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from broadcaster.model import EventLevel, Role, User, UserId
from broadcaster.permission import NotAllowedError, require
from broadcaster.store import Books, Store, TakenError

SHORTEST_PASSWORD = 10
"""Least number of characters (NIST SP 800-63B asks for 8; a shared office machine gets more)."""
LONGEST_PASSWORD = 256
"""What is hashed has an end, so that a huge password cannot keep the machine busy."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class PeopleError(Exception):
    """Root of what can go wrong with people and passwords."""


class WeakPasswordError(PeopleError):
    """A password that is too easy; `shortest` is the least number of characters."""

    def __init__(self, shortest: int) -> None:
        """`shortest` is the least number of characters."""
        self.shortest = shortest
        super().__init__(f"a password has {shortest} characters or more and is not the login")


class WrongPasswordError(PeopleError):
    """The present password does not fit."""

    def __init__(self) -> None:
        """Carry nothing: which part was wrong is nobody's business."""
        super().__init__("the present password is wrong")


class BadLoginError(PeopleError):
    """A login that is not 2 to 32 small letters, digits, dots, dashes or underscores."""

    def __init__(self, login: str) -> None:
        """`login` is what was typed."""
        self.login = login
        super().__init__(f"not a login: {login!r}")


class BlankNameError(PeopleError):
    """A person without a name cannot be named in the log."""

    def __init__(self, login: str) -> None:
        """`login` is the login that was to be made."""
        self.login = login
        super().__init__(f"{login} needs a full name")


class LoginTakenError(PeopleError):
    """Somebody has this login already."""

    def __init__(self, login: str) -> None:
        """`login` is the one taken."""
        self.login = login
        super().__init__(f"the login {login!r} is taken")


class LastAdministratorError(PeopleError):
    """The act would leave the station without an active administrator."""

    def __init__(self, login: str) -> None:
        """`login` belongs to the last administrator."""
        self.login = login
        super().__init__(f"{login} is the last administrator")


class People:
    """Adds people, lets them in, and keeps what they may do."""

    def __init__(self, *, store: Store, now: Callable[[], datetime]) -> None:
        """`now` is the station's clock."""
        self._store = store
        self._now = now
        self._hasher = PasswordHasher(type=Type.ID)
        # Verified when the login is unknown, so that the answer takes as long as for a known one.
        self._nobody = self._hasher.hash("nobody has this password")

    def add(
        self, login: str, full_name: str, roles: Iterable[Role], password: str, by: UserId | None
    ) -> User:
        """Add a person; `by` may be None only for the first one, who then sets up the station.

        Raises NotAllowedError, BadLoginError, BlankNameError, WeakPasswordError, LoginTakenError.
        """
        login, full_name = login.strip().lower(), " ".join(full_name.split())
        refuse_unfit(login, password)
        if not full_name:
            raise BlankNameError(login)
        hashed = self._hashed(login, password)
        at = self._now()
        with self._store.write() as books:
            if by is not None:
                require(books, by, Role.ADMINISTRATOR)
            elif books.users.count():
                raise NotAllowedError(Role.ADMINISTRATOR)
            try:
                user = books.users.add(login, full_name, frozenset(roles), hashed, at)
            except TakenError as error:
                raise LoginTakenError(login) from error
            self._note(books, "person-added", by, user.id, login)
        return user

    def sign_in(self, login: str, password: str) -> User | None:
        """Return the active person with this login and password, else None.

        Takes the same time whether the login exists or not. A hash made with older settings is
        renewed.
        """
        with self._store.read() as books:
            found = books.users.by_login(login.strip().lower())
        user, hashed = found if found else (None, self._nobody)
        if not self._fits(hashed, password) or user is None or not user.active:
            return None
        if self._hasher.check_needs_rehash(hashed):
            with self._store.write() as books:
                books.users.set_password(user.id, self._hasher.hash(_same(password)))
        return user

    def get(self, user: UserId) -> User:
        """Return the person `user`. Raises NotFoundError."""
        with self._store.read() as books:
            return books.users.get(user)

    def all(self) -> tuple[User, ...]:
        """Return everybody, those no longer active too."""
        with self._store.read() as books:
            return tuple(books.users.all())

    def change_password(self, user: UserId, present: str, new: str) -> None:
        """Give oneself a new password. Raises WrongPasswordError, WeakPasswordError."""
        with self._store.read() as books:
            login = books.users.get(user).login
            found = books.users.by_login(login)
        if found is None or not self._fits(found[1], present):
            raise WrongPasswordError
        hashed = self._hashed(login, new)
        with self._store.write() as books:
            books.users.set_password(user, hashed)
            self._note(books, "password-changed", user, user, login)

    def reset_password(self, user: UserId, new: str, by: UserId) -> None:
        """Give somebody else a new password. Raises NotAllowedError, WeakPasswordError."""
        login = self.get(user).login
        hashed = self._hashed(login, new)
        with self._store.write() as books:
            require(books, by, Role.ADMINISTRATOR)
            books.users.set_password(user, hashed)
            self._note(books, "password-reset", by, user, login)

    def set_roles(self, user: UserId, roles: Iterable[Role], by: UserId) -> User:
        """Give a person these roles and no others.

        Raises NotAllowedError, LastAdministratorError.
        """
        wanted = frozenset(roles)
        with self._store.write() as books:
            require(books, by, Role.ADMINISTRATOR)
            if Role.ADMINISTRATOR not in wanted:
                self._keep_one(books, user)
            books.users.set_roles(user, wanted)
            self._note(books, "roles-set", by, user, ", ".join(sorted(wanted)))
            return books.users.get(user)

    def set_active(self, user: UserId, active: bool, by: UserId) -> User:
        """Let a person sign in, or no longer. Raises NotAllowedError, LastAdministratorError."""
        with self._store.write() as books:
            require(books, by, Role.ADMINISTRATOR)
            if not active:
                self._keep_one(books, user)
            books.users.set_active(user, active)
            self._note(books, "person-let-in" if active else "person-shut-out", by, user, "")
            return books.users.get(user)

    def _hashed(self, login: str, password: str) -> str:
        refuse_unfit(login, password)
        return self._hasher.hash(_same(password))

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, _same(password[: LONGEST_PASSWORD + 1]))
        except (VerificationError, InvalidHashError):
            return False

    def _keep_one(self, books: Books, user: UserId) -> None:
        others = (
            person
            for person in books.users.all()
            if person.id != user and person.active and Role.ADMINISTRATOR in person.roles
        )
        if not any(others):
            raise LastAdministratorError(books.users.get(user).login)

    def _note(self, books: Books, what: str, by: UserId | None, user: UserId, detail: str) -> None:
        books.events.add(EventLevel.NOTE, what, by, f"user:{user}", detail, self._now())


def refuse_unfit(login: str, password: str) -> None:
    """Raise BadLoginError or WeakPasswordError when nobody could be added with these."""
    if not _LOGIN.fullmatch(login):
        raise BadLoginError(login)
    password = _same(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or password.lower() == login:
        raise WeakPasswordError(SHORTEST_PASSWORD)


def _same(password: str) -> str:
    """Return one form of `password`: keyboards compose Vietnamese letters in different ways."""
    return unicodedata.normalize("NFC", password)
