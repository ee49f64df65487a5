"""A house for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broadcaster.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Return a station's departments on a fresh database."""
    made = House(tmp_path)
    yield made
    made.close()
