"""Where the recorder keeps its files, how long, and which addresses it refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from broadcaster.sound.output import open_output
from broadcaster.sound.outputs.address import BadOptionError, NoFolderError, UnknownOptionError
from broadcaster.sound.outputs.recorder import FolderUnusableError
from tests.contracts.output_contract import HandClock, melody
from tests.sound.outputs.test_recorder import FIVE, names


@pytest.fixture
def clock():
    return HandClock(FIVE)


def test_recordings_older_than_the_days_kept_are_forgotten_and_nothing_else(tmp_path, clock):
    folder = tmp_path / "recordings"
    old, kept, mine = folder / "2026-10-20", folder / "2026-10-23", folder / "văn bản"
    for day in (old, kept, mine):
        day.mkdir(parents=True)
        (day / "050000-tin.wav").write_bytes(b"x")
    (old / "050000-tin.wav.part").write_bytes(b"x")
    (old / "báo cáo.docx").write_bytes(b"x")
    if sys.platform != "win32":
        (folder / "2026-10-19").symlink_to(mine, target_is_directory=True)
    output = open_output("loa", "file:recordings?days=30", tmp_path, clock.now)
    output.pump(clock.now())
    assert names(old) == ["báo cáo.docx"]
    assert names(kept) == ["050000-tin.wav"]
    assert names(mine) == ["050000-tin.wav"]
    (old / "báo cáo.docx").unlink()
    (old / "060000-tin.wav").write_bytes(b"x")
    output.pump(clock.now())
    assert old.exists(), "it tidies once a day"
    clock.wait(86_400_000)
    output.pump(clock.now())
    assert not old.exists()
    assert kept.exists()


def test_without_days_nothing_is_ever_forgotten(tmp_path, clock):
    day = tmp_path / "recordings/1999-01-01"
    day.mkdir(parents=True)
    (day / "050000-tin.wav").write_bytes(b"x")
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    output.pump(clock.now())
    assert names(day) == ["050000-tin.wav"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:bản ghi", "bản ghi"),
        ("file://loa/thôn%201", "loa/thôn 1"),
        ("file://recordings?zone=UTC", "recordings"),
    ],
)
def test_the_folder_is_read_from_the_url(tmp_path, clock, url, expected):
    open_output("loa", url, tmp_path, clock.now)
    assert (tmp_path / expected).is_dir()


def test_an_absolute_path_stands_by_itself(tmp_path, clock):
    open_output("loa", (tmp_path / "x").as_uri(), Path("elsewhere"), clock.now)
    assert (tmp_path / "x").is_dir()


def test_the_time_zone_of_the_names_can_be_chosen(tmp_path, clock):
    output = open_output("loa", "file:r?zone=UTC", tmp_path, clock.now)
    output.start(melody(50), clock.now(), label="a")
    clock.wait(50)
    output.pump(clock.now())
    assert names(tmp_path) == [str(Path("r/2026-11-20/220000-a.wav"))]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("file:", NoFolderError),
        ("file:///", NoFolderError),
        ("file:r?days=never", BadOptionError),
        ("file:r?days=0", BadOptionError),
        ("file:r?days=nan", BadOptionError),
        ("file:r?zone=Mars/Olympus", BadOptionError),
        ("file:r?dais=3", UnknownOptionError),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(tmp_path, clock, url, error):
    with pytest.raises(error) as caught:
        open_output("loa", url, tmp_path, clock.now)
    assert caught.value.output == "loa"


def test_a_near_miss_gets_a_hint(tmp_path, clock):
    with pytest.raises(UnknownOptionError, match="did you mean 'days'"):
        open_output("loa", "file:r?day=3", tmp_path, clock.now)


def test_a_folder_that_cannot_be_made_is_said_when_it_is_opened(tmp_path, clock):
    (tmp_path / "recordings").write_text("in the way")
    with pytest.raises(FolderUnusableError) as caught:
        open_output("loa", "file:recordings/loa", tmp_path, clock.now)
    assert caught.value.folder == tmp_path / "recordings/loa"
    assert caught.value.cause
