"""A real HTTP server that answers like the service gTTS asks, or fails as it fails."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import lameenc

from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.speech import Voice

GOOGLE_RATE = 24_000


class Relay(ThreadingHTTPServer):
    """Speaks tones in MP3. `refusals` are used up first: (status, headers), "cut" or a body."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.refusals: deque[Any] = deque()
        self.for_ever: Any = None
        self.asked: list[tuple[str, str, Any]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Relay

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        call = json.loads(parse_qs(body)["f.req"][0])
        text, language, slow, _ = json.loads(call[0][0][1])
        self.server.asked.append((text, language, slow))
        refusal = self.server.for_ever
        if self.server.refusals:
            refusal = self.server.refusals.popleft()
        if refusal == "cut":
            self._cut(_answer_with(_mp3(text)))
        elif isinstance(refusal, bytes):
            self._send(200, {}, refusal)
        elif refusal is not None:
            self._send(refusal[0], refusal[1], b"no")
        else:
            self._send(200, {}, _answer_with(_mp3(text)))

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

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""


def _mp3(text: str) -> bytes:
    sound = Tone().speak(text, Voice()).resampled(GOOGLE_RATE)
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(GOOGLE_RATE)
    encoder.set_bit_rate(64)
    return bytes(encoder.encode(sound.pcm.tobytes()) + encoder.flush())


def _answer_with(audio: bytes) -> bytes:
    spoken = json.dumps([base64.b64encode(audio).decode()], separators=(",", ":"))
    row = ["wrb.fr", "jQ1olc", spoken, None, None, None, "generic"]
    return b")]}'\n\n1\n" + json.dumps([row], separators=(",", ":")).encode() + b"\n"
