"""The espeak-ng library that the espeakng-loader wheel brings, driven by ctypes.

Knows how to load it, ask it and let go of it; knows nothing of Vietnamese or of how speech should
sound. The library is one big global state, and where its pitch flutter stands decides the next
samples. So every session is a freshly loaded library (0.3 ms): the same questions in the same
order always give the same bytes, and nothing survives a session.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import espeakng_loader
import numpy as np

from broadcaster.sound.sound import Pcm
from broadcaster.sound.speech import EngineUnavailableError

if sys.platform == "win32":
    from _ctypes import FreeLibrary as _unload
else:
    from _ctypes import dlclose as _unload

NAME = "espeak"

_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_PHONEMES = 0x100
_SPEED, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_IPA_APART = 2 | ord("_") << 8
_SEED = 1

_LOCK = threading.Lock()
_Collect = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Manner:
    """A voice of the library and its settings, in the library's own measures.

    `voice` is its name there, with a variant as in "vi+f3"; `range` how far pitch moves, 0 to 99.
    """

    voice: str
    speed_wpm: int
    pitch: int
    range: int
    volume: int


@dataclass(frozen=True, slots=True)
class Library:
    """The library while a session lasts; `rate` is that of its samples, in Hz."""

    handle: ctypes.CDLL
    rate: int

    @property
    def version(self) -> str:
        """The library's version, such as 1.52.0."""
        answer: bytes = self.handle.espeak_Info(None)
        return answer.decode("ascii", "replace").split()[0]

    def spoken(self, texts: list[str], manner: Manner) -> Iterator[Pcm]:
        """Yield the samples of each text; the library calls back with a few thousand at a time.

        What stands in "[[…]]" is taken for the library's own phonemes.
        Raises EngineUnavailableError.
        """
        pieces: list[bytes] = []

        def collect(samples: int | None, count: int, _events: int | None) -> int:
            if samples and count > 0:
                pieces.append(ctypes.string_at(samples, count * 2))
            return 0

        kept_alive = _Collect(collect)
        self.handle.espeak_SetSynthCallback(kept_alive)
        self._choose(manner.voice)
        settings = (_SPEED, manner.speed_wpm), (_PITCH, manner.pitch), (_RANGE, manner.range)
        for setting, value in (*settings, (_VOLUME, manner.volume)):
            self.handle.espeak_SetParameter(setting, value, 0)
        for text in texts:
            pieces.clear()
            encoded = text.encode("utf-8", "ignore") + b"\0"
            failed = self.handle.espeak_Synth(
                encoded, len(encoded), 0, 1, 0, _UTF8 | _PHONEMES, None, None
            )
            if failed:
                raise EngineUnavailableError(NAME, f"the library answered with error {failed}")
            yield np.frombuffer(b"".join(pieces), np.int16)
        del kept_alive

    def sounds_of(self, word: str, voice: str) -> list[str]:
        """Return the phonemes, in IPA, with which a voice would say `word`.

        Raises EngineUnavailableError for a voice there is not.
        """
        self._choose(voice)
        encoded = word.encode("utf-8", "ignore")
        rest = ctypes.c_char_p(encoded)
        said: list[str] = []
        while rest.value:
            answer = self.handle.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA_APART)
            said += (answer or b"").decode("utf-8", "replace").replace("_", " ").split()
        return said

    def _choose(self, voice: str) -> None:
        # Asking on without a voice would end the process.
        if self.handle.espeak_SetVoiceByName(voice.encode("ascii")) != 0:
            raise EngineUnavailableError(NAME, f"the voice {voice} is missing")


@contextmanager
def library() -> Iterator[Library]:
    """Load the library, start it, and let go of it again; one session at a time.

    Raises EngineUnavailableError when it is missing or too old.
    """
    with _LOCK:
        try:
            path, voices = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
            handle = ctypes.CDLL(path)
        except (OSError, RuntimeError) as error:
            raise EngineUnavailableError(NAME, f"the library cannot be loaded: {error}") from error
        try:
            _declare(handle)
            rate = handle.espeak_Initialize(_SYNCHRONOUS, 0, _file_name(voices), _DO_NOT_EXIT)
            if rate <= 0:
                raise EngineUnavailableError(NAME, f"its voices cannot be read in {voices}")
            try:
                handle.espeak_ng_SetRandSeed(_SEED)
                yield Library(handle, rate)
            finally:
                handle.espeak_Terminate()
        except AttributeError as error:
            raise EngineUnavailableError(NAME, f"the library is too old: {error}") from error
        finally:
            _unload(handle._handle)


def _declare(handle: ctypes.CDLL) -> None:
    """Tell ctypes the C types of what is called; raises AttributeError when a function lacks."""
    text, number, size = ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t
    unsigned, pointer = ctypes.c_uint, ctypes.c_void_p
    handle.espeak_Initialize.argtypes = [number, number, text, number]
    handle.espeak_SetSynthCallback.argtypes = [_Collect]
    handle.espeak_SetSynthCallback.restype = None
    handle.espeak_SetVoiceByName.argtypes = [text]
    handle.espeak_SetParameter.argtypes = [number, number, number]
    handle.espeak_Synth.argtypes = [
        text, size, unsigned, number, unsigned, unsigned, pointer, pointer,
    ]  # fmt: skip
    handle.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(text), number, number]
    handle.espeak_TextToPhonemes.restype = text
    handle.espeak_Info.argtypes = [pointer]
    handle.espeak_Info.restype = text
    handle.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]


def _file_name(path: str) -> bytes:
    """Return a path as the C library's fopen wants it: Windows has a code page of its own."""
    return path.encode("mbcs") if sys.platform == "win32" else os.fsencode(path)
