"""`broadcaster read`: written beside spoken, and all an editor may ask, for eyes and pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

NOTICE = """Thông báo họp thôn

Kính mời bà con dự họp thứ Hai, ngày 31/11 lúc 7h75 tại nhà văn hóa thôn ……

UBND xã sẽ thưc hiện các giái pháp. Mời ông Tuấn, XKTQ xã; XKTQ họp. Xem baophuyen.vn/tin-tuc.
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "tin.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def read(path: Path, *more: str, wide: int = 140) -> str:
    command = [sys.executable, "-m", "broadcaster", "--station", str(path.parent / "no"), "read"]
    done = subprocess.run(
        [*command, str(path), *more],
        capture_output=True,
        check=True,
        cwd=path.parent,
        env={**os.environ, "COLUMNS": str(wide)},
    )
    return done.stdout.decode()


def test_written_and_spoken_stand_side_by_side(notice: Path) -> None:
    rows = read(notice, "--explain", "--today", "2024-06-10").splitlines()
    (row,) = [row for row in rows if "Mời ông Tuấn" in row]
    written, spoken = row.strip().split("  ", 1)
    assert "«XKTQ?»" in written
    assert "«ích xì ca tê quy?»" in spoken
    assert any("«UBND» xã" in row and "«ủy ban nhân dân» xã" in row for row in rows)


def test_remarks_follow_numbered_and_graded_in_the_order_of_the_text(notice: Path) -> None:
    told = read(notice, "--explain", "--today", "2024-06-10")
    assert "1. Phải xem · Ngày không có thật: “31/11”: tháng 11 có 30 ngày." in told
    assert "Có lẽ là “thực”" in told
    assert "máy đọc từng chữ cái: “ích xì ca tê quy”. (có 2 chỗ)" in told
    assert "Nên xem · Không đọc: “/tin-tuc” không được đọc: phần sau của địa chỉ" in told
    assert told.index("31/11”") < told.index("7h75”") < told.index("“thưc”")


def test_into_a_pipe_it_is_plain_text_and_always_the_same(notice: Path) -> None:
    told = read(notice, "--explain", "--today", "2024-06-10")
    assert "\x1b" not in told
    assert told == read(notice, "--explain", "--today", "2024-06-10")


def test_a_text_without_a_slip_says_so(tmp_path: Path) -> None:
    path = tmp_path / "dung.txt"
    path.write_text("Tin của xã\n\nKính mời bà con đến họp.\n", encoding="utf-8")
    assert "Không có gì phải xem lại." in read(path, "--explain")


def test_the_day_of_reading_decides_what_is_over(tmp_path: Path) -> None:
    path = tmp_path / "moi.txt"
    path.write_text("Giấy mời\n\nKính mời bà con họp ngày 5/6/2024.\n", encoding="utf-8")
    assert "Ngày đã qua" in read(path, "--explain", "--today", "2024-06-10")
    assert "Ngày đã qua" not in read(path, "--explain", "--today", "2024-06-01")
    week_ago = f"{datetime.now().astimezone() - timedelta(days=7):%d/%m/%Y}"
    path.write_text(f"Giấy mời\n\nKính mời bà con họp ngày {week_ago}.\n", encoding="utf-8")
    assert "Ngày đã qua" in read(path, "--explain")


def test_what_the_intake_left_out_is_listed_in_words(tmp_path: Path) -> None:
    path = tmp_path / "cong-van.txt"
    text = "UBND XÃ TÂN LẬP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    path.write_text(text + "THÔNG BÁO\n\nXã họp dân.\n\nNơi nhận:\n- Như trên;\n", encoding="utf-8")
    told = read(path, "--explain")
    assert "bỏ ra, không đọc" in told
    assert "(quốc hiệu, tiêu ngữ)" in told
    assert "(nơi nhận)" in told


def test_json_holds_words_spans_rules_doubts_remarks_and_pieces_left_out(notice: Path) -> None:
    told = json.loads(read(notice, "--json", "--today", "2024-06-10"))
    assert told["readings"][0]["source"] == "Thông báo họp thôn"
    words = [
        (reading["source"], word)
        for reading in told["readings"]
        for one in reading["sentences"]
        for word in one["words"]
    ]
    doubted = [(source, word) for source, word in words if word["doubt"] == "unknown-abbreviation"]
    assert len(doubted) == 2
    for source, word in doubted:
        assert source[word["start"] : word["end"]] == "XKTQ"
        assert word["rule"] == "spelled"
    first = told["remarks"][0]
    assert (first["kind"], first["severity"], first["written"]) == ("no-such-date", "must", "31/11")
    place = first["places"][0]
    source = told["readings"][place["part"]]["source"]
    assert source[place["start"] : place["end"]] == "31/11"
    assert first["facts"]["last"] == "30"
    assert [piece["text"] for r in told["readings"] for piece in r["left_out"]] == ["/tin-tuc"]
