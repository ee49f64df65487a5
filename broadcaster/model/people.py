"""Who works here, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcaster.model.ids import UserId


class Role(StrEnum):
    """What a person may do; one person may hold several."""

    STAFF = "staff"
    OPERATOR = "operator"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in."""

    id: UserId
    login: str
    full_name: str
    roles: frozenset[Role]
    active: bool
    created_at: datetime
