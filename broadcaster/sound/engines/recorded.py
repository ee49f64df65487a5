"""A person's voice from a folder of recordings: sentences that are always the same, said well.

Knows files and the words spoken in them; asks no network and makes up nothing. Each recording
`NAME.wav` (or .mp3, .flac, .ogg) has a `NAME.txt` beside it with its words. A text is spoken when
a recording has exactly its words; any other text is refused, so that the next engine speaks it.

    recorded:giong-nguoi            a folder beside station.toml
    recorded:///srv/giong-nguoi     anywhere
"""

from __future__ import annotations

import hashlib
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from broadcaster.sound.engines.edges import quiet_edges
from broadcaster.sound.engines.files import EngineFileError, Prints, path_in
from broadcaster.sound.engines.sameness import folded
from broadcaster.sound.sound import Sound, UnreadableSoundError
from broadcaster.sound.speech import EngineUnavailableError, RefusedTextError, Voice, tidy

NAME = "recorded"
SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")
"""What a recording may be, the best first: it counts when a name has several."""
LONGEST_TEXT = 10_000
"""Bytes of words that belong to one recording at most; more is some other document."""

_LOOK_AGAIN_S = 1.0
_NAMED_IN_HEALTH = 5


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is in the folder: recordings by their folded words, and what is no use and why.

    `faults` pairs a file's name with a Vietnamese clause; `print` changes with any file.
    """

    by_words: dict[str, Path]
    faults: tuple[tuple[str, str], ...]
    print: str


@dataclass(slots=True)
class Recorded:
    """The engine for the recordings in `folder`, which is looked at again every second.

    The voice that is asked for does not matter: region, pace and pitch are the person's own.
    """

    folder: Path
    monotonic: Callable[[], float] = time.monotonic
    _prints: Prints = field(default_factory=Prints, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _shelf: Shelf | None = field(default=None, repr=False)
    _looked_at: float = field(default=float("-inf"), repr=False)

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The words and the bytes of all recordings, and how they are cut."""
        try:
            return f"{NAME} {self._current().print} edges"
        except EngineFileError:
            return f"{NAME} without folder"

    @property
    def synthetic(self) -> bool:
        """A person speaks: nothing is to be marked as made by a machine."""
        return False

    @property
    def at_once(self) -> int:
        """Reading files is no trouble to anybody."""
        return 2

    @property
    def cost(self) -> str:
        """Nothing, but somebody must have read the sentences."""
        return "miễn phí, không cần mạng, dùng bản thu của đài"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return the recording of `text` at its own rate, with 40 ms of quiet at either end.

        Raises RefusedTextError when there is none or it is no use, EngineFileError.
        """
        path = self._current().by_words.get(folded(text)) if tidy(text) else None
        if path is None:
            raise RefusedTextError(NAME, text, "nobody has recorded these words")
        sound = _heard(path)
        if isinstance(sound, str):
            raise RefusedTextError(NAME, text, f"the recording {path.name} is no use")
        return sound

    def health(self) -> str:
        """Read every recording and tell which are no use. Raises EngineFileError."""
        shelf = self._current(fresh=True)
        heard = {path: _heard(path) for path in shelf.by_words.values()}
        silent = [(path.name, why) for path, why in heard.items() if isinstance(why, str)]
        faults = sorted([*shelf.faults, *silent])
        told = f"{len(heard) - len(silent)} câu thu sẵn"
        if not faults:
            return told
        named = "; ".join(f"{name} ({why})" for name, why in faults[:_NAMED_IN_HEALTH])
        more = "; …" if len(faults) > _NAMED_IN_HEALTH else ""
        return f"{told}; bỏ qua {len(faults)} tệp: {named}{more}"

    def _current(self, *, fresh: bool = False) -> Shelf:
        """Return what is in the folder. Raises EngineFileError when there is no folder."""
        with self._lock:
            now = self.monotonic()
            if fresh or self._shelf is None or now - self._looked_at >= _LOOK_AGAIN_S:
                self._shelf = _shelf(self.folder, self._prints)
                self._looked_at = now
            return self._shelf


def open_engine(url: str) -> Recorded:
    """Open `recorded:FOLDER`; the folder is looked at when it is wanted.

    Raises EngineUnavailableError for an address without a folder.
    """
    folder = path_in(url)
    if folder == Path():
        raise EngineUnavailableError(NAME, "the address names no folder: recorded:giong-nguoi")
    return Recorded(folder)


def _shelf(folder: Path, prints: Prints) -> Shelf:
    """Look at every file of the folder once, without decoding any."""
    sounds, texts = _files(folder)
    faults = [(sounds[stem].name, "thiếu tệp lời .txt") for stem in sounds.keys() - texts.keys()]
    faults += [(texts[stem].name, "thiếu tệp tiếng") for stem in texts.keys() - sounds.keys()]
    by_words: dict[str, Path] = {}
    facts = hashlib.sha256()
    for stem in sorted(sounds.keys() & texts.keys()):
        path, words = sounds[stem], _words_in(texts[stem])
        try:
            made_of = prints.of(path)
        except OSError:
            faults.append((path.name, "không mở được"))
            continue
        if not words:
            faults.append((texts[stem].name, "không có lời, hoặc không phải văn bản UTF-8"))
        elif words in by_words:
            faults.append((texts[stem].name, f"trùng lời với {by_words[words].name}"))
        else:
            by_words[words] = path
            facts.update(f"{words}\0{made_of}\0".encode())
    return Shelf(by_words, tuple(faults), facts.hexdigest()[:32])


def _files(folder: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return the recordings and the texts of a folder by name. Raises EngineFileError."""
    try:
        files = sorted(path for path in folder.iterdir() if path.name[0] != ".")
    except OSError as error:
        raise EngineFileError(NAME, folder, error.strerror or str(error)) from error
    sounds: dict[str, Path] = {}
    texts: dict[str, Path] = {}
    for path in files:
        # A folder that was copied from another system may spell its names in parted letters.
        stem, suffix = unicodedata.normalize("NFC", path.stem), path.suffix.lower()
        if suffix == ".txt":
            texts[stem] = path
        elif suffix in SUFFIXES:
            other = sounds.setdefault(stem, path)
            if SUFFIXES.index(suffix) < SUFFIXES.index(other.suffix.lower()):
                sounds[stem] = path
    return sounds, texts


def _words_in(path: Path) -> str:
    """Return the folded words of a text file, "" for what is no text."""
    try:
        if path.stat().st_size > LONGEST_TEXT:
            return ""
        return folded(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return ""


def _heard(path: Path) -> Sound | str:
    """Return a recording with even edges, or why it is no use, in Vietnamese."""
    try:
        sound = quiet_edges(Sound.read(path))
    except UnreadableSoundError:
        return "không đọc được âm thanh"
    return "im lặng" if sound is None else sound
