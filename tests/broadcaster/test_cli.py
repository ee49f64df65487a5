"""The command line by hand: each command's good path, its JSON, its sentences and exit codes.

Real processes on real stations; whatever goes wrong is told in one Vietnamese sentence.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from broadcaster.cli import app
from broadcaster.cli.base import Exit, main
from broadcaster.cli.setup import settings_text
from broadcaster.model import Role
from broadcaster.sound.sound import Sound
from broadcaster.station import Station, make_station, open_station

PASSWORD = "mat-khau-cua-dai"
TEXT = "Tin mới\n\nUBND xã họp ngày 25/11/2026.\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with a tone for a voice, three people and one made programme."""
    folder = tmp_path_factory.mktemp("mau") / "dai"
    settings = settings_text("Đài [thử]", soundcard=False, hours="00:00-24:00")
    make_station(folder, "Đài [thử]", settings.replace('"espeak://vi"', '"tone://"'))
    with open_station(folder) as station:
        roles = {"quantri": Role.ADMINISTRATOR, "truc": Role.OPERATOR, "duyet": Role.APPROVER}
        first = None
        for login, role in roles.items():
            user = station.people.add(login, login.title(), {role}, PASSWORD, first)
            first = first or user.id
        _programme(station)
    return folder


def _programme(station: Station) -> None:
    people = {user.login: user.id for user in station.people.all()}
    record = station.newsroom.write("Tin [nhạc cắt] [/x]", "Một tin ngắn.", people["truc"])
    programme = station.newsroom.submit(record.id, people["truc"])
    station.production.turn(station.now())
    with station.store.read() as books:
        (job,) = books.jobs.waiting(station.now())
    station.production.build(job.id)
    master = station.production.get(programme.id).master
    assert master is not None
    station.traffic.approve(programme.id, master.sha, people["duyet"])


@pytest.fixture
def place(furnished: Path, tmp_path: Path) -> Path:
    shutil.copytree(furnished, tmp_path / "dai")
    return tmp_path / "dai"


@pytest.fixture
def ask(
    place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ask]:
    """Run `broadcaster --station PLACE WORDS` through its own entrance, as a process would."""
    monkeypatch.chdir(place.parent)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str, station: Path | None = None) -> Answer:
        capfd.readouterr()
        monkeypatch.setattr(
            sys, "argv", ["broadcaster", "--station", str(station or place), *words]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Answer(int(ended.value.code or 0), out, err)

    return run


def process(place: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "broadcaster", "--station", str(place), *words]
    return subprocess.run(command, text=True, capture_output=True, timeout=60, **more)


HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def tomorrow() -> str:
    return f"{datetime.now(HANOI) + timedelta(days=1):%Y-%m-%d} 06:00"


def test_version_and_help(ask: Ask) -> None:
    assert ask("version").out.strip().count(".") == 2
    assert CliRunner().invoke(app, ["--help"]).exit_code == Exit.DONE
    nothing = ask()
    assert (nothing.code, "Thiếu tên lệnh" in nothing.err) == (Exit.USAGE, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bogus"], "Không có lệnh “bogus”"),
        (["read"], "Thiếu file"),
        (["read", "--bogus", "x"], "Không có tùy chọn --bogus"),
        (["version", "them"], "Thừa chữ trên dòng lệnh: them"),
        (["log", "--day", "2026-02-31"], "--day không dùng được: hãy viết theo kiểu 2026-11-24"),
        (["log", "--day", "9999-12-31"], "Năm 9999 ở quá xa"),
        (["simulate", "--days", "0"], "--days không dùng được"),
        (["book", "9" * 30, "--at", "2026-11-30 05:30"], "programme không dùng được"),
        (["book", "1", "--at", "30/11/2026"], "kiểu 2026-11-24 05:30"),
        (["book", "1", "--at", "9999-12-31 23:59"], "Năm 9999"),
        (["user", "add", "lan", "--name", "Lan", "--role", "sep"], "chọn một trong"),
        (["say", "Xin chào", "-o", "a.ogg"], "phải kết thúc bằng một trong: .mp3, .wav"),
        (["produce", "tin.txt", "-o", "a.docx"], "phải kết thúc bằng một trong: .mp3, .wav"),
        (["export", "1", "-o", "a"], "phải kết thúc bằng một trong: .mp3, .wav"),
    ],
)
def test_wrong_words_are_told_in_a_sentence(ask: Ask, words: list[str], sentence: str) -> None:
    answer = ask(*words)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert answer.err.startswith("Lỗi: ")
    assert sentence in " ".join(answer.err.split())


