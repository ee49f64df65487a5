"""An announcer who remembers: asks engines in order, several texts at a time where that is polite.

Knows speech and the memory; knows no script, programme or schedule.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field

from broadcaster.sound.memory import Entry, Memory, key_of
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    NobodySpeaksError,
    RefusedTextError,
    SpeechEngine,
    SpeechError,
    SpeechLostError,
    TooManyRequestsError,
    Voice,
    tidy,
)
from broadcaster.sound.spoken import Spoken, shape_of, sound_in

REST_S = 60.0
"""How long an engine that failed is passed over before it is asked again."""
BEAT_S = 0.5
"""How often, at least, who waits for many texts is told how many are done."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A text to be spoken, excuses of engines that did not, and whether it is still wanted."""

    text: str
    voice: Voice
    stop: threading.Event = field(default_factory=threading.Event, compare=False)
    refused: list[str] = field(default_factory=list, compare=False)

    def __hash__(self) -> int:
        """Return the hash of text and voice, by which orders are equal."""
        return hash((self.text, self.voice))


class _StoppedError(Exception):
    """Nobody wants the text any more; never leaves this module."""


@dataclass(slots=True)
class Announcer:
    """Asks engines in order, and remembers what was spoken; may be used by several threads.

    An engine that failed is asked last for `REST_S` seconds of the clock `monotonic`, or for as
    long as its server asked for, so that a lost network does not delay every sentence. No engine
    is asked for more texts at once than it allows.
    """

    engines: Sequence[SpeechEngine]
    memory: Memory
    monotonic: Callable[[], float] = time.monotonic
    _resting: dict[int, tuple[float, str]] = field(default_factory=dict, init=False)
    _turns: list[threading.BoundedSemaphore] = field(init=False)

    def __post_init__(self) -> None:
        """Give each engine as many turns as it allows."""
        self._turns = [
            threading.BoundedSemaphore(max(1, engine.at_once)) for engine in self.engines
        ]

    @property
    def identity(self) -> str:
        """The identities of all engines in order: part of what decides how a programme sounds."""
        return " > ".join(engine.identity for engine in self.engines)

    def speak(self, text: str, voice: Voice) -> Spoken:
        """Return `text` spoken by the first engine that can. Raises NobodySpeaksError, OSError."""
        return self._spoken(_Order(tidy(text), voice))

    def speak_all(
        self, orders: Sequence[tuple[str, Voice]], told: Callable[[int], None] = lambda done: None
    ) -> list[Spoken]:
        """Return every text of `orders` spoken in its voice, in this order.

        `told` hears in this thread how many are done: at the beginning, after each and at least
        every `BEAT_S` seconds. What it raises stops the work and comes out here, as does the
        first failure; texts being spoken by then are waited for, no other is begun.
        """
        stop = threading.Event()
        wanted = Counter(_Order(tidy(text), voice, stop) for text, voice in orders)
        told(0)
        found: dict[_Order, Spoken] = {}
        for order in wanted:
            first = next(iter(self._queue(order.voice)), None)
            if first is not None and (spoken := self._recalled(first, order)) is not None:
                found[order] = spoken
        done = sum(wanted[order] for order in found)
        if done:
            told(done)
        rest = [order for order in wanted if order not in found]
        with closing(self._together(rest, stop)) as news:
            for one in news:
                if one is not None:
                    found[one[0]] = one[1]
                    done += wanted[one[0]]
                told(done)
        return [found[_Order(tidy(text), voice)] for text, voice in orders]

    def forget(self, keep_bytes: int) -> int:
        """Forget what was not used for longest until at most `keep_bytes` of speech remain.

        Returns how many pieces were forgotten; they will be spoken again when wanted.
        """
        return self.memory.forget(keep_bytes)

    def _together(
        self, orders: Sequence[_Order], stop: threading.Event
    ) -> Generator[tuple[_Order, Spoken] | None]:
        """Yield `orders` as they get spoken by as many threads as the engines allow together.

        Yields None every `BEAT_S` seconds while nothing new is done.
        """
        if not orders:
            return
        hands = min(len(orders), sum(engine.at_once for engine in self.engines) or 1)
        pool = ThreadPoolExecutor(hands, thread_name_prefix="announcer")
        try:
            under_way = {pool.submit(self._spoken, order): order for order in orders}
            while under_way:
                finished, _ = wait(under_way, BEAT_S, FIRST_COMPLETED)
                for future in finished:
                    yield under_way.pop(future), future.result()
                if not finished:
                    yield None
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)

    def _spoken(self, order: _Order) -> Spoken:
        resting: list[int] = []
        for index in self._queue(order.voice):
            if (spoken := self._recalled(index, order)) is not None:
                return spoken
            if self._rests(index):
                resting.append(index)
                order.refused.append(f"{self._rests(index)} (resting)")
            elif (spoken := self._asked(index, order)) is not None:
                return spoken
        # Nobody awake could: better to ask those who failed lately than to be silent.
        for index in resting:
            if (spoken := self._asked(index, order, rouse=True)) is not None:
                return spoken
        raise NobodySpeaksError(tuple(order.refused))

    def _queue(self, voice: Voice) -> list[int]:
        """Return the engines' numbers, those the voice asks for first; people keep their place."""

        def later(engine: SpeechEngine) -> bool:
            return bool(voice.engine) and engine.synthetic and engine.name != voice.engine

        return sorted(range(len(self.engines)), key=lambda index: later(self.engines[index]))

    def _rests(self, index: int) -> str:
        """Return why the engine rests, "" when it does not."""
        until, cause = self._resting.get(index, (0.0, ""))
        return cause if self.monotonic() < until else ""

    def _asked(self, index: int, order: _Order, *, rouse: bool = False) -> Spoken | None:
        engine = self.engines[index]
        try:
            with self._turns[index]:
                if order.stop.is_set():
                    raise _StoppedError
                # It may have failed for another thread while this one waited for its turn.
                if not rouse and (cause := self._rests(index)):
                    order.refused.append(f"{cause} (resting)")
                    return None
                sound = engine.speak(order.text, order.voice)
        except RefusedTextError as error:
            order.refused.append(str(error))
            return None
        except SpeechError as error:
            asked = error.retry_after_s if isinstance(error, TooManyRequestsError) else None
            self._resting[index] = (self.monotonic() + max(REST_S, asked or 0.0), str(error))
            order.refused.append(str(error))
            return None
        self._resting.pop(index, None)
        entry = self.memory.remember(_key(engine, order), sound.wav())
        return self._named(index, order, entry, remembered=False)

    def _recalled(self, index: int, order: _Order) -> Spoken | None:
        entry = self.memory.look(_key(self.engines[index], order))
        return None if entry is None else self._named(index, order, entry, remembered=True)

    def _named(self, index: int, order: _Order, entry: Entry, *, remembered: bool) -> Spoken | None:
        """Return what is remembered as speech, None when the disk does not have it whole."""
        shape = shape_of(entry)
        if shape is None:
            return None
        frames, rate = shape
        engine = self.engines[index]
        key = _key(engine, order)
        return Spoken(
            key=key,
            digest=entry.digest,
            frames=frames,
            rate=rate,
            engine=engine.name,
            remembered=remembered,
            refused=tuple(order.refused),
            _read=lambda: self._read(index, order, entry.digest),
        )

    def _read(self, index: int, order: _Order, digest: str) -> Sound:
        """Return remembered speech, spoken again when the disk lost it."""
        engine = self.engines[index]
        key = _key(engine, order)
        content = self.memory.recall(key)
        if content is None:
            with self._turns[index]:
                content = engine.speak(order.text, order.voice).wav()
            if self.memory.remember(key, content).digest != digest:
                raise SpeechLostError(engine.name)
        return sound_in(content)


def _key(engine: SpeechEngine, order: _Order) -> str:
    """Return the name under which speech is remembered: a hash of all that decides its sound."""
    voice = order.voice
    return key_of("speech", engine.identity, voice.name, voice.speed_wpm, voice.pitch, order.text)
