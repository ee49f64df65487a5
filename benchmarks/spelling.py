"""How many random typing errors the proof finds in right text, and how often it cries for nothing.

    python benchmarks/spelling.py [--count 1500] [--seed 23]

Knows the slips of a Vietnamese keyboard (tone, mark, onset, a letter too few or too many, two
swapped, the key beside, Telex left as typed); the texts are the scripts that ship and the plan of
the corpus. The tables of the proof were tuned on those texts, so the false alarms counted here are
a floor.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from broadcaster.words.proof import Kind, proof
from broadcaster.words.proof.syllables import Syllable, composed, exists, parted
from broadcaster.words.reading import read

ROOT = Path(__file__).parents[1]
_TELEX = {"sắc": "s", "huyền": "f", "hỏi": "r", "ngã": "x", "nặng": "j", "ngang": ""}
_HATS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_BARE = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}
_ALIKE = (
    ("ng", "ngh"), ("g", "gh"), ("ch", "tr"), ("s", "x"), ("d", "gi"), ("l", "n"), ("k", "c"),
)  # fmt: skip
_KEYS = "qwertyuiop asdfghjkl zxcvbnm"
_WORD = re.compile(r"(?<![\w/.-])[a-zà-ỹđ]{2,}(?![\w/.-])")

Slip = Callable[[str, random.Random], str]


def _syllable(word: str) -> Syllable:
    found = parted(word)
    assert found is not None, word
    return found


def _tone(word: str, chance: random.Random) -> str:
    syllable = _syllable(word)
    return composed(
        syllable._replace(tone=chance.choice([x for x in _TELEX if x != syllable.tone]))
    )


def _mark(word: str, chance: random.Random) -> str:
    syllable = _syllable(word)
    return composed(syllable._replace(rime="".join(_BARE.get(c, c) for c in syllable.rime)))


def _onset(word: str, chance: random.Random) -> str:
    syllable = _syllable(word)
    pairs = {a: b for pair in _ALIKE for a, b in (pair, pair[::-1])}
    return composed(syllable._replace(onset=pairs.get(syllable.onset, syllable.onset)))


def _without(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _beside(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    key = _KEYS.find(word[at])
    near = [k for k in (_KEYS[max(0, key - 1)], _KEYS[key + 1 : key + 2]) if k.strip()]
    return word if key < 0 or not near else word[:at] + chance.choice(near) + word[at + 1 :]


def _telex(word: str, chance: random.Random) -> str:
    syllable = _syllable(word)
    letters = "".join(_HATS.get(char, char) for char in syllable.onset + syllable.rime)
    return letters + _TELEX[syllable.tone]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


SLIPS: tuple[Slip, ...] = (_tone, _mark, _onset, _without, _swapped, _beside, _telex, _doubled)


def paragraphs() -> list[str]:
    """Return the paragraphs of the shipped scripts and the plan, longer than a line."""
    files = [ROOT / "tests" / "corpus" / "seed-plan.txt"]
    files += [path for path in sorted((ROOT / "scripts").glob("*.md")) if path.stem != "README"]
    texts = [unicodedata.normalize("NFC", path.read_text(encoding="utf-8")) for path in files]
    return [one for text in texts for one in text.split("\n\n") if len(one) > 60]


def main() -> None:
    """Print the shares as a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1500, help="typing errors tried")
    parser.add_argument("--seed", type=int, default=23)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    texts = paragraphs()
    tried = words = found = strange = strange_found = first = listed = 0
    while tried < chosen.count:
        text = chance.choice(texts)
        places = [one for one in _WORD.finditer(text) if exists(one.group())]
        if not places:
            continue
        place = chance.choice(places)
        typo = chance.choice(SLIPS)(place.group(), chance)
        if len(typo) < 2 or typo == place.group():
            continue
        tried += 1
        strange += not exists(typo)
        end = place.start() + len(typo)
        remarks = [
            remark
            for remark in proof(read(text[: place.start()] + typo + text[place.end() :]))
            if remark.kind is Kind.SPELLING
            and any(one.start < end and one.end > place.start() for one in remark.places)
        ]
        if remarks:
            found += 1
            strange_found += not exists(typo)
            first += remarks[0].suggestions[:1] == (place.group(),)
            listed += place.group() in remarks[0].suggestions
    alarms = []
    for text in texts:
        words += len(_WORD.findall(text))
        alarms += [one.written for one in proof(read(text)) if one.kind is Kind.SPELLING]
    print("| of | share |\n|---|--:|")
    print(f"| errors that are no Vietnamese syllable, found | {strange_found}/{strange} |")
    print(f"| all errors, found | {found}/{tried} |")
    print(f"| first suggestion right, of those found | {first}/{found} |")
    print(f"| right word suggested, of those found | {listed}/{found} |")
    print(f"| spelling remarks on the texts as they are, of {words} words | {len(alarms)} |")
    print(f"\nOn the texts as they are: {', '.join(alarms) or 'nothing'}")


if __name__ == "__main__":
    main()
