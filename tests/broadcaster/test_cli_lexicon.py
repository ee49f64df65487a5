"""The lexicon from the command line: what is said, what is kept, and what is only shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.cli.base import Exit
from tests.broadcaster.test_cli import Ask, ask, furnished, place

__all__ = ["ask", "furnished", "place"]

BY = ("--by", "truc")


def listed(ask: Ask) -> dict[str, str]:
    told = ask("lexicon", "list", "--json").told
    return {one["entry"]["written"]: one["entry"]["spoken"] for one in told}


def test_an_entry_is_added_shown_and_removed(ask: Ask) -> None:
    assert "chưa có mục" in ask("lexicon", "list").out
    shown = ask("lexicon", "add", "HTX", "hợp tác xã", "--dry-run")
    assert (shown.code, "Sẽ ghi" in shown.out, listed(ask)) == (Exit.DONE, True, {})
    done = ask("lexicon", "add", "HTX", "hợp tác xã", "--note", "thôn", *BY)
    assert (done.code, "Đã ghi" in done.out) == (Exit.DONE, True)
    assert ask("lexicon", "add", "HTX", "hợp tác", *BY).code == Exit.DONE
    assert listed(ask) == {"HTX": "hợp tác"}
    assert "HTX" in ask("lexicon", "list", "--search", "htx").out
    assert "HTX" not in ask("lexicon", "list", "--search", "thôn 5").out
    gone = ask("lexicon", "remove", "HTX", *BY, "--json")
    assert (gone.told["saved"], gone.told["after"], listed(ask)) == (True, None, {})
    assert ask("lexicon", "remove", "HTX", *BY).code == Exit.REFUSED


def test_it_says_which_programmes_are_read_otherwise(ask: Ask) -> None:
    shown = ask("lexicon", "add", "ngắn", "ngắn ngủi", "--dry-run")
    assert "trước: Một tin ngắn.\n    sau:   Một tin ngắn ngủi." in shown.out
    assert "đã duyệt, giữ âm thanh cũ" in shown.out
    assert "phải duyệt lại" in shown.out
    (one,) = ask("lexicon", "add", "ngắn", "ngắn ngủi", "--dry-run", "--json").told["programmes"]
    assert (one["state"], one["verdict"]) == ("ready", "approved")
    assert one["otherwise"] == [{"before": "Một tin ngắn.", "after": "Một tin ngắn ngủi."}]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("add", "HTX", "hợp tác 5"), Exit.BAD_INPUT, "“hợp tác năm”"),
        (("add", "–", "gạch"), Exit.BAD_INPUT, "bắt đầu bằng chữ cái"),
        (("add", "HTX", "hợp tác xã", "--by", "duyet"), Exit.REFUSED, "chưa được giao vai trò"),
        (("import", "khong-co.csv"), Exit.BAD_INPUT, "khong-co.csv"),
        (("import", "anh.png"), Exit.BAD_INPUT, "CSV UTF-8"),
    ],
)
def test_it_refuses_in_a_sentence(
    ask: Ask, tmp_path: Path, words: tuple[str, ...], code: Exit, sentence: str
) -> None:
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0")
    answer = ask("lexicon", *words)
    assert (answer.code, sentence in answer.err) == (code, True)


def test_an_entry_that_differs_by_case_is_refused(ask: Ask) -> None:
    ask("lexicon", "add", "HTX", "hợp tác xã", *BY)
    answer = ask("lexicon", "add", "Htx", "hợp tác", *BY)
    assert (answer.code, "đã có “HTX”" in answer.err) == (Exit.REFUSED, True)


def test_a_table_goes_out_and_comes_in(ask: Ask, tmp_path: Path) -> None:
    ask("lexicon", "add", "HTX", "hợp tác xã", *BY)
    ask("lexicon", "add", "Đ.Quan", "Dương Quan", *BY)
    assert ask("lexicon", "export", "ra.csv").code == Exit.DONE
    text = (tmp_path / "ra.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines() == ["written,spoken,note", "HTX,hợp tác xã,", "Đ.Quan,Dương Quan,"]
    assert ask("lexicon", "export", "-").out.lstrip("\ufeff").splitlines() == text.splitlines()

    changed = text.replace("hợp tác xã", "hợp tác").replace("Đ.Quan", "Đ.Q") + "X,ích 5,\n"
    (tmp_path / "vao.csv").write_text(changed, encoding="utf-8-sig")
    shown = ask("lexicon", "import", "vao.csv", "--dry-run", "--json")
    assert shown.code == Exit.BAD_INPUT
    told = shown.told
    assert [told["saved"], told["same"]] == [False, 1]
    assert [entry["written"] for entry in told["new"]] == ["Đ.Q"]
    assert [one["after"]["spoken"] for one in told["changed"]] == ["hợp tác"]
    assert [(row["line"], "ích năm" in row["why"]) for row in told["refused"]] == [(4, True)]
    before = listed(ask)
    refused = ask("lexicon", "import", "vao.csv", *BY)
    assert (refused.code, "dòng 4" in refused.err, listed(ask)) == (Exit.BAD_INPUT, True, before)
    assert ask("lexicon", "import", "vao.csv", "--skip-bad", *BY).code == Exit.DONE
    assert listed(ask) == {"HTX": "hợp tác", "Đ.Q": "Dương Quan", "Đ.Quan": "Dương Quan"}
    whole = ask("lexicon", "import", "ra.csv", "--replace", *BY)
    assert (whole.code, "1 mục bỏ" in whole.out) == (Exit.DONE, True)
    assert listed(ask) == before
    again = ask("lexicon", "import", "ra.csv", "--replace")
    assert (again.code, "Chưa ghi gì" in again.out) == (Exit.DONE, True)


def test_replacing_with_bad_rows_is_refused(ask: Ask, tmp_path: Path) -> None:
    ask("lexicon", "add", "HTX", "hợp tác xã", *BY)
    (tmp_path / "x.csv").write_text("HTX,hợp 5\nA,a\n", encoding="utf-8")
    answer = ask("lexicon", "import", "x.csv", "--replace", "--skip-bad", *BY)
    assert (answer.code, "làm mất mục" in answer.err) == (Exit.REFUSED, True)
    assert listed(ask) == {"HTX": "hợp tác xã"}


def test_reading_and_speaking_use_it_and_need_no_station(ask: Ask, tmp_path: Path) -> None:
    ask("lexicon", "add", "HTX", "hợp tác xã nông nghiệp", *BY)
    (tmp_path / "htx.txt").write_text("Tin HTX\n\nBà con tới HTX họp.\n", encoding="utf-8")
    assert ask("read", "htx.txt").out.count("hợp tác xã nông nghiệp") == 2
    nowhere = tmp_path / "khong-co-dai"
    assert "nông nghiệp" not in ask("read", "htx.txt", station=nowhere).out
    long, short = (
        ask("say", "HTX HTX HTX", "-o", "a.wav", "--json", station=where).told["length_ms"]
        for where in (None, nowhere)
    )
    assert long > short
    assert not nowhere.exists()


def test_a_former_file_is_taken_in_by_whatever_command_comes_first(ask: Ask, place: Path) -> None:
    (place / "lexicon.csv").write_text("HTX,hợp tác xã bản mế\n", encoding="utf-8")
    (place.parent / "htx.txt").write_text("Bà con tới HTX họp.\n", encoding="utf-8")
    assert "bản mế" in ask("read", "htx.txt").out
    assert (place / "lexicon.csv.imported").exists()
    assert listed(ask) == {"HTX": "hợp tác xã bản mế"}
