"""Every way an output can refuse has a Vietnamese sentence that names the output."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.sentences import vietnamese
from broadcaster.sound.output import UnknownPluginError
from broadcaster.sound.outputs.address import BadOptionError, NoFolderError, UnknownOptionError
from broadcaster.sound.outputs.card import DeviceRefusedError, NoSoundcardError, NoSuchDeviceError
from broadcaster.sound.outputs.recorder import FolderUnusableError


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (UnknownPluginError("loa-1", "trumpet", ("file", "null")), "file, null"),
        (UnknownOptionError("loa-1", "dais", ("days", "zone")), "days, zone"),
        (BadOptionError("loa-1", "days", "never", "a number"), "never"),
        (NoFolderError("loa-1", "file:"), "file:"),
        (FolderUnusableError("loa-1", Path("ghi"), "No space left on device"), "No space"),
        (NoSoundcardError("loa-1"), "không có thiết bị"),
        (NoSuchDeviceError("loa-1", "USB", ("HDA", "HDMI")), "HDA, HDMI"),
        (DeviceRefusedError("loa-1", "HDA", "busy"), "busy"),
    ],
)
def test_the_sentence_names_the_output_and_the_fact(error, word):
    sentence = vietnamese(error)
    assert "loa-1" in sentence
    assert word in sentence
    assert "{" not in sentence
