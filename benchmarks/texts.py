"""The texts the reader is timed on: the plan of the corpus, and texts made to slow a reader down.

Knows what each hostile text attacks; measures nothing.
"""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def plan() -> str:
    """Return the publicity plan of the corpus."""
    return (CORPUS / "seed-plan.txt").read_text(encoding="utf-8")


def phrases() -> str:
    """Return the written half of every phrase of our own corpus: the densest text there is."""
    rows = (CORPUS / "reading_own.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return "\n".join(row.split("\t")[1].replace("\\n", "\n") for row in rows)


def repeated(text: str, size: int) -> str:
    """Return `size` characters of `text` over and over."""
    return (text * (size // len(text) + 1))[:size]


_BITS = {
    "one number": "7",
    "one number after 0": "0",
    "opening brackets": "(",
    "brackets in brackets": "((1) ",
    "1/1/1/": "1/",
    "1.1.1.": "1.",
    "1,1,1,": "1,",
    "1-1-1-": "1-",
    "1:1:1:": "1:",
    "1 1 1": "1 ",
    "0 00 00 (telephones)": "0 00 00 ",
    "a.a.a.": "a.",
    "A.A.A.": "A.",
    "A-A-A-": "A-",
    "UBND-UBND-": "UBND-",
    "A&A&": "A&",
    "A1A1": "A1",
    "a@a@": "a@",
    "a.vn/a.vn/": "a.vn/",
    "I I I": "I ",
    "IVXLIVXL": "IVXL",
    "combining marks": "\u0301",
    "o and two marks": "o\u0302\u0301",
    "blanks": " ",
    "blank lines": "\n",
    "one word": "a",
    "one word in capitals": "X",
    "one word of syllables": "nghiêng",
    "list markers": "\n1.1. a) - ",
    "list markers inside": "1. 2. a) b) (c) ",
    "dashes": "-",
    "dashes apart": "- ",
    "dots": ".",
    "commas": ",",
    "strokes": "/",
    "quotes": '"',
    "số 1/2/": "số 1/2/",
    "ngày 1,": "ngày 1, ",
    "ngày 1/": "ngày 1/",
    "số 12/QĐ-": "số 12/QĐ-",
    "thứ 2, ": "thứ 2, ",
    "gọi 113, ": "gọi 113, ",
    "1 000 ": "1 000 ",
    "1.000.": "1.000.",
    "5x5x": "5x",
    "10°": "10°",
    "Km1+": "Km1+",
    "foreign script": "中",
    "ligatures": "㎡",
    "line ends in đến": "từ 1 đến\n",
}


def hostile(size: int) -> dict[str, str]:
    """Return the hostile texts, each `size` characters long, by name."""
    return {name: repeated(bit, size) for name, bit in _BITS.items()}
