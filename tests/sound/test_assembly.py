"""Programmes put together piece by piece, judged as listeners get them: after MP3."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from broadcaster.sound import assembly
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.assembly import Assembled, Assembly, PeakError, UnreachableError
from broadcaster.sound.kit import Kit
from broadcaster.sound.lame import BitRateError
from broadcaster.sound.loudness import SilentError, TooShortError, measure
from broadcaster.sound.memory import Memory
from broadcaster.sound.mix import Layer, Strip, layers
from broadcaster.sound.rack import Rack
from broadcaster.sound.recipes import RECIPES, Part, Recipe
from broadcaster.sound.rundown import Kind, Segment, lay_out
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.strips import Row, Uttered, kept_strip, music_row, speech_row
from broadcaster.sound.vault import sha_of
from tests.sound.making import lag, noise, sine

AUDIO = Path(__file__).parents[2] / "audio"
GREETING = "Đây là đài truyền thanh xã. Kính chào bà con."
SENTENCES = (
    "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em dưới sáu tuổi.",
    "Đề nghị các gia đình đưa con em đến trạm y tế đúng giờ và mang theo sổ tiêm.",
    "Sáng thứ hai tiêm cho thôn một và thôn hai.",
    "Buổi chiều cùng ngày tiêm cho thôn ba, thôn bốn và các cháu đã lỡ đợt trước.",
    "Mọi thắc mắc xin liên hệ trạm y tế xã trong giờ làm việc.",
)


class Workshop:
    """One memory for everything, and programmes made in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.announcer = Announcer([open_engine("espeak://vi")], Memory(folder / "speech"))
        self.kit = Kit.load(AUDIO)

    def assembly(
        self, sentences: Sequence[str], recipe: Recipe = RECIPES["horn"], kbps: int = 128
    ) -> Assembly:
        """Return ident, greeting over the bed, an item of `sentences` and the closing music."""
        rack = Rack(Memory(self.folder / "treated"), recipe)
        rows: list[tuple[Kind, Row]] = [
            (Kind.IDENT, music_row(self.kit.ident, rack)),
            (Kind.GREETING, self.said((GREETING,), rack)),
            (Kind.ITEM, self.said(sentences, rack)),
            (Kind.STINGER, music_row(self.kit.stinger, rack)),
            (Kind.ITEM, self.said(SENTENCES[:2], rack)),
            (Kind.CLOSING_MUSIC, music_row(self.kit.closing, rack)),
        ]
        rundown = lay_out(
            Segment(kind, row.length, kind.value, kind is Kind.GREETING) for kind, row in rows
        )
        bed = kept_strip(self.kit.bed, Part.MUSIC, rack, loop=True)
        heard = layers(rundown, [row.strips for _, row in rows], bed)
        pieces = Memory(self.folder / "pieces")
        return Assembly(heard, rundown.length, rack.fetch, recipe, kbps, pieces)

    def said(self, sentences: Sequence[str], rack: Rack) -> Row:
        spoken = self.announcer.speak_all([(text, Voice()) for text in sentences])
        return speech_row([Uttered(one, 650) for one in spoken], rack)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def written(made: Assembly) -> tuple[bytes, Assembled]:
    file = io.BytesIO()
    found = made.write(file, lambda done, frames: None)
    return file.getvalue(), found


def alone(sound: Sound, folder: Path, recipe: Recipe = RECIPES["stream"]) -> Assembly:
    """Return a programme that is one piece of speech."""
    rack = Rack(Memory(folder / "treated"), recipe)
    strip = rack.put(sha_of(sound.wav()), sound.frames, sound.rate, Part.SPEECH, lambda: sound)
    rundown = lay_out([Segment(Kind.ITEM, strip.length)])
    heard = layers(rundown, [[(0, strip)]])
    return Assembly(heard, rundown.length, rack.fetch, recipe, 128, Memory(folder / "pieces"))


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_programme_is_as_loud_as_promised_after_mp3(workshop: Workshop, name: str) -> None:
    content, made = written(workshop.assembly(SENTENCES, RECIPES[name]))
    heard = measure(Sound.decoded(content, "master.mp3"))
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert -6 < heard.dbtp <= -1
    # What is told of it was gathered from pieces; it is what the whole measures.
    assert made.loudness.lufs == pytest.approx(heard.lufs, abs=0.05)
    assert made.loudness.dbtp == pytest.approx(heard.dbtp, abs=0.1)


