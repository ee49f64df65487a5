"""Google's voice, asked for at a server of the test's own: success, refusal, and bad lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from broadcaster.sound.engines.google import Google
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.speech import (
    EngineUnavailableError,
    NoNetworkError,
    RefusedTextError,
    SpeechEngine,
    SpeechError,
    TooManyRequestsError,
    Voice,
    open_engine,
)
from tests.contracts.engine_contract import EngineContract
from tests.sound.engines.relay import Relay

TWO_SENTENCES = (
    "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em dưới năm tuổi. "
    "Kính mời bà con đưa các cháu đến trạm y tế xã trong sáng thứ năm tuần này."
)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def relay() -> Iterator[Relay]:
    with Relay() as server:
        yield server
        server.shutdown()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def engine(relay: Relay, slept: list[float]) -> Google:
    opened = open_engine(f"gtts://vi?endpoint={relay.url}")
    assert isinstance(opened, Google)
    return replace(opened, sleep=slept.append, chance=lambda: 1.0)


class TestContract(EngineContract):
    @pytest.fixture
    def engine(self, engine: Google) -> SpeechEngine:
        return engine


def test_long_text_is_asked_for_sentence_by_sentence(engine: Google, relay: Relay) -> None:
    sound = engine.speak(TWO_SENTENCES, Voice())
    asked = [text for text, _, _ in relay.asked]
    assert " ".join(asked) == TWO_SENTENCES
    assert len(asked) == 2
    assert all(len(text) <= 100 for text in asked)
    expected = sum(Tone().speak(text, Voice()).length_ms for text in asked) + 300
    assert sound.length_ms == pytest.approx(expected, abs=60)


def test_language_and_slowness_are_passed_on(engine: Google, relay: Relay) -> None:
    engine.speak("xin chào", Voice())
    engine.speak("xin chào", Voice(speed_wpm=100))
    assert [(language, slow) for _, language, slow in relay.asked] == [("vi", None), ("vi", True)]


def test_a_refusal_is_waited_out_longer_each_time(
    engine: Google, relay: Relay, slept: list[float]
) -> None:
    relay.refusals.extend([(429, {}), (429, {}), (503, {})])
    assert engine.speak("xin chào bà con", Voice()).length_ms > 300
    assert slept == [1.0, 2.0, 4.0]


def test_waits_are_uneven_so_that_stations_do_not_come_back_together(
    engine: Google, relay: Relay, slept: list[float]
) -> None:
    relay.refusals.append((429, {}))
    replace(engine, chance=lambda: 0.0).speak("xin chào", Voice())
    assert slept == [0.5]


def test_a_server_that_says_when_is_obeyed(
    engine: Google, relay: Relay, slept: list[float]
) -> None:
    relay.refusals.append((429, {"Retry-After": "7"}))
    engine.speak("xin chào", Voice())
    assert slept == [7.0]


def test_a_wait_too_long_for_a_clerk_is_told_instead(
    engine: Google, relay: Relay, slept: list[float]
) -> None:
    relay.for_ever = (429, {"Retry-After": "3600"})
    with pytest.raises(TooManyRequestsError) as caught:
        engine.speak("xin chào", Voice())
    assert caught.value.retry_after_s == 3600
    assert slept == []


def test_a_date_to_come_back_at_is_understood_by_the_servers_own_clock(
    engine: Google, relay: Relay
) -> None:
    relay.for_ever = (
        429,
        {
            "Date": "Wed, 01 Jan 2025 00:00:00 GMT",
            "Retry-After": "Wed, 01 Jan 2025 02:00:00 GMT",
        },
    )
    with pytest.raises(TooManyRequestsError) as caught:
        engine.speak("xin chào", Voice())
    assert caught.value.retry_after_s == 7200


def test_refusals_for_ever_end_in_an_error(
    engine: Google, relay: Relay, slept: list[float]
) -> None:
    relay.for_ever = (429, {})
    with pytest.raises(TooManyRequestsError):
        engine.speak("xin chào", Voice())
    assert len(relay.asked) == 4
    assert len(slept) == 3


def test_no_server_is_no_network(relay: Relay, slept: list[float]) -> None:
    relay.shutdown()
    relay.server_close()
    engine = Google("vi", endpoint=relay.url, sleep=slept.append)
    with pytest.raises(NoNetworkError):
        engine.speak("xin chào", Voice())
    with pytest.raises(NoNetworkError):
        engine.health()


def test_a_cut_line_is_asked_again(engine: Google, relay: Relay) -> None:
    relay.refusals.append("cut")
    whole = engine.speak("xin chào bà con", Voice())
    relay.asked.clear()
    assert engine.speak("xin chào bà con", Voice()) == whole
    assert len(relay.asked) == 1


def test_a_line_cut_for_ever_gives_no_half_speech(engine: Google, relay: Relay) -> None:
    relay.for_ever = "cut"
    with pytest.raises(NoNetworkError):
        engine.speak("xin chào bà con", Voice())


def test_a_failure_in_the_second_piece_fails_the_whole(engine: Google, relay: Relay) -> None:
    relay.refusals.append(None)
    relay.for_ever = (500, {})
    with pytest.raises(SpeechError):
        engine.speak(TWO_SENTENCES, Voice())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>hello</html>",
        b'jQ1olc","[\\"AAAA\\"]',
        b'jQ1olc","[\\"%%%\\"]',
        b"\xff\xfe jQ1olc",
    ],
    ids=["empty", "page", "no-mp3", "no-base64", "no-utf8"],
)
def test_an_answer_that_is_no_speech_is_an_error_of_ours(
    engine: Google, relay: Relay, body: bytes
) -> None:
    relay.for_ever = body
    with pytest.raises(SpeechError):
        engine.speak("xin chào", Voice())


@pytest.mark.parametrize("status", [403, 404])
def test_a_forbidden_address_is_not_asked_again(engine: Google, relay: Relay, status: int) -> None:
    relay.for_ever = (status, {})
    with pytest.raises(SpeechError, match=str(status)):
        engine.speak("xin chào", Voice())
    assert len(relay.asked) == 1


def test_punctuation_alone_never_goes_out(engine: Google, relay: Relay) -> None:
    with pytest.raises(RefusedTextError):
        engine.speak("?!…", Voice())
    assert relay.asked == []


def test_unknown_settings_in_the_address_are_named() -> None:
    with pytest.raises(EngineUnavailableError, match="slow"):
        open_engine("gtts://vi?slow=1")
