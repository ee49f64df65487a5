"""Mastering recipes: how programmes shall sound, and why each figure is what it is.

Knows figures; touches no sample. Every recipe aims at one loudness and one ceiling after MP3, and
differs in what its loudspeakers can play and in how much of a speaker's ups and downs they can
carry to a listener in the open, in a hall or with earphones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from broadcaster.sound.lame import ENCODING_LOSS_DB

TARGET_LUFS = -16.0
"""What listeners get: the level of speech on the web and telephones, and what peers default to."""

CEILING_DBTP = -1.0
"""The highest true peak after decoding: EBU R 128 and all that followed it."""

MUSIC_LU = -1.0
"""Music beside speech is a little quieter: dense sound seems louder than its figure."""

CODEC_SWING_DB = 0.3
"""How far a decoded true peak may lie above the highest sample that was encoded.

What lies between samples and the codec's own error, less what LAME takes away: at most 0.1 dB over
speech of three voices and the station's music by every recipe.
"""


class Part(StrEnum):
    """What a segment is made of: words, or music."""

    SPEECH = "speech"
    MUSIC = "music"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How programmes shall sound: target, ceiling, and what suits the loudspeakers.

    `target_lufs`, `ceiling_dbtp`: integrated loudness and true peak of the decoded programme.
    `high_pass_hz`, `low_pass_hz`: edges of the band, 24 dB an octave.
    `edge_hz`, `edge_db`: lift where loudspeakers begin to fall off, an octave wide.
    `body_hz`, `body_db`, `presence_hz`, `presence_db`: broad cut or lift where vowels and where
    consonants have their power, an octave and a half wide.
    `ratio`, `threshold_db`: what rises more than the threshold above the usual level rises less.
    `levelling_db`, `levelling_s`: how far quiet phrases are lifted, and loud ones lowered, at most,
    and how long a phrase is.
    `turns`: (Hz, quality) of each all-pass that is run backwards in time, against a voice's crest;
    with any, the equaliser itself turns no phase.
    """

    name: str
    target_lufs: float = TARGET_LUFS
    ceiling_dbtp: float = CEILING_DBTP
    high_pass_hz: float = 80.0
    low_pass_hz: float = 14_000.0
    edge_hz: float = 225.0
    edge_db: float = 0.0
    body_hz: float = 750.0
    body_db: float = 0.0
    presence_hz: float = 3_000.0
    presence_db: float = 0.0
    ratio: float = 2.0
    threshold_db: float = 2.0
    levelling_db: float = 6.0
    levelling_s: float = 3.0
    turns: tuple[tuple[float, float], ...] = ()

    @property
    def key(self) -> str:
        """All that decides how a master sounds: another key makes another programme."""
        return repr(self)

    @property
    def peak_dbfs(self) -> float:
        """The highest sample a treated part may have, so that its MP3 keeps to the ceiling."""
        return self.ceiling_dbtp - CODEC_SWING_DB

    def part_lufs(self, part: Part) -> float:
        """Return the loudness of a treated part, so that its MP3 programme ends at the target."""
        music = MUSIC_LU if part is Part.MUSIC else 0.0
        return self.target_lufs + ENCODING_LOSS_DB + music


HORN = Recipe(
    "horn",
    # A reflex horn plays 300 Hz to 6 kHz. Above, what it cannot play only heats its coil. Below, it
    # falls off by itself, 24 dB an octave: cutting there once more at 300 Hz took the rest of a
    # voice's pitch, and with it tones, and 0.016 of STOI. Under 160 Hz nothing comes out of it but
    # what moves diaphragms; between, its own edge is lifted a little against its fall.
    high_pass_hz=160.0,
    low_pass_hz=6_000.0,
    edge_db=5.0,
    # First formants hold most of a voice's power, and horns ring there; consonants, which tell
    # words apart, hold the least and lose most over a distance. At one loudness power goes from
    # the ones to the others. Chosen by STOI over three noises (benchmarks/intelligibility.py), on
    # texts other than those it is measured on; more helps in wind, harms in a crowd, and is harsh.
    body_hz=570.0,
    body_db=-6.0,
    presence_hz=3_200.0,
    presence_db=2.5,
    # Compression by syllables makes words alike and gained nothing; what helps is that no word
    # and no end of a sentence is quieter than the rest, taken over less than a second.
    ratio=1.3,
    threshold_db=4.0,
    levelling_db=6.0,
    levelling_s=0.8,
    # To be as loud as promised, tips of waves are bent (`crest`). Turning the phases of first
    # formants lowers a voice's tips, so that less is bent: what bending did to the voice lay 21 dB
    # below it, now 24. Backwards, since the horn holds back the same low tones; 3 ms at most.
    turns=((250.0, 0.67), (430.0, 1.4)),
)
"""For reflex horns on poles, in the open, over noise."""

HALL = Recipe(
    "hall",
    # Rooms ring longest below 150 Hz: booming there covers the following syllable.
    high_pass_hz=130.0,
    low_pass_hz=12_000.0,
    presence_hz=3_000.0,
    presence_db=2.5,
    ratio=2.0,
    threshold_db=1.0,
    levelling_db=6.0,
)
"""For loudspeaker boxes in a meeting hall or a yard with walls."""

STREAM = Recipe(
    "stream",
    # The lowest men's voices reach 80 Hz; above 15 kHz an MP3 of 128 kbit/s keeps little.
    high_pass_hz=70.0,
    low_pass_hz=15_000.0,
    presence_db=0.0,
    ratio=2.0,
    threshold_db=2.0,
    levelling_db=5.0,
)
"""For telephones, earphones and radios at home."""

ARCHIVE = Recipe(
    "archive",
    # Only what nobody hears goes: rumble, and a direct current of a bad sound card.
    high_pass_hz=30.0,
    low_pass_hz=20_000.0,
    presence_db=0.0,
    ratio=1.5,
    threshold_db=4.0,
    levelling_db=2.0,
)
"""To be kept: as it was spoken, brought to the level and otherwise left alone."""

RECIPES = MappingProxyType({recipe.name: recipe for recipe in (HORN, HALL, STREAM, ARCHIVE)})
"""The recipes by the name a station's settings use; the first is the default."""
