"""espeak-ng inside this process: offline Vietnamese speech for any computer.

Knows how to drive the library that the espeakng-loader wheel brings; knows nothing of networks or
files of ours. The text must be words already: digits and capitals are read in English fashion.

The library is one big global state, and where its pitch flutter stands decides the next samples.
So every text is spoken by a freshly loaded library (0.6 ms): the same text always gives the same
bytes, whatever was said before, and nothing survives a call.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import espeakng_loader
import numpy as np

from broadcaster.sound.engines.edges import quiet_edges
from broadcaster.sound.engines.unmarked import marked
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import EngineUnavailableError, RefusedTextError, Voice, tidy

if sys.platform == "win32":
    from _ctypes import FreeLibrary as _unload
else:
    from _ctypes import dlclose as _unload

NAME = "espeak"

_VOICES = {"north": "vi", "central": "vi-vn-x-central", "south": "vi-vn-x-south"}
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_RATE, _VOLUME, _PITCH = 1, 2, 3
# At its normal 100 the library drives its own limiter; mastering brings the level back.
_QUIETER = 60
_SEED = 1

_LOCK = threading.Lock()
_Collect = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Espeak:
    """The engine; `version` is the library's own."""

    version: str

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The library's version, how it is driven and what is done to the text."""
        return f"{NAME}-ng {self.version} vi volume {_QUIETER} marked"

    @property
    def synthetic(self) -> bool:
        """A machine speaks."""
        return True

    @property
    def at_once(self) -> int:
        """One: the library is a single global state."""
        return 1

    @property
    def cost(self) -> str:
        """Nothing: library and voices come with the program."""
        return "miễn phí, không cần mạng"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken, at the library's 22,050 Hz, with 40 ms of quiet at either end.

        Raises RefusedTextError for a text with nothing to say, EngineUnavailableError.
        """
        said = tidy(text)
        if not said:
            raise RefusedTextError(NAME, text, "there is nothing to speak")
        with _LOCK, _library() as (library, rate):
            pcm = _synthesised(library, marked(said), voice)
        sound = quiet_edges(Sound.from_pcm(pcm, rate))
        if sound is None:
            raise RefusedTextError(NAME, text, "nothing audible came of it")
        return sound

    def health(self) -> str:
        """Load the library and tell its version. Raises EngineUnavailableError."""
        with _LOCK, _library() as (library, rate):
            return f"espeak-ng {_version(library)}, {rate} Hz"


def open_engine(url: str) -> Espeak:
    """Open `espeak://vi`. Raises EngineUnavailableError when library or language is missing."""
    language = urlsplit(url).netloc
    if language not in ("", "vi"):
        raise EngineUnavailableError(NAME, f"speaks vi, not {language!r}")
    with _LOCK, _library() as (library, _rate):
        return Espeak(_version(library))


@contextmanager
def _library() -> Iterator[tuple[ctypes.CDLL, int]]:
    """Load the library, start it, and let go of it again; the caller holds the lock."""
    try:
        path, voices = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        library = ctypes.CDLL(path)
    except (OSError, RuntimeError) as error:
        raise EngineUnavailableError(NAME, f"the library cannot be loaded: {error}") from error
    try:
        _declare(library)
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, _file_name(voices), _DO_NOT_EXIT)
        if rate <= 0:
            raise EngineUnavailableError(NAME, f"its voices cannot be read in {voices}")
        try:
            library.espeak_ng_SetRandSeed(_SEED)
            yield library, rate
        finally:
            library.espeak_Terminate()
    except AttributeError as error:
        raise EngineUnavailableError(NAME, f"the library is too old: {error}") from error
    finally:
        _unload(library._handle)


def _declare(library: ctypes.CDLL) -> None:
    """Tell ctypes the C types of what is called; raises AttributeError when a function lacks."""
    text, number, size = ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t
    unsigned, pointer = ctypes.c_uint, ctypes.c_void_p
    library.espeak_Initialize.argtypes = [number, number, text, number]
    library.espeak_SetSynthCallback.argtypes = [_Collect]
    library.espeak_SetSynthCallback.restype = None
    library.espeak_SetVoiceByName.argtypes = [text]
    library.espeak_SetParameter.argtypes = [number, number, number]
    library.espeak_Synth.argtypes = [
        text, size, unsigned, number, unsigned, unsigned, pointer, pointer,
    ]  # fmt: skip
    library.espeak_Info.argtypes = [pointer]
    library.espeak_Info.restype = text
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]


def _synthesised(
    library: ctypes.CDLL, said: str, voice: Voice
) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Return the samples of `said`; the library calls back with a few thousand at a time."""
    pieces: list[bytes] = []

    def collect(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            pieces.append(ctypes.string_at(samples, count * 2))
        return 0

    kept_alive = _Collect(collect)
    library.espeak_SetSynthCallback(kept_alive)
    if library.espeak_SetVoiceByName(_VOICES[voice.region].encode("ascii")) != 0:
        raise EngineUnavailableError(NAME, f"the voice {_VOICES[voice.region]} is missing")
    for setting, value in ((_RATE, voice.speed_wpm), (_PITCH, voice.pitch), (_VOLUME, _QUIETER)):
        library.espeak_SetParameter(setting, value, 0)
    encoded = said.encode("utf-8", "ignore") + b"\0"
    failed = library.espeak_Synth(encoded, len(encoded), 0, 1, 0, _UTF8, None, None)
    del kept_alive
    if failed:
        raise EngineUnavailableError(NAME, f"the library answered with error {failed}")
    return np.frombuffer(b"".join(pieces), np.int16)


def _version(library: ctypes.CDLL) -> str:
    """Return the library's version, such as 1.52.0."""
    answer: bytes = library.espeak_Info(None)
    return answer.decode("ascii", "replace").split()[0]


def _file_name(path: str) -> bytes:
    """Return a path as the C library's fopen wants it: Windows has a code page of its own."""
    return path.encode("mbcs") if sys.platform == "win32" else os.fsencode(path)