@pytest.mark.parametrize("kbps", [64, 96, 192])
def test_the_promise_holds_at_other_bit_rates(workshop: Workshop, kbps: int) -> None:
    content, _ = written(workshop.assembly(SENTENCES, kbps=kbps))
    heard = measure(Sound.decoded(content, "master.mp3"))
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert heard.dbtp <= -1


@pytest.mark.parametrize(
    "sound",
    [
        noise(5_000, 0.01),
        noise(5_000, 0.3),
        sine(1_000, 3_000, 0.9),
        noise(500),
        sine(700, 2_000, 0.01),
        (noise(3_000, 0.003) + noise(3_000, 0.3)),
        noise(2_000).resampled(22_050),
        sine(300, 25_000),
    ],
    ids=["quiet", "loud", "tone", "half-second", "faint", "step", "other-rate", "long"],
)
def test_whatever_comes_in_the_promise_holds(sound: Sound, tmp_path: Path) -> None:
    content, _ = written(alone(sound, tmp_path))
    heard = measure(Sound.decoded(content, "master.mp3"))
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert heard.dbtp <= -1


def test_peaks_far_above_the_rest_are_held_rather_than_the_ceiling_broken(tmp_path: Path) -> None:
    clicks = noise(4_000, 0.01).pcm.copy()
    clicks[:: RATE // 2] = 32_000
    content, _ = written(alone(Sound.from_pcm(clicks), tmp_path))
    assert measure(Sound.decoded(content, "master.mp3")).dbtp <= -1


def test_nothing_moves_in_time(workshop: Workshop) -> None:
    made = workshop.assembly(SENTENCES)
    content, _ = written(made)
    decoded = Sound.decoded(content, "master.mp3")
    assert decoded.frames == made.length
    mixed = np.zeros(made.length, np.float32)
    for layer in made.layers:
        layer.add_to(mixed, 0, made.fetch)
    assert lag(Sound.from_float(mixed), decoded) == 0


def test_nothing_changed_is_nothing_done_and_the_same_bytes(workshop: Workshop) -> None:
    first, cold = written(workshop.assembly(SENTENCES))
    again, warm = written(workshop.assembly(SENTENCES))
    assert again == first
    assert (cold.remembered, warm.remembered) == (0, warm.pieces)
    assert warm.loudness == cold.loudness


def test_the_same_programme_gives_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    first, _ = written(Workshop(tmp_path / "one").assembly(SENTENCES))
    second, _ = written(Workshop(tmp_path / "other").assembly(SENTENCES))
    assert first == second


def test_a_changed_sentence_costs_the_pieces_near_it(workshop: Workshop) -> None:
    long = SENTENCES * 4
    before, _ = written(workshop.assembly(long))
    changed = [
        *long[:9],
        "Sáng thứ ba tiêm cho thôn bảy và thôn tám cùng các cụm dân cư.",
        *long[10:],
    ]
    after, made = written(workshop.assembly(changed))
    assert made.pieces - made.remembered <= 3
    # And it sounds as if nothing had been remembered.
    fresh, _ = written(Workshop(workshop.folder / "fresh").assembly(changed))
    assert after == fresh != before


def test_a_torn_piece_is_made_again(workshop: Workshop) -> None:
    first, cold = written(workshop.assembly(SENTENCES))
    for path in (workshop.folder / "pieces").glob("*/*"):
        path.write_bytes(path.read_bytes()[:-7])
    again, made = written(workshop.assembly(SENTENCES))
    assert again == first
    assert (made.remembered, made.pieces) == (0, cold.pieces)


def test_progress_rises_and_what_it_raises_stops_the_work(workshop: Workshop) -> None:
    told: list[tuple[int, int]] = []
    workshop.assembly(SENTENCES).write(io.BytesIO(), lambda *at: told.append(at))
    assert told == sorted(told)
    assert len({frames for _, frames in told}) == 1

    class Enough(Exception):
        pass

    def stop(done: int, frames: int) -> None:
        raise Enough

    threads = threading.active_count()
    with pytest.raises(Enough):
        workshop.assembly(SENTENCES[1:]).write(io.BytesIO(), stop)
    assert threading.active_count() == threads
    assert not list((workshop.folder / "pieces").glob("*/.*"))


class Full(io.BytesIO):
    """A disk that takes no more after a while."""

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if self.tell() > 50_000:
            raise OSError(28, "No space left on device")
        return super().write(content)


def test_a_full_disk_stops_the_work_at_once(workshop: Workshop) -> None:
    threads = threading.active_count()
    with pytest.raises(OSError, match="No space left") as caught:
        workshop.assembly(SENTENCES * 3).write(Full(), lambda done, frames: None)
    assert threading.active_count() == threads, caught


@pytest.mark.parametrize("length_ms", [1, 300])
def test_too_short_is_said_so(length_ms: int, tmp_path: Path) -> None:
    with pytest.raises(TooShortError):
        written(alone(sine(440, length_ms), tmp_path))


def test_silence_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SilentError):
        written(alone(Sound.silence(3_000), tmp_path))


