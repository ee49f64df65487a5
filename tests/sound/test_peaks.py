"""Outlines and pictures: read by parsers that know only the documents that describe them."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.formats import Chapter, Tags, mp3, outlined, peaks_of, picture
from broadcaster.sound.sound import RATE, Pcm, Sound
from tests.sound.making import noise

SVG = "{http://www.w3.org/2000/svg}"
CHAPTERS = (Chapter("Lời chào", 0, 1_000), Chapter("Tin <một> & hai", 1_000, 2_000))


def ramp(frames: int) -> Pcm:
    return np.linspace(-32_768, 32_767, frames).astype(np.int16)


@given(st.lists(st.integers(0, 9_000), max_size=6), st.integers(1, 100))
def test_cuts_make_no_difference(lengths: list[int], per_second: int) -> None:
    pcm = np.random.default_rng(1).integers(-32_768, 32_768, sum(lengths)).astype(np.int16)
    edges = np.cumsum([0, *lengths])
    blocks = [pcm[a:b] for a, b in pairwise(edges.tolist())]
    whole, cut = outlined([pcm], per_second), outlined(blocks, per_second)
    assert np.array_equal(whole.pairs, cut.pairs)
    assert cut.frames == len(pcm)
    span = cut.samples_per_pixel
    for number, (low, high) in enumerate(cut.pairs):
        inside = pcm[number * span : (number + 1) * span]
        assert (low, high) == (inside.min() // 256, inside.max() // 256)


def test_json_is_audiowaveforms_second_version() -> None:
    found = json.loads(outlined([ramp(RATE)], 10).json())
    assert list(found) == [
        "version",
        "channels",
        "sample_rate",
        "samples_per_pixel",
        "bits",
        "length",
        "data",
    ]
    assert (found["version"], found["channels"], found["bits"]) == (2, 1, 8)
    assert (found["sample_rate"], found["samples_per_pixel"], found["length"]) == (RATE, 4_410, 10)
    assert len(found["data"]) == 2 * found["length"]
    assert (found["data"][0], found["data"][-1]) == (-128, 127)


def test_dat_holds_the_same_numbers() -> None:
    peaks = outlined([ramp(RATE), ramp(100)], 10)
    found = peaks.dat()
    told = json.loads(peaks.json())
    head = struct.unpack("<iIiiIi", found[:24])
    assert head == (2, 1, RATE, 4_410, told["length"], 1)
    assert list(struct.unpack(f"<{2 * told['length']}b", found[24:])) == told["data"]


def test_a_master_is_outlined(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(Sound.silence(500) + noise(500) + Sound.silence(500), Tags("a", "b")))
    peaks = peaks_of(path, 20)
    assert peaks.length_ms == 1_500
    heights = peaks.pairs[:, 1].astype(int) - peaks.pairs[:, 0]
    assert heights[:9].max() <= 2
    assert heights[11:19].min() > 30
    assert heights[21:].max() <= 2


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_the_picture_is_complete_in_itself_and_tells_what_it_shows() -> None:
    svg = picture(outlined([ramp(RATE * 2)]), CHAPTERS, "Bản tin “sáng”")
    root = drawn(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    told = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set((root.get("aria-labelledby") or "").split()) == set(told)
    assert told["t"] == "Dạng sóng: Bản tin “sáng”"
    assert "0:01 Tin <một> & hai" in (told["d"] or "")
    assert not re.search(r"href|url\(|<script|@import", svg)
    assert "prefers-color-scheme:dark" in svg
    # The chapter's title appears when its ground is pointed at.
    titles = [one.text for one in root.iter(f"{SVG}title")]
    assert titles[1:] == [chapter.title for chapter in CHAPTERS]


def points(svg: str) -> list[tuple[float, float]]:
    path = drawn(svg).find(f"{SVG}path")
    assert path is not None
    numbers = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d") or "")
    return [(float(x), float(y)) for x, y in numbers]


@pytest.mark.parametrize("frames", [1, 2_205, RATE * 90])
def test_the_outline_stays_inside_the_picture(frames: int) -> None:
    found = points(picture(outlined([ramp(frames)])))
    assert found
    assert all(0 <= x <= 1_200 and 0 <= y <= 120 for x, y in found)
    assert len(found) <= 2 * 1_200


def test_loud_is_drawn_taller_than_quiet() -> None:
    quiet, loud = noise(1_000, level=0.02), noise(1_000, level=0.2)
    found = points(picture(outlined([(quiet + loud).pcm])))
    above = found[: len(found) // 2]
    half = len(above) // 2
    assert max(60 - y for _, y in above[: half - 1]) * 3 < max(60 - y for _, y in above[half + 1 :])


def test_nothing_and_silence_are_a_line() -> None:
    assert drawn(picture(outlined([]))).find(f"{SVG}path") is not None
    assert {y for _, y in points(picture(outlined([np.zeros(RATE, np.int16)])))} == {59.5, 60.5}


@given(st.text(), st.text())
def test_any_title_makes_a_picture_that_can_be_read(title: str, chapter: str) -> None:
    svg = picture(outlined([ramp(3_000)]), [Chapter(chapter, 0, 60)], title)
    assert drawn(svg).tag == f"{SVG}svg"
