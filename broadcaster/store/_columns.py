"""How values that databases do not know are kept in columns: instants and enumerations.

Knows the mapping of one value to one column; knows no table.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from broadcaster.store.errors import NaiveInstantError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

E = TypeVar("E", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 UTC: exact, sortable, portable.

    Raises NaiveInstantError for a datetime without a time zone; what is read is in UTC.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the column's number for `value`."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveInstantError(value)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the instant for the column's number."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class Choice(TypeDecorator[E]):
    """A member of an enumeration, kept as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[E]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Return the column's text for `value`."""
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Return the member whose text the column holds."""
        return None if value is None else self.choices(value)
