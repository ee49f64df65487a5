"""The spool on a disk that fills up: nothing half is left, and nothing is taken for whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadcaster.sound.vault import SoundChangedError, sha_of
from broadcaster.spool import Spool

CONTENT = b"sound" * 10_000


@contextmanager
def full_after(count: int) -> Iterator[None]:
    """Let no file grow beyond `count` bytes, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file")
def test_a_full_disk_keeps_no_half_of_a_sound(tmp_path: Path) -> None:
    source, spool = tmp_path / "source", Spool(tmp_path / "spool")
    source.write_bytes(CONTENT)
    sha = sha_of(CONTENT)
    with full_after(1_000), pytest.raises(OSError, match="File too large"):
        spool.add_sound(sha, source)
    assert not spool.has_sound(sha)
    assert [path for path in spool.folder.rglob("*") if path.is_file()] == []
    spool.add_sound(sha, source)
    assert spool.has_sound(sha)


def test_another_sound_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    source, spool = tmp_path / "source", Spool(tmp_path / "spool")
    source.write_bytes(CONTENT + b"!")
    with pytest.raises(SoundChangedError):
        spool.add_sound(sha_of(CONTENT), source)
    assert [path for path in spool.folder.rglob("*") if path.is_file()] == []
