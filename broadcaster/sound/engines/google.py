"""Google's voice through gTTS: pleasant, but needs the network and patience.

Knows how to ask gently and to survive refusals; nothing half-heard ever leaves it. The service has
one Vietnamese voice: region and pitch are ignored, a speed below 110 words a minute asks for slow.

    gtts://vi?tld=com.vn                       Google's server of a country
    gtts://vi?endpoint=https://relay.example   a relay of one's own that answers like Google's
"""

from __future__ import annotations

import io
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import getproxies

from gtts import gTTS, gTTSError

from broadcaster.sound.engines.edges import quiet_edges
from broadcaster.sound.engines.pieces import LONGEST, in_pieces, pause_ms_after
from broadcaster.sound.sound import Sound, UnreadableSoundError
from broadcaster.sound.speech import (
    EngineUnavailableError,
    NoNetworkError,
    RefusedTextError,
    SpeechError,
    TooManyRequestsError,
    Voice,
    tidy,
)

NAME = "gtts"

_ATTEMPTS = 4
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 20.0
_TIMEOUT_S = (5.0, 20.0)
_SLOW_BELOW_WPM = 110


@dataclass(frozen=True, slots=True)
class Google:
    """The engine: which server, which language, and how it waits between attempts."""

    language: str
    tld: str = "com"
    endpoint: str | None = None
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The service's address; what its voice sounds like today is not ours to know."""
        return f"{NAME} {self.language} {self.endpoint or self.tld}"

    @property
    def at_once(self) -> int:
        """One: the service does not like to be asked often."""
        return 1

    @property
    def cost(self) -> str:
        """No money, but a network, and terms of use."""
        return "miễn phí, cần mạng"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken, asked for in pieces of at most 100 characters.

        Raises NoNetworkError, TooManyRequestsError, RefusedTextError, SpeechError.
        """
        said = tidy(text)
        if not any(character.isalnum() for character in said):
            raise RefusedTextError(NAME, text, "there is nothing to speak")
        slow = voice.speed_wpm < _SLOW_BELOW_WPM
        row: list[Sound] = []
        with self._one_at_a_time:
            for piece in in_pieces(said, LONGEST):
                sound = self._spoken(piece, slow)
                pause = Sound.silence(pause_ms_after(piece), sound.rate)
                row += [sound, pause]
        return Sound.joined(row[:-1], row[0].rate)

    def health(self) -> str:
        """Knock at the server's door. Raises NoNetworkError."""
        address = urlsplit(self.endpoint or f"https://translate.google.{self.tld}")
        port = address.port or (443 if address.scheme == "https" else 80)
        if not getproxies():
            try:
                socket.create_connection((address.hostname or "", port), _TIMEOUT_S[0]).close()
            except OSError as error:
                raise NoNetworkError(NAME, f"{address.hostname} does not answer") from error
        return f"gTTS {version('gTTS')} by {address.hostname}, needs the network"

    def _spoken(self, piece: str, slow: bool) -> Sound:
        """Return one piece, asked for again with growing, uneven waits while that may help."""
        for attempt in range(_ATTEMPTS):
            try:
                return self._asked(piece, slow)
            except (NoNetworkError, TooManyRequestsError, _ServerTroubleError) as error:
                wait = _FIRST_WAIT_S * 2**attempt * (0.5 + self.chance() / 2)
                if isinstance(error, TooManyRequestsError):
                    wait = max(wait, error.retry_after_s or 0.0)
                if attempt == _ATTEMPTS - 1 or wait > _LONGEST_WAIT_S:
                    raise
                self.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, piece: str, slow: bool) -> Sound:
        """Ask once. gTTS shall not rewrite or split the text: both were done already."""
        request = _Request(
            piece,
            tld=self.tld,
            lang=self.language,
            slow=slow,
            lang_check=False,
            pre_processor_funcs=[],
            tokenizer_func=lambda whole: [whole],
            timeout=_TIMEOUT_S,
        )
        request.endpoint = self.endpoint
        answer = io.BytesIO()
        try:
            request.write_to_fp(answer)
            sound = quiet_edges(Sound.decoded(answer.getvalue(), f"{NAME}.mp3"))
        except gTTSError as error:
            raise _translated(error) from error
        except (ValueError, UnreadableSoundError) as error:
            raise _ServerTroubleError(NAME, "the server's answer is broken") from error
        if sound is None:
            raise RefusedTextError(NAME, piece, "the server answered with silence")
        return sound


class _ServerTroubleError(SpeechError):
    """The server answered, but not with speech; the next answer may be better."""


class _Request(gTTS):  # type: ignore[misc]
    """gTTS that can ask another server than Google's."""

    endpoint: str | None = None

    def _prepare_requests(self) -> list[Any]:
        prepared: list[Any] = super()._prepare_requests()
        for request in prepared:
            if self.endpoint:
                request.url = self.endpoint.rstrip("/") + urlsplit(request.url).path
        return prepared


def open_engine(url: str) -> Google:
    """Open `gtts://vi` with its settings. Raises EngineUnavailableError for unknown ones."""
    address = urlsplit(url)
    settings = parse_qs(address.query)
    for unknown in settings.keys() - {"tld", "endpoint"}:
        raise EngineUnavailableError(NAME, f"unknown setting {unknown!r}; there are tld, endpoint")
    return Google(
        address.netloc or "vi",
        settings.get("tld", ["com"])[-1],
        settings.get("endpoint", [None])[-1],
    )


def _translated(error: Any) -> SpeechError:
    """Return gTTS's only error as the one of ours that says what to do about it."""
    answer = error.rsp
    if answer is None:
        return NoNetworkError(NAME, "the server cannot be reached")
    if answer.status_code == 429:
        return TooManyRequestsError(NAME, _retry_after_s(answer.headers))
    if answer.status_code >= 500:
        return _ServerTroubleError(NAME, f"the server is in trouble ({answer.status_code})")
    if answer.status_code == 200:
        return SpeechError(NAME, "the server answered without sound")
    return SpeechError(NAME, f"the server refused ({answer.status_code})")


def _retry_after_s(headers: Any) -> float | None:
    """Return how long a Retry-After header asks to wait: seconds, or a date by its own clock."""
    asked = headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return max(0.0, wait.total_seconds())
