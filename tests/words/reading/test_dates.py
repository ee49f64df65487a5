"""Every day of a century and every minute of a day, in every way clerks write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from broadcaster.words.reading import speakable
from tests.words.reading.back import day_of, time_of

_FIRST, _LAST = date(1950, 1, 1), date(2050, 12, 31)
_DAYS = [_FIRST + timedelta(days=n) for n in range((_LAST - _FIRST).days + 1)]
_MINUTES = [(hour, minute) for hour in range(24) for minute in range(60)]


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("ngày {d}/{m}/{y}", 1),
        ("ngày {d:02}/{m:02}/{y}", 1),
        ("ngày {d}-{m}-{y}", 1),
        ("ngày {d}.{m}.{y}", 1),
        ("ngày {d:02}-{m:02}-{y}", 7),
        ("ngày {d:02}.{m:02}.{y}", 7),
        ("ngày {d} / {m} / {y}", 7),
        ("ngày {d:02} tháng {m:02} năm {y}", 7),
        ("{d}/{m}/{y}", 7),
    ],
)
def test_every_day_of_a_century_is_read_as_that_day(written: str, step: int) -> None:
    assert len(_DAYS) == 36_890
    for day in _DAYS[::step]:
        text = written.format(d=day.day, m=day.month, y=day.year)
        assert day_of(speakable(text).removesuffix(".")) == day, text


@pytest.mark.parametrize("before", ["sáng", "từ", "trước", "hết", "đến"])
def test_a_day_that_is_not_named_gets_its_name(before: str) -> None:
    for day in _DAYS[::29]:
        said = speakable(f"{before} {day.day}/{day.month}/{day.year}").removesuffix(".")
        assert day_of(said.removeprefix(f"{before} ")) == day


@pytest.mark.parametrize(
    "written",
    ["{h}h{m:02}", "{h:02}:{m:02}", "{h} giờ {m:02}", "{h:02}g{m:02}", "{h}h{m:02}p", "{h}h{m:02}’",
     "{h} giờ {m:02} phút"],
)  # fmt: skip
def test_every_minute_of_a_day_is_read_as_that_minute(written: str) -> None:
    for hour, minute in _MINUTES:
        said = speakable(f"lúc {written.format(h=hour, m=minute)} hôm nay")
        assert said.startswith("lúc ") and said.endswith(" hôm nay."), said
        time = said.removeprefix("lúc ").removesuffix(" hôm nay.")
        assert time_of(time) == (hour, minute), (hour, minute, said)


def test_two_times_with_a_dash_are_from_one_to_the_other() -> None:
    for (hour, minute), (later, past) in zip(_MINUTES[::7], _MINUTES[11::7], strict=False):
        said = speakable(f"từ {hour}h{minute:02}-{later}h{past:02} hôm nay")
        first, _, last = said.removeprefix("từ ").removesuffix(" hôm nay.").partition(" đến ")
        assert (time_of(first), time_of(last)) == ((hour, minute), (later, past))


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
