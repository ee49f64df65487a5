"""The line to a service: one question, one whole answer within a given time, or what went wrong.

Knows HTTP and its refusals; knows nothing of what is asked.

    SpeechError
    └── UntrustedServerError   somebody answers, but not provably the server that was called
"""

from __future__ import annotations

import http.client
import ssl
import time
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from broadcaster.sound.engines.answers import BrokenAnswerError
from broadcaster.sound.speech import NoNetworkError, SpeechError, TooManyRequestsError

LONGEST_ANSWER = 4_000_000
"""Bytes; a hundred characters take about 50,000."""
LONGEST_REST_S = 86_400.0
"""A server that asks for more than a day's rest is asked again tomorrow."""


class UntrustedServerError(SpeechError):
    """The server's certificate cannot be trusted, or the clock here is wrong."""


def answer_to(engine: str, question: Request, connect_s: float, answer_s: float) -> bytes:
    """Send a question and return the whole answer.

    `connect_s` is how long to wait for the server and for each part of its answer, `answer_s` for
    all of it. Raises NoNetworkError, TooManyRequestsError, BrokenAnswerError, UntrustedServerError,
    SpeechError.
    """
    until = time.monotonic() + answer_s
    body = b""
    try:
        with urlopen(question, timeout=connect_s) as answer:  # noqa: S310
            while block := answer.read1(65_536):
                body += block
                if time.monotonic() > until:
                    raise NoNetworkError(engine, "the server answers too slowly")
                if len(body) > LONGEST_ANSWER:
                    raise BrokenAnswerError(engine, "the server's answer has no end")
            missing = answer.length
    except HTTPError as error:
        with error:
            raise _refusal(engine, error.code, error.headers) from error
    except (URLError, OSError, http.client.HTTPException) as error:
        if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
            cause = "the server's certificate cannot be trusted; is the clock right?"
            raise UntrustedServerError(engine, cause) from error
        raise NoNetworkError(engine, "the server cannot be reached") from error
    if missing:
        raise NoNetworkError(engine, "the connection broke within the answer")
    return body


def _refusal(engine: str, status: int, headers: Message) -> SpeechError:
    """Return the error that says what to do about an answer of this status."""
    asked = _retry_after_s(headers)
    if status == 429 or (status == 503 and asked is not None):
        return TooManyRequestsError(engine, asked)
    if status >= 500:
        return BrokenAnswerError(engine, f"the server is in trouble ({status})")
    return SpeechError(engine, f"the server refused ({status})")


def _retry_after_s(headers: Message) -> float | None:
    """Return how long a Retry-After header asks to wait: seconds, or a date by its own clock."""
    asked = headers.get("Retry-After", "")
    if asked.isdecimal():
        return min(float(asked), LONGEST_REST_S)
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return min(max(0.0, wait.total_seconds()), LONGEST_REST_S)
