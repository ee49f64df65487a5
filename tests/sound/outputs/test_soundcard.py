"""The sound card's output: devices, a card that dies, and a computer that has none.

The driver here is ours and turned by hand, as a card's thread would turn it; real cards are tried
in test_loudspeaker.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.output import OutputUnavailableError, open_output
from broadcaster.sound.outputs import soundcard
from broadcaster.sound.outputs.address import BadOptionError, UnknownOptionError
from broadcaster.sound.outputs.card import (
    Device,
    DeviceRefusedError,
    NoSoundcardError,
    NoSuchDeviceError,
    Wish,
    choose,
)
from broadcaster.sound.outputs.deck import Deck
from broadcaster.sound.outputs.mini import AskedClock
from broadcaster.sound.outputs.soundcard import Soundcard
from tests.contracts.output_contract import HandClock, melody

USB = Device("USB Audio CODEC", "ALSA", 3, default=False)
BUILT_IN = Device("HDA Intel", "ALSA", 0, default=True)
JACK = Device("USB Audio", "JACK", 7, default=False)


class HandStream:
    title = "hand (test)"

    def __init__(self):
        self.underruns = 0
        self.closed = False

    def close(self):
        self.closed = True


class HandDriver:
    """A card whose thread is the test."""

    def __init__(self, devices=(BUILT_IN,), rate=44_100):
        self.listed = tuple(devices)
        self.rate = rate
        self.refuses = ""
        self.streams = []
        self.deck = None

    def devices(self):
        return self.listed

    def open_stream(self, wish, device, now):
        if self.refuses:
            raise DeviceRefusedError(wish.output, device.name, self.refuses)
        self.streams.append(HandStream())
        self.deck = Deck(self.rate)
        return self.streams[-1], self.deck

    def ask(self, frames, heard_at):
        out = np.zeros((frames, 2), np.int16)
        self.deck.fill(out, heard_at.timestamp())
        return out[:, 0]

    def die(self):
        """Let the last request for samples lie an hour back."""
        self.deck.beat = time.monotonic() - 3_600


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def driver():
    return HandDriver()


def test_a_sound_is_heard_at_its_instant(driver, clock):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    sound = melody(100)
    playing = card.start(sound, clock.now(), skip_ms=50)
    assert np.array_equal(driver.ask(4_410, clock.now())[:2_205], sound.slice(50).pcm)
    assert playing.progress(clock.now()).sent_ms == 0
    clock.wait(60)
    progress = playing.progress(clock.now())
    assert (progress.sent_ms, progress.finished) == (50, True)


def test_a_sound_of_another_rate_keeps_its_length(clock):
    driver = HandDriver(rate=48_000)
    card = Soundcard(Wish("loa"), [driver], clock.now)
    playing = card.start(melody(100), clock.now())
    stream = driver.ask(9_600, clock.now())
    assert stream[:4_700].any()
    assert not stream[4_800:].any()
    clock.wait(200)
    assert playing.progress(clock.now()).sent_ms == 100


def test_a_card_that_stops_asking_fails_what_plays_and_is_not_well(driver, clock):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    playing = card.start(melody(5_000), clock.now())
    driver.ask(4_410, clock.now())
    clock.wait(50)
    assert card.health(clock.now()).ok
    driver.die()
    card.pump(clock.now())
    progress = playing.progress(clock.now())
    assert "stopped asking" in (progress.failed or "")
    assert not progress.finished
    health = card.health(clock.now())
    assert not health.ok
    assert "stopped asking" in health.text


def test_the_next_start_opens_a_dead_card_again(driver, clock):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    driver.die()
    playing = card.start(melody(100), clock.now())
    assert driver.ask(4_410, clock.now()).any()
    assert [stream.closed for stream in driver.streams] == [True, False]
    assert playing.progress(clock.now()).failed is None
    assert card.health(clock.now()).ok


def test_a_card_that_does_not_open_again_refuses_the_start_until_it_does(driver, clock):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    driver.die()
    driver.refuses = "Device unplugged"
    for _ in range(2):
        with pytest.raises(OutputUnavailableError, match="Device unplugged"):
            card.start(melody(100), clock.now())
        assert not card.health(clock.now()).ok
    driver.refuses = ""
    card.start(melody(100), clock.now())
    assert card.health(clock.now()).ok


def test_a_dead_card_comes_back_by_itself(driver, clock, monkeypatch):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    driver.die()
    driver.refuses = "Device unplugged"
    card.pump(clock.now())
    assert len(driver.streams) == 1, "it is not tried at every pump"
    monkeypatch.setattr(soundcard, "_REOPEN_EVERY_S", -1)
    card.pump(clock.now())
    assert "Device unplugged" in card.health(clock.now()).text
    driver.refuses = ""
    card.pump(clock.now())
    assert card.health(clock.now()).ok


def test_underruns_are_counted_over_reopenings(driver, clock):
    card = Soundcard(Wish("loa"), [driver], clock.now)
    driver.streams[0].underruns = 2
    assert "2 underruns" in card.health(clock.now()).text
    driver.die()
    card.start(melody(100), clock.now())
    driver.streams[1].underruns = 3
    assert "5 underruns" in card.health(clock.now()).text


def test_the_second_library_is_taken_when_the_first_has_no_card_or_refuses(clock):
    for first in (HandDriver(devices=()), HandDriver()):
        first.refuses = "busy"
        second = HandDriver()
        Soundcard(Wish("loa"), [first, second], clock.now)
        assert len(second.streams) == 1


def test_when_all_refuse_the_first_cause_is_told(clock):
    drivers = [HandDriver(), HandDriver()]
    drivers[0].refuses, drivers[1].refuses = "busy", "no server"
    with pytest.raises(DeviceRefusedError) as caught:
        Soundcard(Wish("loa"), drivers, clock.now)
    assert (caught.value.device, caught.value.cause) == ("HDA Intel", "busy")


def test_no_card_and_no_such_card_are_two_things(clock):
    with pytest.raises(NoSoundcardError):
        Soundcard(Wish("loa"), [HandDriver(devices=())], clock.now)
    with pytest.raises(NoSuchDeviceError) as caught:
        Soundcard(Wish("loa", device="Bluetooth"), [HandDriver()], clock.now)
    assert (caught.value.device, caught.value.choices) == ("Bluetooth", "HDA Intel")


@pytest.mark.parametrize(
    ("device", "host", "expected"),
    [
        ("", "", BUILT_IN),
        ("usb audio", "", JACK),
        ("codec", "", USB),
        ("usb", "alsa", USB),
        ("", "jack", JACK),
        ("hda", "jack", None),
    ],
)
def test_a_device_is_found_by_part_of_its_name(device, host, expected):
    assert choose(Wish("loa", device=device, host=host), [USB, BUILT_IN, JACK]) == expected


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("soundcard://?bufer=1", UnknownOptionError),
        ("soundcard://?buffer=0", BadOptionError),
        ("soundcard://?rate=abc", BadOptionError),
        ("soundcard://?via=smoke", BadOptionError),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_before_any_card_is_touched(
    tmp_path, clock, url, error
):
    with pytest.raises(error):
        open_output("loa", url, tmp_path, clock.now)


NO_CARD = """
import ctypes.util, sys
from datetime import UTC, datetime
from pathlib import Path
if "no-portaudio" in sys.argv:
    ctypes.util.find_library = lambda name: None
