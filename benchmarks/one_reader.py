"""One reader, measured in this process alone: import, first call, then a text TIMES a round.

    python one_reader.py NAME ROUNDS TIMES < text    one line of JSON on standard output

Knows how each reader is called; needs nothing but the interpreter that reader is installed in, so
that peers are measured without a line of ours beside them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

FIRST = "Sáng 2/9/2024 lúc 7h30, UBND xã làm lễ chào cờ, dự kiến có 1.250 người."


def broadcaster() -> Callable[[str], str]:
    """Return our reader."""
    from broadcaster.words.reading import speakable

    return speakable


def vietnormalizer() -> Callable[[str], str]:
    """Return the reader of the package vietnormalizer, as its own instructions make it."""
    package = import_module("vietnormalizer")
    say: Callable[[str], str] = package.VietnameseNormalizer().normalize
    return say


def sea_g2p() -> Callable[[str], str]:
    """Return the normaliser of the package sea-g2p (compiled), without its phonemes."""
    package = import_module("sea_g2p")
    say: Callable[[str], str] = package.Normalizer(lang="vi").normalize
    return say


def nothing() -> Callable[[str], str]:
    """Return a text as it is: what a bare interpreter costs."""
    return str


READERS = {
    "broadcaster": broadcaster,
    "vietnormalizer": vietnormalizer,
    "sea-g2p": sea_g2p,
    "nothing": nothing,
}


def resident_kb() -> tuple[int | None, int | None]:
    """Return (now, at most so far) of resident memory; None where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage's figure outlives exec and would hold the parent's memory; this one does not.
        rows = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(rows["VmRSS"].split()[0]), int(rows["VmHWM"].split()[0])
    try:
        import resource
    except ImportError:
        return None, None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return None, most // 1024 if sys.platform == "darwin" else most


def main() -> None:
    """Measure and print."""
    name, rounds, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    start = time.perf_counter()
    say = READERS[name]()
    first = say(FIRST)
    first_s = time.perf_counter() - start
    now, most = resident_kb()
    text = sys.stdin.buffer.read().decode()
    seconds: list[float] = []
    said = 0
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(times):
            said = len(say(text))
        seconds.append(time.perf_counter() - start)
    after, peak = resident_kb()
    import json

    found = {
        "first_s": first_s, "first_said": first, "ready_kb": now, "ready_peak_kb": most,
        "characters": len(text) * times, "said": said, "seconds": seconds,
        "after_kb": after, "peak_kb": peak,
    }  # fmt: skip
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main()
