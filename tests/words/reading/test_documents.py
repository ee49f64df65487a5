"""Numbers of documents: every kind of the table, every issuer of the table, every way to write."""

from __future__ import annotations

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.reading.tables import rows
from tests.words.reading.back import digits_of, value_of

_KINDS = [(row[0], row[1]) for row in rows("documents")]
_ISSUERS = [row[0] for row in rows("issuers")]
_DEPARTMENTS = ("VX", "KT", "NC", "TH", "ĐC", "XD", "TCKH", "LĐTBXH")
_NUMBERS = (5, 12, 381, 1234)


def _number_of(said: str) -> tuple[int, int | None]:
    """Read back "mười hai năm hai nghìn không trăm hai mươi tư" as (12, 2024)."""
    number, named, year = said.partition(" năm hai nghìn ")
    return value_of(number), value_of(f"hai nghìn {year}") if named else None


@pytest.mark.parametrize(("kind", "spoken"), _KINDS, ids=[kind for kind, _ in _KINDS])
def test_a_document_is_named_once_and_its_suffix_is_not_read(kind: str, spoken: str) -> None:
    for place, issuer in enumerate(_ISSUERS):
        number = _NUMBERS[place % len(_NUMBERS)]
        for shape, year in (
            ("{n}/{kind}-{issuer}", None),
            ("{n}/2024/{kind}-{issuer}", 2024),
            ("{n}-{kind}/{issuer}", None),
        ):
            written = shape.format(n=number, kind=kind, issuer=issuer)
            said = speakable(f"theo {spoken} số {written} đã nêu")
            opening, closing = f"theo {spoken} số ", " đã nêu."
            assert said.startswith(opening) and said.endswith(closing), (written, said)
            inner = said.removeprefix(opening).removesuffix(closing)
            assert _number_of(inner) == (number, year), (written, said)


@pytest.mark.parametrize(("kind", "spoken"), _KINDS, ids=[kind for kind, _ in _KINDS])
def test_a_document_without_its_kind_gets_it_from_its_number(kind: str, spoken: str) -> None:
    if "-" in kind:
        spoken = dict(_KINDS)[kind.partition("-")[0]]
    for place, issuer in enumerate(_ISSUERS):
        number = _NUMBERS[place % len(_NUMBERS)]
        for written, year in (
            (f"{number}/{kind}-{issuer}", None),
            (f"{number}/2024/{kind}-{issuer}", 2024),
            (f"{number}-{kind}/{issuer}", None),
        ):
            said = speakable(f"theo {written} đã nêu")
            opening, closing = f"theo {spoken} số ", " đã nêu."
            assert said.startswith(opening) and said.endswith(closing), (written, said)
            inner = said.removeprefix(opening).removesuffix(closing)
            assert _number_of(inner) == (number, year), (written, said)


@pytest.mark.parametrize("issuer", _ISSUERS)
def test_a_letter_names_its_issuer_and_department_and_neither_is_read(issuer: str) -> None:
    for department in _DEPARTMENTS:
        for number in _NUMBERS:
            said = speakable(f"Công văn số {number}/{issuer}-{department} về việc này")
            assert said.startswith("Công văn số ") and said.endswith(" về việc này."), said
            inner = said.removeprefix("Công văn số ").removesuffix(" về việc này.")
            assert _number_of(inner) == (number, None), said


def test_a_nought_before_the_number_of_a_document_is_said() -> None:
    for number in range(1, 10):
        said = speakable(f"Quyết định số 0{number}/QĐ-UBND").removesuffix(".")
        assert digits_of(said.removeprefix("Quyết định số ")) == f"0{number}"


@pytest.mark.parametrize(
    "before", ["Một số xã theo", "số hộ nghèo theo", "Căn cứ 10-NQ/TU;", "Căn cứ 10-NQ/TU. Căn cứ"]
)
def test_another_number_before_does_not_take_a_document_its_kind(before: str) -> None:
    said = speakable(f"{before} 381/QĐ-UBND")
    assert said.endswith(" quyết định số ba trăm tám mươi mốt."), said
