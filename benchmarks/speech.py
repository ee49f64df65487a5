"""How many times faster than real time we speak, side by side, and that the figures are enough.

    python benchmarks/speech.py [--rounds N] [--json]

Knows sentences of several lengths and four ways to their sound: the bare espeak-ng library loaded
once, our engine (a fresh library, foreign names, pauses, edges), the announcer with the write to
its memory, and the announcer when it remembers (look, read, hash and samples). What counts is
processor time, ours and the system's, so that others on the machine do not; the rounds of all ways
alternate.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from broadcaster.sound.announcer import Announcer
from broadcaster.sound.engines.espeak import Espeak, _manner, open_engine
from broadcaster.sound.engines.libespeak import library
from broadcaster.sound.memory import Memory
from broadcaster.sound.speech import Voice

_PLAIN = "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em tại trạm y tế"
SENTENCES = {
    "short": "Kính chào bà con.",
    "usual": f"{_PLAIN}, từ bảy giờ ba mươi phút sáng thứ Hai.",
    "foreign": "Bà con dùng Facebook, Zalo và máy tính Samsung chạy Microsoft Windows.",
    "long": ", ".join([_PLAIN] * 6) + ".",
}
TIMES = 20
"""How many different sentences of each kind a round speaks."""
AT_LEAST = {"written": 300, "remembered": 5_000}


def main() -> None:
    """Measure, print a table and say whether it is enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    engine = open_engine("espeak://vi")
    figures = {kind: measured(engine, text, asked.rounds) for kind, text in SENTENCES.items()}
    if asked.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"Times real time per core, median of {asked.rounds} rounds of {TIMES} sentences,")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}:\n")
    print("| sentence | seconds | bare library | our engine | announcer, written | remembered |")
    print("|----------|--------:|-------------:|-----------:|-------------------:|-----------:|")
    for kind, row in figures.items():
        ways = " | ".join(f"{row[way]:,.0f}" for way in ("bare", "engine", "written", "remembered"))
        print(f"| {kind} | {row['seconds']:.1f} | {ways} |")
    for way, least in AT_LEAST.items():
        worst = min(row[way] for row in figures.values())
        verdict = "enough" if worst >= least else "NOT ENOUGH"
        print(f"\n{way}: at least {worst:,.0f} × where {least:,} × are wanted: {verdict}")


def measured(engine: Espeak, text: str, rounds: int) -> dict[str, float]:
    """Return how many times faster than real time each way is for variants of `text`."""
    texts = [f"Tin số {number}: {text}" for number in words(TIMES)]
    voice = Voice()
    folder = Path(tempfile.mkdtemp(prefix="benchmark-speech-"))
    announcer = Announcer([engine], Memory(folder / "speech"))

    def written() -> None:
        shutil.rmtree(announcer.memory.folder, ignore_errors=True)
        for one in texts:
            announcer.speak(one, voice)

    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: bare(texts),
        "engine": lambda: [engine.speak(one, voice) for one in texts],
        "written": written,
        "remembered": lambda: [announcer.speak(one, voice).sound for one in texts],
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    try:
        for _ in range(rounds):
            for way, work in ways.items():
                began = time.process_time()
                work()
                took[way].append(time.process_time() - began)
        seconds = sum(announcer.speak(one, voice).length_ms for one in texts) / 1000
    finally:
        shutil.rmtree(folder)
    speeds = {way: seconds / median(times) for way, times in took.items()}
    return {"seconds": seconds / len(texts), **speeds}


def bare(texts: list[str]) -> None:
    """Speak `texts` with the library alone, loaded once, and do nothing with the samples."""
    with library() as session:
        for _ in session.spoken(texts, _manner(Voice())):
            pass


def words(count: int) -> list[str]:
    """Return the first numbers in words, so that every sentence is another one."""
    ones = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    return [f"{ones[number // 10]} {ones[number % 10]}" for number in range(count)]


if __name__ == "__main__":
    main()
