"""Numbers of documents: "số 107/2021/NĐ-CP", "10-NQ/TU", "Quyết định 18/2021", "Đề án 06".

Knows that the suffix is not read unless the station wants it (the issuer follows in words), and
that a document without its kind gets it from the suffix; the kinds are the table `documents`.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.letters import NAMES, spelled
from broadcaster.words.reading.manner import DocumentSuffix
from broadcaster.words.reading.numerals import cardinal, numbered, year
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import rows

KINDS = {row[0]: row[1] for row in rows("documents")}
"""The abbreviation in a suffix → the kind of document in words."""
_ISSUERS = {row[0]: row[1] for row in rows("issuers")}
_KIND_WORDS = sorted({row[1] for row in rows("documents")} | {"văn bản", "đề án", "dự án", "hồ sơ"})
_NAMED = re.compile(
    rf"(?:{'|'.join(map(re.escape, _KIND_WORDS))})(?: [^\W\d_]+){{0,3}}? ?(?:số)?[ :.]*$"
    r"|(?<!một )(?<!tổng )(?<!dân )\bsố[ :.]*$"
)
_DIRECTLY = re.compile(rf"(?:{'|'.join(map(re.escape, _KIND_WORDS))})(?: số)?[ :.]*$")

_SEGMENT = r"[A-ZĐƯ][A-Za-zĐđƯư0-9.]{0,24}"
_SUFFIX = rf"{_SEGMENT}(?: ?[-/&–] ?{_SEGMENT}){{0,5}}"
_NUMBER = re.compile(
    rf"(\d{{1,6}})([a-zA-ZĐđ]?)(?: ?/ ?((?:19|20)\d\d))? ?([/-]) ?({_SUFFIX})(?![^\W_])"
)
_NUMBER_AND_YEAR = re.compile(r"(\d{1,5})([a-zđ]?) ?/ ?((?:19|20)\d\d)(?![\d/])")
_PLAIN = re.compile(r"(0\d{1,3})(?![\d.,:/]\d|[^\W_])(?! ?[-/] ?\d)")
_GLUED = re.compile(
    r"(NĐ|NQ|QĐ|TT|KH|CT|TB|CV|TTr|BC|HD|PL|KL)\.? ?(\d{1,5})/((?:19|20)\d\d)(?:/([A-ZĐ][\wĐđ-]*))?"
    r"(?![\d/])"
)
_PARTS = re.compile(r"[^\W\d_]+|\d+|[-/&–]")
_JOINTS = {"/": "trên", "-": "gạch ngang", "–": "gạch ngang", "&": "và"}
_BARE_SUFFIX = re.compile(rf"({_SEGMENT})-({_SEGMENT})(?![^\W_])")


def number(spot: Spot) -> Found | None:
    """Read a document's number, with its year if it has one."""
    if found := spot.match(_NUMBER):
        mark, suffix_ = found.group(4, 5)
        if found.group(2) and len(suffix_) == 1:
            return None
        if "/" not in found.group() and not _known(suffix_):
            return None
        how = spot.manner.document_suffix
        said = _kind(spot, suffix_) + _said(found) + _suffixed(mark, suffix_, how)
        return Found(found.end(), said)
    direct = _DIRECTLY.search(spot.said)
    if direct and (found := spot.match(_NUMBER_AND_YEAR)):
        return Found(found.end(), _said(found))
    if (direct or _called(spot)) and (found := spot.match(_PLAIN)):
        return Found(found.end(), numbered(found.group(1)))
    return None


def suffix(spot: Spot) -> Found | None:
    """Read a suffix without a number ("NĐ-CP") as the kind and, where known, the issuer.

    A kind that stands before its number ("NĐ168/2024") is read with it.
    """
    if glued := spot.match(_GLUED):
        kind, figures, year_, _ = glued.groups()
        return Found(
            glued.end(), f"{KINDS.get(kind, 'công văn')} {numbered(figures)} năm {year(year_)}"
        )
    found = spot.match(_BARE_SUFFIX)
    if found is None or found.group(1) not in KINDS or "-" not in found.group():
        return None
    issuer = _ISSUERS.get(found.group(2))
    if issuer is None:
        return None
    return Found(found.end(), f"{KINDS[found.group(1)]} của {issuer}")


def _known(suffix: str) -> bool:
    parts = [part.strip() for part in re.split(r"[-/&]", suffix)]
    return parts[0] in KINDS or parts[0] in _ISSUERS


def _called(spot: Spot) -> bool:
    words = spot.words_before(2)
    return bool(words) and words[-1] == "số" and words[:1] not in (("tổng",), ("một",), ("với",))


def _kind(spot: Spot, suffix: str) -> str:
    """Return the kind of document and "số" where the writer left both to the suffix."""
    if _NAMED.search(spot.said):
        return ""
    kind = KINDS.get(re.split(r"[-/& ]", suffix)[0])
    return f"{kind} số " if kind else ""


def _suffixed(mark: str, suffix: str, how: DocumentSuffix) -> str:
    """Return the suffix as the station wants it: "-QĐ/TU" → " quyết định trên tỉnh ủy"."""
    if how is DocumentSuffix.DROPPED:
        return ""
    words = []
    for place, part in enumerate(_PARTS.findall(mark + suffix)):
        if part in _JOINTS:
            silent = how is DocumentSuffix.WORDS and part in "-–"
            words.append("" if silent else _JOINTS[part])
        elif part.isdigit():
            words.append(cardinal(int(part)))
        else:
            known = (KINDS.get(part) if place == 1 else None) or _ISSUERS.get(part)
            words.append(known if known and how is DocumentSuffix.WORDS else spelled(part))
    return "".join(f" {word}" for word in words if word)


def _said(found: re.Match[str]) -> str:
    spoken = numbered(found.group(1)) if len(found.group(1)) < 4 else cardinal(int(found.group(1)))
    if found.group(2):
        spoken += " " + NAMES[found.group(2).lower()]
    return f"{spoken} năm {year(found.group(3))}" if found.group(3) else spoken
