"""What Google's service answers: is it speech, is it whole, can it be the text that was asked for?

Knows the answer's wrapping and MP3 frames; asks nobody.

    SpeechError
    └── BrokenAnswerError   an answer, but no whole speech in it; the next one may be better
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from typing import Any

from broadcaster.sound.engines.edges import quiet_edges
from broadcaster.sound.sound import Sound, UnreadableSoundError
from broadcaster.sound.speech import RefusedTextError, SpeechError

CALL = "jQ1olc"
"""The name of the service's call for speech."""

_KBPS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_VOWELS = re.compile(r"[aeiouy]+")
_SHORTEST_SYLLABLE_MS = 120
_LONGEST_LETTER_MS = 300
_LONGEST_EXTRA_MS = 3_000


class BrokenAnswerError(SpeechError):
    """The server answered, but not with the whole speech of the text."""


def speech_in(engine: str, body: bytes, text: str) -> bytes:
    """Return the MP3 in an answer. Raises BrokenAnswerError, RefusedTextError.

    The answer is lines, one of them JSON: rows of which ours carries JSON in a string again.
    """
    for line in body.splitlines():
        row = _row_in(line)
        if row is None:
            continue
        if row[2] is None:
            raise RefusedTextError(engine, text, "the server has no speech for it")
        try:
            return base64.b64decode(json.loads(row[2])[0], validate=True)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise BrokenAnswerError(engine, "the speech in the answer is garbled") from error
    kind = "a page" if body.lstrip()[:1] == b"<" else "something" if body.strip() else "nothing"
    raise BrokenAnswerError(engine, f"the server answered with {kind} instead of speech")


def sound_of(engine: str, mp3: bytes, text: str) -> Sound:
    """Return the speech in `mp3` with even edges, if it can be the whole of `text`.

    Raises BrokenAnswerError for what is cut, garbled or of a length no speaker needs, and
    RefusedTextError for silence.
    """
    if not is_whole(mp3):
        raise BrokenAnswerError(engine, "the speech in the answer is cut off or no MP3")
    try:
        sound = quiet_edges(Sound.decoded(mp3, f"{engine}.mp3"))
    except UnreadableSoundError as error:
        raise BrokenAnswerError(engine, "the speech in the answer is no MP3") from error
    if sound is None:
        raise RefusedTextError(engine, text, "the server answered with silence")
    shortest, longest = plausible_ms(text)
    if not shortest <= sound.length_ms <= longest:
        cause = f"{sound.length_ms} ms of speech came for {len(text.split())} words"
        raise BrokenAnswerError(engine, cause)
    return sound


def plausible_ms(text: str) -> tuple[int, int]:
    """Return how short and how long the speech of `text` can be, in milliseconds.

    No syllable takes less than 120 ms (readers take about twice that), and no letter or figure,
    spelled out slowly, more than 300 ms.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c)
    )
    syllables = sum(bool(_VOWELS.search(word)) for word in plain.split())
    letters = sum(c.isalnum() for c in plain)
    return syllables * _SHORTEST_SYLLABLE_MS, letters * _LONGEST_LETTER_MS + _LONGEST_EXTRA_MS


def is_whole(mp3: bytes) -> bool:
    """Tell whether `mp3` is nothing but whole frames, tags before and after them left aside."""
    place, end = 0, len(mp3)
    if mp3[:3] == b"ID3" and end > 10:
        place = 10 + sum(
            (size & 0x7F) << shift for size, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=True)
        )
    if mp3[-128:-125] == b"TAG":
        end -= 128
    frames = 0
    while place < end:
        length = _frame_length(mp3[place : place + 4])
        if not length or place + length > end:
            return False
        place += length
        frames += 1
    return frames > 0


def _row_in(line: bytes) -> list[Any] | None:
    """Return the row with our call in a line of the answer."""
    if CALL.encode() not in line:
        return None
    try:
        rows = json.loads(line)
    except (ValueError, RecursionError):
        return None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) > 2 and row[1] == CALL:
            return row
    return None


def _frame_length(header: bytes) -> int:
    """Return the length of a frame of MPEG layer III with this header, 0 when it is none.

    ISO 11172-3, 2.4.1.3, and 13818-3: 144 bytes for each kbit/s and kHz, half of it in version 2.
    """
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rates = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version not in _RATES or bits in (0, 15) or rates == 3:
        return 0
    first = version == 3
    kbps = _KBPS[1 if first else 2][bits - 1]
    return (144 if first else 72) * kbps * 1000 // _RATES[version][rates] + (header[2] >> 1 & 1)
