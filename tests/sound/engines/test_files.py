"""Addresses of files that engines speak from, and hashes of what they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadcaster.sound.engines.files import Prints, path_in, placed

FOLDER = Path("/srv/đài xã")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("piper:voices/vi.onnx", "voices/vi.onnx"),
        ("piper://voices/vi.onnx", "voices/vi.onnx"),
        ("piper:vi.onnx", "vi.onnx"),
        ("piper:///srv/voices/vi.onnx", "/srv/voices/vi.onnx"),
        ("piper:///D:/voices/vi.onnx", "D:/voices/vi.onnx"),
        ("recorded://Giọng Người", "Giọng Người"),
        ("recorded:giọng người/cô Lan", "giọng người/cô Lan"),
        ("recorded:gi%E1%BB%8Dng%23%3F%25", "giọng#?%"),
    ],
)
def test_an_address_says_where_the_file_lies(url: str, path: str) -> None:
    assert path_in(url) == Path(path)


@pytest.mark.skipif(os.name == "nt", reason="paths of another system")
@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("piper:voices/vi.onnx", "/srv/đài xã/voices/vi.onnx"),
        ("piper://voices/a%23b.onnx", "/srv/đài xã/voices/a#b.onnx"),
        ("recorded://giọng người", "/srv/đài xã/giọng người"),
        ("recorded:../chung", "/srv/chung"),
        ("piper:///voices/vi.onnx", "/voices/vi.onnx"),
    ],
)
def test_a_relative_path_is_taken_from_the_folder(url: str, path: str) -> None:
    there = placed(url, FOLDER)
    assert path_in(there) == Path(path)
    assert placed(there, Path("/elsewhere")) == there


@pytest.mark.parametrize(
    "url", ["espeak://vi", "gtts://vi?tld=com.vn", "tone://", "piper:", "recorded://", "other:a/b"]
)
def test_addresses_without_a_file_stay_as_they_are(url: str) -> None:
    assert placed(url, FOLDER) == url


def test_a_print_is_made_of_bytes_and_made_again_when_they_change(tmp_path: Path) -> None:
    prints = Prints()
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a" * 10)
    two.write_bytes(b"a" * 10)
    assert prints.of(one) == prints.of(two)
    two.write_bytes(b"b" * 11)
    assert prints.of(one) != prints.of(two)
    with pytest.raises(OSError):
        prints.of(tmp_path / "none")


def test_a_file_that_looks_unchanged_is_not_read_again(tmp_path: Path) -> None:
    prints = Prints()
    path = tmp_path / "big"
    path.write_bytes(b"a" * 10)
    state = path.stat()
    before = prints.of(path)
    path.write_bytes(b"b" * 10)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert prints.of(path) == before
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert prints.of(path) != before