@pytest.mark.parametrize(
    "words",
    [["sheet"], ["log"], ["simulate"], ["backup", "x"], ["user", "list"], ["serve"]],
)
def test_without_a_station_every_command_says_what_to_do(
    ask: Ask, tmp_path: Path, words: list[str]
) -> None:
    answer = ask(*words, station=tmp_path / "khong-co")
    assert answer.code == Exit.BAD_INPUT
    assert "Không thấy đài nào ở đây" in answer.err
    assert "không lường trước" not in answer.err


def test_settings_that_are_wrong_are_told_with_their_place(ask: Ask, place: Path) -> None:
    settings = place / "station.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace("Asia/Ho_Chi_Minh", "Asia/Saigonn"), encoding="utf-8")
    answer = ask("sheet")
    assert answer.code == Exit.BAD_INPUT
    assert "mục station.time_zone chưa đúng" in answer.err
    settings.write_text("đây không phải TOML", encoding="utf-8")
    assert "Không đọc được cấu hình" in ask("sheet").err
    assert ask("check").code == Exit.WANTING


def test_init_makes_a_station_once(ask: Ask, tmp_path: Path) -> None:
    new = tmp_path / "moi"
    made = ask("init", "--name", 'Đài "xã" \\ [b]', station=new)
    assert made.code == Exit.DONE
    assert "Quản trị viên: quantri" in made.out
    people = ask("user", "list", "--json", station=new).told
    assert [one["login"] for one in people] == ["quantri"]
    again = ask("init", "--name", "Đài khác", station=new)
    assert (again.code, "đã có một đài" in again.err) == (Exit.REFUSED, True)
    with open_station(new) as station:
        assert station.config.station.name == 'Đài "xã" \\ [b]'


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--name", "  "], Exit.BAD_INPUT),
        (["--name", "Đài\x07"], Exit.BAD_INPUT),
        (["--name", "Đài", "--admin", "Hai Chữ"], Exit.REFUSED),
    ],
)
def test_init_refuses_before_it_writes(
    ask: Ask, tmp_path: Path, words: list[str], code: Exit
) -> None:
    assert ask("init", *words, station=tmp_path / "moi").code == code
    assert not (tmp_path / "moi").exists()


def test_init_in_the_place_of_a_file_is_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    answer = ask("init", "--name", "Đài", station=tmp_path / "tep")
    assert answer.code != Exit.DONE
    assert "không lường trước" not in answer.err


def test_people_are_added_listed_and_given_new_passwords(place: Path) -> None:
    run = CliRunner().invoke

    def user(*words: str, typed: str = "") -> tuple[int, str]:
        done = run(app, ["--station", str(place), "user", *words], input=typed)
        return done.exit_code, done.output

    twice = f"{PASSWORD}\n{PASSWORD}\n"
    add = ("add", "lan", "--name", "Lan", "--role", "staff", "--role", "approver")
    assert user(*add, typed=f"{PASSWORD}\nkhac\n{twice}")[0] == Exit.DONE
    with open_station(place) as station:
        assert station.people.sign_in("lan", PASSWORD) is not None
    assert user("password", "lan", typed="mot-cau-dai-hon\n" * 2)[0] == Exit.DONE
    with open_station(place) as station:
        assert station.people.sign_in("lan", PASSWORD) is None
        assert station.people.sign_in("lan", "mot-cau-dai-hon") is not None
    assert user("password", "khong-co", typed=twice)[0] == Exit.REFUSED
    assert "lan" in user("list")[1]


def test_a_weak_password_and_no_answer_are_told(place: Path) -> None:
    add = ("user", "add", "lan", "--name", "Lan", "--role", "staff")
    weak = process(place, *add, input="ngan\nngan\n")
    assert weak.returncode == Exit.REFUSED
    assert "ít nhất 10 ký tự" in weak.stderr
    silent = process(place, *add, input="")
    assert silent.returncode == Exit.USAGE
    assert "Đã thôi" in silent.stderr


def test_read_says_what_will_be_said(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, encoding="utf-8")
    answer = ask("read", "tin.txt")
    assert answer.code == Exit.DONE
    assert "ủy ban nhân dân xã họp ngày hai mươi lăm tháng mười một" in answer.out
    told = ask("read", "tin.txt", "--json").told
    assert told["document"]["title"] == "Tin mới"
    assert len(told["spoken"]) == 1


def test_read_takes_names_of_the_station_in_the_title_too(ask: Ask, place: Path) -> None:
    assert ask("lexicon", "add", "HTX", "hợp tác xã", "--by", "truc").code == Exit.DONE
    (place.parent / "htx.txt").write_text("Tin HTX\n\nBà con tới HTX họp.\n", encoding="utf-8")
    assert ask("read", "htx.txt").out.count("hợp tác xã") == 2


