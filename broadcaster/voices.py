"""The voices of a station: what station.toml says of them, and the cast that comes of it.

Knows the settings of speech and what can be wrong with them; reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from broadcaster.sound.cast import Cast
from broadcaster.sound.speech import VOICE_NAMES, Voice, VoiceError

_REGIONS_SAID = {"miền Bắc": "north", "miền Trung": "central", "miền Nam": "south"}


@dataclass(frozen=True, slots=True)
class SpeechSection:
    """Who speaks: engines in order of preference, the usual voice, announcers who take turns."""

    engines: tuple[str, ...] = ("espeak://vi",)
    voice: str = "north"
    speed_wpm: int = 150
    pitch: int = 50
    announcers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceSection:
    """A voice of the station: what is left out is as in [speech], "" any engine."""

    voice: str | None = None
    speed_wpm: int | None = None
    pitch: int | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A setting that cannot be: its `place`, what was `written` there, and what may be.

    `problem` says it in words; `known` holds the names that could be meant, if names they are.
    """

    place: str
    problem: str
    written: str = ""
    known: tuple[str, ...] = ()


def cast(speech: SpeechSection, voices: Mapping[str, VoiceSection]) -> Cast:
    """Return the cast of a station whose settings have no `faults`.

    Beside its own voices every station has "nam" and "nữ", "miền Bắc", "miền Trung", "miền Nam"
    and the names of `VOICE_NAMES`, at its usual speed and pitch. Raises VoiceError.
    """
    region = Voice(_usual(speech)).region
    built_in = {"nam": region, "nữ": f"{region}-woman", **_REGIONS_SAID}
    built_in |= {name: name for name in VOICE_NAMES}
    everybody = {name: _voice(section, speech) for name, section in voices.items()}
    for name, meant in built_in.items():
        everybody.setdefault(name, Voice(meant, speech.speed_wpm, speech.pitch))
    return Cast(everybody, speech.announcers or (speech.voice,))


def faults(speech: SpeechSection, voices: Mapping[str, VoiceSection]) -> Iterator[Fault]:
    """Yield what is wrong with the settings of speech."""
    try:
        Voice(_usual(speech), speech.speed_wpm, speech.pitch)
    except VoiceError as error:
        yield Fault(f"speech.{error.setting}", f"allowed: {error.allowed}")
        return
    engines = tuple(urlsplit(url).scheme for url in speech.engines)
    for name, section in voices.items():
        yield from _faults_of(name, section, speech, engines)
    known = tuple({**voices, **dict.fromkeys(("nam", "nữ", *_REGIONS_SAID, *VOICE_NAMES))})
    if speech.voice not in known:
        yield Fault("speech.voice", f"no voice {speech.voice!r}", speech.voice, known)
    for name in speech.announcers:
        if name not in known:
            yield Fault("speech.announcers", f"no voice {name!r}", name, known)


def _faults_of(
    name: str, section: VoiceSection, speech: SpeechSection, engines: tuple[str, ...]
) -> Iterator[Fault]:
    place = f"voices.{name}"
    try:
        _voice(section, speech)
    except VoiceError as error:
        setting = "voice" if error.setting == "name" else error.setting
        yield Fault(f"{place}.{setting}", f"allowed: {error.allowed}")
    wanted = section.voice
    if wanted is not None and wanted not in VOICE_NAMES and not section.engine:
        problem = f"no voice {wanted!r}; a speaker's own name needs `engine` beside it"
        yield Fault(f"{place}.voice", problem, wanted, VOICE_NAMES)
    if section.engine and section.engine not in engines:
        problem = f"speech.engines has no {section.engine!r}"
        yield Fault(f"{place}.engine", problem, section.engine, engines)


def _voice(section: VoiceSection, speech: SpeechSection) -> Voice:
    return Voice(
        name=_usual(speech) if section.voice is None else section.voice,
        speed_wpm=speech.speed_wpm if section.speed_wpm is None else section.speed_wpm,
        pitch=speech.pitch if section.pitch is None else section.pitch,
        engine=section.engine,
    )


def _usual(speech: SpeechSection) -> str:
    """Return the built-in voice that [speech] means: north when it names one of the station's."""
    return speech.voice if speech.voice in VOICE_NAMES else VOICE_NAMES[0]
