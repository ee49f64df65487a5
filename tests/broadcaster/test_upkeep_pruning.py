"""Old sounds go, and never one that anybody needs, whatever the sets, the ages and the moment."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.vault import Sha, SoundMissingError, Vault, sha_of, sha_of_file
from broadcaster.upkeep.pruning import Kept, Patience, to_go
from broadcaster.upkeep.sweeping import LEFT_OVER_S, kept_in, remove, sweep

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NAMES = [sha_of(bytes([number])) for number in range(12)]
SOUNDS = st.lists(
    st.builds(
        Kept,
        st.sampled_from(NAMES),
        st.integers(0, 10**9),
        st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ),
    unique_by=lambda sound: sound.sha,
)
SOME = st.frozensets(st.sampled_from(NAMES))
PATIENCES = st.builds(
    Patience,
    st.integers(1, 400).map(lambda days: timedelta(days=days)),
    st.integers(1, 400).map(lambda hours: timedelta(hours=hours)),
)


@given(SOUNDS, SOME, SOME, PATIENCES)
def test_what_is_needed_or_young_never_goes(
    sounds: list[Kept], needed: frozenset[Sha], previews: frozenset[Sha], patience: Patience
) -> None:
    for sound in to_go(sounds, needed, previews, patience, NOW):
        assert sound in sounds
        assert sound.sha not in needed
        age = NOW - sound.kept_at
        assert age > min(patience.masters, patience.previews)
        assert sound.sha in previews or age > patience.masters


@given(SOUNDS, SOME, SOME, PATIENCES)
def test_what_nobody_needs_goes_in_the_end(
    sounds: list[Kept], needed: frozenset[Sha], previews: frozenset[Sha], patience: Patience
) -> None:
    late = NOW + timedelta(days=800)
    going = to_go(sounds, needed, previews, patience, late)
    assert {sound.sha for sound in going} == {sound.sha for sound in sounds} - needed


@given(SOUNDS, SOME, SOME, SOME, PATIENCES)
def test_needing_more_never_lets_more_go(
    sounds: list[Kept],
    needed: frozenset[Sha],
    more: frozenset[Sha],
    previews: frozenset[Sha],
    patience: Patience,
) -> None:
    fewer = to_go(sounds, needed | more, previews, patience, NOW)
    assert set(fewer) <= set(to_go(sounds, needed, previews, patience, NOW))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def aged(vault: Vault, content: bytes, days: float) -> Kept:
    """Keep `content` as if that had been `days` ago."""
    sha = vault.keep(content, ".mp3")
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(vault.path(sha, ".mp3"), (at, at))
    return next(sound for sound in kept_in(vault) if sound.sha == sha)


def test_what_goes_is_gone_and_the_rest_is_whole(vault: Vault) -> None:
    old, young = aged(vault, b"old", 70), aged(vault, b"young", 3)
    assert (old.size, young.size) == (3, 5)
    assert remove(vault, [old]) == [old]
    with pytest.raises(SoundMissingError):
        vault.path(old.sha, ".mp3")
    vault.checked(young.sha, ".mp3")
    assert [path.name for path in vault.folder.rglob("*.*")] == [f"{young.sha}.mp3"]


def test_what_is_kept_again_before_it_goes_stays(vault: Vault) -> None:
    old = aged(vault, b"old", 70)
    vault.keep(b"old", ".mp3")
    assert remove(vault, [old]) == []
    vault.checked(old.sha, ".mp3")


def test_what_is_made_again_while_it_goes_stays(vault: Vault) -> None:
    """The worker looks, finds nothing since it is aside, and writes it: that one stays."""
    old = aged(vault, b"old", 70)
    assert remove(vault, [old], meanwhile=lambda: made_again(vault)) == [old]
    vault.checked(old.sha, ".mp3")
    assert not list(vault.folder.rglob("*.going"))


def test_whoever_comes_first_what_was_made_again_is_there(vault: Vault) -> None:
    """Two threads on the same sound, many times: the one that keeps it always finds it kept."""
    for number in range(150):
        content = f"sound {number}".encode()
        old = aged(vault, content, 70)
        both = threading.Barrier(2)

        def keep(content: bytes = content, both: threading.Barrier = both) -> None:
            both.wait()
            vault.keep(content, ".mp3")

        keeper = threading.Thread(target=keep)
        keeper.start()
        both.wait()
        remove(vault, [old])
        keeper.join()
        vault.checked(old.sha, ".mp3")
    assert not list(vault.folder.rglob("*.going")) and not list(vault.folder.rglob("*.part"))


def made_again(vault: Vault) -> None:
    vault.keep(b"old", ".mp3")


def test_left_overs_are_swept_and_nothing_else(vault: Vault) -> None:
    sha = vault.keep(b"whole", ".mp3")
    folder = vault.path(sha, ".mp3").parent
    left, fresh = folder / f".{sha}.mp3.abc.part", folder / ".other.part"
    for part in (left, fresh):
        part.write_bytes(b"half")
    hour_ago = NOW.timestamp() - LEFT_OVER_S
    os.utime(left, (hour_ago - 1, hour_ago - 1))
    os.utime(fresh, (hour_ago + 1, hour_ago + 1))
    assert sweep([vault.folder, vault.folder / "absent"], NOW) == 1
    assert not left.exists() and fresh.exists()
    vault.checked(sha, ".mp3")


@pytest.mark.parametrize("made_anew", [False, True])
def test_a_sound_that_a_crash_left_aside_is_put_back(vault: Vault, made_anew: bool) -> None:
    sha = vault.keep(b"whole", ".mp3")
    path = vault.path(sha, ".mp3")
    path.replace(path.with_name(f"{path.name}.going"))
    if made_anew:
        vault.keep(b"whole", ".mp3")
    sweep([vault.folder], NOW)
    assert [one.name for one in vault.folder.rglob("*.*")] == [path.name]
    assert sha_of_file(path) == sha
