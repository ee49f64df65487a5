"""Coverage-guided fuzzing of the reading of Vietnamese; run by hand, not collected by pytest.

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    PYTHONPATH=. /tmp/fuzz/bin/python tests/fuzz/fuzz_reading.py -max_total_time=1200

Seeds are the written halves of tests/corpus; the words of the reading's tables are the fuzzer's
dictionary. New inputs and findings go to the folder FUZZ_FOLDER (default: fuzz-reading in the
system's place for scratch files). Options after the name are libFuzzer's; a finding is written as
crash-<hash>, and naming that file instead of options reads it once more.

Checks the laws of tests/fuzz/laws.py, and that a text four times as long costs about four times as
much. Knows nothing of what a right reading is.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zlib
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["broadcaster.words"]):
    from broadcaster.words.reading import read
    from tests.fuzz.laws import broken

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
TABLES = ROOT / "broadcaster" / "words" / "reading" / "tables"
_SIGNS = "/ - – : . , ( ) ./. 1.000 0 12 2024 \u0301 \u0302\u0323 ½ ㎡ \u200b % ° ' \" & + x ~ № @"
_SHORT, _LONG = 1_000, 4_000
_WORST = 4.0 * 2.5
"""Four times the text may cost at most ten times as much; a square law would cost sixteen."""
_ONE_IN = 256
"""Time is measured for one input of so many: it costs as much as a hundred others."""


class BrokenLawError(AssertionError):
    """A reading broke one of its promises."""


def one_input(raw: bytes) -> None:
    """Read one text and raise if a promise is broken."""
    text = raw.decode("utf-8", errors="ignore")
    reading = read(text)
    faults = broken(reading) or broken(read(reading.text))
    if faults:
        raise BrokenLawError(f"{text!r}: {'; '.join(faults)}")
    if text and zlib.crc32(raw) % _ONE_IN == 0:
        _check_growth(text)


def _check_growth(text: str) -> None:
    for _ in range(3):
        short, long_ = (_seconds(text * (size // len(text) + 1)) for size in (_SHORT, _LONG))
        if long_ < short * _WORST + 0.02:
            return
    raise BrokenLawError(f"{text!r} repeated: {_SHORT} cost {short:.3f} s, {_LONG} {long_:.3f} s")


def _seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def _lay_seeds(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = (CORPUS / "reading_own.tsv").read_text(encoding="utf-8").splitlines()[1:]
    seeds = [row.split("\t")[1].replace("\\n", "\n") for row in rows]
    plan = (CORPUS / "seed-plan.txt").read_text(encoding="utf-8")
    seeds += [plan[at : at + 240] for at in range(0, len(plan), 240)]
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number:04}").write_text(seed, encoding="utf-8")


def _lay_dictionary(path: Path) -> None:
    words = set(_SIGNS.split())
    for table in TABLES.glob("*.tsv"):
        for row in table.read_text(encoding="utf-8").splitlines()[1:]:
            cells = row.split("\t")
            words.update(cells[0].split() if not row.startswith("#") else ())
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")


def main() -> None:
    """Lay out seeds and dictionary, then fuzz until told to stop."""
    scratch = Path(tempfile.gettempdir()) / "fuzz-reading"
    folder = Path(os.environ.get("FUZZ_FOLDER", scratch))
    _lay_seeds(folder / "seeds")
    (folder / "found").mkdir(exist_ok=True)
    _lay_dictionary(folder / "words.dict")
    options = sys.argv[1:]
    if not any(Path(option).is_file() for option in options):
        options += [
            f"-dict={folder / 'words.dict'}",
            f"-artifact_prefix={folder}/",
            "-max_len=400",
            str(folder / "found"),
            str(folder / "seeds"),
        ]
    atheris.Setup([sys.argv[0], *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
