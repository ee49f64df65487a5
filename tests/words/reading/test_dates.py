"""Every day of a century, in every way clerks write it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.reading.numerals import cardinal

_MONTHS = (
    "một",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai",
)


def _days() -> list[date]:
    first = date(1945, 1, 1)
    return [first + timedelta(days=n) for n in range((date(2045, 1, 1) - first).days)]


def _spoken(day: date) -> str:
    return f"{cardinal(day.day)} tháng {_MONTHS[day.month - 1]} năm {cardinal(day.year)}."


@pytest.mark.parametrize(
    "written",
    ["ngày {d:02}/{m:02}/{y}", "ngày {d}-{m}-{y}", "ngày {d}.{m}.{y}", "ngày {d} / {m} / {y}",
     "ngày {d:02} tháng {m:02} năm {y}"],
)  # fmt: skip
def test_every_day_of_a_century_is_read_as_that_day(written: str) -> None:
    for day in _days()[:: 1 if "/{m:02}/" in written else 13]:
        text = written.format(d=day.day, m=day.month, y=day.year)
        assert speakable(text) == f"ngày {_spoken(day)}", text


def test_a_day_that_is_not_named_gets_its_name() -> None:
    for day in _days()[::29]:
        assert speakable(f"sáng {day.day}/{day.month}/{day.year}") == f"sáng ngày {_spoken(day)}"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("từ 07-09/4/2018", "từ ngày bảy đến chín tháng tư năm hai nghìn không trăm mười tám."),
        ("ngày 14 và 15/6", "ngày mười bốn và mười lăm tháng sáu."),
        ("trong tháng 4/2024", "trong tháng tư năm hai nghìn không trăm hai mươi tư."),
        ("đợt từ 15.7 - 31.8", "đợt từ ngày mười lăm tháng bảy đến ngày ba mươi mốt tháng tám."),
        ("dịp nghỉ lễ 30/4 và 1/5", "dịp nghỉ lễ ngày ba mươi tháng tư và ngày một tháng năm."),
        ("từ 2/11 đến 22/1", "từ ngày hai tháng mười một đến ngày hai mươi hai tháng một."),
        ("Chiều nay (5/9), xã họp", "Chiều nay, ngày năm tháng chín, xã họp."),
    ],
)  # fmt: skip
def test_days_and_months_are_known_by_the_words_around_them(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("đạt 9/10 chỉ tiêu", "đạt chín trên mười chỉ tiêu."),
        ("có 5/7 thôn", "có năm trên bảy thôn."),
        ("2/3 số hộ", "hai phần ba số hộ."),
        ("trực 24/24h", "trực hai mươi tư trên hai mươi tư giờ."),
        ("số nhà 25/7 phố Lê Lợi", "số nhà hai mươi lăm xuyệt bảy phố Lê Lợi."),
        ("31/2/2024", "ba mươi mốt trên hai trên hai nghìn không trăm hai mươi tư."),
    ],
)
def test_proportions_and_impossible_days_are_not_dates(written: str, spoken: str) -> None:
    assert speakable(written) == spoken
