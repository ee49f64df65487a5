"""A real HTTP server that answers like the service gTTS asks, or fails as it fails."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import lameenc

from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import Voice

GOOGLE_RATE = 24_000


class Hourglass:
    """A clock that only sleeping moves; remembers every sleep."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(round(seconds, 6))
            self.now += seconds


class Relay(ThreadingHTTPServer):
    """Speaks tones in MP3. `refusals` are used up first, `for_ever` is the answer after them.

    A refusal is None (an answer as it should be), (status, headers), "cut" (the line breaks in the
    answer), "drop" (it breaks before), "drip" (a byte now and then), a whole body, or a function
    from the text to the MP3 that is sent.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.refusals: deque[Any] = deque()
        self.for_ever: Any = None
        self.robots: tuple[int, dict[str, str]] = (404, {})
        self.asked: list[tuple[str, str, Any]] = []
        self.asked_at: list[float] = []
        self.clock: Callable[[], float] = time.monotonic
        self.takes_s = 0.0
        self.under_way = self.most_at_once = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.asked]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep the tests' output quiet when a caller hangs up."""


class _Answer(BaseHTTPRequestHandler):
    server: Relay

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        call = json.loads(parse_qs(body)["f.req"][0])
        text, language, slow, _ = json.loads(call[0][0][1])
        with self.server.lock:
            self.server.asked.append((text, language, slow))
            self.server.asked_at.append(self.server.clock())
            self.server.under_way += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.under_way)
            refusal = self.server.for_ever
            if self.server.refusals:
                refusal = self.server.refusals.popleft()
        time.sleep(self.server.takes_s)
        with self.server.lock:
            self.server.under_way -= 1
        self._answer(text, refusal)

    def do_GET(self) -> None:
        """Answer with the page that callers who ask too often are sent to."""
        self._send(*self.server.robots, b"<html>Sorry</html>")

    def _answer(self, text: str, refusal: Any) -> None:
        if refusal == "cut":
            self._cut(answer_with(mp3_of(text)))
        elif refusal == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif refusal == "drip":
            self._drip(answer_with(mp3_of(text)))
        elif isinstance(refusal, bytes):
            self._send(200, {}, refusal)
        elif callable(refusal):
            self._send(200, {}, answer_with(refusal(text)))
        elif refusal is not None:
            self._send(refusal[0], refusal[1], b"no")
        else:
            self._send(200, {}, answer_with(mp3_of(text)))

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _cut(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _drip(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for at in range(len(content)):
            self.wfile.write(content[at : at + 1])
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""


def serving() -> Iterator[Relay]:
    """Yield a relay for as long as a test needs it."""
    with Relay() as server:
        yield server
        server.shutdown()


def mp3_of(text: str) -> bytes:
    """Return `text` in tones, as the service would send it."""
    return encoded(Tone().speak(text, Voice()))


def encoded(sound: Sound) -> bytes:
    """Return a sound in MP3 of the service's rate."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(GOOGLE_RATE)
    encoder.set_bit_rate(64)
    samples = sound.resampled(GOOGLE_RATE).pcm.tobytes()
    return bytes(encoder.encode(samples) + encoder.flush())


def answer_with(audio: bytes) -> bytes:
    """Return an answer as the service wraps it."""
    spoken = json.dumps([base64.b64encode(audio).decode()], separators=(",", ":"))
    row = ["wrb.fr", "jQ1olc", spoken, None, None, None, "generic"]
    # The service writes the equals sign so, which JSON allows.
    line = json.dumps([row, ["di", 12]], separators=(",", ":")).replace("=", "\\u003d")
    return b")]}'\n\n1\n" + line.encode() + b"\n"
