"""A station and its lexicon: the file of former days, and programmes made by what the books say."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.lexicography import Lexicography, take_over
from broadcaster.model import EventLevel, Role
from broadcaster.station import make_station, open_station
from broadcaster.store import Store
from broadcaster.words.entry import Entry
from broadcaster.words.reading import read
from tests.postgres import empty_database
from tests.web.conftest import SETTINGS

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_station(tmp_path / "dai", "Đài xã Dương Quan", SETTINGS)
    return tmp_path / "dai"


def said(folder: Path) -> dict[str, str]:
    with open_station(folder) as station:
        return {one.entry.written: one.entry.spoken for one in station.lexicography.known().entries}


def test_a_new_station_has_no_such_file(folder: Path) -> None:
    assert said(folder) == {}
    assert not list(folder.glob("lexicon*"))


def test_the_former_file_is_taken_in_once_and_kept(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    former = "\ufeffwritten,spoken\n# riêng\nHTX,hợp tác xã\nQL5,quốc lộ 5\nAn,ăn\nan,ân\n"
    (folder / "lexicon.csv").write_text(former, encoding="utf-8")
    with caplog.at_level(logging.WARNING), open_station(folder) as station:
        manner = station.lexicography.manner()
        assert read("QL5 An an", manner).text == "quốc lộ 5 ăn ân."
        (told,) = (one for one in station.logbook.events() if one.what == "lexicon-taken-in")
        assert (told.by, told.detail) == (None, "+4 ~0 -0")
        assert station.logbook.alerts() == ()
    assert "4 of 4 entries" in caplog.text
    assert not (folder / "lexicon.csv").exists()
    assert (folder / "lexicon.csv.imported").read_text(encoding="utf-8") == former
    with open_station(folder) as station:
        (writer,) = [station.people.add("lan", "Lan", {Role.STAFF}, "mat khau dai lam", None).id]
        station.lexicography.remove(Entry("HTX", "hợp tác xã"), writer)
    assert "HTX" not in said(folder)


def test_an_empty_one_is_put_aside_without_a_word(folder: Path) -> None:
    (folder / "lexicon.csv").write_text("written,spoken\n", encoding="utf-8")
    with open_station(folder) as station:
        assert station.logbook.events() == ()
    assert (folder / "lexicon.csv.imported").exists()


def test_what_cannot_be_taken_is_told_and_kept(folder: Path) -> None:
    (folder / "lexicon.csv.imported").write_text("trước kia", encoding="utf-8")
    (folder / "lexicon.csv").write_text("HTX,hợp tác xã\nmột cột\n,b\n", encoding="utf-8")
    with open_station(folder) as station:
        (alert,) = station.logbook.alerts()
        assert (alert.what, alert.detail) == (
            "lexicon-rows-refused",
            "lexicon.csv.imported.2: 2, 3",
        )
        assert alert.level is EventLevel.ALERT
    assert said(folder) == {"HTX": "hợp tác xã"}
    assert (folder / "lexicon.csv.imported").read_text(encoding="utf-8") == "trước kia"
    (folder / "lexicon.csv").write_bytes(b"\x89PNG\0\0\0\0")
    with open_station(folder) as station:
        assert len(station.logbook.alerts()) == 2
    assert (folder / "lexicon.csv.imported.3").exists()


def test_what_the_books_know_is_not_overwritten(folder: Path) -> None:
    (folder / "lexicon.csv").write_text("HTX,hợp tác xã\n", encoding="utf-8")
    said(folder)
    (folder / "lexicon.csv").write_text("HTX,cách cũ\nB,bê\n", encoding="utf-8")
    assert said(folder) == {"HTX": "hợp tác xã", "B": "bê"}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgres":
        yield from empty_database("lexicon")
    else:
        yield f"sqlite:///{tmp_path / 'station.db'}"


def test_all_parts_of_a_station_open_it_at_once(url: str, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.csv"
    file.write_text("\n".join(f"Thôn {n},thôn bản" for n in range(300)), encoding="utf-8")

    def open_it(_: int) -> int:
        with closing(Store.open(url)) as store:
            store.upgrade()
            keepers = Lexicography(store=store, now=lambda: NOON)
            take_over(keepers, file)
            return len(keepers.manner().lexicon.entries)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(open_it, range(4))) == [300] * 4
    with closing(Store.open(url)) as store, store.read() as books:
        taken = [one for one in books.events.latest(9) if one.what == "lexicon-taken-in"]
        assert (len(taken), books.lexicon.count()) == (1, 300)
    assert [path.name for path in tmp_path.glob("lexicon*")] == ["lexicon.csv.imported"]


def test_a_programme_is_made_by_what_the_lexicon_says_at_that_moment(folder: Path) -> None:
    with open_station(folder) as station:
        first = station.people.add("lan", "Lan", {Role.STAFF}, "mat khau dai lam", None)
        record = station.newsroom.write("Tin", "Bà con bản Mế họp.", first.id)
        programme = station.newsroom.submit(record.id, first.id)
        keys = []
        for taught in (None, Entry("bản Mế", "bản mệ lớn")):
            if taught:
                station.lexicography.add(taught, first.id)
                station.production.rebuild(programme.id, first.id)
            station.production.turn(station.now())
            with station.store.read() as books:
                waiting = books.jobs.waiting(station.now())
            for job in waiting:
                station.production.build(job.id)
            master = station.production.get(programme.id).master
            assert master is not None
            keys.append((master.sha, master.build_key))
        assert keys[0][0] != keys[1][0]
        assert keys[0][1] != keys[1][1]
        spoken = station.newsroom.spoken(record)
        assert any("bản mệ lớn" in item.reading.text for item in spoken if item.reading)
