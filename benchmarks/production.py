"""What a programme costs beside the encoder alone, and beside other ways to make the same.

python benchmarks/production.py [--minutes 10 30 120] [--rounds 5] [--only ours|others]

Every measurement runs in a process of its own; rounds go through all ways in turn, so that a busy
machine is busy for all of them. The floor is LAME by itself, in one thread, on the samples of the
finished programme, at the quality the station uses. Ours is the studio a station has: texts in, an
approvable master in the vault out; speech is remembered, nothing else is.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import lameenc

from benchmarks import bulletin
from benchmarks.ways import WAYS
from broadcaster.sound.formats import blocks_of
from broadcaster.sound.lame import QUALITY
from broadcaster.sound.sound import RATE

OURS = (
    "ours, nothing remembered but speech",
    "ours, one sentence changed",
    "ours, nothing changed",
)
FLOOR = "LAME alone"

Figures = dict[str, float]


def measured_floor(work: Path, minutes: int) -> Figures:
    """Encode the samples of the finished programme, which lie on disk as they are."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(128)
    encoder.set_quality(QUALITY)
    began = time.perf_counter()
    with (work / "whole.pcm").open("rb") as file, (work / "floor.mp3").open("wb") as into:
        while block := file.read(20 * RATE):
            into.write(encoder.encode(block))
        into.write(encoder.flush())
    return {FLOOR: time.perf_counter() - began}


def measured_ours(work: Path, minutes: int) -> Figures:
    """Produce from remembered speech, again as it is, and again with one sentence changed."""
    home = work / "ours"
    shutil.rmtree(home, ignore_errors=True)
    items = bulletin.scripts(minutes * 2)
    studio = bulletin.studio(home, work / "speech")
    found: Figures = {}
    for name, these in (
        (OURS[0], items),
        (OURS[2], items),
        (OURS[1], bulletin.changed(items)),
    ):
        began = time.perf_counter()
        made = bulletin.produced(studio, these)
        found[name] = time.perf_counter() - began
    found["minutes"] = made.master.length_ms / 60_000
    found["LUFS"] = made.master.loudness_lufs
    found["dBTP"] = made.master.true_peak_dbtp
    found["pieces made for one sentence"] = made.pieces - made.remembered_pieces
    return found


def measured_other(work: Path, name: str) -> Figures:
    """Produce in one of the other ways."""
    items = sorted((work / "items").glob("*.wav"))
    began = time.perf_counter()
    WAYS[name](items, bulletin.AUDIO, work / "other.mp3")
    return {name: time.perf_counter() - began}


def prepare(work: Path, minutes: int) -> None:
    """Speak everything, and keep the finished programme's samples for the floor."""
    items = bulletin.scripts(minutes * 2)
    bulletin.as_files(items, work / "speech", work / "items")
    studio = bulletin.studio(work / "first", work / "speech")
    bulletin.produced(studio, bulletin.changed(items))
    made = bulletin.produced(studio, items)
    with (work / "whole.pcm").open("wb") as file:
        for block in blocks_of(made.path):
            file.write(block.tobytes())
    shutil.rmtree(work / "first")


def alone(task: str, work: Path, minutes: int) -> Figures:
    """Run one measurement in a fresh process; peak memory in MB comes with its times."""
    command = [sys.executable, "-m", "benchmarks.production", "--task", task, str(work)]
    answer = subprocess.run(
        [*command, "--minutes", str(minutes)],
        cwd=bulletin.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: Figures = json.loads(answer.stdout.splitlines()[-1])
    return found


def task(name: str, work: Path, minutes: int) -> None:
    """Do what `alone` asked for and tell the figures on one line."""
    if name == "prepare":
        prepare(work, minutes)
        found: Figures = {}
    elif name in ("ours", FLOOR):
        found = (measured_ours if name == "ours" else measured_floor)(work, minutes)
    else:
        found = measured_other(work, name)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    found["MB"] = max(_peak_kb(), children) / 1024
    print(json.dumps(found))


def _peak_kb() -> int:
    """Return this process's own peak: what getrusage tells is its parent's where that was more."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0])


def measure(minutes: int, rounds: int, only: str) -> None:
    """Print a table of one length."""
    tasks = [FLOOR]
    tasks += ["ours"] if only != "others" else []
    tasks += list(WAYS) if only != "ours" and shutil.which("ffmpeg") else []
    with tempfile.TemporaryDirectory(prefix="production-") as folder:
        work = Path(folder)
        alone("prepare", work, minutes)
        rows: dict[str, list[float]] = {}
        memory: dict[str, list[float]] = {}
        facts: Figures = {}
        for _ in range(rounds):
            for one in tasks:
                found = alone(one, work, minutes)
                for name in (*OURS, FLOOR, *WAYS):
                    if name in found:
                        rows.setdefault(name, []).append(found[name])
                        memory.setdefault(name, []).append(found["MB"])
                facts.update({k: v for k, v in found.items() if k not in (*rows, "MB")})
    floor = median(rows[FLOOR])
    print(f"\n{minutes} minutes asked for, {facts.get('minutes', 0):.1f} made, {rounds} rounds")
    print("| way | s, median | least | most | × LAME alone | peak MB |\n|---|--:|--:|--:|--:|--:|")
    for name, times in rows.items():
        print(
            f"| {name} | {median(times):.2f} | {min(times):.2f} | {max(times):.2f} "
            f"| {median(times) / floor:.2f} | {max(memory[name]):.0f} |"
        )
    told = ", ".join(f"{name} {value:.2f}" for name, value in facts.items() if name != "minutes")
    print(told, flush=True)


def main() -> None:
    """Measure every length asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=int, nargs="+", default=[10, 30, 120])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--only", choices=("ours", "others"), default="")
    asked.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.task:
        task(given.task[0], Path(given.task[1]), given.minutes[0])
        return
    for minutes in given.minutes:
        measure(minutes, given.rounds, given.only)


if __name__ == "__main__":
    main()
