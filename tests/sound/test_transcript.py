"""Transcripts: what is written is read back by readers that know only the formats' rules."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.formats import Line, Tags, lrc, webvtt

TAGS = Tags("Bản tin", "Đài xã", date(2026, 5, 4), "espeak")
LONGEST_MS = 200 * 60_000


def with_lines(*lines: Line) -> Tags:
    return Tags(TAGS.title, TAGS.station, TAGS.date, TAGS.voice_mark, (), lines)


def read_webvtt(text: str) -> list[Line]:
    """Return the cues of a WebVTT file: blocks parted by blank lines, a line of times first."""
    assert re.match(r"WEBVTT(\n|$)", text)
    clock = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
    found = []
    for block in re.split(r"\n{2,}", text)[1:]:
        rows = block.strip("\n").split("\n")
        if rows[0].startswith("NOTE"):
            assert "-->" not in block
            continue
        times = re.fullmatch(f"{clock} --> {clock}", rows[0])
        assert times, rows
        assert len(rows) == 2
        assert "<" not in rows[1]
        assert ">" not in rows[1]
        n = [int(part) for part in times.groups()]
        start, end = (((n[i] * 60 + n[i + 1]) * 60 + n[i + 2]) * 1000 + n[i + 3] for i in (0, 4))
        said = rows[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        found.append(Line(said, start, end))
    return found


def read_lrc(text: str) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return the named fields of an LRC file, and its entries as hundredths and text."""
    fields, entries = {}, []
    for row in text.split("\n")[:-1]:
        if stamp := re.fullmatch(r"\[(\d{2,}):([0-5]\d)\.(\d\d)\]([^\[\]]*)", row):
            minutes, seconds, hundredths = (int(part) for part in stamp.groups()[:3])
            entries.append(((minutes * 60 + seconds) * 100 + hundredths, stamp[4]))
        else:
            named = re.fullmatch(r"\[([a-z#]+):([^\[\]]*)\]", row)
            assert named, row
            fields[named[1]] = named[2]
    return fields, entries


@st.composite
def told(draw: st.DrawFn) -> tuple[Line, ...]:
    """Draw lines one after the other, with or without silence between, of any text at all."""
    lines, at = [], 0
    for text in draw(st.lists(st.text(min_size=1), max_size=8)):
        start = at + draw(st.sampled_from([0, 40, 700, 3_600_000]))
        at = start + draw(st.integers(20, 90_000))
        lines.append(Line(text, start, at))
    return tuple(lines)


def one_line(text: str) -> str:
    return " ".join("".join(one for one in text if ord(one) not in CONTROLS).split())


CONTROLS = {*range(9), *range(14, 28), 127}


@given(told())
def test_webvtt_tells_every_line_and_its_times(lines: tuple[Line, ...]) -> None:
    expected = [Line(one_line(one.text), one.start_ms, one.end_ms) for one in lines]
    found = read_webvtt(webvtt(with_lines(*lines)))
    assert found == [one for one in expected if one.text]


@given(told())
def test_lrc_tells_every_line_to_the_hundredth(lines: tuple[Line, ...]) -> None:
    _, entries = read_lrc(lrc(with_lines(*lines)))
    said = [(at, text) for at, text in entries if text]
    expected = [
        ((one.start_ms + 5) // 10, one_line(one.text).replace("[", "(").replace("]", ")"))
        for one in lines
    ]
    assert said == [(at, text) for at, text in expected if text]
    assert entries == sorted(entries, key=lambda entry: entry[0])


def test_what_would_end_a_cue_is_harmless() -> None:
    lines = (
        Line("a --> b", 0, 1_000),
        Line("1 < 2 & 3 > 2", 1_000, 2_000),
        Line("hai\n\ndòng\r\nNOTE", 2_000, 3_000),
        Line("WEBVTT", 3_000, 3_000),
    )
    found = read_webvtt(webvtt(with_lines(*lines)))
    assert [one.text for one in found] == ["a --> b", "1 < 2 & 3 > 2", "hai dòng NOTE", "WEBVTT"]
    # A cue must end after it begins.
    assert found[-1] == Line("WEBVTT", 3_000, 3_001)


def test_hours_and_hundreds_of_minutes() -> None:
    lines = with_lines(Line("Hết.", 7_384_056, 7_385_000))
    assert "02:03:04.056 --> 02:03:05.000\nHết." in webvtt(lines)
    assert "[123:04.06]Hết.\n[123:05.00]\n" in lrc(lines)
    assert "[length:123:05]" in lrc(lines)


def test_a_time_is_never_sixty_seconds() -> None:
    assert "[01:00.00]Một\n" in lrc(with_lines(Line("Một", 59_999, 61_000)))


def test_silence_is_a_time_without_text() -> None:
    lines = (Line("Một", 0, 1_000), Line("Hai", 1_000, 2_000), Line("Ba", 5_000, 6_000))
    _, entries = read_lrc(lrc(with_lines(*lines)))
    assert entries == [(0, "Một"), (100, "Hai"), (200, ""), (500, "Ba"), (600, "")]


def test_who_speaks_is_told() -> None:
    fields, _ = read_lrc(lrc(Tags("Tin [mới]", "Đài xã", None, "espeak")))
    assert fields == {
        "ti": "Tin (mới)",
        "ar": "Đài xã",
        "la": "vi",
        "#": "Giọng đọc do máy tổng hợp: espeak",
        "length": "00:00",
    }
    note = webvtt(TAGS).split("\n\n")[1]
    assert note.strip().split("\n") == [
        "NOTE",
        "Bản tin",
        "Đài xã",
        "2026-05-04",
        "Giọng đọc do máy tổng hợp: espeak",
    ]
    assert "tổng hợp" not in webvtt(Tags("Tin", "Đài")) + lrc(Tags("Tin", "Đài"))
