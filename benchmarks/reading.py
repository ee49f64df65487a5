"""How fast, how small and how even our reading is, beside its peers in one run.

    python benchmarks/reading.py [--peers FOLDER] [--rounds N] [--only PART] [--json]

Knows how to measure and to lay out figures; how a reader is called is in one_reader.py.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import texts

HERE = Path(__file__).parent
CHILD = HERE / "one_reader.py"
PEERS = ("vietnormalizer", "sea-g2p")
OURS = "broadcaster"
TIMES = 50
"""How many times a round reads the plan: as one text, so long a one makes a peer fail."""
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
HOSTILE = (10_000, 100_000)
LIMIT_S = 600
PARTS = ("peers", "growth", "hostile")


class AbsentError(Exception):
    """A reader that cannot be measured here; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Speed:
    """One reader on the plan, many times over; medians. Memory in kB, None where unknown."""

    reader: str
    characters_per_s: float | None
    first_s: float
    ready_kb: int | None
    ready_peak_kb: int | None
    after_kb: int | None
    peak_kb: int | None


@dataclass(frozen=True, slots=True)
class Cost:
    """Our reader on one text: seconds for each size, None where the limit passed."""

    text: str
    seconds: dict[int, float | None]

    @property
    def growth(self) -> float | None:
        """What a character costs in the largest text, by what it costs in the smallest."""
        small, large = min(self.seconds), max(self.seconds)
        few, many = self.seconds[small], self.seconds[large]
        return (many / large) / (few / small) if few and many else None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found."""

    machine: str
    speeds: tuple[Speed, ...]
    skipped: tuple[str, ...]
    growth: tuple[Cost, ...]
    hostile: tuple[Cost, ...]


def measure(
    python: Path, reader: str, rounds: int, text: str = "", times: int = 1
) -> dict[str, object]:
    """Run one reader in a process of its own; raise AbsentError where it is not installed."""
    if not python.exists():
        raise AbsentError(f"{reader}: skipped, there is no {python}")
    command = [str(python), str(CHILD), reader, str(rounds), str(times)]
    ran = subprocess.run(command, input=text.encode(), capture_output=True, timeout=LIMIT_S)
    if ran.returncode:
        last = ran.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise AbsentError(f"{reader}: skipped, {last}")
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def speed(python: Path, reader: str, rounds: int) -> Speed:
    """Measure one reader: fresh processes for its start, one warm process for its pace."""
    fresh = [measure(python, reader, 0) for _ in range(rounds + 1)][1:]
    text = texts.plan()
    pace = None
    warm = fresh[0]
    if reader != "nothing":
        warm = measure(python, reader, rounds + 1, text, TIMES)
        pace = len(text) * TIMES / median(_floats(warm["seconds"])[1:])

    def middle(key: str) -> int | None:
        known = [value for found in fresh if isinstance(value := found[key], int)]
        return int(median(known)) if known else None

    def last(key: str) -> int | None:
        value = warm[key]
        return value if isinstance(value, int) else None

    first = median(_floats([found["first_s"] for found in fresh]))
    ready = middle("ready_kb"), middle("ready_peak_kb")
    return Speed(reader, pace, first, *ready, last("after_kb"), last("peak_kb"))


def cost(name: str, source: str, sizes: Sequence[int], rounds: int) -> Cost:
    """Time our reader on `source` repeated to each size; the smaller, the more often."""
    seconds: dict[int, float | None] = {}
    for size in sizes:
        often = max(1, min(rounds, 1_000_000 // size))
        text = texts.repeated(source, size)
        try:
            found = measure(Path(sys.executable), OURS, often, text)
        except subprocess.TimeoutExpired:
            seconds[size] = None
        else:
            seconds[size] = median(_floats(found["seconds"]))
    return Cost(name, seconds)


def _floats(values: object) -> list[float]:
    assert isinstance(values, list)
    return [float(value) for value in values]


def interpreter(folder: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(peers: Path, rounds: int, parts: Sequence[str]) -> Report:
    """Measure the parts asked for."""
    speeds, skipped = [], []
    readers = [(Path(sys.executable), name) for name in (OURS, "nothing")]
    readers[1:1] = [(interpreter(peers), name) for name in PEERS]
    for python, name in readers if "peers" in parts else ():
        try:
            speeds.append(speed(python, name, rounds))
        except AbsentError as absent:
            skipped.append(str(absent))
    sources = {"the plan": texts.plan(), "our phrases": texts.phrases()}
    bits = texts.hostile(1000)
    return Report(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        tuple(speeds),
        tuple(skipped),
        tuple(cost(*one, SIZES, rounds) for one in sources.items() if "growth" in parts),
        tuple(cost(*one, HOSTILE, 1) for one in bits.items() if "hostile" in parts),
    )


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a table in Markdown: the first column to the left, the others to the right."""
    cells = [tuple(head), *map(tuple, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    rule = "|".join("-" * (width + 1) + (":" if n else "-") for n, width in enumerate(widths))
    lines = [
        "| " + " | ".join(_set(row[n], width, n) for n, width in enumerate(widths)) + " |"
        for row in cells
    ]
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _set(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _number(value: float | None, places: int = 0) -> str:
    return "—" if value is None else f"{value:,.{places}f}"


def _mb(kilobytes: int | None) -> str:
    return "—" if kilobytes is None else f"{kilobytes / 1024:.1f}"


def laid_out(report: Report) -> str:
    """Return the report as Markdown."""
    ours = next((one.characters_per_s for one in report.speeds if one.reader == OURS), None)

    def speeds() -> Iterator[Sequence[str]]:
        for one in report.speeds:
            pace = one.characters_per_s
            ratio = ours / pace if ours and pace else None
            name = "(bare Python)" if one.reader == "nothing" else one.reader
            memory = (one.ready_kb, one.ready_peak_kb, one.after_kb, one.peak_kb)
            paces = _number(pace), _number(ratio, 2), _number(one.first_s, 3)
            yield name, *paces, *map(_mb, memory)

    def costs(many: Sequence[Cost]) -> Iterator[Sequence[str]]:
        for one in many:
            paces = [size / took if took else None for size, took in one.seconds.items()]
            yield one.text, *map(_number, paces), _number(one.growth, 2)

    head = ("reader", "characters/s", "ours ÷ it", "import + first call, s")
    memory = ("MB ready", "peak", "MB after it all", "peak")
    parts = [report.machine]
    if report.speeds:
        parts += [table((*head, *memory), speeds()), *report.skipped]
    for many in filter(None, (report.growth, report.hostile)):
        sizes = [f"{size:,}" for size in many[0].seconds]
        parts.append(table(("characters/s on", *sizes, "cost, last ÷ first"), costs(many)))
    return "\n\n".join(parts)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--peers", type=Path, default=HERE / ".peers", help="their environment")
    asked.add_argument("--rounds", type=int, default=5, help="runs behind every median")
    asked.add_argument("--only", choices=PARTS, help="measure one part only")
    asked.add_argument("--json", action="store_true", help="figures for a program")
    options = asked.parse_args()
    report = run(options.peers, options.rounds, [options.only] if options.only else PARTS)
    if options.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        print(laid_out(report))


if __name__ == "__main__":
    main()
