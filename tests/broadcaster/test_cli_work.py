"""Long work and the disk from the command line: a build stopped, and what the check says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from broadcaster.cli.base import Exit
from broadcaster.cli.setup import settings_text
from broadcaster.model import ProgrammeId, ProgrammeState, Role
from broadcaster.sound.memories import Memories
from broadcaster.station import make_station, open_station
from tests.journey.running import command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A station with a tone for a voice and one operator."""
    place = tmp_path / "dai"
    settings = settings_text("Đài thử", soundcard=False, hours="00:00-24:00")
    make_station(place, "Đài thử", settings.replace('"espeak://vi"', '"tone://"'))
    with open_station(place) as station:
        roles = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})
        station.people.add("truc", "Trần Văn Trực", roles, "mat-khau-cua-dai", None)
    return place


def asked(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = command(folder, *words)
    return subprocess.run(line, capture_output=True, check=False, encoding="utf-8")


def test_a_build_is_stopped_by_its_programmes_number(folder: Path) -> None:
    with open_station(folder) as station:
        (person,) = station.people.all()
        record = station.newsroom.write("Tin bão", "Bão sắp vào bờ.", person.id)
        programme = station.newsroom.submit(record.id, person.id)
        station.production.turn(station.now())
    stopped = asked(folder, "cancel-build", str(programme.id))
    assert stopped.returncode == Exit.DONE, stopped.stderr
    assert "Đã dừng dựng “Tin bão”." in stopped.stdout
    with open_station(folder) as station:
        found = station.production.get(ProgrammeId(programme.id))
        assert found.state is ProgrammeState.FAILED
        assert found.error and "Trần Văn Trực đã dừng" in found.error
    again = asked(folder, "cancel-build", str(programme.id), "--json")
    assert again.returncode == Exit.REFUSED
    assert "Không có việc dựng nào" in again.stderr
    assert asked(folder, "cancel-build", "99").returncode == Exit.UNAVAILABLE


def test_the_check_says_what_the_memories_and_the_sounds_take(folder: Path) -> None:
    memories = Memories.within(folder)
    memories.speech.remember("a" * 64, bytes(3_000_000))
    memories.pieces.remember("b" * 64, bytes(1_000_000))
    with open_station(folder) as station:
        station.vault.keep(bytes(2_000_000), ".mp3")
    findings = json.loads(asked(folder, "check", "--json").stdout)
    (text,) = (one["text"] for one in findings if one["subject"] == "Bộ nhớ đệm")
    assert "Giọng đọc 3/1000 MB" in text
    assert "mẩu đã nén 1/500 MB" in text
    assert "kho bản dựng 1 bản, 2 MB" in text
