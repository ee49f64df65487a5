"""What a large lexicon costs the reading: the same text with none, 100 and 10,000 entries.

python benchmarks/lexicon.py
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from statistics import median

from broadcaster.words.lexicon import Lexicon
from broadcaster.words.reading import Manner, read

PLAN = Path(__file__).parents[1] / "tests" / "corpus" / "seed-plan.txt"
_WORDS = (
    "an bình cường dương đông giang hà hải hòa khánh lộc minh nam phú quan sơn tân thái thịnh "
    "tiến trung vân xuân yên xã bản thôn ấp"
)
_ROUNDS = 7


def lexicon(size: int) -> Lexicon:
    """Return `size` names of two to four common syllables, the same ones every time."""
    chance, words = random.Random(1), _WORDS.split()
    entries: dict[str, str] = {}
    while len(entries) < size:
        count = chance.randint(2, 4)
        name = " ".join(chance.choice(words).capitalize() for _ in range(count))
        entries[name] = "một hai"
    return Lexicon(entries)


def main() -> None:
    """Print characters per second of processor time, and the ratio to an empty lexicon."""
    text = PLAN.read_text(encoding="utf-8") * 5
    paces: dict[int, float] = {}
    for size in (0, 100, 10_000):
        manner = Manner(lexicon(size))
        read(text, manner)
        took = []
        for _ in range(_ROUNDS):
            began = time.process_time()
            read(text, manner)
            took.append(time.process_time() - began)
        paces[size] = len(text) / median(took)
    print("| entries | characters/s | of the empty one |\n|--:|--:|--:|")
    for size, pace in paces.items():
        print(f"| {size:,} | {pace:,.0f} | {pace / paces[0]:.2f} |")


if __name__ == "__main__":
    main()
