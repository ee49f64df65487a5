"""What other forms of a master cost: wall, processor and memory of each, for several lengths.

    .venv/bin/python benchmarks/formats.py [--minutes 10 30 120] [--rounds 5] [--json]

Makes its own master (noise in syllables, chapters and a transcript), and every form in a process of
its own, so that its memory is its own as well. `(bare)` is the process that has only loaded what
knows formats.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from broadcaster.sound.formats import EXPORT_SUFFIXES, Chapter, Line, Tags, save
from broadcaster.sound.sound import RATE

BARE = "(bare)"
CHILD = """
import json, re, sys, time
from pathlib import Path
from broadcaster.sound.formats import export
start, busy = time.perf_counter(), time.process_time()
if sys.argv[2] != "(bare)":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
# Not getrusage: its peak begins with that of the process that started this one.
status = Path("/proc/self/status")
found = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
peak = int(found[1]) / 1024 if found else 0.0
print(json.dumps([time.perf_counter() - start, time.process_time() - busy, peak]))
"""


def master(minutes: int, path: Path) -> None:
    """Save a master of that many minutes: three syllables a second, a line every four seconds."""
    chance = np.random.default_rng(1)
    swell = np.sin(np.pi * 3 * np.arange(60 * RATE) / RATE) ** 2
    minute = (chance.standard_normal(60 * RATE) * swell * 4_000).astype(np.int16)
    length = minutes * 60_000
    chapters = tuple(
        Chapter(f"Tin {n}", n * 30_000, n * 30_000 + 30_000) for n in range(minutes * 2)
    )
    lines = tuple(Line(f"Câu {at // 4000}.", at, at + 3_500) for at in range(0, length, 4_000))
    tags = Tags("Chương trình thử", "Đài thử", None, "tone", chapters, lines)
    save((minute for _ in range(minutes)), path, tags)


def measured(source: Path, target: str) -> tuple[float, float, float]:
    """Return wall and processor seconds and peak MB of one export in a fresh process."""
    command = [sys.executable, "-c", CHILD, str(source), target]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, busy, peak = json.loads(done.stdout)
    return wall, busy, peak


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=int, nargs="+", default=[10, 30, 120])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for minutes in asked.minutes:
            source = Path(folder) / f"{minutes}.mp3"
            begun = time.perf_counter()
            master(minutes, source)
            print(
                f"{minutes} min: master made in {time.perf_counter() - begun:.1f} s",
                file=sys.stderr,
            )
            for suffix in (BARE, *EXPORT_SUFFIXES):
                target = suffix if suffix == BARE else f"{folder}/made{suffix}"
                runs = [measured(source, target) for _ in range(asked.rounds)]
                wall, busy, peak = (statistics.median(column) for column in zip(*runs, strict=True))
                size = 0 if suffix == BARE else Path(target).stat().st_size
                rows.append((minutes, suffix, wall, busy, peak, size))
    if asked.json:
        print(json.dumps(rows))
        return
    print("| minutes | form | wall, s | processor, s | peak, MB | file, MB |")
    print("|---|---|---|---|---|---|")
    for minutes, suffix, wall, busy, peak, size in rows:
        print(f"| {minutes} | {suffix} | {wall:.2f} | {busy:.2f} | {peak:.0f} | {size / 1e6:.2f} |")


if __name__ == "__main__":
    main()