from broadcaster.sound.output import open_output
from broadcaster.sound.outputs import portaudio
from broadcaster.sound.outputs.card import NoSoundcardError
from broadcaster.sound.outputs.soundcard import has_soundcard
assert has_soundcard() is False
assert portaudio.devices() == ()
try:
    open_output("loa", "soundcard://", Path(), lambda: datetime.now(UTC))
except NoSoundcardError as error:
    print(error)
"""


def _has_a_real_card():
    cards = Path("/proc/asound/cards")
    return cards.exists() and "no soundcards" not in cards.read_text()


@pytest.mark.skipif(
    sys.platform != "linux" or _has_a_real_card(), reason="this computer has a real sound card"
)
@pytest.mark.parametrize("library", ["", "no-portaudio"])
def test_a_computer_without_a_card_is_told_so_quietly(tmp_path, library):
    hidden = {
        "PATH": os.environ["PATH"],
        "PULSE_SERVER": f"unix:{tmp_path}/nobody",
        "JACK_NO_START_SERVER": "1",
        "HOME": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", NO_CARD, library], env=hidden, capture_output=True, text=True
    )
    assert told.stderr == ""
    assert told.stdout == "output 'loa': no sound card found\n"
    assert told.returncode == 0


def test_a_full_buffer_is_dated_by_its_earliest_asking():
    clock, frames = AskedClock(rate=1_000, buffer_s=0.5), 100
    # The card fills its buffer in one go, then asks whenever 100 ms have been played, often late.
    asked = [0, 0, 0, 0, 0, 0.1, 0.23, 0.3, 0.48, 0.5, 0.6]
    heard = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    dated = [moment + clock.lead(moment, frames) for moment in asked]
    assert dated[5:] == pytest.approx(heard[5:])
    assert clock.gaps == 0


def test_after_running_dry_the_old_moments_are_not_believed():
    clock = AskedClock(rate=1_000, buffer_s=0.5)
    for step in range(11):
        clock.lead(step * 0.1, 100)
    # For two seconds nothing was asked for: the card was silent for most of that.
    late = [3.0 + step * 0.1 + clock.lead(3.0 + step * 0.1, 100) for step in range(3)]
    assert late == pytest.approx([3.4, 3.5, 3.6])
    assert clock.gaps == 1


def test_a_sink_that_takes_seconds_to_wake_has_not_run_dry():
    clock = AskedClock(rate=1_000, buffer_s=0.5)
    for _ in range(5):
        clock.lead(0, 100)
    woken = [2.0 + step * 0.1 + clock.lead(2.0 + step * 0.1, 100) for step in range(3)]
    assert woken == pytest.approx([2.4, 2.5, 2.6])
    assert clock.gaps == 0
