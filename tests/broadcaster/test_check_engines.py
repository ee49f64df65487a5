"""`broadcaster check` on engines: health, cost and speed of each, the network left alone."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from broadcaster.checks import Finding, Grade, check_station


def findings(folder: Path, engines: str) -> dict[str, Finding]:
    text = f'[station]\nname = "Đài"\n[speech]\nengines = [{engines}]\n'
    (folder / "station.toml").write_text(text, encoding="utf-8")
    found = check_station(folder)
    return {one.subject: one for one in found if one.subject.startswith("Máy đọc")}


def test_an_engine_in_the_program_tells_health_cost_and_measured_speed(tmp_path: Path) -> None:
    found = findings(tmp_path, '"espeak://vi", "tone://"')
    espeak, tone = found["Máy đọc espeak://vi"], found["Máy đọc tone://"]
    for one in (espeak, tone):
        assert one.grade is Grade.GOOD
        assert "miễn phí, không cần mạng" in one.text
        times = re.search(r"đọc nhanh gấp (\d+) lần", one.text)
        assert times
        assert int(times[1]) > 1
    assert "espeak-ng 1." in espeak.text
    assert "tiếng tút" in tone.text


def test_an_engine_in_the_network_is_knocked_at_but_not_asked_to_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        url = f"gtts://vi?endpoint=http://127.0.0.1:{server.getsockname()[1]}"
        found = findings(tmp_path, f'"{url}"')[f"Máy đọc {url}"]
        line, _ = server.accept()
        with line:
            assert line.recv(100) == b""
    assert found.grade is Grade.GOOD
    assert "cần mạng" in found.text
    assert "không đo" in found.text


def test_an_engine_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = findings(tmp_path, '"espeak://xx"')["Máy đọc espeak://xx"]
    assert found.grade is Grade.BAD
    assert "espeak" in found.text
