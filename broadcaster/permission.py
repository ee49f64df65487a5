"""Who may do what: asked of the books at the moment of the act. Knows roles, no acts of its own.

PermissionDeniedError
└── NotAllowedError   the person lacks the role, or may no longer sign in
"""

from __future__ import annotations

from broadcaster.model import Role, User, UserId
from broadcaster.store import Books, NotFoundError

WRITERS = (Role.STAFF, Role.OPERATOR)
"""Who writes scripts."""


class PermissionDeniedError(Exception):
    """Root of what a person was not allowed to do."""


class NotAllowedError(PermissionDeniedError):
    """The person lacks every role that may do this; `need` is the least of them."""

    def __init__(self, need: Role) -> None:
        """`need` is the role the screen names."""
        self.need = need
        super().__init__(f"this needs the role {need}")


def require(books: Books, by: UserId, *roles: Role) -> User:
    """Return the person `by` when active and holding one of `roles`.

    Read in the transaction of the act itself, so that a role taken away counts at once.
    Raises NotAllowedError, naming the first of `roles`.
    """
    try:
        person = books.users.get(by)
    except NotFoundError as error:
        raise NotAllowedError(roles[0]) from error
    if not person.active or person.roles.isdisjoint(roles):
        raise NotAllowedError(roles[0])
    return person