def test_a_bit_rate_nobody_offers_is_refused(workshop: Workshop) -> None:
    with pytest.raises(BitRateError):
        written(workshop.assembly(SENTENCES, kbps=123))


def test_a_recipe_that_contradicts_itself_is_said_so(tmp_path: Path) -> None:
    absurd = Recipe("absurd", target_lufs=-16, ceiling_dbtp=-30)
    with pytest.raises(UnreachableError) as caught:
        written(alone(noise(1_000), tmp_path, absurd))
    assert caught.value.got.lufs < -22
    assert caught.value.wanted.name == "absurd"


def test_what_swings_too_far_below_a_higher_sample_is_brought_down_too(tmp_path: Path) -> None:
    # A square wave comes out of MP3 nearly 4 dB above its samples; one click lies above it.
    wave = np.sign(np.sin(np.arange(2 * RATE) * 0.3)) * 0.594
    row = np.concatenate((wave, np.zeros(RATE // 2), [0.95], np.zeros(RATE // 2)))
    heard = [Layer(Strip("rough", len(row)), 0)]

    def fetch(key: str, first: int, count: int) -> npt.NDArray[np.float32]:
        return row[first : first + count].astype(np.float32)

    recipe = RECIPES["stream"]
    made = Assembly(heard, len(row), fetch, recipe, 128, Memory(tmp_path))
    assert written(made)[1].loudness.dbtp <= recipe.ceiling_dbtp


@pytest.fixture
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(assembly, "_ATTEMPTS", 1)
    yield


def test_a_ceiling_that_is_not_kept_is_an_error_and_not_a_master(
    one_attempt: None, tmp_path: Path
) -> None:
    # Aims a good deal above its own ceiling and has one attempt only.
    proud = Recipe("proud", target_lufs=-4, ceiling_dbtp=0.9)
    made = alone(noise(3_000, 0.3), tmp_path, proud)
    low = Assembly(
        made.layers,
        made.length,
        made.fetch,
        Recipe("low", ceiling_dbtp=-1.0),
        128,
        made.memory,
        gain_db=30.0,
    )
    try:
        _, found = written(low)
    except (PeakError, UnreachableError):
        return
    assert found.loudness.dbtp <= -1
