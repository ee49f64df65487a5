"""How much better recipe `horn` is understood over a horn in noise: STOI, sample by sample.

    .venv/bin/python benchmarks/intelligibility.py [--json]

Every sample is spoken twice into the same model: as the engine gave it, and treated by the recipe
and decoded from its MP3. The model is a horn (300 Hz to 6 kHz, 24 dB an octave), the same sound
again 150 ms later at half the amplitude, and noise. The noise is one and the same row of samples
for both, 5 LU below the unmastered speech. What goes into the horn is held equal in two ways, each
measured: equal loudness (BS.1770) and equal power (mean square). STOI compares what arrives with
the clean unmastered speech; 1 is all of it.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr
from pystoi import stoi
from scipy.signal import butter, sosfilt

from broadcaster.sound.lame import encoded
from broadcaster.sound.loudness import integrated
from broadcaster.sound.recipes import RECIPES, Part, Recipe
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.treatment import treated

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "reading_notices.tsv"
VOICES = ("north", "central", "south")
NOISE_LU = -5.0
ECHO_MS = 150
ECHO = 0.5
HORN_HZ = (300, 6_000)
_STOI_RATE = 10_000
# Hz, level in dB(A) by EN 1793-3, and the A-weighting that is in it.
ROAD = (
    *((100, -20, -19.1), (125, -20, -16.1), (160, -18, -13.4), (200, -16, -10.9)),
    *((250, -15, -8.6), (315, -14, -6.6), (400, -13, -4.8), (500, -12, -3.2), (630, -11, -1.9)),
    *((800, -9, -0.8), (1_000, -8, 0), (1_250, -9, 0.6), (1_600, -10, 1), (2_000, -11, 1.2)),
    *((2_500, -13, 1.3), (3_150, -15, 1.2), (4_000, -16, 1), (5_000, -18, 0.5)),
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One sample in one noise: STOI unmastered, and treated at equal loudness and equal power."""

    voice: str
    text: str
    noise: str
    unmastered: float
    equal_loudness: float
    equal_power: float

    @property
    def gain(self) -> float:
        """The smaller of the two gains."""
        return min(self.equal_loudness, self.equal_power) - self.unmastered


