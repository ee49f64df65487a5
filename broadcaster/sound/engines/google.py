"""Google's voice through gTTS: pleasant, but needs the network and patience.

Knows how to ask gently and to survive refusals; nothing half-heard ever leaves it. The service has
one Vietnamese voice: region and pitch are ignored, a speed below 110 words a minute asks for slow.

    gtts://vi?tld=com.vn                       Google's server of a country
    gtts://vi?endpoint=https://relay.example   a relay of one's own that answers like Google's

gTTS packs the question. The line is ours, because its own neither checks the server's certificate
nor ends when a server answers a byte at a time.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, getproxies

from gtts import gTTS

from broadcaster.sound.engines.answers import BrokenAnswerError, sound_of, speech_in
from broadcaster.sound.engines.courtesy import AskedToRestError, Courtesy
from broadcaster.sound.engines.line import answer_to
from broadcaster.sound.engines.pieces import LONGEST, in_pieces, pause_ms_after
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    EngineUnavailableError,
    NoNetworkError,
    RefusedTextError,
    TooManyRequestsError,
    Voice,
    tidy,
)

NAME = "gtts"
AT_ONCE = 2
"""How many questions are on their way at the same time."""
SPACING_S = 0.5
"""How far apart questions begin. The service tells no limit; half a second is what those who ask
it for many texts report to be let through."""
HEARD = 256
"""How many pieces are remembered: about 7 MB of MP3."""

_ATTEMPTS = 4
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 20.0
_SLOW_BELOW_WPM = 110


@dataclass(slots=True)
class Google:
    """The engine: which server, which language, and how it waits; for several threads.

    A text is asked for in pieces. Pieces that were heard stay in the process's memory, so that a
    text whose last piece failed is not asked for from its beginning again. The disk need not keep
    them: whole texts are remembered there by the announcer, and those are mostly one sentence.
    """

    language: str
    tld: str = "com"
    endpoint: str | None = None
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    connect_s: float = 5.0
    answer_s: float = 30.0
    _courtesy: Courtesy = field(init=False, repr=False)
    _heard: OrderedDict[tuple[str, bool], bytes] = field(
        default_factory=OrderedDict, init=False, repr=False
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        """Agree on the manners that all threads keep."""
        self._courtesy = Courtesy(AT_ONCE, SPACING_S, _LONGEST_WAIT_S, self.sleep, self.monotonic)

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
        """Two: more would be impolite, and is answered with refusals."""
        return AT_ONCE

    @property
    def cost(self) -> str:
        """The network, and terms that are Google's."""
        return "miễn phí, cần mạng, theo điều khoản của Google"

    @property
    def synthetic(self) -> bool:
        """A machine's voice."""
        return True

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken, asked for in pieces of at most 100 characters.

        Raises NoNetworkError, TooManyRequestsError, RefusedTextError, BrokenAnswerError,
        SpeechError.
        """
        said = tidy(text)
        if not _speakable(said):
            raise RefusedTextError(NAME, text, "there is nothing to speak")
        slow = voice.speed_wpm < _SLOW_BELOW_WPM
        row: list[Sound] = []
        for piece in filter(_speakable, in_pieces(said, LONGEST)):
            sound = self._spoken(piece, slow)
            row += [sound, Sound.silence(pause_ms_after(piece), sound.rate)]
        return Sound.joined(row[:-1], row[0].rate)

    def health(self) -> str:
        """Knock at the server's door. Raises NoNetworkError, or TooManyRequestsError in a rest."""
        if self._courtesy.rest_s() > _LONGEST_WAIT_S:
            raise TooManyRequestsError(NAME, self._courtesy.rest_s())
        address = urlsplit(self.endpoint or f"https://translate.google.{self.tld}")
        port = address.port or (443 if address.scheme == "https" else 80)
        if not getproxies():
            try:
                socket.create_connection((address.hostname or "", port), self.connect_s).close()
            except OSError as error:
                raise NoNetworkError(NAME, f"{address.hostname} does not answer") from error
        return f"gTTS {version('gTTS')}, máy chủ {address.hostname} có trả lời"

    def _spoken(self, piece: str, slow: bool) -> Sound:
        """Return one piece, asked for again with growing, uneven waits while that may help.

        While one piece waits, everybody does.
        """
        with self._lock:
            heard = self._heard.get((piece, slow))
            if heard is not None:
                self._heard.move_to_end((piece, slow))
        if heard is not None:
            return sound_of(NAME, heard, piece)
        useless: set[bytes] = set()
        for attempt in range(_ATTEMPTS):
            try:
                return self._asked(piece, slow, useless)
            except (NoNetworkError, TooManyRequestsError, BrokenAnswerError) as error:
                wait = _FIRST_WAIT_S * 2**attempt * (0.5 + self.chance() / 2)
                if isinstance(error, TooManyRequestsError):
                    wait = max(wait, error.retry_after_s or 0.0)
                self._courtesy.rest(wait)
                if attempt == _ATTEMPTS - 1 or wait > _LONGEST_WAIT_S:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, piece: str, slow: bool, useless: set[bytes]) -> Sound:
        """Ask once, when it is this thread's turn, and remember a good answer.

        An answer that was `useless` before and comes again is no accident on the way: then it is
        this text that the server cannot speak, and nothing is wrong with the next one.
        """
        try:
            with self._courtesy.turn():
                body = answer_to(NAME, _question(piece, self, slow), self.connect_s, self.answer_s)
        except AskedToRestError as error:
            raise TooManyRequestsError(NAME, error.rest_s) from error
        mp3 = speech_in(NAME, body, piece)
        try:
            sound = sound_of(NAME, mp3, piece)
        except BrokenAnswerError as error:
            if mp3 in useless:
                raise RefusedTextError(NAME, piece, f"{error.cause}, twice the same") from error
            useless.add(mp3)
            raise
        with self._lock:
            self._heard[piece, slow] = mp3
            while len(self._heard) > HEARD:
                self._heard.popitem(last=False)
        return sound


def open_engine(url: str) -> Google:
    """Open `gtts://vi` with its settings. Raises EngineUnavailableError for unknown ones."""
    address = urlsplit(url)
    settings = parse_qs(address.query)
    for unknown in settings.keys() - {"tld", "endpoint"}:
        raise EngineUnavailableError(NAME, f"unknown setting {unknown!r}; there are tld, endpoint")
    endpoint = settings.get("endpoint", [None])[-1]
    if endpoint and urlsplit(endpoint).scheme not in ("http", "https"):
        raise EngineUnavailableError(NAME, f"endpoint must begin with https://, not {endpoint!r}")
    return Google(address.netloc or "vi", settings.get("tld", ["com"])[-1], endpoint)


def _question(piece: str, engine: Google, slow: bool) -> Request:
    """Return gTTS's question; it shall not rewrite or split the text: both were done already."""
    packed: Any = gTTS(
        piece,
        tld=engine.tld,
        lang=engine.language,
        slow=slow,
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=lambda whole: [whole],
    )._prepare_requests()[0]
    url = packed.url
    if engine.endpoint:
        url = engine.endpoint.rstrip("/") + urlsplit(url).path
    return Request(url, packed.body.encode("ascii"), dict(packed.headers))  # noqa: S310


def _speakable(text: str) -> bool:
    return any(character.isalnum() for character in text)