def test_read_from_a_pipe_and_into_a_closed_one(place: Path) -> None:
    done = process(place, "read", "-", input=TEXT)
    assert (done.returncode, "ủy ban nhân dân" in done.stdout.lower()) == (Exit.DONE, True)
    command = [sys.executable, "-m", "broadcaster", "read", "-"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        cut = subprocess.run(command, input=TEXT.encode(), stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (cut.returncode, cut.stderr) == (Exit.DONE, b"")


@pytest.mark.parametrize("name", ["khong-co.txt", "thu-muc", "la[/x].txt"])
def test_what_cannot_be_read_is_bad_input(ask: Ask, tmp_path: Path, name: str) -> None:
    (tmp_path / "thu-muc").mkdir()
    for words in (["read", name], ["produce", name, "-o", "a.mp3"]):
        answer = ask(*words)
        assert answer.code == Exit.BAD_INPUT
        assert name in answer.err
        assert "không lường trước" not in answer.err


def test_say_writes_a_sound(ask: Ask, tmp_path: Path) -> None:
    assert ask("say", "Xin chào bà con", "-o", "[/chào].wav").code == Exit.DONE
    told = ask("say", "Xin chào bà con", "-o", "a.mp3", "--json").told
    assert told["engine"] == "tone"
    spoken = Sound.read(tmp_path / "[/chào].wav")
    assert spoken.length_ms == pytest.approx(told["length_ms"], abs=1)
    assert (tmp_path / "a.mp3").stat().st_size > 1000


def test_say_tells_what_it_cannot_say(ask: Ask, tmp_path: Path) -> None:
    for text in ("", "!!!"):
        answer = ask("say", text, "-o", "a.wav")
        assert (answer.code, "Không có lời nào" in answer.err) == (Exit.BAD_INPUT, True)
    assert ask("say", "Xin chào", "-o", "a.wav", "--voice", "tay").code == Exit.BAD_INPUT
    assert not (tmp_path / "a.wav").exists()


def test_produce_makes_a_programme(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, encoding="utf-8")
    told = ask("produce", "tin.txt", "-o", "p.mp3", "--date", "2026-11-25", "--json").told
    assert told["master"]["length_ms"] == pytest.approx(
        Sound.read(tmp_path / "p.mp3").length_ms, abs=100
    )
    assert [one["name"] for one in told["documents"]] == ["tin.txt"]
    (tmp_path / "sai.txt").write_text("Tin\n\n[lệnh lạ]\n\nXin chào bà con.", encoding="utf-8")
    wrong = ask("produce", "sai.txt", "-o", "q.mp3")
    assert (wrong.code, "không có lệnh “[lệnh lạ]”" in wrong.err) == (Exit.BAD_INPUT, True)
    (tmp_path / "thu-muc.mp3").mkdir()
    nowhere = ask("produce", "tin.txt", "-o", "thu-muc.mp3")
    assert nowhere.code == Exit.UNAVAILABLE
    assert "không lường trước" not in nowhere.err
    # Whatever is not MP3 is made from it.
    assert ask("produce", "tin.txt", "-o", "p.flac", "--date", "2026-11-25").code == Exit.DONE
    assert Sound.read(tmp_path / "p.flac") == Sound.read(tmp_path / "p.mp3")


def test_produce_advises_what_to_leave_out_for_a_room(ask: Ask, tmp_path: Path) -> None:
    for name, times in (("ngắn", 3), ("dài", 60)):
        text = f"Tin {name}\n\n{'Mời bà con đến họp. ' * times}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = ("produce", "ngắn.txt", "dài.txt", "-o", "p.mp3")
    tight = ask(*files, "--room", "1", "--bare", "--json").told
    assert tight["advice"].startswith("Dài hơn khung 1 phút là ")
    assert "Bỏ “Tin dài” (" in tight["advice"]
    assert {part["kind"] for part in tight["master"]["segments"]} == {"item", "stinger"}
    assert "Ngắn hơn khung 15 phút là 1" in ask(*files, "--room", "15").out
    assert "khung" not in ask(*files).out


def test_a_master_is_exported_in_every_form(ask: Ask, place: Path, tmp_path: Path) -> None:
    with open_station(place) as station:
        (programme,) = station.production.all()
        assert programme.master is not None
        master = station.vault.path(programme.master.sha, ".mp3")
    told = ask("export", str(programme.id), "-o", "a.mp3", "--json").told
    assert (tmp_path / "a.mp3").read_bytes() == master.read_bytes()
    assert (told["sha"], told["bytes"]) == (programme.master.sha, master.stat().st_size)
    for name in ("a.wav", "a.flac", "a.opus", "a.svg", "a.json", "a.dat"):
        answer = ask("export", str(programme.id), "-o", name)
        assert (answer.code, name in answer.out) == (Exit.DONE, True)
    assert Sound.read(tmp_path / "a.wav") == Sound.read(master)
    assert "Không tìm thấy" in ask("export", "99", "-o", "b.mp3").err
    master.write_bytes(master.read_bytes() + b"!")
    assert "đã bị thay đổi" in ask("export", str(programme.id), "-o", "b.wav").err
    assert not list(tmp_path.glob("b.*"))


def test_book_sheet_and_simulate_agree(ask: Ask) -> None:
    assert "Chưa có lịch phát" in ask("sheet").out
    booked = ask("book", "1", "--at", tomorrow(), "--json")
    assert booked.code == Exit.DONE, booked.err
    assert booked.told["state"] == "planned"
    clash = ask("book", "1", "--at", tomorrow())
    assert (clash.code, "Trùng với" in clash.err) == (Exit.REFUSED, True)
    shown = ask("sheet")
    assert "Tin [nhạc cắt] [/x]" in shown.out
    assert "sẵn sàng" in shown.out
    assert [cue["title"] for cue in ask("sheet", "--json").told["cues"]] == ["Tin [nhạc cắt] [/x]"]
    seen = ask("simulate", "--days", "2", "--json")
    assert seen.code == Exit.DONE
    assert [row["outcome"] for row in seen.told["rows"]] == ["played"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--at", "2020-01-01 05:30"], Exit.REFUSED, "Giờ phát đã qua"),
        (["--at", "2199-01-01 05:30", "--zone", "x"], Exit.REFUSED, "Không có khu vực phát “x”"),
        (["--at", "2199-01-01 05:30", "--by", "ai"], Exit.REFUSED, "Không có người dùng “ai”"),
        (["--at", "2199-01-01 05:30", "--by", "duyet"], Exit.REFUSED, "chưa được giao vai trò"),
    ],
)
def test_book_refuses_in_a_sentence(ask: Ask, words: list[str], code: Exit, sentence: str) -> None:
    answer = ask("book", "1", *words)
    assert answer.code == code
    assert sentence in answer.err


def test_log_shows_and_writes_rows(ask: Ask, tmp_path: Path) -> None:
    assert "Không có dòng nhật ký nào" in ask("log").out
    assert ask("log", "--week", "--json").told == []
    assert ask("log", "--csv", "so.csv").code == Exit.DONE
    assert (tmp_path / "so.csv").read_text(encoding="utf-8-sig").startswith("Ngày,")
    refused = ask("log", "--csv", str(tmp_path))
    assert refused.code == Exit.UNAVAILABLE
    assert "là một thư mục" in refused.err


def test_check_of_a_fresh_station_finds_nothing_bad(ask: Ask) -> None:
    answer = ask("check", "--json")
    assert answer.code == Exit.DONE
    assert {one["grade"] for one in answer.told} <= {"good", "doubtful"}
    assert "Cơ sở dữ liệu" in ask("check").out


def test_backup_is_a_station_that_opens(ask: Ask, place: Path, tmp_path: Path) -> None:
    assert ask("backup", "ban.db").code == Exit.DONE
    assert (tmp_path / "ban.db").exists()
    (tmp_path / "kho").mkdir()
    assert ask("backup", "kho").code == Exit.DONE
    (copy,) = (tmp_path / "kho").glob("station-*.db")
    shutil.copytree(place, tmp_path / "khac", ignore=shutil.ignore_patterns("station.db*"))
    shutil.copy(copy, tmp_path / "khac" / "station.db")
    assert len(ask("user", "list", "--json", station=tmp_path / "khac").told) == 3
    (tmp_path / "tep").write_text("x")
    assert ask("backup", "tep/ban.db").code == Exit.UNAVAILABLE


def test_serve_says_that_its_port_is_taken(place: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = place / "station.toml"
        text = settings.read_text(encoding="utf-8")
        port = other.getsockname()[1]
        settings.write_text(text.replace("port = 8080", f"port = {port}"), encoding="utf-8")
        command = [sys.executable, "-m", "broadcaster", "--station", str(place), "serve"]
        told = place / "serve.txt"
        with told.open("wb") as out:
            serving = subprocess.Popen(command, stdout=out, stderr=out)
        log = place / "logs" / "face.log"
        try:
            end = time.monotonic() + 60
            while not (log.exists() and f"port {port}" in log.read_text(encoding="utf-8")):
                assert time.monotonic() < end
                assert serving.poll() is None
                time.sleep(0.1)
        finally:
            serving.terminate()
            serving.wait(60)
    assert f"cổng {port}" in told.read_text(encoding="utf-8")
