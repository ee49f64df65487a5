"""Sounds in other forms, made of the approved bytes; the player beside them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from broadcaster.sound.formats import Chapter, Line, Tags, mp3, tags_in
from broadcaster.sound.lame import encoded
from broadcaster.sound.sound import Sound
from broadcaster.sound.vault import Sha, SoundChangedError
from tests.sound.making import noise
from tests.web.conftest import Browser, Desk
from web.exports import MADE, Exports
from web.sounds import _TYPES, EXPORTS

SignedIn = Callable[[str], Browser]

TAGS = Tags(
    "Tin: tiêm chủng/số 1",
    "Đài xã",
    date(2026, 11, 25),
    "tone",
    (Chapter("Lời chào", 0, 1_000), Chapter("Tin <một>", 1_000, 3_000)),
    (Line("Thưa quý vị & các bạn.", 0, 900), Line("Mời nghe tin.", 1_000, 3_000)),
)


def kept(desk: Desk, tags: Tags = TAGS) -> Sha:
    """Return the name of a sound that is in the vault."""
    return desk.station.vault.keep(mp3(noise(3_000), tags), ".mp3")


def test_every_form_has_its_type() -> None:
    assert set(_TYPES) == set(MADE)


def test_other_forms_are_made_of_the_bytes_asked_for(desk: Desk, signed_in: SignedIn) -> None:
    sha, browser = kept(desk), signed_in("canbo")
    master = Sound.read(desk.station.vault.path(sha, ".mp3"))
    for form in ("wav", "flac"):
        answer = browser.get(f"/sounds/{sha}/as/{form}")
        assert (answer.status_code, answer.mimetype) == (200, f"audio/{form}")
        assert Sound.decoded(answer.data, form) == master
        assert tags_in(answer.data) == TAGS
    opus = browser.get(f"/sounds/{sha}/as/opus")
    assert (opus.mimetype, opus.data[:4]) == ("audio/ogg", b"OggS")
    assert json.loads(browser.get(f"/sounds/{sha}/as/json").data)["version"] == 2
    assert browser.get(f"/sounds/{sha}/as/dat").data[:4] == b"\x02\0\0\0"
    assert (
        "--> 00:00:00.900\nThưa quý vị &amp; các bạn." in browser.get(f"/sounds/{sha}/as/vtt").text
    )
    assert "[00:01.00]Mời nghe tin." in browser.get(f"/sounds/{sha}/as/lrc").text


def test_a_file_is_called_by_title_and_day(desk: Desk, signed_in: SignedIn) -> None:
    sha = kept(desk)
    answer = signed_in("canbo").get(f"/sounds/{sha}/as/flac")
    named = answer.headers["Content-Disposition"]
    assert named.startswith("attachment")
    assert (
        "filename*=UTF-8''Tin%20ti%C3%AAm%20ch%E1%BB%A7ng%20s%E1%BB%91%201%202026-11-25.flac"
        in named
    )


def test_the_wave_is_shown_and_may_be_kept(desk: Desk, signed_in: SignedIn) -> None:
    sha, browser = kept(desk), signed_in("canbo")
    shown = browser.get(f"/sounds/{sha}/as/svg")
    assert (shown.status_code, shown.mimetype) == (200, "image/svg+xml")
    assert not shown.headers.get("Content-Disposition", "").startswith("attachment")
    assert "Tin &lt;một&gt;" in shown.text
    loaded = browser.get(f"/sounds/{sha}/as/svg?download=1")
    assert loaded.headers["Content-Disposition"].startswith("attachment")


def test_what_was_made_is_remembered(desk: Desk, signed_in: SignedIn) -> None:
    sha, browser = kept(desk), signed_in("canbo")
    first = browser.get(f"/sounds/{sha}/as/flac").data
    (made,) = (desk.station.folder / "exports" / sha[:2]).iterdir()
    assert made.read_bytes() == first
    made.write_bytes(b"remembered")
    assert browser.get(f"/sounds/{sha}/as/flac").data == b"remembered"


def test_what_is_not_there_is_not_found(desk: Desk, signed_in: SignedIn) -> None:
    sha, browser = kept(desk), signed_in("canbo")
    silent = kept(desk, Tags("Tin", "Đài xã"))
    missing = [f"{'0' * 64}/as/wav", f"{sha}/as/mp3", f"{sha}/as/exe", f"{sha[:9]}/as/wav"]
    for path in (*missing, f"{silent}/as/vtt", f"{silent}/as/lrc"):
        assert browser.get(f"/sounds/{path}").status_code == 404, path


def test_strangers_get_nothing(desk: Desk, stranger: Browser) -> None:
    sha = kept(desk)
    for form in MADE:
        assert stranger.get(f"/sounds/{sha}/as/{form[1:]}").status_code == 302
    assert not (desk.station.folder / "exports").exists()


def test_a_sound_that_was_changed_is_not_passed_on(desk: Desk, signed_in: SignedIn) -> None:
    sha, browser = kept(desk), signed_in("canbo")
    path = desk.station.vault.path(sha, ".mp3")
    path.write_bytes(path.read_bytes() + b"!")
    for form in ("svg", "wav"):
        answer = browser.get(f"/sounds/{sha}/as/{form}")
        assert answer.status_code == 409
        assert "đã bị thay đổi" in answer.text
    with pytest.raises(SoundChangedError):
        Exports(desk.station.folder / "exports", desk.station.vault).file(sha, ".flac")


def test_what_failed_unforeseen_is_told_and_may_be_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha, exports = kept(desk), Exports(tmp_path, desk.station.vault)
    with monkeypatch.context() as broken:
        broken.setattr("web.exports.export", lambda *_: (_ for _ in ()).throw(MemoryError()))
        with pytest.raises(MemoryError):
            exports.file(sha, ".wav")
    made = exports.file(sha, ".wav")
    assert made is not None
    assert made.stat().st_size > 1_000


def test_a_long_file_is_waited_for_on_a_page_of_its_own(
    app: Flask, desk: Desk, signed_in: SignedIn, tmp_path: Path
) -> None:
    # Twenty minutes: a frame after the other, so that making them takes no time here.
    frames = encoded(noise(10_000))[417:] * 120
    sha = desk.station.vault.keep(frames, ".mp3")
    app.extensions[EXPORTS] = Exports(tmp_path, desk.station.vault, patience_s=0)
    browser = signed_in("canbo")
    waiting = browser.get(f"/sounds/{sha}/as/flac?back=/programmes/1")
    assert waiting.status_code == 202
    assert "Đang tạo tệp FLAC" in waiting.text
    assert 'http-equiv="refresh"' in waiting.text
    assert 'href="/programmes/1"' in waiting.text
    hostile = browser.get(f"/sounds/{sha}/as/flac?back=//evil.example/")
    assert "evil.example" not in hostile.text
    patient = Exports(tmp_path, desk.station.vault, patience_s=60)
    path = patient.file(sha, ".flac")
    assert path is not None
    assert browser.get(f"/sounds/{sha}/as/flac").data[:4] == b"fLaC"


def test_what_was_tidied_away_is_made_again(desk: Desk, tmp_path: Path) -> None:
    sha = kept(desk)
    hasty = Exports(tmp_path, desk.station.vault, patience_s=0)
    patient = Exports(tmp_path, desk.station.vault, patience_s=60)
    hasty.file(sha, ".flac")
    path = patient.file(sha, ".flac")
    assert path is not None
    wait_for(lambda: hasty.file(sha, ".flac") is not None)
    path.unlink()
    wait_for(lambda: hasty.file(sha, ".flac") is not None)
    assert path.is_file()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def wait_for(there: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_failure_is_told_once_and_tried_again(desk: Desk, tmp_path: Path) -> None:
    sha = kept(desk)
    path = desk.station.vault.path(sha, ".mp3")
    whole = path.read_bytes()
    exports = Exports(tmp_path, desk.station.vault, patience_s=60)
    path.write_bytes(whole[:-1])
    with pytest.raises(SoundChangedError):
        exports.file(sha, ".wav")
    path.write_bytes(whole)
    assert exports.file(sha, ".wav") is not None


def test_the_player_offers_parts_words_and_files(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.made()
    assert programme.master is not None
    page = signed_in("canbo").page(f"/programmes/{programme.id}")
    parts = page[page.index('<ol class="parts">') :]
    links = re.findall(r'#t=([\d.]+)" data-start="(\d+)"', parts[: parts.index("</ol>")])
    starts = [segment.start_ms for segment in programme.master.segments]
    assert [int(start) for _, start in links] == starts
    assert [round(float(at) * 1000) for at, _ in links] == starts
    sha = programme.master.sha
    assert f'src="/sounds/{sha}/as/svg"' in page
    forms = re.findall(rf"/sounds/{sha}/as/(\w+)\?download=1", page)
    assert {"wav", "flac", "opus", "svg", "json"} <= set(forms)
    for form in forms:
        assert signed_in("canbo").get(f"/sounds/{sha}/as/{form}").status_code in (200, 202)
