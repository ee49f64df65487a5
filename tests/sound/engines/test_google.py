"""Google's voice, asked for at a server of the test's own: success, refusal, and bad lines."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from broadcaster.sound.engines.answers import BrokenAnswerError
from broadcaster.sound.engines.google import Google
from broadcaster.sound.engines.line import UntrustedServerError
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.sound import Sound
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
from tests.sound.engines.relay import Hourglass, Relay, encoded, mp3_of, serving
from tests.sound.making import sine

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
    yield from serving()


@pytest.fixture
def clock() -> Hourglass:
    return Hourglass()


@pytest.fixture
def engine(relay: Relay, clock: Hourglass) -> Google:
    opened = open_engine(f"gtts://vi?endpoint={relay.url}")
    assert isinstance(opened, Google)
    relay.clock = clock.monotonic
    return replace(
        opened, sleep=clock.sleep, monotonic=clock.monotonic, chance=lambda: 1.0, connect_s=2.0
    )


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
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.refusals.extend([(429, {}), (429, {}), (503, {})])
    assert engine.speak("xin chào bà con", Voice()).length_ms > 300
    assert clock.slept == [1.0, 2.0, 4.0]


def test_waits_are_uneven_so_that_stations_do_not_come_back_together(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.refusals.extend([(429, {}), (429, {})])
    replace(engine, chance=lambda: 0.25).speak("xin chào", Voice())
    assert clock.slept == [0.625, 1.25]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_says_when_is_obeyed(
    engine: Google, relay: Relay, clock: Hourglass, status: int
) -> None:
    relay.refusals.append((status, {"Retry-After": "7"}))
    engine.speak("xin chào", Voice())
    assert clock.slept == [7.0]


def test_a_wait_too_long_for_a_clerk_is_told_instead(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.for_ever = (429, {"Retry-After": "3600"})
    with pytest.raises(TooManyRequestsError) as caught:
        engine.speak("xin chào", Voice())
    assert caught.value.retry_after_s == 3600
    assert clock.slept == []


def test_while_the_server_wants_to_rest_nobody_asks(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.refusals.append((429, {"Retry-After": "3600"}))
    with pytest.raises(TooManyRequestsError):
        engine.speak("xin chào", Voice())
    clock.now += 600
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(engine.speak, f"câu số {word}", Voice()) for word in ("ba", "tư")]
    for answer in asked:
        error = answer.exception()
        assert isinstance(error, TooManyRequestsError)
        assert error.retry_after_s == 3000
    with pytest.raises(TooManyRequestsError):
        engine.health()
    assert len(relay.asked) == 1
    clock.now += 3000
    assert engine.speak("xin chào", Voice()).length_ms > 100


def test_a_short_rest_asked_of_one_thread_is_kept_by_all(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.refusals.append((429, {"Retry-After": "15"}))
    texts = [f"câu số {word}" for word in ("một", "hai", "ba", "bốn", "năm")]
    relay.takes_s = 0.05
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(lambda text: engine.speak(text, Voice()), texts))) == 5
    # Whoever had asked before the refusal came may have been answered; nobody else was.
    first = relay.asked_at[0]
    early = [at for at in relay.asked_at if at < first + 15]
    assert len(early) <= 2
    assert len(relay.asked) == 6


def test_two_texts_are_asked_for_at_once_and_never_three(engine: Google, relay: Relay) -> None:
    relay.takes_s = 0.05
    texts = [f"câu số {word}" for word in ("một", "hai", "ba", "bốn", "năm", "sáu")]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda text: engine.speak(text, Voice()), texts))
    assert relay.most_at_once == engine.at_once == 2
    assert together == [engine.speak(text, Voice()) for text in texts]


def test_questions_begin_half_a_second_apart(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    engine.speak(TWO_SENTENCES, Voice())
    engine.speak("xin chào bà con", Voice())
    assert [at - relay.asked_at[0] for at in relay.asked_at] == [0.0, 0.5, 1.0]


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


@pytest.mark.parametrize("asked", ["999999999999", "Wed, 01 Jan 2125 00:00:00 GMT"])
def test_no_server_silences_the_engine_for_more_than_a_day(
    engine: Google, relay: Relay, asked: str
) -> None:
    relay.for_ever = (429, {"Retry-After": asked, "Date": "Wed, 01 Jan 2025 00:00:00 GMT"})
    with pytest.raises(TooManyRequestsError) as caught:
        engine.speak("xin chào", Voice())
    assert caught.value.retry_after_s == 86_400


@pytest.mark.parametrize("nonsense", ["soon", "-5", "", "²", "Wed, 99 Foo 2025"])
def test_a_date_that_is_none_counts_as_none(
    engine: Google, relay: Relay, clock: Hourglass, nonsense: str
) -> None:
    relay.refusals.append((429, {"Retry-After": nonsense}))
    engine.speak("xin chào", Voice())
    assert clock.slept == [1.0]


def test_refusals_for_ever_end_in_an_error(engine: Google, relay: Relay, clock: Hourglass) -> None:
    relay.for_ever = (429, {})
    with pytest.raises(TooManyRequestsError):
        engine.speak("xin chào", Voice())
    assert len(relay.asked) == 4
    assert clock.slept == [1.0, 2.0, 4.0]


def test_no_server_is_no_network(relay: Relay, clock: Hourglass) -> None:
    relay.shutdown()
    relay.server_close()
    engine = Google("vi", endpoint=relay.url, sleep=clock.sleep, monotonic=clock.monotonic)
    with pytest.raises(NoNetworkError):
        engine.speak("xin chào", Voice())
    with pytest.raises(NoNetworkError):
        engine.health()


def test_a_server_that_cannot_prove_its_name_is_not_asked(relay: Relay, clock: Hourglass) -> None:
    proof = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    proof.load_cert_chain(Path(__file__).with_name("nobody.pem"))
    relay.socket = proof.wrap_socket(relay.socket, server_side=True)
    address = relay.url.replace("http:", "https:")
    engine = Google("vi", endpoint=address, sleep=clock.sleep, monotonic=clock.monotonic)
    with pytest.raises(UntrustedServerError, match="clock"):
        engine.speak("xin chào", Voice())
    assert relay.asked == []
    assert clock.slept == []


@pytest.mark.parametrize("trouble", ["cut", "drop"])
def test_a_broken_line_is_asked_again(engine: Google, relay: Relay, trouble: str) -> None:
    relay.refusals.append(trouble)
    whole = engine.speak("xin chào bà con", Voice())
    assert len(relay.asked) == 2
    assert replace(engine).speak("xin chào bà con", Voice()) == whole


@pytest.mark.parametrize("trouble", ["cut", "drop"])
def test_a_line_broken_for_ever_gives_no_half_speech(
    engine: Google, relay: Relay, trouble: str
) -> None:
    relay.for_ever = trouble
    with pytest.raises(NoNetworkError):
        engine.speak("xin chào bà con", Voice())
    assert len(relay.asked) == 4


def test_a_server_that_answers_a_byte_at_a_time_is_given_up(engine: Google, relay: Relay) -> None:
    relay.refusals.append("drip")
    hasty = replace(engine, answer_s=0.2)
    assert hasty.speak("xin chào bà con", Voice()).length_ms > 300
    assert len(relay.asked) == 2


def test_a_server_that_does_not_answer_is_given_up(engine: Google, relay: Relay) -> None:
    relay.takes_s = 5
    hasty = replace(engine, connect_s=0.1)
    with pytest.raises(NoNetworkError):
        hasty.speak("xin chào bà con", Voice())


def test_a_failure_in_the_second_piece_fails_the_whole(engine: Google, relay: Relay) -> None:
    relay.refusals.append(None)
    relay.for_ever = (500, {})
    with pytest.raises(SpeechError):
        engine.speak(TWO_SENTENCES, Voice())


def test_pieces_that_were_heard_are_not_asked_for_again(
    engine: Google, relay: Relay, clock: Hourglass
) -> None:
    relay.refusals.append(None)
    relay.for_ever = (500, {})
    with pytest.raises(SpeechError):
        engine.speak(TWO_SENTENCES, Voice())
    relay.for_ever = None
    relay.asked.clear()
    clock.now += 100
    resumed = engine.speak(TWO_SENTENCES, Voice())
    assert relay.texts == [TWO_SENTENCES.partition(". ")[2]]
    assert resumed == replace(engine).speak(TWO_SENTENCES, Voice())


def test_what_was_heard_slowly_is_not_taken_for_the_usual_pace(
    engine: Google, relay: Relay
) -> None:
    engine.speak("xin chào", Voice(speed_wpm=100))
    engine.speak("xin chào", Voice())
    engine.speak("xin chào", Voice())
    assert [slow for _, _, slow in relay.asked] == [True, None]


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
    with pytest.raises(BrokenAnswerError):
        engine.speak("xin chào", Voice())


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: b"<html><title>Sorry</title></html>",
        lambda text: mp3_of(text)[:-100],
        lambda text: mp3_of(text)[: 192 * 10],
        lambda text: encoded(sine(220, 60_000)),
    ],
    ids=["page", "cut-within-a-frame", "cut-between-frames", "a-minute"],
)
def test_speech_that_cannot_be_the_whole_text_is_asked_for_again(
    engine: Google, relay: Relay, broken: Callable[[str], bytes]
) -> None:
    text = "Kính mời bà con đưa các cháu đến trạm y tế xã trong sáng nay."
    relay.refusals.append(broken)
    whole = engine.speak(text, Voice())
    assert len(relay.asked) == 2
    assert whole.length_ms == pytest.approx(Tone().speak(text, Voice()).length_ms, abs=60)


def test_speech_broken_in_another_way_each_time_is_the_servers_trouble(
    engine: Google, relay: Relay
) -> None:
    sizes = iter(range(300, 2000, 50))
    relay.for_ever = lambda text: mp3_of(text)[: next(sizes)]
    with pytest.raises(BrokenAnswerError):
        engine.speak("Kính mời bà con đưa các cháu đến trạm y tế xã.", Voice())
    assert len(relay.asked) == 4


def test_speech_broken_the_same_way_twice_is_this_texts_trouble(
    engine: Google, relay: Relay
) -> None:
    relay.for_ever = lambda text: mp3_of(text)[:-100]
    with pytest.raises(RefusedTextError, match="cut off"):
        engine.speak("Kính mời bà con đưa các cháu đến trạm y tế xã.", Voice())
    assert len(relay.asked) == 2


def test_a_detour_to_the_page_for_robots_counts_as_too_often(engine: Google, relay: Relay) -> None:
    relay.refusals.append((302, {"Location": f"{relay.url}/sorry/index"}))
    relay.robots = (429, {"Retry-After": "600"})
    with pytest.raises(TooManyRequestsError) as caught:
        engine.speak("xin chào bà con", Voice())
    assert caught.value.retry_after_s == 600


def test_silence_is_refused_at_once(engine: Google, relay: Relay) -> None:
    relay.for_ever = lambda text: encoded(Sound.silence(2000))
    with pytest.raises(RefusedTextError, match="silence"):
        engine.speak("xin chào bà con", Voice())
    assert len(relay.asked) == 1


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