def texts(count: int, shortest: int = 90) -> list[str]:
    """Return good readings from the corpus, a dozen words and more, evenly spread over it."""
    rows = CORPUS.read_text(encoding="utf-8").splitlines()[1:]
    found = [reading for row in rows if len(reading := row.split("\t")[2].split("|")[0]) > shortest]
    return [found[place * len(found) // count] for place in range(count)]


def samples(each: int) -> Iterator[tuple[str, str, Sound]]:
    """Yield (voice, text, speech): `each` texts by every voice, no text twice."""
    engine = open_engine("espeak://vi")
    lines = texts(each * len(VOICES))
    for index, line in enumerate(lines):
        voice = VOICES[index % len(VOICES)]
        yield voice, line, engine.speak(line, Voice(voice)).resampled(RATE)


def wind(frames: int, seed: int) -> Floats:
    """Return pink noise from 40 Hz up: wind, leaves, motors far away."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    hertz = np.fft.rfftfreq(frames, 1 / RATE)
    spectrum *= np.where(hertz < 40, 0, 1 / np.sqrt(np.maximum(hertz, 1)))
    return np.fft.irfft(spectrum, frames)


def crowd(frames: int, seed: int) -> Floats:
    """Return a babble of eight voices, each somewhere in another text, none of them a sample's."""
    engine, rng = open_engine("espeak://vi"), np.random.default_rng(seed)
    whole = np.zeros(frames)
    for index, line in enumerate(texts(8, shortest=60)):
        pitch = (30, 45, 60, 75)[index % 4]
        voice = engine.speak(line, Voice(VOICES[index % 3], 170, pitch)).resampled(RATE).pcm
        turned = np.roll(voice, int(rng.integers(len(voice))))
        one = np.resize(turned, frames).astype(np.float64)
        whole += one / one.std()
    return whole


def traffic(frames: int, seed: int) -> Floats:
    """Return a road: tyres of the standard spectrum, and engines that pass every few seconds.

    Tyres are noise of the A-weighted thirds of an octave of EN 1793-3; an engine fires 45 to 90
    times a second, each harmonic weaker, and its tone falls as it goes by. A passage swells and
    fades as a moving source of sound does, with the square of the distance.
    """
    rng, seconds = np.random.default_rng(seed), np.arange(frames) / RATE
    hertz = np.fft.rfftfreq(frames, 1 / RATE)
    thirds = [dba - weight - 10 * np.log10(hz) for hz, dba, weight in ROAD]
    shape = np.interp(np.log(np.maximum(hertz, 1)), np.log([row[0] for row in ROAD]), thirds)
    shape = 10 ** (shape / 20) * (hertz >= 40) * np.minimum(1, 5_000 / np.maximum(hertz, 1))
    road = np.fft.irfft(np.fft.rfft(rng.standard_normal(frames)) * shape, frames)
    road /= road.std()
    whole, at = 0.5 * road, rng.uniform(0, 2)
    while at < frames / RATE:
        near = 1 / (1 + ((seconds - at) / rng.uniform(0.6, 1.5)) ** 2)
        firing = rng.uniform(45, 90) * (1 - 0.06 * np.tanh((seconds - at) / 0.6))
        phase = 2 * np.pi * np.cumsum(firing) / RATE
        engine = sum(np.sin(k * phase + rng.uniform(0, 2 * np.pi)) / k for k in range(1, 9))
        tyres = np.roll(road, int(rng.integers(frames)))
        whole += rng.uniform(0.6, 1.4) * near * (tyres + engine)
        at += rng.uniform(1.5, 4)
    return whole


NOISES: dict[str, Callable[[int, int], Floats]] = {"wind": wind, "traffic": traffic, "crowd": crowd}
_EDGES = tuple(zip(HORN_HZ, ("highpass", "lowpass"), strict=True))


def heard(speech: Floats, noise: Floats) -> Floats:
    """Return what arrives of speech played by the horn."""
    band = np.vstack([butter(4, hz, kind, fs=RATE, output="sos") for hz, kind in _EDGES])
    played = sosfilt(band, speech)
    delay = ECHO_MS * RATE // 1000
    echoed = played.copy()
    echoed[delay:] += ECHO * played[:-delay]
    return echoed + noise


def score(clean: Floats, arrived: Floats) -> float:
    """Return STOI of what arrived, against the clean speech."""
    pair = [soxr.resample(row, RATE, _STOI_RATE) for row in (clean, arrived)]
    return float(stoi(*pair, _STOI_RATE))


def compare(recipe: Recipe, each: int, noises: Sequence[str] = tuple(NOISES)) -> Iterator[Row]:
    """Yield a row for every sample in every noise."""
    for index, (voice, text, sound) in enumerate(samples(each)):
        clean = sound.pcm / 32768
        mastered = Sound.decoded(encoded(treated(sound, recipe, Part.SPEECH)), "sample.mp3")
        ours = mastered.pcm / 32768
        level = integrated([clean], RATE)
        loudness = 10 ** ((level - integrated([ours], RATE)) / 20)
        power = float(clean.std() / ours.std())
        for name in noises:
            noise = NOISES[name](len(clean), index)
            noise *= 10 ** ((level + NOISE_LU - integrated([noise], RATE)) / 20)
            played = (clean, ours * loudness, ours * power)
            yield Row(voice, text, name, *(score(clean, heard(row, noise)) for row in played))


def main() -> None:
    """Print the table, or the rows as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--recipe", default="horn", choices=sorted(RECIPES))
    parser.add_argument("--each", type=int, default=5, help="texts spoken by each of three voices")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = list(compare(RECIPES[asked.recipe], asked.each))
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    print("voice    noise   unmastered  equal loudness  equal power  text")
    for row in rows:
        print(
            f"{row.voice:8} {row.noise:7} {row.unmastered:10.3f}  {row.equal_loudness:14.3f}"
            f"  {row.equal_power:11.3f}  {row.text[:40]}"
        )
    for name in NOISES:
        among = [row for row in rows if row.noise == name]
        plain = statistics.mean(row.unmastered for row in among)
        ours = statistics.mean(row.equal_loudness for row in among)
        power = statistics.mean(row.equal_power for row in among)
        better = sum(row.gain > 0 for row in among)
        print(
            f"{name}: mean {plain:.3f} unmastered, {ours:.3f} treated at equal loudness,"
            f" {power:.3f} at equal power; better by both on {better} of {len(among)} samples,"
            f" smallest gain {min(row.gain for row in among):+.3f}"
        )


if __name__ == "__main__":
    main()
