"""A bulletin to be produced in several ways: items of speech, an ident, stingers, a bed.

Makes what `production.py` measures: scripts of half a minute each from the shipped plan, spoken by
the embedded voice, and the same sounds as WAV files for those who join files.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path

from broadcaster.production import Made, ScriptText, Studio
from broadcaster.production.pieces import sayings
from broadcaster.production.template import template
from broadcaster.sound.announcer import Announcer
from broadcaster.sound.cast import Cast
from broadcaster.sound.kit import Kit
from broadcaster.sound.memory import Memory
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice, open_engine
from broadcaster.sound.vault import Vault
from broadcaster.words.reading import USUAL

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "tests" / "corpus" / "seed-plan.txt"
AUDIO = ROOT / "audio"
DAY = date(2026, 11, 24)

TEMPLATE = '[bed]\nunder = ["greeting", "contents", "item", "closing"]\n'
"""The bed lies under everything that is said, so that every way has as much to duck."""

_WORDS = 58
_VOICE = Voice()


def scripts(count: int) -> list[ScriptText]:
    """Return `count` items of about half a minute, no two alike."""
    sentences = cycle(_sentences())
    found = []
    for number in range(1, count + 1):
        said = f"Đây là tin thứ {number} trong ngày."
        while len(said.split()) < _WORDS:
            said = f"{said} {next(sentences)}"
        found.append(ScriptText(f"Tin số {number}", f"{said} Hết tin thứ {number}."))
    return found


def changed(items: list[ScriptText]) -> list[ScriptText]:
    """Return the items with one sentence of the middle one said otherwise."""
    middle = len(items) // 2
    one = items[middle]
    body = one.body.replace("trong ngày", "trong buổi sáng hôm nay")
    return [*items[:middle], ScriptText(one.title, body), *items[middle + 1 :]]


def studio(folder: Path, speech: Path) -> Studio:
    """Return a studio that remembers speech in `speech` and everything else in `folder`."""
    own = folder / "template.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(TEMPLATE, encoding="utf-8")
    return Studio(
        announcer=announcer(speech),
        kit=lambda: Kit.load(AUDIO),
        vault=Vault(folder / "vault"),
        treated=Memory(folder / "treated"),
        encoded=Memory(folder / "pieces"),
        cast=Cast({"một": _VOICE}, ("một",)),
        recipe="stream",
        station_name="xã Tân Phú",
        manner=lambda: USUAL,
        around=template(own),
    )


def produced(studio: Studio, items: list[ScriptText]) -> Made:
    """Make the programme as a station would."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return studio.make("Bản tin", items, DAY, "stream", lambda stage, permille: None, at)


def announcer(speech: Path) -> Announcer:
    """Return the embedded voice, what it said being remembered in `speech`."""
    return Announcer([open_engine("espeak://vi")], Memory(speech))


def as_files(items: list[ScriptText], speech: Path, folder: Path) -> list[Path]:
    """Write every item's speech as a WAV file, as it comes from the voice, and return them."""
    speaker = announcer(speech)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, item in enumerate(items):
        parts: list[Sound] = []
        for text in (item.title, item.body):
            for said in sayings(text, USUAL):
                sound = speaker.speak(said.text, _VOICE).sound
                parts += [sound, Sound.silence(said.pause_ms, sound.rate)]
        path = folder / f"item-{number:03d}.wav"
        path.write_bytes(Sound.joined(parts, parts[0].rate).wav())
        paths.append(path)
    return paths


def _sentences() -> Iterator[str]:
    for line in PLAN.read_text(encoding="utf-8").splitlines():
        for sentence in line.split(". "):
            if len(sentence.split()) > 8:
                yield sentence.rstrip(".;:") + "."


assert RATE == 44_100
